/// What reality checks have taught a candidate: which sources and which questions told the truth.
public struct Calibration: Codable, Sendable, Hashable {
    /// Every class of source, in their order.
    public var sources: [CalibratedSource]
    /// The questions whose answers were compared, the most often compared first; at most 100.
    public var questions: [QuestionTruth]

    public init(sources: [CalibratedSource], questions: [QuestionTruth]) {
        self.sources = sources
        self.questions = questions
    }
}

/// How far a class of source is trusted, and was before anything was compared.
public struct CalibratedSource: Codable, Sendable, Hashable {
    public var sourceClass: SourceClass
    public var hits: Int
    public var compared: Int
    /// The strength of the tables, and the one that new evidence gets.
    public var original: Double
    public var strength: Double
    /// The same at organisation scope; only where the tables have another one there.
    public var originalOfOrganisation: Double?
    public var strengthOfOrganisation: Double?

    public init(
        sourceClass: SourceClass,
        hits: Int,
        compared: Int,
        original: Double,
        strength: Double,
        originalOfOrganisation: Double? = nil,
        strengthOfOrganisation: Double? = nil
    ) {
        self.sourceClass = sourceClass
        self.hits = hits
        self.compared = compared
        self.original = original
        self.strength = strength
        self.originalOfOrganisation = originalOfOrganisation
        self.strengthOfOrganisation = strengthOfOrganisation
    }
}

/// How often the answers to a question told the truth.
public struct QuestionTruth: Codable, Sendable, Hashable {
    /// The wording as it was asked last.
    public var text: Line
    /// Where a library question comes from.
    public var library: ID<Library>?
    public var questionKey: Slug?
    public var ownQuestion: ID<OwnQuestion>?
    public var hits: Int
    public var compared: Int

    public init(
        text: Line,
        library: ID<Library>? = nil,
        questionKey: Slug? = nil,
        ownQuestion: ID<OwnQuestion>? = nil,
        hits: Int,
        compared: Int
    ) {
        self.text = text
        self.library = library
        self.questionKey = questionKey
        self.ownQuestion = ownQuestion
        self.hits = hits
        self.compared = compared
    }
}

extension SourceTruth {
    /// How many comparisons the tables are worth: so many it takes to move a strength half the way.
    public static let priorWeight = 10.0

    /// The strength that follows from what was compared (DOMAIN 5.10): (10*s0 + hits) / (10 + compared).
    public func strength(from original: Double) -> Double {
        let all = max(0, compared)
        let told = min(max(0, hits), all)
        return (Self.priorWeight * original + Double(told)) / (Self.priorWeight + Double(all))
    }
}

extension EvidenceTables {
    /// The tables as the experience of a candidate has corrected them, for evidence that is still to be written.
    ///
    /// Each strength starts from its own entry: a recruiter's word about the whole organisation from the higher one there.
    public func calibrated(by truths: [SourceTruth]) -> EvidenceTables {
        var tables = self
        for truth in truths {
            let source = truth.sourceClass
            tables.sources[source] = sources[source].map(truth.strength(from:))
            tables.organisationSources[source] = organisationSources[source].map(truth.strength(from:))
        }
        return tables
    }
}

extension Calibration {
    /// What follows from the comparisons by class, with the questions beside.
    public init(truths: [SourceTruth], questions: [QuestionTruth], tables: EvidenceTables = .standard) {
        let known = Dictionary(truths.map { ($0.sourceClass, $0) }, uniquingKeysWith: { first, _ in first })
        sources = SourceClass.allCases.map { source in
            let truth = known[source] ?? SourceTruth(sourceClass: source, hits: 0, compared: 0)
            let original = tables.sources[source] ?? 0
            let ofOrganisation = tables.organisationSources[source]
            return CalibratedSource(
                sourceClass: source,
                hits: truth.hits,
                compared: truth.compared,
                original: original,
                strength: truth.strength(from: original),
                originalOfOrganisation: ofOrganisation,
                strengthOfOrganisation: ofOrganisation.map(truth.strength(from:))
            )
        }
        self.questions = questions
    }
}
