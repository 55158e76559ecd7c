import TwoWayModel

/// Second opinions that neither side sees before both are in.
public enum Opinions {
    static let methods: [any TwoWayMethod.Type] = [
        Ask.self, List.self, Get.self, Rate.self, Seal.self, Cancel.self,
    ]

    /// Asks a coach for a second opinion.
    public enum Ask: TwoWayMethod {
        public static let name = "opinion.ask"
        public static let summary = "Asks a coach for a second opinion on an opportunity whose assessment is shared."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .alreadyExists, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var relationship: ID<Relationship>
            public var opportunity: ID<Opportunity>
            public var question: Line?
            public var idempotencyKey: IdempotencyKey?

            public init(
                relationship: ID<Relationship>,
                opportunity: ID<Opportunity>,
                question: Line? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.relationship = relationship
                self.opportunity = opportunity
                self.question = question
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Opinion
    }

    /// Lists second opinions on one side.
    public enum List: TwoWayMethod {
        public static let name = "opinion.list"
        public static let summary = "Lists second opinions, newest first, without what anybody thinks."
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

        public typealias Result = Page<Opinion>
    }

    /// Answers a second opinion as one's own side sees it.
    public enum Get: TwoWayMethod {
        public static let name = "opinion.get"
        public static let summary =
            "Answers what is rated and one's own sheet, and once both are sealed the two beside each other."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Opinion>

            public init(id: ID<Opinion>) {
                self.id = id
            }
        }

        public typealias Result = OpinionView
    }

    /// Saves one's own sheet.
    public enum Rate: TwoWayMethod {
        public static let name = "opinion.rate"
        public static let summary =
            "Saves one's own sheet whole, as long as it is not sealed; the other side sees nothing."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState, .frozen]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Opinion>
            /// That of one's own sheet; 0 before its first save.
            public var revision: Revision
            /// Each priority at most once; those that are left out are not rated.
            public var ratings: [OpinionRating]
            public var note: Prose?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Opinion>,
                revision: Revision,
                ratings: [OpinionRating],
                note: Prose? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.ratings = ratings
                self.note = note
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = OpinionSheet
    }

    /// Seals one's own sheet.
    public enum Seal: TwoWayMethod {
        public static let name = "opinion.seal"
        public static let summary =
            "Seals one's own sheet for good when all is rated; the second one that is sealed opens both."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState, .frozen]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Opinion>
            /// That of one's own sheet.
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Opinion>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        /// Without the sheets: `opinion.get` answers them.
        public typealias Result = Opinion
    }

    /// Takes the question back.
    public enum Cancel: TwoWayMethod {
        public static let name = "opinion.cancel"
        public static let summary =
            "Takes the question back before anything is revealed; the coach's sheet is forgotten."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Opinion>
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Opinion>, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Opinion
    }
}
