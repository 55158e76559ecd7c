import TwoWayModel

/// What a candidate and a coach say to each other, and what a coach notes for nobody else.
public enum Notes {
    static let methods: [any TwoWayMethod.Type] = [
        Create.self, Update.self, List.self, Delete.self, Seen.self,
    ]

    /// Writes a comment, or as a coach a note for oneself.
    public enum Create: TwoWayMethod {
        public static let name = "note.create"
        public static let summary =
            "Writes a comment that both sides read, or as a coach a note that nobody else ever sees."
        public static let failures: [FailureKind] = [.notFound, .forbidden, .invalidState, .limitReached]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var relationship: ID<Relationship>
            public var visibility: Note.Visibility
            /// One that is shared with the coach; absent, it is about none.
            public var opportunity: ID<Opportunity>?
            public var text: Prose
            public var idempotencyKey: IdempotencyKey?

            public init(
                relationship: ID<Relationship>,
                visibility: Note.Visibility,
                opportunity: ID<Opportunity>? = nil,
                text: Prose,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.relationship = relationship
                self.visibility = visibility
                self.opportunity = opportunity
                self.text = text
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Note
    }

    /// Rewords what one wrote.
    public enum Update: TwoWayMethod {
        public static let name = "note.update"
        public static let summary = "Rewords what one wrote oneself; a comment then says when it was edited."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Note>
            public var revision: Revision
            public var text: Prose
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Note>,
                revision: Revision,
                text: Prose,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.text = text
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Note
    }

    /// Lists one thread.
    public enum List: TwoWayMethod {
        public static let name = "note.list"
        public static let summary =
            "Lists the comments about one opportunity, or about none, or as a coach one's own notes; newest first."
        public static let failures: [FailureKind] = [.notFound, .forbidden, .invalidState]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var relationship: ID<Relationship>
            /// Shared when absent; coach_only is for the coach, also after the relationship has ended.
            public var visibility: Note.Visibility?
            /// Absent: the comments about no opportunity; of a coach's own notes all.
            public var opportunity: ID<Opportunity>?
            public var limit: Int?
            public var cursor: String?

            public init(
                relationship: ID<Relationship>,
                visibility: Note.Visibility? = nil,
                opportunity: ID<Opportunity>? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.relationship = relationship
                self.visibility = visibility
                self.opportunity = opportunity
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Note>
    }

    /// Deletes what one wrote.
    public enum Delete: TwoWayMethod {
        public static let name = "note.delete"
        public static let summary = "Deletes what one wrote oneself, for both sides."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Note>
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Note>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Done
    }

    /// Says that one has read what the other side wrote.
    public enum Seen: TwoWayMethod {
        public static let name = "note.seen"
        public static let summary =
            "Says up to when one has read the other side's comments and replies; they are new no longer."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var relationship: ID<Relationship>
            /// When the newest one that was read was written; now when absent.
            public var until: Timestamp?
            public var idempotencyKey: IdempotencyKey?

            public init(
                relationship: ID<Relationship>,
                until: Timestamp? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.relationship = relationship
                self.until = until
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Done
    }
}
