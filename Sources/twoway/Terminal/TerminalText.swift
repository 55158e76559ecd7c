/// Makes text that came from elsewhere safe to print: on a terminal, characters can be commands.
///
/// A name or a question from a server could otherwise recolour or clear the screen, change the window's title, paste into
/// the clipboard, or show a line in an order in which nobody wrote it.
enum TerminalText {
    /// The text as one line: escape sequences and control characters are gone, line ends and tabs are spaces.
    static func line(_ text: String) -> String {
        cleaned(text, keepsLayout: false)
    }

    /// The text with its line ends and tabs, and without anything else that is not text.
    static func lines(_ text: String) -> String {
        cleaned(text, keepsLayout: true)
    }

    private static func cleaned(_ text: String, keepsLayout: Bool) -> String {
        guard text.unicodeScalars.contains(where: isCommand) else { return text }
        var result = String.UnicodeScalarView()
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\u{1B}": rest = afterEscape(rest)
            case "\u{9B}": rest = afterControlSequence(rest)
            case "\u{90}", "\u{98}", "\u{9D}", "\u{9E}", "\u{9F}": rest = afterControlString(rest)
            case "\n", "\t": result.append(keepsLayout ? scalar : " ")
            // A line end of two characters counts as one; a lone return would go back over what is printed already.
            case "\r": if rest.first != "\n" { result.append(keepsLayout ? "\n" : " ") }
            default: if !isCommand(scalar) { result.append(scalar) }
            }
        }
        return String(result)
    }

    /// Whether a scalar does something else than being seen: C0, DEL, C1, and what turns the direction of writing.
    static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        // Line and paragraph separators, and characters that carry text without showing it.
        case 0x2028, 0x2029, 0xFEFF, 0xE0000...0xE007F: true
        default: false
        }
    }

    private typealias Scalars = Substring.UnicodeScalarView

    /// What follows an escape sequence of which the escape character has been taken.
    private static func afterEscape(_ rest: Scalars) -> Scalars {
        guard let kind = rest.first else { return rest }
        switch kind {
        case "[": return afterControlSequence(rest.dropFirst())
        case "]", "P", "X", "^", "_": return afterControlString(rest.dropFirst())
        default: break
        }
        // Two characters, or more with intermediate ones between.
        let tail = rest.drop { (0x20...0x2F).contains($0.value) }
        guard let end = tail.first, (0x30...0x7E).contains(end.value) else { return tail }
        return tail.dropFirst()
    }

    private static func afterControlSequence(_ rest: Scalars) -> Scalars {
        let tail = rest.drop { (0x20...0x3F).contains($0.value) }
        guard let end = tail.first, (0x40...0x7E).contains(end.value) else { return tail }
        return tail.dropFirst()
    }

    /// Skips to the end of the string; one that never ends hides nothing.
    private static func afterControlString(_ rest: Scalars) -> Scalars {
        var tail = rest
        while let scalar = tail.popFirst() {
            switch scalar {
            case "\u{07}", "\u{9C}": return tail
            case "\u{1B}": return tail.first == "\\" ? tail.dropFirst() : afterEscape(tail)
            case "\n", "\r": return rest
            default: continue
            }
        }
        return rest
    }
}
