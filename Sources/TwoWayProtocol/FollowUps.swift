import JSONRPC
import TwoWayModel

/// What employers promise, to be found again in the offer.
public enum Promises {
    static let methods: [any TwoWayMethod.Type] = [Create.self, Update.self, List.self, Delete.self]

    /// Notes a promise.
    public enum Create: TwoWayMethod {
        public static let name = "promise.create"
        public static let summary = "Notes what the employer promised."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            /// One of the opportunity.
            public var interview: ID<Interview>?
            public var person: ID<Person>?
            /// The key of a priority of the job search.
            public var priority: ID<Priority>?
            public var text: Line
            public var promisedOn: Day
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                interview: ID<Interview>? = nil,
                person: ID<Person>? = nil,
                priority: ID<Priority>? = nil,
                text: Line,
                promisedOn: Day,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.interview = interview
                self.person = person
                self.priority = priority
                self.text = text
                self.promisedOn = promisedOn
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Promise
    }

    /// Edits a promise, and says what became of it.
    public enum Update: TwoWayMethod {
        public static let name = "promise.update"
        public static let summary =
            "Edits a promise: absent members stay, null clears; with a state it says whether the offer keeps it."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Promise>
            public var revision: Revision
            public var text: Line?
            public var person: Patch<ID<Person>>
            public var priority: Patch<ID<Priority>>
            /// noted, then in_offer, differs or missing, then waived.
            public var state: Promise.State?
            /// What the offer says; needed when it differs.
            public var offerText: Patch<Prose>
            /// Needed exactly when it becomes waived.
            public var waiveReason: Line?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Promise>,
                revision: Revision,
                text: Line? = nil,
                person: Patch<ID<Person>> = .unchanged,
                priority: Patch<ID<Priority>> = .unchanged,
                state: Promise.State? = nil,
                offerText: Patch<Prose> = .unchanged,
                waiveReason: Line? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.text = text
                self.person = person
                self.priority = priority
                self.state = state
                self.offerText = offerText
                self.waiveReason = waiveReason
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Promise
    }

    /// Lists promises.
    public enum List: TwoWayMethod {
        public static let name = "promise.list"
        public static let summary = "Lists what employers promised, newest first."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var opportunity: ID<Opportunity>?
            public var state: Promise.State?
            public var limit: Int?
            public var cursor: String?

            public init(
                opportunity: ID<Opportunity>? = nil,
                state: Promise.State? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.opportunity = opportunity
                self.state = state
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Promise>
    }

    /// Deletes a promise.
    public enum Delete: TwoWayMethod {
        public static let name = "promise.delete"
        public static let summary = "Deletes a promise that was noted by mistake; evidence that rests on it is retired."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Promise>
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Promise>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Done
    }
}

/// What one side owes the other.
public enum FollowUps {
    static let methods: [any TwoWayMethod.Type] = [Create.self, Update.self, List.self]

    /// Notes a follow-up.
    public enum Create: TwoWayMethod {
        public static let name = "followUp.create"
        public static let summary = "Notes what the candidate or the employer owes the other side."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            /// One of the opportunity.
            public var interview: ID<Interview>?
            public var person: ID<Person>?
            public var owedBy: FollowUp.Side
            public var text: Line
            public var dueOn: Day?
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                interview: ID<Interview>? = nil,
                person: ID<Person>? = nil,
                owedBy: FollowUp.Side,
                text: Line,
                dueOn: Day? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.interview = interview
                self.person = person
                self.owedBy = owedBy
                self.text = text
                self.dueOn = dueOn
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = FollowUp
    }

    /// Edits a follow-up, and says what became of it.
    public enum Update: TwoWayMethod {
        public static let name = "followUp.update"
        public static let summary =
            "Edits a follow-up: absent members stay, null clears; open becomes done or dropped, and open again."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<FollowUp>
            public var revision: Revision
            public var person: Patch<ID<Person>>
            public var owedBy: FollowUp.Side?
            public var text: Line?
            public var dueOn: Patch<Day>
            public var state: FollowUp.State?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<FollowUp>,
                revision: Revision,
                person: Patch<ID<Person>> = .unchanged,
                owedBy: FollowUp.Side? = nil,
                text: Line? = nil,
                dueOn: Patch<Day> = .unchanged,
                state: FollowUp.State? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.person = person
                self.owedBy = owedBy
                self.text = text
                self.dueOn = dueOn
                self.state = state
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = FollowUp
    }

    /// Lists follow-ups.
    public enum List: TwoWayMethod {
        public static let name = "followUp.list"
        public static let summary = "Lists what is owed, what is due first at the top, what has no day at the end."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var opportunity: ID<Opportunity>?
            public var state: FollowUp.State?
            /// Only what is due before this day.
            public var dueBefore: Day?
            public var limit: Int?
            public var cursor: String?

            public init(
                opportunity: ID<Opportunity>? = nil,
                state: FollowUp.State? = nil,
                dueBefore: Day? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.opportunity = opportunity
                self.state = state
                self.dueBefore = dueBefore
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<FollowUp>
    }
}

/// Success stories of the candidate.
public enum Stories {
    static let methods: [any TwoWayMethod.Type] = [Create.self, Update.self, List.self, Delete.self]

    /// Notes a story.
    public enum Create: TwoWayMethod {
        public static let name = "story.create"
        public static let summary = "Notes a success story: situation, task, action, result."
        public static let failures: [FailureKind] = [.limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var title: Title
            public var situation: Prose?
            public var task: Prose?
            public var action: Prose?
            public var result: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(
                title: Title,
                situation: Prose? = nil,
                task: Prose? = nil,
                action: Prose? = nil,
                result: Prose? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.title = title
                self.situation = situation
                self.task = task
                self.action = action
                self.result = result
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Story
    }

    /// Edits a story.
    public enum Update: TwoWayMethod {
        public static let name = "story.update"
        public static let summary = "Edits a success story: absent members stay, null clears."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Story>
            public var revision: Revision
            public var title: Title?
            public var situation: Patch<Prose>
            public var task: Patch<Prose>
            public var action: Patch<Prose>
            public var result: Patch<Prose>
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Story>,
                revision: Revision,
                title: Title? = nil,
                situation: Patch<Prose> = .unchanged,
                task: Patch<Prose> = .unchanged,
                action: Patch<Prose> = .unchanged,
                result: Patch<Prose> = .unchanged,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.title = title
                self.situation = situation
                self.task = task
                self.action = action
                self.result = result
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Story
    }

    /// Lists one's stories.
    public enum List: TwoWayMethod {
        public static let name = "story.list"
        public static let summary = "Lists one's success stories, newest first."
        public typealias Access = CandidatesOnly
        public typealias Params = PageParams
        public typealias Result = Page<Story>
    }

    /// Deletes a story.
    public enum Delete: TwoWayMethod {
        public static let name = "story.delete"
        public static let summary = "Deletes a success story; talking points that rested on it stay without it."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Story>
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Story>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Done
    }
}
