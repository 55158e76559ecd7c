import Foundation
import TwoWayModel

/// A coach about to learn which clients have an interview soon.
public struct ClientInterviewsReading: Sendable {
    public let coach: ID<Account>
    public let now: Timestamp
    public let method: String
    /// Whom it is asked of, each once.
    public let candidates: [ID<Account>]
    /// An id for the receipt of reading schedules and one for that of reading plans, for each candidate in turn.
    public let receipts: [UUID]

    public init(coach: ID<Account>, now: Timestamp, method: String, candidates: [ID<Account>], receipts: [UUID]) {
        self.coach = coach
        self.now = now
        self.method = method
        self.candidates = candidates
        self.receipts = receipts
    }
}

/// What shares let a coach know of the coming interviews of one candidate.
public struct ClientInterviews: Sendable {
    public let candidate: ID<Account>
    public let soon: Int
    public let unprepared: Int
}

extension Statement<ClientInterviewsReading, ClientInterviews> {
    /// A row for each candidate of whom a share tells of an interview within 48 hours.
    ///
    /// A live share of an interview comes before snapshots, and a newer snapshot before an older one, as when the interview
    /// is read. The state counts where it is open, too: that an interview is off is not told by its missing here. What is
    /// counted was read, so that the shares that told of it have a receipt each of the first interview (R17).
    public static let clientInterviews = Statement(
        name: "client_interviews",
        sql: """
            WITH client AS MATERIALIZED (
                SELECT c.owner_id, ($5::uuid[])[2 * c.n - 1] AS schedule_receipt, ($5::uuid[])[2 * c.n] AS plan_receipt
                FROM unnest($4::uuid[]) WITH ORDINALITY AS c (owner_id, n)
            ), coming AS MATERIALIZED (
                SELECT i.owner_id, i.id, i.opportunity_id, i.scheduled_start AS starts_at, i.state
                FROM client c
                JOIN interview i ON i.owner_id = c.owner_id AND i.scheduled_start >= $2
                    AND i.scheduled_start <= $2 + interval '48 hours'
            ), kept AS (
                SELECT DISTINCT ON (s.owner_id, part ->> 'id') s.owner_id, s.id AS share_id, s.opportunity_id,
                    s.interview_id AS only_id, (part ->> 'id')::uuid AS id, (part ->> 'scheduledStart')::timestamptz AS starts_at,
                    part ->> 'state' AS state
                FROM client c
                CROSS JOIN LATERAL (SELECT s.* FROM live_share s
                    WHERE s.owner_id = c.owner_id AND s.coach_id = $1 AND s.mode = 'snapshot' AND s.subject = 'interviews'
                    ORDER BY s.id DESC LIMIT 20) s
                JOIN share d ON d.owner_id = s.owner_id AND d.id = s.id
                CROSS JOIN LATERAL jsonb_array_elements(d.document -> 'interviews') AS part
                ORDER BY s.owner_id, part ->> 'id', s.id DESC
            ), soon AS MATERIALIZED (
                SELECT i.owner_id, i.id, i.starts_at, s.id AS share_id, i.opportunity_id, s.only_id, true AS is_live
                FROM coming i
                CROSS JOIN LATERAL (SELECT s.id, s.interview_id AS only_id FROM live_share s
                    WHERE s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id AND s.coach_id = $1
                        AND s.mode = 'live' AND s.subject = 'interviews' AND s.fields && '{schedule}'
                        AND (s.interview_id IS NULL OR s.interview_id = i.id)
                    ORDER BY s.id DESC LIMIT 1) s
                WHERE i.state IN ('proposed', 'scheduled') OR NOT EXISTS (SELECT FROM live_share s
                    WHERE s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id AND s.coach_id = $1
                        AND s.mode = 'live' AND s.subject = 'interviews' AND s.fields && '{overview}'
                        AND (s.interview_id IS NULL OR s.interview_id = i.id))
                UNION ALL
                SELECT k.owner_id, k.id, k.starts_at, k.share_id, k.opportunity_id, k.only_id, false FROM kept k
                WHERE k.starts_at >= $2 AND k.starts_at <= $2 + interval '48 hours'
                    AND (k.state IS NULL OR k.state IN ('proposed', 'scheduled'))
                    AND NOT EXISTS (SELECT FROM live_share s
                        WHERE s.owner_id = k.owner_id AND s.opportunity_id = k.opportunity_id AND s.coach_id = $1
                            AND s.mode = 'live' AND s.subject = 'interviews'
                            AND (s.interview_id IS NULL OR s.interview_id = k.id))
            ), planned AS MATERIALIZED (
                SELECT i.owner_id, i.starts_at, i.opportunity_id, s.id AS share_id, s.only_id,
                    EXISTS (SELECT FROM plan_item p WHERE p.owner_id = i.owner_id AND p.interview_id = i.id
                        AND p.state IN ('planned', 'asked')) AS is_ready
                FROM soon i
                CROSS JOIN LATERAL (SELECT s.id, s.interview_id AS only_id FROM live_share s
                    WHERE s.owner_id = i.owner_id AND s.opportunity_id = i.opportunity_id AND s.coach_id = $1
                        AND s.mode = 'live' AND s.subject = 'plans' AND s.fields && '{questions}'
                        AND (s.interview_id IS NULL OR s.interview_id = i.id)
                    ORDER BY s.id DESC LIMIT 1) s
                WHERE i.is_live
            ), trace AS (
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, opportunity_id, interview_id)
                (SELECT DISTINCT ON (i.owner_id) i.owner_id, c.schedule_receipt, i.share_id, $1::uuid, $3::text, 'interviews',
                    i.opportunity_id, i.only_id
                FROM soon i JOIN client c ON c.owner_id = i.owner_id ORDER BY i.owner_id, i.starts_at, i.share_id)
                UNION ALL
                (SELECT DISTINCT ON (i.owner_id) i.owner_id, c.plan_receipt, i.share_id, $1::uuid, $3::text, 'plans',
                    i.opportunity_id, i.only_id
                FROM planned i JOIN client c ON c.owner_id = i.owner_id ORDER BY i.owner_id, i.starts_at, i.share_id)
            )
            SELECT i.owner_id, least(count(*), 100), least((SELECT count(*) FROM planned p
                WHERE p.owner_id = i.owner_id AND NOT p.is_ready), 100)
            FROM soon i GROUP BY i.owner_id
            """,
        bind: {
            [
                .id($0.coach), .time($0.now), .text($0.method), .ids($0.candidates), .uuidArray($0.receipts),
            ]
        },
        decode: { row throws(RowError) in
            ClientInterviews(candidate: try row.id(), soon: try row.int(), unprepared: try row.int())
        }
    )
}
