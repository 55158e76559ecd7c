import TwoWayModel

/// Coach and candidate.
public enum Relationships {
    static let methods: [any TwoWayMethod.Type] = [
        Invite.self, Accept.self, Decline.self, List.self, Pause.self, Resume.self, End.self, MakeCode.self,
        ListCodes.self, WithdrawCode.self, LookUpCode.self, Redeem.self,
    ]

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

    /// Turns a candidate's invitation down.
    public enum Decline: TwoWayMethod {
        public static let name = "relationship.decline"
        public static let summary = "Turns a candidate's invitation down."
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

    /// Interrupts a relationship: its shares stay, and open nothing.
    ///
    /// Needs no revision: nobody is refused who wants nothing to be read any more.
    public enum Pause: TwoWayMethod {
        public static let name = "relationship.pause"
        public static let summary = "Pauses a relationship from either side: nothing is readable, and shares stay."
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

    /// Takes back one's own pause.
    public enum Resume: TwoWayMethod {
        public static let name = "relationship.resume"
        public static let summary =
            "Takes back one's own pause; when neither side has one any more, shares open again what they opened."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Relationship>
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Relationship>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Relationship
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

    /// Makes a code with which one candidate takes the coach's invitation.
    ///
    /// A code and not a name or an address, so that no coach can find out who has an account. It is shown once, as a password
    /// is, and so there is no idempotency key that would keep it.
    public enum MakeCode: TwoWayMethod {
        public static let name = "relationship.makeCode"
        public static let summary =
            "Makes a code to hand to a candidate as an invitation; it is shown once, and opens one relationship."
        public static let failures: [FailureKind] = [.limitReached]
        public typealias Access = CoachesOnly
        public static let isOnceOnly = true
        public typealias Params = NoParams

        public struct Result: Codable, Sendable, Hashable {
            /// 25 letters and digits in groups of five.
            public var code: String
            /// With which the invitation is withdrawn.
            public var id: ID<ClientInvitation>
            public var expiresAt: Timestamp

            public init(code: String, id: ID<ClientInvitation>, expiresAt: Timestamp) {
                self.code = code
                self.id = id
                self.expiresAt = expiresAt
            }
        }
    }

    /// Lists a coach's invitations that wait, without their codes.
    public enum ListCodes: TwoWayMethod {
        public static let name = "relationship.listCodes"
        public static let summary =
            "Lists a coach's invitations by code that wait to be taken, newest first, without the codes."
        public typealias Access = CoachesOnly
        public typealias Params = PageParams
        public typealias Result = Page<ClientCode>
    }

    /// Takes an invitation back: from then on nobody knows its code.
    public enum WithdrawCode: TwoWayMethod {
        public static let name = "relationship.withdrawCode"
        public static let summary = "Takes back an invitation by code that waits; its code is unknown from then on."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<ClientInvitation>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<ClientInvitation>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        /// What was taken back.
        public typealias Result = ClientCode
    }

    /// Tells whose invitation a code is, and takes nothing.
    public enum LookUpCode: TwoWayMethod {
        public static let name = "relationship.lookUpCode"
        public static let summary = "Tells which coach invites by a code, before one takes it."
        public static let failures: [FailureKind] = [.codeInvalid]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var code: String

            public init(code: String) {
                self.code = code
            }
        }

        public typealias Result = ClientInvitation
    }

    /// Takes a coach's invitation.
    public enum Redeem: TwoWayMethod {
        public static let name = "relationship.redeem"
        public static let summary = "Takes a coach's invitation by its code; nothing is shared by that."
        public static let failures: [FailureKind] = [.codeInvalid, .alreadyExists, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var code: String
            public var idempotencyKey: IdempotencyKey?

            public init(code: String, idempotencyKey: IdempotencyKey? = nil) {
                self.code = code
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Relationship
    }
}
