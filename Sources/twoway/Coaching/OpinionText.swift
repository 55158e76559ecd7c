import TwoWayModel

/// Second opinions as people read and type them.
enum OpinionText {
    /// Reads `training=4`; the title may be a part of it that fits one priority only.
    static func rating(_ text: String, of priorities: [OpinionPriority]) throws(CommandFailure) -> OpinionRating {
        guard let sign = text.lastIndex(of: "="), let rating = Int(text[text.index(after: sign)...]),
            (1...5).contains(rating)
        else {
            throw .usage("\"\(text)\" is not a rating.", hint: "Write it as training=4, from 1 to 5.")
        }
        let entries = priorities.map { Lookup<Priority>.Entry($0.key, $0.title.text) }
        let lookup = Lookup<Priority>(noun: "priority", hint: "See what is rated: twoway opinion show")
        return OpinionRating(priority: try lookup.find(String(text[..<sign]), among: entries), rating: rating)
    }

    static func say(_ view: OpinionView, on output: Output) {
        output.say(
            StyledText(view.opinion.state.words, .strong)
                + StyledText("  \(view.opinion.candidateName.text) and \(view.opinion.coachName.text)")
        )
        if let question = view.question { output.say(StyledText(question.text)) }
        guard let comparison = view.comparison else { return sayOwn(view, on: output) }
        var table = Table([
            .text("Priority"), .number("Candidate"), .number("Coach"), .word("Differs"), .remark("Candidate's note"),
            .remark("Coach's note"),
        ])
        for row in comparison.rows {
            table.add([
                Cell(row.title, .strong), Cell(row.candidate), Cell(row.coach), Cell(difference(row), .doubtful),
                Cell(row.candidateNote), Cell(row.coachNote),
            ])
        }
        output.table(table, none: "Nothing was rated.")
        if let note = comparison.candidateNote { output.say("Candidate: \(note.text)") }
        if let note = comparison.coachNote { output.say("Coach: \(note.text)") }
    }

    /// `+2` where the coach rates two steps higher; nothing where both agree.
    static func difference(_ row: OpinionComparison.Row) -> String {
        guard row.differs else { return "" }
        return row.difference > 0 ? "+\(row.difference)" : "\(row.difference)"
    }

    private static func sayOwn(_ view: OpinionView, on output: Output) {
        var table = Table([.text("Priority"), .number("Yours"), .remark("Note")])
        for priority in view.priorities {
            let rating = view.own?.ratings.first { $0.priority == priority.key }
            table.add([
                Cell(priority.title, .strong), Cell(rating.map { String($0.rating) } ?? "-"), Cell(rating?.note),
            ])
        }
        output.table(table, none: "Nothing is asked.")
        var sealed: [String] = []
        if view.opinion.candidateSealed { sealed.append("the candidate's") }
        if view.opinion.coachSealed { sealed.append("the coach's") }
        output.say(StyledText("Sealed: \(sealed.isEmpty ? "none" : sealed.joined(separator: ", "))", .faint))
    }
}
