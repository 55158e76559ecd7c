/// What was decided about an opportunity, with the evidence of that day; it is never edited, only reversed.
public struct Decision: Codable, Sendable, Hashable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        /// Takes the offer.
        case accept
        /// Turns the offer down.
        case decline
        /// Ends it before there is an offer.
        case withdraw
        /// Decides not to decide yet.
        case wait
        /// Takes an earlier decision back.
        case reversal
    }

    public var id: ID<Decision>
    public var opportunity: ID<Opportunity>
    public var kind: Kind
    public var reasons: Prose
    /// Where the opportunity stood before.
    public var stage: Opportunity.Stage
    /// The decision that this one takes back; present exactly with the kind reversal.
    public var reverses: ID<Decision>?
    /// The decision that took this one back.
    public var reversedBy: ID<Decision>?
    /// What it rests on; absent when no set of priorities counted, and from a reversal.
    public var basis: DecisionBasis?
    public var decidedAt: Timestamp

    public init(
        id: ID<Decision>,
        opportunity: ID<Opportunity>,
        kind: Kind,
        reasons: Prose,
        stage: Opportunity.Stage,
        reverses: ID<Decision>? = nil,
        reversedBy: ID<Decision>? = nil,
        basis: DecisionBasis? = nil,
        decidedAt: Timestamp
    ) {
        self.id = id
        self.opportunity = opportunity
        self.kind = kind
        self.reasons = reasons
        self.stage = stage
        self.reverses = reverses
        self.reversedBy = reversedBy
        self.basis = basis
        self.decidedAt = decidedAt
    }

    /// Whether it stands: nobody has taken it back, and it takes nothing back itself.
    public var stands: Bool { reversedBy == nil && kind != .reversal }
}

/// The priorities and the arithmetic that a decision rests on.
public struct DecisionBasis: Codable, Sendable, Hashable {
    public var prioritySet: ID<PrioritySet>
    public var prioritySetVersion: Int
    /// SHA-256 of the canonical inputs of that day's assessment, 64 hexadecimal digits.
    public var inputsHash: String
    public var methodVersion: String

    public init(
        prioritySet: ID<PrioritySet>,
        prioritySetVersion: Int,
        inputsHash: String,
        methodVersion: String
    ) {
        self.prioritySet = prioritySet
        self.prioritySetVersion = prioritySetVersion
        self.inputsHash = inputsHash
        self.methodVersion = methodVersion
    }
}

/// A decision with the scorecard of its day and what became of it.
public struct DecisionView: Codable, Sendable, Hashable {
    public var decision: Decision
    /// As `assessment.get` answered it that day, without the notes.
    public var scorecard: Assessment?
    /// The first day in the job; only of an accepted offer.
    public var start: JobStart?
    /// How it really was, the earliest first.
    public var checks: [RealityCheck]

    public init(
        decision: Decision,
        scorecard: Assessment? = nil,
        start: JobStart? = nil,
        checks: [RealityCheck] = []
    ) {
        self.decision = decision
        self.scorecard = scorecard
        self.start = start
        self.checks = checks
    }
}

/// The first day in an accepted job.
public struct JobStart: Codable, Sendable, Hashable {
    public var decision: ID<Decision>
    public var startsOn: Day
    public var revision: Revision

    public init(decision: ID<Decision>, startsOn: Day, revision: Revision) {
        self.decision = decision
        self.startsOn = startsOn
        self.revision = revision
    }
}

extension Decision.Kind {
    /// The stage that it leads to, and why an opportunity is closed by it; nil for what changes nothing.
    public var leadsTo: (stage: Opportunity.Stage, reason: Opportunity.ClosedReason?)? {
        switch self {
        case .accept: (.accepted, nil)
        case .decline: (.closed, .declined)
        case .withdraw: (.closed, .withdrawn)
        case .wait, .reversal: nil
        }
    }
}
