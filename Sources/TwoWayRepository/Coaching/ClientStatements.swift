import Foundation
import TwoWayModel

/// A page of the coach's clients, those with whom something happened last at the top.
public struct ClientPage: Sendable {
    public let coach: ID<Account>
    /// Rows below this time and id; nil on the first page.
    public let before: (time: Timestamp, id: UUID)?
    public let rows: Int
    /// The day in the zone of the coach.
    public let today: Day

    public init(coach: ID<Account>, before: (time: Timestamp, id: UUID)?, rows: Int, today: Day) {
        self.coach = coach
        self.before = before
        self.rows = rows
        self.today = today
    }
}

extension Statement<ClientPage, Client> {
    /// The page first, then for each client of it what waits; nothing is counted beyond 100.
    public static let clients = Statement(
        name: "clients",
        sql: """
            WITH page AS MATERIALIZED (
                SELECT r.owner_id, r.id, r.status, r.active_at FROM relationship r
                WHERE r.coach_id = $1 AND r.status <> 'ended'
                    AND (r.active_at, r.id) < ((SELECT coalesce($2, 'infinity')),
                        (SELECT coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)))
                ORDER BY r.active_at DESC, r.id DESC LIMIT $4
            ), open AS MATERIALIZED (
                SELECT s.owner_id, s.opportunity_id, bool_or(s.subject = 'assessment') AS assessed
                FROM page p
                JOIN live_share s ON s.owner_id = p.owner_id AND s.relationship_id = p.id AND s.coach_id = $1
                GROUP BY s.owner_id, s.opportunity_id
            )
            SELECT p.id, p.owner_id, a.display_name, p.status, p.active_at, overdue.total, closed.total,
                unread.total, unread.about, due.total, ending.total
            FROM page p
            JOIN account a ON a.id = p.owner_id
            LEFT JOIN read_mark m ON m.owner_id = $1 AND m.relationship_id = p.id
            CROSS JOIN LATERAL (SELECT count(*) AS total FROM (
                SELECT FROM prompt q
                WHERE q.owner_id = p.owner_id AND q.relationship_id = p.id AND q.coach_id = $1 AND p.status = 'active'
                    AND q.state = 'open' AND q.due_on < $5
                    AND (q.opportunity_id IS NULL OR (q.owner_id, q.opportunity_id) IN (SELECT s.owner_id, s.opportunity_id FROM open s))
                LIMIT 100) x) overdue
            CROSS JOIN LATERAL (SELECT count(*) AS total FROM (
                SELECT FROM prompt q
                WHERE q.owner_id = p.owner_id AND q.relationship_id = p.id AND q.coach_id = $1 AND p.status = 'active'
                    AND q.state IN ('answered', 'done', 'declined')
                    AND q.closed_at > (SELECT coalesce(m.seen_at, '-infinity'))
                    AND (q.opportunity_id IS NULL OR (q.owner_id, q.opportunity_id) IN (SELECT s.owner_id, s.opportunity_id FROM open s))
                LIMIT 100) x) closed
            CROSS JOIN LATERAL (
                SELECT count(*) AS total,
                    coalesce(array_agg(DISTINCT x.opportunity_id) FILTER (WHERE x.opportunity_id IS NOT NULL), '{}') AS about
                FROM (
                    SELECT c.opportunity_id FROM comment c
                    WHERE c.owner_id = p.owner_id AND c.relationship_id = p.id AND c.coach_id = $1
                        AND p.status = 'active' AND c.author = 'candidate'
                        AND c.created_at > (SELECT coalesce(m.seen_at, '-infinity'))
                        AND (c.opportunity_id IS NULL OR (c.owner_id, c.opportunity_id) IN (SELECT s.owner_id, s.opportunity_id FROM open s))
                    LIMIT 100) x
            ) unread
            CROSS JOIN LATERAL (SELECT count(*) AS total FROM (
                SELECT FROM opinion o
                WHERE o.owner_id = p.owner_id AND o.relationship_id = p.id AND o.coach_id = $1
                    AND o.state IN ('open', 'sealed') AND NOT o.coach_sealed
                    AND (o.owner_id, o.opportunity_id) IN (SELECT s.owner_id, s.opportunity_id FROM open s WHERE s.assessed)
                LIMIT 100) x) due
            CROSS JOIN LATERAL (SELECT count(*) AS total FROM (
                SELECT FROM share s
                WHERE s.owner_id = p.owner_id AND s.relationship_id = p.id AND s.coach_id = $1 AND p.status = 'active'
                    AND s.revoked_at IS NULL AND s.valid_from <= now() AND s.valid_until > now()
                    AND s.valid_until < now() + interval '7 days'
                LIMIT 100) x) ending
            ORDER BY p.active_at DESC, p.id DESC
            """,
        bind: { [.id($0.coach), .time($0.before?.time), .uuid($0.before?.id), .int($0.rows), .day($0.today)] },
        decode: { row throws(RowError) in
            Client(
                relationship: try row.id(),
                candidate: try row.id(),
                name: try row.checked(),
                status: try row.word(),
                activeAt: try row.time(),
                attention: ClientAttention(
                    promptsOverdue: try row.int(),
                    promptsClosed: try row.int(),
                    commentsUnread: try row.int(),
                    unreadAbout: try row.ids(),
                    opinionsDue: try row.int(),
                    sharesEnding: try row.int()
                )
            )
        }
    )
}
