import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct PromptServiceTests {
    private func answer(
        _ prompt: Prompt,
        _ outcome: Prompt.Outcome,
        _ reply: String? = nil,
        by client: TestClient
    ) async throws -> Prompt {
        try await client.call(
            Prompts.Answer.self,
            .init(id: prompt.id, outcome: outcome, reply: try reply.map { try Prose($0) })
        )
    }

    @Test func `a prompt is seen today, answered, and read with one receipt (R17)`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let prompt = try await desk.prompt("Whom do you trust?", about: desk.job, dueOn: try Day("2026-01-09"))
            #expect(prompt.state == .open && prompt.coachName.text == "Kim" && prompt.candidateName.text == "Anna")
            let today = try await desk.desk().prompts
            #expect(today.total == 1 && today.items.map(\.text.text) == ["Whom do you trust?"])
            #expect(today.items.map(\.opportunity) == [desk.job])
            #expect(try await desk.clients().map(\.attention.promptsOverdue) == [1])

            _ = try await desk.kim.call(Prompts.Get.self, .init(id: prompt.id))
            #expect(try await desk.receipts() == [])
            let answered = try await answer(prompt, .answered, "Mara, I think.", by: desk.anna)
            #expect(answered.state == .answered && answered.closedAt != nil)
            #expect(try await desk.desk().prompts.total == 0)
            #expect(try await desk.clients().map(\.attention.promptsOverdue) == [0])
            #expect(try await desk.clients().map(\.attention.promptsClosed) == [1])

            let listed = try await desk.kim.call(Prompts.List.self, .init()).items
            #expect(listed.map(\.state) == [.answered] && listed.allSatisfy { $0.reply == nil })
            #expect(try await desk.receipts() == [])
            let read = try await desk.kim.call(Prompts.Get.self, .init(id: prompt.id))
            #expect(read.reply?.text == "Mara, I think.")
            let receipts = try await desk.receipts()
            #expect(receipts.map(\.method) == ["prompt.get"] && receipts.map(\.opportunity) == [desk.job])
            #expect(try await desk.anna.call(Prompts.List.self, .init()).items.map(\.reply) == [read.reply])
        }
    }

    @Test func `each step of a prompt's life is taken, and every other one refused`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            for outcome in Prompt.Outcome.allCases {
                let prompt = try await desk.prompt("Think.")
                let reply = outcome == .declined ? nil : "So it is."
                #expect(try await answer(prompt, outcome, reply, by: desk.anna).state == outcome.state)
                for next in Prompt.Outcome.allCases {
                    await expectFailure(.invalidState) { _ = try await answer(prompt, next, "Again.", by: desk.anna) }
                }
                await expectFailure(.invalidState) {
                    _ = try await desk.kim.call(Prompts.Withdraw.self, .init(id: prompt.id))
                }
            }
            let withdrawn = try await desk.prompt("Forget it.")
            let back = try await desk.kim.call(Prompts.Withdraw.self, .init(id: withdrawn.id))
            #expect(back.state == .withdrawn)
            await expectFailure(.invalidState) { _ = try await answer(withdrawn, .done, by: desk.anna) }
            let open = try await desk.prompt("Think.")
            await expectInvalid("params.reply") { _ = try await answer(open, .answered, by: desk.anna) }
            let stranger = try await service.signUp("ben", roles: [.candidate])
            await expectFailure(.notFound) { _ = try await answer(open, .done, by: stranger) }
            let states = try await desk.anna.call(Prompts.List.self, .init(state: .open)).items.map(\.id)
            #expect(states == [open.id])
        }
    }

    @Test func `what waits ends with the relationship, and the candidate keeps it`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let prompt = try await desk.prompt("Think.")
            try await desk.end(by: desk.kim)
            let left = try await desk.anna.call(Prompts.Get.self, .init(id: prompt.id))
            #expect(left.state == .withdrawn)
            await expectFailure(.invalidState) { _ = try await answer(prompt, .done, by: desk.anna) }
            await expectFailure(.notFound) { _ = try await desk.kim.call(Prompts.Get.self, .init(id: prompt.id)) }
            #expect(try await desk.kim.call(Prompts.List.self, .init()).items == [])
            await expectFailure(.invalidState) { _ = try await desk.prompt("Once more?") }
        }
    }

    @Test func `a prompt about a job is out of sight while the job is not shared`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let prompt = try await desk.prompt("Think.", about: desk.job)
            let general = try await desk.prompt("Sleep.")
            try await desk.revoke()
            await expectFailure(.notFound) { _ = try await desk.kim.call(Prompts.Get.self, .init(id: prompt.id)) }
            await expectFailure(.notFound) {
                _ = try await desk.kim.call(Prompts.Withdraw.self, .init(id: prompt.id))
            }
            #expect(try await desk.kim.call(Prompts.List.self, .init()).items.map(\.id) == [general.id])
            _ = try await answer(prompt, .answered, "To myself.", by: desk.anna)
            #expect(try await desk.clients().map(\.attention.promptsClosed) == [0])
        }
    }

    @Test func `a coach sends no more than twenty that are open`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            for number in 1...Prompt.maximumOpen { _ = try await desk.prompt("Number \(number).") }
            await expectFailure(.limitReached) { _ = try await desk.prompt("One too many.") }
            let oldest = try await desk.kim.call(Prompts.List.self, .init()).items.last
            _ = try await desk.kim.call(Prompts.Withdraw.self, .init(id: try #require(oldest).id))
            _ = try await desk.prompt("There is room again.")
        }
    }
}
