import TwoWayModel

/// Coach and candidate.
public enum Relationships {
    static let methods: [any TwoWayMethod.Type] = [Invite.self, Accept.self, List.self, End.self]

    /// Asks a coach, whose library one can see, to work together.
    public enum Invite: TwoWayMethod {
        public static let name = "relationship.invite"
        public static let summary = "Asks a coach, whose library one can see, to work together."
        public static let failures: [FailureKind] = [.notFound, .alreadyExists, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var coach: ID<Account>
            public var idempotencyKey: IdempotencyKey?

            public init(coach: ID<Account>, idempotencyKey: IdempotencyKey? = nil) {
                self.coach = coach
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Relationship
    }

    /// Accepts a candidate's invitation.
    public enum Accept: TwoWayMethod {
        public static let name = "relationship.accept"
        public static let summary = "Accepts a candidate's invitation."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Relationship>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Relationship>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Relationship
    }

    /// Lists one's relationships, as candidate and as coach.
    public enum List: TwoWayMethod {
        public static let name = "relationship.list"
        public static let summary = "Lists one's relationships on one side, newest first."
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

        public typealias Result = Page<Relationship>
    }

    /// Ends a relationship from either side; its shares are revoked in the same transaction (R18).
    public enum End: TwoWayMethod {
        public static let name = "relationship.end"
        public static let summary = "Ends a relationship from either side and revokes its shares at once."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Relationship>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Relationship>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Relationship
    }
}

/// Consent to be read, and its trace.
public enum Shares {
    static let methods: [any TwoWayMethod.Type] = [Create.self, List.self, Revoke.self, ListReceipts.self]

    /// Opens fields of one thing to a coach.
    public enum Create: TwoWayMethod {
        public static let name = "share.create"
        public static let summary =
            "Opens the named fields of one thing to a coach, until it is revoked or a time has come."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var relationship: ID<Relationship>
            public var subject: ShareSubject
            public var opportunity: ID<Opportunity>
            /// At least one, and only fields of the subject.
            public var fields: [ShareField]
            public var until: Timestamp?
            public var idempotencyKey: IdempotencyKey?

            public init(
                relationship: ID<Relationship>,
                subject: ShareSubject,
                opportunity: ID<Opportunity>,
                fields: [ShareField],
                until: Timestamp? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.relationship = relationship
                self.subject = subject
                self.opportunity = opportunity
                self.fields = fields
                self.until = until
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Share
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
        public static let summary = "Lists who has read what of one's own, newest first."
        public typealias Access = CandidatesOnly

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

        public typealias Result = Page<Receipt>
    }
}
