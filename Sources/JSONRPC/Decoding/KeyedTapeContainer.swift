/// The members of an object.
struct KeyedTapeContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let session: DecodingSession
    let index: Int

    init(session: DecodingSession, index: Int) throws {
        guard session.kind(at: index) == .object else { throw session.mismatch("an object", at: index) }
        session.mark(index, DecodingSession.Marks.keyed)
        self.session = session
        self.index = index
    }

    var codingPath: [any CodingKey] { session.codingPath(to: index) }
    var allKeys: [Key] { session.allKeys(Key.self, in: index) }

    func contains(_ key: Key) -> Bool { session.value(for: key, in: index) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try session.kind(at: required(key)) == .null }

    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try session.boolean(at: required(key)) }

    func decode(_ type: String.Type, forKey key: Key) throws -> String { try session.string(at: required(key)) }

    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try session.double(at: required(key)) }

    func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try session.float(at: required(key)) }

    /// Not generic like the one for the other integers, because this is the usual one.
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try session.integer(type, at: required(key)) }

    func decode<T: FixedWidthInteger & Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try session.integer(type, at: required(key))
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try session.decode(type, at: required(key))
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        KeyedDecodingContainer(try KeyedTapeContainer<NestedKey>(session: session, index: required(key)))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try UnkeyedTapeContainer(session: session, index: required(key))
    }

    func superDecoder() throws -> any Decoder {
        TapeDecoder(session: session, index: try session.requiredValue(for: JSONCodingKey.superKey, in: index))
    }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        TapeDecoder(session: session, index: try required(key))
    }

    func required(_ key: Key) throws -> Int { try session.requiredValue(for: key, in: index) }

    func present(_ key: Key) -> Int? { session.presentValue(for: key, in: index) }
}
