import TwoWayModel

extension LibraryDocument {
    /// Reads what `csv()` has written, and what a spreadsheet makes of it; tells the first rows that are not right.
    init(csv text: String, path: String) throws(CommandFailure) {
        guard let rows = CSVText.rows(text) else {
            throw CommandFailure("\(path) is no table: a quote is not closed, or stands where none may be.")
        }
        var reader = LibraryTableReader()
        reader.read(rows)
        guard reader.problems.isEmpty else {
            let count = reader.problems.count
            let places = count == 1 ? "one place" : "\(count) places"
            let shown = Array(reader.problems.prefix(LibraryTableReader.shownProblems))
            throw CommandFailure("\(path) is not right in \(places).", details: shown)
        }
        guard let document = reader.document else {
            throw CommandFailure(
                "\(path) has no row about the library itself.",
                hint: "Its column record says library; see how it is done: twoway library export starter --format csv"
            )
        }
        self = document
    }
}

/// Puts a library together row by row; rows count as in a spreadsheet, the header being the first.
private struct LibraryTableReader {
    static let shownProblems = 50

    private(set) var document: LibraryDocument?
    private(set) var problems: [String] = []
    private var columns: [(column: LibraryColumn, index: Int)] = []
    private var topics: [LibraryDocument.Topic] = []
    private var front: LibraryDocument?

    mutating func read(_ rows: [[String]]) {
        readHeader(rows.first ?? [])
        guard problems.isEmpty else { return }
        for (index, cells) in rows.enumerated().dropFirst() where cells.contains(where: { !$0.isEmpty }) {
            read(TableRow(cells, columns: columns), number: index + 1)
        }
        document = front
        document?.topics = topics
    }

    private mutating func readHeader(_ cells: [String]) {
        for (index, cell) in cells.enumerated() where !cell.isEmpty {
            let name = cell.filter { !$0.isWhitespace }
            guard let column = LibraryColumn.allCases.first(where: { $0.rawValue.lowercased() == name.lowercased() })
            else {
                problems.append("row 1, column \(index + 1): is no column of a library")
                continue
            }
            if columns.contains(where: { $0.column == column }) {
                problems.append("row 1, column \(index + 1): \(column.rawValue) stands there twice")
            }
            columns.append((column, index))
        }
        for needed in [LibraryColumn.record, .key] where !columns.contains(where: { $0.column == needed }) {
            problems.append("row 1: has no column \(needed.rawValue)")
        }
    }

    private mutating func read(_ row: TableRow, number: Int) {
        do throws(CSVRefusal) {
            try row.requireKnownCells()
            switch try row.word(.record, as: LibraryColumn.Record.self) {
            case .library: try readLibrary(row)
            case .topic: topics.append(try row.topic())
            case .question: try readQuestion(row)
            case nil: throw CSVRefusal("record: must be library, topic or question")
            }
        } catch {
            problems.append("row \(number), \(error.description)")
        }
    }

    private mutating func readLibrary(_ row: TableRow) throws(CSVRefusal) {
        guard front == nil else { throw CSVRefusal("record: there is a row about the library already") }
        front = LibraryDocument(
            slug: try row.text(.key) ?? "",
            title: try row.text(.title) ?? "",
            summary: try row.text(.summary),
            language: try row.text(.language) ?? "",
            licence: try row.text(.licence),
            topics: []
        )
    }

    /// The topic is the one above, or else the first with the key; rows may have been sorted.
    private mutating func readQuestion(_ row: TableRow) throws(CSVRefusal) {
        guard let last = topics.indices.last else { throw CSVRefusal("record: stands before the row of its topic") }
        let question = try row.question()
        guard let key = try row.text(.topic), key != topics[last].key else {
            return topics[last].questions.append(question)
        }
        guard let index = topics.firstIndex(where: { $0.key == key }) else {
            throw CSVRefusal("topic: no row above is about that topic")
        }
        topics[index].questions.append(question)
    }
}

/// One row with the columns of its table.
private struct TableRow {
    private let cells: [String]
    private let columns: [(column: LibraryColumn, index: Int)]

    init(_ cells: [String], columns: [(column: LibraryColumn, index: Int)]) {
        self.cells = cells
        self.columns = columns
    }

    func requireKnownCells() throws(CSVRefusal) {
        let known = Set(columns.map(\.index))
        if let index = cells.indices.first(where: { !cells[$0].isEmpty && !known.contains($0) }) {
            throw CSVRefusal("column \(index + 1): has a cell beyond the header")
        }
    }

    private func cell(_ column: LibraryColumn) -> String {
        guard let index = columns.first(where: { $0.column == column })?.index, index < cells.count else { return "" }
        return cells[index]
    }

    func text(_ column: LibraryColumn) throws(CSVRefusal) -> String? {
        do {
            return try CSVCell.text(cell(column))
        } catch {
            throw CSVRefusal("\(column.rawValue): \(error.description)")
        }
    }

    private func list(_ column: LibraryColumn) throws(CSVRefusal) -> [String]? {
        do {
            return try CSVCell.list(cell(column))
        } catch {
            throw CSVRefusal("\(column.rawValue): \(error.description)")
        }
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ column: LibraryColumn,
        as type: Word.Type
    ) throws(CSVRefusal) -> Word? {
        let text = cell(column)
        guard !text.isEmpty else { return nil }
        guard let word = Word(rawValue: text) else {
            throw CSVRefusal("\(column.rawValue): must be one of \(Self.words(type))")
        }
        return word
    }

    private func audience() throws(CSVRefusal) -> [InterviewerRole]? {
        guard let names = try list(.audience) else { return nil }
        var roles: [InterviewerRole] = []
        for name in names {
            guard let role = InterviewerRole(rawValue: name) else {
                throw CSVRefusal("audience: must have one a line of \(Self.words(InterviewerRole.self))")
            }
            roles.append(role)
        }
        return roles
    }

    private static func words<Word: RawRepresentable<String> & CaseIterable>(_ type: Word.Type) -> String {
        type.allCases.map(\.rawValue).joined(separator: ", ")
    }

    private func number<Value: LosslessStringConvertible>(
        _ column: LibraryColumn,
        _ noun: String
    ) throws(CSVRefusal) -> Value? {
        let text = cell(column)
        guard !text.isEmpty else { return nil }
        guard let value = Value(text) else { throw CSVRefusal("\(column.rawValue): must be \(noun)") }
        return value
    }

    func topic() throws(CSVRefusal) -> LibraryDocument.Topic {
        LibraryDocument.Topic(
            key: try text(.key) ?? "",
            title: try text(.title) ?? "",
            summary: try text(.summary),
            general: try flag(.general),
            questions: []
        )
    }

    /// A spreadsheet writes TRUE and FALSE.
    private func flag(_ column: LibraryColumn) throws(CSVRefusal) -> Bool? {
        switch cell(column).lowercased() {
        case "": return nil
        case "true": return true
        case "false": return false
        default: throw CSVRefusal("\(column.rawValue): must be true or false")
        }
    }

    func question() throws(CSVRefusal) -> LibraryDocument.Question {
        LibraryDocument.Question(
            key: try text(.key) ?? "",
            text: try text(.text) ?? "",
            purpose: try text(.purpose),
            followUps: try list(.followUps),
            listenFor: try list(.listenFor),
            warningSigns: try list(.warningSigns),
            kind: try word(.kind, as: QuestionKind.self),
            subject: try word(.subject, as: QuestionSubject.self),
            horizon: try word(.horizon, as: QuestionHorizon.self),
            audience: try audience(),
            minutes: try number(.minutes, "a whole number"),
            informativeness: try number(.informativeness, "a number such as 0.6"),
            dimensions: try list(.dimensions)
        )
    }
}
