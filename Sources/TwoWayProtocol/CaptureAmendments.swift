import JSONRPC
import TwoWayModel

extension Capture {
    /// Corrects what came of an asking; its wording, person and time stay as they were (R5).
    public enum Amend: TwoWayMethod {
        public static let name = "capture.amend"
        public static let summary =
            "Corrects the outcome and the answer of an asking; evidence that rests on what is no longer so is retired."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var asking: ID<Asking>
            public var revision: Revision
            /// The outcomes declined and not_known take the answer away (R10).
            public var outcome: Asking.Outcome?
            /// Null takes the answer away.
            public var answer: Patch<AnswerAmendment>
            public var idempotencyKey: IdempotencyKey?

            public init(
                asking: ID<Asking>,
                revision: Revision,
                outcome: Asking.Outcome? = nil,
                answer: Patch<AnswerAmendment> = .unchanged,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.asking = asking
                self.revision = revision
                self.outcome = outcome
                self.answer = answer
                self.idempotencyKey = idempotencyKey
            }
        }

        /// What is to change in an answer; absent members stay.
        public struct AnswerAmendment: Codable, Sendable, Hashable {
            /// Needed when there is no answer yet.
            public var body: Prose?
            /// Needed when there is no answer yet; another one retires the evidence that was rated with the old one.
            public var specificity: Specificity?
            /// For a new answer `after` when absent.
            public var captured: Answer.Captured?
            /// Null takes the value away; the words stay.
            public var value: Patch<AnswerValue>

            public init(
                body: Prose? = nil,
                specificity: Specificity? = nil,
                captured: Answer.Captured? = nil,
                value: Patch<AnswerValue> = .unchanged
            ) {
                self.body = body
                self.specificity = specificity
                self.captured = captured
                self.value = value
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            public var asking: Asking
            /// The evidence that no longer counts, to be rated anew where it still holds.
            public var retired: [Evidence]

            public init(asking: Asking, retired: [Evidence]) {
                self.asking = asking
                self.retired = retired
            }
        }
    }

    /// Takes askings back that were recorded in error, with their answers.
    public enum Remove: TwoWayMethod {
        public static let name = "capture.remove"
        public static let summary =
            "Takes askings back, with their answers; what rested on these is retired, and a late copy stays away."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var interview: ID<Interview>
            /// At most 50.
            public var askings: [ID<Asking>]
            public var idempotencyKey: IdempotencyKey?

            public init(interview: ID<Interview>, askings: [ID<Asking>], idempotencyKey: IdempotencyKey? = nil) {
                self.interview = interview
                self.askings = askings
                self.idempotencyKey = idempotencyKey
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            /// How many were still there; the others had been taken back before.
            public var removed: Int
            /// The evidence that no longer counts.
            public var retired: [Evidence]

            public init(removed: Int, retired: [Evidence]) {
                self.removed = removed
                self.retired = retired
            }
        }
    }
}
