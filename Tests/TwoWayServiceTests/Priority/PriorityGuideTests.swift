import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct PriorityGuideTests {
    @Test func `answers become priorities that can be saved as they are`() async throws {
        try await TestService.with { service in
            let scene = try await PriorityScene(in: service)
            let proposal = try await scene.candidate.call(
                PrioritySets.Guide.self,
                .init(answers: [
                    .init(dimension: "pay", importance: 1),
                    .init(dimension: "supervision_style", importance: 3, target: 2),
                    .init(dimension: "overtime", importance: 4, mustHave: true, threshold: 2),
                    .init(dimension: "growth", importance: 0),
                ])
            )
            #expect(proposal.priorities.map(\.dimension) == ["overtime", "supervision_style", "pay"])
            #expect(proposal.weightMode == .points && proposal.certainty == .rough)
            #expect(proposal.findings == [])
            let catalogue = try await scene.candidate.call(Dimensions.List.self).items
            let overtime = try #require(catalogue.first { $0.key == "overtime" })
            #expect(
                proposal.thresholds == [
                    WordedThreshold(dimension: "overtime", threshold: 2, words: overtime.anchors[1])
                ]
            )
            let rows = try await service.database.sql("SELECT count(*) FROM tw.priority_set")
            #expect(rows[0][0] == "0")

            let saved = try await scene.save(
                proposal.priorities,
                mode: proposal.weightMode,
                certainty: proposal.certainty
            )
            #expect(saved.priorities.map(\.weight) == [4, 3, 1])
            #expect(saved.priorities.map(\.direction) == [.less, .target, .more])
            #expect(saved.priorities.map(\.target) == [nil, 2, nil])
            #expect(saved.priorities.map(\.vital) == [true, false, false])
            #expect(saved.priorities.map(\.threshold) == [2, nil, nil])
            _ = try await scene.activate(saved)
        }
    }

    @Test func `findings come in plain words, and what makes no sense is refused with its path`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            func guide(_ answers: GuideAnswer...) async throws -> PrioritySets.Guide.Result {
                try await anna.call(PrioritySets.Guide.self, .init(answers: answers))
            }
            let catalogue = try await anna.call(Dimensions.List.self).items
            let all = catalogue.prefix(12).enumerated().map {
                GuideAnswer(dimension: $1.key, importance: $0 < 9 ? 4 : 1)
            }
            let many = try await anna.call(PrioritySets.Guide.self, .init(answers: all))
            #expect(many.findings.first?.message.hasPrefix("Nine of twelve are called vital: then none is.") == true)
            #expect(many.priorities.allSatisfy { $0.vital == false })
            await expectInvalid("params.answers[1].dimension") {
                _ = try await guide(.init(dimension: "pay", importance: 1), .init(dimension: "nothing", importance: 1))
            }
            await expectInvalid("params.answers[0].importance") {
                _ = try await guide(.init(dimension: "pay", importance: 5))
            }
            await expectInvalid("params.answers[0].threshold") {
                _ = try await guide(.init(dimension: "pay", importance: 1, mustHave: true))
            }
            await expectInvalid("params.answers") {
                let answers = Array(repeating: GuideAnswer(dimension: "pay", importance: 1), count: 61)
                _ = try await anna.call(PrioritySets.Guide.self, .init(answers: answers))
            }
        }
    }
}
