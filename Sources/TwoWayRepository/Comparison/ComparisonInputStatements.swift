import TwoWayModel

/// The opportunities of a job search that are compared, or that are to be looked for.
public struct ComparedOpportunities: Sendable {
    public let search: OwnedID<JobSearch>
    public let opportunities: [ID<Opportunity>]

    public init(search: OwnedID<JobSearch>, opportunities: [ID<Opportunity>]) {
        self.search = search
        self.opportunities = opportunities
    }

    fileprivate var parameters: [SQLValue] {
        [.id(search.owner), .id(search.id), .ids(opportunities)]
    }
}

/// What a compared opportunity is called.
public struct ComparedName: Sendable {
    public let opportunity: ID<Opportunity>
    public let title: Title
    public let organisation: Title
}

extension Statement where Input == (search: OwnedID<JobSearch>, rows: Int), Output == ID<Opportunity> {
    /// The opportunities of a job search that are not closed, in the order of their ids.
    public static let openOpportunities = Statement(
        name: "open_opportunities",
        sql: """
            SELECT id FROM opportunity
            WHERE owner_id = $1 AND job_search_id = $2 AND stage <> 'closed'
            ORDER BY id LIMIT $3
            """,
        bind: { [.id($0.search.owner), .id($0.search.id), .int($0.rows)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement<ComparedOpportunities, ComparedName> {
    /// No row for what is not one of the job search, or was merged into another one.
    public static let comparedNames = Statement(
        name: "compared_names",
        sql: """
            SELECT o.id, o.title, g.name
            FROM opportunity o JOIN organisation g ON g.owner_id = o.owner_id AND g.id = o.organisation_id
            WHERE o.owner_id = $1 AND o.job_search_id = $2 AND o.id = ANY ($3) AND o.merged_into_id IS NULL
            ORDER BY o.id
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in
            ComparedName(opportunity: try row.id(), title: try row.checked(), organisation: try row.checked())
        }
    )
}

extension Statement<ComparedOpportunities, Void> {
    /// Locks the opportunities, in the order of their ids, so that nothing they are judged by changes until the end of the
    /// transaction: whoever changes it waits in `tw.outdate_comparisons`.
    public static let lockCompared = Statement(
        name: "lock_compared",
        sql: """
            SELECT id FROM opportunity
            WHERE owner_id = $1 AND job_search_id = $2 AND id = ANY ($3)
            ORDER BY id FOR UPDATE
            """,
        bind: { $0.parameters }
    )
}

extension Statement where Input == OwnedID<JobSearch>, Output == ID<PrioritySet> {
    /// The set that counts, so that it does so until the end of the transaction.
    public static let currentPrioritySetForShare = Statement(
        name: "current_priority_set_for_share",
        sql: """
            SELECT id FROM priority_set
            WHERE owner_id = $1 AND job_search_id = $2 AND state IN ('active', 'frozen')
            FOR SHARE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == (owner: ID<Account>, opportunities: [ID<Opportunity>]), Output == Evidence {
    /// All live evidence of several opportunities, without its notes: they bear on no number, and are the bulk of it.
    public static let liveEvidenceOfOpportunities = Statement(
        name: "live_evidence_of_opportunities",
        sql: """
            SELECT id, opportunity_id, priority_key, scope, origin, answer_id, source_class, specificity, rating,
                strength, NULL::text, created_at, research_note_id, promise_id
            FROM evidence
            WHERE owner_id = $1 AND opportunity_id = ANY ($2) AND retired_at IS NULL
            ORDER BY id
            """,
        bind: { [.id($0.owner), .ids($0.opportunities)] },
        decode: { row throws(RowError) in try Evidence(row: &row) }
    )
}

/// The candidate's own rating of a priority at one of several opportunities.
public struct PlacedOwnRating: Sendable {
    public let opportunity: ID<Opportunity>
    public let priority: ID<Priority>
    public let own: OwnRating
}

extension Statement where Input == (owner: ID<Account>, opportunities: [ID<Opportunity>]), Output == PlacedOwnRating {
    /// Without their notes.
    public static let ownRatingsOfOpportunities = Statement(
        name: "own_ratings_of_opportunities",
        sql: """
            SELECT opportunity_id, priority_key, lo, hi, revision FROM priority_rating
            WHERE owner_id = $1 AND opportunity_id = ANY ($2)
            ORDER BY opportunity_id, priority_key
            """,
        bind: { [.id($0.owner), .ids($0.opportunities)] },
        decode: { row throws(RowError) in
            PlacedOwnRating(
                opportunity: try row.id(),
                priority: try row.id(),
                own: OwnRating(
                    interval: ValueInterval(lo: try row.double(), hi: try row.double()),
                    revision: try row.int()
                )
            )
        }
    )
}
