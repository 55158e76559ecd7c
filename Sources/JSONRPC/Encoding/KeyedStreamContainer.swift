/// The members of an object that is being written.
struct KeyedStreamContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let session: EncodingSession
    let slot: EncodingSession.Slot

    var codingPath: [any CodingKey] { session.codingPath(to: slot) }

    func encodeNil(forKey key: Key) throws { try session.writeMember(key.stringValue, in: slot) { $0.null() } }

    func encode(_ value: Bool, forKey key: Key) throws {
        try session.writeMember(key.stringValue, in: slot) { $0.boolean(value) }
    }

    func encode(_ value: String, forKey key: Key) throws {
        try session.writeMember(key.stringValue, in: slot) { $0.string(value) }
    }

    func encode(_ value: Double, forKey key: Key) throws { try encodeFloatingPoint(value, forKey: key) }

    func encode(_ value: Float, forKey key: Key) throws { try encodeFloatingPoint(value, forKey: key) }

    /// Not generic like the one for the other integers, because this is the usual one.
    func encode(_ value: Int, forKey key: Key) throws {
        try session.writeMember(key.stringValue, in: slot) { $0.integer(value) }
    }

    func encode<T: FixedWidthInteger & Encodable>(_ value: T, forKey key: Key) throws {
        try session.writeMember(key.stringValue, in: slot) { $0.integer(value) }
    }

    // Without these two, the protocol's own implementations, which refuse, would be preferred to the generic one.
    func encode(_ value: Int128, forKey key: Key) throws {
        try session.writeMember(key.stringValue, in: slot) { $0.integer(value) }
    }

    func encode(_ value: UInt128, forKey key: Key) throws {
        try session.writeMember(key.stringValue, in: slot) { $0.integer(value) }
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        try session.encode(value, named: key.stringValue, in: slot)
    }

    func nestedContainer<NestedKey: CodingKey>(
        keyedBy keyType: NestedKey.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<NestedKey> {
        nestedEncoder(named: key.stringValue).container(keyedBy: keyType)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        nestedEncoder(named: key.stringValue).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { nestedEncoder(named: JSONCodingKey.superKey.stringValue) }

    func superEncoder(forKey key: Key) -> any Encoder { nestedEncoder(named: key.stringValue) }

    private func nestedEncoder(named name: String) -> StreamEncoder {
        StreamEncoder(session: session, slot: session.openSlotNotingFailure(named: name, in: slot))
    }

    private func encodeFloatingPoint(_ value: some FloatingPointText, forKey key: Key) throws {
        guard value.isFinite else {
            throw session.error("is not a finite number", in: slot, then: key.stringValue)
        }
        try session.writeMember(key.stringValue, in: slot) { value.write(to: &$0) }
    }
}
