import Foundation
import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What a share would open, put together for its owner through the same masks through which a coach reads.
struct ShareDocumentReading: Sendable {
    let owner: ID<Account>
    let choice: ShareChoice

    private var fields: Set<ShareField> { Set(choice.fields) }

    /// Not found, when the thing is not the owner's.
    func document(from runner: any StatementRunner) async throws -> ShareDocument {
        var document = ShareDocument()
        switch choice.subject {
        case .priorities: document.priorities = try await priorities(from: runner)
        case .opportunity: document.opportunity = try await opportunity(from: runner)
        case .assessment: document.assessment = try await assessment(from: runner)
        case .comparison: document.comparison = try await comparison(from: runner)
        case .decision: document.decisions = try await decisions(from: runner)
        case .interviews:
            document.interviews = try await interviews(from: runner).map { $0.maskedFor(fields: fields) }
        case .plans, .answers:
            let interviews = try await interviews(from: runner)
            document.interviews = interviews.map { $0.maskedFor(fields: []) }
            if choice.subject == .plans {
                document.plans = try await plans(of: interviews, from: runner)
            } else {
                document.answers = try await answers(in: interviews, from: runner)
            }
        }
        return document
    }

    /// The document as it is kept, with the ids of what can be asked for one by one.
    func snapshot(from runner: any StatementRunner) async throws -> NewSnapshot {
        let document = try await document(from: runner)
        let parts = (document.interviews ?? []).map(\.id.rawValue) + (document.decisions ?? []).map(\.id.rawValue)
        let bytes = try Self.encode(document)
        return NewSnapshot(document: bytes, parts: parts)
    }

    /// Refuses what is too much to be kept.
    static func encode(_ document: ShareDocument) throws -> [UInt8] {
        let bytes = try JSONEncoding.encode(document)
        guard bytes.count <= ShareDocument.maximumBytes else { throw tooMuch }
        return bytes
    }

    private static let tooMuch = ServiceFailure.limitReached(
        "That is too much for one document; choose one interview, or fewer fields."
    )
}

extension ShareDocumentReading {
    private func priorities(from runner: any StatementRunner) async throws -> SharedPrioritySet {
        let search = try known(choice.anchor.jobSearch)
        guard let found = try await runner.first(.jobSearch, OwnedID(owner, search)) else {
            throw ServiceFailure.notFound
        }
        let chosen = ChosenPrioritySet(OwnedID(owner, found.id), .current)
        guard let set = try await PrioritySetService.set(chosen, from: runner) else {
            throw AssessmentService.withoutPriorities
        }
        return set.maskedFor(fields: fields)
    }

    private func opportunity(from runner: any StatementRunner) async throws -> OpportunityView {
        let owned = OwnedID(owner, try known(choice.anchor.opportunity))
        guard let view = try await OpportunityService.view(.sharedOpportunity, owned, from: runner) else {
            throw ServiceFailure.notFound
        }
        return view.maskedFor(fields: fields)
    }

    private func assessment(from runner: any StatementRunner) async throws -> Assessment {
        let owned = OwnedID(owner, try known(choice.anchor.opportunity))
        guard let assessment = try await AssessmentService.current(owned, from: runner) else {
            throw ServiceFailure.notFound
        }
        return assessment.maskedFor(fields: fields)
    }

    private func comparison(from runner: any StatementRunner) async throws -> SharedComparison {
        guard let row = try await runner.first(.comparison, OwnedID(owner, try known(choice.anchor.comparison))) else {
            throw ServiceFailure.notFound
        }
        return try Comparison(row).maskedFor(fields: fields)
    }

    private func decisions(from runner: any StatementRunner) async throws -> [SharedDecision] {
        let opportunity = try known(choice.anchor.opportunity)
        let page = DecisionPage(page: first(ShareDocument.maximumParts), opportunity: opportunity)
        let (search, decisions) = try await runner.run(
            .first(.jobSearchOfOpportunity, OwnedID(owner, opportunity)),
            .all(.decisionsOfOpportunity, page)
        )
        guard search != nil else { throw ServiceFailure.notFound }
        guard decisions.count <= ShareDocument.maximumParts else { throw Self.tooMuch }
        var shared: [SharedDecision] = []
        for decision in decisions {
            guard let view = try await DecisionReading.view(OwnedID(owner, decision.id), from: runner) else { continue }
            shared.append(view.maskedFor(fields: fields))
        }
        return shared
    }

    /// Those of the opportunity, or the one that is named.
    private func interviews(from runner: any StatementRunner) async throws -> [Interview] {
        let opportunity = try known(choice.anchor.opportunity)
        if let interview = choice.anchor.interview {
            let found = try await runner.first(.interview, OwnedID(owner, interview))
            guard let found, found.opportunity == opportunity else { throw ServiceFailure.notFound }
            return [found]
        }
        let page = InterviewPage(page: first(ShareDocument.maximumParts), opportunity: opportunity, state: nil)
        let (search, lines) = try await runner.run(
            .first(.jobSearchOfOpportunity, OwnedID(owner, opportunity)),
            .all(.interviewLines, page)
        )
        guard search != nil else { throw ServiceFailure.notFound }
        let interviews = lines.interviews
        guard interviews.count <= ShareDocument.maximumParts else { throw Self.tooMuch }
        return interviews
    }

    private func plans(
        of interviews: [Interview],
        from runner: any StatementRunner
    ) async throws -> [SharedPlan] {
        var plans: [SharedPlan] = []
        for interview in interviews {
            let id = OwnedID(owner, interview.id)
            let (items, points) = try await runner.run(.all(.planItems, id), .all(.talkingPoints, id))
            let plan = Plan(interview: id.id, items: items, talkingPoints: points, minutes: 0, revision: 0)
            plans.append(plan.maskedFor(fields: fields))
        }
        return plans
    }

    private func answers(
        in interviews: [Interview],
        from runner: any StatementRunner
    ) async throws -> [SharedAsking] {
        var askings: [SharedAsking] = []
        for interview in interviews {
            let page = first(ShareDocument.maximumAskings)
            askings += try await runner.all(.askings, (interview: interview.id, page: page))
                .map { $0.maskedFor(fields: fields) }
            guard askings.count <= ShareDocument.maximumAskings else { throw Self.tooMuch }
        }
        return askings.sorted { $1.id.rawValue.isBefore($0.id.rawValue) }
    }

    /// The newest rows, one more than there may be.
    private func first(_ maximum: Int) -> OwnerPage {
        OwnerPage(owner: owner, before: UUID.highest, rows: maximum + 1)
    }

    /// The anchor that the subject was checked to have.
    private func known<Entity>(_ id: ID<Entity>?) throws -> ID<Entity> {
        guard let id else { throw ServiceFailure.unexpected("a share without what it is about") }
        return id
    }
}

extension UUID {
    /// Comes after every id that is given out.
    static let highest = UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
}
