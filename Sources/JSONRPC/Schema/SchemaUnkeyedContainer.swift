/// The elements of an array that is being described: one, or none where only a value is made up.
struct SchemaUnkeyedContainer: UnkeyedDecodingContainer {
    let decoder: SchemaDecoder
    private(set) var currentIndex = 0

    init(decoder: SchemaDecoder) {
        self.decoder = decoder
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { decoder.isRecording ? 1 : 0 }
    var isAtEnd: Bool { currentIndex >= (count ?? 0) }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try element(type) }

    // Without these two, the protocol's own implementations, which refuse, would be preferred to the generic one.
    mutating func decode(_ type: Int128.Type) throws -> Int128 { try element(type) }

    mutating func decode(_ type: UInt128.Type) throws -> UInt128 { try element(type) }

    private mutating func element<T: Decodable>(_ type: T.Type) throws -> T {
        currentIndex += 1
        return try decoder.value(type) { decoder.recording.schema.items = $0 }
    }

    mutating func nestedContainer<NestedKey: CodingKey>(
        keyedBy type: NestedKey.Type
    ) throws -> KeyedDecodingContainer<NestedKey> {
        throw JSONSchemaError.nestedContainer
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        throw JSONSchemaError.nestedContainer
    }

    mutating func superDecoder() throws -> any Decoder { throw JSONSchemaError.nestedContainer }
}
