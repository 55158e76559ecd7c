import Rainbow

/// What a piece of text is to the reader; on a terminal with colours it shows.
enum Ink: Hashable, Sendable {
    case plain
    case strong
    case faint
    case good
    case doubtful
    case bad
    case accent
}

/// A line made of pieces with their inks; cleaned when it is printed, whatever is in it.
struct StyledText: Hashable, Sendable, ExpressibleByStringInterpolation {
    private var pieces: [Piece]

    private struct Piece: Hashable {
        var text: String
        var ink: Ink
    }

    init(_ text: String, _ ink: Ink = .plain) {
        pieces = [Piece(text: text, ink: ink)]
    }

    init(stringLiteral text: String) {
        self.init(text)
    }

    static func + (left: StyledText, right: StyledText) -> StyledText {
        var sum = left
        sum.pieces += right.pieces
        return sum
    }

    /// As it is to be printed: safe, and coloured if the terminal is.
    func rendered(on terminal: Terminal) -> String {
        pieces.map { piece in
            let text = TerminalText.line(piece.text)
            return terminal.isColoured ? piece.ink.paint(text) : text
        }.joined()
    }
}

extension Ink {
    fileprivate func paint(_ text: String) -> String {
        switch self {
        case .plain: text
        case .strong: text.bold
        case .faint: text.dim
        case .good: text.green
        case .doubtful: text.yellow
        case .bad: text.red
        case .accent: text.cyan
        }
    }
}
