/// The sheet as plain text, 78 columns wide.
extension SheetRenderer {
    private static let columns = 78
    private static let indentation = String(repeating: " ", count: 8)
    private static let note = indentation + String(repeating: "_", count: columns - indentation.count)

    func text() -> String {
        let rule = String(repeating: "=", count: Self.columns)
        var lines = [rule]
        lines += Self.wrap("\(organisation): \(opportunity)")
        lines += Self.wrap("\(interview). \(meeting)")
        lines += Self.wrap(time)
        if !interviewers.isEmpty {
            lines += Self.wrap("With: " + interviewers.joined(separator: ", "), later: "      ")
        }
        lines += Self.wrap(extent + (isOverTime ? ": more than there is time for" : ""))
        lines.append(rule)
        if !talkingPoints.isEmpty { lines += ["", "To say:"] }
        for point in talkingPoints { lines += Self.wrap(point, first: "    - ", later: "      ") }
        if questions.isEmpty { lines += ["", "Nothing is planned yet."] }
        for question in questions {
            lines.append("")
            lines += Self.lines(of: question)
        }
        for heading in Self.notes { lines += ["", "\(heading):", Self.note, Self.note] }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(of question: Question) -> [String] {
        let number = String(repeating: " ", count: question.number < 10 ? 1 : 0) + "\(question.number)."
        let mark = question.isMustAsk ? "MUST ASK: " : ""
        var lines = wrap(
            mark + question.text,
            first: "\(question.isAsked ? "[x]" : "[ ]") \(number) ",
            later: indentation
        )
        let person = question.person.map { "Ask \($0), " } ?? ""
        lines += wrap("\(person)\(question.minutes) min", first: indentation, later: indentation)
        for hint in question.hints {
            let points = hint.points.joined(separator: " / ")
            lines += wrap("\(hint.heading): \(points)", first: indentation, later: indentation + "  ")
        }
        return lines + [note, note]
    }

    /// Breaks a text into lines of at most 78 columns; a word that is longer than a line is broken as well.
    private static func wrap(_ text: String, first: String = "", later: String = "") -> [String] {
        var lines: [String] = []
        var line = first
        var width = first.count
        var isAtStart = true
        func startLine() {
            lines.append(line)
            line = later
            width = later.count
            isAtStart = true
        }
        for word in text.split(separator: " ") {
            let wordWidth = word.reduce(0) { $0 + $1.columns }
            if !isAtStart && width + 1 + wordWidth > columns { startLine() }
            if !isAtStart {
                line += " "
                width += 1
            }
            for character in word {
                if width + character.columns > columns { startLine() }
                line.append(character)
                width += character.columns
                isAtStart = false
            }
        }
        return lines + [line]
    }
}

extension Character {
    /// How many columns a terminal gives it: two for what East Asian scripts and emoji take, else one.
    fileprivate var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        switch first.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
            0x20000...0x3FFFD:
            return 2
        default:
            return 1
        }
    }
}
