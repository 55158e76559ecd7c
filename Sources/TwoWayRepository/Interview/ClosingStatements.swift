import TwoWayModel

/// An item on its way into the plan of a later interview.
public struct CarriedItem: Sendable {
    /// The item that was not asked.
    public let item: ID<PlanItem>
    public let interview: ID<Interview>
    /// The id of the new item.
    public let newID: ID<PlanItem>

    public init(item: ID<PlanItem>, interview: ID<Interview>, newID: ID<PlanItem>) {
        self.item = item
        self.interview = interview
        self.newID = newID
    }
}

/// An item that is dropped, with the reason.
public struct DroppedItem: Sendable {
    public let item: ID<PlanItem>
    public let reason: Line

    public init(item: ID<PlanItem>, reason: Line) {
        self.item = item
        self.reason = reason
    }
}

/// An interview that items can be carried over to.
public struct InterviewToCome: Sendable {
    public let id: ID<Interview>
    public let round: Int
    public let start: Timestamp?
}

extension Statement where Input == OwnedID<Interview>, Output == ID<Opportunity> {
    /// The opportunity of an interview, locked until the end of the transaction: whoever carries items from one
    /// interview to another takes this lock, after those of the interviews, and no interview is noted meanwhile.
    public static let lockedOpportunityOfInterview = Statement(
        name: "locked_opportunity_of_interview",
        sql: """
            SELECT id FROM opportunity
            WHERE owner_id = $1 AND id = (SELECT opportunity_id FROM interview WHERE owner_id = $1 AND id = $2)
            FOR NO KEY UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == ID<Opportunity> {
    /// The opportunity, locked as `lockedOpportunityOfInterview` locks it.
    public static let lockedOpportunity = Statement(
        name: "locked_opportunity",
        sql: "SELECT id FROM opportunity WHERE owner_id = $1 AND id = $2 FOR NO KEY UPDATE",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == InterviewToCome {
    /// The other interviews of the same opportunity that are proposed or scheduled, locked until the end of the
    /// transaction.
    public static let lockedInterviewsToCome = Statement(
        name: "locked_interviews_to_come",
        sql: """
            SELECT id, round, scheduled_start FROM interview
            WHERE owner_id = $1 AND id <> $2 AND state IN ('proposed', 'scheduled')
                AND opportunity_id = (SELECT i.opportunity_id FROM interview i WHERE i.owner_id = $1 AND i.id = $2)
            ORDER BY id
            FOR NO KEY UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            InterviewToCome(id: try row.id(), round: try row.int(), start: try row.optionalTime())
        }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == Interview {
    /// The next of the other interviews of the same opportunity: by its start, then by its round.
    public static let nextInterview = Statement(
        name: "next_interview",
        sql: """
            SELECT i.id, i.opportunity_id, i.round, i.title, i.format, i.scheduled_start, i.scheduled_end, i.time_zone,
                i.local_start, i.question_minutes, i.state, i.revision, i.updated_at, w.persons, w.names, w.roles
            FROM (
                SELECT id, opportunity_id, round, title, format, scheduled_start, scheduled_end, time_zone, local_start,
                    question_minutes, state, revision, updated_at
                FROM interview
                WHERE owner_id = $1 AND id <> $2 AND state IN ('proposed', 'scheduled')
                    AND opportunity_id = (SELECT t.opportunity_id FROM interview t WHERE t.owner_id = $1 AND t.id = $2)
                ORDER BY scheduled_start, round, id LIMIT 1
            ) i
            LEFT JOIN LATERAL (
                SELECT array_agg(r.person_id ORDER BY r.position, r.person_id) AS persons,
                    array_agg(p.name ORDER BY r.position, r.person_id) AS names,
                    array_agg(r.role ORDER BY r.position, r.person_id) AS roles
                FROM interviewer r JOIN person p ON p.owner_id = r.owner_id AND p.id = r.person_id
                WHERE r.owner_id = $1 AND r.interview_id = i.id
            ) w ON true
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Interview(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, interviews: [ID<Interview>]), Output == ID<Interview> {
    /// Those of the interviews that are the owner's.
    public static let ownInterviews = Statement(
        name: "own_interviews",
        sql: "SELECT id FROM interview WHERE owner_id = $1 AND id = ANY ($2)",
        bind: { [.id($0.owner), .ids($0.interviews)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == ID<PlanItem> {
    /// What waits for the next interview of an opportunity: must-asks, and what the candidate wanted carried over, of
    /// interviews that are over and had no next one.
    public static let waitingItems = Statement(
        name: "waiting_items",
        sql: """
            SELECT p.id
            FROM interview i JOIN plan_item p ON p.owner_id = i.owner_id AND p.interview_id = i.id
            WHERE i.owner_id = $1 AND i.opportunity_id = $2
                AND (i.state = 'closed' AND p.state = 'deferred' AND (p.must_ask OR p.carry_wanted)
                    OR i.state = 'no_show' AND p.state IN ('planned', 'deferred') AND p.must_ask)
            ORDER BY i.round, i.id, p.position, p.id
            LIMIT 100
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == (owner: ID<Account>, items: [CarriedItem]), Output == ID<PlanItem> {
    /// Puts items at the end of later plans, in the order given, and marks them as moved; answers the ids of the new
    /// ones.
    ///
    /// An item that the plan has already is not put there again (R11).
    public static let carryItems = Statement(
        name: "carry_items",
        sql: """
            WITH sent AS (
                SELECT * FROM unnest($2, $3, $4) WITH ORDINALITY AS s (item_id, interview_id, new_id, ordinal)
            ), plans AS (
                INSERT INTO plan (owner_id, interview_id)
                SELECT DISTINCT $1::uuid, s.interview_id FROM sent s
                ON CONFLICT (owner_id, interview_id) DO UPDATE SET revision = plan.revision + 1, updated_at = now()
                RETURNING interview_id
            ), moved AS (
                UPDATE plan_item p SET state = 'moved', carry_wanted = false
                FROM sent s WHERE p.owner_id = $1 AND p.id = s.item_id
            )
            INSERT INTO plan_item (owner_id, interview_id, id, origin, carried_from, library_id, library_version,
                question_key, own_question_id, belief_id, contradiction_id, text, target_person_id, target_role,
                must_ask, minutes, priorities, hints, position)
            SELECT $1, s.interview_id, s.new_id, 'carried', p.id, p.library_id, p.library_version, p.question_key,
                p.own_question_id, p.belief_id, p.contradiction_id, p.text, p.target_person_id, p.target_role,
                p.must_ask, p.minutes, p.priorities, p.hints,
                (SELECT coalesce(max(t.position), -1) FROM plan_item t
                    WHERE t.owner_id = $1 AND t.interview_id = s.interview_id) + s.ordinal
            FROM sent s
            JOIN plans ON plans.interview_id = s.interview_id
            JOIN plan_item p ON p.owner_id = $1 AND p.id = s.item_id
            ORDER BY s.ordinal
            ON CONFLICT (owner_id, carried_from, interview_id) DO NOTHING
            RETURNING id
            """,
        bind: {
            [.id($0.owner), .ids($0.items.map(\.item)), .ids($0.items.map(\.interview)), .ids($0.items.map(\.newID))]
        },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == (owner: ID<Account>, interviews: [ID<Interview>]), Output == Int {
    /// The number of items of the longest of the plans; 0 without any.
    public static let longestPlan = Statement(
        name: "longest_plan",
        sql: """
            SELECT coalesce(max(n), 0) FROM (
                SELECT count(*) AS n FROM plan_item WHERE owner_id = $1 AND interview_id = ANY ($2) GROUP BY interview_id
            ) AS counted
            """,
        bind: { [.id($0.owner), .ids($0.interviews)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == (owner: ID<Account>, items: [DroppedItem]), Output == Void {
    public static let dropItems = Statement(
        name: "drop_items",
        sql: """
            UPDATE plan_item p SET state = 'dropped', drop_reason = s.reason
            FROM unnest($2, $3) AS s (item_id, reason)
            WHERE p.owner_id = $1 AND p.id = s.item_id
            """,
        bind: { [.id($0.owner), .ids($0.items.map(\.item)), .textArray($0.items.map(\.reason.text))] }
    )
}

extension Statement where Input == (owner: ID<Account>, items: [ID<PlanItem>]), Output == Void {
    /// For items that are asked by mail: they leave the plan for a follow-up.
    public static let moveItems = Statement(
        name: "move_items",
        sql: "UPDATE plan_item SET state = 'moved' WHERE owner_id = $1 AND id = ANY ($2)",
        bind: { [.id($0.owner), .ids($0.items)] }
    )

    /// Marks items that the candidate wants in the next plan, which is not there yet.
    public static let wantItemsCarried = Statement(
        name: "want_items_carried",
        sql: "UPDATE plan_item SET state = 'deferred', carry_wanted = true WHERE owner_id = $1 AND id = ANY ($2)",
        bind: { [.id($0.owner), .ids($0.items)] }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == ID<PlanItem> {
    /// Puts off whatever is still planned, and answers all that is put off, in the order of the plan.
    public static let deferPlannedItems = Statement(
        name: "defer_planned_items",
        sql: """
            WITH put_off AS (
                UPDATE plan_item SET state = 'deferred'
                WHERE owner_id = $1 AND interview_id = $2 AND state = 'planned'
                RETURNING id, position
            )
            SELECT id FROM (
                SELECT id, position FROM put_off
                UNION
                SELECT id, position FROM plan_item WHERE owner_id = $1 AND interview_id = $2 AND state = 'deferred'
            ) AS waiting
            ORDER BY position, id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}
