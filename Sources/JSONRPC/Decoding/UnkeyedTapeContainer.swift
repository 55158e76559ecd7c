/// The elements of an array, handed out one after the other.
struct UnkeyedTapeContainer: UnkeyedDecodingContainer {
    let session: DecodingSession
    // Three words in all, so that the existential around it needs no allocation.
    private let index: UInt32
    private var nextElement: UInt32
    private var position: UInt32 = 0

    init(session: DecodingSession, index: Int) throws {
        guard session.kind(at: index) == .array else { throw session.mismatch("an array", at: index) }
        session.mark(index, DecodingSession.Marks.unkeyed)
        self.session = session
        self.index = UInt32(truncatingIfNeeded: index)
        nextElement = self.index + 1
    }

    var codingPath: [any CodingKey] { session.codingPath(to: Int(index)) }
    var count: Int? { session.tape.entries[Int(index)].count }
    var currentIndex: Int { Int(position) }
    var isAtEnd: Bool { nextElement >= session.tape.entries[Int(index)].next }

    mutating func decodeNil() throws -> Bool {
        guard try session.kind(at: current()) == .null else { return false }
        advance()
        return true
    }

    mutating func decode(_ type: Bool.Type) throws -> Bool { try take(session.boolean) }

    mutating func decode(_ type: String.Type) throws -> String { try take(session.string) }

    mutating func decode(_ type: Double.Type) throws -> Double { try take(session.double) }

    mutating func decode(_ type: Float.Type) throws -> Float { try take(session.float) }

    mutating func decode<T: FixedWidthInteger & Decodable>(_ type: T.Type) throws -> T {
        try takeInteger(type)
    }

    // Without these two, the protocol's own implementations, which refuse, would be preferred to the generic one.
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try takeInteger(type) }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try takeInteger(type) }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        let session = session
        return try take { try session.decode(type, at: $0) }
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        let session = session
        return KeyedDecodingContainer(try take { try KeyedTapeContainer<NestedKey>(session: session, index: $0) })
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let session = session
        return try take { try UnkeyedTapeContainer(session: session, index: $0) }
    }

    mutating func superDecoder() throws -> any Decoder {
        let session = session
        return try take { TapeDecoder(session: session, index: $0) }
    }

    /// Decodes the current element; only a success moves on, so that another form can be tried.
    private mutating func take<Value>(_ decode: (Int) throws -> Value) throws -> Value {
        let value = try decode(current())
        advance()
        return value
    }

    private mutating func takeInteger<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        let session = session
        return try take { try session.integer(type, at: $0) }
    }

    private func current() throws -> Int {
        guard !isAtEnd else {
            throw session.failure("has too few elements", at: Int(index))
        }
        return Int(nextElement)
    }

    private mutating func advance() {
        session.mark(Int(nextElement), DecodingSession.Marks.requested)
        nextElement = session.tape.entries[Int(nextElement)].next
        position += 1
    }
}
