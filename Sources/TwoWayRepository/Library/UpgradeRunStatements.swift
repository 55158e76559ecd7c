import TwoWayModel

/// An upgrade that was carried out, as it is stored.
public struct StoredRun: Sendable {
    public let id: ID<UpgradeRun>
    public let subscription: ID<Subscription>
    public let from: Int
    public let to: Int
    /// A JSON array of `UpgradeRun.Entry`.
    public let outcomes: [UInt8]
    public let appliedAt: Timestamp
    public let rolledBackAt: Timestamp?

    /// Columns: id, subscription_id, from_version, to_version, outcomes, applied_at, rolled_back_at.
    fileprivate init(row: inout Row) throws(RowError) {
        id = try row.id()
        subscription = try row.id()
        from = try row.int()
        to = try row.int()
        outcomes = try row.json()
        appliedAt = try row.time()
        rolledBackAt = try row.optionalTime()
    }
}

/// A run that may be taken back.
public struct StandingRun: Sendable {
    public let run: StoredRun
    /// A JSON array of `UpgradeTrace`.
    public let before: [UInt8]
    /// Whether 30 days have not passed.
    public let isRecent: Bool
    /// Whether no later run of the subscription stands.
    public let isNewest: Bool
}

/// The values of a new run.
public struct NewRun: Sendable {
    public var subscription: OwnedID<Subscription>
    public var id: ID<UpgradeRun>
    public var from: Int
    public var to: Int
    /// A JSON array of `UpgradeRun.Entry`.
    public var outcomes: [UInt8]
    /// A JSON array of `UpgradeTrace`.
    public var before: [UInt8]

    public init(
        subscription: OwnedID<Subscription>,
        id: ID<UpgradeRun>,
        from: Int,
        to: Int,
        outcomes: [UInt8],
        before: [UInt8]
    ) {
        self.subscription = subscription
        self.id = id
        self.from = from
        self.to = to
        self.outcomes = outcomes
        self.before = before
    }
}

extension Statement<NewRun, StoredRun> {
    /// Notes an upgrade; the version it comes from is still pinned.
    public static let createRun = Statement(
        name: "create_run",
        sql: """
            INSERT INTO upgrade_run (owner_id, id, subscription_id, from_version, to_version, outcomes, before)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING id, subscription_id, from_version, to_version, outcomes, applied_at, rolled_back_at
            """,
        bind: {
            [
                .id($0.subscription.owner), .id($0.id), .id($0.subscription.id), .int($0.from), .int($0.to),
                .json($0.outcomes), .json($0.before),
            ]
        },
        decode: { row throws(RowError) in try StoredRun(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, subscription: ID<Subscription>), Output == StoredRun {
    public static let runs = Statement(
        name: "runs",
        sql: """
            SELECT id, subscription_id, from_version, to_version, outcomes, applied_at, rolled_back_at FROM upgrade_run
            WHERE owner_id = $1 AND subscription_id = $4 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.subscription)] },
        decode: { row throws(RowError) in try StoredRun(row: &row) }
    )
}

extension Statement where Input == OwnedID<UpgradeRun>, Output == ID<Subscription> {
    public static let subscriptionOfRun = Statement(
        name: "subscription_of_run",
        sql: "SELECT subscription_id FROM upgrade_run WHERE owner_id = $1 AND id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<UpgradeRun>, Output == StandingRun {
    /// A run whose subscription is locked.
    public static let runToTakeBack = Statement(
        name: "run_to_take_back",
        sql: """
            SELECT r.id, r.subscription_id, r.from_version, r.to_version, r.outcomes, r.applied_at, r.rolled_back_at,
                r.before, r.applied_at > now() - interval '30 days',
                NOT EXISTS (SELECT FROM upgrade_run later WHERE later.owner_id = r.owner_id
                    AND later.subscription_id = r.subscription_id AND later.id > r.id AND later.rolled_back_at IS NULL)
            FROM upgrade_run r
            WHERE r.owner_id = $1 AND r.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            StandingRun(
                run: try StoredRun(row: &row),
                before: try row.json(),
                isRecent: try row.bool(),
                isNewest: try row.bool()
            )
        }
    )
}

extension Statement where Input == OwnedID<UpgradeRun>, Output == StoredRun {
    public static let takeRunBack = Statement(
        name: "take_run_back",
        sql: """
            UPDATE upgrade_run SET rolled_back_at = now()
            WHERE owner_id = $1 AND id = $2 AND rolled_back_at IS NULL
            RETURNING id, subscription_id, from_version, to_version, outcomes, applied_at, rolled_back_at
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try StoredRun(row: &row) }
    )
}
