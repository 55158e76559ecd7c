import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// What a candidate and a coach write to each other, and what a coach writes for nobody else.
extension Stage {
    func comments(_ meter: Meter, _ run: Int) async throws {
        let opportunity = busiest.opportunity.id
        try await note(meter, run, "candidate", .shared, about: opportunity, by: candidate)
        try await note(meter, run, "coach", .shared, about: nil, by: coach)
        try await note(meter, run, "for oneself", .coachOnly, about: opportunity, by: coach)
        for (way, side) in [("candidate", candidate), ("coach", coach)] {
            try await meter.call(
                Notes.Seen.self,
                way,
                .init(relationship: relationship.id, idempotencyKey: .make()),
                on: side
            )
        }
    }

    /// Written, worded better, and deleted.
    private func note(
        _ meter: Meter,
        _ run: Int,
        _ way: String,
        _ visibility: Note.Visibility,
        about opportunity: ID<Opportunity>?,
        by caller: Caller
    ) async throws {
        let note = try await meter.call(
            Notes.Create.self,
            way,
            .init(
                relationship: relationship.id,
                visibility: visibility,
                opportunity: opportunity,
                text: try Prose(Words.answer(run)),
                idempotencyKey: .make()
            ),
            on: caller
        )
        let edited = try await meter.call(
            Notes.Update.self,
            way,
            .init(
                id: note.id,
                revision: note.revision,
                text: try Prose(Words.answer(run + 1)),
                idempotencyKey: .make()
            ),
            on: caller
        )
        try await meter.call(
            Notes.Delete.self,
            way,
            .init(id: note.id, revision: edited.revision, idempotencyKey: .make()),
            on: caller
        )
    }

    func prompting(_ meter: Meter, _ run: Int) async throws {
        func send() async throws -> Prompt {
            try await meter.call(
                Prompts.Create.self,
                "",
                .init(
                    relationship: relationship.id,
                    opportunity: busiest.opportunity.id,
                    text: try Line("Whom have you not asked yet? (\(run))"),
                    dueOn: Timestamp.now().day(adding: 3),
                    idempotencyKey: .make()
                ),
                on: coach
            )
        }
        let answered = try await send()
        try await meter.call(
            Prompts.Answer.self,
            "",
            .init(
                id: answered.id,
                outcome: .answered,
                reply: try Prose("Nobody who works there now."),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        let mistaken = try await send()
        try await meter.call(
            Prompts.Withdraw.self,
            "",
            .init(id: mistaken.id, idempotencyKey: .make()),
            on: coach
        )
    }

    /// One that both seal, and one that is taken back.
    func secondOpinions(_ meter: Meter, _ run: Int) async throws {
        let shared = anna.sharedOpportunities
        // Of the others one is still open.
        let opportunity = shared[run % (shared.count / 2)]
        func ask() async throws -> Opinion {
            try await meter.call(
                Opinions.Ask.self,
                "",
                .init(relationship: relationship.id, opportunity: opportunity, idempotencyKey: .make()),
                on: candidate
            )
        }
        let asked = try await ask()
        for (way, side) in [("candidate", candidate), ("coach", coach)] {
            let view = try await meter.call(Opinions.Get.self, way + ", open", .init(id: asked.id), on: side)
            let sheet = try await meter.call(
                Opinions.Rate.self,
                way,
                Opinions.Rate.Params(rating: view.priorities, of: asked.id, idempotencyKey: .make()),
                on: side
            )
            try await meter.call(
                Opinions.Seal.self,
                way,
                .init(id: asked.id, revision: sheet.revision, idempotencyKey: .make()),
                on: side
            )
        }
        let mistaken = try await ask()
        try await meter.call(
            Opinions.Cancel.self,
            "",
            .init(id: mistaken.id, idempotencyKey: .make()),
            on: candidate
        )
    }
}
