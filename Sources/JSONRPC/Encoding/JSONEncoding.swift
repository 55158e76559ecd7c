/// Turns values of `Encodable` types into JSON text.
public enum JSONEncoding {
    /// Encodes a value straight into one buffer, by its own hand if it is ``JSONWritable``.
    ///
    /// Members stand in the order in which the type encodes them, so a synthesized conformance gives the order of
    /// declaration; a Swift dictionary gives none. A member that is nil is left out by `encodeIfPresent`. A type that
    /// encodes nothing becomes `{}`. There is no line break in the text. A name that a type encodes twice stands there
    /// twice, and the reader on the other side refuses it.
    ///
    /// - Throws: for NaN and the infinities, for what a type's own `encode(to:)` refuses, and for a type that goes back
    ///   to a container after it has gone on behind it, which a writer without a tree in between cannot follow.
    public static func encode<T: Encodable>(_ value: T) throws(JSONEncodingError) -> [UInt8] {
        if let value = value as? any JSONWritable {
            var writer = JSONWriter(capacity: 1_024)
            value.write(to: &writer)
            return writer.bytes
        }
        let session = EncodingSession()
        do {
            try session.encodeRoot(value)
            if let failure = session.failure { throw failure }
            return session.writer.bytes
        } catch let error as JSONEncodingError {
            throw error
        } catch {
            throw JSONEncodingError(path: "", reason: "\(type(of: error)) was thrown")
        }
    }
}
