import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct ComparisonWhatIfTests {
    private func tryOut(
        _ scene: ComparisonScene,
        weights: [Comparisons.WhatIf.Weight]? = nil,
        ratings: [Comparisons.WhatIf.Rating]? = nil
    ) async throws -> Comparisons.WhatIf.Result {
        try await scene.candidate.call(
            Comparisons.WhatIf.self,
            .init(jobSearch: scene.scene.search.id, weights: weights, ratings: ratings)
        )
    }

    @Test func `other weights and ratings are tried out beside how it is, and nothing is stored`() async throws {
        try await ComparisonScene.with { scene in
            try await scene.rate(scene.first, scene.supervision, 0.9, 0.9)
            try await scene.rate(scene.first, scene.training, 0.2, 0.2)
            try await scene.rate(scene.second, scene.supervision, 0.6, 0.6)
            try await scene.rate(scene.second, scene.training, 0.8, 0.8)
            let made = try await scene.compare()

            let same = try await tryOut(scene)
            #expect(same.before == same.after && same.before == made.result)
            let weighed = try await tryOut(scene, weights: [.init(priority: scene.training, weight: 0.5)])
            #expect(weighed.before == made.result)
            #expect(weighed.after.opportunities.map(\.opportunity) == [scene.second, scene.first])
            #expect(weighed.after.priorities.map(\.weight) == [0.5, 0.5])
            #expect(weighed.after.seed == weighed.before.seed)
            #expect(weighed.after.inputsHash != weighed.before.inputsHash)
            let rated = try await tryOut(
                scene,
                ratings: [
                    .init(opportunity: scene.first, priority: scene.supervision, interval: ValueInterval(lo: 0, hi: 0))
                ]
            )
            #expect(rated.after.opportunities.map(\.standing) == [.ranked, .excluded])
            #expect(try await scene.get(made).state == .current)
            #expect(try await scene.list().count == 1)
        }
    }

    @Test func `what does not fit is refused with its place`() async throws {
        try await ComparisonScene.with { scene in
            let half = Comparisons.WhatIf.Weight(priority: scene.training, weight: 0.5)
            await expectInvalid("params.weights[1].priority") { _ = try await tryOut(scene, weights: [half, half]) }
            await expectInvalid("params.weights[0].priority") {
                _ = try await tryOut(scene, weights: [.init(priority: .make(), weight: 0.5)])
            }
            await expectInvalid("params.weights[0].weight") {
                _ = try await tryOut(scene, weights: [.init(priority: scene.training, weight: 1.5)])
            }
            await expectInvalid("params.weights") {
                _ = try await tryOut(scene, weights: [half, .init(priority: scene.supervision, weight: 0.6)])
            }
            await expectInvalid("params.weights") {
                let none = [scene.training, scene.supervision].map {
                    Comparisons.WhatIf.Weight(priority: $0, weight: 0)
                }
                _ = try await tryOut(scene, weights: none)
            }
            func rating(
                _ opportunity: ID<Opportunity>,
                _ priority: ID<Priority>,
                _ lo: Double
            ) -> [Comparisons.WhatIf.Rating] {
                [.init(opportunity: opportunity, priority: priority, interval: ValueInterval(lo: lo, hi: 0.5))]
            }
            await expectInvalid("params.ratings[0].opportunity") {
                _ = try await tryOut(scene, ratings: rating(.make(), scene.training, 0))
            }
            await expectInvalid("params.ratings[0].priority") {
                _ = try await tryOut(scene, ratings: rating(scene.first, .make(), 0))
            }
            await expectInvalid("params.ratings[0].interval") {
                _ = try await tryOut(scene, ratings: rating(scene.first, scene.training, 0.6))
            }
            await expectInvalid("params.ratings") {
                let many = rating(scene.first, scene.training, 0)[0]
                _ = try await tryOut(scene, ratings: Array(repeating: many, count: 201))
            }
        }
    }
}
