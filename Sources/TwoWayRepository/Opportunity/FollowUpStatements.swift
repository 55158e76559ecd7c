import Foundation
import TwoWayModel

/// A page of one's follow-ups, those that are due first at the top.
public struct FollowUpPage: Sendable {
    public let owner: ID<Account>
    /// Rows after this day and id; nil on the first page.
    public let after: (day: Day, id: UUID)?
    /// How many rows at the most.
    public let rows: Int
    /// Only those of this opportunity.
    public let opportunity: ID<Opportunity>?
    /// Only those in this state.
    public let state: FollowUp.State?
    /// Only what is due before this day.
    public let dueBefore: Day?

    public init(
        owner: ID<Account>,
        after: (day: Day, id: UUID)?,
        rows: Int,
        opportunity: ID<Opportunity>?,
        state: FollowUp.State?,
        dueBefore: Day?
    ) {
        self.owner = owner
        self.after = after
        self.rows = rows
        self.opportunity = opportunity
        self.state = state
        self.dueBefore = dueBefore
    }
}

extension FollowUp {
    /// The day by which a list is ordered: 9999-12-31 for what has none.
    public var orderDay: Day { dueOn ?? Day(daysSince1970: 2_932_896) }
}

/// Follow-ups on their way from an interview.
public struct SentFollowUps: Sendable {
    public struct Entry: Sendable {
        public var id: ID<FollowUp>
        public var person: ID<Person>?
        public var owedBy: FollowUp.Side
        public var text: Line
        public var dueOn: Day?

        public init(id: ID<FollowUp>, person: ID<Person>?, owedBy: FollowUp.Side, text: Line, dueOn: Day?) {
            self.id = id
            self.person = person
            self.owedBy = owedBy
            self.text = text
            self.dueOn = dueOn
        }
    }

    public var interview: OwnedID<Interview>
    /// No two with the same id.
    public var followUps: [Entry]

    public init(interview: OwnedID<Interview>, followUps: [Entry]) {
        self.interview = interview
        self.followUps = followUps
    }
}

/// Questions of an interview that are to be asked by mail.
public struct Mailings: Sendable {
    public struct Entry: Sendable {
        /// The id of the new follow-up; person and text are those of the item.
        public var id: ID<FollowUp>
        public var item: ID<PlanItem>
        public var dueOn: Day?

        public init(id: ID<FollowUp>, item: ID<PlanItem>, dueOn: Day?) {
            self.id = id
            self.item = item
            self.dueOn = dueOn
        }
    }

    public var interview: OwnedID<Interview>
    public var entries: [Entry]

    public init(interview: OwnedID<Interview>, entries: [Entry]) {
        self.interview = interview
        self.entries = entries
    }
}

extension FollowUp {
    /// Columns: id, opportunity_id, interview_id, person_id, item_id, owed_by, text, due_on, state, revision,
    /// updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            opportunity: try row.id(),
            interview: try row.optionalID(),
            person: try row.optionalID(),
            item: try row.optionalID(),
            owedBy: try row.word(),
            text: try row.checked(),
            dueOn: try row.optionalDay(),
            state: try row.word(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement where Input == (owner: ID<Account>, followUp: FollowUp), Output == FollowUp {
    /// Stores a new follow-up; no row if the interview is not one of the opportunity.
    public static let createFollowUp = Statement(
        name: "create_follow_up",
        sql: """
            INSERT INTO follow_up (owner_id, id, opportunity_id, interview_id, person_id, owed_by, text, due_on)
            SELECT $1, $2, o.id, $4, $5, $6, $7, $8
            FROM opportunity o
            WHERE o.owner_id = $1 AND o.id = $3 AND ($4 IS NULL OR EXISTS (
                SELECT FROM interview i WHERE i.owner_id = $1 AND i.id = $4 AND i.opportunity_id = o.id))
            RETURNING id, opportunity_id, interview_id, person_id, item_id, owed_by, text, due_on, state, revision,
                updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.followUp.id), .id($0.followUp.opportunity), .id($0.followUp.interview),
                .id($0.followUp.person), .word($0.followUp.owedBy), .value($0.followUp.text), .day($0.followUp.dueOn),
            ]
        },
        decode: { row throws(RowError) in try FollowUp(row: &row) }
    )

    /// Stores an edited follow-up and counts its revision on.
    public static let updateFollowUp = Statement(
        name: "update_follow_up",
        sql: """
            UPDATE follow_up
            SET person_id = $3, owed_by = $4, text = $5, due_on = $6, state = $7, revision = revision + 1,
                updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $8
            RETURNING id, opportunity_id, interview_id, person_id, item_id, owed_by, text, due_on, state, revision,
                updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.followUp.id), .id($0.followUp.person), .word($0.followUp.owedBy),
                .value($0.followUp.text), .day($0.followUp.dueOn), .word($0.followUp.state),
                .int($0.followUp.revision),
            ]
        },
        decode: { row throws(RowError) in try FollowUp(row: &row) }
    )
}

extension Statement where Input == OwnedID<FollowUp>, Output == FollowUp {
    /// The row locked until the end of the transaction, for an edit.
    public static let followUpForUpdate = Statement(
        name: "follow_up_for_update",
        sql: """
            SELECT id, opportunity_id, interview_id, person_id, item_id, owed_by, text, due_on, state, revision,
                updated_at
            FROM follow_up
            WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try FollowUp(row: &row) }
    )
}

extension Statement where Input == FollowUpPage, Output == FollowUp {
    /// Follow-ups by their day, those without one last.
    public static let followUps = Statement(
        name: "follow_ups",
        sql: """
            SELECT id, opportunity_id, interview_id, person_id, item_id, owed_by, text, due_on, state, revision,
                updated_at
            FROM follow_up
            WHERE owner_id = $1
                AND (coalesce(due_on, DATE '9999-12-31'), id)
                    > (coalesce($2, DATE '-infinity'), coalesce($3, '00000000-0000-0000-0000-000000000000'::uuid))
                AND ($5::uuid IS NULL OR opportunity_id = $5) AND ($6::text IS NULL OR state = $6)
                AND ($7::date IS NULL OR coalesce(due_on, DATE '9999-12-31') < $7)
            ORDER BY coalesce(due_on, DATE '9999-12-31'), id LIMIT $4
            """,
        bind: {
            [
                .id($0.owner), .day($0.after?.day), .uuid($0.after?.id), .int($0.rows), .id($0.opportunity),
                .word($0.state), .day($0.dueBefore),
            ]
        },
        decode: { row throws(RowError) in try FollowUp(row: &row) }
    )
}

extension Statement where Input == SentFollowUps, Output == ID<FollowUp> {
    /// Writes the follow-ups that are new and answers their ids.
    ///
    /// Passed over, for the caller to find out: ids that are there already, people that are not the owner's, and
    /// everything of an interview that takes no more.
    public static let recordFollowUps = Statement(
        name: "record_follow_ups",
        sql: """
            INSERT INTO follow_up (owner_id, id, opportunity_id, interview_id, person_id, owed_by, text, due_on)
            SELECT $1, s.id, i.opportunity_id, i.id, s.person_id, s.owed_by, s.text, DATE '1970-01-01' + s.day::int
            FROM unnest($3, $4, $5, $6, $7) AS s (id, person_id, owed_by, text, day)
            JOIN interview i ON i.owner_id = $1 AND i.id = $2 AND i.state NOT IN ('closed', 'cancelled', 'no_show')
            LEFT JOIN person p ON p.owner_id = $1 AND p.id = s.person_id
            WHERE s.person_id IS NULL OR p.id IS NOT NULL
            ON CONFLICT (owner_id, id) DO NOTHING
            RETURNING id
            """,
        bind: {
            [
                .id($0.interview.owner), .id($0.interview.id), .ids($0.followUps.map(\.id)),
                .uuidArray($0.followUps.map { $0.person?.rawValue }), .textArray($0.followUps.map(\.owedBy.rawValue)),
                .textArray($0.followUps.map(\.text.text)), .intArray($0.followUps.map { $0.dueOn?.daysSince1970 }),
            ]
        },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == SentFollowUps, Output == FollowUp {
    /// What is stored under the ids that were sent, in whichever interview of the owner.
    public static let storedFollowUps = Statement(
        name: "stored_follow_ups",
        sql: """
            SELECT id, opportunity_id, interview_id, person_id, item_id, owed_by, text, due_on, state, revision,
                updated_at
            FROM follow_up
            WHERE owner_id = $1 AND id = ANY ($2)
            """,
        bind: { [.id($0.interview.owner), .ids($0.followUps.map(\.id))] },
        decode: { row throws(RowError) in try FollowUp(row: &row) }
    )
}

extension Statement where Input == Mailings, Output == FollowUp {
    /// Writes follow-ups of questions that are asked by mail, one for an item (R11).
    public static let createMailings = Statement(
        name: "create_mailings",
        sql: """
            INSERT INTO follow_up (owner_id, id, opportunity_id, interview_id, person_id, item_id, owed_by, text, due_on)
            SELECT $1, s.id, i.opportunity_id, i.id, t.target_person_id, t.id, 'candidate', t.text,
                DATE '1970-01-01' + s.day::int
            FROM unnest($3, $4, $5) WITH ORDINALITY AS s (id, item_id, day, ordinal)
            JOIN interview i ON i.owner_id = $1 AND i.id = $2
            JOIN plan_item t ON t.owner_id = $1 AND t.interview_id = i.id AND t.id = s.item_id
            ORDER BY s.ordinal
            ON CONFLICT (owner_id, item_id) DO NOTHING
            RETURNING id, opportunity_id, interview_id, person_id, item_id, owed_by, text, due_on, state, revision,
                updated_at
            """,
        bind: {
            [
                .id($0.interview.owner), .id($0.interview.id), .ids($0.entries.map(\.id)),
                .ids($0.entries.map(\.item)), .intArray($0.entries.map { $0.dueOn?.daysSince1970 }),
            ]
        },
        decode: { row throws(RowError) in try FollowUp(row: &row) }
    )
}
