import TwoWayModel

/// A comparison to be read on a terminal.
struct ComparisonText {
    private let result: ComparisonOutcome
    private let names: ComparisonNames

    /// The most columns of ranks that a terminal shows; what comes after is put together.
    private static let rankColumns = 6
    /// The most sentences on what would flip the order.
    private static let flipLines = 8

    init(_ result: ComparisonOutcome) {
        self.result = result
        names = ComparisonNames(result)
    }

    /// A pipe gets the table of the opportunities and nothing else.
    func show(on output: Output) {
        guard output.terminal.isInteractive else { return output.table(scores, none: "There is nothing to compare.") }
        output.paragraph(result.headline, result.tooClose ? .doubtful : .strong)
        output.say("")
        output.table(scores, none: "There is nothing to compare.")
        let remarks = result.remarks(names)
        if !remarks.isEmpty { output.say("") }
        for remark in remarks { output.bullet(remark, indent: 2) }
        if result.ranked.count > 1 {
            output.say("")
            output.say(StyledText("Chance of each rank", .strong))
            output.table(ranks, none: "")
        }
        show("For certain", result.certainties(names), on: output)
        show("What would change who leads", result.flips(names), on: output)
    }

    /// Both sides of something that was tried out: the second as it is shown always, the first as far as it differs.
    static func show(before: ComparisonOutcome, after: ComparisonOutcome, on output: Output) {
        ComparisonText(after).show(on: output)
        guard output.terminal.isInteractive else { return }
        let names = ComparisonNames(after)
        output.say("")
        output.say(StyledText("As it is", .strong))
        output.paragraph(before.headline, indent: 2)
        let chances = Dictionary(
            before.opportunities.map { ($0.opportunity, $0.firstChance) },
            uniquingKeysWith: { first, _ in first }
        )
        let moves = after.opportunities.compactMap { one -> String? in
            let was = chances[one.opportunity].flatMap { $0 }
            guard was != one.firstChance else { return nil }
            func word(_ chance: Double?) -> String { chance.map(PercentText.chance) ?? "excluded" }
            return "\(names[one.opportunity]): first in \(word(was)) before, \(word(one.firstChance)) after."
        }
        for move in moves { output.bullet(move, indent: 2) }
        if moves.isEmpty { output.paragraph("Nobody's chance to come first changes.", indent: 2, .faint) }
    }

    private func show(_ heading: String, _ sentences: [String], on output: Output) {
        guard !sentences.isEmpty else { return }
        output.say("")
        output.say(StyledText(heading, .strong))
        for sentence in sentences.prefix(Self.flipLines) { output.bullet(sentence, indent: 2) }
        let more = sentences.count - Self.flipLines
        if more > 0 { output.paragraph("and \(more) more; --json has all of them.", indent: 4, .faint) }
    }

    private var scores: Table {
        var table = Table([
            .text("Opportunity"), .drawing("0                  1"), .number("From"), .number("To"), .number("First"),
            .number("Known"), .word("Mark"), .hidden("Title"), .hidden("ID"),
        ])
        for one in result.opportunities {
            let isFirst = one.opportunity == result.ranked.first?.opportunity
            table.add([
                Cell(shown: names[one.opportunity], plain: one.organisation.text, isFirst ? .strong : .plain),
                Cell(IntervalBar.drawing(one.score), one.ranking == nil ? .faint : .accent),
                number(one.score.lo), number(one.score.hi), chance(one.firstChance),
                Cell(shown: NumberText.percent(one.knowledge), plain: "\(one.knowledge)"),
                mark(one), Cell(one.title), Cell(one.opportunity),
            ])
        }
        return table
    }

    private var ranks: Table {
        let count = result.ranked.count
        let shown = min(count, Self.rankColumns)
        let isCut = count > shown
        var columns: [Table.Column] = [.text("Opportunity")]
        columns += (1...shown).map { .number(Ordinal.text($0)) }
        if isCut { columns.append(.number("later")) }
        if result.showsConfidence { columns.append(.number("Confidence")) }
        var table = Table(columns)
        for one in result.ranked {
            guard let ranking = one.ranking else { continue }
            let likeliest = ranking.rankChances.max() ?? 0
            var cells = [Cell(names[one.opportunity])]
            cells += ranking.rankChances.prefix(shown).map { chance in
                self.chance(chance).inked(chance == likeliest ? .strong : chance < 0.005 ? .faint : .plain)
            }
            if isCut { cells.append(chance(ranking.rankChances.dropFirst(shown).reduce(0, +))) }
            if result.showsConfidence { cells.append(ranking.confidence.map { chance($0) } ?? .empty) }
            table.add(cells)
        }
        return table
    }

    private func number(_ value: Double) -> Cell {
        Cell(shown: NumberText.value(value), plain: "\(value)")
    }

    private func chance(_ chance: Double?) -> Cell {
        guard let chance else { return .empty }
        return Cell(shown: PercentText.chance(chance), plain: "\(chance)")
    }

    private func mark(_ one: ComparedOpportunity) -> Cell {
        let waived = one.waived.isEmpty ? "" : "waived"
        return switch one.standing {
        case .ranked: Cell(waived, .doubtful)
        case .provisional: Cell(waived.isEmpty ? "provisional" : "provisional, waived", .doubtful)
        case .excluded: Cell("excluded", .bad)
        }
    }
}

/// Ranks as people say them.
enum Ordinal {
    static func text(_ number: Int) -> String {
        let isTeen = (11...13).contains(number % 100)
        return switch number % 10 {
        case 1 where !isTeen: "\(number)st"
        case 2 where !isTeen: "\(number)nd"
        case 3 where !isTeen: "\(number)rd"
        default: "\(number)th"
        }
    }
}
