import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Comparisons that are made while what they rest on changes.
@Suite struct ComparisonRaceTests {
    @Test func `no comparison is current that rests on something that is no more (R15)`() async throws {
        try await ComparisonScene.with { scene in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        for _ in 0..<8 { try await Self.unlessBusy { _ = try await scene.compare() } }
                    }
                }
                group.addTask {
                    for number in 0..<12 {
                        let evidence = try await scene.hear(scene.first, scene.training, 1 + number % 5)
                        if number % 3 == 0 {
                            _ = try await scene.candidate.call(EvidenceRatings.Retire.self, .init(id: evidence.id))
                        }
                    }
                }
                group.addTask {
                    for number in 0..<12 {
                        try await scene.rate(
                            scene.second,
                            scene.supervision,
                            Double(number) / 20,
                            0.9,
                            revision: number
                        )
                    }
                }
                try await group.waitForAll()
            }
            let hash = try await scene.now().inputsHash
            var stale = 0
            for summary in try await scene.list() {
                let comparison = try await scene.candidate.call(Comparisons.Get.self, .init(id: summary.id))
                if comparison.result.inputsHash != hash {
                    #expect(comparison.state == .stale)
                    stale += 1
                } else if comparison.state == .current {
                    #expect(comparison.result == (try await scene.now()))
                }
            }
            #expect(stale > 0)
        }
    }

    @Test func `more at once than may wait are refused as busy, and the next one is drawn again`() async throws {
        try await ComparisonScene.with { scene in
            let drawn = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<60 {
                    group.addTask { try await Self.unlessBusy { _ = try await scene.now() } }
                }
                return try await group.reduce(into: 0) { count, isDrawn in count += isDrawn ? 1 : 0 }
            }
            #expect((1..<60).contains(drawn))
            _ = try await scene.now()
        }
    }

    /// Whether it was done: too much may be waiting.
    @discardableResult
    private static func unlessBusy(_ body: () async throws -> Void) async throws -> Bool {
        do {
            try await body()
            return true
        } catch let error as RPCError where error.data?.kind == FailureKind.busy.kind {
            return false
        }
    }
}
