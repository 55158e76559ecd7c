import TwoWayModel

/// The catalogue of what can matter.
public enum Dimensions {
    static let methods: [any TwoWayMethod.Type] = [List.self]

    /// Lists the catalogue of dimensions.
    public enum List: TwoWayMethod {
        public static let name = "dimension.list"
        public static let summary = "Lists the catalogue of dimensions, whole."
        public typealias Access = MembersOnly
        public typealias Params = NoParams

        public struct Result: Codable, Sendable, Hashable {
            public var items: [Dimension]

            public init(items: [Dimension]) {
                self.items = items
            }
        }
    }
}

/// A candidate's campaigns.
public enum JobSearches {
    static let methods: [any TwoWayMethod.Type] = [Create.self, List.self, Update.self]

    /// Starts a job search.
    public enum Create: TwoWayMethod {
        public static let name = "jobSearch.create"
        public static let summary = "Starts a job search."
        public static let failures: [FailureKind] = [.limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var title: Title
            public var idempotencyKey: IdempotencyKey?

            public init(title: Title, idempotencyKey: IdempotencyKey? = nil) {
                self.title = title
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = JobSearch
    }

    /// Lists one's job searches.
    public enum List: TwoWayMethod {
        public static let name = "jobSearch.list"
        public static let summary = "Lists one's job searches, newest first."
        public typealias Access = CandidatesOnly
        public typealias Params = PageParams
        public typealias Result = Page<JobSearch>
    }

    /// Renames, closes or reopens a job search.
    public enum Update: TwoWayMethod {
        public static let name = "jobSearch.update"
        public static let summary =
            "Renames, closes or reopens a job search; a closed one takes no new opportunities and no new priorities."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<JobSearch>
            public var revision: Revision
            public var title: Title?
            public var state: JobSearch.State?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<JobSearch>,
                revision: Revision,
                title: Title? = nil,
                state: JobSearch.State? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.title = title
                self.state = state
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = JobSearch
    }
}

/// What matters to a candidate in a job search, in versions.
public enum PrioritySets {
    static let methods: [any TwoWayMethod.Type] = [
        Get.self, List.self, Save.self, Activate.self, Guide.self, Drift.self, Outlook.self,
    ]

    /// Answers the set that counts now, or the draft.
    public enum Get: SharedMethod {
        public static let name = "prioritySet.get"
        public static let summary =
            "Answers the current set of a job search, its draft, or a version; to a coach what is shared of the current."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var jobSearch: ID<JobSearch>
            /// The draft instead of the set that counts.
            public var draft: Bool?
            /// That version, whatever its state; not together with `draft`.
            public var version: Int?

            public init(jobSearch: ID<JobSearch>, draft: Bool? = nil, version: Int? = nil) {
                self.jobSearch = jobSearch
                self.draft = draft
                self.version = version
            }
        }

        public typealias Result = PrioritySet
        public typealias Shared = SharedPrioritySet
    }

    /// Lists the versions of a set.
    public enum List: TwoWayMethod {
        public static let name = "prioritySet.list"
        public static let summary = "Lists the versions of the set of a job search, the draft included, newest first."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var jobSearch: ID<JobSearch>
            public var limit: Int?
            public var cursor: String?

            public init(jobSearch: ID<JobSearch>, limit: Int? = nil, cursor: String? = nil) {
                self.jobSearch = jobSearch
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<PrioritySetSummary>
    }

    /// Saves the draft whole, starting one if there is none.
    public enum Save: TwoWayMethod {
        public static let name = "prioritySet.save"
        public static let summary =
            "Saves the draft of a set whole, with the revision it was read at; without one it starts a draft."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var jobSearch: ID<JobSearch>
            /// Absent when there is no draft yet.
            public var revision: Revision?
            public var weightMode: WeightMode
            /// Needed exactly in the mode points.
            public var certainty: Certainty?
            public var priorities: [Entry]
            /// What may be given up for what, by keys of the priorities sent along; absent for none.
            public var tradeOffs: [TradeOff]?
            public var idempotencyKey: IdempotencyKey?

            public init(
                jobSearch: ID<JobSearch>,
                revision: Revision? = nil,
                weightMode: WeightMode,
                certainty: Certainty? = nil,
                priorities: [Entry],
                tradeOffs: [TradeOff]? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.jobSearch = jobSearch
                self.revision = revision
                self.weightMode = weightMode
                self.certainty = certainty
                self.priorities = priorities
                self.tradeOffs = tradeOffs
                self.idempotencyKey = idempotencyKey
            }
        }

        /// A priority as it is sent.
        public struct Entry: Codable, Sendable, Hashable {
            /// Of a priority that some version of the job search has.
            ///
            /// A new one gets a key of the server when it is absent, or brings one that the client made and none of one's
            /// job searches has, to be used in trade-offs.
            public var key: ID<Priority>?
            public var dimension: String?
            /// Taken from the catalogue when absent; needed without a dimension.
            public var title: Title?
            public var statement: Prose?
            /// Taken from the catalogue when absent; needed without a dimension.
            public var direction: Direction?
            public var target: Double?
            /// 0 or more; in the mode ordinal it may be absent and follows from the rank.
            public var weight: Double?
            /// Only in the mode ordinal, from 1 to the number of priorities, equal ones for ties.
            ///
            /// When no entry has one they follow from the weights.
            public var rank: Int?
            public var vital: Bool?
            public var mustHave: Bool?
            public var threshold: Double?
            public var requiredSource: SourceClass?
            /// Five, for the ratings 1 to 5; the catalogue's count when absent.
            public var anchors: [Line]?

            public init(
                key: ID<Priority>? = nil,
                dimension: String? = nil,
                title: Title? = nil,
                statement: Prose? = nil,
                direction: Direction? = nil,
                target: Double? = nil,
                weight: Double? = nil,
                rank: Int? = nil,
                vital: Bool? = nil,
                mustHave: Bool? = nil,
                threshold: Double? = nil,
                requiredSource: SourceClass? = nil,
                anchors: [Line]? = nil
            ) {
                self.key = key
                self.dimension = dimension
                self.title = title
                self.statement = statement
                self.direction = direction
                self.target = target
                self.weight = weight
                self.rank = rank
                self.vital = vital
                self.mustHave = mustHave
                self.threshold = threshold
                self.requiredSource = requiredSource
                self.anchors = anchors
            }
        }

        public typealias Result = PrioritySet
    }

    /// Makes the draft the set that counts.
    public enum Activate: TwoWayMethod {
        public static let name = "prioritySet.activate"
        public static let summary =
            "Makes the draft the set that counts; the one before is superseded. Once a set was frozen it needs a reason."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<PrioritySet>
            public var revision: Revision
            /// Why the priorities change; needed when a set of the job search was ever frozen.
            public var changeReason: Line?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<PrioritySet>,
                revision: Revision,
                changeReason: Line? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.changeReason = changeReason
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = PrioritySet
    }

    /// Turns answers about the catalogue into priorities to save.
    public enum Guide: TwoWayMethod {
        public static let name = "prioritySet.guide"
        public static let summary =
            "Proposes priorities from a few answers about dimensions of the catalogue; stores nothing."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var answers: [GuideAnswer]

            public init(answers: [GuideAnswer]) {
                self.answers = answers
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            public var weightMode: WeightMode
            public var certainty: Certainty?
            /// For `prioritySet.save`, what matters most first.
            public var priorities: [Save.Entry]
            /// Of each must-have.
            public var thresholds: [WordedThreshold]
            /// What is worth a second thought, in plain words; paths lead into the answers.
            public var findings: [Finding]

            public init(
                weightMode: WeightMode,
                certainty: Certainty? = nil,
                priorities: [Save.Entry],
                thresholds: [WordedThreshold],
                findings: [Finding]
            ) {
                self.weightMode = weightMode
                self.certainty = certainty
                self.priorities = priorities
                self.thresholds = thresholds
                self.findings = findings
            }
        }
    }

    /// Tells how far what matters has moved.
    public enum Drift: TwoWayMethod {
        public static let name = "prioritySet.drift"
        public static let summary =
            "Tells how far the weights moved between two versions; unless said otherwise from the last frozen to the current."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var jobSearch: ID<JobSearch>
            /// The last frozen version when absent.
            public var from: Int?
            /// The version that counts when absent.
            public var to: Int?

            public init(jobSearch: ID<JobSearch>, from: Int? = nil, to: Int? = nil) {
                self.jobSearch = jobSearch
                self.from = from
                self.to = to
            }
        }

        public typealias Result = PriorityDrift
    }

    /// Tells how each priority will be found out.
    public enum Outlook: TwoWayMethod {
        public static let name = "prioritySet.outlook"
        public static let summary =
            "Tells how each priority of the current set, or else the draft, will be found out, and which will not."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var jobSearch: ID<JobSearch>
            /// Only what concerns this one.
            public var opportunity: ID<Opportunity>?

            public init(jobSearch: ID<JobSearch>, opportunity: ID<Opportunity>? = nil) {
                self.jobSearch = jobSearch
                self.opportunity = opportunity
            }
        }

        public typealias Result = PrioritySetOutlook
    }
}
