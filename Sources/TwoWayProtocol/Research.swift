import JSONRPC
import TwoWayModel

/// What is found out without asking.
public enum Research {
    static let methods: [any TwoWayMethod.Type] = [Create.self, Update.self, List.self, Delete.self]

    /// Notes something found out, with its source and day.
    public enum Create: TwoWayMethod {
        public static let name = "research.create"
        public static let summary =
            "Notes something found out about an employer or one of its jobs, and which question it answers."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var organisation: ID<Organisation>
            /// One of that organisation; absent for what concerns the organisation as a whole.
            public var opportunity: ID<Opportunity>?
            public var source: Title
            public var link: Line?
            /// written_offer, observation, published or hearsay.
            public var sourceClass: SourceClass
            /// At most a day from now.
            public var foundOn: Day
            public var body: Prose
            /// At most 50, of any set of one's own.
            public var priorities: [ID<Priority>]?
            /// A question of a library one follows, or one of one's own.
            public var question: AnsweredQuestion?
            public var idempotencyKey: IdempotencyKey?

            public init(
                organisation: ID<Organisation>,
                opportunity: ID<Opportunity>? = nil,
                source: Title,
                link: Line? = nil,
                sourceClass: SourceClass,
                foundOn: Day,
                body: Prose,
                priorities: [ID<Priority>]? = nil,
                question: AnsweredQuestion? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.organisation = organisation
                self.opportunity = opportunity
                self.source = source
                self.link = link
                self.sourceClass = sourceClass
                self.foundOn = foundOn
                self.body = body
                self.priorities = priorities
                self.question = question
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = ResearchNote
    }

    /// Edits a research note.
    public enum Update: TwoWayMethod {
        public static let name = "research.update"
        public static let summary = "Edits a research note: absent members stay, null clears."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<ResearchNote>
            public var revision: Revision
            public var organisation: ID<Organisation>?
            public var opportunity: Patch<ID<Opportunity>>
            public var source: Title?
            public var link: Patch<Line>
            public var sourceClass: SourceClass?
            public var foundOn: Day?
            public var body: Prose?
            public var priorities: [ID<Priority>]?
            public var question: Patch<AnsweredQuestion>
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<ResearchNote>,
                revision: Revision,
                organisation: ID<Organisation>? = nil,
                opportunity: Patch<ID<Opportunity>> = .unchanged,
                source: Title? = nil,
                link: Patch<Line> = .unchanged,
                sourceClass: SourceClass? = nil,
                foundOn: Day? = nil,
                body: Prose? = nil,
                priorities: [ID<Priority>]? = nil,
                question: Patch<AnsweredQuestion> = .unchanged,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.organisation = organisation
                self.opportunity = opportunity
                self.source = source
                self.link = link
                self.sourceClass = sourceClass
                self.foundOn = foundOn
                self.body = body
                self.priorities = priorities
                self.question = question
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = ResearchNote
    }

    /// Lists research notes.
    public enum List: TwoWayMethod {
        public static let name = "research.list"
        public static let summary =
            "Lists research notes, newest first; for an opportunity its own and those on its organisation at large."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var organisation: ID<Organisation>?
            /// Instead of the organisation.
            public var opportunity: ID<Opportunity>?
            public var limit: Int?
            public var cursor: String?

            public init(
                organisation: ID<Organisation>? = nil,
                opportunity: ID<Opportunity>? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.organisation = organisation
                self.opportunity = opportunity
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<ResearchNote>
    }

    /// Deletes a research note.
    public enum Delete: TwoWayMethod {
        public static let name = "research.delete"
        public static let summary =
            "Deletes a research note, retires the evidence that rests on it, and reopens the beliefs that it settled."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<ResearchNote>
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<ResearchNote>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Done
    }
}
