import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct BeliefServiceTests {
    @Test func `a belief is settled by what is known already, and is open without it`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let open = try await scene.belief(on: 0)
            #expect(open.state == .unverified && open.revision == 1 && open.openedBy == nil)
            #expect(open.basis?.text == "A friend said so.")
            try await scene.rate(5)
            #expect(try await scene.belief(expected: 4).state == .confirmed)
            #expect(try await scene.belief(expected: 3).state == .contradicted)
            try await scene.rate(1)
            #expect(try await scene.belief(expected: 5).state == .mixed)
            #expect(try await scene.belief(.job).state == .unverified)
        }
    }

    @Test func `each piece of evidence settles, and each one that goes opens again (R12)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let belief = try await scene.belief()
            let wide = try await scene.rate(4, .function)
            let weak = try await scene.rate(4, source: .hearsay)
            let narrow = try await scene.rate(1, .job)
            #expect(try await scene.state(of: belief) == .unverified)
            let agreeing = try await scene.rate(5)
            #expect(try await scene.state(of: belief) == .confirmed)
            let disagreeing = try await scene.rate(2)
            #expect(try await scene.state(of: belief) == .mixed)
            var view = try await scene.read(belief)
            #expect(view.settledBy.map(\.id) == [agreeing.id, disagreeing.id])
            #expect(view.suggests.map(\.id) == [wide.id, weak.id])
            for (evidence, state) in [
                (agreeing, Belief.State.contradicted), (narrow, .contradicted), (disagreeing, .unverified),
            ] {
                _ = try await scene.candidate.call(EvidenceRatings.Retire.self, .init(id: evidence.id))
                #expect(try await scene.state(of: belief) == state)
            }
            view = try await scene.read(belief)
            #expect(view.settledBy == [] && view.suggests.map(\.id) == [wide.id, weak.id])
            #expect(view.belief.revision == 1)
        }
    }

    @Test func `an edit settles anew, under its revision`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            try await scene.rate(4)
            let belief = try await scene.belief(expected: 4)
            #expect(belief.state == .confirmed)
            var edit = Beliefs.Update.Params(id: belief.id, revision: 1, expected: 1)
            var edited = try await scene.candidate.call(Beliefs.Update.self, edit)
            #expect(edited.state == .contradicted && edited.revision == 2 && edited.statement == belief.statement)
            await expectFailure(.staleRevision) { _ = try await scene.candidate.call(Beliefs.Update.self, edit) }
            edit = .init(
                id: belief.id,
                revision: 2,
                statement: try Line("Zoë 🦉 trains"),
                basis: .clear,
                scope: .function
            )
            edited = try await scene.candidate.call(Beliefs.Update.self, edit)
            #expect(edited.state == .unverified && edited.basis == nil && edited.statement.text == "Zoë 🦉 trains")
            await expectInvalid("params.expected") {
                _ = try await scene.candidate.call(Beliefs.Update.self, .init(id: belief.id, revision: 3, expected: 6))
            }
        }
    }

    @Test func `a dismissed belief has a reason, stays dismissed whatever is rated, and is edited no more`()
        async throws
    {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            for rated in [nil, 4, 1] {
                if let rated { try await scene.rate(rated) }
                let belief = try await scene.belief()
                let dismissed = try await scene.candidate.call(
                    Beliefs.Dismiss.self,
                    .init(id: belief.id, revision: 1, reason: try Line("No longer of interest"))
                )
                #expect(dismissed.state == .dismissed && dismissed.dismissReason?.text == "No longer of interest")
                #expect(dismissed.revision == 2)
                await expectFailure(.invalidState) {
                    _ = try await scene.candidate.call(
                        Beliefs.Update.self,
                        .init(id: belief.id, revision: 2, expected: 1)
                    )
                }
                await expectFailure(.invalidState) {
                    _ = try await scene.candidate.call(
                        Beliefs.Dismiss.self,
                        .init(id: belief.id, revision: 2, reason: try Line("Again"))
                    )
                }
            }
            let stale = try await scene.belief(on: 0)
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(
                    Beliefs.Dismiss.self,
                    .init(id: stale.id, revision: 7, reason: try Line("No"))
                )
            }
            try await scene.rate(2)
            let states = try await scene.candidate.call(Beliefs.List.self, .init(state: .dismissed)).items.map(\.state)
            #expect(states == [.dismissed, .dismissed, .dismissed])
        }
    }

    @Test func `a belief is planned while a question for it stands in a plan that can still be asked`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let belief = try await scene.belief()
            let interview = try await scene.interview()
            let plan = try await scene.plan(belief, in: interview, service: service)
            #expect(try await scene.state(of: belief) == .planned)
            func advance(_ state: Interview.State) async throws {
                let current = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
                _ = try await scene.candidate.call(
                    Interviews.Advance.self,
                    .init(id: interview.id, revision: current.revision, state: state)
                )
            }
            try await advance(.cancelled)
            #expect(try await scene.state(of: belief) == .unverified)
            try await advance(.scheduled)
            #expect(try await scene.state(of: belief) == .planned)
            // Evidence decides, and when it goes the plan is what is left.
            let evidence = try await scene.rate(4)
            #expect(try await scene.state(of: belief) == .confirmed)
            _ = try await scene.candidate.call(EvidenceRatings.Retire.self, .init(id: evidence.id))
            #expect(try await scene.state(of: belief) == .planned)
            try await advance(.inProgress)
            try await advance(.held)
            #expect(try await scene.state(of: belief) == .planned)
            try await advance(.closed)
            #expect(try await scene.state(of: belief) == .unverified)
            #expect(plan.items[0].state == .planned)
        }
    }

    @Test func `a question that was asked keeps its belief planned until the answer is rated`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let belief = try await scene.belief()
            let interview = try await scene.interview()
            let plan = try await scene.plan(belief, in: interview, service: service)
            var entry = Plans.Save.Entry(id: plan.items[0].id, belief: belief.id, text: plan.items[0].text)
            entry.dropReason = try Line("No time")
            _ = try await scene.candidate.call(
                Plans.Save.self,
                .init(interview: interview.id, revision: 1, items: [entry])
            )
            try await scene.refresh(belief)
            #expect(try await scene.state(of: belief) == .unverified)
            // A record that comes late revives the dropped question.
            let answer = Answer(id: .make(), body: try Prose("Two weeks."), specificity: .example, captured: .after)
            let asked = Capture.Record.Entry(
                id: .make(),
                item: plan.items[0].id,
                person: scene.manager.id,
                askedAt: .now(),
                outcome: .answered,
                answer: answer
            )
            _ = try await scene.candidate.call(Capture.Record.self, .init(interview: interview.id, askings: [asked]))
            #expect(try await scene.state(of: belief) == .planned)
            for state in [Interview.State.held, .closed] {
                let current = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
                _ = try await scene.candidate.call(
                    Interviews.Advance.self,
                    .init(id: interview.id, revision: current.revision, state: state)
                )
            }
            #expect(try await scene.state(of: belief) == .planned)
            try await scene.rate(answer, 4, on: 1)
            #expect(try await scene.state(of: belief) == .confirmed)
        }
    }

    @Test func `evidence on the organisation opens one belief where it depends on the boss`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let evidence = try await scene.rate(4, .organisation, source: .published)
            try await scene.rate(2, .organisation, source: .published)
            var beliefs = try await scene.candidate.call(Beliefs.List.self, .init()).items
            #expect(beliefs.count == 1)
            let opened = try #require(beliefs.first)
            #expect(opened.scope == .supervisor && opened.expected == 4 && opened.state == .unverified)
            #expect(opened.openedBy == evidence.id && opened.priority == scene.set.priorities[1].key)
            #expect(opened.basis?.text.contains("published source") == true)
            #expect(try await scene.read(opened).suggests.count == 2)
            // Not beside one of the candidate's own, and not again after it was dismissed.
            _ = try await scene.candidate.call(
                Beliefs.Dismiss.self,
                .init(id: opened.id, revision: 1, reason: try Line("Known"))
            )
            try await scene.rate(5, .organisation, source: .published)
            _ = try await scene.belief(on: 0)
            try await scene.rate(5, on: 0, .organisation, source: .published)
            try await scene.rate(5, on: 0, .function)
            beliefs = try await scene.candidate.call(Beliefs.List.self, .init()).items
            #expect(beliefs.count == 2)
            // Settled at once where the boss was rated before.
            let other = try await scene.another("Other")
            try await scene.rate(1, of: other.id)
            try await scene.rate(5, .organisation, source: .published, of: other.id)
            let settled = try await scene.candidate.call(Beliefs.List.self, .init(opportunity: other.id)).items
            #expect(settled.map(\.state) == [.contradicted])
        }
    }

    @Test func `nothing is opened where it does not depend on the boss`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            try await service.database.sql("UPDATE tw.priority SET boss_dependent = false")
            try await scene.rate(4, .organisation, source: .published)
            #expect(try await scene.candidate.call(Beliefs.List.self, .init()).items == [])
        }
    }

    @Test func `two who rate at once both count`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let belief = try await scene.belief(expected: 3)
            await withTaskGroup(of: Void.self) { group in
                for rating in [3, 1, 3, 5, 2, 1] {
                    group.addTask { _ = try? await scene.rate(rating) }
                    group.addTask { _ = try? await scene.rate(rating, .organisation, source: .published) }
                }
            }
            let view = try await scene.read(belief)
            #expect(view.settledBy.count == 6 && view.belief.state == .mixed)
            #expect(try await scene.candidate.call(Beliefs.List.self, .init()).items.count == 1)
        }
    }

    @Test func `a list is filtered, paged, newest first, and every belief once`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            try await scene.rate(4, .job)
            let other = try await scene.another("Other")
            var made: [Belief] = []
            for scope in [Scope.job, .supervisor, .job, .function, .organisation] {
                made.append(try await scene.belief(scope))
            }
            let elsewhere = try await scene.candidate.call(
                Beliefs.Create.self,
                .init(
                    opportunity: other.id,
                    priority: scene.set.priorities[0].key,
                    statement: try Line("Quiet"),
                    scope: .job,
                    expected: 2
                )
            )
            func ids(_ params: Beliefs.List.Params) async throws -> [ID<Belief>] {
                var params = params
                var found: [ID<Belief>] = []
                repeat {
                    let page = try await scene.candidate.call(Beliefs.List.self, params)
                    found += page.items.map(\.id)
                    params.cursor = page.nextCursor
                } while params.cursor != nil
                return found
            }
            let newest = made.reversed().map(\.id)
            let unchecked = [made[4], made[3], made[1]].map(\.id)
            #expect(try await ids(.init(limit: 2)) == [elsewhere.id] + newest)
            #expect(try await ids(.init(opportunity: scene.opportunity.id, limit: 2)) == newest)
            #expect(try await ids(.init(state: .confirmed, limit: 1)) == [made[2].id, made[0].id])
            #expect(try await ids(.init(unchecked: true, limit: 2)) == [elsewhere.id] + unchecked)
            #expect(try await ids(.init(opportunity: scene.opportunity.id, unchecked: true, limit: 1)) == unchecked)
            #expect(try await ids(.init(state: .confirmed, unchecked: true)) == [])
            #expect(try await ids(.init(opportunity: scene.opportunity.id, state: .confirmed, unchecked: true)) == [])
            let cursor = try await scene.candidate.call(Beliefs.List.self, .init(limit: 1)).nextCursor
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(Beliefs.List.self, .init(unchecked: true, cursor: cursor))
            }
        }
    }

    @Test func `what is somebody else's looks like what is missing (R1)`() async throws {
        try await TestService.with { service in
            let anna = try await Scene("anna", in: service)
            let ben = try await Scene("ben", in: service)
            let belief = try await anna.belief()
            let client = ben.candidate
            for id in [belief.id, ID<Belief>.make()] {
                await expectFailure(.notFound) { _ = try await client.call(Beliefs.Get.self, .init(id: id)) }
                await expectFailure(.notFound) {
                    _ = try await client.call(Beliefs.Update.self, .init(id: id, revision: 1, expected: 2))
                }
                await expectFailure(.notFound) {
                    _ = try await client.call(Beliefs.Dismiss.self, .init(id: id, revision: 1, reason: try Line("x")))
                }
            }
            for opportunity in [anna.opportunity.id, ID<Opportunity>.make()] {
                await expectFailure(.notFound) {
                    _ = try await client.call(Beliefs.List.self, .init(opportunity: opportunity))
                }
                await expectFailure(.notFound) {
                    _ = try await client.call(
                        Beliefs.Create.self,
                        .init(
                            opportunity: opportunity,
                            priority: ben.set.priorities[0].key,
                            statement: try Line("x"),
                            scope: .job,
                            expected: 3
                        )
                    )
                }
            }
            for priority in [anna.set.priorities[0].key, ID<Priority>.make()] {
                await expectInvalid("params.priority") {
                    _ = try await client.call(
                        Beliefs.Create.self,
                        .init(
                            opportunity: ben.opportunity.id,
                            priority: priority,
                            statement: try Line("x"),
                            scope: .job,
                            expected: 3
                        )
                    )
                }
            }
            #expect(try await client.call(Beliefs.List.self, .init()).items == [])
            #expect(try await anna.read(belief).belief == belief)
        }
    }

    @Test func `a repeated call is one belief, and there are so many and no more (R22)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            var params = Beliefs.Create.Params(
                opportunity: scene.opportunity.id,
                priority: scene.set.priorities[0].key,
                statement: try Line("Quiet"),
                scope: .job,
                expected: 2,
                idempotencyKey: .make()
            )
            let first = try await scene.candidate.call(Beliefs.Create.self, params)
            #expect(try await scene.candidate.call(Beliefs.Create.self, params) == first)
            #expect(try await scene.candidate.call(Beliefs.List.self, .init()).items.count == 1)
            params.expected = 3
            await expectFailure(.keyReused) { _ = try await scene.candidate.call(Beliefs.Create.self, params) }
            params.idempotencyKey = nil
            for expected in [0, 6] {
                params.expected = expected
                await expectInvalid("params.expected") {
                    _ = try await scene.candidate.call(Beliefs.Create.self, params)
                }
            }
            try await service.database.sql(
                """
                INSERT INTO tw.belief (owner_id, id, opportunity_id, priority_key, statement, scope, expected)
                SELECT owner_id, gen_random_uuid(), opportunity_id, priority_key, statement, scope, expected
                FROM tw.belief, generate_series(1, 199)
                """
            )
            params.expected = 3
            await expectFailure(.limitReached) { _ = try await scene.candidate.call(Beliefs.Create.self, params) }
        }
    }
}
