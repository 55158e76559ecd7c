import JSONRPC
import TwoWayModel

extension Organisations {
    /// Makes one employer of two.
    public enum Merge: TwoWayMethod {
        public static let name = "organisation.merge"
        public static let summary =
            "Moves people, opportunities and research of an employer to another one and deletes it; notes are joined."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var from: ID<Organisation>
            public var into: ID<Organisation>
            /// Of `into`.
            public var revision: Revision
            public var fromRevision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(
                from: ID<Organisation>,
                into: ID<Organisation>,
                revision: Revision,
                fromRevision: Revision,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.from = from
                self.into = into
                self.revision = revision
                self.fromRevision = fromRevision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Organisation
    }
}

extension People {
    /// Makes one person of two.
    public enum Merge: TwoWayMethod {
        public static let name = "person.merge"
        public static let summary =
            "Moves all that refers to a person to another one and deletes the first; notes are joined."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var from: ID<Person>
            public var into: ID<Person>
            /// Of `into`.
            public var revision: Revision
            public var fromRevision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(
                from: ID<Person>,
                into: ID<Person>,
                revision: Revision,
                fromRevision: Revision,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.from = from
                self.into = into
                self.revision = revision
                self.fromRevision = fromRevision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Person
    }
}

extension Opportunities {
    /// Makes one opportunity of two of the same job search.
    public enum Merge: TwoWayMethod {
        public static let name = "opportunity.merge"
        public static let summary =
            "Moves all that is known of an opportunity into another one and closes it as a duplicate; its shares end."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var from: ID<Opportunity>
            public var into: ID<Opportunity>
            /// Of `into`.
            public var revision: Revision
            public var fromRevision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(
                from: ID<Opportunity>,
                into: ID<Opportunity>,
                revision: Revision,
                fromRevision: Revision,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.from = from
                self.into = into
                self.revision = revision
                self.fromRevision = fromRevision
                self.idempotencyKey = idempotencyKey
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            public var opportunity: Opportunity
            /// Closed as a duplicate; it keeps its timeline and is never reopened.
            public var duplicate: Opportunity
            /// The priorities that both had an own rating of: that of `into` counts, the other one stays with the duplicate.
            public var ratingsKept: [ID<Priority>]

            public init(opportunity: Opportunity, duplicate: Opportunity, ratingsKept: [ID<Priority>]) {
                self.opportunity = opportunity
                self.duplicate = duplicate
                self.ratingsKept = ratingsKept
            }
        }
    }
}
