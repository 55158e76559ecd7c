import TwoWayModel

/// Figures about groups of candidates, for the coach of a library.
public enum Statistics {
    static let methods: [any TwoWayMethod.Type] = [List.self, Get.self]

    /// Lists what was released of the coach's libraries.
    public enum List: TwoWayMethod {
        public static let name = "statistics.list"
        public static let summary = "Lists the released group figures of the coach's own libraries, newest month first."
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var library: ID<Library>?
            public var limit: Int?
            public var cursor: String?

            public init(library: ID<Library>? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.library = library
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<StatisticsRelease>
    }

    /// Answers the figures of one version in one month.
    public enum Get: TwoWayMethod {
        public static let name = "statistics.get"
        public static let summary =
            "Answers what a group has planned, asked and heard of one's library in a month, in figures that reveal no one."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CoachesOnly

        public struct Params: Codable, Sendable {
            public var library: ID<Library>
            public var version: Int
            public var period: StatisticsMonth

            public init(library: ID<Library>, version: Int, period: StatisticsMonth) {
                self.library = library
                self.version = version
                self.period = period
            }
        }

        public typealias Result = GroupFigures
    }
}
