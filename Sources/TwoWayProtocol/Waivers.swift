import JSONRPC
import TwoWayModel

/// A candidate's reasoned exceptions from must-haves.
public enum Waivers {
    static let methods: [any TwoWayMethod.Type] = [Grant.self, Revoke.self, List.self]

    /// Waives a must-have of the set that counts.
    public enum Grant: TwoWayMethod {
        public static let name = "waiver.grant"
        public static let summary =
            "Waives a must-have at one opportunity with a reason; its gate stays what the evidence says."
        public static let failures: [FailureKind] = [.notFound, .alreadyExists, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            public var priority: ID<Priority>
            public var reason: Line
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                priority: ID<Priority>,
                reason: Line,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.priority = priority
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Waiver
    }

    /// Takes a waiver back; it is kept, and no longer counts.
    public enum Revoke: TwoWayMethod {
        public static let name = "waiver.revoke"
        public static let summary = "Takes a waiver back; one that a job was accepted with stays."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Waiver>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Waiver>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Waiver
    }

    /// Lists the waivers of an opportunity.
    public enum List: TwoWayMethod {
        public static let name = "waiver.list"
        public static let summary = "Lists the waivers of an opportunity, revoked ones included, newest first."
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

        public typealias Result = Page<Waiver>
    }
}
