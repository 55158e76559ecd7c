/// The `Encoder` of one value that is about to be written.
struct StreamEncoder: Encoder {
    let session: EncodingSession
    let slot: EncodingSession.Slot

    var codingPath: [any CodingKey] { session.codingPath(to: slot) }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        session.beginObject(in: slot)
        return KeyedEncodingContainer(KeyedStreamContainer(session: session, slot: slot))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        session.beginArray(in: slot)
        return UnkeyedStreamContainer(session: session, slot: slot)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleStreamContainer(session: session, slot: slot)
    }
}

/// The value itself, written as one scalar.
struct SingleStreamContainer: SingleValueEncodingContainer {
    let session: EncodingSession
    let slot: EncodingSession.Slot

    var codingPath: [any CodingKey] { session.codingPath(to: slot) }

    func encodeNil() throws { try session.writeScalar(in: slot) { $0.null() } }

    func encode(_ value: Bool) throws { try session.writeScalar(in: slot) { $0.boolean(value) } }

    func encode(_ value: String) throws { try session.writeScalar(in: slot) { $0.string(value) } }

    func encode(_ value: Double) throws { try session.writeFloatingPoint(value, in: slot) }

    func encode(_ value: Float) throws { try session.writeFloatingPoint(value, in: slot) }

    /// Not generic like the one for the other integers, because this is the usual one.
    func encode(_ value: Int) throws { try session.writeScalar(in: slot) { $0.integer(value) } }

    func encode<T: FixedWidthInteger & Encodable>(_ value: T) throws {
        try session.writeScalar(in: slot) { $0.integer(value) }
    }

    // Without these two, the protocol's own implementations, which refuse, would be preferred to the generic one.
    func encode(_ value: Int128) throws { try session.writeScalar(in: slot) { $0.integer(value) } }

    func encode(_ value: UInt128) throws { try session.writeScalar(in: slot) { $0.integer(value) } }

    func encode<T: Encodable>(_ value: T) throws {
        try value.encode(to: StreamEncoder(session: session, slot: slot))
    }
}
