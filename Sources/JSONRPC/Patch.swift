/// What an edit does to one property: nothing, empty it, or give it a value.
///
/// On the wire an absent member leaves the property unchanged, null clears it, and a value sets it. A struct gets this
/// with its synthesized conformance from `var note: Patch<String> = .unchanged`, since the overloads of `decode` and
/// `encode` below are better matches than those of the standard library.
public enum Patch<Value> {
    case unchanged
    case clear
    case set(Value)

    public var isUnchanged: Bool {
        if case .unchanged = self { true } else { false }
    }

    /// The property after the edit.
    public func applied(to current: Value?) -> Value? {
        switch self {
        case .unchanged: current
        case .clear: nil
        case .set(let value): value
        }
    }

    public func map<Other, Failure: Error>(
        _ transform: (Value) throws(Failure) -> Other
    ) throws(Failure)
        -> Patch<Other>
    {
        switch self {
        case .unchanged: .unchanged
        case .clear: .clear
        case .set(let value): .set(try transform(value))
        }
    }
}

extension Patch: Sendable where Value: Sendable {}
extension Patch: Equatable where Value: Equatable {}
extension Patch: Hashable where Value: Hashable {}

extension Patch: Decodable where Value: Decodable {
    /// Decodes a member that is there.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .clear : .set(try container.decode(Value.self))
    }
}

extension Patch: Encodable where Value: Encodable {
    /// Encodes a change; without a member around it there is no way to say that nothing changes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .unchanged:
            throw EncodingError.invalidValue(
                self,
                .init(
                    codingPath: encoder.codingPath,
                    debugDescription: "an unchanged Patch is written as a member only"
                )
            )
        case .clear: try container.encodeNil()
        case .set(let value): try container.encode(value)
        }
    }
}

extension KeyedDecodingContainer {
    /// Decodes a member that may be absent.
    public func decode<Value: Decodable>(_ type: Patch<Value>.Type, forKey key: Key) throws -> Patch<Value> {
        guard contains(key) else { return .unchanged }
        return try decodePresent(type, forKey: key)
    }

    /// Generic, so that overload resolution finds the container's own `decode` and not the one above.
    private func decodePresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        try decode(type, forKey: key)
    }
}

extension KeyedEncodingContainer {
    /// Encodes a member that is left out if nothing changes.
    public mutating func encode<Value: Encodable>(_ value: Patch<Value>, forKey key: Key) throws {
        switch value {
        case .unchanged: return
        case .clear: try encodeNil(forKey: key)
        case .set(let value): try encode(value, forKey: key)
        }
    }
}
