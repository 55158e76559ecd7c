/// The sheet as Markdown (CommonMark, with the task lists of GitHub).
extension SheetRenderer {
    func markdown() -> String {
        var lines = ["# \(Self.escaped("\(organisation): \(opportunity)"))", ""]
        lines.append("**\(Self.escaped(interview))**  ")
        lines.append("\(Self.escaped(meeting))  ")
        lines.append("\(Self.escaped(time))  ")
        if !interviewers.isEmpty {
            lines.append("With \(Self.escaped(interviewers.joined(separator: ", ")))  ")
        }
        lines.append("\(extent)\(isOverTime ? ": **more than there is time for**" : "")")
        if !talkingPoints.isEmpty { lines += ["", "**To say**", ""] }
        lines += talkingPoints.map { "- \(Self.escaped($0).escapingStart)" }
        if questions.isEmpty { lines += ["", "Nothing is planned yet."] }
        for question in questions {
            lines.append("")
            lines += Self.lines(of: question)
        }
        for heading in Self.notes { lines += ["", "**\(heading)**"] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(of question: Question) -> [String] {
        let box = question.isAsked ? "[x]" : "[ ]"
        let mark = question.isMustAsk ? "**MUST ASK:** " : ""
        let person = question.person.map { "Ask \(escaped($0)), " } ?? ""
        var lines = ["- \(box) \(question.number)\\. \(mark)**\(escaped(question.text))**  "]
        lines.append("  \(person)\(question.minutes) min")
        if !question.hints.isEmpty { lines.append("") }
        for (index, hint) in question.hints.enumerated() {
            let points = hint.points.map(escaped).joined(separator: " / ")
            let lineBreak = index + 1 < question.hints.count ? "  " : ""
            lines.append("  *\(hint.heading):* \(points)\(lineBreak)")
        }
        return lines + ["", "  Notes:"]
    }

    /// The text with a backslash before all that could mean something to a reader of Markdown.
    ///
    /// Marks that count only at the start of a line are left alone; only talking points start one.
    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if "\\`*_{}[]<>#|~&!$^=".unicodeScalars.contains(scalar) { escaped.unicodeScalars.append("\\") }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }
}

extension String {
    /// The text with a backslash before what would make a list, a rule or a heading of it at the start of a line.
    fileprivate var escapingStart: String {
        guard let mark = first(where: { !$0.isNumber }) else { return self }
        if let first, "+-".contains(first) { return "\\" + self }
        guard first?.isNumber == true, ".)".contains(mark) else { return self }
        return String(prefix { $0.isNumber }) + "\\" + String(drop { $0.isNumber })
    }
}
