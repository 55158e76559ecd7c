import Foundation
import TwoWayModel

/// A layer as it is stored; what it lies over last, where it is orphaned, is JSON text, which the service reads.
public struct StoredLayer: Sendable {
    public let layer: QuestionLayer
    /// A JSON object of `KeptQuestion`.
    public let copy: [UInt8]?
}

/// A version on its way into an upgrade; the document is JSON text, which the service reads.
public struct StoredEdition: Sendable {
    public let number: Int
    public let document: [UInt8]
}

extension Statement where Input == OwnedID<Subscription>, Output == Subscription {
    /// A subscription that is not cancelled.
    public static let liveSubscription = Statement(
        name: "live_subscription",
        sql: """
            SELECT s.id, s.library_id, l.title, s.pinned_version, coalesce(l.latest_version, s.pinned_version),
                s.policy, s.state, s.share_statistics, s.revision, s.created_at
            FROM subscription s JOIN library l ON l.owner_id = s.library_owner_id AND l.id = s.library_id
            WHERE s.owner_id = $1 AND s.id = $2 AND s.state <> 'cancelled'
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Subscription(row: &row) }
    )
}

extension Statement where Input == (subscription: OwnedID<Subscription>, to: Int), Output == StoredEdition {
    /// The pinned version and, if it is published and not yanked, the one to go to.
    public static let editionsForUpgrade = Statement(
        name: "editions_for_upgrade",
        sql: """
            SELECT v.number, v.document
            FROM subscription s
            CROSS JOIN LATERAL (SELECT l.owner_id, l.status, l.visibility FROM library l
                WHERE l.owner_id = s.library_owner_id AND l.id = s.library_id LIMIT 1) l
            JOIN library_version v ON v.owner_id = s.library_owner_id AND v.library_id = s.library_id
                AND v.number IN (s.pinned_version, $3)
            WHERE s.owner_id = $1 AND s.id = $2 AND (v.number = s.pinned_version
                OR v.yanked_at IS NULL AND l.status IN ('published', 'deprecated')
                    AND (l.visibility IN ('public', 'unlisted')
                        OR l.visibility = 'clients' AND EXISTS (SELECT FROM relationship r
                            WHERE r.owner_id = $1 AND r.coach_id = l.owner_id AND r.status = 'active')))
            """,
        bind: { [.id($0.subscription.owner), .id($0.subscription.id), .int($0.to)] },
        decode: { row throws(RowError) in StoredEdition(number: try row.int(), document: try row.json()) }
    )

    /// The pinned version and one that an upgrade left, yanked or not.
    public static let editionsForRollback = Statement(
        name: "editions_for_rollback",
        sql: """
            SELECT v.number, v.document
            FROM subscription s
            JOIN library_version v ON v.owner_id = s.library_owner_id AND v.library_id = s.library_id
                AND v.number IN (s.pinned_version, $3)
            WHERE s.owner_id = $1 AND s.id = $2
            """,
        bind: { [.id($0.subscription.owner), .id($0.subscription.id), .int($0.to)] },
        decode: { row throws(RowError) in StoredEdition(number: try row.int(), document: try row.json()) }
    )
}

extension Statement where Input == OwnedID<Subscription>, Output == StoredLayer {
    /// Everything that is laid over the questions of one library.
    public static let layers = Statement(
        name: "layers",
        sql: """
            SELECT question_key, base_revision, own_text, private_notes, hidden, priorities, position, state, copy
            FROM overlay
            WHERE owner_id = $1 AND subscription_id = $2
            ORDER BY question_key
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            let layer = QuestionLayer(
                questionKey: try row.text(),
                baseRevision: try row.int(),
                ownText: try row.optionalText(),
                privateNotes: try row.optionalText(),
                hidden: try row.bool(),
                priorities: try row.ids(),
                position: try row.optionalInt(),
                state: try row.word()
            )
            return StoredLayer(layer: layer, copy: try row.optionalJSON())
        }
    )
}

/// Layers of one subscription on their way into the table.
public struct LayerRows: Sendable {
    public let subscription: OwnedID<Subscription>
    public let layers: [QuestionLayer]
    /// JSON objects of `KeptQuestion`, one for each layer that is orphaned.
    public let copies: [[UInt8]?]

    public init(_ subscription: OwnedID<Subscription>, layers: [QuestionLayer], copies: [[UInt8]?]) {
        self.subscription = subscription
        self.layers = layers
        self.copies = copies
    }

    /// The priorities of all layers stand in one array, of which each has a slice, because PostgreSQL has no arrays of
    /// arrays of different lengths.
    fileprivate var values: [SQLValue] {
        var priorities: [ID<Priority>] = []
        var firsts: [Int] = []
        var lasts: [Int] = []
        for layer in layers {
            firsts.append(priorities.count + 1)
            priorities += layer.priorities
            lasts.append(priorities.count)
        }
        return [
            .id(subscription.owner), .id(subscription.id), .textArray(layers.map(\.questionKey)),
            .intArray(layers.map(\.baseRevision)), .textArray(layers.map(\.ownText)),
            .textArray(layers.map(\.privateNotes)), .boolArray(layers.map(\.hidden)), .intArray(firsts),
            .intArray(lasts), .ids(priorities), .intArray(layers.map(\.position)),
            .textArray(layers.map(\.state.rawValue)), .jsonArray(copies),
        ]
    }
}

extension Statement<LayerRows, Void> {
    public static let addLayers = Statement(
        name: "add_layers",
        sql: """
            INSERT INTO overlay (owner_id, subscription_id, question_key, base_revision, own_text, private_notes, hidden,
                priorities, position, state, copy)
            SELECT $1, $2, w.key, w.base, w.own_text, w.notes, w.hidden, ($10::uuid[])[w.first:w.last], w.position, w.state,
                w.copy
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $11, $12, $13)
                AS w (key, base, own_text, notes, hidden, first, last, position, state, copy)
            """,
        bind: { $0.values }
    )

    public static let changeLayers = Statement(
        name: "change_layers",
        sql: """
            UPDATE overlay o
            SET base_revision = w.base, own_text = w.own_text, private_notes = w.notes, hidden = w.hidden,
                priorities = ($10::uuid[])[w.first:w.last], position = w.position, state = w.state, copy = w.copy,
                revision = o.revision + 1, updated_at = now()
            FROM unnest($3, $4, $5, $6, $7, $8, $9, $11, $12, $13)
                AS w (key, base, own_text, notes, hidden, first, last, position, state, copy)
            WHERE o.owner_id = $1 AND o.subscription_id = $2 AND o.question_key = w.key
            """,
        bind: { $0.values }
    )
}

extension Statement where Input == (subscription: OwnedID<Subscription>, keys: [String]), Output == Void {
    public static let removeLayers = Statement(
        name: "remove_layers",
        sql: "DELETE FROM overlay WHERE owner_id = $1 AND subscription_id = $2 AND question_key = ANY ($3)",
        bind: { [.id($0.subscription.owner), .id($0.subscription.id), .textArray($0.keys)] }
    )
}

extension Statement where Input == (subscription: OwnedID<Subscription>, version: Int), Output == Revision {
    /// Pins another version, and answers the new revision of the subscription.
    public static let pinVersion = Statement(
        name: "pin_version",
        sql: """
            UPDATE subscription SET pinned_version = $3, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            RETURNING revision
            """,
        bind: { [.id($0.subscription.owner), .id($0.subscription.id), .int($0.version)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == OwnedID<Subscription>, Output == ID<Subscription> {
    /// The cancelled subscription to the same library that was made last.
    public static let lastCancelledSubscription = Statement(
        name: "last_cancelled_subscription",
        sql: """
            SELECT old.id
            FROM subscription s
            JOIN subscription old ON old.owner_id = s.owner_id AND old.library_id = s.library_id AND old.state = 'cancelled'
            WHERE s.owner_id = $1 AND s.id = $2
            ORDER BY old.id DESC LIMIT 1
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == ID<Account>, Output == Subscription {
    /// The subscriptions with a waiting upgrade that their policy may allow; the rows are locked.
    public static let waitingSubscriptions = Statement(
        name: "waiting_subscriptions",
        sql: """
            SELECT s.id, s.library_id, l.title, s.pinned_version, l.latest_version,
                s.policy, s.state, s.share_statistics, s.revision, s.created_at
            FROM subscription s JOIN library l ON l.owner_id = s.library_owner_id AND l.id = s.library_id
            WHERE s.owner_id = $1 AND s.state = 'active' AND l.latest_version > s.pinned_version
            ORDER BY s.id
            FOR UPDATE OF s
            """,
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try Subscription(row: &row) }
    )
}
