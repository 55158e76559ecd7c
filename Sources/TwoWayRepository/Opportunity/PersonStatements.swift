import Foundation
import TwoWayModel

/// The values of a new person.
public struct NewPerson: Sendable {
    public var owner: ID<Account>
    public var id: ID<Person>
    public var organisation: ID<Organisation>?
    public var name: Title
    public var jobTitle: Title?
    public var role: InterviewerRole
    public var notes: Prose?

    public init(
        owner: ID<Account>,
        id: ID<Person>,
        organisation: ID<Organisation>?,
        name: Title,
        jobTitle: Title?,
        role: InterviewerRole,
        notes: Prose?
    ) {
        self.owner = owner
        self.id = id
        self.organisation = organisation
        self.name = name
        self.jobTitle = jobTitle
        self.role = role
        self.notes = notes
    }
}

extension Person {
    /// Columns: id, organisation_id, name, job_title, role, notes, revision, updated_at.
    init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            organisation: try row.optionalID(),
            name: try row.checked(),
            jobTitle: try row.optionalChecked(),
            role: try row.word(),
            notes: try row.optionalChecked(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement<NewPerson, Person> {
    public static let createPerson = Statement(
        name: "create_person",
        sql: """
            INSERT INTO person (owner_id, id, organisation_id, name, job_title, role, notes)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            RETURNING id, organisation_id, name, job_title, role, notes, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.id), .id($0.organisation), .value($0.name), .value($0.jobTitle), .word($0.role),
                .value($0.notes),
            ]
        },
        decode: { row throws(RowError) in try Person(row: &row) }
    )
}

extension Statement where Input == OwnerPage, Output == Person {
    public static let people = Statement(
        name: "people",
        sql: """
            SELECT id, organisation_id, name, job_title, role, notes, revision, updated_at FROM person
            WHERE owner_id = $1 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Person(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, organisation: ID<Organisation>), Output == Person {
    public static let peopleOfOrganisation = Statement(
        name: "people_of_organisation",
        sql: """
            SELECT id, organisation_id, name, job_title, role, notes, revision, updated_at FROM person
            WHERE owner_id = $1 AND organisation_id = $4 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.organisation)] },
        decode: { row throws(RowError) in try Person(row: &row) }
    )
}

extension Statement where Input == OwnedID<Person>, Output == Person {
    /// The row locked until the end of the transaction, for an edit.
    public static let personForUpdate = Statement(
        name: "person_for_update",
        sql: """
            SELECT id, organisation_id, name, job_title, role, notes, revision, updated_at FROM person
            WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Person(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, edited: Person), Output == Person {
    /// Stores an edited row and counts its revision on.
    public static let updatePerson = Statement(
        name: "update_person",
        sql: """
            UPDATE person
            SET name = $3, job_title = $4, role = $5, notes = $6, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $7
            RETURNING id, organisation_id, name, job_title, role, notes, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.edited.id), .value($0.edited.name), .value($0.edited.jobTitle),
                .word($0.edited.role), .value($0.edited.notes), .int($0.edited.revision),
            ]
        },
        decode: { row throws(RowError) in try Person(row: &row) }
    )
}
