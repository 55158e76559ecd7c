import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// A candidate with a job search, and short ways to say what matters in it.
struct PriorityScene {
    let candidate: TestClient
    let search: JobSearch

    init(_ name: String = "anna", in service: TestService) async throws {
        candidate = try await service.signUp(name, roles: [.candidate])
        search = try await candidate.call(JobSearches.Create.self, .init(title: try Title("Next job")))
    }

    func save(
        _ entries: [PrioritySets.Save.Entry],
        mode: WeightMode = .exact,
        certainty: Certainty? = nil,
        tradeOffs: [TradeOff]? = nil,
        revision: Revision? = nil,
        key: IdempotencyKey? = nil
    ) async throws -> PrioritySet {
        try await candidate.call(
            PrioritySets.Save.self,
            .init(
                jobSearch: search.id,
                revision: revision,
                weightMode: mode,
                certainty: certainty,
                priorities: entries,
                tradeOffs: tradeOffs,
                idempotencyKey: key
            )
        )
    }

    func activate(
        _ draft: PrioritySet,
        reason: String? = nil,
        key: IdempotencyKey? = nil
    ) async throws -> PrioritySet {
        try await candidate.call(
            PrioritySets.Activate.self,
            .init(
                id: draft.id,
                revision: draft.revision,
                changeReason: try reason.map { try Line($0) },
                idempotencyKey: key
            )
        )
    }

    /// A set that counts, of one priority on training with this weight and one on pay with 1.
    func counting(_ weight: Double = 1, reason: String? = nil) async throws -> PrioritySet {
        let known = try? await current()
        func key(_ dimension: String) -> ID<Priority>? {
            known?.priorities.first { $0.dimension == dimension }?.key
        }
        let entries: [PrioritySets.Save.Entry] = [
            .init(key: key("training"), dimension: "training", weight: weight),
            .init(key: key("pay"), dimension: "pay", weight: 1),
        ]
        return try await activate(try await save(entries), reason: reason)
    }

    func current() async throws -> PrioritySet {
        try await candidate.call(PrioritySets.Get.self, .init(jobSearch: search.id))
    }

    func version(_ version: Int) async throws -> PrioritySet {
        try await candidate.call(PrioritySets.Get.self, .init(jobSearch: search.id, version: version))
    }

    func opportunity(_ title: String = "Engineer") async throws -> Opportunity {
        let organisation = try await candidate.call(Organisations.Create.self, .init(name: try Title("Acme")))
        return try await candidate.call(
            Opportunities.Create.self,
            .init(jobSearch: search.id, organisation: organisation.id, title: try Title(title))
        )
    }

    @discardableResult
    func advance(_ opportunity: Opportunity, to stage: Opportunity.Stage) async throws -> Opportunity {
        try await candidate.call(
            Opportunities.Advance.self,
            .init(
                id: opportunity.id,
                revision: opportunity.revision,
                stage: stage,
                closedReason: stage == .closed ? .declined : nil
            )
        )
    }

    func update(_ title: String? = nil, _ state: JobSearch.State? = nil, revision: Revision) async throws -> JobSearch {
        try await candidate.call(
            JobSearches.Update.self,
            .init(id: search.id, revision: revision, title: try title.map { try Title($0) }, state: state)
        )
    }
}
