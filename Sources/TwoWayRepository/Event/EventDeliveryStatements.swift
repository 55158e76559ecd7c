import TwoWayModel

/// How far the log of an account goes.
public struct EventHead: Sendable {
    public let owner: ID<Account>
    public let last: Int
}

extension Statement<[ID<Account>], EventHead> {
    /// For whoever delivers; tells nothing of what is in the logs.
    public static let eventHeads = Statement(
        name: "event_heads",
        sql: "SELECT owner_id, last_seq FROM sec.event_heads($1)",
        bind: { [.ids($0)] },
        decode: { row throws(RowError) in EventHead(owner: try row.id(), last: try row.int()) }
    )
}

extension Statement<Int32, Bool> {
    /// Tells so many followers of the oldest news of a library; false when there is none to tell or somebody else is at it.
    public static let announce = Statement(
        name: "announce",
        sql: "SELECT sec.announce($1)",
        bind: { [.int4($0)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension EventHead {
    /// The channel on which server processes wake each other.
    public static let channel: StaticString = "tw_event"
    /// What is said on it when there is news of a library; everything else is the id of an account.
    public static let announcement = "announcement"
}
