import TwoWayModel

/// What was said as a value, as people type and read it.
enum AnswerValueText {
    /// Reads `yes`, `no`, a day such as `2026-05-04`, or a number with what it counts, such as `80000 EUR a year`.
    static func value(_ text: String) throws(CommandFailure) -> AnswerValue {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        switch words.joined(separator: " ").lowercased() {
        case "yes": return .yesNo(true)
        case "no": return .yesNo(false)
        default: break
        }
        if let only = words.first, words.count == 1, let day = try? Day(only) { return .day(day) }
        let unit = words.dropFirst().joined(separator: " ")
        if let first = words.first, let number = Double(first), number.magnitude <= AnswerValue.largestNumber {
            if unit.isEmpty { return .number(number) }
            if let unit = try? Title(unit) { return .number(number, unit: unit) }
        }
        throw .usage(
            "\"\(text)\" is not a value.",
            hint: "Write yes, no, a day such as 2026-05-04, or a number with its unit: \"80000 EUR\"."
        )
    }

    /// The value in the last line of an answer that begins with an equals sign, if that is what it is.
    static func lastLine(of answer: Prose) -> AnswerValue? {
        guard let line = answer.text.split(separator: "\n").last, line.hasPrefix("=") else { return nil }
        return try? value(String(line.dropFirst()))
    }

    /// `80000 EUR`, `yes`, `2026-05-04`.
    static func words(_ value: AnswerValue) -> String {
        switch value.kind {
        case .yesNo: return value.yes == true ? "yes" : "no"
        case .day: return value.day?.text ?? ""
        case .number:
            guard let number = value.number else { return "" }
            // Whole numbers without a point; what is too large for that stays as it is.
            let text = Int(exactly: number).map(String.init) ?? "\(number)"
            return value.unit.map { "\(text) \($0.text)" } ?? text
        }
    }
}
