import TwoWayModel

extension Waiver {
    /// Columns: id, opportunity_id, priority_key, reason, created_at, revoked_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            opportunity: try row.id(),
            priority: try row.id(),
            reason: try row.checked(),
            createdAt: try row.time(),
            revokedAt: try row.optionalTime()
        )
    }
}

extension Statement where Input == OwnedID<Opportunity>, Output == Waiver {
    /// The waivers of an opportunity that count now; at most one for each priority.
    public static let liveWaivers = Statement(
        name: "live_waivers",
        sql: """
            SELECT id, opportunity_id, priority_key, reason, created_at, revoked_at FROM waiver
            WHERE owner_id = $1 AND opportunity_id = $2 AND revoked_at IS NULL
            ORDER BY id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Waiver(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, opportunities: [ID<Opportunity>]), Output == Waiver {
    /// The waivers of several opportunities that count now.
    public static let liveWaiversOfOpportunities = Statement(
        name: "live_waivers_of_opportunities",
        sql: """
            SELECT id, opportunity_id, priority_key, reason, created_at, revoked_at FROM waiver
            WHERE owner_id = $1 AND opportunity_id = ANY ($2) AND revoked_at IS NULL
            ORDER BY id
            """,
        bind: { [.id($0.owner), .ids($0.opportunities)] },
        decode: { row throws(RowError) in try Waiver(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, waiver: Waiver), Output == Waiver {
    public static let createWaiver = Statement(
        name: "create_waiver",
        sql: """
            INSERT INTO waiver (owner_id, id, opportunity_id, priority_key, reason) VALUES ($1, $2, $3, $4, $5)
            RETURNING id, opportunity_id, priority_key, reason, created_at, revoked_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.waiver.id), .id($0.waiver.opportunity), .id($0.waiver.priority),
                .value($0.waiver.reason),
            ]
        },
        decode: { row throws(RowError) in try Waiver(row: &row) }
    )
}

extension Statement where Input == OwnedID<Waiver>, Output == Waiver {
    public static let waiver = Statement(
        name: "waiver",
        sql: """
            SELECT id, opportunity_id, priority_key, reason, created_at, revoked_at FROM waiver
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Waiver(row: &row) }
    )

    /// No row when it is not there or was revoked before.
    public static let revokeWaiver = Statement(
        name: "revoke_waiver",
        sql: """
            UPDATE waiver SET revoked_at = now() WHERE owner_id = $1 AND id = $2 AND revoked_at IS NULL
            RETURNING id, opportunity_id, priority_key, reason, created_at, revoked_at
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Waiver(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Int {
    /// All that an opportunity ever had.
    public static let countWaivers = Statement(
        name: "count_waivers",
        sql: "SELECT count(*) FROM waiver WHERE owner_id = $1 AND opportunity_id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == (page: OwnerPage, opportunity: ID<Opportunity>), Output == Waiver {
    /// Live and revoked ones, newest first.
    public static let waivers = Statement(
        name: "waivers",
        sql: """
            SELECT id, opportunity_id, priority_key, reason, created_at, revoked_at FROM waiver
            WHERE owner_id = $1 AND opportunity_id = $4 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.opportunity)] },
        decode: { row throws(RowError) in try Waiver(row: &row) }
    )
}
