import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// How accepted jobs really are, and what that teaches about sources and questions (DOMAIN 5.10).
struct RealityService: Sendable {
    /// The most ratings of one check: one for each priority that a set may have.
    static let maximumRatings = 60

    let store: Store

    func serve(on router: inout Router) {
        router.serve(RealityChecks.Due.self, by: due)
        router.serve(RealityChecks.Record.self, by: record)
        router.serve(Calibrations.Get.self, by: calibration)
    }

    func due(
        _ params: RealityChecks.Due.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<DueRealityCheck> {
        let request = try PageRequest(RealityChecks.Due.self, params)
        let page = DueRealityPage(
            owner: candidate.id,
            until: params.until ?? today(of: candidate),
            after: try request.afterDay,
            rows: request.rows
        )
        let checks = try await store.read(by: candidate, .all(.dueRealityChecks, page))
        return request.page(checks, day: { $0.dueOn }, id: { $0.opportunity.rawValue })
    }

    func record(
        _ params: RealityChecks.Record.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> RealityCheck {
        try Self.check(params)
        let owned = OwnedID(candidate.id, params.opportunity)
        let today = today(of: candidate)
        return try await store.write(RealityChecks.Record.self, params, by: candidate) { transaction in
            let (held, stored) = try await transaction.run(
                .first(.heldOpportunity, OpportunityPlace(owned)),
                .first(.standingAcceptance, owned)
            )
            guard held != nil else { throw ServiceFailure.notFound }
            guard let stored else {
                throw ServiceFailure.invalidState(
                    "This job was not accepted by a decision; there is nothing to compare."
                )
            }
            let decision = OwnedID(candidate.id, stored.decision.id)
            let (start, checks) = try await transaction.run(
                .first(.jobStart, decision),
                .all(.realityChecks, decision)
            )
            try Self.check(params.day, start: start, today: today)
            guard !checks.contains(where: { $0.day == params.day }) else {
                throw ServiceFailure.alreadyExists(path: "params.day")
            }
            guard let scorecard = try DecisionService.scorecard(stored) else {
                throw ServiceFailure.invalidState(
                    "No priorities counted when it was accepted; there is nothing to compare."
                )
            }
            try Self.check(params.ratings, against: scorecard)
            let findings = RealityFinding.all(in: scorecard, params.ratings)
            let check = RealityCheck(
                id: store.newID(),
                opportunity: params.opportunity,
                decision: decision.id,
                day: params.day,
                ratings: params.ratings,
                note: params.note,
                sources: SourceTruth.all(findings),
                checkedAt: store.now()
            )
            let row = NewRealityCheck(owner: candidate.id, check: check, findings: findings)
            _ = try await transaction.run(
                .execute(.createRealityCheck, row),
                .execute(.addRealityRatings, row),
                .execute(.addRealityFindings, row)
            )
            return check
        }
    }

    func calibration(_ params: NoParams, by candidate: Candidate) async throws(ServiceFailure) -> Calibration {
        let (truths, questions) = try await store.read(
            by: candidate,
            .all(.sourceTruths, candidate.id),
            .all(.questionTruths, candidate.id)
        )
        return Calibration(truths: truths, questions: questions)
    }

    private func today(of candidate: Candidate) -> Day {
        LocalDateTime(store.now(), in: candidate.account.timeZone).day
    }

    private static func check(_ params: RealityChecks.Record.Params) throws(ServiceFailure) {
        guard RealityCheck.days.contains(params.day) else {
            throw .invalid(path: "params.day", reason: "must be 30, 90 or 180")
        }
        guard (1...maximumRatings).contains(params.ratings.count) else {
            throw .invalid(path: "params.ratings", reason: "must have from 1 to \(maximumRatings) ratings")
        }
        var seen: Set<ID<Priority>> = []
        for (index, rating) in params.ratings.enumerated() {
            guard (1...5).contains(rating.rating) else {
                throw .invalid(path: "params.ratings[\(index)].rating", reason: "must be from 1 to 5")
            }
            guard seen.insert(rating.priority).inserted else {
                throw .invalid(path: "params.ratings[\(index)].priority", reason: "is listed already")
            }
        }
    }

    private static func check(_ day: Int, start: JobStart?, today: Day) throws(ServiceFailure) {
        guard let start else {
            throw .invalidState("Say first when the job began, by decision.start.")
        }
        let due = Day(daysSince1970: start.startsOn.daysSince1970 + day)
        guard due <= today else {
            throw .invalidState("That check is due on \(due.text).")
        }
    }

    private static func check(
        _ ratings: [RealityRating],
        against scorecard: Assessment
    ) throws(ServiceFailure) {
        let keys = Set(scorecard.priorities.map(\.key))
        for (index, rating) in ratings.enumerated() where !keys.contains(rating.priority) {
            throw .invalid(
                path: "params.ratings[\(index)].priority",
                reason: "did not count when the job was accepted"
            )
        }
    }
}
