import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// The usual writes, in the order in which people make them.
extension Stage {
    func writes() -> [Case] {
        [
            Case(name: "an interview", run: interview),
            Case(name: "evidence", run: evidence),
            Case(name: "comparisons", run: comparisons),
            Case(name: "opportunities", run: opportunities),
            Case(name: "merging", run: merging),
            Case(name: "research and beliefs", run: findings),
            Case(name: "promises and follow-ups", run: owed),
            Case(name: "stories", run: stories),
            Case(name: "own questions", run: ownQuestions),
            Case(name: "overlays", run: overlays),
            Case(name: "priorities", most: 15, run: priorities),
            Case(name: "following", run: following),
            Case(name: "suggestions", run: suggestions),
            Case(name: "sharing", run: sharing),
            Case(name: "coaching", run: coaching),
            Case(name: "libraries", most: 12, run: libraries),
            Case(name: "versions and upgrades", most: 12, run: upgrades),
        ]
    }

    /// Keys go along, as the client sends them.
    private func interview(_ meter: Meter, _ run: Int) async throws {
        let filled = openOpportunity(run)
        let opportunity = filled.opportunity
        var interview = try await meter.call(
            Interviews.Create.self,
            "",
            Interviews.Create.Params(
                opportunity: opportunity.id,
                title: try Title("One more talk \(run)"),
                format: .video,
                scheduledStart: Timestamp.now().adding(hours: -1),
                questionMinutes: 30,
                interviewers: [.init(person: filled.people[0].id), .init(person: filled.people[1].id)],
                idempotencyKey: .make()
            ),
            on: candidate
        )
        interview = try await meter.call(
            Interviews.Update.self,
            "",
            .init(id: interview.id, revision: interview.revision, questionMinutes: 45, idempotencyKey: .make()),
            on: candidate
        )
        let plan = try await plan(meter, interview, filled)
        interview = try await meter.call(
            Interviews.Advance.self,
            "",
            .init(id: interview.id, revision: interview.revision, state: .inProgress, idempotencyKey: .make()),
            on: candidate
        )
        try await capture(meter, interview, plan, filled)
        interview = try await candidate.call(
            Interviews.Advance.self,
            .init(id: interview.id, revision: interview.revision, state: .held)
        )
        let debrief = try await meter.call(
            Interviews.GetDebrief.self,
            "unasked",
            .init(id: interview.id),
            on: candidate
        )
        let choices: [UnaskedFate] = [.carryOver, .drop, .askByMail]
        let fates = try debrief.needFate.enumerated().map { place, item in
            let fate = choices[place % 3]
            return Interviews.Close.Fate(
                item: item,
                fate: fate,
                reason: fate == .drop ? try Line("It came up by itself.") : nil,
                dueOn: fate == .askByMail ? Timestamp.now().day(adding: 3) : nil
            )
        }
        try await meter.call(
            Interviews.Close.self,
            "",
            .init(id: interview.id, revision: interview.revision, fates: fates, idempotencyKey: .make()),
            on: candidate
        )
    }

    private func plan(_ meter: Meter, _ interview: Interview, _ filled: FilledOpportunity) async throws -> Plan {
        let saved = try await candidate.call(Plans.Get.self, .init(interview: interview.id))
        let suggestion = try await meter.call(
            Plans.Suggest.self,
            "new interview",
            .init(interview: interview.id),
            on: candidate
        )
        let kept = saved.items.map { Plans.Save.Entry(id: $0.id) }
        let accepted = suggestion.items.filter { item in
            !saved.items.contains { $0.carriedFrom == item.carriedFrom && item.carriedFrom != nil }
        }
        .prefix(8).map { item in
            Plans.Save.Entry(
                source: item.source,
                ownQuestion: item.ownQuestion,
                belief: item.belief,
                carriedFrom: item.carriedFrom,
                suggested: true,
                text: item.text,
                targetPerson: item.person,
                mustAsk: true,
                minutes: item.minutes,
                priorities: item.priorities
            )
        }
        let own = try (0..<6).map { place in
            Plans.Save.Entry(text: try Line("What happened the last time? (\(place))"), mustAsk: place < 4, minutes: 2)
        }
        return try await meter.call(
            Plans.Save.self,
            "",
            .init(
                interview: interview.id,
                revision: saved.revision,
                items: kept + accepted + own,
                talkingPoints: [TalkingPoint(text: try Line("The ledger"), story: anna.stories.first?.id)],
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }

    private func capture(_ meter: Meter, _ interview: Interview, _ plan: Plan, _ filled: FilledOpportunity) async throws
    {
        func asking(_ place: Int) throws -> Capture.Record.Entry {
            .init(
                id: .make(),
                item: place < 5 ? plan.items[place].id : nil,
                text: place < 5 ? nil : try Line("And then? (\(place))"),
                person: filled.people[place % 2].id,
                askedAt: .now(),
                outcome: .answered,
                answer: Answer(
                    id: .make(),
                    body: try Prose(Words.answer(place)),
                    specificity: .example,
                    captured: .live
                )
            )
        }
        let one = try asking(0)
        try await meter.call(
            Capture.Record.self,
            "one asking",
            Capture.Record.Params(interview: interview.id, askings: [one], idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Capture.Record.self,
            "twenty askings",
            Capture.Record.Params(
                interview: interview.id,
                askings: try (1...20).map(asking),
                employerQuestions: [.init(id: .make(), text: try Line("Why here?"), askedAt: .now())],
                promises: [.init(id: .make(), text: try Line("A course."), promisedOn: Timestamp.now().day())],
                followUps: [.init(id: .make(), owedBy: .employer, text: try Line("The example."))],
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await rateOne(meter, filled, one)
        try await meter.call(
            Capture.Amend.self,
            "",
            .init(
                asking: one.id,
                revision: 1,
                outcome: .partial,
                answer: .set(.init(body: try Prose("It was a little different."))),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Capture.Remove.self,
            "",
            .init(interview: interview.id, askings: [one.id], idempotencyKey: .make()),
            on: candidate
        )
    }

    private func rateOne(_ meter: Meter, _ filled: FilledOpportunity, _ asking: Capture.Record.Entry) async throws {
        try await meter.call(
            EvidenceRatings.Rate.self,
            "answer",
            EvidenceRatings.Rate.Params(
                opportunity: filled.opportunity.id,
                priority: priorities[0],
                scope: .job,
                rating: 4,
                origin: .answer,
                answer: asking.answer?.id,
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }

    private func evidence(_ meter: Meter, _ run: Int) async throws {
        let evidence = try await meter.call(
            EvidenceRatings.Rate.self,
            "busiest opportunity",
            EvidenceRatings.Rate.Params(
                opportunity: busiest.opportunity.id,
                priority: priorities[run % priorities.count],
                scope: .organisation,
                rating: 1 + run % 5,
                origin: .research,
                sourceClass: .published,
                specificity: .general,
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            EvidenceRatings.Retire.self,
            "",
            .init(id: evidence.id, idempotencyKey: .make()),
            on: candidate
        )
        let opportunity = openOpportunity(run).opportunity.id
        // The last priority has got its rating before.
        let priority = priorities[run / openOpportunities.count % (priorities.count - 1)]
        try await meter.call(
            Assessments.Rate.self,
            "",
            .init(
                opportunity: opportunity,
                priority: priority,
                revision: 0,
                interval: .set(ValueInterval(lo: 0.2, hi: 0.6)),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await judgement(meter, of: opportunity)
    }

    private func judgement(_ meter: Meter, of opportunity: ID<Opportunity>) async throws {
        let waiver = try await meter.call(
            Waivers.Grant.self,
            "",
            .init(
                opportunity: opportunity,
                priority: priorities[1],
                reason: try Line("It is not that far."),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(Waivers.Revoke.self, "", .init(id: waiver.id, idempotencyKey: .make()), on: candidate)
        let head = try await candidate.call(Assessments.History.self, .init(opportunity: opportunity, limit: 1)).items
            .first
        let draft = try await meter.call(
            Assessments.Save.self,
            "",
            .init(
                opportunity: opportunity,
                revision: head?.state == .draft ? head?.revision ?? 0 : 0,
                canSucceed: Judgement(verdict: .yes, note: try Prose("Done that before.")),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Assessments.Finalise.self,
            "",
            .init(opportunity: opportunity, revision: draft.revision, idempotencyKey: .make()),
            on: candidate
        )
    }

    private func opportunities(_ meter: Meter, _ run: Int) async throws {
        let organisation = try await meter.call(
            Organisations.Create.self,
            "",
            .init(name: try Title("New \(run) Ltd"), idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Organisations.Update.self,
            "",
            .init(
                id: organisation.id,
                revision: organisation.revision,
                notes: .set(try Prose("Met at the fair.")),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        let person = try await meter.call(
            People.Create.self,
            "",
            .init(organisation: organisation.id, name: try Title("Ada \(run)"), role: .peer, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            People.Update.self,
            "",
            .init(id: person.id, revision: person.revision, role: .hiringManager, idempotencyKey: .make()),
            on: candidate
        )
        var opportunity = try await meter.call(
            Opportunities.Create.self,
            "",
            Opportunities.Create.Params(
                jobSearch: anna.search.id,
                organisation: organisation.id,
                title: try Title("New job \(run)"),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        opportunity = try await meter.call(
            Opportunities.Update.self,
            "",
            Opportunities.Update.Params(
                id: opportunity.id,
                revision: opportunity.revision,
                futureSupervisor: .set(person.id),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        opportunity = try await meter.call(
            Opportunities.Advance.self,
            "applied",
            .init(id: opportunity.id, revision: opportunity.revision, stage: .applied, idempotencyKey: .make()),
            on: candidate
        )
        opportunity = try await meter.call(
            Opportunities.Advance.self,
            "offer",
            .init(id: opportunity.id, revision: opportunity.revision, stage: .offer, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Opportunities.Advance.self,
            "closed",
            .init(
                id: opportunity.id,
                revision: opportunity.revision,
                stage: .closed,
                closedReason: .declined,
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }

    /// Of two organisations with a person and an opportunity each there is one in the end.
    private func merging(_ meter: Meter, _ run: Int) async throws {
        var places: [(Organisation, Person, Opportunity)] = []
        for place in 0..<2 {
            let organisation = try await candidate.call(
                Organisations.Create.self,
                .init(name: try Title("Twin \(run) \(place)"))
            )
            let person = try await candidate.call(
                People.Create.self,
                .init(organisation: organisation.id, name: try Title("Twin \(run)"), role: .peer)
            )
            let opportunity = try await candidate.call(
                Opportunities.Create.self,
                Opportunities.Create.Params(
                    jobSearch: anna.search.id,
                    organisation: organisation.id,
                    title: try Title("Twin job \(run)"),
                    futureSupervisor: person.id
                )
            )
            try await candidate.call(
                Interviews.Create.self,
                .init(
                    opportunity: opportunity.id,
                    title: try Title("Twin talk \(run)"),
                    format: .phone,
                    interviewers: [.init(person: person.id)]
                )
            )
            places.append((organisation, person, opportunity))
        }
        let (kept, gone) = (places[0], places[1])
        try await meter.call(
            Organisations.Merge.self,
            "",
            .init(
                from: gone.0.id,
                into: kept.0.id,
                revision: kept.0.revision,
                fromRevision: gone.0.revision,
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Opportunities.Merge.self,
            "",
            try await merged(kept.2.id, gone.2.id),
            on: candidate
        )
        try await meter.call(
            People.Merge.self,
            "",
            try await merged(kept.1.id, gone.1.id, of: kept.0.id),
            on: candidate
        )
    }

    /// What one merge has moved may have a new revision.
    private func merged(_ kept: ID<Opportunity>, _ gone: ID<Opportunity>) async throws -> Opportunities.Merge.Params {
        func revision(_ id: ID<Opportunity>) async throws -> Revision {
            guard let revision = try await candidate.call(Opportunities.Get.self, .init(id: id)).revision else {
                throw Failure("an opportunity of one's own came without its revision")
            }
            return revision
        }
        return .init(
            from: gone,
            into: kept,
            revision: try await revision(kept),
            fromRevision: try await revision(gone),
            idempotencyKey: .make()
        )
    }

    private func merged(
        _ kept: ID<Person>,
        _ gone: ID<Person>,
        of organisation: ID<Organisation>
    ) async throws -> People.Merge.Params {
        let people = try await candidate.call(People.List.self, .init(organisation: organisation)).items
        let revisions = Dictionary(uniqueKeysWithValues: people.map { ($0.id, $0.revision) })
        return .init(
            from: gone,
            into: kept,
            revision: revisions[kept] ?? 1,
            fromRevision: revisions[gone] ?? 1,
            idempotencyKey: .make()
        )
    }
}
