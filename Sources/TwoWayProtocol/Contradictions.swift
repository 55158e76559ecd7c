import TwoWayModel

/// Things that cannot both be so, and what becomes of them.
public enum Contradictions {
    static let methods: [any TwoWayMethod.Type] = [
        List.self, Get.self, Explain.self, AcceptRisk.self, Dismiss.self,
    ]

    /// Lists contradictions.
    public enum List: TwoWayMethod {
        public static let name = "contradiction.list"
        public static let summary =
            "Lists contradictions, newest first: between people, over time, against a belief or the offer."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var opportunity: ID<Opportunity>?
            public var state: Contradiction.State?
            public var limit: Int?
            public var cursor: String?

            public init(
                opportunity: ID<Opportunity>? = nil,
                state: Contradiction.State? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.opportunity = opportunity
                self.state = state
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Contradiction>
    }

    /// Answers a contradiction with all that was said.
    public enum Get: TwoWayMethod {
        public static let name = "contradiction.get"
        public static let summary = "Answers a contradiction with both sides: who said it, when, and in which words."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Contradiction>

            public init(id: ID<Contradiction>) {
                self.id = id
            }
        }

        public typealias Result = Contradiction
    }

    /// Says how both can be so.
    public enum Explain: TwoWayMethod {
        public static let name = "contradiction.explain"
        public static let summary = "Settles a contradiction that is open or queued by an explanation, for good."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Contradiction>
            public var explanation: Prose
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Contradiction>, explanation: Prose, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.explanation = explanation
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Contradiction
    }

    /// Lives with it.
    public enum AcceptRisk: TwoWayMethod {
        public static let name = "contradiction.acceptRisk"
        public static let summary = "Takes a contradiction that is open or queued as a risk, for a reason and for good."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly
        public typealias Params = Reasoned
        public typealias Result = Contradiction
    }

    /// Finds that it is none.
    public enum Dismiss: TwoWayMethod {
        public static let name = "contradiction.dismiss"
        public static let summary = "Dismisses a contradiction that is open or queued, for a reason and for good."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly
        public typealias Params = Reasoned
        public typealias Result = Contradiction
    }

    /// A contradiction with a reason.
    public struct Reasoned: Codable, Sendable, KeyedParams {
        public var id: ID<Contradiction>
        public var reason: Prose
        public var idempotencyKey: IdempotencyKey?

        public init(id: ID<Contradiction>, reason: Prose, idempotencyKey: IdempotencyKey? = nil) {
            self.id = id
            self.reason = reason
            self.idempotencyKey = idempotencyKey
        }
    }
}
