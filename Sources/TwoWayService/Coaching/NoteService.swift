import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What a candidate and a coach say to each other, and what a coach notes for nobody else (R19).
struct NoteService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Notes.Create.self, by: create)
        router.serve(Notes.Update.self, by: update)
        router.serve(Notes.List.self, by: list)
        router.serve(Notes.Delete.self, by: delete)
        router.serve(Notes.Seen.self, by: seen)
    }

    func create(_ params: Notes.Create.Params, by member: Member) async throws(ServiceFailure) -> Note {
        switch params.visibility {
        case .coachOnly:
            guard let coach = member.asCoach else { throw .denied(.forbidden) }
            return try await noteForOneself(params, by: coach)
        case .shared:
            return try await member.onEitherSide { caller async throws(ServiceFailure) in
                try await comment(params, by: caller)
            }
        }
    }

    func update(_ params: Notes.Update.Params, by member: Member) async throws(ServiceFailure) -> Note {
        try await member.onEitherSide { candidate async throws(ServiceFailure) in
            try await store.write(Notes.Update.self, params, by: candidate) { transaction in
                let stored = try await transaction.found(.commentOfCandidate, OwnedID(candidate.id, params.id))
                return try await edit(stored, params, as: .candidate, in: transaction)
            }
        } or: { coach async throws(ServiceFailure) in
            try await store.write(Notes.Update.self, params, by: coach) { transaction in
                let id = OwnedID(coach.id, params.id)
                guard let note = try await transaction.first(.coachNote, id) else {
                    let stored = try await transaction.found(.commentOfCoach, id)
                    return try await edit(stored, params, as: .coach, in: transaction)
                }
                try note.require(params.revision)
                let change = NoteEdit(note: id, text: params.text, revision: params.revision)
                guard let edited = try await transaction.first(.editCoachNote, change) else {
                    throw ServiceFailure.stale(current: params.revision + 1)
                }
                return edited
            }
        }
    }

    func list(_ params: Notes.List.Params, by member: Member) async throws(ServiceFailure) -> Page<Note> {
        let request = try PageRequest(Notes.List.self, params)
        switch params.visibility ?? .shared {
        case .coachOnly:
            guard let coach = member.asCoach else { throw .denied(.forbidden) }
            // The relationship may be gone with its candidate; what the coach noted is still there.
            let page = try thread(params, request, owner: coach.id, coach: coach.id)
            return request.page(try await store.read(by: coach, .all(.coachNotes, page))) { $0.id.rawValue }
        case .shared:
            return try await member.onEitherSide { candidate async throws(ServiceFailure) in
                try await comments(params, request, by: candidate)
            } or: { coach async throws(ServiceFailure) in
                try await comments(params, request, by: coach)
            }
        }
    }

    func delete(_ params: Notes.Delete.Params, by member: Member) async throws(ServiceFailure) -> Done {
        try await member.onEitherSide { candidate async throws(ServiceFailure) in
            try await store.write(Notes.Delete.self, params, by: candidate) { transaction in
                let stored = try await transaction.found(.commentOfCandidate, OwnedID(candidate.id, params.id))
                return try await delete(stored, params, as: .candidate, in: transaction)
            }
        } or: { coach async throws(ServiceFailure) in
            try await store.write(Notes.Delete.self, params, by: coach) { transaction in
                let id = OwnedID(coach.id, params.id)
                guard let note = try await transaction.first(.coachNote, id) else {
                    let stored = try await transaction.found(.commentOfCoach, id)
                    return try await delete(stored, params, as: .coach, in: transaction)
                }
                try note.require(params.revision)
                let deleted = try await transaction.execute(
                    .deleteCoachNote,
                    (note: id, revision: params.revision)
                )
                guard deleted == 1 else { throw ServiceFailure.stale(current: params.revision + 1) }
                return Done()
            }
        }
    }

    func seen(_ params: Notes.Seen.Params, by member: Member) async throws(ServiceFailure) -> Done {
        try await member.onEitherSide { caller async throws(ServiceFailure) in
            try await mark(params, by: caller)
        }
    }
}

extension NoteService {
    private func comment(
        _ params: Notes.Create.Params,
        by caller: some ActingCaller
    ) async throws(ServiceFailure) -> Note {
        let actor = caller.actor
        return try await store.write(Notes.Create.self, params, by: caller) { transaction in
            let relationship = try await transaction.activeRelationship(params.relationship, of: actor)
            if let opportunity = params.opportunity {
                try await transaction.liveShare(of: opportunity, in: relationship, for: actor)
            }
            try await transaction.require(.countComments, below: Note.maximum, of: relationship, "comments")
            let comment = NewComment(
                owner: relationship.candidate,
                coach: relationship.coach,
                note: self.note(params, .shared, by: actor.role)
            )
            return try await transaction.one(.createComment, comment)
        }
    }

    /// Also about somebody whom one works with no longer.
    private func noteForOneself(
        _ params: Notes.Create.Params,
        by coach: Coach
    ) async throws(ServiceFailure) -> Note {
        try await store.write(Notes.Create.self, params, by: coach) { transaction in
            let relationship = try await transaction.relationship(params.relationship, of: coach.actor)
            if let opportunity = params.opportunity {
                try await transaction.liveShare(of: opportunity, in: relationship, for: coach.actor)
            }
            try await transaction.require(.coachNotes, of: coach.id)
            let note = self.note(params, .coachOnly, by: .coach)
            return try await transaction.one(
                .createCoachNote,
                (coach: coach.id, candidate: relationship.candidate, note: note)
            )
        }
    }

    private func note(_ params: Notes.Create.Params, _ visibility: Note.Visibility, by author: Role) -> Note {
        Note(
            id: store.newID(),
            relationship: params.relationship,
            visibility: visibility,
            author: author,
            opportunity: params.opportunity,
            text: params.text,
            revision: 1,
            createdAt: store.now()
        )
    }

    private func edit(
        _ stored: FoundComment,
        _ params: Notes.Update.Params,
        as author: Role,
        in transaction: Transaction
    ) async throws -> Note {
        try Self.check(stored.note, params.revision, by: author)
        let note = OwnedID(stored.owner, params.id)
        let change = NoteEdit(note: note, text: params.text, revision: params.revision)
        guard let edited = try await transaction.first(.editComment, change) else {
            throw ServiceFailure.stale(current: params.revision + 1)
        }
        return edited
    }

    private func delete(
        _ stored: FoundComment,
        _ params: Notes.Delete.Params,
        as author: Role,
        in transaction: Transaction
    ) async throws -> Done {
        try Self.check(stored.note, params.revision, by: author)
        let note = OwnedID(stored.owner, params.id)
        let deleted = try await transaction.execute(.deleteComment, (note: note, revision: params.revision))
        guard deleted == 1 else { throw ServiceFailure.stale(current: params.revision + 1) }
        return Done()
    }

    private static func check(_ note: Note, _ revision: Revision, by author: Role) throws(ServiceFailure) {
        guard note.author == author else {
            throw .invalidState("A comment is reworded and deleted by whoever wrote it.")
        }
        try note.require(revision)
    }

    /// One's own thread as the candidate, whatever has become of the relationship.
    private func comments(
        _ params: Notes.List.Params,
        _ request: PageRequest,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<Note> {
        let owner = candidate.id
        let id = OwnedID(owner, params.relationship)
        let found = try await store.read(by: candidate, .first(.relationshipOfCandidate, id))
        guard let relationship = found else { throw .notFound }
        let page = try thread(params, request, owner: owner, coach: relationship.coach)
        if let opportunity = params.opportunity {
            let owned = OwnedID(owner, opportunity)
            let search = try await store.read(by: candidate, .first(.jobSearchOfOpportunity, owned))
            guard search != nil else { throw .notFound }
            return request.page(try await store.read(by: candidate, .all(.commentThread, page))) { $0.id.rawValue }
        }
        return request.page(try await store.read(by: candidate, .all(.generalThread, page))) { $0.id.rawValue }
    }

    /// As the coach while the relationship is active; what the candidate wrote leaves a receipt (R17).
    private func comments(
        _ params: Notes.List.Params,
        _ request: PageRequest,
        by coach: Coach
    ) async throws(ServiceFailure) -> Page<Note> {
        try await store.reading(by: coach) { transaction in
            let relationship = try await transaction.activeRelationship(params.relationship, of: coach.actor)
            let page = try thread(params, request, owner: relationship.candidate, coach: coach.id)
            var share: ID<Share>?
            let rows: [Note]
            if let opportunity = params.opportunity {
                share = try await transaction.liveShare(of: opportunity, in: relationship, for: coach.actor)
                rows = try await transaction.all(.commentThread, page)
            } else {
                rows = try await transaction.all(.generalThread, page)
            }
            let answer = request.page(rows) { $0.id.rawValue }
            if answer.items.contains(where: { $0.author == .candidate }) {
                try await store.leaveReceipt(
                    Notes.List.self,
                    by: coach,
                    of: relationship.candidate,
                    share,
                    about: params.opportunity,
                    in: transaction
                )
            }
            return answer
        }
    }

    private func thread(
        _ params: Notes.List.Params,
        _ request: PageRequest,
        owner: ID<Account>,
        coach: ID<Account>
    ) throws(ServiceFailure) -> ThreadPage {
        ThreadPage(
            owner: owner,
            coach: coach,
            relationship: params.relationship,
            opportunity: params.opportunity,
            before: try request.beforeID,
            rows: request.rows
        )
    }

    private func mark(
        _ params: Notes.Seen.Params,
        by caller: some ActingCaller
    ) async throws(ServiceFailure) -> Done {
        let actor = caller.actor
        return try await store.write(Notes.Seen.self, params, by: caller) { transaction in
            _ = try await transaction.relationship(params.relationship, of: actor)
            let mark = ReadMark(owner: actor.id, relationship: params.relationship, until: params.until)
            try await transaction.execute(.markSeen, mark)
            return Done()
        }
    }
}

extension Note: Revised {}

extension OwnerLimit {
    static let coachNotes = OwnerLimit(count: .countCoachNotes, maximum: Note.maximum, noun: "notes of one's own")
}
