import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// What candidates and coaches have to do with each other before anything is measured.
extension Cast {
    /// Shares opportunities with a coach, who reads them and talks about them, and suggests other wordings.
    @discardableResult
    static func share(
        _ candidate: Candidate,
        with coach: Player,
        _ volume: Correspondence.Volume,
        suggestions: Int,
        _ site: Site
    ) async throws -> Relationship {
        let (caller, desk) = (try await candidate.player.connect(site), try await coach.connect(site))
        let invited = try await caller.call(Relationships.Invite.self, .init(coach: coach.account.id))
        let relationship = try await desk.call(Relationships.Accept.self, .init(id: invited.id))
        for opportunity in candidate.sharedOpportunities {
            try await open(opportunity, relationship.id, caller, desk)
        }
        for filled in candidate.opportunities.prefix(candidate.sharedOpportunities.count) {
            try await judge(filled.opportunity, by: candidate, caller)
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
        let correspondence = Correspondence(
            relationship: relationship.id,
            opportunities: candidate.sharedOpportunities,
            candidate: caller,
            coach: desk
        )
        try await correspondence.fill(volume)
        await caller.connection.close()
        await desk.connection.close()
        return relationship
    }

    /// A coach of whom every further coach is a copy has a client, and notes about that one.
    static func invite(_ candidate: Candidate, _ coach: Player, _ site: Site) async throws {
        let (caller, desk) = (try await candidate.player.connect(site), try await coach.connect(site))
        let code = try await desk.call(Relationships.MakeCode.self).code
        let relationship = try await caller.call(Relationships.Redeem.self, .init(code: code)).id
        for number in 0..<3 {
            try await desk.call(
                Notes.Create.self,
                .init(relationship: relationship, visibility: .coachOnly, text: try Prose(Words.answer(number)))
            )
        }
        try await desk.call(Notes.Seen.self, .init(relationship: relationship))
        await caller.connection.close()
        await desk.connection.close()
    }

    /// Everything of an opportunity, which the coach looks at.
    private static func open(
        _ opportunity: ID<Opportunity>,
        _ relationship: ID<Relationship>,
        _ caller: Caller,
        _ desk: Caller
    ) async throws {
        for (subject, fields) in [
            (ShareSubject.assessment, [ShareField.weights, .intervals, .gates, .evidence, .notes]),
            (.opportunity, [.overview, .timeline, .pay, .people, .names]),
            (.interviews, ShareSubject.interviews.fields), (.plans, ShareSubject.plans.fields),
            (.answers, ShareSubject.answers.fields), (.decision, ShareSubject.decision.fields),
        ] {
            try await caller.call(
                Shares.Create.self,
                .init(relationship: relationship, subject: subject, opportunity: opportunity, fields: fields)
            )
        }
        try await desk.call(Assessments.Get.self, .init(opportunity: opportunity))
        try await desk.call(Opportunities.Get.self, .init(id: opportunity))
    }

    /// A rating of one's own, an exception from a must-have, a final assessment, the draft of the next one, two sights that
    /// contradict each other, and a decision to wait.
    private static func judge(
        _ opportunity: Opportunity,
        by candidate: Candidate,
        _ caller: Caller
    ) async throws {
        let (id, priority) = (opportunity.id, candidate.set.priorities[0].key)
        try await caller.call(
            Assessments.Rate.self,
            .init(
                opportunity: id,
                priority: candidate.set.priorities[8].key,
                revision: 0,
                interval: .set(ValueInterval(lo: 0.3, hi: 0.7))
            )
        )
        try await caller.call(
            Waivers.Grant.self,
            .init(opportunity: id, priority: priority, reason: try Line("The team makes up for it."))
        )
        let verdict = Judgement(verdict: .ratherYes, note: try Prose("It is close to what I want."))
        let draft = try await caller.call(
            Assessments.Save.self,
            .init(opportunity: id, revision: 0, givesWhatIWant: verdict)
        )
        try await caller.call(Assessments.Finalise.self, .init(opportunity: id, revision: draft.revision))
        try await caller.call(Assessments.Save.self, .init(opportunity: id, revision: 0))
        for rating in [1, 5] {
            try await caller.call(
                EvidenceRatings.Rate.self,
                .init(
                    opportunity: id,
                    priority: priority,
                    scope: .job,
                    rating: rating,
                    origin: .observation,
                    sourceClass: .observation,
                    specificity: .example
                )
            )
        }
        guard opportunity.stage != .closed else { return }
        try await caller.call(
            Decisions.Record.self,
            .init(opportunity: id, kind: .wait, reasons: try Prose("Until I have met the team."))
        )
    }
}
