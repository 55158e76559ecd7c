import Crypto
import JSONRPC
import TwoWayModel
import TwoWayRepository

/// How a document gets into the database and back.
extension LibraryDocument {
    /// The longest stored text of a draft, in bytes of JSON; what can be published has to be shorter still.
    static let maximumBytes = 1_000_000

    /// Reads what was stored.
    init(stored bytes: [UInt8]) throws(ServiceFailure) {
        do {
            let text = try JSONDocument(parsing: bytes)
            self = try JSONDecoding.decode(LibraryDocument.self, from: text.root, at: "document")
        } catch {
            throw .unexpected("a stored library document cannot be read: \(error)")
        }
    }

    /// The document as JSON text, its members in the order of declaration.
    func canonicalText() throws(ServiceFailure) -> [UInt8] {
        do {
            return try JSONEncoding.encode(self)
        } catch {
            throw .unexpected("a library document cannot be encoded: \(error)")
        }
    }

    /// The text to store; the path names the document in the parameters.
    func textToStore(at path: String) throws(ServiceFailure) -> [UInt8] {
        let text = try canonicalText()
        guard text.count <= Self.maximumBytes else { throw Self.tooLarge(at: path) }
        return text
    }

    static func tooLarge(at path: String) -> ServiceFailure {
        .invalid(path: path, reason: "is longer than \(maximumBytes) bytes")
    }

    /// The SHA-256 of the canonical content, in 64 hexadecimal digits.
    var contentHash: String {
        SHA256.hash(data: canonicalContent()).hexadecimal
    }
}

extension LibraryFront {
    /// What the row of the library repeats of a document, which has to be right even in an unfinished draft.
    ///
    /// Summary and licence may still be blank, which counts as absent. The path says where the document stands in the
    /// parameters.
    init(of document: LibraryDocument, at path: String) throws(ServiceFailure) {
        self.init(
            slug: try Self.checked(document.slug, at: "\(path).slug"),
            title: try Self.checked(document.title, at: "\(path).title"),
            summary: try Self.checkedUnlessBlank(document.summary, at: "\(path).summary"),
            language: try Self.checked(document.language, at: "\(path).language"),
            licence: try Self.checkedUnlessBlank(document.licence, at: "\(path).licence")
        )
    }

    private static func checked<Value: TextValue>(_ text: String, at path: String) throws(ServiceFailure) -> Value {
        do {
            return try Value(text)
        } catch {
            throw .invalid(path: path, reason: error.description)
        }
    }

    private static func checkedUnlessBlank<Value: TextValue>(
        _ text: String?,
        at path: String
    ) throws(ServiceFailure) -> Value? {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        return try checked(text, at: path)
    }
}
