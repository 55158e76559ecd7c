import TwoWayModel

/// What a coach does with libraries besides writing them, and looking for single questions.
extension Libraries {
    /// Changes who may find a library, and where it stands in its life.
    public enum Update: TwoWayMethod {
        public static let name = "library.update"
        public static let summary =
            "Changes who may read a library, or deprecates, reinstates or withdraws it; followers keep their version."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var id: ID<Library>
            public var revision: Revision
            /// As before when absent.
            public var visibility: Library.Visibility?
            /// As before when absent.
            public var status: Library.Status?
            public var idempotencyKey: IdempotencyKey?

            public init(
                id: ID<Library>,
                revision: Revision,
                visibility: Library.Visibility? = nil,
                status: Library.Status? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.id = id
                self.revision = revision
                self.visibility = visibility
                self.status = status
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Library
    }

    /// Says what is different between two versions, or between a version and the draft.
    public enum Diff: TwoWayMethod {
        public static let name = "library.diff"
        public static let summary =
            "Says what is different between two versions of a library, or between a version and one's own draft."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            public var library: ID<Library>
            /// The number of a version.
            public var from: Int
            /// The number of another version; one's own draft when absent.
            public var to: Int?

            public init(library: ID<Library>, from: Int, to: Int? = nil) {
                self.library = library
                self.from = from
                self.to = to
            }
        }

        public typealias Result = LibraryDiff
    }

    /// Takes a version back.
    public enum Yank: TwoWayMethod {
        public static let name = "library.yank"
        public static let summary =
            "Takes a version back: nobody can follow, take or copy it any more, and whoever follows it goes on reading it."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var library: ID<Library>
            public var number: Int
            /// For those who read it.
            public var reason: Line
            public var idempotencyKey: IdempotencyKey?

            public init(library: ID<Library>, number: Int, reason: Line, idempotencyKey: IdempotencyKey? = nil) {
                self.library = library
                self.number = number
                self.reason = reason
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = LibraryVersionSummary
    }

    /// Starts a library of one's own from a version that one may read.
    public enum Fork: TwoWayMethod {
        public static let name = "library.fork"
        public static let summary =
            "Starts a library with a draft that equals a version of one's own or a public one, and keeps the credit."
        public static let failures: [FailureKind] = [.notFound, .invalidState, .alreadyExists, .limitReached]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var library: ID<Library>
            public var number: Int
            public var slug: Slug
            /// As in the version when absent.
            public var title: Title?
            public var visibility: Library.Visibility
            public var idempotencyKey: IdempotencyKey?

            public init(
                library: ID<Library>,
                number: Int,
                slug: Slug,
                title: Title? = nil,
                visibility: Library.Visibility,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.library = library
                self.number = number
                self.slug = slug
                self.title = title
                self.visibility = visibility
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = Library
    }

    /// Finds single questions.
    public enum Search: TwoWayMethod {
        public static let name = "library.search"
        public static let summary =
            "Finds questions in the newest versions of public libraries, of one's own and of those one follows, "
            + "newest library first."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Words, or beginnings of words, that all stand in the question, its purpose or the title of its topic;
            /// in capitals or not.
            public var text: Line?
            /// The key of a dimension of the catalogue.
            public var dimension: String?
            public var audience: InterviewerRole?
            public var kind: QuestionKind?
            /// Only in this one, which may be an unlisted one.
            public var library: ID<Library>?
            public var limit: Int?
            public var cursor: String?

            public init(
                text: Line? = nil,
                dimension: String? = nil,
                audience: InterviewerRole? = nil,
                kind: QuestionKind? = nil,
                library: ID<Library>? = nil,
                limit: Int? = nil,
                cursor: String? = nil
            ) {
                self.text = text
                self.dimension = dimension
                self.audience = audience
                self.kind = kind
                self.library = library
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<FoundQuestion>
    }
}
