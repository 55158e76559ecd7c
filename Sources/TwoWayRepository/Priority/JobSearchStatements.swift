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

extension Statement where Input == OwnedID<JobSearch>, Output == JobSearch {
    public static let jobSearch = Statement(
        name: "job_search",
        sql: "SELECT id, title, state, revision, updated_at FROM job_search WHERE owner_id = $1 AND id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try JobSearch(row: &row) }
    )

    /// The row locked until the end of the transaction: for an edit, and so that two first drafts do not race.
    public static let jobSearchForUpdate = Statement(
        name: "job_search_for_update",
        sql: """
            SELECT id, title, state, revision, updated_at FROM job_search
            WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try JobSearch(row: &row) }
    )

    /// The row locked against edits, but not against others that only look.
    public static let jobSearchForShare = Statement(
        name: "job_search_for_share",
        sql: """
            SELECT id, title, state, revision, updated_at FROM job_search
            WHERE owner_id = $1 AND id = $2
            FOR SHARE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try JobSearch(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, edited: JobSearch), Output == JobSearch {
    /// Stores an edited job search and counts its revision on; the row has been locked before.
    public static let updateJobSearch = Statement(
        name: "update_job_search",
        sql: """
            UPDATE job_search SET title = $3, state = $4, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING id, title, state, revision, updated_at
            """,
        bind: { [.id($0.owner), .id($0.edited.id), .value($0.edited.title), .word($0.edited.state)] },
        decode: { row throws(RowError) in try JobSearch(row: &row) }
    )
}
