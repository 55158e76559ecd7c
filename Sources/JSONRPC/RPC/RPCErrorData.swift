/// The part of an error that programs go by.
public struct RPCErrorData: Sendable, Hashable {
    /// The name of the error, such as `invalid_params`; never changes once published.
    public var kind: String
    /// Whether the same request may succeed later without any change.
    public var retryable: Bool
    /// The member that gave offence, such as `params.interviewers[2].role`.
    public var path: String?
    /// A sentence, or the rest of one that starts with the path, for people.
    public var reason: String?
    /// Members of particular errors, such as `current`, `retryAfter` and `incident`.
    public var extra: [String: RawJSON]

    public init(
        kind: String,
        retryable: Bool,
        path: String? = nil,
        reason: String? = nil,
        extra: [String: RawJSON] = [:]
    ) {
        self.kind = kind
        self.retryable = retryable
        self.path = path
        self.reason = reason
        self.extra = extra
    }

    /// Reads what a server sent; nil unless it has a kind.
    init?(_ node: JSONNode) {
        guard let kind = node["kind"]?.string else { return nil }
        self.kind = kind
        retryable = node["retryable"]?.boolean ?? false
        path = node["path"]?.string
        reason = node["reason"]?.string
        extra = [:]
        for member in node.members where !Self.ownNames.contains(member.name) {
            extra[member.name] = RawJSON(member.value)
        }
    }

    private static let ownNames: Set<String> = ["kind", "retryable", "path", "reason"]

    /// Writes the members in a fixed order, the extra ones sorted by name.
    func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.name("kind")
        writer.string(kind)
        writer.name("retryable")
        writer.boolean(retryable)
        if let path {
            writer.name("path")
            writer.string(path)
        }
        if let reason {
            writer.name("reason")
            writer.string(reason)
        }
        for (name, value) in extra.sorted(by: { $0.key < $1.key }) where !Self.ownNames.contains(name) {
            writer.name(name)
            writer.raw(value)
        }
        writer.endObject()
    }
}
