import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Anna, who follows a library of Kim's.
struct SubscriberScene {
    let service: TestService
    let coach: TestClient
    let anna: TestClient
    let library: Library
    let subscription: Subscription

    /// Of three questions unless others are named.
    init(
        _ service: TestService,
        questions: [LibraryDocument.Question] = [.sample(), .second, .third],
        visibility: Library.Visibility = .public,
        policy: Subscription.Policy? = nil
    ) async throws {
        self.service = service
        coach = try await service.signUp("kim", roles: [.coach])
        anna = try await service.signUp("anna", roles: [.candidate])
        library = try await coach.publishLibrary(.sample(questions: questions), visibility: visibility)
        subscription = try await anna.call(Subscriptions.Create.self, .init(library: library.id, policy: policy))
    }

    /// Publishes a version with these questions.
    @discardableResult
    func publish(_ questions: [LibraryDocument.Question]) async throws -> Int {
        try await coach.publish(.sample(questions: questions), of: library.id).number
    }

    func current(by client: TestClient? = nil) async throws -> Subscription {
        let all = try await (client ?? anna).call(Subscriptions.List.self, .init()).items
        return try #require(all.first { $0.library == library.id })
    }

    @discardableResult
    func overlay(
        _ key: String,
        ownText: Patch<Line> = .unchanged,
        notes: Patch<Prose> = .unchanged,
        hidden: Bool? = nil,
        priorities: [ID<Priority>]? = nil,
        position: Patch<Int> = .unchanged,
        state: Overlay.State? = nil,
        by client: TestClient? = nil
    ) async throws -> Overlay {
        let client = client ?? anna
        let subscription = try await current(by: client)
        let before = try await overlays(by: client).first { $0.questionKey.text == key }
        return try await client.call(
            Overlays.Save.self,
            .init(
                subscription: subscription.id,
                questionKey: try Slug(key),
                revision: before?.revision ?? 0,
                ownText: ownText,
                privateNotes: notes,
                hidden: hidden,
                priorities: priorities,
                position: position,
                state: state
            )
        )
    }

    func overlays(by client: TestClient? = nil) async throws -> [Overlay] {
        try await (client ?? anna).call(Overlays.List.self, .init(limit: 200)).items
    }

    func overlay(of key: String, by client: TestClient? = nil) async throws -> Overlay {
        try #require(try await overlays(by: client).last { $0.questionKey.text == key })
    }

    func preview(to: Int? = nil, by client: TestClient? = nil) async throws -> UpgradePreview {
        let client = client ?? anna
        return try await client.call(
            Upgrades.Preview.self,
            .init(subscription: try await current(by: client).id, to: to)
        )
    }

    @discardableResult
    func upgrade(
        to: Int? = nil,
        _ resolutions: [ConflictResolution]? = nil,
        by client: TestClient? = nil
    ) async throws -> UpgradeRun {
        let preview = try await preview(to: to, by: client)
        return try await (client ?? anna).call(Upgrades.Apply.self, preview.params(resolutions))
    }

    func questions(
        _ params: Questions.Search.Params = .init(),
        by client: TestClient? = nil
    ) async throws -> [AskableQuestion] {
        try await (client ?? anna).call(Questions.Search.self, params).items
    }

    func question(_ key: String, by client: TestClient? = nil) async throws -> AskableQuestion? {
        try await questions(.init(hidden: true, limit: 200), by: client).first { $0.source?.questionKey.text == key }
    }

    /// A priority of Anna's, in a draft.
    func priority(_ dimension: String = "training", of client: TestClient? = nil) async throws -> ID<Priority> {
        let client = client ?? anna
        let search = try await client.call(JobSearches.Create.self, .init(title: try Title("Next job")))
        let set = try await client.call(
            PrioritySets.Save.self,
            .init(jobSearch: search.id, weightMode: .exact, priorities: [.init(dimension: dimension, weight: 1)])
        )
        return try #require(set.priorities.first).key
    }
}

extension UpgradePreview {
    /// What applying it takes.
    func params(_ resolutions: [ConflictResolution]? = nil) -> Upgrades.Apply.Params {
        .init(
            subscription: subscription,
            revision: revision,
            to: to,
            previewHash: previewHash,
            resolutions: resolutions
        )
    }

    var outcomes: [String: UpgradeOutcome] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.questionKey.text, $0.outcome) })
    }
}

extension LibraryDocument.Question {
    /// The question in another wording.
    func worded(_ text: String) -> Self {
        var question = self
        question.text = text
        return question
    }
}
