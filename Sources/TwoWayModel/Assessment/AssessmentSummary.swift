/// One version of the candidate's own assessment in a list: without its notes and its scorecard.
public struct AssessmentSummary: Codable, Sendable, Hashable {
    public var id: ID<AssessmentVersion>
    public var version: Int
    public var state: AssessmentVersion.State
    public var givesWhatIWant: Verdict
    public var canSucceed: Verdict
    /// What was computed on the day it became final; absent in a draft.
    public var result: Result?
    public var finalisedAt: Timestamp?
    public var supersededAt: Timestamp?
    public var revision: Revision
    public var updatedAt: Timestamp

    /// The head of a scorecard.
    public struct Result: Codable, Sendable, Hashable {
        public var score: ValueInterval
        public var gate: Gate
        public var gateWithWaivers: Gate
        public var inputsHash: String
        public var methodVersion: String

        public init(
            score: ValueInterval,
            gate: Gate,
            gateWithWaivers: Gate,
            inputsHash: String,
            methodVersion: String
        ) {
            self.score = score
            self.gate = gate
            self.gateWithWaivers = gateWithWaivers
            self.inputsHash = inputsHash
            self.methodVersion = methodVersion
        }
    }

    public init(
        id: ID<AssessmentVersion>,
        version: Int,
        state: AssessmentVersion.State,
        givesWhatIWant: Verdict,
        canSucceed: Verdict,
        result: Result? = nil,
        finalisedAt: Timestamp? = nil,
        supersededAt: Timestamp? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.version = version
        self.state = state
        self.givesWhatIWant = givesWhatIWant
        self.canSucceed = canSucceed
        self.result = result
        self.finalisedAt = finalisedAt
        self.supersededAt = supersededAt
        self.revision = revision
        self.updatedAt = updatedAt
    }
}
