import TwoWayModel

/// How many rows of a kind a relationship has, counted up to a bound; of those that the side sees which counts.
public struct RelationshipCount: Sendable {
    /// The candidate.
    public let owner: ID<Account>
    public let relationship: ID<Relationship>
    public let bound: Int

    public init(owner: ID<Account>, relationship: ID<Relationship>, bound: Int) {
        self.owner = owner
        self.relationship = relationship
        self.bound = bound
    }
}

extension Statement<RelationshipCount, Int> {
    public static let countComments = Statement(
        name: "count_comments",
        sql: """
            SELECT count(*) FROM (SELECT FROM comment WHERE owner_id = $1 AND relationship_id = $2 LIMIT $3) AS counted
            """,
        bind: { [.id($0.owner), .id($0.relationship), .int($0.bound)] },
        decode: { row throws(RowError) in try row.int() }
    )

    public static let countPrompts = Statement(
        name: "count_prompts",
        sql: """
            SELECT count(*) FROM (SELECT FROM prompt WHERE owner_id = $1 AND relationship_id = $2 LIMIT $3) AS counted
            """,
        bind: { [.id($0.owner), .id($0.relationship), .int($0.bound)] },
        decode: { row throws(RowError) in try row.int() }
    )

    public static let countOpenPrompts = Statement(
        name: "count_open_prompts",
        sql: """
            SELECT count(*) FROM (SELECT FROM prompt WHERE owner_id = $1 AND relationship_id = $2 AND state = 'open'
                LIMIT $3) AS counted
            """,
        bind: { [.id($0.owner), .id($0.relationship), .int($0.bound)] },
        decode: { row throws(RowError) in try row.int() }
    )

    public static let countOpinions = Statement(
        name: "count_opinions",
        sql: """
            SELECT count(*) FROM (SELECT FROM opinion WHERE owner_id = $1 AND relationship_id = $2 LIMIT $3) AS counted
            """,
        bind: { [.id($0.owner), .id($0.relationship), .int($0.bound)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement<OwnerCount, Int> {
    public static let countCoachNotes = Statement(
        name: "count_coach_notes",
        sql: "SELECT count(*) FROM (SELECT FROM coach_note WHERE owner_id = $1 LIMIT $2) AS counted",
        bind: { [.id($0.owner), .int($0.bound)] },
        decode: { row throws(RowError) in try row.int() }
    )
}
