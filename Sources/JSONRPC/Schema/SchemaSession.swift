extension JSONSchema {
    /// Describes what `init(from:)` of a type reads, by running it with a decoder that makes values up.
    ///
    /// A struct becomes a component, and the result refers to it. A member read by `decodeIfPresent` is optional, a
    /// ``Patch`` is optional and may be null. Optionals that `decodeIfPresent` reads may be null on the wire as well, which
    /// the schema does not advertise.
    ///
    /// - Throws: ``JSONSchemaError`` if a type refuses the made-up values and is not ``JSONSchemaDescribable``, or if two
    ///   types would share a name.
    public static func describing<T: Decodable>(
        _ type: T.Type,
        into components: inout JSONSchemaComponents
    ) throws(JSONSchemaError) -> JSONSchema {
        let session = SchemaSession(components: components)
        let schema = try session.describe(type)
        components = session.components
        return schema
    }

    /// As ``describing(_:into:)``, but a struct itself does not become a component; for the params of a method.
    public static func inline<T: Decodable>(
        _ type: T.Type,
        into components: inout JSONSchemaComponents
    ) throws(JSONSchemaError) -> JSONSchema {
        let session = SchemaSession(components: components)
        let schema = try session.describeInline(type)
        components = session.components
        return schema
    }
}

/// What the recording decoders of one description share.
final class SchemaSession {
    private(set) var components: JSONSchemaComponents
    /// The types whose description has begun, outermost first.
    private var stack: [(type: ObjectIdentifier, recording: SchemaDecoder.Recording)] = []

    init(components: JSONSchemaComponents) {
        self.components = components
    }

    /// The schema of a type, by reference if it is a component.
    func describe<T: Decodable>(_ type: T.Type) throws(JSONSchemaError) -> JSONSchema {
        if let schema = SchemaScalars.schema(of: type) { return schema }
        let name = JSONSchemaTypeName.of(type)
        if try components.holds(name, for: type) || isBeingDescribedAsObject(type) { return .reference(to: name) }
        let schema = try describeInline(type)
        // Structs and enumerations are worth a name; arrays, and strings with a format, are not.
        guard schema.additionalProperties == .refused || !schema.enumeration.isEmpty else { return schema }
        try components.define(name, for: type, as: schema)
        return .reference(to: name)
    }

    /// The schema of a type itself.
    func describeInline<T: Decodable>(_ type: T.Type) throws(JSONSchemaError) -> JSONSchema {
        if let schema = SchemaScalars.schema(of: type) ?? fixedSchema(of: type) { return schema }
        guard stack.count < 64 else {
            throw JSONSchemaError(typeName: String(reflecting: type), reason: "is nested too deeply, or without end")
        }
        let decoder = SchemaDecoder(session: self, isRecording: true)
        stack.append((ObjectIdentifier(type), decoder.recording))
        defer { stack.removeLast() }
        _ = try run(type, decoder)
        return decoder.recording.finished
    }

    private func isBeingDescribedAsObject(_ type: any Any.Type) -> Bool {
        stack.contains { $0.type == ObjectIdentifier(type) && $0.recording.schema.additionalProperties == .refused }
    }

    /// A made-up value: no elements, no optional members.
    func example<T: Decodable>(of type: T.Type) throws(JSONSchemaError) -> T {
        do {
            if let describable = type as? any JSONSchemaDescribable.Type,
                let value = try describable.schemaExample as? T
            {
                return value
            }
        } catch let error as JSONSchemaError {
            throw error
        } catch {
            throw JSONSchemaError(typeName: String(reflecting: type), reason: "has no example: \(error)")
        }
        if let enumeration = type as? any CaseIterable.Type, let value = firstCase(enumeration) as? T { return value }
        return try run(type, SchemaDecoder(session: self, isRecording: false))
    }

    private func run<T: Decodable>(_ type: T.Type, _ decoder: SchemaDecoder) throws(JSONSchemaError) -> T {
        do {
            return try T(from: decoder)
        } catch let error as JSONSchemaError {
            throw error
        } catch {
            throw JSONSchemaError(
                typeName: String(reflecting: type),
                reason: "refuses made-up values and must conform to JSONSchemaDescribable: \(error)"
            )
        }
    }

    private func fixedSchema(of type: any Any.Type) -> JSONSchema? {
        if let describable = type as? any JSONSchemaDescribable.Type { return describable.jsonSchema }
        return EnumerationNames.of(type).map { .oneOf($0) }
    }

    private func firstCase<T: CaseIterable>(_ type: T.Type) -> Any? { type.allCases.first }
}
