import TwoWayModel

/// What is decided, with the evidence of that day.
public enum Decisions {
    static let methods: [any TwoWayMethod.Type] = [Record.self, Reverse.self, Start.self, List.self, Get.self]

    /// Records a decision and carries it out.
    public enum Record: TwoWayMethod {
        public static let name = "decision.record"
        public static let summary =
            "Records a decision with its reasons and that day's scorecard, and moves the opportunity by it."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            /// Accept takes an offer, decline turns one down, withdraw ends it before, wait changes nothing; not reversal.
            public var kind: Decision.Kind
            public var reasons: Prose
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                kind: Decision.Kind,
                reasons: Prose,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.kind = kind
                self.reasons = reasons
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = DecisionView
    }

    /// Takes a decision back.
    public enum Reverse: TwoWayMethod {
        public static let name = "decision.reverse"
        public static let summary =
            "Takes a decision back by a record of its own, once; an opportunity that it closed is open again."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Decision>
            public var reason: Prose
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Decision>, reason: Prose, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        /// The new record.
        public typealias Result = DecisionView
    }

    /// Sets the first day in an accepted job.
    public enum Start: TwoWayMethod {
        public static let name = "decision.start"
        public static let summary = "Sets the first day in an accepted job, from which the reality checks are counted."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            /// An acceptance that stands.
            public var id: ID<Decision>
            public var startsOn: Day
            /// 0 when there is no first day yet.
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Decision>,
                startsOn: Day,
                revision: Revision,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.startsOn = startsOn
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = JobStart
    }

    /// Lists decisions.
    public enum List: SharedMethod {
        public static let name = "decision.list"
        public static let summary =
            "Lists decisions and their reversals, newest first, without scorecards; to a coach those of an opportunity."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var opportunity: ID<Opportunity>?
            public var limit: Int?
            public var cursor: String?

            public init(opportunity: ID<Opportunity>? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.opportunity = opportunity
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Decision>
        public typealias Shared = Page<SharedDecision>
    }

    /// Answers a decision with all that it rests on.
    public enum Get: SharedMethod {
        public static let name = "decision.get"
        public static let summary =
            "Answers a decision with that day's scorecard, first day and reality checks; to a coach what is shared."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Decision>

            public init(id: ID<Decision>) {
                self.id = id
            }
        }

        public typealias Result = DecisionView
        public typealias Shared = SharedDecision
    }
}

/// How an accepted job really is.
public enum RealityChecks {
    static let methods: [any TwoWayMethod.Type] = [Due.self, Record.self]

    /// Lists the checks that are to be made.
    public enum Due: TwoWayMethod {
        public static let name = "realityCheck.due"
        public static let summary =
            "Lists the reality checks of accepted jobs that are to be made, the first due first."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Those due until that day; today when absent.
            public var until: Day?
            public var limit: Int?
            public var cursor: String?

            public init(until: Day? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.until = until
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<DueRealityCheck>
    }

    /// Writes down how it is.
    public enum Record: TwoWayMethod {
        public static let name = "realityCheck.record"
        public static let summary =
            "Rates how a job is 30, 90 or 180 days after the start, once, and compares what was said before."
        public static let failures: [FailureKind] = [.notFound, .alreadyExists, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var opportunity: ID<Opportunity>
            /// 30, 90 or 180.
            public var day: Int
            /// From 1 to 60, of priorities that counted at the decision.
            public var ratings: [RealityRating]
            public var note: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(
                opportunity: ID<Opportunity>,
                day: Int,
                ratings: [RealityRating],
                note: Prose? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.opportunity = opportunity
                self.day = day
                self.ratings = ratings
                self.note = note
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = RealityCheck
    }
}

/// What reality has taught.
public enum Calibrations {
    static let methods: [any TwoWayMethod.Type] = [Get.self]

    /// Answers which sources and questions told the truth.
    public enum Get: TwoWayMethod {
        public static let name = "calibration.get"
        public static let summary =
            "Answers which sources and questions told the truth, and how far new evidence is trusted by that."
        public typealias Access = CandidatesOnly
        public typealias Params = NoParams
        public typealias Result = Calibration
    }
}
