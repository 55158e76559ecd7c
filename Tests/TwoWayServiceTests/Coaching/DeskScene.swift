import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// A candidate and a coach who work together, with a job whose overview and assessment are shared.
struct DeskScene {
    let scene: Scene
    let anna: TestClient
    let kim: TestClient
    let relationship: Relationship
    let overview: Share
    let assessment: Share

    var job: ID<Opportunity> { scene.opportunity.id }

    init(in service: TestService) async throws {
        scene = try await Scene("anna", in: service)
        anna = scene.candidate
        kim = try await Scene.coach("kim", in: service)
        relationship = try await scene.relationship(with: kim)
        overview = try await scene.share(.opportunity, [.overview], in: relationship)
        assessment = try await scene.share(.assessment, [.intervals], in: relationship)
    }

    @discardableResult
    func say(
        _ text: String,
        by client: TestClient,
        _ visibility: Note.Visibility = .shared,
        about opportunity: ID<Opportunity>? = nil
    ) async throws -> Note {
        try await client.call(
            Notes.Create.self,
            .init(
                relationship: relationship.id,
                visibility: visibility,
                opportunity: opportunity,
                text: try Prose(text)
            )
        )
    }

    func read(
        by client: TestClient,
        _ visibility: Note.Visibility = .shared,
        about opportunity: ID<Opportunity>? = nil
    ) async throws -> [String] {
        let params = Notes.List.Params(
            relationship: relationship.id,
            visibility: visibility,
            opportunity: opportunity
        )
        return try await client.call(Notes.List.self, params).items.map(\.text.text)
    }

    func prompt(_ text: String, about opportunity: ID<Opportunity>? = nil, dueOn: Day? = nil) async throws -> Prompt {
        try await kim.call(
            Prompts.Create.self,
            .init(relationship: relationship.id, opportunity: opportunity, text: try Line(text), dueOn: dueOn)
        )
    }

    func receipts() async throws -> [Receipt] {
        try await anna.call(Shares.ListReceipts.self, .init()).items
    }

    func revoke() async throws {
        for share in [overview, assessment] { _ = try await anna.call(Shares.Revoke.self, .init(id: share.id)) }
    }

    func end(by client: TestClient) async throws {
        _ = try await client.call(Relationships.End.self, .init(id: relationship.id))
    }

    func clients() async throws -> [Client] {
        try await kim.call(Clients.List.self, .init()).items
    }

    func desk() async throws -> CoachingDesk {
        try await anna.call(Dashboards.Get.self, .init()).coaching
    }

    /// Asks for a second opinion on the job.
    func ask() async throws -> Opinion {
        let question = try Line("Do I dream?")
        return try await anna.call(
            Opinions.Ask.self,
            .init(relationship: relationship.id, opportunity: job, question: question)
        )
    }

    /// Saves a sheet with the ratings of the priorities in their order; answers its revision.
    @discardableResult
    func rate(
        _ opinion: Opinion,
        _ ratings: [Int],
        by client: TestClient,
        revision: Revision = 0,
        note: String? = nil
    ) async throws -> OpinionSheet {
        let rated = zip(scene.set.priorities, ratings).map { OpinionRating(priority: $0.key, rating: $1) }
        return try await client.call(
            Opinions.Rate.self,
            .init(id: opinion.id, revision: revision, ratings: rated, note: try note.map { try Prose($0) })
        )
    }

    @discardableResult
    func seal(_ opinion: Opinion, by client: TestClient, revision: Revision = 1) async throws -> Opinion {
        try await client.call(Opinions.Seal.self, .init(id: opinion.id, revision: revision))
    }
}
