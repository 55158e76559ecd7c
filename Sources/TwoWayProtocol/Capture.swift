import TwoWayModel

/// What was asked, and what was answered.
public enum Capture {
    static let methods: [any TwoWayMethod.Type] = [
        Record.self, List.self, ListEmployerQuestions.self, RemoveEmployerQuestions.self, Amend.self, Remove.self,
    ]

    /// Records what happened in an interview, in any order, twice if need be.
    public enum Record: TwoWayMethod {
        public static let name = "capture.record"
        public static let summary =
            "Records askings and what came beside them; sent twice, they are written once, by the client's ids."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .keyReused, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var interview: ID<Interview>
            /// At most 50; of each of the other three as well.
            public var askings: [Entry]
            public var employerQuestions: [Question]?
            public var promises: [Promised]?
            public var followUps: [Owed]?
            public var idempotencyKey: IdempotencyKey?

            public init(
                interview: ID<Interview>,
                askings: [Entry],
                employerQuestions: [Question]? = nil,
                promises: [Promised]? = nil,
                followUps: [Owed]? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.interview = interview
                self.askings = askings
                self.employerQuestions = employerQuestions
                self.promises = promises
                self.followUps = followUps
                self.idempotencyKey = idempotencyKey
            }
        }

        /// One asking as it is sent.
        public struct Entry: Codable, Sendable, Hashable {
            public var id: ID<Asking>
            /// The plan item, absent for a question that was not planned.
            public var item: ID<PlanItem>?
            /// The wording as asked; the item's when absent.
            public var text: Line?
            /// Becomes an interviewer of the interview when not one yet.
            public var person: ID<Person>
            public var askedAt: Timestamp
            public var outcome: Asking.Outcome
            /// Only with the outcomes answered, partial and evaded.
            public var answer: Answer?

            public init(
                id: ID<Asking>,
                item: ID<PlanItem>? = nil,
                text: Line? = nil,
                person: ID<Person>,
                askedAt: Timestamp,
                outcome: Asking.Outcome,
                answer: Answer? = nil
            ) {
                self.id = id
                self.item = item
                self.text = text
                self.person = person
                self.askedAt = askedAt
                self.outcome = outcome
                self.answer = answer
            }
        }

        /// Something the employer asked, as it is sent.
        public struct Question: Codable, Sendable, Hashable {
            public var id: ID<EmployerQuestion>
            public var person: ID<Person>?
            public var text: Line
            /// What the candidate answered.
            public var reply: Prose?
            public var askedAt: Timestamp

            public init(
                id: ID<EmployerQuestion>,
                person: ID<Person>? = nil,
                text: Line,
                reply: Prose? = nil,
                askedAt: Timestamp
            ) {
                self.id = id
                self.person = person
                self.text = text
                self.reply = reply
                self.askedAt = askedAt
            }
        }

        /// Something the employer promised, as it is sent.
        public struct Promised: Codable, Sendable, Hashable {
            public var id: ID<Promise>
            public var person: ID<Person>?
            public var text: Line
            public var promisedOn: Day
            /// The key of a priority of the job search.
            public var priority: ID<Priority>?

            public init(
                id: ID<Promise>,
                person: ID<Person>? = nil,
                text: Line,
                promisedOn: Day,
                priority: ID<Priority>? = nil
            ) {
                self.id = id
                self.person = person
                self.text = text
                self.promisedOn = promisedOn
                self.priority = priority
            }
        }

        /// Something that one side owes the other, as it is sent.
        public struct Owed: Codable, Sendable, Hashable {
            public var id: ID<FollowUp>
            public var person: ID<Person>?
            public var owedBy: FollowUp.Side
            public var text: Line
            public var dueOn: Day?

            public init(
                id: ID<FollowUp>,
                person: ID<Person>? = nil,
                owedBy: FollowUp.Side,
                text: Line,
                dueOn: Day? = nil
            ) {
                self.id = id
                self.person = person
                self.owedBy = owedBy
                self.text = text
                self.dueOn = dueOn
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            /// How many records of all kinds were new; the others had been written before.
            public var written: Int
            public var askings: [ID<Asking>]
            /// Those that had been taken back before by `capture.remove`; they stay away.
            public var removed: [ID<Asking>]?

            public init(written: Int, askings: [ID<Asking>], removed: [ID<Asking>]? = nil) {
                self.written = written
                self.askings = askings
                self.removed = removed
            }
        }
    }

    /// Lists the askings of an interview.
    public enum List: SharedMethod {
        public static let name = "capture.list"
        public static let summary =
            "Lists the askings of an interview with their answers, newest first; to a coach what is shared."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var interview: ID<Interview>
            public var limit: Int?
            public var cursor: String?

            public init(interview: ID<Interview>, limit: Int? = nil, cursor: String? = nil) {
                self.interview = interview
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Asking>
        public typealias Shared = Page<SharedAsking>
    }

    /// Lists what the employer asked in an interview.
    public enum ListEmployerQuestions: TwoWayMethod {
        public static let name = "capture.employerQuestions"
        public static let summary = "Lists what the employer asked in an interview, newest first."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var interview: ID<Interview>
            public var limit: Int?
            public var cursor: String?

            public init(interview: ID<Interview>, limit: Int? = nil, cursor: String? = nil) {
                self.interview = interview
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<EmployerQuestion>
    }

    /// Takes back what the employer is said to have asked.
    public enum RemoveEmployerQuestions: TwoWayMethod {
        public static let name = "capture.removeEmployerQuestions"
        public static let summary = "Takes back questions of the employer that were recorded by mistake."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            /// From 1 to 50; all of them are there, or none is removed.
            public var employerQuestions: [ID<EmployerQuestion>]
            public var idempotencyKey: IdempotencyKey?

            public init(employerQuestions: [ID<EmployerQuestion>], idempotencyKey: IdempotencyKey? = nil) {
                self.employerQuestions = employerQuestions
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Done
    }
}
