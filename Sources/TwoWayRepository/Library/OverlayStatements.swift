import Foundation
import TwoWayModel

/// One question of a library that is followed.
public struct FollowedQuestion: Sendable {
    public let subscription: OwnedID<Subscription>
    public let questionKey: Slug

    public init(_ subscription: OwnedID<Subscription>, _ questionKey: Slug) {
        self.subscription = subscription
        self.questionKey = questionKey
    }
}

/// What an overlay is laid on.
public struct OverlayGround: Sendable {
    public let library: ID<Library>
    public let state: Subscription.State
    /// The revision of the question at the pinned version; nil when the version has no such question.
    public let revision: Int?
}

extension Overlay {
    /// Columns: subscription_id, library_id, question_key, base_revision, own_text, private_notes, hidden, priorities,
    /// position, state, revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            subscription: try row.id(),
            library: try row.id(),
            questionKey: try row.value(),
            baseRevision: try row.int(),
            ownText: try row.optionalChecked(),
            privateNotes: try row.optionalChecked(),
            hidden: try row.bool(),
            priorities: try row.ids(),
            position: try row.optionalInt(),
            state: try row.word(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement where Input == FollowedQuestion, Output == OverlayGround {
    /// Keeps upgrades away until the end of the transaction.
    public static let overlayGround = Statement(
        name: "overlay_ground",
        sql: """
            SELECT s.library_id, s.state, (SELECT max(r.revision) FROM question q
                JOIN question_revision r ON r.owner_id = q.owner_id AND r.library_id = q.library_id
                    AND r.question_key = q.question_key AND r.since_version <= s.pinned_version
                WHERE q.owner_id = s.library_owner_id AND q.library_id = s.library_id AND q.question_key = $3
                    AND q.first_version <= s.pinned_version
                    AND (q.retired_version IS NULL OR q.retired_version > s.pinned_version))
            FROM subscription s
            WHERE s.owner_id = $1 AND s.id = $2
            FOR SHARE OF s
            """,
        bind: { [.id($0.subscription.owner), .id($0.subscription.id), .value($0.questionKey)] },
        decode: { row throws(RowError) in
            OverlayGround(library: try row.id(), state: try row.word(), revision: try row.optionalInt())
        }
    )
}

extension Statement where Input == FollowedQuestion, Output == Overlay {
    /// The row locked until the end of the transaction, for an edit.
    public static let overlayForUpdate = Statement(
        name: "overlay_for_update",
        sql: """
            SELECT o.subscription_id, s.library_id, o.question_key, o.base_revision, o.own_text, o.private_notes, o.hidden,
                o.priorities, o.position, o.state, o.revision, o.updated_at
            FROM overlay o JOIN subscription s ON s.owner_id = o.owner_id AND s.id = o.subscription_id
            WHERE o.owner_id = $1 AND o.subscription_id = $2 AND o.question_key = $3
            FOR UPDATE OF o
            """,
        bind: { [.id($0.subscription.owner), .id($0.subscription.id), .value($0.questionKey)] },
        decode: { row throws(RowError) in try Overlay(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, overlay: Overlay), Output == (Revision, Timestamp) {
    fileprivate static func values(_ input: Input) -> [SQLValue] {
        let overlay = input.overlay
        return [
            .id(input.owner), .id(overlay.subscription), .value(overlay.questionKey), .int(overlay.baseRevision),
            .value(overlay.ownText), .value(overlay.privateNotes), .bool(overlay.hidden), .ids(overlay.priorities),
            .int(overlay.position), .word(overlay.state),
        ]
    }

    /// The constraint that keeps two first overlays of a question apart.
    public static var overlayConstraint: String { "overlay_pkey" }

    public static let createOverlay = Statement(
        name: "create_overlay",
        sql: """
            INSERT INTO overlay (owner_id, subscription_id, question_key, base_revision, own_text, private_notes, hidden,
                priorities, position, state)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            RETURNING revision, updated_at
            """,
        bind: { values($0) },
        decode: { row throws(RowError) in (try row.int(), try row.time()) }
    )

    /// Stores an edited row, locked before, and counts its revision on.
    public static let updateOverlay = Statement(
        name: "update_overlay",
        sql: """
            UPDATE overlay
            SET base_revision = $4, own_text = $5, private_notes = $6, hidden = $7, priorities = $8, position = $9,
                state = $10, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND subscription_id = $2 AND question_key = $3
            RETURNING revision, updated_at
            """,
        bind: { values($0) },
        decode: { row throws(RowError) in (try row.int(), try row.time()) }
    )
}

/// A page of overlays, subscription by subscription.
public struct OverlayPage: Sendable {
    public let owner: ID<Account>
    public let subscription: ID<Subscription>?
    public let state: Overlay.State?
    /// Goes on after this subscription and key.
    public let afterSubscription: UUID?
    public let afterKey: String?
    /// How many rows at the most.
    public let rows: Int

    public init(
        owner: ID<Account>,
        subscription: ID<Subscription>?,
        state: Overlay.State?,
        after: (subscription: UUID, key: String)?,
        rows: Int
    ) {
        self.owner = owner
        self.subscription = subscription
        self.state = state
        afterSubscription = after?.subscription
        afterKey = after?.key
        self.rows = rows
    }
}

extension Statement<OverlayPage, Overlay> {
    public static let overlays = Statement(
        name: "overlays",
        sql: """
            SELECT o.subscription_id, s.library_id, o.question_key, o.base_revision, o.own_text, o.private_notes, o.hidden,
                o.priorities, o.position, o.state, o.revision, o.updated_at
            FROM overlay o JOIN subscription s ON s.owner_id = o.owner_id AND s.id = o.subscription_id
            WHERE o.owner_id = $1 AND ($2 IS NULL OR o.subscription_id = $2) AND ($3 IS NULL OR o.state = $3)
                AND ($4 IS NULL OR (o.subscription_id, o.question_key) > ($4, $5))
            ORDER BY o.subscription_id, o.question_key LIMIT $6
            """,
        bind: {
            [
                .id($0.owner), .id($0.subscription), .word($0.state), .uuid($0.afterSubscription), .text($0.afterKey),
                .int($0.rows),
            ]
        },
        decode: { row throws(RowError) in try Overlay(row: &row) }
    )
}

extension Statement where Input == OwnedID<Subscription>, Output == Bool {
    /// Whether the owner has such a subscription, also a cancelled one.
    public static let subscriptionExists = Statement(
        name: "subscription_exists",
        sql: "SELECT EXISTS (SELECT FROM subscription WHERE owner_id = $1 AND id = $2)",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement where Input == (owner: ID<Account>, keys: [ID<Priority>]), Output == ID<Priority> {
    /// Those of the keys that are of a priority in any of the owner's sets.
    public static let knownPriorities = Statement(
        name: "known_priorities",
        sql: "SELECT DISTINCT priority_key FROM priority WHERE owner_id = $1 AND priority_key = ANY ($2)",
        bind: { [.id($0.owner), .ids($0.keys)] },
        decode: { row throws(RowError) in try row.id() }
    )
}
