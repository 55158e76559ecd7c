import TwoWayModel

/// Group figures as bars: how many of those who took part.
struct StatisticsText {
    private static let width = 20
    private let figures: GroupFigures

    init(_ figures: GroupFigures) {
        self.figures = figures
    }

    var lines: [StyledText] {
        var lines = [
            StyledText("\(figures.period), version \(figures.version)", .strong)
                + StyledText(": about \(figures.contributors) candidates let themselves be counted.")
        ]
        for topic in figures.topics {
            lines.append(StyledText(""))
            lines.append(StyledText(topic.topic.text, .strong))
            lines += bars(topic.total, indent: "  ")
            for question in topic.questions {
                lines.append(StyledText("  \(question.text.text)"))
                lines += bars(question.counts, indent: "    ")
            }
        }
        return lines
    }

    /// A bar for each measure that is shown.
    private func bars(_ counts: ShownCounts, indent: String) -> [StyledText] {
        StatisticsMeasure.allCases.compactMap { measure in
            guard let count = counts[measure] else { return nil }
            let share = Double(count) / Double(max(figures.contributors, 1))
            let bar = IntervalBar.drawing(ValueInterval(lo: 0, hi: min(1, share)), width: Self.width)
            let name = measure.rawValue + String(repeating: " ", count: max(0, 11 - measure.rawValue.count))
            return StyledText("\(indent)\(name)  \(bar)  about \(count)")
        }
    }
}
