import TwoWayModel

/// Changes that candidates propose to the coach of a library.
public enum Suggestions {
    static let methods: [any TwoWayMethod.Type] = [Create.self, Withdraw.self, List.self, Decide.self]

    /// Proposes a change.
    public enum Create: TwoWayMethod {
        public static let name = "suggestion.create"
        public static let summary =
            "Proposes another wording or a new question to the owner of a followed library, without a name unless signed."
        public static let failures: [FailureKind] = [.notFound, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var library: ID<Library>
            /// The version that one follows.
            public var version: Int
            /// The question that is to change; absent for a new one.
            public var questionKey: Slug?
            /// The proposed wording.
            public var text: Line
            public var reason: Prose?
            /// Whether the coach reads one's name with it; false when absent.
            public var signed: Bool?
            public var idempotencyKey: IdempotencyKey?

            public init(
                library: ID<Library>,
                version: Int,
                questionKey: Slug? = nil,
                text: Line,
                reason: Prose? = nil,
                signed: Bool? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.library = library
                self.version = version
                self.questionKey = questionKey
                self.text = text
                self.reason = reason
                self.signed = signed
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Suggestion
    }

    /// Takes an open suggestion back.
    public enum Withdraw: TwoWayMethod {
        public static let name = "suggestion.withdraw"
        public static let summary = "Takes one's own open suggestion back; the coach does not see it any more."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Suggestion>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Suggestion>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Suggestion
    }

    /// Lists what one wrote, or what others wrote to one.
    public enum List: TwoWayMethod {
        public static let name = "suggestion.list"
        public static let summary =
            "Lists the suggestions that one wrote as a candidate, or received as a coach, newest first."
        public static let failures: [FailureKind] = [.forbidden]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// True for those that one received, false for those that one wrote; when absent a candidate sees the
            /// latter, somebody who is only a coach the former.
            public var received: Bool?
            public var library: ID<Library>?
            public var state: Suggestion.State?
            public var limit: Int?
            public var cursor: String?

            public init(
                received: Bool? = nil,
                library: ID<Library>? = nil,
                state: Suggestion.State? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.received = received
                self.library = library
                self.state = state
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Suggestion>
    }

    /// Says what becomes of an open suggestion.
    public enum Decide: TwoWayMethod {
        public static let name = "suggestion.decide"
        public static let summary =
            "Accepts or declines an open suggestion that one received, once; the library is changed by its draft."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Suggestion>
            public var fate: Suggestion.Decision
            /// For the one who wrote it.
            public var reply: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Suggestion>,
                fate: Suggestion.Decision,
                reply: Prose? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.fate = fate
                self.reply = reply
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Suggestion
    }
}
