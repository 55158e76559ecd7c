/// The id of a request, kept byte for byte so that the answer carries what the caller wrote.
///
/// `1`, `1.0` and `"1"` are three different ids, and a number may have more digits than any integer type.
public struct RPCID: Sendable, Hashable {
    /// The id as JSON: a string, a number or null.
    public let bytes: [UInt8]

    public init(_ text: String) {
        var writer = JSONWriter(capacity: text.utf8.count + 2)
        writer.string(text)
        bytes = writer.bytes
    }

    public init(_ number: Int) {
        bytes = Array(String(number).utf8)
    }

    /// Nil for a node that is no string, number or null.
    public init?(_ node: JSONNode) {
        switch node.kind {
        case .string, .number, .null: bytes = Array(node.rawBytes)
        case .object, .array, .boolean: return nil
        }
    }

    /// The id of an answer to something that had no readable id.
    public static let null = Self(trusted: Array("null".utf8))

    public var isNull: Bool { self == .null }

    private init(trusted bytes: [UInt8]) {
        self.bytes = bytes
    }
}

extension RPCID: CustomStringConvertible {
    public var description: String { String(decoding: bytes, as: UTF8.self) }
}
