import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct OpinionServiceTests {
    private func view(_ opinion: Opinion, by client: TestClient) async throws -> OpinionView {
        try await client.call(Opinions.Get.self, .init(id: opinion.id))
    }

    @Test func `both rate blindly, seal, and then see the two beside each other`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let opinion = try await desk.ask()
            #expect(opinion.state == .open)
            let asked = try await view(opinion, by: desk.kim)
            #expect(asked.priorities.map(\.key) == desk.scene.set.priorities.map(\.key))
            #expect(asked.question?.text == "Do I dream?" && asked.own == nil && asked.comparison == nil)
            #expect(try await desk.desk().opinions.items.map(\.id) == [opinion.id])
            #expect(try await desk.clients().map(\.attention.opinionsDue) == [1])

            try await desk.rate(opinion, [4, 3], by: desk.anna, note: "I like it.")
            try await desk.rate(opinion, [2, 3], by: desk.kim, note: "Careful.")
            let first = try await desk.seal(opinion, by: desk.kim)
            #expect(first.state == .sealed && first.coachSealed && !first.candidateSealed)
            #expect(try await desk.clients().map(\.attention.opinionsDue) == [0])
            #expect(try await desk.desk().opinions.items.map(\.coachSealed) == [true])
            let second = try await desk.seal(opinion, by: desk.anna)
            #expect(second.state == .revealed && second.endedAt != nil)
            #expect(try await desk.desk().opinions.total == 0)

            for client in [desk.anna, desk.kim] {
                let comparison = try #require(try await view(opinion, by: client).comparison)
                #expect(comparison.rows.map(\.candidate) == [4, 3] && comparison.rows.map(\.coach) == [2, 3])
                #expect(comparison.rows.map(\.difference) == [-2, 0])
                #expect(comparison.rows.map(\.differs) == [true, false] && comparison.differing == 1)
                #expect(comparison.candidateNote?.text == "I like it." && comparison.coachNote?.text == "Careful.")
            }
            let methods = try await desk.receipts().map(\.method)
            #expect(methods == ["opinion.get", "opinion.get"])
            #expect(try await desk.receipts().allSatisfy { $0.share == desk.assessment.id })
        }
    }

    /// Byte for byte: whatever the other side does before sealing, one's own answers stay the same.
    @Test func `nothing that one side does before sealing shows on the other`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let opinion = try await desk.ask()
            func all(_ client: TestClient, _ role: String) async throws -> [String?] {
                var answers: [String?] = []
                for (method, params) in [
                    ("opinion.get", #"{"id":"\#(opinion.id)"}"#), ("opinion.list", #"{"role":"\#(role)"}"#),
                ] {
                    answers.append(
                        await client.send(#"{"jsonrpc":"2.0","id":7,"method":"\#(method)","params":\#(params)}"#)
                    )
                }
                return answers
            }
            let before = (try await all(desk.anna, "candidate"), try await all(desk.kim, "coach"))
            try await desk.rate(opinion, [1, 5], by: desk.kim, note: "zq-sealed")
            try await desk.rate(opinion, [1], by: desk.kim, revision: 1, note: "zq-sealed")
            try await desk.rate(opinion, [1, 4], by: desk.kim, revision: 2, note: "zq-sealed")
            #expect(try await all(desk.anna, "candidate") == before.0)
            let ofKim = try await all(desk.kim, "coach")
            try await desk.rate(opinion, [5, 5], by: desk.anna, note: "zq-hers")
            #expect(try await all(desk.kim, "coach") == ofKim)
            try await desk.seal(opinion, by: desk.kim, revision: 3)
            let after = try await all(desk.anna, "candidate").compactMap { $0 }.joined()
            #expect(after.contains(#""coachSealed":true"#) && !after.contains("zq-sealed"))
        }
    }

    @Test func `a sealed sheet stays as it is, before and after it is revealed`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let opinion = try await desk.ask()
            await expectFailure(.invalidState) { try await desk.seal(opinion, by: desk.anna, revision: 0) }
            try await desk.rate(opinion, [4], by: desk.anna)
            await expectFailure(.invalidState) { try await desk.seal(opinion, by: desk.anna) }
            try await desk.rate(opinion, [4, 4], by: desk.anna, revision: 1)
            await expectFailure(.staleRevision) { try await desk.rate(opinion, [1, 1], by: desk.anna, revision: 1) }
            await expectFailure(.staleRevision) { try await desk.seal(opinion, by: desk.anna, revision: 1) }
            try await desk.seal(opinion, by: desk.anna, revision: 2)
            await expectFailure(.frozen) { try await desk.rate(opinion, [1, 1], by: desk.anna, revision: 3) }
            await expectFailure(.frozen) { try await desk.seal(opinion, by: desk.anna, revision: 3) }
            try await desk.rate(opinion, [4, 4], by: desk.kim)
            try await desk.seal(opinion, by: desk.kim)
            for client in [desk.anna, desk.kim] {
                await expectFailure(.frozen) { try await desk.rate(opinion, [1, 1], by: client, revision: 2) }
            }
            await expectFailure(.invalidState) {
                _ = try await desk.anna.call(Opinions.Cancel.self, .init(id: opinion.id))
            }
        }
    }

    @Test func `what is never revealed goes when the candidate cancels or the relationship ends`() async throws {
        for ends in [true, false] {
            try await TestService.with { service in
                let desk = try await DeskScene(in: service)
                let opinion = try await desk.ask()
                try await desk.rate(opinion, [4, 4], by: desk.anna)
                try await desk.rate(opinion, [1, 1], by: desk.kim, note: "zq-sealed")
                try await desk.seal(opinion, by: desk.kim)
                if ends {
                    try await desk.end(by: desk.kim)
                } else {
                    _ = try await desk.anna.call(Opinions.Cancel.self, .init(id: opinion.id))
                }
                let left = try await view(opinion, by: desk.anna)
                #expect(left.opinion.state == .cancelled && left.own?.ratings.count == 2 && left.comparison == nil)
                await expectFailure(.invalidState) { try await desk.seal(opinion, by: desk.anna) }
                await expectFailure(.invalidState) { try await desk.rate(opinion, [1, 1], by: desk.anna, revision: 1) }
                let kept = try await service.database.sql("SELECT count(*) FROM tw.opinion_sheet WHERE side = 'coach'")
                #expect(kept == [["0"]])
                guard !ends else {
                    await expectFailure(.notFound) { _ = try await view(opinion, by: desk.kim) }
                    return
                }
                // It may be asked again.
                #expect(try await desk.ask().state == .open)
            }
        }
    }

    @Test func `it takes a share of the assessment, and one at a time`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let opinion = try await desk.ask()
            await expectFailure(.alreadyExists) { _ = try await desk.ask() }
            _ = try await desk.anna.call(Shares.Revoke.self, .init(id: desk.assessment.id))
            await expectFailure(.notFound) { _ = try await view(opinion, by: desk.kim) }
            await expectFailure(.notFound) { try await desk.rate(opinion, [1, 1], by: desk.kim) }
            #expect(try await desk.kim.call(Opinions.List.self, .init()).items == [])
            _ = try await desk.anna.call(Opinions.Cancel.self, .init(id: opinion.id))
            await expectFailure(.invalidState) { _ = try await desk.ask() }
        }
    }

    @Test func `ratings are about what is asked, once each, from 1 to 5`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let opinion = try await desk.ask()
            let keys = desk.scene.set.priorities.map(\.key)
            func rate(_ ratings: [OpinionRating]) async throws {
                _ = try await desk.kim.call(
                    Opinions.Rate.self,
                    .init(id: opinion.id, revision: 0, ratings: ratings)
                )
            }
            await expectInvalid("params.ratings[0].rating") { try await rate([.init(priority: keys[0], rating: 6)]) }
            await expectInvalid("params.ratings[1].priority") {
                try await rate([.init(priority: keys[0], rating: 1), .init(priority: keys[0], rating: 2)])
            }
            await expectInvalid("params.ratings[0].priority") { try await rate([.init(priority: .make(), rating: 1)]) }
            let many = (0...60).map { _ in OpinionRating(priority: .make(), rating: 1) }
            await expectInvalid("params.ratings") { try await rate(many) }
        }
    }
}
