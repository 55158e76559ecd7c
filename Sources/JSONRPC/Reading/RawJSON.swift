/// A valid JSON value kept as the bytes it arrived in.
///
/// Our decoder captures it as it stood and our encoder writes it as it is, without looking inside. Line breaks, which JSON
/// knows only as white space between tokens, become spaces: a raw value can never break a line of the protocol in two.
/// Two values are equal if their bytes are.
public struct RawJSON: Sendable, Hashable {
    /// The value without white space around it.
    public let bytes: [UInt8]

    /// Takes over bytes from outside after reading them.
    public init(validating bytes: [UInt8], limits: JSONReaderLimits = .default) throws(JSONSyntaxError) {
        self.init(try JSONDocument(parsing: bytes, limits: limits).root)
    }

    /// Keeps the value of a node, independent of its document.
    public init(_ node: JSONNode) {
        self.init(trusted: Array(node.rawBytes))
    }

    /// What our own encoder makes of a value.
    public init(encoding value: some Encodable) throws(JSONEncodingError) {
        bytes = try JSONEncoding.encode(value)
    }

    /// Takes over bytes that are known to be one JSON value, such as those of ``JSONWriter``.
    public init(trusted bytes: [UInt8]) {
        guard bytes.contains(where: Self.isLineBreak) else {
            self.bytes = bytes
            return
        }
        self.bytes = bytes.map { Self.isLineBreak($0) ? UInt8(ascii: " ") : $0 }
    }

    public static let null = Self(trusted: Array("null".utf8))

    /// The value as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The value to look inside; it was read before, so that this fails only for ``init(trusted:)`` with other bytes.
    public func parsed(limits: JSONReaderLimits = .reply) throws(JSONSyntaxError) -> JSONNode {
        try JSONDocument(parsing: bytes, limits: limits).root
    }

    private static func isLineBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

extension RawJSON: Codable {
    public init(from decoder: any Decoder) throws {
        switch decoder {
        case let decoder as TapeDecoder:
            self.init(decoder.captureNode())
        case let decoder as SchemaDecoder:
            decoder.recordAnything()
            self = .null
        default:
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "RawJSON can be read by JSONDecoding only")
            )
        }
    }

    public func encode(to encoder: any Encoder) throws {
        guard let encoder = encoder as? StreamEncoder else {
            throw EncodingError.invalidValue(
                self,
                .init(codingPath: encoder.codingPath, debugDescription: "RawJSON can be written by JSONEncoding only")
            )
        }
        try encoder.session.writeScalar(in: encoder.slot) { $0.raw(bytes) }
    }
}

extension RawJSON: CustomStringConvertible {
    public var description: String { text }
}
