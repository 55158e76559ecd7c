/// Where a belief or a piece of evidence holds, from the widest to the narrowest.
public enum Scope: String, Codable, CaseIterable, Sendable {
    case organisation
    case function
    case supervisor
    case job
}

/// Who or what says so; the strengths are in the tables of `EvidenceTables`.
public enum SourceClass: String, Codable, CaseIterable, Sendable {
    case writtenOffer = "written_offer"
    case futureSupervisor = "future_supervisor"
    case hiringManager = "hiring_manager"
    case observation
    case peer
    case directReport = "direct_report"
    case skipLevel = "skip_level"
    case executive
    case recruiter
    case hr
    case published
    case hearsay
}

/// How concrete an answer was.
public enum Specificity: String, Codable, CaseIterable, Sendable {
    case example
    case practice
    case general
    case evasive
}

/// What a piece of evidence rests on.
public enum EvidenceOrigin: String, Codable, CaseIterable, Sendable {
    case answer
    case research
    case promise
    case observation
}

/// Rated support for a priority at a scope.
public struct Evidence: Codable, Sendable, Hashable {
    public var id: ID<Evidence>
    public var opportunity: ID<Opportunity>
    public var priority: ID<Priority>
    public var scope: Scope
    public var origin: EvidenceOrigin
    /// Present exactly when the origin is an answer.
    public var answer: ID<Answer>?
    /// What evidence from research rests on, where it was named.
    public var research: ID<ResearchNote>?
    /// What evidence from a promise rests on, where it was named.
    public var promise: ID<Promise>?
    public var sourceClass: SourceClass
    public var specificity: Specificity
    /// From 1 to 5 on the worded anchors of the priority.
    public var rating: Int
    /// Source times specificity, 0 to 1.
    public var strength: Double
    public var note: Prose?
    public var createdAt: Timestamp

    public init(
        id: ID<Evidence>,
        opportunity: ID<Opportunity>,
        priority: ID<Priority>,
        scope: Scope,
        origin: EvidenceOrigin,
        answer: ID<Answer>? = nil,
        research: ID<ResearchNote>? = nil,
        promise: ID<Promise>? = nil,
        sourceClass: SourceClass,
        specificity: Specificity,
        rating: Int,
        strength: Double,
        note: Prose? = nil,
        createdAt: Timestamp
    ) {
        self.id = id
        self.opportunity = opportunity
        self.priority = priority
        self.scope = scope
        self.origin = origin
        self.answer = answer
        self.research = research
        self.promise = promise
        self.sourceClass = sourceClass
        self.specificity = specificity
        self.rating = rating
        self.strength = strength
        self.note = note
        self.createdAt = createdAt
    }
}

/// A range of values between 0 and 1 (R13).
public struct ValueInterval: Codable, Sendable, Hashable {
    public var lo: Double
    public var hi: Double

    /// Knowing nothing.
    public static let unknown = ValueInterval(lo: 0, hi: 1)

    public init(lo: Double, hi: Double) {
        self.lo = lo
        self.hi = hi
    }
}

/// The answer of a must-have.
public enum Gate: String, Codable, CaseIterable, Sendable {
    case pass
    case fail
    case unknown
}

/// The candidate's scorecard of an employer, computed from what is known now.
///
/// Members that a viewer has no right to are absent; the owner sees all.
public struct Assessment: Codable, Sendable, Hashable {
    public var opportunity: ID<Opportunity>
    public var prioritySet: ID<PrioritySet>
    public var methodVersion: String
    /// SHA-256 of the canonical inputs, 64 hexadecimal digits.
    public var inputsHash: String?
    public var score: ValueInterval?
    /// One minus the width of the score: 0 when nothing is known, 1 when everything is.
    public var knowledge: Double?
    /// Over all must-haves, as the evidence has it.
    public var gate: Gate?
    /// The same without the must-haves that are waived; equal to `gate` where none is (R14).
    public var gateWithWaivers: Gate?
    public var priorities: [PriorityAssessment]
    /// When it was like this; present only in a snapshot that was shared.
    public var snapshotAt: Timestamp?

    public init(
        opportunity: ID<Opportunity>,
        prioritySet: ID<PrioritySet>,
        methodVersion: String,
        inputsHash: String? = nil,
        score: ValueInterval? = nil,
        knowledge: Double? = nil,
        gate: Gate? = nil,
        gateWithWaivers: Gate? = nil,
        priorities: [PriorityAssessment]
    ) {
        self.opportunity = opportunity
        self.prioritySet = prioritySet
        self.methodVersion = methodVersion
        self.inputsHash = inputsHash
        self.score = score
        self.knowledge = knowledge
        self.gate = gate
        self.gateWithWaivers = gateWithWaivers
        self.priorities = priorities
    }
}

/// What is known about one priority at one opportunity.
public struct PriorityAssessment: Codable, Sendable, Hashable {
    public var key: ID<Priority>
    public var title: Title
    /// Normalised over the set.
    public var weight: Double?
    /// What counts: the candidate's own interval if there is one, else the computed one.
    public var interval: ValueInterval?
    public var computed: ValueInterval?
    public var own: OwnRating?
    /// Present exactly for a must-have, and what the evidence says, waived or not.
    public var gate: Gate?
    /// The exception that stands beside the gate, if there is one.
    public var waiver: Waiver?
    public var evidence: [Evidence]?

    public init(
        key: ID<Priority>,
        title: Title,
        weight: Double? = nil,
        interval: ValueInterval? = nil,
        computed: ValueInterval? = nil,
        own: OwnRating? = nil,
        gate: Gate? = nil,
        waiver: Waiver? = nil,
        evidence: [Evidence]? = nil
    ) {
        self.key = key
        self.title = title
        self.weight = weight
        self.interval = interval
        self.computed = computed
        self.own = own
        self.gate = gate
        self.waiver = waiver
        self.evidence = evidence
    }
}

/// The candidate's own judgement of a priority, which overrules the computed interval; both are kept.
public struct OwnRating: Codable, Sendable, Hashable {
    public var interval: ValueInterval
    public var note: Prose?
    public var revision: Revision

    public init(interval: ValueInterval, note: Prose? = nil, revision: Revision) {
        self.interval = interval
        self.note = note
        self.revision = revision
    }
}
