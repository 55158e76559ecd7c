import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct FollowUpServiceTests {
    private func followUp(
        _ scene: InterviewScene,
        _ text: String = "Thank them",
        due: String? = nil
    ) async throws
        -> FollowUp
    {
        try await scene.candidate.call(
            FollowUps.Create.self,
            .init(
                opportunity: scene.opportunity.id,
                owedBy: .candidate,
                text: try Line(text),
                dueOn: try due.map { try Day($0) }
            )
        )
    }

    @Test func `a follow-up is noted for either side`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let made = try await scene.candidate.call(
                FollowUps.Create.self,
                .init(
                    opportunity: scene.opportunity.id,
                    interview: interview.id,
                    person: scene.peer.id,
                    owedBy: .employer,
                    text: try Line("Das Handbuch schicken 📕"),
                    dueOn: try Day("2026-05-08")
                )
            )
            #expect(made.state == .open)
            #expect(made.owedBy == .employer)
            #expect(made.person == scene.peer.id)
            #expect(made.interview == interview.id)
            #expect(made.dueOn?.text == "2026-05-08")
            #expect(made.item == nil)
            #expect(try await scene.candidate.call(FollowUps.List.self, .init()).items == [made])
        }
    }

    @Test(arguments: FollowUp.State.allCases)
    func `a follow-up goes only where its life cycle leads`(_ start: FollowUp.State) async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let allowed: [FollowUp.State: Set<FollowUp.State>] = [
                .open: [.done, .dropped], .done: [.open], .dropped: [.open],
            ]
            for next in FollowUp.State.allCases where next != start {
                var current = try await followUp(scene)
                if start != .open {
                    current = try await scene.candidate.call(
                        FollowUps.Update.self,
                        .init(id: current.id, revision: 1, state: start)
                    )
                }
                let step = FollowUps.Update.Params(id: current.id, revision: current.revision, state: next)
                if allowed[start]?.contains(next) == true {
                    #expect(try await scene.candidate.call(FollowUps.Update.self, step).state == next)
                } else {
                    await expectFailure(.invalidState) {
                        _ = try await scene.candidate.call(FollowUps.Update.self, step)
                    }
                }
            }
        }
    }

    @Test func `an edit changes what it names; null clears; a stale revision is refused`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let made = try await followUp(scene, due: "2026-05-08")
            let edited = try await scene.candidate.call(
                FollowUps.Update.self,
                .init(id: made.id, revision: 1, person: .set(scene.peer.id), owedBy: .employer, dueOn: .clear)
            )
            #expect(edited.person == scene.peer.id)
            #expect(edited.owedBy == .employer)
            #expect(edited.dueOn == nil)
            #expect(edited.text == made.text)
            #expect(edited.revision == 2)
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(FollowUps.Update.self, .init(id: made.id, revision: 1, state: .done))
            }
        }
    }

    @Test func `what is due first comes first, page by page, and what has no day comes last`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            var made: [String: FollowUp] = [:]
            for (text, due) in [
                ("late", "2026-07-01"), ("none a", nil), ("soon", "2026-05-02"), ("same day a", "2026-06-01"),
                ("same day b", "2026-06-01"), ("none b", nil), ("long ago", "1969-12-31"), ("the end", "9999-12-31"),
            ] {
                made[text] = try await followUp(scene, text, due: due)
            }
            let expected = ["long ago", "soon", "same day a", "same day b", "late"]
            // A day at the very end and no day are alike to the order, and come by their age.
            let end = ["none a", "none b", "the end"]
            for limit in 1...4 {
                var list = FollowUps.List.Params(limit: limit)
                var seen: [String] = []
                repeat {
                    let page = try await scene.candidate.call(FollowUps.List.self, list)
                    #expect(page.items.count <= limit)
                    seen += page.items.map(\.text.text)
                    list.cursor = page.nextCursor
                } while list.cursor != nil
                #expect(seen == expected + end)
            }
            let due = try await scene.candidate.call(FollowUps.List.self, .init(dueBefore: try Day("2026-06-01")))
            #expect(due.items.map(\.text.text) == ["long ago", "soon"])
            let soon = try #require(made["soon"])
            _ = try await scene.candidate.call(FollowUps.Update.self, .init(id: soon.id, revision: 1, state: .done))
            let open = try await scene.candidate.call(
                FollowUps.List.self,
                .init(opportunity: scene.opportunity.id, state: .open, dueBefore: try Day("2026-06-01"))
            )
            #expect(open.items.map(\.text.text) == ["long ago"])
            #expect(try await scene.candidate.call(FollowUps.List.self, .init(opportunity: unknown())).items.isEmpty)
            let cursor = try await scene.candidate.call(FollowUps.List.self, .init(limit: 2)).nextCursor
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(FollowUps.List.self, .init(state: .open, limit: 2, cursor: cursor))
            }
        }
    }

    @Test func `links to what is missing, foreign or of another job are not found`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let stranger = try await InterviewScene(service, name: "ben")
            let theirTalk = try await stranger.interview()
            let theirs = try await followUp(stranger)
            let mine = try await followUp(scene)
            let text = try Line("x")
            let cases: [FollowUps.Create.Params] = [
                .init(opportunity: unknown(), owedBy: .employer, text: text),
                .init(opportunity: stranger.opportunity.id, owedBy: .employer, text: text),
                .init(opportunity: scene.opportunity.id, interview: theirTalk.id, owedBy: .employer, text: text),
                .init(opportunity: scene.opportunity.id, person: stranger.peer.id, owedBy: .employer, text: text),
            ]
            for params in cases {
                await expectFailure(.notFound) { _ = try await scene.candidate.call(FollowUps.Create.self, params) }
            }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(
                    FollowUps.Update.self,
                    .init(id: mine.id, revision: 1, person: .set(stranger.peer.id))
                )
            }
            func refusal(_ id: ID<FollowUp>) async throws -> String {
                try await scene.candidate.refusal(FollowUps.Update.self, .init(id: id, revision: 1, state: .done))
            }
            #expect(try await refusal(theirs.id) == refusal(unknown()))
        }
    }

    @Test func `a retried call makes one follow-up, and there is a limit`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            var params = FollowUps.Create.Params(
                opportunity: scene.opportunity.id,
                owedBy: .candidate,
                text: try Line("Thank them"),
                idempotencyKey: .make()
            )
            let first = try await scene.candidate.call(FollowUps.Create.self, params)
            #expect(try await scene.candidate.call(FollowUps.Create.self, params) == first)
            params.owedBy = .employer
            await expectFailure(.keyReused) { _ = try await scene.candidate.call(FollowUps.Create.self, params) }
            try await service.database.sql(
                """
                INSERT INTO tw.follow_up (owner_id, id, opportunity_id, owed_by, text)
                SELECT owner_id, gen_random_uuid(), id, 'employer', 'x' FROM tw.opportunity, generate_series(1, 4999)
                """
            )
            await expectFailure(.limitReached) { _ = try await followUp(scene) }
        }
    }
}
