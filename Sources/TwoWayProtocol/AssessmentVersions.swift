import JSONRPC
import TwoWayModel

/// The candidate's own scorecard: a draft that becomes final, and is superseded by the next one.
extension Assessments {
    /// Saves the draft; the first save makes it, and begins with what the last final one says.
    public enum Save: TwoWayMethod {
        public static let name = "assessment.save"
        public static let summary =
            "Saves the draft of one's own assessment: does it give me what I want, and apart from that, can I succeed."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            /// 0 when there is no draft yet.
            public var revision: Revision
            /// Stated whole; absent, it stays.
            public var givesWhatIWant: Judgement?
            /// Stated whole; absent, it stays.
            public var canSucceed: Judgement?
            public var note: Patch<Prose>
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                revision: Revision,
                givesWhatIWant: Judgement? = nil,
                canSucceed: Judgement? = nil,
                note: Patch<Prose> = .unchanged,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.revision = revision
                self.givesWhatIWant = givesWhatIWant
                self.canSucceed = canSucceed
                self.note = note
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = AssessmentVersion
    }

    /// Freezes the draft with the scorecard of this moment (R16).
    public enum Finalise: TwoWayMethod {
        public static let name = "assessment.finalise"
        public static let summary =
            "Makes the draft final with the scorecard computed now; it is never edited, and supersedes the one before."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            /// That of the draft.
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(opportunity: ID<Opportunity>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.opportunity = opportunity
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = AssessmentVersion
    }

    /// Lists the versions of an opportunity without their notes.
    public enum History: TwoWayMethod {
        public static let name = "assessment.history"
        public static let summary =
            "Lists one's own assessments of an opportunity, newest first: draft, final and superseded ones."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var opportunity: ID<Opportunity>
            public var limit: Int?
            public var cursor: String?

            public init(opportunity: ID<Opportunity>, limit: Int? = nil, cursor: String? = nil) {
                self.opportunity = opportunity
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<AssessmentSummary>
    }

    /// Answers one version whole.
    public enum Version: TwoWayMethod {
        public static let name = "assessment.version"
        public static let summary =
            "Answers one version of one's own assessment whole, with the scorecard of the day it became final."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var opportunity: ID<Opportunity>
            public var version: Int

            public init(opportunity: ID<Opportunity>, version: Int) {
                self.opportunity = opportunity
                self.version = version
            }
        }

        public typealias Result = AssessmentVersion
    }
}
