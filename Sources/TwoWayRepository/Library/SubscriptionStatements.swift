import Foundation
import TwoWayModel

/// The values of a new subscription.
public struct NewSubscription: Sendable {
    public var owner: ID<Account>
    public var id: ID<Subscription>
    public var library: ID<Library>
    public var policy: Subscription.Policy
    public var shareStatistics: Bool

    public init(
        owner: ID<Account>,
        id: ID<Subscription>,
        library: ID<Library>,
        policy: Subscription.Policy,
        shareStatistics: Bool
    ) {
        self.owner = owner
        self.id = id
        self.library = library
        self.policy = policy
        self.shareStatistics = shareStatistics
    }
}

extension Subscription {
    /// The constraint that allows one live subscription to a library.
    public static let liveConstraint = "subscription_live_key"

    /// Columns: id, library_id, title, pinned_version, latest_version, policy, state, share_statistics, revision,
    /// created_at.
    init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            library: try row.id(),
            title: try row.checked(),
            pinnedVersion: try row.int(),
            latestVersion: try row.int(),
            policy: try row.word(),
            state: try row.word(),
            shareStatistics: try row.bool(),
            revision: try row.int(),
            createdAt: try row.time()
        )
    }
}

extension Statement<NewSubscription, Subscription> {
    /// Follows a published library that the candidate may read, pinned to its newest version; otherwise answers no row.
    public static let createSubscription = Statement(
        name: "create_subscription",
        sql: """
            WITH followed AS (
                SELECT l.owner_id, l.id, l.title, l.latest_version FROM library l
                WHERE l.id = $3 AND l.status = 'published' AND l.latest_version IS NOT NULL
                    AND (l.visibility IN ('public', 'unlisted')
                        OR l.visibility = 'clients' AND EXISTS (SELECT FROM relationship r
                            WHERE r.owner_id = $1 AND r.coach_id = l.owner_id AND r.status = 'active'))
            ), made AS (
                INSERT INTO subscription (owner_id, id, library_owner_id, library_id, pinned_version, policy,
                    share_statistics)
                SELECT $1, $2, owner_id, id, latest_version, $4, $5 FROM followed
                RETURNING id, library_id, pinned_version, policy, state, share_statistics, revision, created_at
            )
            SELECT made.id, made.library_id, followed.title, made.pinned_version, followed.latest_version,
                made.policy, made.state, made.share_statistics, made.revision, made.created_at
            FROM made, followed
            """,
        bind: {
            [.id($0.owner), .id($0.id), .id($0.library), .word($0.policy), .bool($0.shareStatistics)]
        },
        decode: { row throws(RowError) in try Subscription(row: &row) }
    )
}

extension Statement where Input == ID<Account>, Output == Int {
    /// How many subscriptions a candidate has that are not cancelled.
    public static let liveSubscriptions = Statement(
        name: "live_subscriptions",
        sql: "SELECT count(*) FROM subscription WHERE owner_id = $1 AND state <> 'cancelled'",
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == OwnerPage, Output == Subscription {
    /// The subscriptions that are not cancelled.
    public static let subscriptions = Statement(
        name: "subscriptions",
        sql: """
            SELECT s.id, s.library_id, l.title, s.pinned_version, coalesce(l.latest_version, s.pinned_version),
                s.policy, s.state, s.share_statistics, s.revision, s.created_at
            FROM subscription s JOIN library l ON l.owner_id = s.library_owner_id AND l.id = s.library_id
            WHERE s.owner_id = $1 AND s.id < $2 AND s.state <> 'cancelled'
            ORDER BY s.id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Subscription(row: &row) }
    )
}

extension Statement where Input == OwnedID<Subscription>, Output == Subscription {
    /// The row locked until the end of the transaction, for an edit; a cancelled one as well, as long as its library can
    /// be read.
    public static let subscriptionForUpdate = Statement(
        name: "subscription_for_update",
        sql: """
            SELECT s.id, s.library_id, l.title, s.pinned_version, coalesce(l.latest_version, s.pinned_version),
                s.policy, s.state, s.share_statistics, s.revision, s.created_at
            FROM subscription s CROSS JOIN LATERAL (SELECT l.title, l.latest_version FROM library l
                WHERE l.owner_id = s.library_owner_id AND l.id = s.library_id LIMIT 1) l
            WHERE s.owner_id = $1 AND s.id = $2
            FOR UPDATE OF s
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Subscription(row: &row) }
    )
}

extension Statement
where Input == (subscription: OwnedID<Subscription>, state: Subscription.State), Output == Revision {
    /// Moves a subscription to another state, and answers its new revision.
    public static let moveSubscription = Statement(
        name: "move_subscription",
        sql: """
            UPDATE subscription SET state = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING revision
            """,
        bind: { [.id($0.subscription.owner), .id($0.subscription.id), .word($0.state)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == (owner: ID<Account>, edited: Subscription), Output == Revision {
    /// Stores policy, statistics and state of a subscription that is locked, and answers its new revision.
    public static let updateSubscription = Statement(
        name: "update_subscription",
        sql: """
            UPDATE subscription
            SET policy = $3, share_statistics = $4, state = $5, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING revision
            """,
        bind: {
            [
                .id($0.owner), .id($0.edited.id), .word($0.edited.policy), .bool($0.edited.shareStatistics),
                .word($0.edited.state),
            ]
        },
        decode: { row throws(RowError) in try row.int() }
    )
}
