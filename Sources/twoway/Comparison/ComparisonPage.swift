import TwoWayModel

/// A comparison as one page to look at and to print: no script, nothing from elsewhere, and readable in shades of grey.
struct ComparisonPage {
    let result: ComparisonOutcome
    let names: ComparisonNames
    private let heading: String
    private let notes: [(text: String, isWarning: Bool)]

    /// The most opportunities for which each priority is drawn.
    static let detailColumns = 8

    init(_ comparison: Comparison) {
        result = comparison.result
        names = ComparisonNames(comparison.result)
        heading = comparison.title?.text ?? "Comparison of \(comparison.result.opportunities.count) opportunities"
        var notes: [(String, Bool)] = []
        if comparison.state == .stale {
            notes.append(("Something this comparison rests on has changed since it was made.", true))
        }
        if let frozen = comparison.frozen {
            notes.append(
                (
                    "By the priorities that your offer froze (version \(frozen.result.version)): "
                        + "\(frozen.result.headline) What matters has moved by "
                        + "\(NumberText.percent(frozen.drift.drift)) since.",
                    false
                )
            )
        }
        notes.append(("Made \(LocalClock.here.text(comparison.createdAt)).", false))
        self.notes = notes
    }

    /// Of something that was only tried out.
    init(triedOut result: ComparisonOutcome) {
        self.result = result
        names = ComparisonNames(result)
        heading = "Tried out: \(result.opportunities.count) opportunities"
        notes = [("This is not how it is: weights or ratings were changed to see what would happen.", true)]
    }

    /// The page.
    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(escaped(heading))</title>
        <style>
        \(Self.style)
        </style>
        </head>
        <body>
        <main>
        <h1>\(escaped(heading))</h1>
        <p class="headline\(result.tooClose ? " close" : "")">\(escaped(result.headline))</p>
        \(notes.map { "<p class=\"\($0.isWarning ? "warning" : "note")\">\(escaped($0.text))</p>" }.joined(separator: "\n"))
        \(sections.joined(separator: "\n"))
        \(footer)
        </main>
        </body>
        </html>

        """
    }

    func escaped(_ text: String) -> String { HTMLText.escaped(text) }

    private var sections: [String] {
        [
            section("Scores, from the worst to the best case", scores),
            result.ranked.count > 1 ? section("Chance of each rank", ranks) : "",
            list("Beside the numbers", result.remarks(names)),
            list("For certain", result.certainties(names)),
            list("What would change who leads", result.flips(names)),
            result.ranked.count > 1 ? section("Chance to be the better one", duels) : "",
            section("What is known of each priority", details),
        ].filter { !$0.isEmpty }
    }

    private func section(_ heading: String, _ content: String) -> String {
        "<section>\n<h2>\(escaped(heading))</h2>\n\(content)\n</section>"
    }

    private func list(_ heading: String, _ sentences: [String]) -> String {
        guard !sentences.isEmpty else { return "" }
        let items = sentences.map { "<li>\(escaped($0))</li>" }.joined(separator: "\n")
        return section(heading, "<ul>\n\(items)\n</ul>")
    }

    private var footer: String {
        let certainty = result.certainty.map { ", \($0.words)" } ?? ""
        return """
            <footer>
            <p>What is not known is drawn \(CountText.grouped(result.draws)) times, each value between its worst and its best case and each \
            weight as far as it is certain (weights \(escaped(result.weightMode.words))\(certainty)). A chance is how often \
            something came out. Certain is what holds in every case. What would change who leads is told for the middle of \
            each range.</p>
            <p class="print">Priorities version \(result.version); method \(escaped(result.methodVersion)); seed \
            \(result.seed); inputs \(escaped(result.inputsHash)).</p>
            </footer>
            """
    }
}
