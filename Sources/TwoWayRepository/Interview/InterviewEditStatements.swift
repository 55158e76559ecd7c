import TwoWayModel

/// Where a new interview of an opportunity would stand.
public struct InterviewPlace: Sendable {
    /// One more than the highest round of the opportunity.
    public let nextRound: Int
    /// How many interviews the owner has, over all opportunities.
    public let interviews: Int
}

extension Statement where Input == OwnedID<Opportunity>, Output == InterviewPlace {
    /// No row without such an opportunity.
    public static let placeOfNextInterview = Statement(
        name: "place_of_next_interview",
        sql: """
            SELECT
                (SELECT coalesce(max(i.round), 0) + 1 FROM interview i
                    WHERE i.owner_id = $1 AND i.opportunity_id = o.id),
                (SELECT count(*) FROM interview i WHERE i.owner_id = $1)
            FROM opportunity o
            WHERE o.owner_id = $1 AND o.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in InterviewPlace(nextRound: try row.int(), interviews: try row.int()) }
    )
}

extension Statement where Input == (owner: ID<Account>, people: [ID<Person>]), Output == Interviewer {
    /// Those of the people that are the owner's, each with the usual role.
    public static let peopleInUsualRole = Statement(
        name: "people_in_usual_role",
        sql: "SELECT id, name, role FROM person WHERE owner_id = $1 AND id = ANY ($2)",
        bind: { [.id($0.owner), .ids($0.people)] },
        decode: { row throws(RowError) in
            Interviewer(person: try row.id(), name: try row.checked(), role: try row.word())
        }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == ID<Person> {
    /// Everybody who was asked something in an interview, and therefore stays an interviewer (R9).
    public static let peopleAsked = Statement(
        name: "people_asked",
        sql: "SELECT DISTINCT person_id FROM asking WHERE owner_id = $1 AND interview_id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == Int {
    /// The number of must-asks without a fate, which stand in the way of closing (R11).
    public static let plannedMustAsks = Statement(
        name: "planned_must_asks",
        sql: """
            SELECT count(*) FROM plan_item
            WHERE owner_id = $1 AND interview_id = $2 AND must_ask AND state = 'planned'
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == (owner: ID<Account>, interview: Interview), Output == Void {
    /// Stores a new interview without its interviewers.
    public static let createInterview = Statement(
        name: "create_interview",
        sql: """
            INSERT INTO interview (owner_id, id, opportunity_id, round, title, format, scheduled_start, scheduled_end,
                time_zone, local_start, question_minutes, state)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
        bind: {
            [
                .id($0.owner), .id($0.interview.id), .id($0.interview.opportunity), .int($0.interview.round),
                .value($0.interview.title), .word($0.interview.format), .time($0.interview.scheduledStart),
                .time($0.interview.scheduledEnd), .value($0.interview.timeZone), .local($0.interview.localStart),
                .int($0.interview.questionMinutes), .word($0.interview.state),
            ]
        }
    )

    /// Stores an edited interview without its interviewers, and counts its revision on.
    public static let updateInterview = Statement(
        name: "update_interview",
        sql: """
            UPDATE interview
            SET title = $3, format = $4, scheduled_start = $5, scheduled_end = $6, time_zone = $7, local_start = $8,
                question_minutes = $9, state = $10, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $11
            """,
        bind: {
            [
                .id($0.owner), .id($0.interview.id), .value($0.interview.title), .word($0.interview.format),
                .time($0.interview.scheduledStart), .time($0.interview.scheduledEnd), .value($0.interview.timeZone),
                .local($0.interview.localStart), .int($0.interview.questionMinutes), .word($0.interview.state),
                .int($0.interview.revision),
            ]
        }
    )

    /// Removes the interviewers that the interview does not name any more.
    public static let removeOtherInterviewers = Statement(
        name: "remove_other_interviewers",
        sql: "DELETE FROM interviewer WHERE owner_id = $1 AND interview_id = $2 AND person_id <> ALL ($3)",
        bind: { [.id($0.owner), .id($0.interview.id), .ids($0.interview.interviewers.map(\.person))] }
    )

    /// Stores the interviewers that the interview names, in their order.
    public static let putInterviewers = Statement(
        name: "put_interviewers",
        sql: """
            INSERT INTO interviewer (owner_id, interview_id, person_id, role, position)
            SELECT $1, $2, w.person_id, w.role, w.ordinal - 1
            FROM unnest($3, $4) WITH ORDINALITY AS w (person_id, role, ordinal)
            ON CONFLICT (owner_id, interview_id, person_id)
                DO UPDATE SET role = EXCLUDED.role, position = EXCLUDED.position
            """,
        bind: {
            [
                .id($0.owner), .id($0.interview.id), .ids($0.interview.interviewers.map(\.person)),
                .textArray($0.interview.interviewers.map(\.role.rawValue)),
            ]
        }
    )
}

extension SQLValue {
    /// Makes a `timestamp` without zone of what a wall clock shows.
    fileprivate static func local(_ local: LocalDateTime?) -> SQLValue {
        .localTimestamp(local.map { Timestamp($0, in: .utc).microseconds })
    }
}
