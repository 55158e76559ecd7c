import TwoWayModel

extension Statement where Input == OwnedID<Subscription>, Output == String {
    /// The keys of the library's questions that stand in a plan or were asked.
    ///
    /// From each key to the next by the index, however often a question stands in plans.
    public static let keysInUse = Statement(
        name: "keys_in_use",
        sql: """
            WITH RECURSIVE used AS (
                (SELECT p.question_key FROM plan_item p
                WHERE p.owner_id = $1 AND p.state <> 'dropped'
                    AND p.library_id = (SELECT s.library_id FROM subscription s WHERE s.owner_id = $1 AND s.id = $2)
                ORDER BY p.question_key LIMIT 1)
                UNION ALL
                SELECT (SELECT p.question_key FROM plan_item p
                    WHERE p.owner_id = $1 AND p.state <> 'dropped' AND p.question_key > u.question_key
                        AND p.library_id = (SELECT s.library_id FROM subscription s WHERE s.owner_id = $1 AND s.id = $2)
                    ORDER BY p.question_key LIMIT 1)
                FROM used u WHERE u.question_key IS NOT NULL
            )
            SELECT question_key FROM used WHERE question_key IS NOT NULL
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.text() }
    )
}

/// Revisions of questions, by key.
public struct WordingRequest: Sendable {
    public let subscription: OwnedID<Subscription>
    public let keys: [String]
    public let revisions: [Int]

    public init(_ subscription: OwnedID<Subscription>, _ wanted: [(key: String, revision: Int)]) {
        self.subscription = subscription
        keys = wanted.map(\.key)
        revisions = wanted.map(\.revision)
    }
}

/// A library's wording of a question at a revision.
public struct BaseWording: Sendable {
    public let key: String
    public let revision: Int
    public let text: String
}

extension Statement<WordingRequest, BaseWording> {
    public static let baseWordings = Statement(
        name: "base_wordings",
        sql: """
            SELECT r.question_key, r.revision, r.content ->> 'text'
            FROM subscription s CROSS JOIN unnest($3, $4) AS w (key, revision)
            JOIN question_revision r ON r.owner_id = s.library_owner_id AND r.library_id = s.library_id
                AND r.question_key = w.key AND r.revision = w.revision
            WHERE s.owner_id = $1 AND s.id = $2
            """,
        bind: {
            [.id($0.subscription.owner), .id($0.subscription.id), .textArray($0.keys), .intArray($0.revisions)]
        },
        decode: { row throws(RowError) in
            BaseWording(key: try row.text(), revision: try row.int(), text: try row.text())
        }
    )
}

/// Questions of a followed library at, or before, a version.
public struct KeysAtVersion: Sendable {
    public let subscription: OwnedID<Subscription>
    public let keys: [String]
    public let version: Int

    public init(_ subscription: OwnedID<Subscription>, _ keys: [String], at version: Int) {
        self.subscription = subscription
        self.keys = keys
        self.version = version
    }
}

extension Statement where Input == KeysAtVersion, Output == (key: String, revision: Int) {
    /// The revisions that were current at the version.
    public static let revisionsAtVersion = Statement(
        name: "revisions_at_version",
        sql: """
            SELECT r.question_key, max(r.revision)
            FROM subscription s
            JOIN question_revision r ON r.owner_id = s.library_owner_id AND r.library_id = s.library_id
                AND r.question_key = ANY ($3) AND r.since_version <= $4
            WHERE s.owner_id = $1 AND s.id = $2
            GROUP BY r.question_key
            """,
        bind: {
            [.id($0.subscription.owner), .id($0.subscription.id), .textArray($0.keys), .int($0.version)]
        },
        decode: { row throws(RowError) in (key: try row.text(), revision: try row.int()) }
    )
}

extension Statement where Input == KeysAtVersion, Output == [UInt8] {
    /// Questions that are given up before the version, each as a JSON object of `KeptQuestion`, with its key in it, from the
    /// newest earlier version that has it and that the owner can read.
    public static let lastStanding = Statement(
        name: "last_standing",
        sql: """
            WITH given_up AS (
                SELECT q.question_key, (SELECT max(v.number) FROM library_version v
                    WHERE v.owner_id = q.owner_id AND v.library_id = q.library_id
                        AND v.number >= q.first_version AND v.number < coalesce(q.retired_version, $4) AND v.number < $4
                    ) AS number, q.owner_id, q.library_id
                FROM subscription s
                JOIN question q ON q.owner_id = s.library_owner_id AND q.library_id = s.library_id
                    AND q.question_key = ANY ($3)
                WHERE s.owner_id = $1 AND s.id = $2
            ), read AS MATERIALIZED (
                SELECT v.number, v.document -> 'topics' AS topics
                FROM (SELECT DISTINCT owner_id, library_id, number FROM given_up WHERE number IS NOT NULL) g
                JOIN library_version v ON v.owner_id = g.owner_id AND v.library_id = g.library_id AND v.number = g.number
            )
            SELECT jsonb_strip_nulls(jsonb_build_object('version', r.number, 'topic', t -> 'title', 'general',
                t -> 'general', 'question', q))
            FROM read r
            CROSS JOIN LATERAL jsonb_array_elements(r.topics) t
            CROSS JOIN LATERAL jsonb_array_elements(t -> 'questions') q
            JOIN given_up g ON g.number = r.number AND g.question_key = q ->> 'key'
            """,
        bind: {
            [.id($0.subscription.owner), .id($0.subscription.id), .textArray($0.keys), .int($0.version)]
        },
        decode: { row throws(RowError) in try row.json() }
    )
}
