import TwoWayModel

/// A published document with the hash that was stored beside it.
public struct HashedVersion: Sendable {
    public let library: OwnedID<Library>
    public let number: Int
    public let contentHash: String
    public let document: [UInt8]
}

/// Where to go on reading versions.
public struct VersionPlace: Sendable {
    public let library: ID<Library>
    public let number: Int

    public init(library: ID<Library>, number: Int) {
        self.library = library
        self.number = number
    }
}

extension Statement where Input == VersionPlace, Output == HashedVersion {
    /// The next versions of any library, in the order of their ids; for the role tw_backup.
    public static let nextVersions = Statement(
        name: "next_versions",
        sql: """
            SELECT owner_id, library_id, number, content_hash, document FROM library_version
            WHERE (library_id, number) > ($1, $2)
            ORDER BY library_id, number LIMIT 20
            """,
        bind: { [.id($0.library), .int($0.number)] },
        decode: { row throws(RowError) in
            let owner: ID<Account> = try row.id()
            return HashedVersion(
                library: OwnedID(owner, try row.id()),
                number: try row.int(),
                contentHash: try row.text(),
                document: try row.json()
            )
        }
    )
}

/// A comparison that still holds, and what it was made of.
public struct HeldComparison: Sendable {
    public let comparison: OwnedID<Comparison>
    public let jobSearch: ID<JobSearch>
    public let opportunities: [ID<Opportunity>]
    public let inputsHash: String
    public let methodVersion: String
}

extension Statement where Input == OwnedID<Comparison>, Output == HeldComparison {
    /// The next comparisons that are current, of anybody, in the order of owners and ids; for the role tw_backup.
    public static let nextCurrentComparisons = Statement(
        name: "next_current_comparisons",
        sql: """
            SELECT c.owner_id, c.id, c.job_search_id,
                ARRAY(SELECT e.opportunity_id FROM comparison_entry e
                    WHERE e.owner_id = c.owner_id AND e.comparison_id = c.id ORDER BY e.opportunity_id),
                c.inputs_hash, c.method_version
            FROM comparison c
            WHERE (c.owner_id, c.id) > ($1, $2) AND c.state = 'current'
            ORDER BY c.owner_id, c.id LIMIT 100
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            let owner: ID<Account> = try row.id()
            return HeldComparison(
                comparison: OwnedID(owner, try row.id()),
                jobSearch: try row.id(),
                opportunities: try row.ids(),
                inputsHash: try row.text(),
                methodVersion: try row.text()
            )
        }
    )
}
