/// The candidate's own answer to one of the two questions that an assessment keeps apart.
public enum Verdict: String, Codable, CaseIterable, Sendable {
    case yes
    case ratherYes = "rather_yes"
    case ratherNo = "rather_no"
    case no
    case undecided
}

/// A verdict with what the candidate has to say about it.
public struct Judgement: Codable, Sendable, Hashable {
    public var verdict: Verdict
    public var note: Prose?

    /// How every assessment begins.
    public static let open = Judgement(verdict: .undecided)

    public init(verdict: Verdict, note: Prose? = nil) {
        self.verdict = verdict
        self.note = note
    }
}

/// The candidate's own scorecard of an opportunity: a draft, then final, at last superseded by the next one.
///
/// What the job gives and whether the candidate can succeed in it are two answers, and neither follows from the other.
public struct AssessmentVersion: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case draft
        case final
        case superseded
    }

    public var id: ID<AssessmentVersion>
    public var opportunity: ID<Opportunity>
    /// From 1 upward, without gaps.
    public var version: Int
    public var state: State
    /// Whether the job gives the candidate what matters.
    public var givesWhatIWant: Judgement
    /// Whether the candidate can do the job well.
    public var canSucceed: Judgement
    public var note: Prose?
    /// What was computed when it became final, without the notes on evidence and on own ratings; absent in a draft.
    public var scorecard: Assessment?
    public var finalisedAt: Timestamp?
    public var supersededAt: Timestamp?
    public var revision: Revision
    public var updatedAt: Timestamp

    /// The most that one opportunity may have.
    public static let maximumPerOpportunity = 200

    public init(
        id: ID<AssessmentVersion>,
        opportunity: ID<Opportunity>,
        version: Int,
        state: State,
        givesWhatIWant: Judgement,
        canSucceed: Judgement,
        note: Prose? = nil,
        scorecard: Assessment? = nil,
        finalisedAt: Timestamp? = nil,
        supersededAt: Timestamp? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.opportunity = opportunity
        self.version = version
        self.state = state
        self.givesWhatIWant = givesWhatIWant
        self.canSucceed = canSucceed
        self.note = note
        self.scorecard = scorecard
        self.finalisedAt = finalisedAt
        self.supersededAt = supersededAt
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

extension AssessmentVersion.State: LifeCycle {
    public var successors: Set<Self> {
        switch self {
        case .draft: [.final]
        case .final: [.superseded]
        case .superseded: []
        }
    }
}
