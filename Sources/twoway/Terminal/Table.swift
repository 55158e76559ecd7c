import TwoWayModel

/// Rows under headings: aligned for people, tab-separated for programs.
struct Table {
    struct Column {
        enum Alignment {
            case left
            case right
        }

        var title: String
        var alignment = Alignment.left
        /// Whether it may be cut when the terminal is too narrow.
        var isFlexible = false
        /// Whether it is cut before other columns are.
        var isRemark = false
        /// Whether it is left out for programs, to which a drawing says nothing.
        var isForPeopleOnly = false
        /// Whether it is left out for people, who have something shorter to go by.
        var isForProgramsOnly = false

        static func text(_ title: String) -> Column { Column(title: title, isFlexible: true) }
        static func remark(_ title: String) -> Column { Column(title: title, isFlexible: true, isRemark: true) }
        static func word(_ title: String) -> Column { Column(title: title) }
        static func number(_ title: String) -> Column { Column(title: title, alignment: .right) }
        static func drawing(_ title: String) -> Column { Column(title: title, isForPeopleOnly: true) }
        static func hidden(_ title: String) -> Column { Column(title: title, isForProgramsOnly: true) }
    }

    /// The narrowest that a flexible column is cut to.
    private static let narrowest = 8
    /// The narrowest that a remark is cut to as long as other columns are whole.
    private static let narrowestRemark = 16

    private let columns: [Column]
    private var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    var isEmpty: Bool { rows.isEmpty }

    /// Adds a row; missing cells are empty.
    mutating func add(_ cells: [Cell]) {
        let missing = max(0, columns.count - cells.count)
        rows.append(Array((cells + Array(repeating: .empty, count: missing)).prefix(columns.count)))
    }

    /// The lines as they are to be printed.
    func lines(for terminal: Terminal) -> [String] {
        terminal.isInteractive ? alignedLines(for: terminal) : separatedLines()
    }

    private func separatedLines() -> [String] {
        let places = columns.indices.filter { !columns[$0].isForPeopleOnly }
        return rows.map { row in places.map { TerminalText.line(row[$0].plain) }.joined(separator: "\t") }
    }

    private func alignedLines(for terminal: Terminal) -> [String] {
        let used = columns.indices.filter { place in
            !columns[place].isForProgramsOnly && rows.contains { !$0[place].shown.isEmpty }
        }
        let widths = widths(of: used, within: terminal.width)
        let head = columns.map { Cell($0.title, .faint) }
        return ([head] + rows).map { row in
            line(of: row, places: used, widths: widths, on: terminal)
        }
    }

    private func line(of row: [Cell], places: [Int], widths: [Int: Int], on terminal: Terminal) -> String {
        var line = ""
        // Spaces are written only when something follows, so that no line ends in them.
        var owed = 0
        for (position, place) in places.enumerated() {
            let width = widths[place] ?? 0
            let text = DisplayWidth.truncated(TerminalText.line(row[place].shown), to: width)
            let padding = width - DisplayWidth.of(text)
            let isRight = columns[place].alignment == .right
            owed += (position > 0 ? 2 : 0) + (isRight ? padding : 0)
            if !text.isEmpty {
                line += String(repeating: " ", count: owed) + StyledText(text, row[place].ink).rendered(on: terminal)
                owed = 0
            }
            owed += isRight ? 0 : padding
        }
        return line
    }

    /// The natural widths, with the widest flexible columns cut until all of them fit.
    private func widths(of places: [Int], within total: Int) -> [Int: Int] {
        var widths: [Int: Int] = [:]
        for place in places {
            let texts = [columns[place].title] + rows.map { TerminalText.line($0[place].shown) }
            widths[place] = texts.map(DisplayWidth.of).max() ?? 0
        }
        var excess = widths.values.reduce(0, +) + 2 * max(0, places.count - 1) - total
        while excess > 0 {
            let remarks = places.filter { columns[$0].isRemark && (widths[$0] ?? 0) > Self.narrowestRemark }
            let texts = places.filter { columns[$0].isFlexible && (widths[$0] ?? 0) > Self.narrowest }
            guard let widest = (remarks.isEmpty ? texts : remarks).max(by: { (widths[$0] ?? 0) < (widths[$1] ?? 0) })
            else { break }
            widths[widest, default: 0] -= 1
            excess -= 1
        }
        return widths
    }
}

/// One value of a table: as people read it, and as programs do.
struct Cell: Hashable, Sendable, ExpressibleByStringInterpolation {
    static let empty = Cell("")

    var shown: String
    var plain: String
    var ink: Ink

    init(shown: String, plain: String, _ ink: Ink = .plain) {
        self.shown = shown
        self.plain = plain
        self.ink = ink
    }

    init(_ text: String, _ ink: Ink = .plain) {
        self.init(shown: text, plain: text, ink)
    }

    init(stringLiteral text: String) {
        self.init(text)
    }

    init(_ text: (some TextValue)?, _ ink: Ink = .plain) {
        self.init(text?.text ?? "", ink)
    }

    /// An id: its end for people, since its beginning is the time at which it was made, which neighbours share.
    init<Entity>(_ id: ID<Entity>) {
        self.init(shown: id.short, plain: id.description, .faint)
    }

    /// A name of the contract: `hiring_manager` is "hiring manager" to people.
    init<Word: RawRepresentable>(_ word: Word?, _ ink: Ink = .plain) where Word.RawValue == String {
        self.init(shown: word?.words ?? "", plain: word?.rawValue ?? "", ink)
    }

    init(_ number: Int) {
        self.init(String(number))
    }

    /// A point in time: on the clock of this machine for people, in UTC for programs.
    init(_ time: Timestamp?, _ ink: Ink = .plain) {
        self.init(shown: time.map { LocalClock.here.text($0) } ?? "", plain: time?.text ?? "", ink)
    }

    /// Yes or nothing for people, true or false for programs.
    init(_ flag: Bool, _ ink: Ink = .plain) {
        self.init(shown: flag ? "yes" : "", plain: flag ? "true" : "false", ink)
    }

    func inked(_ ink: Ink) -> Cell {
        Cell(shown: shown, plain: plain, ink)
    }
}
