import JSONRPC
import TwoWayModel

/// The list for one interview.
public enum Plans {
    static let methods: [any TwoWayMethod.Type] = [Get.self, Save.self, Suggest.self, RenderSheet.self]

    /// Answers the plan of an interview.
    public enum Get: SharedMethod {
        public static let name = "plan.get"
        public static let summary =
            "Answers the plan of an interview, empty at revision 0 when none was saved; to a coach what is shared."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var interview: ID<Interview>

            public init(interview: ID<Interview>) {
                self.interview = interview
            }
        }

        public typealias Result = Plan
        public typealias Shared = SharedPlan
    }

    /// Saves the plan whole.
    public enum Save: TwoWayMethod {
        public static let name = "plan.save"
        public static let summary =
            "Saves the plan whole, in order, with the revision it was read at; items that were asked stay."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var interview: ID<Interview>
            /// 0 for the first plan of an interview.
            public var revision: Revision
            public var items: [Entry]
            /// What the candidate wants to say, saved whole, at most 50; what is stored stays when absent.
            public var talkingPoints: [TalkingPoint]?
            public var idempotencyKey: IdempotencyKey?

            public init(
                interview: ID<Interview>,
                revision: Revision,
                items: [Entry],
                talkingPoints: [TalkingPoint]? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.interview = interview
                self.revision = revision
                self.items = items
                self.talkingPoints = talkingPoints
                self.idempotencyKey = idempotencyKey
            }
        }

        /// An item as it is sent: with an id an item of the saved plan, without one a new item.
        public struct Entry: Codable, Sendable, Hashable {
            public var id: ID<PlanItem>?
            /// A question of a library one follows; its text in one's own wording, else the library's, and its minutes,
            /// hints and priorities are taken from there when absent.
            public var source: QuestionSource?
            /// A question of one's own, instead of a source; what is absent is taken from there.
            public var ownQuestion: ID<OwnQuestion>?
            /// The belief of this opportunity that the question is to settle.
            public var belief: ID<Belief>?
            /// The contradiction of this opportunity that the question is to clear up; not with a belief.
            public var contradiction: ID<Contradiction>?
            /// A question of an earlier interview of the opportunity that was not asked there; it moves here, once only,
            /// and brings along what is absent.
            public var carriedFrom: ID<PlanItem>?
            /// Whether a new item is taken over from `plan.suggest`.
            public var suggested: Bool?
            /// The candidate's own wording; needed for a new item that comes from nowhere.
            public var text: Line?
            public var targetPerson: ID<Person>?
            public var targetRole: InterviewerRole?
            public var mustAsk: Bool?
            /// From 1 to 60.
            public var minutes: Int?
            /// When absent from a new item, those that its question is linked to or shares a dimension with.
            public var priorities: [ID<Priority>]?
            /// Needed exactly when the item is to be dropped.
            public var dropReason: Line?

            public init(
                id: ID<PlanItem>? = nil,
                source: QuestionSource? = nil,
                ownQuestion: ID<OwnQuestion>? = nil,
                belief: ID<Belief>? = nil,
                contradiction: ID<Contradiction>? = nil,
                carriedFrom: ID<PlanItem>? = nil,
                suggested: Bool? = nil,
                text: Line? = nil,
                targetPerson: ID<Person>? = nil,
                targetRole: InterviewerRole? = nil,
                mustAsk: Bool? = nil,
                minutes: Int? = nil,
                priorities: [ID<Priority>]? = nil,
                dropReason: Line? = nil
            ) {
                self.id = id
                self.source = source
                self.ownQuestion = ownQuestion
                self.belief = belief
                self.contradiction = contradiction
                self.carriedFrom = carriedFrom
                self.suggested = suggested
                self.text = text
                self.targetPerson = targetPerson
                self.targetRole = targetRole
                self.mustAsk = mustAsk
                self.minutes = minutes
                self.priorities = priorities
                self.dropReason = dropReason
            }
        }

        public typealias Result = Plan
    }

    /// Suggests what to ask.
    public enum Suggest: TwoWayMethod {
        public static let name = "plan.suggest"
        public static let summary =
            "Suggests what to ask in an interview, with the doubt that each question attacks; stores nothing."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var interview: ID<Interview>
            /// From 0 to 1440; what the plan leaves of the interview's minutes for questions when absent.
            public var minutes: Int?

            public init(interview: ID<Interview>, minutes: Int? = nil) {
                self.interview = interview
                self.minutes = minutes
            }
        }

        public typealias Result = PlanSuggestion
    }

    /// Renders the plan to take along.
    public enum RenderSheet: TwoWayMethod {
        public static let name = "plan.sheet"
        public static let summary = "Renders the plan as a sheet to take along: text, Markdown or HTML to print."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var interview: ID<Interview>
            public var format: Sheet.Format

            public init(interview: ID<Interview>, format: Sheet.Format) {
                self.interview = interview
                self.format = format
            }
        }

        public typealias Result = Sheet
    }
}
