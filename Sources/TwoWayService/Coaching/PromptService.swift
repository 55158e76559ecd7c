import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What coaches ask candidates to do or to think about.
struct PromptService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Prompts.Create.self, by: create)
        router.serve(Prompts.List.self, by: list)
        router.serve(Prompts.Get.self, by: get)
        router.serve(Prompts.Answer.self, by: answer)
        router.serve(Prompts.Withdraw.self, by: withdraw)
    }

    func create(_ params: Prompts.Create.Params, by coach: Coach) async throws(ServiceFailure) -> Prompt {
        try await store.write(Prompts.Create.self, params, by: coach) { transaction in
            let relationship = try await transaction.activeRelationship(params.relationship, of: coach.actor)
            if let opportunity = params.opportunity {
                try await transaction.liveShare(of: opportunity, in: relationship, for: coach.actor)
            }
            try await transaction.require(
                .countOpenPrompts,
                below: Prompt.maximumOpen,
                of: relationship,
                "open prompts"
            )
            try await transaction.require(.countPrompts, below: Prompt.maximum, of: relationship, "prompts")
            let prompt = Prompt(
                id: store.newID(),
                relationship: params.relationship,
                candidate: relationship.candidate,
                candidateName: relationship.candidateName,
                coach: coach.id,
                coachName: relationship.coachName,
                opportunity: params.opportunity,
                text: params.text,
                dueOn: params.dueOn,
                state: .open,
                createdAt: store.now()
            )
            try await transaction.execute(.createPrompt, (owner: relationship.candidate, prompt: prompt))
            return try await transaction.found(.promptOfCoach, OwnedID(coach.id, prompt.id))
        }
    }

    func list(_ params: Prompts.List.Params, by member: Member) async throws(ServiceFailure) -> Page<Prompt> {
        let request = try PageRequest(Prompts.List.self, params)
        let page = PromptPage(
            page: OwnerPage(owner: member.id, before: try request.beforeID, rows: request.rows),
            relationship: params.relationship,
            state: params.state
        )
        let rows =
            switch try member.side(params.role) {
            case .candidate(let candidate):
                try await store.read(by: candidate, .all(.promptsOfCandidate, page))
            case .coach(let coach):
                try await store.read(by: coach, .all(.promptsOfCoach, page))
            }
        return request.page(rows) { $0.id.rawValue }
    }

    func get(_ params: Prompts.Get.Params, by member: Member) async throws(ServiceFailure) -> Prompt {
        try await member.onEitherSide { candidate async throws(ServiceFailure) in
            let id = OwnedID(candidate.id, params.id)
            let found = try await store.read(by: candidate, .first(.promptOfCandidate, id))
            guard let prompt = found else { throw .notFound }
            return prompt
        } or: { coach async throws(ServiceFailure) in
            try await read(params, by: coach)
        }
    }

    /// What the candidate replied leaves a receipt (R17).
    private func read(_ params: Prompts.Get.Params, by coach: Coach) async throws(ServiceFailure) -> Prompt {
        try await store.reading(by: coach) { transaction in
            let prompt = try await transaction.found(.promptOfCoach, OwnedID(coach.id, params.id))
            guard prompt.reply != nil else { return prompt }
            var share: ID<Share>?
            if let opportunity = prompt.opportunity {
                let question = ShareQuestion(owner: prompt.candidate, coach: coach.id, opportunity: opportunity)
                share = try await transaction.found(.liveShare, question)
            }
            try await store.leaveReceipt(
                Prompts.Get.self,
                by: coach,
                of: prompt.candidate,
                share,
                about: prompt.opportunity,
                in: transaction
            )
            return prompt
        }
    }

    func answer(_ params: Prompts.Answer.Params, by candidate: Candidate) async throws(ServiceFailure) -> Prompt {
        if params.outcome == .answered, params.reply == nil {
            throw .invalid(path: "params.reply", reason: "is needed with an answer")
        }
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Prompts.Answer.self, params, by: candidate) { transaction in
            let prompt = try await transaction.found(.promptOfCandidate, id)
            let answer = PromptAnswer(prompt: id, state: params.outcome.state, reply: params.reply)
            try Self.check(prompt, mayBecome: answer.state)
            // The coach took it back between the two statements.
            guard try await transaction.execute(.answerPrompt, answer) == 1 else { throw ServiceFailure.unavailable }
            return try await transaction.one(.promptOfCandidate, id)
        }
    }

    func withdraw(_ params: Prompts.Withdraw.Params, by coach: Coach) async throws(ServiceFailure) -> Prompt {
        let id = OwnedID(coach.id, params.id)
        return try await store.write(Prompts.Withdraw.self, params, by: coach) { transaction in
            let prompt = try await transaction.found(.promptOfCoach, id)
            try Self.check(prompt, mayBecome: .withdrawn)
            let withdrawn = try await transaction.execute(
                .withdrawPrompt,
                (candidate: prompt.candidate, prompt: id)
            )
            // The candidate answered between the two statements.
            guard withdrawn == 1 else { throw ServiceFailure.unavailable }
            return try await transaction.found(.promptOfCoach, id)
        }
    }

    private static func check(_ prompt: Prompt, mayBecome state: Prompt.State) throws(ServiceFailure) {
        guard prompt.state.mayBecome(state) else {
            throw .invalidState("A prompt that is \(prompt.state.rawValue) cannot become \(state.rawValue).")
        }
    }
}
