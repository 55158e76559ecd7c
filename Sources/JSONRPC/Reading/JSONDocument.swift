/// A JSON text that has been read and found valid.
///
/// The reader takes RFC 8259 at its word: no trailing comma, no byte order mark, valid UTF-8 only. Beyond that it refuses
/// names that occur twice in an object (also when one of them is escaped), U+0000 and lone surrogates, because the
/// programs behind it disagree about what these mean. Time and memory are linear in the length of the text.
public struct JSONDocument: Sendable {
    private let tape: JSONTape

    /// Reads a text, which has to be one value and nothing else than white space around it.
    public init(parsing bytes: [UInt8], limits: JSONReaderLimits = .default) throws(JSONSyntaxError) {
        guard bytes.count <= limits.effectiveBytes else {
            throw JSONSyntaxError(offset: limits.effectiveBytes, reason: .tooLong)
        }
        var reader = JSONReader(limits: limits, textLength: bytes.count)
        try reader.read(bytes.span)
        tape = JSONTape(bytes: bytes, entries: reader.entries)
    }

    public var root: JSONNode { JSONNode(tape: tape, index: 0) }

    /// What absent params stand for.
    static let emptyObject = JSONNode(
        tape: JSONTape(bytes: Array("{}".utf8), entries: [JSONTapeEntry(kind: .object, start: 0, end: 2, next: 1)]),
        index: 0
    )
}
