import Foundation
import TwoWayModel

// What a coach reads where the owner's statement looks at rows or columns that are never shared. Names that a coach may not
// see are words in their place, which the masks leave out.

extension Statement where Input == OwnedID<Interview>, Output == Interview {
    public static let sharedInterview = Statement(
        name: "shared_interview",
        sql: """
            SELECT i.id, i.opportunity_id, i.round, i.title, i.format, i.scheduled_start, i.scheduled_end, i.time_zone,
                i.local_start, i.question_minutes, i.state, i.revision, i.updated_at, w.persons, w.names, w.roles
            FROM interview i
            LEFT JOIN LATERAL (
                SELECT array_agg(r.person_id ORDER BY r.position, r.person_id) AS persons,
                    array_agg(coalesce(p.name, 'Withheld') ORDER BY r.position, r.person_id) AS names,
                    array_agg(r.role ORDER BY r.position, r.person_id) AS roles
                FROM interviewer r LEFT JOIN person p ON p.owner_id = r.owner_id AND p.id = r.person_id
                WHERE r.owner_id = $1 AND r.interview_id = i.id
            ) w ON true
            WHERE i.owner_id = $1 AND i.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Interview(row: &row) }
    )
}

/// A page of the interviews of an opportunity that a coach may see.
public struct SharedInterviewPage: Sendable {
    public let page: OwnerPage
    public let opportunity: ID<Opportunity>
    /// Only these; nil for all of the opportunity.
    public let interviews: [ID<Interview>]?
    /// Only those in this state.
    public let state: Interview.State?

    public init(page: OwnerPage, opportunity: ID<Opportunity>, interviews: [ID<Interview>]?, state: Interview.State?) {
        self.page = page
        self.opportunity = opportunity
        self.interviews = interviews
        self.state = state
    }
}

extension Statement<SharedInterviewPage, Interview> {
    /// Newest first.
    public static let sharedInterviews = Statement(
        name: "shared_interviews",
        sql: """
            SELECT i.id, i.opportunity_id, i.round, i.title, i.format, i.scheduled_start, i.scheduled_end, i.time_zone,
                i.local_start, i.question_minutes, i.state, i.revision, i.updated_at, w.persons, w.names, w.roles
            FROM (
                SELECT id, opportunity_id, round, title, format, scheduled_start, scheduled_end, time_zone, local_start,
                    question_minutes, state, revision, updated_at
                FROM interview
                WHERE owner_id = $1 AND id < $2 AND opportunity_id = $4 AND ($5::uuid[] IS NULL OR id = ANY ($5))
                    AND ($6::text IS NULL OR state = $6)
                ORDER BY id DESC LIMIT $3
            ) i
            LEFT JOIN LATERAL (
                SELECT array_agg(r.person_id ORDER BY r.position, r.person_id) AS persons,
                    array_agg(coalesce(p.name, 'Withheld') ORDER BY r.position, r.person_id) AS names,
                    array_agg(r.role ORDER BY r.position, r.person_id) AS roles
                FROM interviewer r LEFT JOIN person p ON p.owner_id = r.owner_id AND p.id = r.person_id
                WHERE r.owner_id = $1 AND r.interview_id = i.id
            ) w ON true
            ORDER BY i.id DESC
            """,
        bind: {
            [
                .id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.opportunity),
                .ids($0.interviews), .word($0.state),
            ]
        },
        decode: { row throws(RowError) in try Interview(row: &row) }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == PlanItem {
    /// Without what an item is to settle, where it comes from and what a library says beside it.
    public static let sharedPlanItems = Statement(
        name: "shared_plan_items",
        sql: """
            SELECT id, origin, NULL::uuid, NULL::int, NULL::text, NULL::uuid, NULL::uuid, NULL::uuid, NULL::uuid, text,
                target_person_id, target_role, must_ask, minutes, state, drop_reason, priorities, NULL::text, NULL::text[],
                NULL::text[], NULL::text[]
            FROM plan_item
            WHERE owner_id = $1 AND interview_id = $2
            ORDER BY position, id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try PlanItem(row: &row) }
    )
}

extension Statement where Input == (interview: ID<Interview>, page: OwnerPage), Output == Asking {
    /// Highest id first.
    public static let sharedAskings = Statement(
        name: "shared_askings",
        sql: """
            SELECT a.id, a.interview_id, a.item_id, a.text, a.person_id, coalesce(p.name, 'Withheld'), a.asked_at,
                a.outcome, a.amended_at, a.revision, w.id, w.body, w.specificity, w.captured, w.value_kind,
                w.value_number, w.value_unit, w.value_yes, w.value_day
            FROM asking a
            LEFT JOIN person p ON p.owner_id = a.owner_id AND p.id = a.person_id
            LEFT JOIN answer w ON w.owner_id = a.owner_id AND w.asking_id = a.id
            WHERE a.owner_id = $1 AND a.interview_id = $4 AND a.id < $2
            ORDER BY a.id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.interview)] },
        decode: { row throws(RowError) in try Asking(row: &row) }
    )
}
