import JSONRPC
import TwoWayModel

/// Rated support for priorities.
public enum EvidenceRatings {
    static let methods: [any TwoWayMethod.Type] = [Rate.self, List.self, Retire.self]

    /// Rates what an answer or another source says about a priority.
    public enum Rate: TwoWayMethod {
        public static let name = "evidence.rate"
        public static let summary = "Rates what an answer or another source says about a priority, from 1 to 5."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            public var priority: ID<Priority>
            public var scope: Scope
            public var rating: Int
            public var origin: EvidenceOrigin
            /// Needed exactly when the origin is an answer.
            public var answer: ID<Answer>?
            /// The note it rests on, of the opportunity or its organisation; only with the origin research.
            public var research: ID<ResearchNote>?
            /// The promise it rests on, made for the opportunity; only with the origin promise.
            public var promise: ID<Promise>?
            /// Absent, it is that of the person asked, of the note, or of whoever made the promise.
            ///
            /// A promise that the offer speaks about rests on the offer. Needed where nothing of this tells.
            public var sourceClass: SourceClass?
            /// Absent, it is taken from the answer, or is the usual one of the origin and the source.
            public var specificity: Specificity?
            public var note: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                priority: ID<Priority>,
                scope: Scope,
                rating: Int,
                origin: EvidenceOrigin,
                answer: ID<Answer>? = nil,
                research: ID<ResearchNote>? = nil,
                promise: ID<Promise>? = nil,
                sourceClass: SourceClass? = nil,
                specificity: Specificity? = nil,
                note: Prose? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.priority = priority
                self.scope = scope
                self.rating = rating
                self.origin = origin
                self.answer = answer
                self.research = research
                self.promise = promise
                self.sourceClass = sourceClass
                self.specificity = specificity
                self.note = note
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Evidence
    }

    /// Lists the live evidence of an opportunity.
    public enum List: TwoWayMethod {
        public static let name = "evidence.list"
        public static let summary = "Lists the live evidence of an opportunity, newest first."
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

        public typealias Result = Page<Evidence>
    }

    /// Takes a piece of evidence out of the count; it is kept, superseded.
    public enum Retire: TwoWayMethod {
        public static let name = "evidence.retire"
        public static let summary = "Takes a piece of evidence out of the count; it is kept, but no longer live."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Evidence>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Evidence>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Done
    }
}

/// The scorecard of an employer.
public enum Assessments {
    static let methods: [any TwoWayMethod.Type] = [
        Get.self, Rate.self, Explain.self, Save.self, Finalise.self, History.self, Version.self,
    ]

    /// Answers the assessment as of now, owner and coach alike.
    public enum Get: TwoWayMethod {
        public static let name = "assessment.get"
        public static let summary =
            "Answers the assessment of an opportunity as of now: all of it to its owner, to a coach what is shared."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var opportunity: ID<Opportunity>

            public init(opportunity: ID<Opportunity>) {
                self.opportunity = opportunity
            }
        }

        public typealias Result = Assessment
    }

    /// Overrules the computed interval of a priority, or takes that back.
    public enum Rate: TwoWayMethod {
        public static let name = "assessment.rate"
        public static let summary =
            "Sets one's own interval for a priority beside the computed one; null takes it back."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            public var priority: ID<Priority>
            /// 0 when there is no own rating yet.
            public var revision: Revision
            public var interval: Patch<ValueInterval>
            public var note: Patch<Prose>
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                priority: ID<Priority>,
                revision: Revision,
                interval: Patch<ValueInterval> = .unchanged,
                note: Patch<Prose> = .unchanged,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.priority = priority
                self.revision = revision
                self.interval = interval
                self.note = note
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = PriorityAssessment
    }

    /// Takes the interval of a priority apart into the evidence behind it.
    public enum Explain: TwoWayMethod {
        public static let name = "assessment.explain"
        public static let summary =
            "Explains the interval of a priority: what each piece of evidence does, what is missing, what would narrow it."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var opportunity: ID<Opportunity>
            public var priority: ID<Priority>

            public init(opportunity: ID<Opportunity>, priority: ID<Priority>) {
                self.opportunity = opportunity
                self.priority = priority
            }
        }

        public typealias Result = PriorityExplanation
    }
}
