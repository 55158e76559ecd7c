/// A decoder that makes values up, and writes down what was asked for.
struct SchemaDecoder: Decoder {
    let session: SchemaSession
    /// Whether members and elements are described; otherwise there is only a value to be made up.
    let isRecording: Bool
    let recording = Recording()

    /// What one value was asked for.
    final class Recording {
        var schema = JSONSchema()
        var wasOpened = false
        var isNullable = false
        /// The members that the type looked for before it decoded them, which it can therefore do without.
        var optionalNames: Set<String> = []
        var nullableNames: Set<String> = []

        /// The schema once `init(from:)` is through; a type that asked for nothing is an object without members.
        var finished: JSONSchema {
            if !wasOpened { beginObject() }
            return isNullable ? schema.nullable : schema
        }

        /// Starts an object, or goes on with the one it is already.
        func beginObject() {
            wasOpened = true
            guard schema.types != ["object"] else { return }
            schema = JSONSchema(type: "object")
            schema.additionalProperties = .refused
        }

        func record(_ member: JSONSchema, named name: String, isRequired: Bool) {
            if case .schema = schema.additionalProperties {
                schema.additionalProperties = .schema(member)
                return
            }
            guard !schema.properties.contains(where: { $0.name == name }) else { return }
            let member = nullableNames.contains(name) ? member.nullable : member
            schema.properties.append(.init(name: name, schema: member))
            if isRequired, !optionalNames.contains(name) { schema.required.append(name) }
        }
    }

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        recording.beginObject()
        return KeyedDecodingContainer(SchemaKeyedContainer(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        recording.wasOpened = true
        recording.schema = .array(of: .anything)
        return SchemaUnkeyedContainer(decoder: self)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
        recording.wasOpened = true
        return SchemaSingleContainer(decoder: self)
    }

    func recordAnything() {
        recording.wasOpened = true
        recording.schema = .anything
    }

    /// Describes a value inside this one, and makes it up.
    func value<T: Decodable>(_ type: T.Type, _ record: (JSONSchema) -> Void) throws -> T {
        if isRecording { record(try session.describe(type)) }
        return try session.example(of: type)
    }
}

/// The value itself, seen as one scalar or as another type.
struct SchemaSingleContainer: SingleValueDecodingContainer {
    let decoder: SchemaDecoder
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool {
        decoder.recording.isNullable = true
        return false
    }

    func decode(_ type: Bool.Type) throws -> Bool { try scalar(type, false) }
    func decode(_ type: String.Type) throws -> String { try scalar(type, "") }
    func decode(_ type: Double.Type) throws -> Double { try scalar(type, 0) }
    func decode(_ type: Float.Type) throws -> Float { try scalar(type, 0) }
    func decode<T: FixedWidthInteger & Decodable>(_ type: T.Type) throws -> T { try scalar(type, 0) }

    // Without these two, the protocol's own implementations, which refuse, would be preferred to the generic one.
    func decode(_ type: Int128.Type) throws -> Int128 { try scalar(type, 0) }
    func decode(_ type: UInt128.Type) throws -> UInt128 { try scalar(type, 0) }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        try decoder.value(type) { decoder.recording.schema = $0 }
    }

    /// Made up here and not by ``SchemaDecoder/value(_:_:)``, which would come back to this container for it.
    private func scalar<T: Decodable>(_ type: T.Type, _ example: T) throws -> T {
        if decoder.isRecording { decoder.recording.schema = try decoder.session.describe(type) }
        return example
    }
}
