import JSONRPC
import TwoWayModel

/// Everything a candidate can ask.
public enum Questions {
    static let methods: [any TwoWayMethod.Type] = [Search.self]

    /// Finds questions in the wording that is in force.
    public enum Search: TwoWayMethod {
        public static let name = "question.search"
        public static let summary =
            "Lists everything one can ask, in the wording that is in force: of followed libraries, kept copies, one's own."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Words that all stand in wording, purpose, topic or one's notes.
            public var text: Line?
            public var dimension: String?
            /// Whom to ask; a question without an audience is for anybody.
            public var audience: InterviewerRole?
            public var kind: QuestionKind?
            public var library: ID<Library>?
            /// Linked to the priority, or about its dimension.
            public var priority: ID<Priority>?
            /// Only one's own questions, or only those of libraries.
            public var own: Bool?
            public var state: Overlay.State?
            /// Whether those that one has hidden are listed as well; they are not when absent.
            public var hidden: Bool?
            public var limit: Int?
            public var cursor: String?

            public init(
                text: Line? = nil,
                dimension: String? = nil,
                audience: InterviewerRole? = nil,
                kind: QuestionKind? = nil,
                library: ID<Library>? = nil,
                priority: ID<Priority>? = nil,
                own: Bool? = nil,
                state: Overlay.State? = nil,
                hidden: Bool? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.text = text
                self.dimension = dimension
                self.audience = audience
                self.kind = kind
                self.library = library
                self.priority = priority
                self.own = own
                self.state = state
                self.hidden = hidden
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<AskableQuestion>
    }
}

/// Questions of one's own.
public enum OwnQuestions {
    static let methods: [any TwoWayMethod.Type] = [Create.self, Update.self, List.self]

    /// Writes down a question of one's own.
    public enum Create: TwoWayMethod {
        public static let name = "ownQuestion.create"
        public static let summary = "Writes down a question of one's own, and what it is to find out about."
        public static let failures: [FailureKind] = [.notFound, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var text: Line
            public var hints: QuestionHints?
            public var kind: QuestionKind?
            /// Whom to ask; anybody when absent.
            public var audience: [InterviewerRole]?
            /// From 1 to 60.
            public var minutes: Int?
            /// How much an answer usually settles, 0 to 1.
            public var informativeness: Double?
            /// Keys of the catalogue of dimensions.
            public var dimensions: [String]?
            /// Keys of priorities of any of one's sets.
            public var priorities: [ID<Priority>]?
            public var idempotencyKey: IdempotencyKey?

            public init(
                text: Line,
                hints: QuestionHints? = nil,
                kind: QuestionKind? = nil,
                audience: [InterviewerRole]? = nil,
                minutes: Int? = nil,
                informativeness: Double? = nil,
                dimensions: [String]? = nil,
                priorities: [ID<Priority>]? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.text = text
                self.hints = hints
                self.kind = kind
                self.audience = audience
                self.minutes = minutes
                self.informativeness = informativeness
                self.dimensions = dimensions
                self.priorities = priorities
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = OwnQuestion
    }

    /// Edits a question of one's own.
    public enum Update: TwoWayMethod {
        public static let name = "ownQuestion.update"
        public static let summary =
            "Edits a question of one's own: absent members stay, null clears; an archived one is asked no more."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<OwnQuestion>
            public var revision: Revision
            public var text: Line?
            public var hints: Patch<QuestionHints>
            public var kind: Patch<QuestionKind>
            public var audience: [InterviewerRole]?
            public var minutes: Patch<Int>
            public var informativeness: Patch<Double>
            public var dimensions: [String]?
            public var priorities: [ID<Priority>]?
            public var archived: Bool?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<OwnQuestion>,
                revision: Revision,
                text: Line? = nil,
                hints: Patch<QuestionHints> = .unchanged,
                kind: Patch<QuestionKind> = .unchanged,
                audience: [InterviewerRole]? = nil,
                minutes: Patch<Int> = .unchanged,
                informativeness: Patch<Double> = .unchanged,
                dimensions: [String]? = nil,
                priorities: [ID<Priority>]? = nil,
                archived: Bool? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.text = text
                self.hints = hints
                self.kind = kind
                self.audience = audience
                self.minutes = minutes
                self.informativeness = informativeness
                self.dimensions = dimensions
                self.priorities = priorities
                self.archived = archived
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = OwnQuestion
    }

    /// Lists one's own questions.
    public enum List: TwoWayMethod {
        public static let name = "ownQuestion.list"
        public static let summary = "Lists one's own questions, newest first."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Only archived ones, or only the others.
            public var archived: Bool?
            public var limit: Int?
            public var cursor: String?

            public init(archived: Bool? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.archived = archived
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<OwnQuestion>
    }
}

/// What a subscriber lays over the questions of a library.
public enum Overlays {
    static let methods: [any TwoWayMethod.Type] = [Save.self, List.self]

    /// Lays something over one question of a followed library.
    public enum Save: TwoWayMethod {
        public static let name = "overlay.save"
        public static let summary =
            "Lays own wording, notes, links, place or hiding over a question of a library: absent members stay, null clears."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var subscription: ID<Subscription>
            public var questionKey: Slug
            /// 0 before the first time.
            public var revision: Revision
            /// In force instead of the library's wording, which null puts back; either settles a conflict.
            public var ownText: Patch<Line>
            public var privateNotes: Patch<Prose>
            public var hidden: Bool?
            /// Keys of priorities of any of one's sets.
            public var priorities: [ID<Priority>]?
            /// The place in the list of the library, from 0.
            public var position: Patch<Int>
            /// Only `clean`: chooses a dormant question, or settles a conflict by keeping one's own wording.
            public var state: Overlay.State?
            public var idempotencyKey: IdempotencyKey?

            public init(
                subscription: ID<Subscription>,
                questionKey: Slug,
                revision: Revision,
                ownText: Patch<Line> = .unchanged,
                privateNotes: Patch<Prose> = .unchanged,
                hidden: Bool? = nil,
                priorities: [ID<Priority>]? = nil,
                position: Patch<Int> = .unchanged,
                state: Overlay.State? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.subscription = subscription
                self.questionKey = questionKey
                self.revision = revision
                self.ownText = ownText
                self.privateNotes = privateNotes
                self.hidden = hidden
                self.priorities = priorities
                self.position = position
                self.state = state
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Overlay
    }

    /// Lists what one has laid over questions.
    public enum List: TwoWayMethod {
        public static let name = "overlay.list"
        public static let summary =
            "Lists what one has laid over the questions of libraries, also of those one follows no more."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var subscription: ID<Subscription>?
            public var state: Overlay.State?
            public var limit: Int?
            public var cursor: String?

            public init(
                subscription: ID<Subscription>? = nil,
                state: Overlay.State? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.subscription = subscription
                self.state = state
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Overlay>
    }
}
