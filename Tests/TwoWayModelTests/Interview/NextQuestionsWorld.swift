import Testing

@testable import TwoWayModel

/// An interview with the future supervisor and a peer, to which questions are to be found.
struct NextQuestionsWorld {
    static let boss: ID<Person> = .numbered(1)
    static let peer: ID<Person> = .numbered(2)
    static let recruiter: ID<Person> = .numbered(3)
    static let library: ID<Library> = .numbered(1)

    var next: NextQuestions

    /// Priorities with these weights; nothing is known about any.
    init(weights: [Double] = [1], minutes: Int = 30, people: [Interviewer]? = nil) throws {
        let priorities = try weights.enumerated().map { try Priority.sample(UInt32($0) + 1, weight: $1) }
        let interviewers = try people ?? [Self.mara(), Self.pat()]
        next = NextQuestions(
            interview: try Self.interview(interviewers, minutes: minutes),
            futureSupervisor: Self.boss,
            assessment: AssessmentInputs(
                opportunity: .numbered(1),
                prioritySet: .sample(priorities),
                evidence: []
            ),
            beliefs: [],
            questions: [],
            plan: [],
            openMustAsks: [],
            openItems: [],
            research: [],
            asked: []
        )
    }

    /// Nothing but these questions may be chosen from.
    mutating func ask(_ questions: AskableQuestion...) {
        next.questions = questions
    }

    mutating func rethink(_ priorities: [Priority], evidence: [Evidence] = []) {
        next.assessment = AssessmentInputs(
            opportunity: .numbered(1),
            prioritySet: .sample(priorities),
            evidence: evidence
        )
    }

    var items: [SuggestedItem] { next.suggestion().items }

    var texts: [String] { items.map(\.text.text) }

    static func mara() throws -> Interviewer {
        Interviewer(person: boss, name: try Title("Mara"), role: .hiringManager)
    }

    static func pat() throws -> Interviewer {
        Interviewer(person: peer, name: try Title("Pat"), role: .peer)
    }

    static func rita() throws -> Interviewer {
        Interviewer(person: recruiter, name: try Title("Rita"), role: .recruiter)
    }

    static func interview(
        _ interviewers: [Interviewer],
        minutes: Int = 30,
        state: Interview.State = .scheduled,
        start: Timestamp? = nil
    ) throws -> Interview {
        Interview(
            id: .numbered(1),
            opportunity: .numbered(1),
            round: 2,
            title: try Title("Second talk"),
            format: .video,
            scheduledStart: start,
            timeZone: .utc,
            questionMinutes: minutes,
            state: state,
            interviewers: interviewers,
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
    }

    static func belief(
        _ number: UInt32 = 1,
        priority: UInt32 = 1,
        scope: Scope = .job,
        state: Belief.State = .unverified
    ) throws -> Belief {
        Belief(
            id: .numbered(number),
            opportunity: .numbered(1),
            priority: .numbered(priority),
            statement: try Line("Known for its training"),
            scope: scope,
            expected: 4,
            state: state,
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
    }

    /// Between the boss and the peer, or between others.
    static func contradiction(
        _ number: UInt32 = 1,
        scope: Scope = .job,
        severity: Double = 0.3,
        state: Contradiction.State = .open
    ) throws -> Contradiction {
        func side(
            _ number: UInt32,
            _ person: ID<Person>,
            _ source: SourceClass,
            _ rating: Int
        ) throws
            -> ContradictionSide
        {
            ContradictionSide(
                evidence: .numbered(number),
                origin: .answer,
                sourceClass: source,
                specificity: .example,
                rating: rating,
                strength: 0.9,
                person: person,
                personName: try Title(person == boss ? "Mara" : "Pat"),
                saidAt: Timestamp(microseconds: 0),
                answer: try Prose("It is forty hours.")
            )
        }
        return Contradiction(
            id: .numbered(number),
            opportunity: .numbered(1),
            priority: .numbered(1),
            scope: scope,
            state: state,
            severity: severity,
            weight: 1,
            sides: [try side(1, boss, .futureSupervisor, 5), try side(2, peer, .peer, 2)],
            foundAt: Timestamp(microseconds: 0)
        )
    }

    static func item(
        _ number: UInt32,
        _ text: String = "Planned?",
        key: String? = nil,
        priorities: [UInt32] = [],
        state: PlanItem.State = .planned,
        minutes: Int = 3
    ) throws -> PlanItem {
        PlanItem(
            id: .numbered(number),
            origin: .library,
            source: try key.map { try source($0) },
            text: try Line(text),
            mustAsk: false,
            minutes: minutes,
            state: state,
            priorities: priorities.map { .numbered($0) }
        )
    }

    static func source(_ key: String) throws -> QuestionSource {
        QuestionSource(library: library, version: 1, questionKey: try Slug(key))
    }

    static func asked(
        _ key: String,
        of person: ID<Person>,
        outcome: Asking.Outcome = .answered,
        priorities: [UInt32] = []
    ) throws -> AskedQuestion {
        AskedQuestion(
            put: PutQuestion(
                asking: .numbered(1),
                interview: .numbered(9),
                round: 1,
                person: person,
                personName: try Title("Somebody"),
                role: person == boss ? .hiringManager : .peer,
                futureSupervisor: person == boss,
                askedAt: Timestamp(microseconds: 0),
                outcome: outcome
            ),
            text: try Line("As it was asked, \(key)?"),
            source: try source(key),
            priorities: priorities.map { .numbered($0) }
        )
    }
}

extension AskableQuestion {
    /// A question of the library that is linked to priorities by their numbers.
    static func sample(
        _ key: String,
        priorities: [UInt32] = [1],
        minutes: Int? = 3,
        informativeness: Double? = 0.5,
        audience: [InterviewerRole] = [],
        subject: QuestionSubject? = nil,
        topic: String? = nil,
        hidden: Bool = false,
        state: Overlay.State = .clean
    ) throws -> AskableQuestion {
        AskableQuestion(
            source: try NextQuestionsWorld.source(key),
            text: "\(key)?",
            topic: topic,
            general: topic != nil,
            subject: subject,
            audience: audience,
            minutes: minutes,
            informativeness: informativeness,
            dimensions: [],
            priorities: priorities.map { .numbered($0) },
            hidden: hidden,
            state: state,
            revision: 1
        )
    }
}
