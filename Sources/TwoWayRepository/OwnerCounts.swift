import TwoWayModel

/// How many rows of a kind an owner has, counted up to a bound; for the limits on what one account can grow.
public struct OwnerCount: Sendable {
    public let owner: ID<Account>
    public let bound: Int

    public init(owner: ID<Account>, bound: Int) {
        self.owner = owner
        self.bound = bound
    }

    fileprivate static func statement(name: StaticString, sql: StaticString) -> Statement<OwnerCount, Int> {
        Statement(
            name: name,
            sql: sql,
            bind: { [.id($0.owner), .int($0.bound)] },
            decode: { row throws(RowError) in try row.int() }
        )
    }
}

extension Statement<OwnerCount, Int> {
    public static let countOrganisations = OwnerCount.statement(
        name: "count_organisations",
        sql: "SELECT count(*) FROM (SELECT 1 FROM organisation WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countPeople = OwnerCount.statement(
        name: "count_people",
        sql: "SELECT count(*) FROM (SELECT 1 FROM person WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countJobSearches = OwnerCount.statement(
        name: "count_job_searches",
        sql: "SELECT count(*) FROM (SELECT 1 FROM job_search WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countOpportunities = OwnerCount.statement(
        name: "count_opportunities",
        sql: "SELECT count(*) FROM (SELECT 1 FROM opportunity WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countResearchNotes = OwnerCount.statement(
        name: "count_research_notes",
        sql: "SELECT count(*) FROM (SELECT 1 FROM research_note WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countPromises = OwnerCount.statement(
        name: "count_promises",
        sql: "SELECT count(*) FROM (SELECT 1 FROM promise WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countFollowUps = OwnerCount.statement(
        name: "count_follow_ups",
        sql: "SELECT count(*) FROM (SELECT 1 FROM follow_up WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countStories = OwnerCount.statement(
        name: "count_stories",
        sql: "SELECT count(*) FROM (SELECT 1 FROM story WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countComparisons = OwnerCount.statement(
        name: "count_comparisons",
        sql: "SELECT count(*) FROM (SELECT 1 FROM comparison WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countRelationships = OwnerCount.statement(
        name: "count_relationships",
        sql: "SELECT count(*) FROM (SELECT 1 FROM relationship WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countClientInvitations = OwnerCount.statement(
        name: "count_client_invitations",
        sql: "SELECT count(*) FROM (SELECT 1 FROM client_invitation WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countShares = OwnerCount.statement(
        name: "count_shares",
        sql: "SELECT count(*) FROM (SELECT 1 FROM share WHERE owner_id = $1 LIMIT $2) AS counted"
    )
    public static let countSuggestions = OwnerCount.statement(
        name: "count_suggestions",
        sql: "SELECT count(*) FROM (SELECT 1 FROM suggestion WHERE owner_id = $1 LIMIT $2) AS counted"
    )
}
