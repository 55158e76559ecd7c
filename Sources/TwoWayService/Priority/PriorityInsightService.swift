import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What can be told of priorities without changing them: a proposal to start from, drift, and how they will be found out.
struct PriorityInsightService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(PrioritySets.Guide.self, by: guide)
        router.serve(PrioritySets.Drift.self, by: drift)
        router.serve(PrioritySets.Outlook.self, by: outlook)
    }

    func guide(
        _ params: PrioritySets.Guide.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PrioritySets.Guide.Result {
        let catalogue = try await store.read(by: candidate, .all(.dimensions, ()))
        if let first = GuideAnswer.check(params.answers, catalogue: catalogue).first {
            throw .invalid(path: "params.\(first.path)", reason: first.message)
        }
        return PrioritySets.Guide.Result(GuidedStart(params.answers, catalogue: catalogue))
    }

    func drift(
        _ params: PrioritySets.Drift.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PriorityDrift {
        let search = OwnedID(candidate.id, params.jobSearch)
        let from = ChosenPrioritySet(search, params.from.map { .version($0) } ?? .lastFrozen)
        let to = ChosenPrioritySet(search, params.to.map { .version($0) } ?? .current)
        let (found, old, oldPriorities, new, newPriorities) = try await store.read(
            by: candidate,
            .first(.jobSearch, search),
            .first(.chosenPrioritySet, from),
            .all(.chosenPriorities, from),
            .first(.chosenPrioritySet, to),
            .all(.chosenPriorities, to)
        )
        guard found != nil else { throw .notFound }
        guard let old else {
            throw params.from != nil
                ? .notFound : .invalidState("No priorities of this job search were frozen yet: name the versions.")
        }
        guard let new else {
            throw params.to != nil
                ? .notFound : .invalidState("There is no set of priorities that counts yet: name the versions.")
        }
        return PriorityDrift(from: old.with(oldPriorities), to: new.with(newPriorities))
    }

    func outlook(
        _ params: PrioritySets.Outlook.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PrioritySetOutlook {
        let search = OwnedID(candidate.id, params.jobSearch)
        let set = try await countingSet(of: search, by: candidate)
        let request = OutlookRequest(
            search: search,
            opportunity: params.opportunity,
            priorities: set.priorities.map(\.key)
        )
        let opportunity = OwnedID(candidate.id, params.opportunity ?? ID(params.jobSearch.rawValue))
        let (itsSearch, traces, questions) = try await store.read(
            by: candidate,
            .first(.jobSearchOfOpportunity, opportunity),
            .all(.tracesOfPriorities, request),
            .all(.questionsOfPriorities, AskablePriorities(owner: candidate.id, priorities: set.priorities))
        )
        guard params.opportunity == nil || itsSearch == params.jobSearch.rawValue else { throw .notFound }
        return PrioritySetOutlook(of: set, at: params.opportunity, traces: traces, questions: questions)
    }

    /// The set that counts, else the draft.
    private func countingSet(
        of search: OwnedID<JobSearch>,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> PrioritySet {
        let current = ChosenPrioritySet(search, .current)
        let draft = ChosenPrioritySet(search, .draft)
        let (row, priorities, draftRow, draftPriorities) = try await store.read(
            by: candidate,
            .first(.chosenPrioritySet, current),
            .all(.chosenPriorities, current),
            .first(.chosenPrioritySet, draft),
            .all(.chosenPriorities, draft)
        )
        if let row { return row.with(priorities) }
        if let draftRow { return draftRow.with(draftPriorities) }
        throw .notFound
    }
}

extension PrioritySets.Guide.Result {
    init(_ start: GuidedStart) {
        self.init(
            weightMode: GuidedStart.weightMode,
            certainty: GuidedStart.certainty,
            priorities: start.priorities.map { proposal in
                PrioritySets.Save.Entry(
                    dimension: proposal.dimension.key,
                    direction: proposal.direction,
                    target: proposal.target,
                    weight: proposal.weight,
                    vital: proposal.vital,
                    mustHave: proposal.threshold != nil,
                    threshold: proposal.threshold
                )
            },
            thresholds: start.priorities.compactMap(\.wordedThreshold),
            findings: start.findings
        )
    }
}

extension PrioritySetOutlook {
    init(
        of set: PrioritySet,
        at opportunity: ID<Opportunity>?,
        traces: [PriorityTraces],
        questions: [(key: ID<Priority>, questions: Int)]
    ) {
        let traces = Dictionary(traces.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let questions = Dictionary(questions.map { ($0.key, $0.questions) }, uniquingKeysWith: { first, _ in first })
        let vital = set.vitalPriorities()
        self.init(
            prioritySet: set.id,
            version: set.version,
            state: set.state,
            opportunity: opportunity,
            priorities: set.priorities.map { priority in
                PriorityOutlook(
                    priority,
                    vital: vital.contains(priority.key),
                    questions: questions[priority.key] ?? 0,
                    traces: traces[priority.key]
                )
            }
        )
    }
}

extension PriorityOutlook {
    fileprivate init(_ priority: Priority, vital: Bool, questions: Int, traces: PriorityTraces?) {
        let tells =
            [traces?.planned, traces?.askings, traces?.researchNotes, traces?.evidence]
            .contains { $0 ?? 0 > 0 }
        self.init(
            key: priority.key,
            title: priority.title,
            dimension: priority.dimension,
            vital: vital,
            questions: questions,
            planned: traces?.planned ?? 0,
            plannedIn: traces?.plannedIn ?? [],
            askings: traces?.askings ?? 0,
            people: traces?.people ?? [],
            researchNotes: traces?.researchNotes ?? 0,
            openBeliefs: traces?.openBeliefs ?? 0,
            evidence: traces?.evidence ?? 0,
            nothingPlanned: !tells,
            unfindable: !tells && questions == 0
        )
    }
}
