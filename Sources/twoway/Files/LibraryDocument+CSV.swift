import TwoWayModel

/// A library as a table: a row for the library itself, one for each topic, one for each question.
///
/// The rows of a topic's questions follow it and name it; the columns have the names that they have in YAML. How a value
/// stands in a cell is said at `CSVCell`.
enum LibraryColumn: String, CaseIterable {
    /// What the row is about.
    case record
    /// The slug of the library, the key of a topic or a question.
    case key
    /// The key of a question's topic; the topic above when empty.
    case topic
    case title
    case summary
    case language
    case licence
    case general
    case text
    case purpose
    case followUps
    case listenFor
    case warningSigns
    case kind
    case subject
    case horizon
    case audience
    case minutes
    case informativeness
    case dimensions

    /// What a row is about.
    enum Record: String, CaseIterable {
        case library
        case topic
        case question
    }
}

extension LibraryDocument {
    /// The document as comma-separated values, from which `init(csv:)` reads back an equal one.
    func csv() -> String {
        var rows = [LibraryColumn.allCases.map(\.rawValue)]
        var library = CSVRow(.library)
        library[.key] = CSVCell.written(slug)
        library[.title] = CSVCell.written(title)
        library[.summary] = CSVCell.written(summary)
        library[.language] = CSVCell.written(language)
        library[.licence] = CSVCell.written(licence)
        rows.append(library.cells)
        for topic in topics {
            var row = CSVRow(.topic)
            row[.key] = CSVCell.written(topic.key)
            row[.title] = CSVCell.written(topic.title)
            row[.summary] = CSVCell.written(topic.summary)
            row[.general] = topic.general.map { "\($0)" } ?? ""
            rows.append(row.cells)
            rows += topic.questions.map { $0.csvRow(topic: topic.key).cells }
        }
        return CSVText.written(rows)
    }
}

extension LibraryDocument.Question {
    fileprivate func csvRow(topic: String) -> CSVRow {
        var row = CSVRow(.question)
        row[.key] = CSVCell.written(key)
        row[.topic] = CSVCell.written(topic)
        row[.text] = CSVCell.written(text)
        row[.purpose] = CSVCell.written(purpose)
        row[.followUps] = CSVCell.written(list: followUps)
        row[.listenFor] = CSVCell.written(list: listenFor)
        row[.warningSigns] = CSVCell.written(list: warningSigns)
        row[.kind] = kind?.rawValue ?? ""
        row[.subject] = subject?.rawValue ?? ""
        row[.horizon] = horizon?.rawValue ?? ""
        row[.audience] = CSVCell.written(list: audience.map { $0.map(\.rawValue) })
        row[.minutes] = minutes.map { "\($0)" } ?? ""
        row[.informativeness] = informativeness.map { "\($0)" } ?? ""
        row[.dimensions] = CSVCell.written(list: dimensions)
        return row
    }
}

/// One row, its cells by column.
private struct CSVRow {
    private var byColumn: [LibraryColumn: String]

    init(_ record: LibraryColumn.Record) {
        byColumn = [.record: record.rawValue]
    }

    subscript(column: LibraryColumn) -> String {
        get { byColumn[column] ?? "" }
        set { byColumn[column] = newValue }
    }

    var cells: [String] {
        LibraryColumn.allCases.map { self[$0] }
    }
}
