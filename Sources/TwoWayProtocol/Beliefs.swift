import JSONRPC
import TwoWayModel

/// Assumptions that are to be verified.
public enum Beliefs {
    static let methods: [any TwoWayMethod.Type] = [Create.self, Update.self, Dismiss.self, List.self, Get.self]

    /// Notes an assumption; evidence that is there already settles it at once.
    public enum Create: TwoWayMethod {
        public static let name = "belief.create"
        public static let summary =
            "Notes an assumption with its basis and scope; what is known already settles it at once."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            /// One of the set that counts.
            public var priority: ID<Priority>
            public var statement: Line
            public var basis: Prose?
            public var scope: Scope
            /// The rating, 1 to 5, that is believed.
            public var expected: Int
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                priority: ID<Priority>,
                statement: Line,
                basis: Prose? = nil,
                scope: Scope,
                expected: Int,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.priority = priority
                self.statement = statement
                self.basis = basis
                self.scope = scope
                self.expected = expected
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Belief
    }

    /// Edits an assumption and settles it anew.
    public enum Update: TwoWayMethod {
        public static let name = "belief.update"
        public static let summary = "Edits an assumption, absent members stay, null clears, and settles it anew."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Belief>
            public var revision: Revision
            public var statement: Line?
            public var basis: Patch<Prose>
            public var scope: Scope?
            public var expected: Int?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Belief>,
                revision: Revision,
                statement: Line? = nil,
                basis: Patch<Prose> = .unchanged,
                scope: Scope? = nil,
                expected: Int? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.statement = statement
                self.basis = basis
                self.scope = scope
                self.expected = expected
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Belief
    }

    /// Gives an assumption up, for good.
    public enum Dismiss: TwoWayMethod {
        public static let name = "belief.dismiss"
        public static let summary = "Gives an assumption up for a reason; it does not come back."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Belief>
            public var revision: Revision
            public var reason: Line
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Belief>, revision: Revision, reason: Line, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Belief
    }

    /// Lists assumptions.
    public enum List: TwoWayMethod {
        public static let name = "belief.list"
        public static let summary =
            "Lists assumptions, newest first; those that are unchecked stay until they are settled."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var opportunity: ID<Opportunity>?
            public var state: Belief.State?
            /// Only those in state unverified or planned.
            public var unchecked: Bool?
            public var limit: Int?
            public var cursor: String?

            public init(
                opportunity: ID<Opportunity>? = nil,
                state: Belief.State? = nil,
                unchecked: Bool? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.opportunity = opportunity
                self.state = state
                self.unchecked = unchecked
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Belief>
    }

    /// Answers an assumption with what settles it and what merely suggests something.
    public enum Get: TwoWayMethod {
        public static let name = "belief.get"
        public static let summary =
            "Answers an assumption with the evidence that settles it and that which only suggests."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Belief>

            public init(id: ID<Belief>) {
                self.id = id
            }
        }

        public typealias Result = BeliefView
    }
}
