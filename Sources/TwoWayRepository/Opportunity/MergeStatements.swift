import TwoWayModel

/// Two records of the same thing, on their way to become one.
public struct Merge<Entity>: Sendable {
    public let owner: ID<Account>
    public let from: ID<Entity>
    public let into: ID<Entity>

    public init(owner: ID<Account>, from: ID<Entity>, into: ID<Entity>) {
        self.owner = owner
        self.from = from
        self.into = into
    }

    fileprivate var values: [SQLValue] { [.id(owner), .id(from), .id(into)] }
}

extension Statement where Input == Merge<Organisation>, Output == Organisation {
    /// Both rows locked until the end of the transaction, in the order of their ids.
    public static let organisationsToMerge = Statement(
        name: "organisations_to_merge",
        sql: """
            SELECT id, name, website, notes, revision, updated_at FROM organisation
            WHERE owner_id = $1 AND id IN ($2, $3)
            ORDER BY id FOR UPDATE
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try Organisation(row: &row) }
    )
}

extension Statement where Input == Merge<Organisation>, Output == Void {
    public static let movePeople = Statement(
        name: "move_people",
        sql: """
            UPDATE person SET organisation_id = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND organisation_id = $2
            """,
        bind: { $0.values }
    )

    /// The research notes on these jobs go along by their key.
    public static let moveOpportunities = Statement(
        name: "move_opportunities",
        sql: """
            UPDATE opportunity SET organisation_id = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND organisation_id = $2
            """,
        bind: { $0.values }
    )

    /// Those on the organisation at large.
    public static let moveResearchNotes = Statement(
        name: "move_research_notes",
        sql: """
            UPDATE research_note SET organisation_id = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND organisation_id = $2
            """,
        bind: { $0.values }
    )

    public static let deleteMergedOrganisation = Statement(
        name: "delete_merged_organisation",
        sql: "DELETE FROM organisation WHERE owner_id = $1 AND id = $2 AND $3::uuid IS NOT NULL",
        bind: { $0.values }
    )
}

extension Statement where Input == Merge<Person>, Output == Person {
    /// Both rows locked until the end of the transaction, in the order of their ids.
    public static let peopleToMerge = Statement(
        name: "people_to_merge",
        sql: """
            SELECT id, organisation_id, name, job_title, role, notes, revision, updated_at FROM person
            WHERE owner_id = $1 AND id IN ($2, $3)
            ORDER BY id FOR UPDATE
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try Person(row: &row) }
    )
}

extension Statement where Input == Merge<Person>, Output == Void {
    /// Moves all that refers to the one to the other, and deletes the first.
    public static let mergePeople = Statement(
        name: "merge_people",
        sql: "SELECT sec.merge_people($2, $3) WHERE $1::uuid IS NOT NULL",
        bind: { $0.values }
    )
}

extension Statement where Input == (owner: ID<Account>, person: Person), Output == Person {
    /// Stores a person with the employer and counts the revision on; the row has been locked before.
    public static let fillPerson = Statement(
        name: "fill_person",
        sql: """
            UPDATE person
            SET organisation_id = $3, job_title = $4, notes = $5, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING id, organisation_id, name, job_title, role, notes, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.person.id), .id($0.person.organisation), .value($0.person.jobTitle),
                .value($0.person.notes),
            ]
        },
        decode: { row throws(RowError) in try Person(row: &row) }
    )
}

extension Statement where Input == Merge<Opportunity>, Output == Void {
    /// Closes the one as a duplicate and moves all that is known of it into the other (R8).
    public static let mergeOpportunities = Statement(
        name: "merge_opportunities",
        sql: "SELECT sec.merge_opportunities($2, $3) WHERE $1::uuid IS NOT NULL",
        bind: { $0.values }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == ID<Priority> {
    /// The priorities that have an own rating at an opportunity.
    public static let ratedPriorities = Statement(
        name: "rated_priorities",
        sql:
            "SELECT priority_key FROM priority_rating WHERE owner_id = $1 AND opportunity_id = $2 ORDER BY priority_key",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}
