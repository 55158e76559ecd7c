/// What is counted of a question, in candidates.
public enum StatisticsMeasure: String, Codable, CaseIterable, Sendable {
    /// Stood in a plan of theirs.
    case planned
    /// Was put to somebody.
    case asked
    /// Was answered, at least in part.
    case answered
    /// Was evaded.
    case evaded
    /// Got an answer that narrowed the interval of a priority by 0.1 or more.
    case informative
}

/// Counts of candidates by measure, as far as they may be shown: multiples of 5, absent where they may not.
public struct ShownCounts: Codable, Sendable, Hashable {
    public var planned: Int?
    public var asked: Int?
    public var answered: Int?
    public var evaded: Int?
    public var informative: Int?

    public init(
        planned: Int? = nil,
        asked: Int? = nil,
        answered: Int? = nil,
        evaded: Int? = nil,
        informative: Int? = nil
    ) {
        self.planned = planned
        self.asked = asked
        self.answered = answered
        self.evaded = evaded
        self.informative = informative
    }

    public subscript(_ measure: StatisticsMeasure) -> Int? {
        get {
            switch measure {
            case .planned: planned
            case .asked: asked
            case .answered: answered
            case .evaded: evaded
            case .informative: informative
            }
        }
        set {
            switch measure {
            case .planned: planned = newValue
            case .asked: asked = newValue
            case .answered: answered = newValue
            case .evaded: evaded = newValue
            case .informative: informative = newValue
            }
        }
    }

    public var isEmpty: Bool { StatisticsMeasure.allCases.allSatisfy { self[$0] == nil } }
}

/// The figures of one question.
public struct QuestionFigures: Codable, Sendable, Hashable {
    public var key: Slug
    public var text: Line
    public var counts: ShownCounts

    public init(key: Slug, text: Line, counts: ShownCounts) {
        self.key = key
        self.text = text
        self.counts = counts
    }
}

/// The figures of one topic: of its questions, or of the topic as a whole where no question may be shown.
public struct TopicFigures: Codable, Sendable, Hashable {
    public var topic: Title
    /// Candidates with any question of the topic; of a measure only where no question shows it.
    public var total: ShownCounts
    public var questions: [QuestionFigures]

    public init(topic: Title, total: ShownCounts, questions: [QuestionFigures]) {
        self.topic = topic
        self.total = total
        self.questions = questions
    }
}

/// What a group of candidates has done with a version of a library in a month; released once, and never changed.
public struct GroupFigures: Codable, Sendable, Hashable {
    public var library: ID<Library>
    public var version: Int
    public var period: StatisticsMonth
    /// How many candidates there were who let themselves be counted, to a multiple of 5.
    public var contributors: Int
    public var releasedAt: Timestamp
    public var topics: [TopicFigures]

    public init(
        library: ID<Library>,
        version: Int,
        period: StatisticsMonth,
        contributors: Int,
        releasedAt: Timestamp,
        topics: [TopicFigures]
    ) {
        self.library = library
        self.version = version
        self.period = period
        self.contributors = contributors
        self.releasedAt = releasedAt
        self.topics = topics
    }
}

/// A release in a list.
public struct StatisticsRelease: Codable, Sendable, Hashable {
    public var library: ID<Library>
    public var title: Title
    public var version: Int
    public var period: StatisticsMonth
    public var contributors: Int
    public var releasedAt: Timestamp

    public init(
        library: ID<Library>,
        title: Title,
        version: Int,
        period: StatisticsMonth,
        contributors: Int,
        releasedAt: Timestamp
    ) {
        self.library = library
        self.title = title
        self.version = version
        self.period = period
        self.contributors = contributors
        self.releasedAt = releasedAt
    }
}
