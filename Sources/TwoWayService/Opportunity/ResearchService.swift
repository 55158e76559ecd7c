import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What a candidate finds out without asking.
struct ResearchService: Sendable {
    let store: Store

    /// The most priorities that one note is about.
    static let maximumPriorities = 50

    func serve(on router: inout Router) {
        router.serve(Research.Create.self, by: create)
        router.serve(Research.Update.self, by: update)
        router.serve(Research.List.self, by: list)
        router.serve(Research.Delete.self, by: delete)
    }

    func create(_ params: Research.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> ResearchNote
    {
        let note = ResearchNote(
            id: store.newID(),
            organisation: params.organisation,
            opportunity: params.opportunity,
            source: params.source,
            link: params.link,
            sourceClass: params.sourceClass,
            foundOn: params.foundOn,
            body: params.body,
            priorities: params.priorities ?? [],
            question: params.question,
            revision: 1,
            updatedAt: store.now()
        )
        try check(note)
        return try await store.write(Research.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.researchNotes, of: candidate.id)
            try await requireLinks(of: note, owner: candidate.id, keeping: nil, in: transaction)
            return try await transaction.one(.createResearchNote, (owner: candidate.id, note: note))
        }
    }

    func update(_ params: Research.Update.Params, by candidate: Candidate) async throws(ServiceFailure) -> ResearchNote
    {
        try await store.write(Research.Update.self, params, by: candidate) { transaction in
            let (row, rated) = try await held(OwnedID(candidate.id, params.id), in: transaction)
            try row.require(params.revision)
            var note = row
            note.organisation = params.organisation ?? row.organisation
            note.opportunity = params.opportunity.applied(to: row.opportunity)
            note.source = params.source ?? row.source
            note.link = params.link.applied(to: row.link)
            note.sourceClass = params.sourceClass ?? row.sourceClass
            note.foundOn = params.foundOn ?? row.foundOn
            note.body = params.body ?? row.body
            note.priorities = params.priorities ?? row.priorities
            note.question = params.question.applied(to: row.question)
            try check(note)
            try await requireLinks(of: note, owner: candidate.id, keeping: row, in: transaction)
            let updated = try await transaction.one(.updateResearchNote, (owner: candidate.id, note: note))
            try await settle(rated, owner: candidate.id, in: transaction)
            return updated
        }
    }

    func list(
        _ params: Research.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<ResearchNote> {
        let request = try PageRequest(Research.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        guard params.organisation == nil || params.opportunity == nil else {
            throw .invalid(path: "params.organisation", reason: "goes without an opportunity")
        }
        let notes: [ResearchNote]
        if let opportunity = params.opportunity {
            let (search, found) = try await store.read(
                by: candidate,
                .first(.jobSearchOfOpportunity, OwnedID(candidate.id, opportunity)),
                .all(.researchNotesOfOpportunity, (page: page, opportunity: opportunity))
            )
            guard search != nil else { throw .notFound }
            notes = found
        } else if let organisation = params.organisation {
            let (known, found) = try await store.read(
                by: candidate,
                .first(.organisation, OwnedID(candidate.id, organisation)),
                .all(.researchNotesOfOrganisation, (page: page, organisation: organisation))
            )
            guard known != nil else { throw .notFound }
            notes = found
        } else {
            notes = try await store.read(by: candidate, .all(.researchNotes, page))
        }
        return request.page(notes) { $0.id.rawValue }
    }

    func delete(_ params: Research.Delete.Params, by candidate: Candidate) async throws(ServiceFailure) -> Done {
        try await store.write(Research.Delete.self, params, by: candidate) { transaction in
            let id = OwnedID(candidate.id, params.id)
            let (row, rated) = try await held(id, in: transaction)
            try row.require(params.revision)
            try await transaction.execute(.deleteResearchNote, id)
            try await settle(rated, owner: candidate.id, in: transaction)
            return Done()
        }
    }

    /// The note locked for an edit, and the opportunities with live evidence that rests on it.
    ///
    /// Those are locked first, as whoever rates evidence does it, and once more after the note for what came between.
    private func held(
        _ id: OwnedID<ResearchNote>,
        in transaction: Transaction
    ) async throws -> (note: ResearchNote, rated: [ID<Opportunity>]) {
        let (_, note, rated) = try await transaction.run(
            .all(.opportunitiesOnResearchNote, id),
            .first(.researchNoteForUpdate, id),
            .all(.opportunitiesOnResearchNote, id)
        )
        guard let note else { throw ServiceFailure.notFound }
        return (note, rated)
    }

    /// Reopens the beliefs that evidence had settled which the note no longer carries (R12).
    private func settle(_ rated: [ID<Opportunity>], owner: ID<Account>, in transaction: Transaction) async throws {
        for opportunity in rated {
            try await BeliefSettling.refresh(opportunity, owner: owner, in: transaction)
        }
    }

    /// Refuses what is wrong with a note in itself.
    private func check(_ note: ResearchNote) throws(ServiceFailure) {
        guard ResearchNote.sourceClasses.contains(note.sourceClass) else {
            throw .invalid(
                path: "params.sourceClass",
                reason: "must be written_offer, observation, published or hearsay"
            )
        }
        // A day ahead, for where it is tomorrow already.
        guard note.foundOn.daysSince1970 <= store.now().daysSince1970 + 1 else {
            throw .invalid(path: "params.foundOn", reason: "must not be in the future")
        }
        guard note.priorities.count <= Self.maximumPriorities else {
            throw .invalid(path: "params.priorities", reason: "must have at most \(Self.maximumPriorities) priorities")
        }
        var seen: Set<ID<Priority>> = []
        for (index, key) in note.priorities.enumerated() where !seen.insert(key).inserted {
            throw .invalid(path: "params.priorities[\(index)]", reason: "is listed already")
        }
        guard let question = note.question else { return }
        guard (question.library != nil) == (question.questionKey != nil) else {
            throw .invalid(path: "params.question.questionKey", reason: "goes with a library, and a library with it")
        }
        guard (question.library != nil) != (question.own != nil) else {
            throw .invalid(path: "params.question", reason: "must be one of a library or one of your own")
        }
        guard (question.fate == .sharpened) == (question.sharpenedText != nil) else {
            let reason = question.fate == .sharpened ? "is needed to sharpen it" : "goes only with the fate sharpened"
            throw .invalid(path: "params.question.sharpenedText", reason: reason)
        }
    }

    /// Refuses links to what is not there, or not the owner's (R1).
    ///
    /// What the stored note refers to may stay, so that neither a newer set nor a library that is no longer followed stands
    /// in the way of an edit.
    private func requireLinks(
        of note: ResearchNote,
        owner: ID<Account>,
        keeping stored: ResearchNote?,
        in transaction: Transaction
    ) async throws {
        let found = try await transaction.one(.researchLinks, ResearchLinks(owner: owner, note: note))
        let isSameQuestion =
            stored?.question != nil && note.question?.library == stored?.question?.library
            && note.question?.questionKey == stored?.question?.questionKey
            && note.question?.own == stored?.question?.own
        guard found.organisation, found.question || isSameQuestion else { throw ServiceFailure.notFound }
        guard found.opportunity else {
            // Whether the job is of another organisation or of another person is not told.
            throw ServiceFailure.invalid(path: "params.opportunity", reason: "is not one of this organisation")
        }
        for place in found.unknownPriorities where stored?.priorities.contains(note.priorities[place]) != true {
            throw ServiceFailure.invalid(path: "params.priorities[\(place)]", reason: "is not one of your priorities")
        }
    }
}

extension Timestamp {
    /// The day in UTC.
    fileprivate var daysSince1970: Int {
        let day = 86_400_000_000
        return microseconds >= 0 ? Int(microseconds) / day : (Int(microseconds) - day + 1) / day
    }
}
