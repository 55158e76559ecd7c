import TwoWayModel

/// Questions of the employer on their way into an interview.
public struct SentEmployerQuestions: Sendable {
    public var interview: OwnedID<Interview>
    /// No two with the same id.
    public var questions: [EmployerQuestion]

    public init(interview: OwnedID<Interview>, questions: [EmployerQuestion]) {
        self.interview = interview
        self.questions = questions
    }
}

/// How much of each kind was recorded in an interview.
public struct RecordCounts: Sendable {
    public let employerQuestions: Int
    public let promises: Int
    public let followUps: Int
}

extension EmployerQuestion {
    /// Columns: id, interview_id, person_id, text, reply, asked_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            interview: try row.id(),
            person: try row.optionalID(),
            text: try row.checked(),
            reply: try row.optionalChecked(),
            askedAt: try row.time()
        )
    }
}

extension Statement where Input == SentEmployerQuestions, Output == ID<EmployerQuestion> {
    /// Writes the questions that are new and answers their ids.
    ///
    /// Passed over, for the caller to find out: ids that are there already, people that are not the owner's, and
    /// everything of an interview that takes no more.
    public static let recordEmployerQuestions = Statement(
        name: "record_employer_questions",
        sql: """
            INSERT INTO employer_question (owner_id, id, interview_id, person_id, text, reply, asked_at)
            SELECT $1, s.id, i.id, s.person_id, s.text, s.reply, s.asked_at
            FROM unnest($3, $4, $5, $6, $7) AS s (id, person_id, text, reply, asked_at)
            JOIN interview i ON i.owner_id = $1 AND i.id = $2 AND i.state NOT IN ('closed', 'cancelled', 'no_show')
            LEFT JOIN person p ON p.owner_id = $1 AND p.id = s.person_id
            WHERE s.person_id IS NULL OR p.id IS NOT NULL
            ON CONFLICT (owner_id, id) DO NOTHING
            RETURNING id
            """,
        bind: {
            [
                .id($0.interview.owner), .id($0.interview.id), .ids($0.questions.map(\.id)),
                .uuidArray($0.questions.map { $0.person?.rawValue }), .textArray($0.questions.map(\.text.text)),
                .textArray($0.questions.map { $0.reply?.text }),
                .timestampArray($0.questions.map(\.askedAt.microseconds)),
            ]
        },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == SentEmployerQuestions, Output == EmployerQuestion {
    /// What is stored under the ids that were sent, in whichever interview of the owner.
    public static let storedEmployerQuestions = Statement(
        name: "stored_employer_questions",
        sql: """
            SELECT id, interview_id, person_id, text, reply, asked_at FROM employer_question
            WHERE owner_id = $1 AND id = ANY ($2)
            """,
        bind: { [.id($0.interview.owner), .ids($0.questions.map(\.id))] },
        decode: { row throws(RowError) in try EmployerQuestion(row: &row) }
    )
}

extension Statement where Input == (interview: ID<Interview>, page: OwnerPage), Output == EmployerQuestion {
    /// What the employer asked in an interview, highest id first.
    public static let employerQuestions = Statement(
        name: "employer_questions",
        sql: """
            SELECT id, interview_id, person_id, text, reply, asked_at FROM employer_question
            WHERE owner_id = $1 AND interview_id = $4 AND id < $2
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.interview)] },
        decode: { row throws(RowError) in try EmployerQuestion(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, questions: [ID<EmployerQuestion>]), Output == Void {
    public static let removeEmployerQuestions = Statement(
        name: "remove_employer_questions",
        sql: "DELETE FROM employer_question WHERE owner_id = $1 AND id = ANY ($2)",
        bind: { [.id($0.owner), .ids($0.questions)] }
    )
}

extension Statement where Input == OwnedID<Interview>, Output == RecordCounts {
    public static let recordCounts = Statement(
        name: "record_counts",
        sql: """
            SELECT (SELECT count(*) FROM employer_question WHERE owner_id = $1 AND interview_id = $2),
                (SELECT count(*) FROM promise WHERE owner_id = $1 AND interview_id = $2),
                (SELECT count(*) FROM follow_up WHERE owner_id = $1 AND interview_id = $2)
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            RecordCounts(employerQuestions: try row.int(), promises: try row.int(), followUps: try row.int())
        }
    )
}
