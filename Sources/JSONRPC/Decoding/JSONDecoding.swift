/// Turns nodes into values of `Decodable` types.
public enum JSONDecoding {
    /// What becomes of members and elements that the type does not ask for.
    public enum Surplus: Sendable {
        /// They are an error, since a misspelt parameter must not be ignored.
        case refused
        /// They are passed over, so that an older client understands the answers of a newer server.
        case ignored
    }

    /// Decodes a node, and refuses members and elements that the type did not ask for, unless told otherwise.
    ///
    /// Works with synthesized conformances. A number counts as a whole number if it is one (`1.0`, `1e2`) and fits;
    /// floating-point values have to be finite; ``RawJSON`` captures a value as it stands. A member whose value is null
    /// counts as absent for an optional property; ``Patch`` keeps the two apart.
    ///
    /// - Parameters:
    ///   - type: what to decode.
    ///   - node: where to decode it from.
    ///   - path: what the node is called in errors.
    ///   - surplus: what becomes of members that the type does not ask for.
    /// - Returns: the value.
    /// - Throws: the first offence, with its path and a reason for people.
    public static func decode<T: Decodable>(
        _ type: T.Type,
        from node: JSONNode,
        at path: String = "params",
        surplus: Surplus = .refused
    ) throws(JSONDecodingError) -> T {
        let session = DecodingSession(node: node, path: path)
        do {
            let value = try session.decode(type, at: node.index)
            if surplus == .refused { try session.refuseUnrequested() }
            return value
        } catch let failure as DecodingFailure {
            throw session.error(for: failure)
        } catch {
            throw JSONDecodingError(path: path, reason: "is not valid")
        }
    }
}
