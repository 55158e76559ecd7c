/// The elements of an array that is being written.
struct UnkeyedStreamContainer: UnkeyedEncodingContainer {
    let session: EncodingSession
    let slot: EncodingSession.Slot

    var codingPath: [any CodingKey] { session.codingPath(to: slot) }
    var count: Int { session.count(in: slot) }

    func encodeNil() throws { try session.writeElement(in: slot) { $0.null() } }

    func encode(_ value: Bool) throws { try session.writeElement(in: slot) { $0.boolean(value) } }

    func encode(_ value: String) throws { try session.writeElement(in: slot) { $0.string(value) } }

    func encode(_ value: Double) throws { try session.encode(value, named: nil, in: slot) }

    func encode(_ value: Float) throws { try session.encode(value, named: nil, in: slot) }

    /// Not generic like the one for the other integers, because this is the usual one.
    func encode(_ value: Int) throws { try session.writeElement(in: slot) { $0.integer(value) } }

    func encode<T: FixedWidthInteger & Encodable>(_ value: T) throws {
        try session.writeElement(in: slot) { $0.integer(value) }
    }

    // Without these two, the protocol's own implementations, which refuse, would be preferred to the generic one.
    func encode(_ value: Int128) throws { try session.writeElement(in: slot) { $0.integer(value) } }

    func encode(_ value: UInt128) throws { try session.writeElement(in: slot) { $0.integer(value) } }

    func encode<T: Encodable>(_ value: T) throws { try session.encode(value, named: nil, in: slot) }

    func nestedContainer<NestedKey: CodingKey>(keyedBy keyType: NestedKey.Type) -> KeyedEncodingContainer<NestedKey> {
        nestedEncoder().container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { nestedEncoder().unkeyedContainer() }

    func superEncoder() -> any Encoder { nestedEncoder() }

    private func nestedEncoder() -> StreamEncoder {
        StreamEncoder(session: session, slot: session.openSlotNotingFailure(named: nil, in: slot))
    }
}
