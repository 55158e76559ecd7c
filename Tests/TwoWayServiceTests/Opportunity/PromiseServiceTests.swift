import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct PromiseServiceTests {
    private func promise(_ scene: InterviewScene, _ text: String = "Two days at home") async throws -> Promise {
        try await scene.candidate.call(
            Promises.Create.self,
            .init(opportunity: scene.opportunity.id, text: try Line(text), promisedOn: try Day("2026-05-04"))
        )
    }

    private func update(
        _ scene: InterviewScene,
        _ promise: Promise,
        _ change: (inout Promises.Update.Params) throws -> Void
    ) async throws -> Promise {
        var params = Promises.Update.Params(id: promise.id, revision: promise.revision)
        try change(&params)
        return try await scene.candidate.call(Promises.Update.self, params)
    }

    @Test func `a promise is noted with whom, when and what it is about`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let keys = try await scene.priorities(["Time at home"])
            let made = try await scene.candidate.call(
                Promises.Create.self,
                .init(
                    opportunity: scene.opportunity.id,
                    interview: interview.id,
                    person: scene.manager.id,
                    priority: keys[0],
                    text: try Line("Zwei Tage zu Hause 🏠"),
                    promisedOn: try Day("2026-05-04")
                )
            )
            #expect(made.state == .noted)
            #expect(made.revision == 1)
            #expect(made.text.text == "Zwei Tage zu Hause 🏠")
            #expect(made.interview == interview.id)
            #expect(made.person == scene.manager.id)
            #expect(made.priority == keys[0])
            #expect(try await scene.candidate.call(Promises.List.self, .init()).items == [made])
        }
    }

    /// Every pair of states; the way to each is written out.
    @Test(arguments: Promise.State.allCases)
    func `a promise goes only where its life cycle leads`(_ start: Promise.State) async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            func step(_ promise: Promise, _ state: Promise.State) async throws -> Promise {
                try await update(scene, promise) {
                    $0.state = state
                    if state == .differs { $0.offerText = .set(try Prose("One day")) }
                    if state == .waived { $0.waiveReason = try Line("The pay makes up for it") }
                }
            }
            let ways: [Promise.State: [Promise.State]] = [
                .noted: [], .inOffer: [.inOffer], .differs: [.differs], .missing: [.missing],
                .waived: [.missing, .waived],
            ]
            let allowed: [Promise.State: Set<Promise.State>] = [
                .noted: [.inOffer, .differs, .missing], .inOffer: [.waived], .differs: [.waived], .missing: [.waived],
            ]
            for next in Promise.State.allCases where next != start {
                var current = try await promise(scene)
                for state in try #require(ways[start]) { current = try await step(current, state) }
                #expect(current.state == start)
                if allowed[start]?.contains(next) == true {
                    #expect(try await step(current, next).state == next)
                } else {
                    await expectFailure(.invalidState) { _ = try await step(current, next) }
                }
            }
        }
    }

    @Test func `what differs has a text, and what is waived a reason`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let noted = try await promise(scene)
            await expectInvalid("params.offerText") { _ = try await update(scene, noted) { $0.state = .differs } }
            let differs = try await update(scene, noted) {
                $0.state = .differs
                $0.offerText = .set(try Prose("One day"))
            }
            #expect(differs.offerText?.text == "One day")
            await expectInvalid("params.offerText") { _ = try await update(scene, differs) { $0.offerText = .clear } }
            await expectInvalid("params.waiveReason") { _ = try await update(scene, differs) { $0.state = .waived } }
            let reason = try Line("Not needed any more")
            await expectInvalid("params.waiveReason") {
                _ = try await update(scene, differs) { $0.waiveReason = reason }
            }
            let waived = try await update(scene, differs) {
                $0.state = .waived
                $0.waiveReason = reason
            }
            #expect(waived.waiveReason == reason)
            #expect(waived.offerText?.text == "One day")
            #expect(waived.revision == 3)
        }
    }

    @Test func `absent members stay, null clears, and a stale revision is refused`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let keys = try await scene.priorities(["Time at home", "Pay"])
            let noted = try await promise(scene)
            let first = try await update(scene, noted) {
                $0.person = .set(scene.peer.id)
                $0.priority = .set(keys[1])
            }
            #expect(first.person == scene.peer.id)
            #expect(first.priority == keys[1])
            #expect(first.text == noted.text)
            let second = try await update(scene, first) {
                $0.person = .clear
                $0.text = try Line("Three days")
            }
            #expect(second.person == nil)
            #expect(second.priority == keys[1])
            #expect(second.text.text == "Three days")
            await expectFailure(.staleRevision) { _ = try await update(scene, first) { $0.text = try Line("x") } }
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(Promises.Delete.self, .init(id: noted.id, revision: 1))
            }
            // A newer set without the priority does not stand in the way of other edits.
            _ = try await scene.candidate.call(
                PrioritySets.Save.self,
                .init(
                    jobSearch: scene.jobSearch.id,
                    weightMode: .exact,
                    priorities: [.init(title: try Title("Other"), direction: .more, weight: 1)]
                )
            )
            #expect(try await update(scene, second) { $0.state = .inOffer }.priority == keys[1])
            _ = try await scene.candidate.call(Promises.Delete.self, .init(id: noted.id, revision: 4))
            #expect(try await scene.candidate.call(Promises.List.self, .init()).items.isEmpty)
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Promises.Delete.self, .init(id: noted.id, revision: 4))
            }
        }
    }

    @Test func `links to what is missing, foreign or of another job are not found`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let stranger = try await InterviewScene(service, name: "ben")
            let theirTalk = try await stranger.interview()
            let theirKey = try await stranger.priorities(["Pay"])[0]
            let theirs = try await promise(stranger)
            let mine = try await promise(scene)
            let elsewhere = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(jobSearch: scene.jobSearch.id, organisation: scene.organisation.id, title: try Title("Other"))
            )
            let ownTalk = try await scene.interview()
            let text = try Line("x")
            let day = try Day("2026-05-04")
            let cases: [Promises.Create.Params] = [
                .init(opportunity: unknown(), text: text, promisedOn: day),
                .init(opportunity: stranger.opportunity.id, text: text, promisedOn: day),
                .init(opportunity: scene.opportunity.id, interview: unknown(), text: text, promisedOn: day),
                .init(opportunity: scene.opportunity.id, interview: theirTalk.id, text: text, promisedOn: day),
                .init(opportunity: elsewhere.id, interview: ownTalk.id, text: text, promisedOn: day),
                .init(opportunity: scene.opportunity.id, person: unknown(), text: text, promisedOn: day),
                .init(opportunity: scene.opportunity.id, person: stranger.peer.id, text: text, promisedOn: day),
                .init(opportunity: scene.opportunity.id, priority: unknown(), text: text, promisedOn: day),
                .init(opportunity: scene.opportunity.id, priority: theirKey, text: text, promisedOn: day),
            ]
            for params in cases {
                await expectFailure(.notFound) { _ = try await scene.candidate.call(Promises.Create.self, params) }
            }
            await expectFailure(.notFound) { _ = try await update(scene, mine) { $0.person = .set(stranger.peer.id) } }
            await expectFailure(.notFound) { _ = try await update(scene, mine) { $0.priority = .set(theirKey) } }
            func refusals(_ id: ID<Promise>) async throws -> [String] {
                [
                    try await scene.candidate.refusal(Promises.Update.self, .init(id: id, revision: 1, text: text)),
                    try await scene.candidate.refusal(Promises.Delete.self, .init(id: id, revision: 1)),
                ]
            }
            #expect(try await refusals(theirs.id) == refusals(unknown()))
            #expect(try await scene.candidate.call(Promises.List.self, .init()).items == [mine])
            let params = Promises.Create.Params(
                opportunity: scene.opportunity.id,
                text: text,
                promisedOn: try Day("1999-12-31")
            )
            await expectInvalid("params.promisedOn") {
                _ = try await scene.candidate.call(Promises.Create.self, params)
            }
        }
    }

    @Test func `the list goes page by page, by opportunity and by state`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            var made: [Promise] = []
            for number in 1...5 { made.append(try await promise(scene, "Promise \(number)")) }
            made[1] = try await update(scene, made[1]) { $0.state = .missing }
            var list = Promises.List.Params(limit: 2)
            var seen: [Promise] = []
            repeat {
                let page = try await scene.candidate.call(Promises.List.self, list)
                seen += page.items
                list.cursor = page.nextCursor
            } while list.cursor != nil
            #expect(seen == made.reversed())
            #expect(try await scene.candidate.call(Promises.List.self, .init(state: .missing)).items == [made[1]])
            let all = try await scene.candidate.call(Promises.List.self, .init(opportunity: scene.opportunity.id))
            #expect(all.items.count == 5)
            #expect(try await scene.candidate.call(Promises.List.self, .init(opportunity: unknown())).items.isEmpty)
            let cursor = try await scene.candidate.call(Promises.List.self, .init(limit: 2)).nextCursor
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(Promises.List.self, .init(state: .noted, limit: 2, cursor: cursor))
            }
        }
    }

    @Test func `a retried call makes one promise, and there is a limit`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            var params = Promises.Create.Params(
                opportunity: scene.opportunity.id,
                text: try Line("Two days"),
                promisedOn: try Day("2026-05-04"),
                idempotencyKey: .make()
            )
            let first = try await scene.candidate.call(Promises.Create.self, params)
            #expect(try await scene.candidate.call(Promises.Create.self, params) == first)
            params.text = try Line("Three days")
            await expectFailure(.keyReused) { _ = try await scene.candidate.call(Promises.Create.self, params) }
            #expect(try await scene.candidate.call(Promises.List.self, .init()).items == [first])
            try await service.database.sql(
                """
                INSERT INTO tw.promise (owner_id, id, opportunity_id, text, promised_on)
                SELECT owner_id, gen_random_uuid(), id, 'x', '2026-05-04' FROM tw.opportunity, generate_series(1, 4999)
                """
            )
            await expectFailure(.limitReached) { _ = try await promise(scene) }
        }
    }
}
