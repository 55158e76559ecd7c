import Foundation
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Decisions as their owner reads them, and as a coach does.
struct DecisionReading: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Decisions.List.self, by: list)
        router.serve(Decisions.Get.self, by: get)
    }

    func get(_ params: Decisions.Get.Params, by member: Member) async throws(ServiceFailure) -> Reading<Decisions.Get> {
        if let candidate = member.asCandidate {
            let own = try await asking { () async throws in
                try await Self.view(OwnedID(candidate.id, params.id), from: store.session(of: candidate))
            }
            if let own { return .own(own) }
        }
        let thing = SharedThing.decision(params.id)
        let shared = try await Viewing(store: store).read(Decisions.Get.self, thing, by: member) {
            transaction,
            rights in
            try await Self.view(OwnedID(rights.owner, params.id), from: transaction)?
                .maskedFor(fields: rights.fields)
        } kept: { document in
            document.decisions.first { $0.id == params.id }
        }
        return .shared(shared)
    }

    /// A coach names the opportunity; a candidate who is a coach, too, is asked about own ones first.
    func list(
        _ params: Decisions.List.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Reading<Decisions.List> {
        let request = try PageRequest(Decisions.List.self, params)
        let before = try request.beforeID
        if let candidate = member.asCandidate {
            let page = DecisionPage(
                page: OwnerPage(owner: candidate.id, before: before, rows: request.rows),
                opportunity: params.opportunity
            )
            if let own = try await own(page, by: candidate) { return .own(request.page(own) { $0.id.rawValue }) }
        }
        guard let opportunity = params.opportunity else { throw .notFound }
        let thing = SharedThing.decisions(about: opportunity)
        let shared = try await Viewing(store: store).read(Decisions.List.self, thing, by: member) {
            transaction,
            rights -> [SharedDecision]? in
            let page = DecisionPage(
                page: OwnerPage(owner: rights.owner, before: before, rows: request.rows),
                opportunity: opportunity
            )
            return try await transaction.all(.decisionsOfOpportunity, page).map { decision in
                DecisionView(decision: decision).maskedFor(fields: rights.fields).inList
            }
        } kept: { document in
            document.decisions.filter { $0.id.rawValue.isBefore(before) }.map(\.inList)
        }
        return .shared(request.page(Array(shared.prefix(request.rows))) { $0.id.rawValue })
    }

    /// Nil when an opportunity is named that is not the candidate's.
    private func own(_ page: DecisionPage, by candidate: Candidate) async throws(ServiceFailure) -> [Decision]? {
        guard let opportunity = page.opportunity else {
            return try await store.read(by: candidate, .all(.decisions, page))
        }
        let (search, found) = try await store.read(
            by: candidate,
            .first(.jobSearchOfOpportunity, OwnedID(candidate.id, opportunity)),
            .all(.decisionsOfOpportunity, page)
        )
        return search == nil ? nil : found
    }

    /// A decision with all that it rests on.
    static func view(_ id: OwnedID<Decision>, from runner: any StatementRunner) async throws -> DecisionView? {
        let (stored, start, checks, ratings, findings) = try await runner.run(
            .first(.decision, id),
            .first(.jobStart, id),
            .all(.realityChecks, id),
            .all(.realityRatings, id),
            .all(.realityFindings, id)
        )
        guard let stored else { return nil }
        return DecisionView(
            decision: stored.decision,
            scorecard: try DecisionService.scorecard(stored),
            start: start,
            checks: checks.map { check in
                RealityCheck(
                    check,
                    ratings: ratings.filter { $0.check == check.id }.map(\.rating),
                    findings: findings.filter { $0.check == check.id }.map(\.finding)
                )
            }
        )
    }
}

extension SharedDecision {
    /// As in a list, without what belongs to the decision itself.
    fileprivate var inList: SharedDecision {
        var decision = self
        decision.scorecard = nil
        decision.startsOn = nil
        decision.checks = nil
        return decision
    }
}

extension KeptDocument {
    /// Those of a snapshot, each with its day.
    fileprivate var decisions: [SharedDecision] {
        (content.decisions ?? []).map { decision in
            var decision = decision
            decision.snapshotAt = takenAt
            return decision
        }
    }
}
