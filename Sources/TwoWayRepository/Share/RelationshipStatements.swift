import Foundation
import TwoWayModel

extension Relationship {
    /// Columns: id, owner_id, name of the candidate, coach_id, name of the coach, status, revision, created_at, and whether
    /// the candidate and the coach have paused it.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            candidate: try row.id(),
            candidateName: try row.checked(),
            coach: try row.id(),
            coachName: try row.checked(),
            status: try row.word(),
            revision: try row.int(),
            createdAt: try row.time()
        )
        let sides = [(Role.candidate, try row.bool()), (.coach, try row.bool())].filter(\.1).map(\.0)
        pausedBy = status == .paused ? sides : nil
    }
}

extension Statement where Input == (owner: ID<Account>, id: ID<Relationship>, coach: ID<Account>), Output == Void {
    public static let inviteCoach = Statement(
        name: "invite_coach",
        sql: "INSERT INTO relationship (owner_id, id, coach_id) VALUES ($1, $2, $3)",
        bind: { [.id($0.owner), .id($0.id), .id($0.coach)] }
    )
}

extension Statement<ID<Account>, Bool> {
    /// Whether a candidate may invite this account; false also when there is none.
    public static let coachInvitable = Statement(
        name: "coach_invitable",
        sql: "SELECT sec.coach_invitable($1)",
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement where Input == OwnedID<Relationship>, Output == Relationship {
    /// As the candidate, who owns it.
    public static let relationshipOfCandidate = Statement(
        name: "relationship_of_candidate",
        sql: """
            SELECT r.id, r.owner_id, c.display_name, r.coach_id, coalesce(k.display_name, 'Closed account'), r.status, r.revision, r.created_at,
                r.candidate_paused_at IS NOT NULL, r.coach_paused_at IS NOT NULL
            FROM relationship r
            JOIN account c ON c.id = r.owner_id
            LEFT JOIN account k ON k.id = r.coach_id
            WHERE r.owner_id = $1 AND r.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Relationship(row: &row) }
    )

    /// As the coach, who is named in it.
    public static let relationshipOfCoach = Statement(
        name: "relationship_of_coach",
        sql: """
            SELECT r.id, r.owner_id, c.display_name, r.coach_id, coalesce(k.display_name, 'Closed account'), r.status, r.revision, r.created_at,
                r.candidate_paused_at IS NOT NULL, r.coach_paused_at IS NOT NULL
            FROM relationship r
            JOIN account c ON c.id = r.owner_id
            LEFT JOIN account k ON k.id = r.coach_id
            WHERE r.coach_id = $1 AND r.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Relationship(row: &row) }
    )
}

extension Statement where Input == OwnerPage, Output == Relationship {
    public static let relationshipsOfCandidate = Statement(
        name: "relationships_of_candidate",
        sql: """
            SELECT r.id, r.owner_id, c.display_name, r.coach_id, coalesce(k.display_name, 'Closed account'), r.status, r.revision, r.created_at,
                r.candidate_paused_at IS NOT NULL, r.coach_paused_at IS NOT NULL
            FROM relationship r
            JOIN account c ON c.id = r.owner_id
            LEFT JOIN account k ON k.id = r.coach_id
            WHERE r.owner_id = $1 AND r.id < $2
            ORDER BY r.id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Relationship(row: &row) }
    )

    public static let relationshipsOfCoach = Statement(
        name: "relationships_of_coach",
        sql: """
            SELECT r.id, r.owner_id, c.display_name, r.coach_id, coalesce(k.display_name, 'Closed account'), r.status, r.revision, r.created_at,
                r.candidate_paused_at IS NOT NULL, r.coach_paused_at IS NOT NULL
            FROM relationship r
            JOIN account c ON c.id = r.owner_id
            LEFT JOIN account k ON k.id = r.coach_id
            WHERE r.coach_id = $1 AND r.id < $2
            ORDER BY r.id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Relationship(row: &row) }
    )
}

/// A move of a relationship, from exactly the status it was read at.
public struct RelationshipMove: Sendable {
    /// The candidate who owns it.
    public let owner: ID<Account>
    public let id: ID<Relationship>
    public let from: Relationship.Status
    public let to: Relationship.Status

    public init(owner: ID<Account>, id: ID<Relationship>, from: Relationship.Status, to: Relationship.Status) {
        self.owner = owner
        self.id = id
        self.from = from
        self.to = to
    }
}

extension Statement<RelationshipMove, Void> {
    /// Ending revokes the shares by a trigger, in the same transaction (R18).
    public static let moveRelationship = Statement(
        name: "move_relationship",
        sql: """
            UPDATE relationship SET status = $4, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND status = $3
            """,
        bind: { [.id($0.owner), .id($0.id), .word($0.from), .word($0.to)] }
    )
}

/// A pause of one side, made or taken back, of a relationship at exactly the revision it was read at.
public struct RelationshipPause: Sendable {
    /// The candidate who owns it.
    public let owner: ID<Account>
    public let id: ID<Relationship>
    public let revision: Revision

    public init(owner: ID<Account>, id: ID<Relationship>, revision: Revision) {
        self.owner = owner
        self.id = id
        self.revision = revision
    }

    fileprivate var parameters: [SQLValue] { [.id(owner), .id(id), .int(revision)] }
}

extension Statement<RelationshipPause, Void> {
    public static let pauseAsCandidate = Statement(
        name: "pause_as_candidate",
        sql: """
            UPDATE relationship SET status = 'paused', candidate_paused_at = now(), revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $3
            """,
        bind: { $0.parameters }
    )

    public static let pauseAsCoach = Statement(
        name: "pause_as_coach",
        sql: """
            UPDATE relationship SET status = 'paused', coach_paused_at = now(), revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $3
            """,
        bind: { $0.parameters }
    )

    /// It stays paused while the coach has a pause, too.
    public static let resumeAsCandidate = Statement(
        name: "resume_as_candidate",
        sql: """
            UPDATE relationship SET status = CASE WHEN coach_paused_at IS NULL THEN 'active' ELSE 'paused' END,
                candidate_paused_at = NULL, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $3
            """,
        bind: { $0.parameters }
    )

    /// It stays paused while the candidate has a pause, too.
    public static let resumeAsCoach = Statement(
        name: "resume_as_coach",
        sql: """
            UPDATE relationship SET status = CASE WHEN candidate_paused_at IS NULL THEN 'active' ELSE 'paused' END,
                coach_paused_at = NULL, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $3
            """,
        bind: { $0.parameters }
    )
}
