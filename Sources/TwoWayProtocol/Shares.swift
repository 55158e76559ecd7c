import TwoWayModel

/// Consent to be read, and its trace.
public enum Shares {
    static let methods: [any TwoWayMethod.Type] = [
        Create.self, Preview.self, List.self, Revoke.self, ListReceipts.self,
    ]

    /// Opens fields of one thing to a coach.
    public enum Create: TwoWayMethod {
        public static let name = "share.create"
        public static let summary =
            "Opens fields of one thing to a coach, live or as it is now, until it is revoked or a time has come."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var relationship: ID<Relationship>
            public var subject: ShareSubject
            /// Needed exactly for the subject priorities.
            public var jobSearch: ID<JobSearch>?
            /// Needed for every subject but priorities and comparison.
            public var opportunity: ID<Opportunity>?
            /// Needed exactly for the subject comparison.
            public var comparison: ID<Comparison>?
            /// Narrows interviews, plans or answers to one interview of the opportunity.
            public var interview: ID<Interview>?
            /// At least one, and only fields of the subject; when absent all of them but names, pay, notes and the like.
            public var fields: [ShareField]?
            /// Live when absent.
            public var mode: Share.Mode?
            /// Now when absent; may lie in the future.
            public var from: Timestamp?
            public var until: Timestamp?
            public var idempotencyKey: IdempotencyKey?

            public init(
                relationship: ID<Relationship>,
                subject: ShareSubject,
                jobSearch: ID<JobSearch>? = nil,
                opportunity: ID<Opportunity>? = nil,
                comparison: ID<Comparison>? = nil,
                interview: ID<Interview>? = nil,
                fields: [ShareField]? = nil,
                mode: Share.Mode? = nil,
                from: Timestamp? = nil,
                until: Timestamp? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.relationship = relationship
                self.subject = subject
                self.jobSearch = jobSearch
                self.opportunity = opportunity
                self.comparison = comparison
                self.interview = interview
                self.fields = fields
                self.mode = mode
                self.from = from
                self.until = until
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Share
    }

    /// Shows what a share would open, and writes nothing.
    public enum Preview: TwoWayMethod {
        public static let name = "share.preview"
        public static let summary = "Shows exactly what a coach would read of a thing by such a share; writes nothing."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var subject: ShareSubject
            /// As for `share.create`, as are the others.
            public var jobSearch: ID<JobSearch>?
            public var opportunity: ID<Opportunity>?
            public var comparison: ID<Comparison>?
            public var interview: ID<Interview>?
            public var fields: [ShareField]?

            public init(
                subject: ShareSubject,
                jobSearch: ID<JobSearch>? = nil,
                opportunity: ID<Opportunity>? = nil,
                comparison: ID<Comparison>? = nil,
                interview: ID<Interview>? = nil,
                fields: [ShareField]? = nil
            ) {
                self.subject = subject
                self.jobSearch = jobSearch
                self.opportunity = opportunity
                self.comparison = comparison
                self.interview = interview
                self.fields = fields
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            public var fields: [ShareField]
            public var document: ShareDocument

            public init(fields: [ShareField], document: ShareDocument) {
                self.fields = fields
                self.document = document
            }
        }
    }

    /// Lists the shares one has given, or as a coach received.
    public enum List: TwoWayMethod {
        public static let name = "share.list"
        public static let summary =
            "Lists the shares one has given, or as a coach the live ones one has received, newest first."
        public static let failures: [FailureKind] = [.forbidden]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// The side one stands on; needed only when the account has both roles.
            public var role: Role?
            public var limit: Int?
            public var cursor: String?

            public init(role: Role? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.role = role
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Share>
    }

    /// Takes a share back.
    public enum Revoke: TwoWayMethod {
        public static let name = "share.revoke"
        public static let summary = "Takes a share back; the coach's next call finds nothing."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Share>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Share>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Share
    }

    /// Lists who has read what of one's own.
    public enum ListReceipts: TwoWayMethod {
        public static let name = "receipt.list"
        public static let summary = "Lists who has read what of one's own, newest first; by what was read, and by whom."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Only readings of this, as are the next ones; all that are given have to hold.
            public var subject: ShareSubject?
            public var jobSearch: ID<JobSearch>?
            public var opportunity: ID<Opportunity>?
            public var comparison: ID<Comparison>?
            public var interview: ID<Interview>?
            /// Only readings by this account.
            public var reader: ID<Account>?
            public var limit: Int?
            public var cursor: String?

            public init(
                subject: ShareSubject? = nil,
                jobSearch: ID<JobSearch>? = nil,
                opportunity: ID<Opportunity>? = nil,
                comparison: ID<Comparison>? = nil,
                interview: ID<Interview>? = nil,
                reader: ID<Account>? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.subject = subject
                self.jobSearch = jobSearch
                self.opportunity = opportunity
                self.comparison = comparison
                self.interview = interview
                self.reader = reader
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Receipt>
    }
}
