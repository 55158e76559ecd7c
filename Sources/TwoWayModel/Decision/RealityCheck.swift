/// How an accepted job really is, some time after the start; written once.
public struct RealityCheck: Codable, Sendable, Hashable {
    /// The days after the start at which to look (DOMAIN 5.10).
    public static let days = [30, 90, 180]
    /// Actual ratings that are at most this far from what was said are hits.
    public static let tolerance = 1

    public var id: ID<RealityCheck>
    public var opportunity: ID<Opportunity>
    /// The decision whose evidence is compared.
    public var decision: ID<Decision>
    /// 30, 90 or 180 days after the start.
    public var day: Int
    public var ratings: [RealityRating]
    public var note: Prose?
    /// What each class of source said, compared with how it is.
    public var sources: [SourceTruth]
    public var checkedAt: Timestamp

    public init(
        id: ID<RealityCheck>,
        opportunity: ID<Opportunity>,
        decision: ID<Decision>,
        day: Int,
        ratings: [RealityRating],
        note: Prose? = nil,
        sources: [SourceTruth],
        checkedAt: Timestamp
    ) {
        self.id = id
        self.opportunity = opportunity
        self.decision = decision
        self.day = day
        self.ratings = ratings
        self.note = note
        self.sources = sources
        self.checkedAt = checkedAt
    }
}

/// How a priority really is.
public struct RealityRating: Codable, Sendable, Hashable {
    public var priority: ID<Priority>
    /// From 1 to 5 on the worded anchors of the priority.
    public var rating: Int

    public init(priority: ID<Priority>, rating: Int) {
        self.priority = priority
        self.rating = rating
    }
}

/// A piece of evidence of the decision beside how it really is.
public struct RealityFinding: Sendable, Hashable {
    public var evidence: ID<Evidence>
    public var sourceClass: SourceClass
    public var rating: Int
    public var actual: Int

    public init(evidence: ID<Evidence>, sourceClass: SourceClass, rating: Int, actual: Int) {
        self.evidence = evidence
        self.sourceClass = sourceClass
        self.rating = rating
        self.actual = actual
    }

    /// Whether what was said was true enough.
    public var isHit: Bool { rating.distance(to: actual).magnitude <= RealityCheck.tolerance }

    /// Compares the evidence of a scorecard with how its priorities really are; what was not rated is not compared.
    public static func all(in scorecard: Assessment, _ ratings: [RealityRating]) -> [RealityFinding] {
        let actual = Dictionary(ratings.map { ($0.priority, $0.rating) }, uniquingKeysWith: { first, _ in first })
        return scorecard.priorities.flatMap { priority in
            guard let real = actual[priority.key] else { return [RealityFinding]() }
            return (priority.evidence ?? []).map {
                RealityFinding(evidence: $0.id, sourceClass: $0.sourceClass, rating: $0.rating, actual: real)
            }
        }
    }
}

/// How often a class of source told the truth.
public struct SourceTruth: Codable, Sendable, Hashable {
    public var sourceClass: SourceClass
    public var hits: Int
    /// How often what it said was compared.
    public var compared: Int

    public init(sourceClass: SourceClass, hits: Int, compared: Int) {
        self.sourceClass = sourceClass
        self.hits = hits
        self.compared = compared
    }

    /// One for each class that was compared, in the order of the classes.
    public static func all(_ findings: [RealityFinding]) -> [SourceTruth] {
        let classes = Dictionary(grouping: findings, by: \.sourceClass)
        return SourceClass.allCases.compactMap { source in
            classes[source].map { findings in
                SourceTruth(sourceClass: source, hits: findings.count(where: \.isHit), compared: findings.count)
            }
        }
    }
}

/// A reality check that is due, or will be.
public struct DueRealityCheck: Codable, Sendable, Hashable {
    public var opportunity: ID<Opportunity>
    public var title: Title
    public var organisation: Title
    /// 30, 90 or 180 days after the start.
    public var day: Int
    public var dueOn: Day

    public init(opportunity: ID<Opportunity>, title: Title, organisation: Title, day: Int, dueOn: Day) {
        self.opportunity = opportunity
        self.title = title
        self.organisation = organisation
        self.day = day
        self.dueOn = dueOn
    }
}
