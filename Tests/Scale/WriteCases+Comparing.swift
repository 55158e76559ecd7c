import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// What is made of all that is known.
extension Stage {
    /// Ten jobs at once, if there are so many.
    func comparisons(_ meter: Meter, _ run: Int) async throws {
        let jobs = (0..<min(10, openOpportunities.count)).map { openOpportunity(run + $0).opportunity }
        guard let search = jobs.first?.jobSearch, let priority = anna.set.priorities.first else {
            throw Failure("there is nothing to compare")
        }
        let ids = jobs.map(\.id)
        let made = try await meter.call(
            Comparisons.Create.self,
            "",
            .init(jobSearch: search, opportunities: ids, seed: run, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(Comparisons.Get.self, "", .init(id: made.id), on: candidate)
        try await meter.call(Comparisons.List.self, "", .init(jobSearch: search), on: candidate)
        try await meter.call(
            Comparisons.WhatIf.self,
            "",
            .init(jobSearch: search, opportunities: ids, weights: [.init(priority: priority.key, weight: 0.2)]),
            on: candidate
        )
        try await meter.call(Comparisons.Delete.self, "", .init(id: made.id, idempotencyKey: .make()), on: candidate)
    }
}
