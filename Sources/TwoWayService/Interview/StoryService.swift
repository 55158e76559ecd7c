import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Success stories of the candidate.
struct StoryService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Stories.Create.self, by: create)
        router.serve(Stories.Update.self, by: update)
        router.serve(Stories.List.self, by: list)
        router.serve(Stories.Delete.self, by: delete)
    }

    func create(_ params: Stories.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> Story {
        let story = Story(
            id: store.newID(),
            title: params.title,
            situation: params.situation,
            task: params.task,
            action: params.action,
            result: params.result,
            revision: 1,
            updatedAt: store.now()
        )
        return try await store.write(Stories.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.stories, of: candidate.id)
            return try await transaction.one(.createStory, (owner: candidate.id, story: story))
        }
    }

    func update(_ params: Stories.Update.Params, by candidate: Candidate) async throws(ServiceFailure) -> Story {
        try await store.write(Stories.Update.self, params, by: candidate) { transaction in
            var story = try await transaction.found(.storyForUpdate, OwnedID(candidate.id, params.id))
            try story.require(params.revision)
            story.title = params.title ?? story.title
            story.situation = params.situation.applied(to: story.situation)
            story.task = params.task.applied(to: story.task)
            story.action = params.action.applied(to: story.action)
            story.result = params.result.applied(to: story.result)
            return try await transaction.one(.updateStory, (owner: candidate.id, story: story))
        }
    }

    func list(_ params: Stories.List.Params, by candidate: Candidate) async throws(ServiceFailure) -> Page<Story> {
        let request = try PageRequest(Stories.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        return request.page(try await store.read(by: candidate, .all(.stories, page))) { $0.id.rawValue }
    }

    func delete(_ params: Stories.Delete.Params, by candidate: Candidate) async throws(ServiceFailure) -> Done {
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Stories.Delete.self, params, by: candidate) { transaction in
            let stored = try await transaction.found(.storyForUpdate, id)
            try stored.require(params.revision)
            try await transaction.execute(.deleteStory, id)
            return Done()
        }
    }
}
