import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Every priority shows how it will be found out; one without any is reported (capability 6).
@Suite struct PriorityOutlookTests {
    private func outlook(_ scene: Scene, _ opportunity: ID<Opportunity>? = nil) async throws -> [PriorityOutlook] {
        let outlook = try await scene.candidate.call(
            PrioritySets.Outlook.self,
            .init(jobSearch: scene.search.id, opportunity: opportunity)
        )
        #expect(outlook.prioritySet == scene.set.id && outlook.opportunity == opportunity)
        #expect(outlook.priorities.map(\.key) == scene.set.priorities.map(\.key))
        return outlook.priorities
    }

    private func ownQuestion(
        _ scene: Scene,
        _ service: TestService,
        dimensions: String = "{}",
        priorities: String = "{}",
        archived: Bool = false
    ) async throws {
        try await service.database.sql(
            """
            SET session_replication_role = replica;
            INSERT INTO tw.own_question (owner_id, id, text, dimensions, priorities, archived)
            VALUES ('\(try scene.candidate.account.id)', '\(ID<OwnQuestion>.make())', 'Q?', '\(dimensions)', '\(priorities)',
                \(archived))
            """
        )
    }

    @Test func `without any question nothing will tell`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let found = try await outlook(scene)
            #expect(found.allSatisfy { $0.unfindable && $0.nothingPlanned && $0.questions == 0 })
            #expect(found.map(\.vital) == [true, true])
            #expect(found.map(\.dimension) == ["supervision_style", "training"])
        }
    }

    @Test func `questions count by their link or their dimension, archived ones and other people's do not`()
        async throws
    {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let key = scene.set.priorities[0].key
            try await ownQuestion(scene, service, dimensions: "{training,pay}")
            try await ownQuestion(scene, service, dimensions: "{training}", priorities: "{\(key)}")
            try await ownQuestion(scene, service, dimensions: "{training}", archived: true)
            let ben = try await Scene("ben", in: service)
            try await ownQuestion(ben, service, dimensions: "{training}", priorities: "{\(key)}")
            let found = try await outlook(scene)
            #expect(found.map(\.questions) == [1, 2])
            #expect(found.allSatisfy { $0.nothingPlanned && !$0.unfindable })
        }
    }

    @Test func `a question of a library counts unless it is hidden or dormant`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            _ = try await scene.save([.init(dimension: "content_of_work", weight: 1)])
            _ = try await Scene.coach("kim", in: service)
            let library = try await service.database.sql("SELECT id FROM tw.library")[0][0]
            let followed = try await scene.candidate.call(
                Subscriptions.Create.self,
                .init(library: try #require(ID(library ?? "")))
            )
            func questions() async throws -> Int? {
                let outlook = try await scene.candidate.call(
                    PrioritySets.Outlook.self,
                    .init(jobSearch: scene.search.id)
                )
                // Without a set that counts it is the draft's outlook.
                #expect(outlook.state == .draft)
                return outlook.priorities.first?.questions
            }
            #expect(try await questions() == 1)
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                INSERT INTO tw.overlay (owner_id, subscription_id, question_key, base_revision, hidden)
                SELECT owner_id, id, 'typical-week', 1, true FROM tw.subscription WHERE id = '\(followed.id)'
                """
            )
            #expect(try await questions() == 0)
            try await service.database.sql(
                "SET session_replication_role = replica; UPDATE tw.overlay SET hidden = false, state = 'dormant'"
            )
            #expect(try await questions() == 0)
            try await service.database.sql(
                "SET session_replication_role = replica; UPDATE tw.overlay SET state = 'clean'"
            )
            #expect(try await questions() == 1)
        }
    }

    @Test func `plans, askings and people are found for each priority`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let keys = scene.set.priorities.map(\.key)
            let interview = try await scene.interview()
            let plan = try await scene.candidate.call(
                Plans.Save.self,
                .init(
                    interview: interview.id,
                    revision: 0,
                    items: [
                        .init(text: try Line("Both?"), targetPerson: scene.manager.id, minutes: 3, priorities: keys),
                        .init(text: try Line("First?"), minutes: 3, priorities: [keys[0]]),
                        .init(text: try Line("Neither?"), minutes: 3),
                    ]
                )
            )
            var found = try await outlook(scene, scene.opportunity.id)
            #expect(found.map(\.planned) == [2, 1])
            #expect(found.map(\.plannedIn) == [[interview.id], [interview.id]])
            #expect(found.map(\.people) == [[scene.manager.id], [scene.manager.id]])
            #expect(found.allSatisfy { !$0.nothingPlanned && !$0.unfindable && $0.askings == 0 })

            for person in [scene.manager, scene.peer] {
                _ = try await scene.candidate.call(
                    Capture.Record.self,
                    .init(
                        interview: interview.id,
                        askings: [
                            .init(
                                id: .make(),
                                item: plan.items[1].id,
                                person: person.id,
                                askedAt: Timestamp.now(),
                                outcome: .declined
                            )
                        ]
                    )
                )
            }
            found = try await outlook(scene)
            #expect(found.map(\.planned) == [1, 1])
            #expect(found.map(\.askings) == [2, 0])
            #expect(Set(found[0].people) == [scene.manager.id, scene.peer.id])

            // What was planned for a meeting that does not take place is not planned.
            try await service.database.sql(
                "SET session_replication_role = replica; UPDATE tw.interview SET state = 'cancelled'"
            )
            found = try await outlook(scene)
            #expect(found.map(\.planned) == [0, 0])
            #expect(found.map(\.plannedIn) == [[], []])
            #expect(found.map(\.nothingPlanned) == [false, true])
        }
    }

    @Test func `research, beliefs and evidence count, each where it belongs`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let keys = scene.set.priorities.map(\.key)
            let owner = try scene.candidate.account.id
            let elsewhere = try await scene.candidate.call(
                Organisations.Create.self,
                .init(name: try Title("Elsewhere"))
            )
            let other = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(jobSearch: scene.search.id, organisation: elsewhere.id, title: try Title("Other"))
            )
            func research(_ organisation: Organisation, _ opportunity: Opportunity?, _ key: ID<Priority>) async throws {
                try await service.database.sql(
                    """
                    SET session_replication_role = replica;
                    INSERT INTO tw.research_note (owner_id, id, organisation_id, opportunity_id, source, source_class, found_on,
                        body, priorities)
                    VALUES ('\(owner)', '\(ID<ResearchNote>.make())', '\(organisation.id)',
                        \(opportunity.map { "'\($0.id)'" } ?? "NULL"), 'x', 'published', '2026-01-01', 'x', '{\(key)}')
                    """
                )
            }
            try await research(scene.organisation, nil, keys[0])
            try await research(scene.organisation, scene.opportunity, keys[0])
            try await research(elsewhere, nil, keys[0])
            try await research(elsewhere, other, keys[0])
            try await scene.rate(try await scene.answer(of: scene.manager, in: scene.interview(), .example), 4, on: 0)
            for (state, reason) in [("unverified", "NULL"), ("confirmed", "NULL"), ("dismissed", "'x'")] {
                try await service.database.sql(
                    """
                    SET session_replication_role = replica;
                    INSERT INTO tw.belief (owner_id, id, opportunity_id, priority_key, statement, scope, expected, state,
                        dismiss_reason)
                    VALUES ('\(owner)', '\(ID<Belief>.make())', '\(scene.opportunity.id)', '\(keys[1])', 'x', 'job', 3,
                        '\(state)', \(reason))
                    """
                )
            }

            let whole = try await outlook(scene)
            #expect(whole.map(\.researchNotes) == [4, 0])
            #expect(whole.map(\.openBeliefs) == [0, 1])
            #expect(whole.map(\.evidence) == [1, 0])
            // A belief wants to be found out; by itself it tells nothing.
            #expect(whole.map(\.nothingPlanned) == [false, true])
            #expect(whole.map(\.unfindable) == [false, true])
            let here = try await outlook(scene, scene.opportunity.id)
            #expect(here.map(\.researchNotes) == [2, 0])
            let there = try await outlook(scene, other.id)
            #expect(there.map(\.researchNotes) == [2, 0])
            #expect(there.map(\.openBeliefs) == [0, 0])
            #expect(there.map(\.evidence) == [0, 0])
        }
    }

    @Test func `an opportunity of another job search or of somebody else is not found`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let ben = try await Scene("ben", in: service)
            let search = try await scene.candidate.call(JobSearches.Create.self, .init(title: try Title("Other")))
            let elsewhere = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(jobSearch: search.id, organisation: scene.organisation.id, title: try Title("Other"))
            )
            for opportunity in [elsewhere.id, ben.opportunity.id, .make()] {
                await expectFailure(.notFound) { _ = try await outlook(scene, opportunity) }
            }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(PrioritySets.Outlook.self, .init(jobSearch: search.id))
            }
        }
    }
}
