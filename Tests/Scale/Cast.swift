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
        progress.say("filling one of the crowd")
        let other = try await filler(volume.opportunities < Volume.usual.opportunities ? .small : .usual).fill(otto)
        try await takePart(other, in: small, of: lee, site)
        progress.say("filling the candidate")
        let filled = try await filler(volume).fill(anna)

        progress.say("sharing")
        let relationship = try await share(filled, with: kim, opportunities: 60, suggestions: 10, site)
        _ = try await share(other, with: kim, opportunities: 5, suggestions: 3, site)
        progress.say("gathering the crowd")
        try await Crowd(site: site, candidate: otto.account.id, coach: lee.account.id).gather()
        return Cast(anna: filled, kim: kim, lee: lee, document: document, relationship: relationship)
    }

    /// An exception from a must-have, a final assessment, the draft of the next one, two sights that contradict each other,
    /// and a decision to wait.
    private static func judge(
        _ opportunity: ID<Opportunity>,
        isOpen: Bool,
        waiving priority: ID<Priority>,
        _ caller: Caller
    ) async throws {
        try await caller.call(
            Waivers.Grant.self,
            .init(opportunity: opportunity, priority: priority, reason: try Line("The team makes up for it."))
        )
        let verdict = Judgement(verdict: .ratherYes, note: try Prose("It is close to what I want."))
        let draft = try await caller.call(
            Assessments.Save.self,
            .init(opportunity: opportunity, revision: 0, givesWhatIWant: verdict)
        )
        try await caller.call(Assessments.Finalise.self, .init(opportunity: opportunity, revision: draft.revision))
        try await caller.call(Assessments.Save.self, .init(opportunity: opportunity, revision: 0))
        for rating in [1, 5] {
            try await caller.call(
                EvidenceRatings.Rate.self,
                .init(
                    opportunity: opportunity,
                    priority: priority,
                    scope: .job,
                    rating: rating,
                    origin: .observation,
                    sourceClass: .observation,
                    specificity: .example
                )
            )
        }
        guard isOpen else { return }
        try await caller.call(
            Decisions.Record.self,
            .init(opportunity: opportunity, kind: .wait, reasons: try Prose("Until I have met the team."))
        )
    }

    /// Everything connected to a server that was started just now; a new version of the library has come out.
    func stage(_ site: Site) async throws -> Stage {
        let coach = try await kim.connect(site)
        try await Cast.publishNext(anna.library.id, "Some words are other ones now.", coach)
        let candidate = try await anna.player.connect(site)
        let contradictions = try await candidate.call(Contradictions.List.self, .init(limit: 1)).items
        let decisions = try await candidate.call(Decisions.List.self, .init(limit: 1)).items
        guard let contradiction = contradictions.first, let decision = decisions.first else {
            throw Failure("nothing contradicts itself, or nothing is decided")
        }
        return Stage(
            anna: anna,
            kim: kim,
            lee: lee,
            document: document,
            relationship: relationship,
            contradiction: contradiction.id,
            decision: decision.id,
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

    /// Shares opportunities with a coach, who reads them, and suggests other wordings.
    private static func share(
        _ candidate: Candidate,
        with coach: Player,
        opportunities: Int,
        suggestions: Int,
        _ site: Site
    ) async throws -> Relationship {
        let (caller, desk) = (try await candidate.player.connect(site), try await coach.connect(site))
        let invited = try await caller.call(Relationships.Invite.self, .init(coach: coach.account.id))
        let relationship = try await desk.call(Relationships.Accept.self, .init(id: invited.id))
        for filled in candidate.opportunities.prefix(opportunities) {
            let opportunity = filled.opportunity.id
            for (subject, fields) in [
                (ShareSubject.assessment, [ShareField.weights, .intervals, .gates, .evidence, .notes]),
                (.opportunity, [.overview, .timeline, .pay, .people, .names]),
                (.interviews, ShareSubject.interviews.fields), (.plans, ShareSubject.plans.fields),
                (.answers, ShareSubject.answers.fields), (.decision, ShareSubject.decision.fields),
            ] {
                try await caller.call(
                    Shares.Create.self,
                    .init(relationship: relationship.id, subject: subject, opportunity: opportunity, fields: fields)
                )
            }
            try await desk.call(Assessments.Get.self, .init(opportunity: opportunity))
            try await desk.call(Opportunities.Get.self, .init(id: opportunity))
        }
        for filled in candidate.opportunities.prefix(opportunities) {
            try await caller.call(
                Assessments.Rate.self,
                .init(
                    opportunity: filled.opportunity.id,
                    priority: candidate.set.priorities[8].key,
                    revision: 0,
                    interval: .set(ValueInterval(lo: 0.3, hi: 0.7))
                )
            )
            try await judge(
                filled.opportunity.id,
                isOpen: filled.opportunity.stage != .closed,
                waiving: candidate.set.priorities[0].key,
                caller
            )
        }
        for number in 0..<suggestions {
            try await caller.call(
                Suggestions.Create.self,
                .init(
                    library: candidate.library.id,
                    version: candidate.subscription.pinnedVersion,
                    text: try Line("What did the last one to leave say? (\(number))")
                )
            )
        }
        await caller.connection.close()
        await desk.connection.close()
        return relationship
    }
}
