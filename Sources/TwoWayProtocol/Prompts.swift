import TwoWayModel

/// What coaches ask candidates to do or to think about.
public enum Prompts {
    static let methods: [any TwoWayMethod.Type] = [
        Create.self, List.self, Get.self, Answer.self, Withdraw.self,
    ]

    /// Sends a prompt.
    public enum Create: TwoWayMethod {
        public static let name = "prompt.create"
        public static let summary = "Sends a client a prompt, to be answered, done or declined."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var relationship: ID<Relationship>
            /// One that is shared with the coach.
            public var opportunity: ID<Opportunity>?
            public var text: Line
            public var dueOn: Day?
            public var idempotencyKey: IdempotencyKey?

            public init(
                relationship: ID<Relationship>,
                opportunity: ID<Opportunity>? = nil,
                text: Line,
                dueOn: Day? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.relationship = relationship
                self.opportunity = opportunity
                self.text = text
                self.dueOn = dueOn
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Prompt
    }

    /// Lists prompts on one side.
    public enum List: TwoWayMethod {
        public static let name = "prompt.list"
        public static let summary =
            "Lists prompts, newest first: as a candidate with one's replies, as a coach without them."
        public static let failures: [FailureKind] = [.forbidden]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// The side one stands on; needed only when the account has both roles.
            public var role: Role?
            public var relationship: ID<Relationship>?
            public var state: Prompt.State?
            public var limit: Int?
            public var cursor: String?

            public init(
                role: Role? = nil,
                relationship: ID<Relationship>? = nil,
                state: Prompt.State? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.role = role
                self.relationship = relationship
                self.state = state
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Prompt>
    }

    /// Answers a prompt with its reply.
    public enum Get: TwoWayMethod {
        public static let name = "prompt.get"
        public static let summary = "Answers a prompt with its reply; a coach who reads one leaves a receipt."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Prompt>

            public init(id: ID<Prompt>) {
                self.id = id
            }
        }

        public typealias Result = Prompt
    }

    /// Replies to a prompt.
    public enum Answer: TwoWayMethod {
        public static let name = "prompt.answer"
        public static let summary = "Answers an open prompt with a text, or says that it is done or declined."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Prompt>
            public var outcome: Prompt.Outcome
            /// Needed when answered.
            public var reply: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Prompt>,
                outcome: Prompt.Outcome,
                reply: Prose? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.outcome = outcome
                self.reply = reply
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Prompt
    }

    /// Takes a prompt back.
    public enum Withdraw: TwoWayMethod {
        public static let name = "prompt.withdraw"
        public static let summary = "Takes a prompt back that is still open."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Prompt>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Prompt>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Prompt
    }
}
