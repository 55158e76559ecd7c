import ArgumentParser
import JSONRPC
import TwoWayModel

/// The forms in which a library is kept in a file; each is read back to an equal document.
enum LibraryFormat: String, ExpressibleByArgument, CaseIterable {
    case yaml
    case markdown
    case csv
    case json

    static let fileExtensions = ["yaml", "yml", "md", "markdown", "csv", "json"]

    /// The form that a file's name tells; YAML when it tells none.
    init(path: String) {
        let name = path.lowercased()
        func ends(_ suffixes: String...) -> Bool { suffixes.contains(where: name.hasSuffix) }
        self = ends(".md", ".markdown") ? .markdown : ends(".csv") ? .csv : ends(".json") ? .json : .yaml
    }

    func text(of document: LibraryDocument) -> String {
        switch self {
        case .yaml: document.yaml()
        case .markdown: document.markdown()
        case .csv: document.csv()
        case .json: document.json()
        }
    }

    /// Reads what `text(of:)` has written; the path is for the messages.
    func document(from text: String, path: String) throws(CommandFailure) -> LibraryDocument {
        switch self {
        case .yaml: return try YAMLFile(path: path, text: text).decode(LibraryDocument.self)
        case .csv: return try LibraryDocument(csv: text, path: path)
        case .json: return try LibraryDocument(json: text, path: path)
        case .markdown:
            do {
                return try LibraryDocument(markdown: text)
            } catch {
                throw CommandFailure("\(path) is not a library in Markdown.", details: [error.description])
            }
        }
    }

    /// The text to keep, after a look that it is read back to the last byte: YAML cannot have U+FEFF in front of a text.
    func keptText(of document: LibraryDocument) throws(CommandFailure) -> String {
        let text = text(of: document)
        let read = try? self.document(from: text, path: "")
        guard let read, read == document, read.canonicalContent() == document.canonicalContent() else {
            let others = Self.allCases.filter { $0 != self }.map(\.rawValue).joined(separator: ", ")
            throw CommandFailure(
                "This library has characters that \(rawValue) would lose.",
                hint: "Take another form: --format with one of \(others)"
            )
        }
        return text
    }
}

extension LibraryDocument {
    /// The document as JSON with line breaks.
    func json() -> String {
        // Encoding strings, numbers and lists of them to memory cannot fail.
        guard let json = try? RawJSON(encoding: self) else { return "" }
        return PrettyJSON.text(json) + "\n"
    }

    init(json text: String, path: String) throws(CommandFailure) {
        do {
            let json = try JSONDocument(parsing: Array(text.utf8))
            self = try JSONDecoding.decode(LibraryDocument.self, from: json.root, at: "library")
        } catch let error as JSONDecodingError {
            throw CommandFailure("\(path) is no library in JSON.", details: [error.description])
        } catch {
            throw CommandFailure("\(path) is not JSON.", details: ["\(error)"])
        }
    }
}
