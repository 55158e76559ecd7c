import TwoWayModel

/// A comparison as it is stored.
public struct ComparisonRow: Sendable {
    public let id: ID<Comparison>
    public let jobSearch: ID<JobSearch>
    public let title: Title?
    public let state: Comparison.State
    public let createdAt: Timestamp
    /// The result as JSON.
    public let document: [UInt8]
}

/// A comparison to be stored.
public struct NewComparison: Sendable {
    public let owner: ID<Account>
    public let id: ID<Comparison>
    public let jobSearch: ID<JobSearch>
    public let title: Title?
    /// By the set that counts.
    public let result: ComparisonOutcome
    /// The result as JSON, and what goes with it.
    public let document: [UInt8]

    public init(
        owner: ID<Account>,
        id: ID<Comparison>,
        jobSearch: ID<JobSearch>,
        title: Title?,
        result: ComparisonOutcome,
        document: [UInt8]
    ) {
        self.owner = owner
        self.id = id
        self.jobSearch = jobSearch
        self.title = title
        self.result = result
        self.document = document
    }
}

extension ComparisonRow {
    /// Columns: id, job_search_id, title, state, created_at, document.
    fileprivate init(row: inout Row) throws(RowError) {
        id = try row.id()
        jobSearch = try row.id()
        title = try row.optionalChecked()
        state = try row.word()
        createdAt = try row.time()
        document = try row.json()
    }
}

extension Statement<NewComparison, ComparisonRow> {
    public static let createComparison = Statement(
        name: "create_comparison",
        sql: """
            INSERT INTO comparison (owner_id, id, job_search_id, priority_set_id, title, seed, method_version, inputs_hash,
                headline, document)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            RETURNING id, job_search_id, title, state, created_at, document
            """,
        bind: {
            [
                .id($0.owner), .id($0.id), .id($0.jobSearch), .id($0.result.prioritySet), .value($0.title),
                .int($0.result.seed), .text($0.result.methodVersion), .text($0.result.inputsHash),
                .text($0.result.headline), .json($0.document),
            ]
        },
        decode: { row throws(RowError) in try ComparisonRow(row: &row) }
    )
}

extension Statement<NewComparison, Void> {
    /// One row for each opportunity, in the order of the result.
    public static let createComparisonEntries = Statement(
        name: "create_comparison_entries",
        sql: """
            INSERT INTO comparison_entry (owner_id, comparison_id, opportunity_id, position, standing, score_lo, score_hi,
                first_chance)
            SELECT $1, $2, e.opportunity_id, e.position - 1, e.standing, e.score_lo, e.score_hi, e.first_chance
            FROM unnest($3, $4, $5, $6, $7) WITH ORDINALITY
                AS e (opportunity_id, standing, score_lo, score_hi, first_chance, position)
            """,
        bind: { input in
            let opportunities = input.result.opportunities
            return [
                .id(input.owner), .id(input.id), .ids(opportunities.map(\.opportunity)),
                .textArray(opportunities.map(\.standing.rawValue)),
                .doubleArray(opportunities.map(\.score.lo)),
                .doubleArray(opportunities.map(\.score.hi)),
                // Sums of parts, which may round to just above 1.
                .doubleArray(opportunities.map { $0.firstChance.map { min(1, $0) } }),
            ]
        }
    )
}

extension Statement where Input == OwnedID<Comparison>, Output == ComparisonRow {
    public static let comparison = Statement(
        name: "comparison",
        sql: """
            SELECT id, job_search_id, title, state, created_at, document FROM comparison
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try ComparisonRow(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, search: ID<JobSearch>), Output == ComparisonSummary {
    /// Newest first.
    public static let comparisons = Statement(
        name: "comparisons",
        sql: """
            SELECT c.id, c.job_search_id, c.title, c.state, c.created_at, s.version,
                (SELECT count(*) FROM comparison_entry e WHERE e.owner_id = c.owner_id AND e.comparison_id = c.id),
                c.headline
            FROM comparison c JOIN priority_set s ON s.owner_id = c.owner_id AND s.id = c.priority_set_id
            WHERE c.owner_id = $1 AND c.job_search_id = $4 AND c.id < $2
            ORDER BY c.id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.search)] },
        decode: { row throws(RowError) in
            ComparisonSummary(
                id: try row.id(),
                jobSearch: try row.id(),
                title: try row.optionalChecked(),
                state: try row.word(),
                createdAt: try row.time(),
                version: try row.int(),
                opportunities: try row.int(),
                headline: try row.text()
            )
        }
    )
}

extension Statement where Input == OwnedID<Comparison>, Output == ID<Comparison> {
    /// No row when there is no such comparison.
    public static let deleteComparison = Statement(
        name: "delete_comparison",
        sql: "DELETE FROM comparison WHERE owner_id = $1 AND id = $2 RETURNING id",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}
