import TwoWayModel

/// Writing, publishing and finding libraries of questions.
public enum Libraries {
    static let methods: [any TwoWayMethod.Type] = [
        Create.self, List.self, Discover.self, Get.self, GetDraft.self, SaveDraft.self, Check.self, Publish.self,
        ListVersions.self, GetVersion.self,
    ]

    /// Starts a library with a first draft.
    public enum Create: TwoWayMethod {
        public static let name = "library.create"
        public static let summary = "Starts a library with a first draft; the slug is unique among one's own."
        public static let failures: [FailureKind] = [.alreadyExists, .limitReached]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var document: LibraryDocument
            public var visibility: Library.Visibility
            public var idempotencyKey: IdempotencyKey?

            public init(
                document: LibraryDocument,
                visibility: Library.Visibility,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.document = document
                self.visibility = visibility
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Library
    }

    /// Lists one's own libraries.
    public enum List: TwoWayMethod {
        public static let name = "library.list"
        public static let summary = "Lists one's own libraries, newest first."
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Only the library with this slug.
            public var slug: Slug?
            public var limit: Int?
            public var cursor: String?

            public init(slug: Slug? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.slug = slug
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Library>
    }

    /// Lists the published libraries that one may subscribe to.
    public enum Discover: TwoWayMethod {
        public static let name = "library.discover"
        public static let summary = "Lists the published libraries that one may subscribe to, newest first."
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Words that title or summary contain.
            public var text: Line?
            public var limit: Int?
            public var cursor: String?

            public init(text: Line? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.text = text
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Library>
    }

    /// Answers one library that one owns or may read.
    public enum Get: TwoWayMethod {
        public static let name = "library.get"
        public static let summary = "Answers one library that one owns or may read."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Library>

            public init(id: ID<Library>) {
                self.id = id
            }
        }

        public typealias Result = Library
    }

    /// Answers the draft of one's own library.
    public enum GetDraft: TwoWayMethod {
        public static let name = "library.getDraft"
        public static let summary = "Answers the draft of one's own library, whole."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable {
            public var library: ID<Library>

            public init(library: ID<Library>) {
                self.library = library
            }
        }

        public typealias Result = LibraryDraft
    }

    /// Saves the draft whole.
    public enum SaveDraft: TwoWayMethod {
        public static let name = "library.saveDraft"
        public static let summary = "Saves the draft whole, with the revision it was read at."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .alreadyExists]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var library: ID<Library>
            public var document: LibraryDocument
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(
                library: ID<Library>,
                document: LibraryDocument,
                revision: Revision,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.library = library
                self.document = document
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = LibraryDraft
    }

    /// Says what is to be mended before a document can be published.
    public enum Check: TwoWayMethod {
        public static let name = "library.check"
        public static let summary = "Says what is to be mended before a document can be published; stores nothing."
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var document: LibraryDocument

            public init(document: LibraryDocument) {
                self.document = document
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            public var findings: [Finding]

            public init(findings: [Finding]) {
                self.findings = findings
            }
        }
    }

    /// Freezes the draft as the next version.
    public enum Publish: TwoWayMethod {
        public static let name = "library.publish"
        public static let summary = "Freezes the draft as the next version."
        public static let failures: [FailureKind] = [
            .notFound, .staleRevision, .checkFailed, .invalidState, .limitReached,
        ]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var library: ID<Library>
            /// The revision of the draft that is meant.
            public var revision: Revision
            public var changeNotes: Prose
            public var idempotencyKey: IdempotencyKey?

            public init(
                library: ID<Library>,
                revision: Revision,
                changeNotes: Prose,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.library = library
                self.revision = revision
                self.changeNotes = changeNotes
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = LibraryVersionSummary
    }

    /// Lists the versions of a library.
    public enum ListVersions: TwoWayMethod {
        public static let name = "library.listVersions"
        public static let summary = "Lists the versions of a library, newest first."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var library: ID<Library>
            public var limit: Int?
            public var cursor: String?

            public init(library: ID<Library>, limit: Int? = nil, cursor: String? = nil) {
                self.library = library
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<LibraryVersionSummary>
    }

    /// Answers one published version with its document.
    public enum GetVersion: TwoWayMethod {
        public static let name = "library.getVersion"
        public static let summary = "Answers one published version with its document."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var library: ID<Library>
            public var number: Int

            public init(library: ID<Library>, number: Int) {
                self.library = library
                self.number = number
            }
        }

        public typealias Result = LibraryVersion
    }
}

/// Following libraries.
public enum Subscriptions {
    static let methods: [any TwoWayMethod.Type] = [
        Create.self, List.self, Update.self, Cancel.self,
    ]

    /// Follows a library at its newest version.
    public enum Create: TwoWayMethod {
        public static let name = "subscription.create"
        public static let summary = "Follows a library, pinned to its newest version."
        public static let failures: [FailureKind] = [.notFound, .alreadyExists, .limitReached]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var library: ID<Library>
            /// Manual when absent.
            public var policy: Subscription.Policy?
            /// Whether one's use counts in the coach's group figures; false when absent.
            public var shareStatistics: Bool?
            public var idempotencyKey: IdempotencyKey?

            public init(
                library: ID<Library>,
                policy: Subscription.Policy? = nil,
                shareStatistics: Bool? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.library = library
                self.policy = policy
                self.shareStatistics = shareStatistics
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Subscription
    }

    /// Lists what one follows.
    public enum List: TwoWayMethod {
        public static let name = "subscription.list"
        public static let summary = "Lists the libraries one follows, newest first."
        public typealias Access = CandidatesOnly
        public typealias Params = PageParams
        public typealias Result = Page<Subscription>
    }

    /// Changes how one follows a library.
    public enum Update: TwoWayMethod {
        public static let name = "subscription.update"
        public static let summary =
            "Changes policy or statistics, or pauses and resumes: while paused no upgrade is taken."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Subscription>
            public var revision: Revision
            public var policy: Subscription.Policy?
            /// Whether one's use counts in the coach's group figures.
            public var shareStatistics: Bool?
            /// Active or paused; cancelling is `subscription.cancel`.
            public var state: Subscription.State?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Subscription>,
                revision: Revision,
                policy: Subscription.Policy? = nil,
                shareStatistics: Bool? = nil,
                state: Subscription.State? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.policy = policy
                self.shareStatistics = shareStatistics
                self.state = state
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Subscription
    }

    /// Stops following.
    public enum Cancel: TwoWayMethod {
        public static let name = "subscription.cancel"
        public static let summary = "Stops following; plans and what was asked keep their wording."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Subscription>
            public var revision: Revision
            public var idempotencyKey: IdempotencyKey?

            public init(id: ID<Subscription>, revision: Revision, idempotencyKey: IdempotencyKey? = nil) {
                self.id = id
                self.revision = revision
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Subscription
    }
}
