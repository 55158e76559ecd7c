import TwoWayModel

/// A page of one's interviews.
public struct InterviewPage: Sendable {
    public let page: OwnerPage
    /// Only those of this opportunity.
    public let opportunity: ID<Opportunity>?
    /// Only those in this state.
    public let state: Interview.State?

    public init(page: OwnerPage, opportunity: ID<Opportunity>?, state: Interview.State?) {
        self.page = page
        self.opportunity = opportunity
        self.state = state
    }
}

extension Interview {
    /// How many columns an interview has without its interviewers.
    fileprivate static let columns = 13

    /// Columns: those of the table from id to updated_at, then persons, names and roles of the interviewers as arrays.
    init(row: inout Row) throws(RowError) {
        try self.init(unattended: &row)
        interviewers = try Self.interviewers(row: &row)
    }

    /// Columns: those of the table from id to updated_at.
    fileprivate init(unattended row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            opportunity: try row.id(),
            round: try row.int(),
            title: try row.checked(),
            format: try row.word(),
            scheduledStart: try row.optionalTime(),
            scheduledEnd: try row.optionalTime(),
            timeZone: TimeZoneName(unchecked: try row.text()),
            localStart: try row.optionalLocalDateTime(),
            questionMinutes: try row.int(),
            state: try row.word(),
            interviewers: [],
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }

    /// Three arrays of one length, NULL where nobody takes part.
    private static func interviewers(row: inout Row) throws(RowError) -> [Interviewer] {
        let persons = try row.optionalUUIDArray() ?? []
        let names = try row.optionalTextArray() ?? []
        let roles = try row.optionalTextArray() ?? []
        guard persons.count == names.count, persons.count == roles.count else {
            throw row.rejected("arrays of one length")
        }
        var interviewers: [Interviewer] = []
        interviewers.reserveCapacity(persons.count)
        for (index, person) in persons.enumerated() {
            guard let role = InterviewerRole(rawValue: roles[index]) else { throw row.rejected("interviewer roles") }
            interviewers.append(Interviewer(person: ID(person), name: Title(unchecked: names[index]), role: role))
        }
        return interviewers
    }
}

extension Row {
    /// A `timestamp` without zone, which is what a wall clock shows.
    fileprivate mutating func optionalLocalDateTime() throws(RowError) -> LocalDateTime? {
        try optionalLocalTimestamp().map { LocalDateTime(Timestamp(microseconds: $0), in: .utc) }
    }
}

extension Statement where Input == OwnedID<Interview>, Output == Interview {
    /// An interview with its interviewers.
    public static let interview = Statement(
        name: "interview",
        sql: """
            SELECT i.id, i.opportunity_id, i.round, i.title, i.format, i.scheduled_start, i.scheduled_end, i.time_zone,
                i.local_start, i.question_minutes, i.state, i.revision, i.updated_at, w.persons, w.names, w.roles
            FROM interview i
            LEFT JOIN LATERAL (
                SELECT array_agg(r.person_id ORDER BY r.position, r.person_id) AS persons,
                    array_agg(p.name ORDER BY r.position, r.person_id) AS names,
                    array_agg(r.role ORDER BY r.position, r.person_id) AS roles
                FROM interviewer r JOIN person p ON p.owner_id = r.owner_id AND p.id = r.person_id
                WHERE r.owner_id = $1 AND r.interview_id = i.id
            ) w ON true
            WHERE i.owner_id = $1 AND i.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Interview(row: &row) }
    )
}

/// A row of a list of interviews, which has one for each interviewer.
public enum InterviewLine: Sendable {
    /// The first of an interview, with its first interviewer if it has any.
    case interview(Interview)
    /// One more who takes part in the interview of the row before.
    case interviewer(Interviewer)

    /// Columns: those of an interview from id to updated_at, then person, name and role of an interviewer.
    fileprivate init(row: inout Row) throws(RowError) {
        if row.repeatsRowBefore {
            row.skip(Interview.columns)
            self = .interviewer(try Interviewer(row: &row))
        } else {
            var interview = try Interview(unattended: &row)
            if !row.isNull { interview.interviewers = [try Interviewer(row: &row)] }
            self = .interview(interview)
        }
    }
}

extension Interviewer {
    /// Columns: person_id, name, role.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(person: try row.id(), name: try row.checked(), role: try row.word())
    }
}

extension [InterviewLine] {
    /// The interviews, each with all of its interviewers.
    public var interviews: [Interview] {
        var interviews: [Interview] = []
        for line in self {
            switch line {
            case .interview(let interview): interviews.append(interview)
            case .interviewer(let interviewer):
                // The first row is always one of an interview.
                if let last = interviews.indices.last { interviews[last].interviewers.append(interviewer) }
            }
        }
        return interviews
    }
}

extension Statement where Input == InterviewPage, Output == InterviewLine {
    /// Interviews with their interviewers, newest first: flat, since to gather them in an array for each interview takes the
    /// database half as much time again.
    public static let interviewLines = Statement(
        name: "interview_lines",
        sql: """
            SELECT i.id, i.opportunity_id, i.round, i.title, i.format, i.scheduled_start, i.scheduled_end, i.time_zone,
                i.local_start, i.question_minutes, i.state, i.revision, i.updated_at, r.person_id, p.name, r.role
            FROM (
                SELECT id, opportunity_id, round, title, format, scheduled_start, scheduled_end, time_zone, local_start,
                    question_minutes, state, revision, updated_at
                FROM interview
                WHERE owner_id = $1 AND id < $2 AND ($4::uuid IS NULL OR opportunity_id = $4)
                    AND ($5::text IS NULL OR state = $5)
                ORDER BY id DESC LIMIT $3
            ) i
            LEFT JOIN (interviewer r JOIN person p ON p.owner_id = r.owner_id AND p.id = r.person_id)
                ON r.owner_id = $1 AND r.interview_id = i.id
            ORDER BY i.id DESC, r.position, r.person_id
            """,
        bind: {
            [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.opportunity), .word($0.state)]
        },
        decode: { row throws(RowError) in try InterviewLine(row: &row) }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == Interview.State {
    /// The state, with the row locked until the end of the transaction: whoever changes an interview, its
    /// interviewers, its plan or its askings takes this lock first, and then reads the rest with later statements.
    public static let lockedInterviewState = Statement(
        name: "locked_interview_state",
        sql: """
            SELECT state FROM interview
            WHERE owner_id = $1 AND id = $2
            FOR NO KEY UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.word() }
    )

    /// The state, to know whether there is such an interview.
    public static let interviewState = Statement(
        name: "interview_state",
        sql: "SELECT state FROM interview WHERE owner_id = $1 AND id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.word() }
    )
}
