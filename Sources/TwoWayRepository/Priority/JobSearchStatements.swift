import TwoWayModel

extension JobSearch {
    /// Columns: id, title, state, revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            title: try row.checked(),
            state: try row.word(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement where Input == (owner: ID<Account>, id: ID<JobSearch>, title: Title), Output == JobSearch {
    public static let createJobSearch = Statement(
        name: "create_job_search",
        sql: """
            INSERT INTO job_search (owner_id, id, title) VALUES ($1, $2, $3)
            RETURNING id, title, state, revision, updated_at
            """,
        bind: { [.id($0.owner), .id($0.id), .value($0.title)] },
        decode: { row throws(RowError) in try JobSearch(row: &row) }
    )
}

extension Statement where Input == OwnerPage, Output == JobSearch {
    public static let jobSearches = Statement(
        name: "job_searches",
        sql: """
            SELECT id, title, state, revision, updated_at FROM job_search
            WHERE owner_id = $1 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try JobSearch(row: &row) }
    )
}
