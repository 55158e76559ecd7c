import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// The people of the run, once their data is filled in.
struct Cast: Sendable {
    let anna: Candidate
    let kim: Player
    let lee: Player
    let document: LibraryDocument
    let relationship: Relationship

    static func gather(
        _ site: Site,
        _ document: LibraryDocument,
        _ volume: Volume,
        _ progress: RunProgress
    ) async throws -> Cast {
        let kim = try await site.signUp("kim", as: .coach)
        let lee = try await site.signUp("lee", as: .coach)
        let anna = try await site.signUp("anna", as: .candidate)
        let otto = try await site.signUp("otto", as: .candidate)
        let library = try await publish(document, by: kim, site)
        var short = document
        short.slug = "short"
        short.topics = Array(document.topics.prefix(1))
        let small = try await publish(short, by: lee, site)

        func filler(_ volume: Volume) -> Filler {
            Filler(site: site, progress: progress, volume: volume, library: library, document: document)
        }
        let isSmall = volume.opportunities < Volume.usual.opportunities
        progress.say("filling one of the crowd")
        var other = try await filler(isSmall ? .small : .usual).fill(otto)
        other.sharedOpportunities = other.opportunities.prefix(5).map(\.opportunity.id)
        try await takePart(other, in: small, of: lee, site)
        progress.say("filling the candidate")
        var filled = try await filler(volume).fill(anna)
        filled.sharedOpportunities = filled.opportunities.prefix(60).map(\.opportunity.id)

        progress.say("sharing")
        let relationship = try await share(filled, with: kim, isSmall ? .small : .full, suggestions: 10, site)
        try await share(other, with: kim, isSmall ? .small : .usual, suggestions: 3, site)
        try await invite(other, lee, site)
        progress.say("gathering the crowd")
        try await Crowd(site: site, candidate: otto.account.id, coach: lee.account.id).gather()
        return Cast(anna: filled, kim: kim, lee: lee, document: document, relationship: relationship)
    }

    /// Everything connected to a server that was started just now; a new version of the library has come out.
    func stage(_ site: Site) async throws -> Stage {
        let coach = try await kim.connect(site)
        try await Cast.publishNext(anna.library.id, "Some words are other ones now.", coach)
        let candidate = try await anna.player.connect(site)
        let contradictions = try await candidate.call(Contradictions.List.self, .init(limit: 1)).items
        let decisions = try await candidate.call(Decisions.List.self, .init(limit: 1)).items
        let prompts = try await candidate.call(Prompts.List.self, .init(state: .answered, limit: 1)).items
        let opinions = try await candidate.call(Opinions.List.self, .init(limit: PageLimits.maximum)).items
        guard let contradiction = contradictions.first, let decision = decisions.first, let prompt = prompts.first,
            let opinion = opinions.first(where: { $0.state == .revealed })
        else {
            throw Failure("nothing contradicts itself, nothing is decided, or nobody has answered anything")
        }
        return Stage(
            anna: anna,
            kim: kim,
            lee: lee,
            document: document,
            relationship: relationship,
            contradiction: contradiction.id,
            decision: decision.id,
            prompt: prompt.id,
            opinion: opinion.id,
            candidate: candidate,
            coach: coach,
            otherCoach: try await lee.connect(site),
            site: site
        )
    }
}

/// What happens between coaches and candidates before anything is measured.
extension Cast {
    /// Two versions of a library.
    private static func publish(_ document: LibraryDocument, by coach: Player, _ site: Site) async throws -> Library {
        let caller = try await coach.connect(site)
        let library = try await caller.call(Libraries.Create.self, .init(document: document, visibility: .public))
        let draft = try await caller.call(Libraries.GetDraft.self, .init(library: library.id))
        try await caller.call(
            Libraries.Publish.self,
            .init(library: library.id, revision: draft.revision, changeNotes: try Prose("The first version."))
        )
        try await publishNext(library.id, "The second version.", caller)
        return try await caller.call(Libraries.Get.self, .init(id: library.id))
    }

    private static func publishNext(_ library: ID<Library>, _ notes: String, _ caller: Caller) async throws {
        let draft = try await caller.call(Libraries.GetDraft.self, .init(library: library))
        let edited = try await caller.call(
            Libraries.SaveDraft.self,
            .init(
                library: library,
                document: Stage.changed(draft.document, draft.revision),
                revision: draft.revision
            )
        )
        try await caller.call(
            Libraries.Publish.self,
            .init(library: library, revision: edited.revision, changeNotes: try Prose(notes))
        )
    }

    /// Follows the small library, takes an upgrade of it, and writes to its coach.
    private static func takePart(
        _ candidate: Candidate,
        in library: Library,
        of coach: Player,
        _ site: Site
    ) async throws {
        let (caller, desk) = (try await candidate.player.connect(site), try await coach.connect(site))
        let subscription = try await caller.call(Subscriptions.Create.self, .init(library: library.id))
        try await publishNext(library.id, "The third version.", desk)
        let preview = try await caller.call(Upgrades.Preview.self, .init(subscription: subscription.id))
        try await caller.call(
            Upgrades.Apply.self,
            .init(
                subscription: subscription.id,
                revision: preview.revision,
                to: preview.to,
                previewHash: preview.previewHash
            )
        )
        for number in 0..<10 {
            let suggestion = try await caller.call(
                Suggestions.Create.self,
                .init(library: library.id, version: preview.to, text: try Line("Who was hired last? (\(number))"))
            )
            try await desk.call(
                Suggestions.Decide.self,
                .init(id: suggestion.id, fate: number % 2 == 0 ? .accepted : .declined)
            )
        }
        await caller.connection.close()
        await desk.connection.close()
    }
}
