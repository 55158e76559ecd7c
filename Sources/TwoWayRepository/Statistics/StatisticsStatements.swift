import TwoWayModel

/// What was counted of a question, or of a whole topic, before anything is hidden.
public struct CountedCell: Sendable {
    public let library: OwnedID<Library>
    public let version: Int
    public let contributors: Int
    /// The place of the topic in the library, from 1.
    public let topicPlace: Int
    public let topic: Title
    /// Nil for the whole of a topic, which comes before its questions.
    public let question: (key: Slug, text: Line)?
    public let counts: [StatisticsMeasure: Int]
}

extension Statement<StatisticsMonth, CountedCell> {
    /// The counts of a month, version by version and topic by topic.
    public static let countStatistics = Statement(
        name: "count_statistics",
        sql: """
            SELECT owner_id, library_id, version, contributors, topic_place, topic, question_key, question, planned,
                asked, answered, evaded, informative
            FROM sec.statistics_counts($1)
            """,
        bind: { [.day($0.start)] },
        decode: { row throws(RowError) in
            let owner: ID<Account> = try row.id()
            let library = OwnedID<Library>(owner, try row.id())
            let version = try row.int()
            let contributors = try row.int()
            let topicPlace = try row.int()
            let topic: Title = try row.checked()
            let key: Slug? = try row.optionalValue()
            let text: Line? = try row.optionalChecked()
            var counts: [StatisticsMeasure: Int] = [:]
            for measure in StatisticsMeasure.allCases { counts[measure] = try row.int() }
            var question: (key: Slug, text: Line)?
            if let key, let text { question = (key, text) }
            return CountedCell(
                library: library,
                version: version,
                contributors: contributors,
                topicPlace: topicPlace,
                topic: topic,
                question: question,
                counts: counts
            )
        }
    )
}

extension Statement where Input == (month: StatisticsMonth, releases: [UInt8]), Output == Bool {
    /// Stores what may be shown of a month; false when it was released before.
    public static let releaseStatistics = Statement(
        name: "release_statistics",
        sql: "SELECT sec.statistics_release($1, $2)",
        bind: { [.day($0.month.start), .json($0.releases)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement<StatisticsMonth, Bool> {
    /// Whether a month was released.
    public static let isMonthReleased = Statement(
        name: "is_month_released",
        sql: "SELECT EXISTS (SELECT FROM tw.statistics_month WHERE month = $1)",
        bind: { [.day($0.start)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

/// A page of the releases of a coach.
public struct ReleasePage: Sendable {
    /// The place of a release in the list.
    public struct Place: Sendable {
        public let month: StatisticsMonth
        public let library: ID<Library>
        public let version: Int

        public init(month: StatisticsMonth, library: ID<Library>, version: Int) {
            self.month = month
            self.library = library
            self.version = version
        }
    }

    public let owner: ID<Account>
    public let library: ID<Library>?
    /// Nil on the first page.
    public let after: Place?
    public let rows: Int

    public init(owner: ID<Account>, library: ID<Library>?, after: Place?, rows: Int) {
        self.owner = owner
        self.library = library
        self.after = after
        self.rows = rows
    }
}

extension Statement<ReleasePage, StatisticsRelease> {
    /// The newest month first.
    public static let statisticsReleases = Statement(
        name: "statistics_releases",
        sql: """
            SELECT r.library_id, l.title, r.version, r.month, r.contributors, r.released_at
            FROM statistics_release r JOIN library l ON l.owner_id = r.owner_id AND l.id = r.library_id
            WHERE r.owner_id = $1 AND ($2::uuid IS NULL OR r.library_id = $2)
                AND ($3::date IS NULL OR (r.month, r.library_id, r.version) < ($3, $4, $5))
            ORDER BY r.month DESC, r.library_id DESC, r.version DESC LIMIT $6
            """,
        bind: {
            [
                .id($0.owner), .id($0.library), .day($0.after?.month.start), .id($0.after?.library),
                .int($0.after?.version), .int($0.rows),
            ]
        },
        decode: { row throws(RowError) in
            StatisticsRelease(
                library: try row.id(),
                title: try row.checked(),
                version: try row.int(),
                period: StatisticsMonth(containing: try row.day()),
                contributors: try row.int(),
                releasedAt: try row.time()
            )
        }
    )
}

/// One release of a coach's library.
public struct ReleaseReading: Sendable {
    public let library: OwnedID<Library>
    public let version: Int
    public let month: StatisticsMonth

    public init(library: OwnedID<Library>, version: Int, month: StatisticsMonth) {
        self.library = library
        self.version = version
        self.month = month
    }

    fileprivate var parameters: [SQLValue] {
        [.id(library.owner), .id(library.id), .int(version), .day(month.start)]
    }
}

extension Statement where Input == ReleaseReading, Output == (contributors: Int, releasedAt: Timestamp) {
    public static let statisticsRelease = Statement(
        name: "statistics_release",
        sql: """
            SELECT contributors, released_at FROM statistics_release
            WHERE owner_id = $1 AND library_id = $2 AND version = $3 AND month = $4
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in (try row.int(), try row.time()) }
    )
}

/// A released cell: of a question, or of a whole topic.
public struct ReleasedCell: Sendable {
    public let topic: Title
    public let question: (key: Slug, text: Line)?
    public let counts: ShownCounts
}

extension Statement where Input == ReleaseReading, Output == ReleasedCell {
    /// In the order of the library, each topic before its questions.
    public static let statisticsCells = Statement(
        name: "statistics_cells",
        sql: """
            SELECT topic, question_key, question, planned, asked, answered, evaded, informative FROM statistics_cell
            WHERE owner_id = $1 AND library_id = $2 AND version = $3 AND month = $4
            ORDER BY place
            """,
        bind: { $0.parameters },
        decode: { row throws(RowError) in
            let topic: Title = try row.checked()
            let key: Slug? = try row.optionalValue()
            let text: Line? = try row.optionalChecked()
            var question: (key: Slug, text: Line)?
            if let key, let text { question = (key, text) }
            var counts = ShownCounts()
            for measure in StatisticsMeasure.allCases { counts[measure] = try row.optionalInt() }
            return ReleasedCell(topic: topic, question: question, counts: counts)
        }
    )
}
