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
    static let methods: [any TwoWayMethod.Type] = [Create.self, List.self]

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
}

/// What matters to a candidate in a job search, in versions.
public enum PrioritySets {
    static let methods: [any TwoWayMethod.Type] = [Get.self, Save.self, Activate.self]

    /// Answers the set that counts now, or the draft.
    public enum Get: TwoWayMethod {
        public static let name = "prioritySet.get"
        public static let summary = "Answers the current set of a job search, or its draft."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var jobSearch: ID<JobSearch>
            /// The draft instead of the set that counts.
            public var draft: Bool?

            public init(jobSearch: ID<JobSearch>, draft: Bool? = nil) {
                self.jobSearch = jobSearch
                self.draft = draft
            }
        }

        public typealias Result = PrioritySet
    }

    /// Saves the draft whole, starting one if there is none.
    public enum Save: TwoWayMethod {
        public static let name = "prioritySet.save"
        public static let summary =
            "Saves the draft of a set whole, with the revision it was read at; without one it starts a draft."
        public static let failures: [FailureKind] = [.notFound, .staleRevision]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var jobSearch: ID<JobSearch>
            /// Absent when there is no draft yet.
            public var revision: Revision?
            public var weightMode: WeightMode
            public var priorities: [Entry]
            public var idempotencyKey: IdempotencyKey?

            public init(
                jobSearch: ID<JobSearch>,
                revision: Revision? = nil,
                weightMode: WeightMode,
                priorities: [Entry],
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.jobSearch = jobSearch
                self.revision = revision
                self.weightMode = weightMode
                self.priorities = priorities
                self.idempotencyKey = idempotencyKey
            }
        }

        /// A priority as it is sent: the key is absent for a new one.
        public struct Entry: Codable, Sendable, Hashable {
            public var key: ID<Priority>?
            public var dimension: String?
            /// Taken from the catalogue when absent; needed without a dimension.
            public var title: Title?
            public var statement: Prose?
            /// Taken from the catalogue when absent; needed without a dimension.
            public var direction: Direction?
            public var target: Double?
            public var weight: Double
            public var vital: Bool?
            public var mustHave: Bool?
            public var threshold: Double?
            public var requiredSource: SourceClass?

            public init(
                key: ID<Priority>? = nil,
                dimension: String? = nil,
                title: Title? = nil,
                statement: Prose? = nil,
                direction: Direction? = nil,
                target: Double? = nil,
                weight: Double,
                vital: Bool? = nil,
                mustHave: Bool? = nil,
                threshold: Double? = nil,
                requiredSource: SourceClass? = nil
            ) {
                self.key = key
                self.dimension = dimension
                self.title = title
                self.statement = statement
                self.direction = direction
                self.target = target
                self.weight = weight
                self.vital = vital
                self.mustHave = mustHave
                self.threshold = threshold
                self.requiredSource = requiredSource
            }
        }

        public typealias Result = PrioritySet
    }

    /// Makes the draft the set that counts.
    public enum Activate: TwoWayMethod {
        public static let name = "prioritySet.activate"
        public static let summary = "Makes the draft the set that counts; the one before is superseded."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<PrioritySet>
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<PrioritySet>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = PrioritySet
    }
}
