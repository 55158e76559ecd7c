import Foundation
import TwoWayModel

/// The values of a new organisation.
public struct NewOrganisation: Sendable {
    public var owner: ID<Account>
    public var id: ID<Organisation>
    public var name: Title
    public var website: Line?
    public var notes: Prose?

    public init(owner: ID<Account>, id: ID<Organisation>, name: Title, website: Line?, notes: Prose?) {
        self.owner = owner
        self.id = id
        self.name = name
        self.website = website
        self.notes = notes
    }
}

extension Organisation {
    /// Columns: id, name, website, notes, revision, updated_at.
    init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            name: try row.checked(),
            website: try row.optionalChecked(),
            notes: try row.optionalChecked(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement<NewOrganisation, Organisation> {
    public static let createOrganisation = Statement(
        name: "create_organisation",
        sql: """
            INSERT INTO organisation (owner_id, id, name, website, notes)
            VALUES ($1, $2, $3, $4, $5)
            RETURNING id, name, website, notes, revision, updated_at
            """,
        bind: { [.id($0.owner), .id($0.id), .value($0.name), .value($0.website), .value($0.notes)] },
        decode: { row throws(RowError) in try Organisation(row: &row) }
    )
}

extension Statement where Input == OwnerPage, Output == Organisation {
    public static let organisations = Statement(
        name: "organisations",
        sql: """
            SELECT id, name, website, notes, revision, updated_at FROM organisation
            WHERE owner_id = $1 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Organisation(row: &row) }
    )
}

extension Statement where Input == OwnedID<Organisation>, Output == Organisation {
    public static let organisation = Statement(
        name: "organisation",
        sql: "SELECT id, name, website, notes, revision, updated_at FROM organisation WHERE owner_id = $1 AND id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Organisation(row: &row) }
    )

    /// The row locked until the end of the transaction, for an edit.
    public static let organisationForUpdate = Statement(
        name: "organisation_for_update",
        sql: """
            SELECT id, name, website, notes, revision, updated_at FROM organisation
            WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Organisation(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, edited: Organisation), Output == Organisation {
    /// Stores an edited row and counts its revision on.
    public static let updateOrganisation = Statement(
        name: "update_organisation",
        sql: """
            UPDATE organisation
            SET name = $3, website = $4, notes = $5, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $6
            RETURNING id, name, website, notes, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.edited.id), .value($0.edited.name), .value($0.edited.website),
                .value($0.edited.notes), .int($0.edited.revision),
            ]
        },
        decode: { row throws(RowError) in try Organisation(row: &row) }
    )
}
