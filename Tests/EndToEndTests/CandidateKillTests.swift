import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd.KillTests {
    @Test func `a candidate loses nothing by a server that dies with every write`() async throws {
        try await Installation.with { installation in
            var server = try await MortalServer(installation)
            let coach = try await installation.signUp("kim", as: .coach, on: server.server)
            let anna = try await installation.signUp("anna", as: .candidate, on: server.server)
            let library = try await coach.caller.publishStarterLibrary()
            let prepared = try await prepare(&server, anna, library)
            try await interview(&server, anna, prepared)
            try await share(&server, anna, coach, prepared.opportunity)
            #expect(try await server.server.terminate() == .exit(0))
        }
    }

    /// What the interview needs.
    private struct Prepared {
        var subscription: Subscription
        var set: PrioritySet
        var people: MainJob.People
        var opportunity: Opportunity
    }

    private func prepare(
        _ server: inout MortalServer,
        _ anna: Member,
        _ library: Library
    ) async throws -> Prepared {
        let subscription = try await server.write(
            Subscriptions.Create.self,
            by: anna,
            .init(library: library.id, idempotencyKey: .make())
        ) { caller, subscription async throws in
            #expect(try await caller.call(Subscriptions.List.self, .init()).items == [subscription])
        }
        let search = try await server.write(
            JobSearches.Create.self,
            by: anna,
            .init(title: try Title("Spring"), idempotencyKey: .make())
        ) { caller, search async throws in
            #expect(try await caller.call(JobSearches.List.self, .init()).items == [search])
        }
        let set = try await priorities(&server, anna, search)
        let organisation = try await organisation(&server, anna)
        let people = try await people(&server, anna, organisation)
        let opportunity = try await opportunity(&server, anna, search, organisation, people)
        return Prepared(subscription: subscription, set: set, people: people, opportunity: opportunity)
    }

    private func priorities(
        _ server: inout MortalServer,
        _ anna: Member,
        _ search: JobSearch
    ) async throws -> PrioritySet {
        let draft = try await server.write(
            PrioritySets.Save.self,
            by: anna,
            .init(
                jobSearch: search.id,
                weightMode: .exact,
                priorities: try MainJob.priorityEntries(),
                idempotencyKey: .make()
            )
        ) { caller, set async throws in
            #expect(try await caller.call(PrioritySets.Get.self, .init(jobSearch: search.id, draft: true)) == set)
        }
        return try await server.write(
            PrioritySets.Activate.self,
            by: anna,
            .init(id: draft.id, revision: draft.revision, idempotencyKey: .make())
        ) { caller, set async throws in
            #expect(try await caller.call(PrioritySets.Get.self, .init(jobSearch: search.id)) == set)
        }
    }

    private func organisation(_ server: inout MortalServer, _ anna: Member) async throws -> Organisation {
        let organisation = try await server.write(
            Organisations.Create.self,
            by: anna,
            .init(name: try Title("Harbour"), idempotencyKey: .make())
        ) { caller, organisation async throws in
            #expect(try await caller.call(Organisations.List.self, .init()).items == [organisation])
        }
        return try await server.write(
            Organisations.Update.self,
            by: anna,
            .init(id: organisation.id, revision: 1, name: try Title("Harbour Ltd"), idempotencyKey: .make())
        ) { caller, organisation async throws in
            #expect(organisation.revision == 2)
            #expect(try await caller.call(Organisations.List.self, .init()).items == [organisation])
        }
    }

    private func people(
        _ server: inout MortalServer,
        _ anna: Member,
        _ organisation: Organisation
    ) async throws -> MainJob.People {
        var people: [Person] = []
        for (name, role) in [("Mara", InterviewerRole.hiringManager), ("Piotr", .peer), ("Rosa", .recruiter)] {
            people.append(
                try await server.write(
                    People.Create.self,
                    by: anna,
                    .init(organisation: organisation.id, name: try Title(name), role: role, idempotencyKey: .make())
                ) { caller, person async throws in
                    #expect(try await caller.call(People.List.self, .init()).items == [person] + people.reversed())
                }
            )
        }
        return MainJob.People(manager: people[0], peer: people[1], recruiter: people[2])
    }

    private func opportunity(
        _ server: inout MortalServer,
        _ anna: Member,
        _ search: JobSearch,
        _ organisation: Organisation,
        _ people: MainJob.People
    ) async throws -> Opportunity {
        let opportunity = try await server.write(
            Opportunities.Create.self,
            by: anna,
            .init(
                jobSearch: search.id,
                organisation: organisation.id,
                title: try Title("Platform engineer"),
                futureSupervisor: people.manager.id,
                idempotencyKey: .make()
            )
        ) { caller, opportunity async throws in
            #expect(try await caller.call(Opportunities.List.self, .init()).items == [opportunity])
        }
        return try await server.write(
            Opportunities.Advance.self,
            by: anna,
            .init(id: opportunity.id, revision: 1, stage: .interviewing, idempotencyKey: .make())
        ) { caller, opportunity async throws in
            #expect(try await caller.call(Opportunities.List.self, .init()).items == [opportunity])
            let timeline = try await caller.call(Opportunities.Get.self, .init(id: opportunity.id)).timeline
            #expect(timeline?.map(\.to) == [.interested, .interviewing])
        }
    }
}

/// The interview and what follows it.
extension EndToEnd.KillTests {
    private func interview(_ server: inout MortalServer, _ anna: Member, _ prepared: Prepared) async throws {
        let interview = try await server.write(
            Interviews.Create.self,
            by: anna,
            .init(
                opportunity: prepared.opportunity.id,
                title: try Title("First talk"),
                format: .phone,
                scheduledStart: .now(),
                idempotencyKey: .make()
            )
        ) { caller, interview async throws in
            #expect(try await caller.call(Interviews.List.self, .init()).items == [interview])
        }
        let plan = try await server.write(
            Plans.Save.self,
            by: anna,
            .init(
                interview: interview.id,
                revision: 0,
                items: try MainJob.planEntries(
                    prepared.subscription,
                    prepared.set.priorities.map(\.key),
                    prepared.people
                ),
                idempotencyKey: .make()
            )
        ) { caller, plan async throws in
            #expect(try await caller.call(Plans.Get.self, .init(interview: interview.id)) == plan)
        }
        let answer = Answer(id: .make(), body: try Prose("Nine hours."), specificity: .example, captured: .after)
        let asking = Capture.Record.Entry(
            id: .make(),
            item: plan.items[0].id,
            person: prepared.people.manager.id,
            askedAt: .now(),
            outcome: .answered,
            answer: answer
        )
        try await server.write(
            Capture.Record.self,
            by: anna,
            .init(interview: interview.id, askings: [asking], idempotencyKey: .make())
        ) { caller, result async throws in
            #expect(result.written == 1)
            let askings = try await caller.call(Capture.List.self, .init(interview: interview.id)).items
            #expect(askings.map(\.id) == [asking.id])
            #expect(askings.first?.answer == answer)
        }
        try await judge(&server, anna, prepared, answer)
    }

    private func judge(
        _ server: inout MortalServer,
        _ anna: Member,
        _ prepared: Prepared,
        _ answer: Answer
    ) async throws {
        let opportunity = prepared.opportunity.id
        let priority = prepared.set.priorities[0].key
        try await server.write(
            EvidenceRatings.Rate.self,
            by: anna,
            EvidenceRatings.Rate.Params(
                opportunity: opportunity,
                priority: priority,
                scope: .job,
                rating: 4,
                origin: .answer,
                answer: answer.id,
                idempotencyKey: .make()
            )
        ) { caller, evidence async throws in
            #expect(
                try await caller.call(EvidenceRatings.List.self, .init(opportunity: opportunity)).items == [evidence]
            )
        }
        try await server.write(
            Assessments.Rate.self,
            by: anna,
            .init(
                opportunity: opportunity,
                priority: priority,
                revision: 0,
                interval: .set(ValueInterval(lo: 0.5, hi: 0.75)),
                idempotencyKey: .make()
            )
        ) { caller, rated async throws in
            let assessment = try await caller.call(Assessments.Get.self, .init(opportunity: opportunity))
            #expect(assessment.priorities.first == rated)
            #expect(rated.own?.revision == 1)
        }
    }

    private func share(
        _ server: inout MortalServer,
        _ anna: Member,
        _ coach: Member,
        _ opportunity: Opportunity
    ) async throws {
        let invited = try await server.write(
            Relationships.Invite.self,
            by: anna,
            .init(coach: coach.id, idempotencyKey: .make())
        ) { caller, relationship async throws in
            #expect(try await caller.call(Relationships.List.self, .init()).items == [relationship])
        }
        try await server.write(
            Relationships.Accept.self,
            by: coach,
            .init(id: invited.id, idempotencyKey: .make())
        ) { caller, relationship async throws in
            #expect(try await caller.call(Relationships.List.self, .init()).items == [relationship])
        }
        let share = try await server.write(
            Shares.Create.self,
            by: anna,
            .init(
                relationship: invited.id,
                subject: .opportunity,
                opportunity: opportunity.id,
                fields: [.overview],
                idempotencyKey: .make()
            )
        ) { caller, share async throws in
            #expect(try await caller.call(Shares.List.self, .init()).items == [share])
        }
        let reader = try await server.connect(coach)
        #expect(try await reader.call(Opportunities.Get.self, .init(id: opportunity.id)).title == opportunity.title)
        try await server.write(
            Shares.Revoke.self,
            by: anna,
            .init(id: share.id, idempotencyKey: .make())
        ) { caller, share async throws in
            #expect(try await caller.call(Shares.List.self, .init()).items == [share])
            #expect(try await caller.call(Shares.ListReceipts.self, .init()).items.count == 1)
        }
        let late = try await server.connect(coach)
        await expectFailure(.notFound) { try await late.call(Opportunities.Get.self, .init(id: opportunity.id)) }
    }
}
