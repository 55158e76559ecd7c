/// The `Decoder` of one entry of the tape.
struct TapeDecoder: Decoder {
    let session: DecodingSession
    let index: Int

    var codingPath: [any CodingKey] { session.codingPath(to: index) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try KeyedTapeContainer(session: session, index: index))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try UnkeyedTapeContainer(session: session, index: index)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        session.mark(index, DecodingSession.Marks.single)
        return SingleTapeContainer(session: session, index: index)
    }

    /// The node as it stands, whatever it holds.
    func captureNode() -> JSONNode {
        session.mark(index, DecodingSession.Marks.single)
        return JSONNode(tape: session.tape, index: index)
    }
}

/// The value itself, seen as one scalar.
struct SingleTapeContainer: SingleValueDecodingContainer {
    let session: DecodingSession
    let index: Int

    var codingPath: [any CodingKey] { session.codingPath(to: index) }

    func decodeNil() -> Bool { session.kind(at: index) == .null }

    func decode(_ type: Bool.Type) throws -> Bool { try session.boolean(at: index) }

    func decode(_ type: String.Type) throws -> String { try session.string(at: index) }

    func decode(_ type: Double.Type) throws -> Double { try session.double(at: index) }

    func decode(_ type: Float.Type) throws -> Float { try session.float(at: index) }

    /// Not generic like the one for the other integers, because this is the usual one.
    func decode(_ type: Int.Type) throws -> Int { try session.integer(type, at: index) }

    func decode<T: FixedWidthInteger & Decodable>(_ type: T.Type) throws -> T {
        try session.integer(type, at: index)
    }

    // Without these two, the protocol's own implementations, which refuse, would be preferred to the generic one.
    func decode(_ type: Int128.Type) throws -> Int128 { try session.integer(type, at: index) }

    func decode(_ type: UInt128.Type) throws -> UInt128 { try session.integer(type, at: index) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T { try session.decode(type, at: index) }
}
