/// How far each kind of source and answer can be trusted: DOMAIN's table of strengths as configuration.
public struct EvidenceTables: Hashable, Sendable {
    /// Stored beside what was computed with the tables; a changed number needs a new version.
    public var version: String
    /// The strength of each source, 0 to 1; a source that is missing counts for nothing.
    public var sources: [SourceClass: Double]
    /// What replaces it for evidence at organisation scope, about which these sources know more.
    public var organisationSources: [SourceClass: Double]
    /// The factor for how concrete the answer was, 0 to 1.
    public var specificities: [Specificity: Double]

    public init(
        version: String,
        sources: [SourceClass: Double],
        organisationSources: [SourceClass: Double],
        specificities: [Specificity: Double]
    ) {
        self.version = version
        self.sources = sources
        self.organisationSources = organisationSources
        self.specificities = specificities
    }

    /// The tables in use.
    public static let standard = EvidenceTables(
        version: "1",
        sources: [
            .writtenOffer: 1,
            .futureSupervisor: 0.9,
            .hiringManager: 0.9,
            .observation: 0.8,
            .peer: 0.7,
            .directReport: 0.7,
            .skipLevel: 0.6,
            .executive: 0.6,
            .recruiter: 0.4,
            .hr: 0.4,
            .published: 0.3,
            .hearsay: 0.2,
        ],
        organisationSources: [.recruiter: 0.6, .hr: 0.6, .published: 0.6],
        specificities: [.example: 1, .practice: 0.9, .general: 0.7, .evasive: 0.4]
    )

    /// The strength of a piece of evidence, source times specificity, 0 to 1.
    public func strength(of source: SourceClass, at scope: Scope, specificity: Specificity) -> Double {
        let wide = scope == .organisation ? organisationSources[source] : nil
        let strength = (wide ?? sources[source] ?? 0) * (specificities[specificity] ?? 0)
        return min(max(0, strength), 1)
    }
}
