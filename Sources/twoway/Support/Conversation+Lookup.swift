import TwoWayModel
import TwoWayProtocol

// From what a person typed to the id that is meant. A whole UUID is taken as it is, without asking the server.

extension Conversation {
    func jobSearch(_ text: String?) async throws -> ID<JobSearch> {
        if let text, let id = ID<JobSearch>(text) { return id }
        let searches = try await server.list(JobSearches.List.self, .init()).value.items
        if let text {
            let entries = searches.map { Lookup<JobSearch>.Entry($0.id, $0.title.text) }
            return try Lookup(noun: "job search", listing: "twoway search list").find(text, among: entries)
        }
        let active = searches.filter { $0.state == .active }
        guard let only = active.first else {
            throw CommandFailure("There is no job search yet.", hint: "Start one: twoway search new \"New job\"")
        }
        guard active.count == 1 else {
            throw CommandFailure.usage(
                "There are several job searches.",
                hint: "Say which one with --search; twoway search list shows them."
            )
        }
        return only.id
    }

    func organisation(_ text: String) async throws -> ID<Organisation> {
        if let id = ID<Organisation>(text) { return id }
        let found = try await server.list(Organisations.List.self, .init()).value.items
        let entries = found.map { Lookup<Organisation>.Entry($0.id, $0.name.text) }
        let lookup = Lookup<Organisation>(noun: "organisation", listing: "twoway organisation list")
        return try lookup.find(text, among: entries)
    }

    func person(_ text: String) async throws -> ID<Person> {
        if let id = ID<Person>(text) { return id }
        let found = try await server.list(People.List.self, .init()).value.items
        let entries = found.map { Lookup<Person>.Entry($0.id, $0.name.text) }
        return try Lookup(noun: "person", listing: "twoway person list").find(text, among: entries)
    }

    /// One of the caller's opportunities, or as a coach one that is shared.
    ///
    /// What a coach looks for is not read to learn its title: that would leave a receipt for a reading that nobody meant.
    func opportunity(_ text: String) async throws -> ID<Opportunity> {
        if let id = ID<Opportunity>(text) { return id }
        let account = try await server.account()
        var entries: [Lookup<Opportunity>.Entry] = []
        if account.roles.contains(.candidate) {
            let own = try await server.list(Opportunities.List.self, .init()).value.items
            entries += own.map {
                .init($0.id, "\($0.title.text), \($0.organisationName.text)", $0.title.text, $0.organisationName.text)
            }
        }
        var listing = "twoway opportunity list"
        if account.roles.contains(.coach) {
            let shared = try await server.list(Shares.List.self, .init(role: .coach)).value.items
            entries += shared.compactMap(\.opportunity).map { .init($0) }
            if !account.roles.contains(.candidate) { listing = "twoway shared" }
        }
        return try Lookup(noun: "opportunity", listing: listing).find(text, among: entries)
    }

    func interview(_ text: String) async throws -> ID<Interview> {
        if let id = ID<Interview>(text) { return id }
        let found = try await server.list(Interviews.List.self, .init()).value.items
        let entries = found.map { Lookup<Interview>.Entry($0.id, $0.title.text) }
        return try Lookup(noun: "interview", listing: "twoway interview list").find(text, among: entries)
    }

    /// One of the caller's promises, as it is now.
    func promise(_ text: String) async throws -> Promise {
        let found = try await server.list(Promises.List.self, .init()).value.items
        let entries = found.map { Lookup<Promise>.Entry($0.id, $0.text.text) }
        let id = try Lookup<Promise>(noun: "promise", listing: "twoway promise list").find(text, among: entries)
        guard let promise = found.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no such promise.", hint: "See what there is: twoway promise list")
        }
        return promise
    }

    /// One of the caller's follow-ups, as it is now.
    func followUp(_ text: String) async throws -> FollowUp {
        let found = try await server.list(FollowUps.List.self, .init()).value.items
        let entries = found.map { Lookup<FollowUp>.Entry($0.id, $0.text.text) }
        let id = try Lookup<FollowUp>(noun: "follow-up", listing: "twoway follow-up list").find(text, among: entries)
        guard let followUp = found.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound(
                "There is no such follow-up.",
                hint: "See what there is: twoway follow-up list"
            )
        }
        return followUp
    }

    /// One of the caller's stories, as it is now.
    func story(_ text: String) async throws -> Story {
        let found = try await server.list(Stories.List.self, .init()).value.items
        let entries = found.map { Lookup<Story>.Entry($0.id, $0.title.text) }
        let id = try Lookup<Story>(noun: "story", listing: "twoway story list").find(text, among: entries)
        guard let story = found.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no such story.", hint: "See what there is: twoway story list")
        }
        return story
    }

    /// One of the caller's relationships on one side, by the other's name.
    func relationship(_ text: String, as role: Role) async throws -> ID<Relationship> {
        if let id = ID<Relationship>(text) { return id }
        return try find(text, among: try await openRelationships(as: role), as: role).id
    }

    /// One of the caller's relationships on either side, as it is now: as candidate first.
    func relationship(_ text: String) async throws -> Relationship {
        var missing: CommandFailure?
        for role in [Role.candidate, .coach] where try await server.account().roles.contains(role) {
            do {
                return try find(text, among: try await openRelationships(as: role), as: role)
            } catch let failure as CommandFailure where failure.status == .notFound {
                missing = missing ?? failure
            }
        }
        throw missing ?? CommandFailure.notFound("You work with nobody.", hint: "See: twoway coach --help")
    }

    /// Those that have ended stand in nobody's way who starts anew.
    private func openRelationships(as role: Role) async throws -> [Relationship] {
        try await server.list(Relationships.List.self, .init(role: role)).value.items.filter { $0.status != .ended }
    }

    private func find(_ text: String, among open: [Relationship], as role: Role) throws -> Relationship {
        let entries = open.map { relationship in
            let name = role == .candidate ? relationship.coachName : relationship.candidateName
            return Lookup<Relationship>.Entry(relationship.id, name.text)
        }
        let noun = role == .candidate ? "coach" : "client"
        let listing = role == .candidate ? "twoway coach list" : "twoway clients"
        let id = try Lookup(noun: noun, listing: listing).find(text, among: entries)
        guard let found = open.first(where: { $0.id == id }) else {
            throw CommandFailure.notFound("There is no such \(noun).", hint: "See what there is: \(listing)")
        }
        return found
    }
}
