/// The members of an object that is being described.
struct SchemaKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: SchemaDecoder
    var codingPath: [any CodingKey] { [] }

    /// Only a dictionary asks for all keys and takes any; its values become the additional properties.
    var allKeys: [Key] {
        guard decoder.isRecording, let key = Key(stringValue: "key") else { return [] }
        decoder.recording.schema.additionalProperties = .schema(.anything)
        return [key]
    }

    /// A member that is looked for is optional; made-up values do without.
    func contains(_ key: Key) -> Bool {
        decoder.recording.optionalNames.insert(key.stringValue)
        return decoder.isRecording
    }

    func decodeNil(forKey key: Key) throws -> Bool {
        decoder.recording.nullableNames.insert(key.stringValue)
        return false
    }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try required(type, key) }

    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try optional(type, key) }

    func optional<T: Decodable>(_ type: T.Type, _ key: Key) throws -> T? {
        if decoder.isRecording {
            let schema = try decoder.session.describe(type)
            decoder.recording.record(schema, named: key.stringValue, isRequired: false)
        }
        return nil
    }

    func required<T: Decodable>(_ type: T.Type, _ key: Key) throws -> T {
        try decoder.value(type) { decoder.recording.record($0, named: key.stringValue, isRequired: true) }
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<NestedKey> {
        throw refusal()
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { throw refusal() }

    func superDecoder() throws -> any Decoder { throw refusal() }

    func superDecoder(forKey key: Key) throws -> any Decoder { throw refusal() }

    private func refusal() -> JSONSchemaError { .nestedContainer }
}

// The protocol has implementations of its own for each of these types, which are preferred to the generic one, and would
// look as if the type allowed null.
extension SchemaKeyedContainer {
    func decode(_ type: Int128.Type, forKey key: Key) throws -> Int128 { try required(type, key) }

    func decode(_ type: UInt128.Type, forKey key: Key) throws -> UInt128 { try required(type, key) }

    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try optional(type, key) }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try optional(type, key) }

    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try optional(type, key) }

    func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? { try optional(type, key) }

    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try optional(type, key) }

    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try optional(type, key) }

    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? { try optional(type, key) }

    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try optional(type, key) }

    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try optional(type, key) }

    func decodeIfPresent(_ type: Int128.Type, forKey key: Key) throws -> Int128? { try optional(type, key) }

    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try optional(type, key) }

    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? { try optional(type, key) }

    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? { try optional(type, key) }

    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? { try optional(type, key) }

    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? { try optional(type, key) }

    func decodeIfPresent(_ type: UInt128.Type, forKey key: Key) throws -> UInt128? { try optional(type, key) }
}
