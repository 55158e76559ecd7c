import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Second opinions that neither side sees before both are in.
struct OpinionService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Opinions.Ask.self, by: ask)
        router.serve(Opinions.List.self, by: list)
        router.serve(Opinions.Get.self, by: get)
        router.serve(Opinions.Rate.self, by: rate)
        router.serve(Opinions.Seal.self, by: seal)
        router.serve(Opinions.Cancel.self, by: cancel)
    }

    func ask(_ params: Opinions.Ask.Params, by candidate: Candidate) async throws(ServiceFailure) -> Opinion {
        try await store.write(Opinions.Ask.self, params, by: candidate) { transaction in
            let actor = candidate.actor
            let relationship = try await transaction.activeRelationship(params.relationship, of: actor)
            try await transaction.liveShare(of: params.opportunity, .assessment, in: relationship, for: actor)
            let owned = OwnedID(candidate.id, params.opportunity)
            let priorities = try await transaction.all(.prioritiesOfOpportunity, owned)
            guard !priorities.isEmpty else { throw AssessmentService.withoutPriorities }
            try await transaction.require(
                .countOpinions,
                below: Opinion.maximum,
                of: relationship,
                "second opinions"
            )
            let opinion = NewOpinion(
                owner: candidate.id,
                id: store.newID(),
                relationship: params.relationship,
                coach: relationship.coach,
                opportunity: params.opportunity,
                question: params.question,
                priorities: priorities.map { OpinionPriority(key: $0.key, title: $0.title) }
            )
            do {
                try await transaction.execute(.askOpinion, opinion)
            } catch StorageError.constraint(name: "opinion_open_key", sqlState: _) {
                throw ServiceFailure.alreadyExists(path: "params.opportunity")
            }
            return try await transaction.one(.opinionOfCandidate, OwnedID(candidate.id, opinion.id)).opinion
        }
    }

    func list(_ params: Opinions.List.Params, by member: Member) async throws(ServiceFailure) -> Page<Opinion> {
        let request = try PageRequest(Opinions.List.self, params)
        let page = OwnerPage(owner: member.id, before: try request.beforeID, rows: request.rows)
        let rows =
            switch try member.side(params.role) {
            case .candidate(let candidate): try await store.read(by: candidate, .all(.opinionsOfCandidate, page))
            case .coach(let coach): try await store.read(by: coach, .all(.opinionsOfCoach, page))
            }
        return request.page(rows) { $0.id.rawValue }
    }

    func get(_ params: Opinions.Get.Params, by member: Member) async throws(ServiceFailure) -> OpinionView {
        try await member.onEitherSide { candidate async throws(ServiceFailure) in
            try await store.look(by: candidate) { transaction in
                let asked = try await transaction.found(.opinionOfCandidate, OwnedID(candidate.id, params.id))
                return try await view(asked, for: .candidate, in: transaction)
            }
        } or: { coach async throws(ServiceFailure) in
            try await read(params, by: coach)
        }
    }

    /// Already what is asked is the candidate's, and leaves a receipt (R17).
    private func read(_ params: Opinions.Get.Params, by coach: Coach) async throws(ServiceFailure) -> OpinionView {
        try await store.reading(by: coach) { transaction in
            let asked = try await transaction.found(.opinionOfCoach, OwnedID(coach.id, params.id))
            let question = ShareQuestion(
                owner: asked.opinion.candidate,
                coach: coach.id,
                opportunity: asked.opinion.opportunity,
                subject: .assessment
            )
            try await store.leaveReceipt(
                Opinions.Get.self,
                by: coach,
                of: asked.opinion.candidate,
                try await transaction.found(.liveShare, question),
                about: asked.opinion.opportunity,
                in: transaction
            )
            return try await view(asked, for: .coach, in: transaction)
        }
    }

    func rate(_ params: Opinions.Rate.Params, by member: Member) async throws(ServiceFailure) -> OpinionSheet {
        try Self.check(params.ratings)
        return try await member.onEitherSide { caller async throws(ServiceFailure) in
            try await rate(params, as: caller)
        }
    }

    func seal(_ params: Opinions.Seal.Params, by member: Member) async throws(ServiceFailure) -> Opinion {
        try await member.onEitherSide { caller async throws(ServiceFailure) in
            try await seal(params, as: caller)
        }
    }

    func cancel(_ params: Opinions.Cancel.Params, by candidate: Candidate) async throws(ServiceFailure) -> Opinion {
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Opinions.Cancel.self, params, by: candidate) { transaction in
            let asked = try await transaction.found(.opinionOfCandidate, id)
            guard asked.opinion.state.mayBecome(.cancelled),
                try await transaction.execute(.cancelOpinion, id) == 1
            else {
                throw ServiceFailure.invalidState("A second opinion that is over is not taken back.")
            }
            return try await transaction.one(.opinionOfCandidate, id).opinion
        }
    }
}

extension OpinionService {
    private func asked(_ id: ID<Opinion>, by actor: Actor, in transaction: Transaction) async throws -> AskedOpinion {
        switch actor.role {
        case .candidate: try await transaction.found(.opinionOfCandidate, OwnedID(actor.id, id))
        case .coach: try await transaction.found(.opinionOfCoach, OwnedID(actor.id, id))
        }
    }

    /// The sheet of one side as far as the asker sees it.
    private func sheet(
        _ place: SheetPlace,
        of asked: AskedOpinion,
        in transaction: Transaction
    ) async throws -> OpinionSheet? {
        let (found, ratings) = try await transaction.run(.first(.opinionSheet, place), .all(.opinionRatings, place))
        guard var sheet = found else { return nil }
        sheet.ratings = asked.priorities.compactMap { priority in
            ratings.first { $0.priority == priority.key }
        }
        return sheet
    }

    private func view(
        _ asked: AskedOpinion,
        for side: Role,
        in transaction: Transaction
    ) async throws -> OpinionView {
        let other: Role = side == .candidate ? .coach : .candidate
        func sheet(_ side: Role) async throws -> OpinionSheet? {
            let place = SheetPlace(owner: asked.opinion.candidate, opinion: asked.opinion.id, side: side)
            return try await self.sheet(place, of: asked, in: transaction)
        }
        var view = OpinionView(
            opinion: asked.opinion,
            question: asked.question,
            priorities: asked.priorities,
            own: try await sheet(side)
        )
        if asked.opinion.state == .revealed, let own = view.own, let theirs = try await sheet(other) {
            view.comparison = OpinionComparison(
                of: asked.priorities,
                candidate: side == .candidate ? own : theirs,
                coach: side == .candidate ? theirs : own
            )
        }
        return view
    }

    /// What is asked, and one's own sheet, if it may still be written on at this revision.
    private func open(
        _ id: ID<Opinion>,
        at revision: Revision,
        by actor: Actor,
        in transaction: Transaction
    ) async throws -> (asked: AskedOpinion, place: SheetPlace, sheet: OpinionSheet?) {
        let asked = try await self.asked(id, by: actor, in: transaction)
        guard asked.opinion.state != .cancelled else {
            throw ServiceFailure.invalidState("This second opinion is wanted no longer.")
        }
        let place = SheetPlace(owner: asked.opinion.candidate, opinion: id, side: actor.role)
        let sheet = try await self.sheet(place, of: asked, in: transaction)
        guard sheet?.isSealed != true else { throw ServiceFailure.frozen }
        guard revision == sheet?.revision ?? 0 else {
            throw ServiceFailure.stale(current: sheet?.revision ?? 0)
        }
        return (asked, place, sheet)
    }

    private func rate(
        _ params: Opinions.Rate.Params,
        as caller: some ActingCaller
    ) async throws(ServiceFailure) -> OpinionSheet {
        let actor = caller.actor
        return try await store.write(Opinions.Rate.self, params, by: caller) { transaction in
            let (asked, place, _) = try await self.open(params.id, at: params.revision, by: actor, in: transaction)
            let keys = Set(asked.priorities.map(\.key))
            for (index, rating) in params.ratings.enumerated() where !keys.contains(rating.priority) {
                throw ServiceFailure.invalid(path: "params.ratings[\(index)].priority", reason: "is not asked about")
            }
            let change = SheetChange(place: place, note: params.note, revision: params.revision)
            let statement: Statement<SheetChange, Void> = params.revision == 0 ? .beginSheet : .editSheet
            let saved = try await transaction.execute(statement, change)
            // Another edit came between.
            guard saved == 1 else { throw ServiceFailure.stale(current: params.revision + 1) }
            try await transaction.run(
                .execute(.clearOpinionRatings, place),
                .execute(.writeOpinionRatings, (place: place, ratings: params.ratings))
            )
            guard let sheet = try await self.sheet(place, of: asked, in: transaction) else {
                throw ServiceFailure.unexpected("a sheet that was just saved is not there")
            }
            return sheet
        }
    }

    private func seal(
        _ params: Opinions.Seal.Params,
        as caller: some ActingCaller
    ) async throws(ServiceFailure) -> Opinion {
        let actor = caller.actor
        return try await store.write(Opinions.Seal.self, params, by: caller) { transaction in
            let (asked, place, stored) = try await open(params.id, at: params.revision, by: actor, in: transaction)
            let missing = asked.priorities.count - (stored?.ratings.count ?? 0)
            guard missing == 0 else {
                throw ServiceFailure.invalidState("Rate all first: \(missing) of \(asked.priorities.count) are open.")
            }
            let change = SheetChange(place: place, note: stored?.note, revision: params.revision)
            guard try await transaction.execute(.sealSheet, change) == 1 else {
                throw ServiceFailure.stale(current: params.revision + 1)
            }
            return try await self.asked(params.id, by: actor, in: transaction).opinion
        }
    }

    private static func check(_ ratings: [OpinionRating]) throws(ServiceFailure) {
        guard ratings.count <= 60 else {
            throw .invalid(path: "params.ratings", reason: "holds more than 60 ratings")
        }
        var seen: Set<ID<Priority>> = []
        for (index, rating) in ratings.enumerated() {
            guard (1...5).contains(rating.rating) else {
                throw .invalid(path: "params.ratings[\(index)].rating", reason: "must be from 1 to 5")
            }
            guard seen.insert(rating.priority).inserted else {
                throw .invalid(path: "params.ratings[\(index)].priority", reason: "is rated twice")
            }
        }
    }
}
