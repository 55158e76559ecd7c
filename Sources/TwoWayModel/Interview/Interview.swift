/// One meeting with the employer.
public struct Interview: Codable, Sendable, Hashable {
    public enum Format: String, Codable, CaseIterable, Sendable {
        case phone
        case video
        case onsite
        case panel
        case informal
    }

    public enum State: String, Codable, CaseIterable, Sendable {
        case proposed
        case scheduled
        case inProgress = "in_progress"
        case held
        case closed
        case cancelled
        case noShow = "no_show"
    }

    public var id: ID<Interview>
    public var opportunity: ID<Opportunity>
    /// Counts from 1.
    public var round: Int
    public var title: Title
    public var format: Format
    public var scheduledStart: Timestamp?
    public var scheduledEnd: Timestamp?
    /// The zone in which the appointment was made.
    public var timeZone: TimeZoneName
    /// `scheduledStart` on a wall clock of `timeZone`, such as 2026-05-04T09:30:00.
    public var localStart: LocalDateTime?
    /// The minutes that the candidate expects to have for questions.
    public var questionMinutes: Int
    public var state: State
    public var interviewers: [Interviewer]
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<Interview>,
        opportunity: ID<Opportunity>,
        round: Int,
        title: Title,
        format: Format,
        scheduledStart: Timestamp? = nil,
        scheduledEnd: Timestamp? = nil,
        timeZone: TimeZoneName,
        localStart: LocalDateTime? = nil,
        questionMinutes: Int,
        state: State,
        interviewers: [Interviewer],
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.opportunity = opportunity
        self.round = round
        self.title = title
        self.format = format
        self.scheduledStart = scheduledStart
        self.scheduledEnd = scheduledEnd
        self.timeZone = timeZone
        self.localStart = localStart
        self.questionMinutes = questionMinutes
        self.state = state
        self.interviewers = interviewers
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// A person in one interview.
public struct Interviewer: Codable, Sendable, Hashable {
    public var person: ID<Person>
    public var name: Title
    public var role: InterviewerRole

    public init(person: ID<Person>, name: Title, role: InterviewerRole) {
        self.person = person
        self.name = name
        self.role = role
    }
}

/// The list for one interview, saved whole.
public struct Plan: Codable, Sendable, Hashable {
    public var interview: ID<Interview>
    /// In the order in which they are to be asked.
    public var items: [PlanItem]
    /// What the candidate wants to say, beside the questions.
    public var talkingPoints: [TalkingPoint]
    /// The sum of the minutes of the items that are planned or asked.
    public var minutes: Int
    /// What is worth a second look; nothing of it stands in the way of saving.
    public var findings: [Finding]
    public var revision: Revision
    public var updatedAt: Timestamp?

    public init(
        interview: ID<Interview>,
        items: [PlanItem],
        talkingPoints: [TalkingPoint] = [],
        minutes: Int,
        findings: [Finding] = [],
        revision: Revision,
        updatedAt: Timestamp? = nil
    ) {
        self.interview = interview
        self.items = items
        self.talkingPoints = talkingPoints
        self.minutes = minutes
        self.findings = findings
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// One question of a plan.
public struct PlanItem: Codable, Sendable, Hashable {
    public enum Origin: String, Codable, CaseIterable, Sendable {
        case library
        case own
        case carried
        case belief
        case contradiction
        case suggested
    }

    public enum State: String, Codable, CaseIterable, Sendable {
        case planned
        case asked
        case deferred
        case dropped
        case moved
    }

    public var id: ID<PlanItem>
    public var origin: Origin
    /// Where a library question comes from; absent for the candidate's own.
    public var source: QuestionSource?
    /// The question of the candidate's own that it is.
    public var ownQuestion: ID<OwnQuestion>?
    /// The belief that it is to check.
    public var belief: ID<Belief>?
    /// The contradiction that it is to clear up.
    public var contradiction: ID<Contradiction>?
    /// The item of an earlier interview that it was carried over from.
    public var carriedFrom: ID<PlanItem>?
    /// The wording as the candidate will ask it; kept with the item whatever becomes of the library (R5).
    public var text: Line
    public var targetPerson: ID<Person>?
    public var targetRole: InterviewerRole?
    public var mustAsk: Bool
    public var minutes: Int
    public var state: State
    public var dropReason: Line?
    /// The keys of the priorities that the question is to find out about.
    public var priorities: [ID<Priority>]
    /// What the library says beside the question, as it was when the item was planned.
    public var hints: QuestionHints?

    public init(
        id: ID<PlanItem>,
        origin: Origin,
        source: QuestionSource? = nil,
        ownQuestion: ID<OwnQuestion>? = nil,
        belief: ID<Belief>? = nil,
        contradiction: ID<Contradiction>? = nil,
        carriedFrom: ID<PlanItem>? = nil,
        text: Line,
        targetPerson: ID<Person>? = nil,
        targetRole: InterviewerRole? = nil,
        mustAsk: Bool,
        minutes: Int,
        state: State,
        dropReason: Line? = nil,
        priorities: [ID<Priority>],
        hints: QuestionHints? = nil
    ) {
        self.id = id
        self.origin = origin
        self.source = source
        self.ownQuestion = ownQuestion
        self.belief = belief
        self.contradiction = contradiction
        self.carriedFrom = carriedFrom
        self.text = text
        self.targetPerson = targetPerson
        self.targetRole = targetRole
        self.mustAsk = mustAsk
        self.minutes = minutes
        self.state = state
        self.dropReason = dropReason
        self.priorities = priorities
        self.hints = hints
    }
}

/// A question of a library at a version.
public struct QuestionSource: Codable, Sendable, Hashable {
    public var library: ID<Library>
    public var version: Int
    public var questionKey: Slug

    public init(library: ID<Library>, version: Int, questionKey: Slug) {
        self.library = library
        self.version = version
        self.questionKey = questionKey
    }
}

/// What to do around a question: why to ask, how to go on, what to listen for.
public struct QuestionHints: Codable, Sendable, Hashable {
    public var purpose: String?
    public var followUps: [String]?
    public var listenFor: [String]?
    public var warningSigns: [String]?

    public init(
        purpose: String? = nil,
        followUps: [String]? = nil,
        listenFor: [String]? = nil,
        warningSigns: [String]? = nil
    ) {
        self.purpose = purpose
        self.followUps = followUps
        self.listenFor = listenFor
        self.warningSigns = warningSigns
    }
}

/// The plan rendered to take along.
public struct Sheet: Codable, Sendable, Hashable {
    public enum Format: String, Codable, CaseIterable, Sendable {
        case text
        case markdown
        case html
    }

    public var format: Format
    public var content: String

    public init(format: Format, content: String) {
        self.format = format
        self.content = content
    }
}

/// A question put to one person, and what came of it.
public struct Asking: Codable, Sendable, Hashable {
    public enum Outcome: String, Codable, CaseIterable, Sendable {
        case answered
        case partial
        case evaded
        case declined
        case notKnown = "not_known"

        /// Whether the person said something that can be noted (R10).
        public var allowsAnswer: Bool {
            switch self {
            case .answered, .partial, .evaded: true
            case .declined, .notKnown: false
            }
        }
    }

    /// Made by the client, so that sending it twice writes it once (R22).
    public var id: ID<Asking>
    public var interview: ID<Interview>
    public var item: ID<PlanItem>?
    /// The wording as it was asked (R5).
    public var text: Line
    public var person: ID<Person>
    public var personName: Title
    public var askedAt: Timestamp
    public var outcome: Outcome
    public var answer: Answer?
    /// When it was last corrected; its wording never is (R5).
    public var amendedAt: Timestamp?
    /// Counts the corrections on from 1 (R23).
    public var revision: Revision

    public init(
        id: ID<Asking>,
        interview: ID<Interview>,
        item: ID<PlanItem>? = nil,
        text: Line,
        person: ID<Person>,
        personName: Title,
        askedAt: Timestamp,
        outcome: Outcome,
        answer: Answer? = nil,
        amendedAt: Timestamp? = nil,
        revision: Revision = 1
    ) {
        self.id = id
        self.interview = interview
        self.item = item
        self.text = text
        self.person = person
        self.personName = personName
        self.askedAt = askedAt
        self.outcome = outcome
        self.answer = answer
        self.amendedAt = amendedAt
        self.revision = revision
    }
}

/// What the person said.
public struct Answer: Codable, Sendable, Hashable {
    public enum Captured: String, Codable, CaseIterable, Sendable {
        case live
        case after
    }

    /// Made by the client.
    public var id: ID<Answer>
    public var body: Prose
    public var specificity: Specificity
    public var captured: Captured
    /// What was said as a number, yes or no, or a day: what two people say can then be compared to the letter.
    public var value: AnswerValue?

    public init(
        id: ID<Answer>,
        body: Prose,
        specificity: Specificity,
        captured: Captured,
        value: AnswerValue? = nil
    ) {
        self.id = id
        self.body = body
        self.specificity = specificity
        self.captured = captured
        self.value = value
    }
}
