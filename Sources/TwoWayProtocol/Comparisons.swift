import JSONRPC
import TwoWayModel

/// Opportunities compared under doubt.
public enum Comparisons {
    static let methods: [any TwoWayMethod.Type] = [Create.self, Get.self, List.self, Delete.self, WhatIf.self]

    /// Compares opportunities of a job search, and keeps what came of it.
    public enum Create: TwoWayMethod {
        public static let name = "comparison.create"
        public static let summary = "Compares opportunities by what is known now, and keeps the result."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached, .busy]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var jobSearch: ID<JobSearch>
            /// From 2 to 50; absent for all that are not closed.
            public var opportunities: [ID<Opportunity>]?
            public var title: Title?
            /// From 0 to 2^53 - 1; taken from the inputs when absent, so that equal inputs give the same result.
            public var seed: Int?
            public var idempotencyKey: IdempotencyKey?

            public init(
                jobSearch: ID<JobSearch>,
                opportunities: [ID<Opportunity>]? = nil,
                title: Title? = nil,
                seed: Int? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.jobSearch = jobSearch
                self.opportunities = opportunities
                self.title = title
                self.seed = seed
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Comparison
    }

    /// Answers a comparison that was kept, with a mark when it no longer holds.
    public enum Get: SharedMethod {
        public static let name = "comparison.get"
        public static let summary =
            "Answers a comparison as it was made, marked stale once anything changed; to a coach what is shared."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Comparison>

            public init(id: ID<Comparison>) {
                self.id = id
            }
        }

        public typealias Result = Comparison
        public typealias Shared = SharedComparison
    }

    /// Lists the comparisons of a job search.
    public enum List: TwoWayMethod {
        public static let name = "comparison.list"
        public static let summary = "Lists the comparisons of a job search with their headlines, newest first."
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

        public typealias Result = Page<ComparisonSummary>
    }

    /// Throws a comparison away.
    public enum Delete: TwoWayMethod {
        public static let name = "comparison.delete"
        public static let summary = "Deletes a comparison."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Comparison>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Comparison>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Done
    }

    /// Compares as if weights or ratings were other ones, and stores nothing.
    public enum WhatIf: TwoWayMethod {
        public static let name = "comparison.whatIf"
        public static let summary =
            "Compares as if weights or ratings were other ones, beside how it is; stores nothing."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .busy]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var jobSearch: ID<JobSearch>
            /// From 2 to 50; absent for all that are not closed.
            public var opportunities: [ID<Opportunity>]?
            public var weights: [Weight]?
            public var ratings: [Rating]?
            /// The same one serves both sides; taken from the inputs as they are when absent.
            public var seed: Int?

            public init(
                jobSearch: ID<JobSearch>,
                opportunities: [ID<Opportunity>]? = nil,
                weights: [Weight]? = nil,
                ratings: [Rating]? = nil,
                seed: Int? = nil
            ) {
                self.jobSearch = jobSearch
                self.opportunities = opportunities
                self.weights = weights
                self.ratings = ratings
                self.seed = seed
            }
        }

        /// Another weight of a priority.
        public struct Weight: Codable, Sendable, Hashable {
            public var priority: ID<Priority>
            /// A share of the whole, 0 to 1; the priorities that are not named share the rest as before.
            public var weight: Double

            public init(priority: ID<Priority>, weight: Double) {
                self.priority = priority
                self.weight = weight
            }
        }

        /// Another interval in place of what is known.
        public struct Rating: Codable, Sendable, Hashable {
            public var opportunity: ID<Opportunity>
            public var priority: ID<Priority>
            public var interval: ValueInterval

            public init(opportunity: ID<Opportunity>, priority: ID<Priority>, interval: ValueInterval) {
                self.opportunity = opportunity
                self.priority = priority
                self.interval = interval
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            /// By what is known and weighed now.
            public var before: ComparisonOutcome
            /// With the changes.
            public var after: ComparisonOutcome

            public init(before: ComparisonOutcome, after: ComparisonOutcome) {
                self.before = before
                self.after = after
            }
        }
    }
}
