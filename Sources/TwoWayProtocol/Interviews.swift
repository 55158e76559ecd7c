import JSONRPC
import TwoWayModel

/// Meetings with employers.
public enum Interviews {
    static let methods: [any TwoWayMethod.Type] = [
        Create.self, List.self, Get.self, Update.self, Advance.self, GetDebrief.self, Close.self, Calendar.self,
    ]

    /// A person who takes part.
    public struct Participant: Codable, Sendable, Hashable {
        public var person: ID<Person>
        /// The person's usual role when absent.
        public var role: InterviewerRole?

        public init(person: ID<Person>, role: InterviewerRole? = nil) {
            self.person = person
            self.role = role
        }
    }

    /// Notes an interview: scheduled when it has a start, else proposed.
    public enum Create: TwoWayMethod {
        public static let name = "interview.create"
        public static let summary =
            "Notes an interview with its interviewers; what earlier ones left waiting goes into its plan."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            /// The next free number when absent.
            public var round: Int?
            public var title: Title
            public var format: Interview.Format
            public var scheduledStart: Timestamp?
            public var scheduledEnd: Timestamp?
            /// The account's zone when absent.
            public var timeZone: TimeZoneName?
            /// 15 when absent.
            public var questionMinutes: Int?
            public var interviewers: [Participant]?
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                round: Int? = nil,
                title: Title,
                format: Interview.Format,
                scheduledStart: Timestamp? = nil,
                scheduledEnd: Timestamp? = nil,
                timeZone: TimeZoneName? = nil,
                questionMinutes: Int? = nil,
                interviewers: [Participant]? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.round = round
                self.title = title
                self.format = format
                self.scheduledStart = scheduledStart
                self.scheduledEnd = scheduledEnd
                self.timeZone = timeZone
                self.questionMinutes = questionMinutes
                self.interviewers = interviewers
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Interview
    }

    /// Lists one's interviews.
    public enum List: SharedMethod {
        public static let name = "interview.list"
        public static let summary =
            "Lists one's interviews, newest first; to a coach those of an opportunity that are shared."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var opportunity: ID<Opportunity>?
            public var state: Interview.State?
            public var limit: Int?
            public var cursor: String?

            public init(
                opportunity: ID<Opportunity>? = nil,
                state: Interview.State? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.opportunity = opportunity
                self.state = state
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Interview>
        public typealias Shared = Page<SharedInterview>
    }

    /// Answers one interview.
    public enum Get: SharedMethod {
        public static let name = "interview.get"
        public static let summary =
            "Answers one interview with its interviewers; to a coach what is shared of it."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Interview>

            public init(id: ID<Interview>) {
                self.id = id
            }
        }

        public typealias Result = Interview
        public typealias Shared = SharedInterview
    }

    /// Edits an interview.
    public enum Update: TwoWayMethod {
        public static let name = "interview.update"
        public static let summary =
            "Edits an interview: absent members stay, null clears; interviewers are replaced whole."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Interview>
            public var revision: Revision
            public var title: Title?
            public var format: Interview.Format?
            public var scheduledStart: Patch<Timestamp>
            public var scheduledEnd: Patch<Timestamp>
            public var timeZone: TimeZoneName?
            public var questionMinutes: Int?
            public var interviewers: [Participant]?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Interview>,
                revision: Revision,
                title: Title? = nil,
                format: Interview.Format? = nil,
                scheduledStart: Patch<Timestamp> = .unchanged,
                scheduledEnd: Patch<Timestamp> = .unchanged,
                timeZone: TimeZoneName? = nil,
                questionMinutes: Int? = nil,
                interviewers: [Participant]? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.title = title
                self.format = format
                self.scheduledStart = scheduledStart
                self.scheduledEnd = scheduledEnd
                self.timeZone = timeZone
                self.questionMinutes = questionMinutes
                self.interviewers = interviewers
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Interview
    }

    /// Moves an interview to its next state.
    public enum Advance: TwoWayMethod {
        public static let name = "interview.advance"
        public static let summary =
            "Moves an interview to its next state; closing is refused while a must-ask is planned (interview.close)."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Interview>
            public var revision: Revision
            public var state: Interview.State
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Interview>,
                revision: Revision,
                state: Interview.State,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.state = state
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Interview
    }
}
