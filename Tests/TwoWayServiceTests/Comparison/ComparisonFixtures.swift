import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// A candidate with two jobs to compare: Acme's, and one at Harbour.
struct ComparisonScene {
    let scene: Scene
    let service: TestService
    let other: Opportunity

    var candidate: TestClient { scene.candidate }
    var first: ID<Opportunity> { scene.opportunity.id }
    var second: ID<Opportunity> { other.id }
    /// Supervision, a must-have of weight 3.
    var supervision: ID<Priority> { scene.set.priorities[0].key }
    /// Training, of weight 1.
    var training: ID<Priority> { scene.set.priorities[1].key }

    static func with(_ body: (ComparisonScene) async throws -> Void) async throws {
        try await TestService.with { service in try await body(ComparisonScene(service)) }
    }

    private init(_ service: TestService) async throws {
        self.service = service
        scene = try await Scene("anna", in: service)
        let harbour = try await scene.candidate.call(Organisations.Create.self, .init(name: try Title("Harbour")))
        other = try await scene.another("Lead", of: harbour.id)
    }

    func compare(
        _ opportunities: [ID<Opportunity>]? = nil,
        title: Title? = nil,
        seed: Int? = nil,
        key: IdempotencyKey? = nil
    ) async throws -> Comparison {
        try await candidate.call(
            Comparisons.Create.self,
            .init(
                jobSearch: scene.search.id,
                opportunities: opportunities,
                title: title,
                seed: seed,
                idempotencyKey: key
            )
        )
    }

    func get(_ comparison: Comparison) async throws -> Comparison {
        try await candidate.call(Comparisons.Get.self, .init(id: comparison.id))
    }

    func list() async throws -> [ComparisonSummary] {
        try await candidate.call(Comparisons.List.self, .init(jobSearch: scene.search.id)).items
    }

    /// What a comparison of now says.
    func now() async throws -> ComparisonOutcome {
        try await candidate.call(Comparisons.WhatIf.self, .init(jobSearch: scene.search.id)).before
    }

    /// An own range of values.
    func rate(
        _ opportunity: ID<Opportunity>,
        _ priority: ID<Priority>,
        _ lo: Double,
        _ hi: Double,
        revision: Revision = 0
    ) async throws {
        _ = try await candidate.call(
            Assessments.Rate.self,
            .init(
                opportunity: opportunity,
                priority: priority,
                revision: revision,
                interval: .set(ValueInterval(lo: lo, hi: hi))
            )
        )
    }

    @discardableResult
    func hear(_ opportunity: ID<Opportunity>, _ priority: ID<Priority>, _ rating: Int) async throws -> Evidence {
        try await candidate.call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: opportunity,
                priority: priority,
                scope: .organisation,
                rating: rating,
                origin: .observation,
                sourceClass: .observation,
                specificity: .example
            )
        )
    }

    /// Another set, by which only training matters, and which counts from now on.
    func changeMind(reason: Line? = nil) async throws -> PrioritySet {
        let draft = try await candidate.call(
            PrioritySets.Save.self,
            .init(
                jobSearch: scene.search.id,
                weightMode: .exact,
                priorities: [
                    .init(key: training, dimension: "training", direction: .more, weight: 1)
                ]
            )
        )
        return try await candidate.call(
            PrioritySets.Activate.self,
            .init(id: draft.id, revision: draft.revision, changeReason: reason)
        )
    }
}
