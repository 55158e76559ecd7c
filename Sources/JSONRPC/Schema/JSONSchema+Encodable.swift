extension JSONSchema: Encodable {
    private enum CodingKeys: String, CodingKey {
        case reference = "$ref"
        case title
        case description
        case type
        case format
        case enumeration = "enum"
        case minimum
        case maximum
        case minLength
        case maxLength
        case pattern
        case properties
        case required
        case additionalProperties
        case items
        case minItems
        case maxItems
        case alternatives = "anyOf"
    }

    /// A name that is known at run time only.
    struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(_ name: String) {
            stringValue = name
        }

        init?(stringValue: String) {
            self.init(stringValue)
        }

        init?(intValue: Int) {
            nil
        }
    }

    /// Writes the members in a fixed order, and properties in that of their declaration.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(reference.map { JSONSchemaComponents.prefix + $0 }, forKey: .reference)
        try container.encodeIfPresent(title, forKey: .title)
        try container.encodeIfPresent(description, forKey: .description)
        if types.count == 1 {
            try container.encode(types[0], forKey: .type)
        } else if !types.isEmpty {
            try container.encode(types, forKey: .type)
        }
        try container.encodeIfPresent(format, forKey: .format)
        if !enumeration.isEmpty { try container.encode(enumeration, forKey: .enumeration) }
        try container.encodeIfPresent(minimum, forKey: .minimum)
        try container.encodeIfPresent(maximum, forKey: .maximum)
        try container.encodeIfPresent(minLength, forKey: .minLength)
        try container.encodeIfPresent(maxLength, forKey: .maxLength)
        try container.encodeIfPresent(pattern, forKey: .pattern)
        try encodeProperties(to: &container)
        try container.encodeIfPresent(items, forKey: .items)
        try container.encodeIfPresent(minItems, forKey: .minItems)
        try container.encodeIfPresent(maxItems, forKey: .maxItems)
        if !alternatives.isEmpty { try container.encode(alternatives, forKey: .alternatives) }
    }

    private func encodeProperties(to container: inout KeyedEncodingContainer<CodingKeys>) throws {
        if !properties.isEmpty {
            var members = container.nestedContainer(keyedBy: Name.self, forKey: .properties)
            for property in properties { try members.encode(property.schema, forKey: Name(property.name)) }
        }
        if !required.isEmpty { try container.encode(required, forKey: .required) }
        switch additionalProperties {
        case .refused: try container.encode(false, forKey: .additionalProperties)
        case .schema(let schema): try container.encode(schema, forKey: .additionalProperties)
        case nil: break
        }
    }
}
