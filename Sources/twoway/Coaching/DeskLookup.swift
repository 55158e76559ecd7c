import TwoWayModel
import TwoWayProtocol

// From what a person typed to what is between a candidate and a coach.

extension Conversation {
    /// A relationship by the name of the other one, on whichever side one stands; ended ones by their whole id alone.
    func relationship(with other: String) async throws -> ID<Relationship> {
        if let id = ID<Relationship>(other) { return id }
        let roles = try await server.account().roles
        guard roles.contains(.candidate), roles.contains(.coach) else {
            return try await relationship(other, as: roles.first ?? .candidate)
        }
        do {
            return try await relationship(other, as: .candidate)
        } catch let failure as CommandFailure where failure.status == .notFound {
            return try await relationship(other, as: .coach)
        }
    }

    /// One of the prompts on one side, as it is in the list.
    func prompt(_ text: String, as role: Role) async throws -> Prompt {
        let found = try await server.list(Prompts.List.self, .init(role: role)).value.items
        let entries = found.map { Lookup<Prompt>.Entry($0.id, $0.text.text) }
        let id = try Lookup<Prompt>(noun: "prompt", listing: "twoway prompt list").find(text, among: entries)
        guard let prompt = found.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no such prompt.", hint: "See what there is: twoway prompt list")
        }
        return prompt
    }

    /// One of the second opinions one gives, as the own side sees it; open ones come before others of the same name.
    func opinion(_ text: String) async throws -> ID<Opinion> {
        if let id = ID<Opinion>(text) { return id }
        let roles = try await server.account().roles
        var found: [Opinion] = []
        for role in roles { found += try await server.list(Opinions.List.self, .init(role: role)).value.items }
        let open = found.filter { !$0.state.isFinal }
        let lookup = Lookup<Opinion>(noun: "second opinion", listing: "twoway opinion list")
        let names = { (opinion: Opinion) in
            Lookup<Opinion>.Entry(opinion.id, opinion.coachName.text, opinion.candidateName.text)
        }
        if let id = try? lookup.find(text, among: open.map(names)) { return id }
        return try lookup.find(text, among: found.map(names))
    }
}
