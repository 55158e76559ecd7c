import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Rated support for priorities.
struct EvidenceService: Sendable {
    let store: Store

    /// The most live evidence that one opportunity may have.
    static let maximumPerOpportunity = 250

    func serve(on router: inout Router) {
        router.serve(EvidenceRatings.Rate.self, by: rate)
        router.serve(EvidenceRatings.List.self, by: list)
        router.serve(EvidenceRatings.Retire.self, by: retire)
    }

    func rate(_ params: EvidenceRatings.Rate.Params, by candidate: Candidate) async throws(ServiceFailure) -> Evidence {
        guard (1...5).contains(params.rating) else {
            throw .invalid(path: "params.rating", reason: "must be from 1 to 5")
        }
        try Self.checkLinks(of: params)
        return try await store.write(EvidenceRatings.Rate.self, params, by: candidate) { transaction in
            let opportunity = OwnedID(candidate.id, params.opportunity)
            let (held, priorities, count, truths) = try await transaction.run(
                .first(.heldOpportunity, OpportunityPlace(opportunity)),
                .all(.prioritiesOfOpportunity, opportunity),
                .one(.countEvidence, opportunity),
                .all(.sourceTruths, candidate.id)
            )
            guard held != nil else { throw ServiceFailure.notFound }
            guard let priority = priorities.first(where: { $0.key == params.priority }) else {
                throw ServiceFailure.invalid(path: "params.priority", reason: "is not in the set that counts")
            }
            guard count < Self.maximumPerOpportunity else {
                throw ServiceFailure.limitReached(
                    "An opportunity may have at most \(Self.maximumPerOpportunity) pieces of evidence."
                )
            }
            let source = try await source(of: params, by: candidate, in: transaction)
            let evidence = Evidence(
                id: store.newID(),
                opportunity: params.opportunity,
                priority: params.priority,
                scope: params.scope,
                origin: params.origin,
                answer: params.answer,
                research: params.research,
                promise: params.promise,
                sourceClass: source.sourceClass,
                specificity: source.specificity,
                rating: params.rating,
                // As far as such sources have told this candidate the truth so far; what is stored never changes.
                strength: EvidenceTables.standard.calibrated(by: truths).strength(
                    of: source.sourceClass,
                    at: params.scope,
                    specificity: source.specificity
                ),
                note: params.note,
                createdAt: store.now()
            )
            let stored = try await transaction.one(.createEvidence, (owner: candidate.id, evidence: evidence))
            if let opened = Belief(openedBy: stored, on: priority, id: store.newID()) {
                try await transaction.execute(.openBelief, (owner: candidate.id, belief: opened))
            }
            try await EvidenceUpkeep(store: store).refresh(params.opportunity, owner: candidate.id, in: transaction)
            return stored
        }
    }

    func list(
        _ params: EvidenceRatings.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<Evidence> {
        let request = try PageRequest(EvidenceRatings.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        let (search, evidence) = try await store.read(
            by: candidate,
            .first(.jobSearchOfOpportunity, OwnedID(candidate.id, params.opportunity)),
            .all(.evidencePage, (page: page, opportunity: params.opportunity))
        )
        guard search != nil else { throw .notFound }
        return request.page(evidence) { $0.id.rawValue }
    }

    func retire(_ params: EvidenceRatings.Retire.Params, by candidate: Candidate) async throws(ServiceFailure) -> Done {
        try await store.write(EvidenceRatings.Retire.self, params, by: candidate) { transaction in
            let opportunity = try await transaction.found(.retireEvidence, OwnedID(candidate.id, params.id))
            try await EvidenceUpkeep(store: store).refresh(opportunity, owner: candidate.id, in: transaction)
            return Done()
        }
    }

    /// Each kind of link goes with its origin alone; an answer is needed with its own.
    private static func checkLinks(of params: EvidenceRatings.Rate.Params) throws(ServiceFailure) {
        guard (params.origin == .answer) == (params.answer != nil) else {
            let reason =
                params.origin == .answer ? "is needed with the origin answer" : "goes only with the origin answer"
            throw .invalid(path: "params.answer", reason: reason)
        }
        guard params.research == nil || params.origin == .research else {
            throw .invalid(path: "params.research", reason: "goes only with the origin research")
        }
        guard params.promise == nil || params.origin == .promise else {
            throw .invalid(path: "params.promise", reason: "goes only with the origin promise")
        }
    }

    /// Who said it and how concretely: as stated, or as what it rests on tells.
    private func source(
        of params: EvidenceRatings.Rate.Params,
        by candidate: Candidate,
        in transaction: Transaction
    ) async throws -> (sourceClass: SourceClass, specificity: Specificity) {
        let told = try await origin(of: params, by: candidate, in: transaction)
        guard let sourceClass = params.sourceClass ?? told.sourceClass else {
            throw ServiceFailure.invalid(path: "params.sourceClass", reason: "is needed here")
        }
        let specificity = params.specificity ?? told.specificity ?? params.origin.usualSpecificity(of: sourceClass)
        guard let specificity else {
            throw ServiceFailure.invalid(path: "params.specificity", reason: "is needed here")
        }
        return (sourceClass, specificity)
    }

    /// What the answer, the note or the promise tells by itself; refuses one that is not of this opportunity (R1).
    private func origin(
        of params: EvidenceRatings.Rate.Params,
        by candidate: Candidate,
        in transaction: Transaction
    ) async throws -> (sourceClass: SourceClass?, specificity: Specificity?) {
        if let answer = params.answer {
            let place = (owner: candidate.id, opportunity: params.opportunity, answer: answer)
            let said = try await transaction.found(.answerSource, place)
            return (SourceClass(role: said.role, isFutureSupervisor: said.isFutureSupervisor), said.specificity)
        }
        if let note = params.research {
            let place = (owner: candidate.id, opportunity: params.opportunity, note: note)
            return (try await transaction.found(.researchSource, place), nil)
        }
        if let promise = params.promise {
            let place = (owner: candidate.id, opportunity: params.opportunity, promise: promise)
            let made = try await transaction.found(.promiseSource, place)
            if made.state.isInWriting { return (.writtenOffer, nil) }
            return (SourceClass(role: made.role ?? .other, isFutureSupervisor: made.isFutureSupervisor), nil)
        }
        return (params.origin == .observation ? .observation : nil, nil)
    }
}
