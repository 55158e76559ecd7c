import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// What passes between coach and candidate.
extension Stage {
    func suggestions(_ meter: Meter, _ run: Int) async throws {
        let subscriptions = try await candidate.call(Subscriptions.List.self, .init(limit: PageLimits.maximum)).items
        guard let subscription = subscriptions.first(where: { $0.library == library.id }) else {
            throw Failure("the library is not followed any more")
        }
        func write() async throws -> Suggestion {
            try await meter.call(
                Suggestions.Create.self,
                "",
                .init(
                    library: library.id,
                    version: subscription.pinnedVersion,
                    text: try Line("Who was the last to leave in tears? (\(run))"),
                    signed: true,
                    idempotencyKey: .make()
                ),
                on: candidate
            )
        }
        let decided = try await write()
        try await meter.call(
            Suggestions.Decide.self,
            "",
            .init(id: decided.id, fate: .declined, reply: try Prose("Too sharp."), idempotencyKey: .make()),
            on: coach
        )
        let withdrawn = try await write()
        try await meter.call(
            Suggestions.Withdraw.self,
            "",
            .init(id: withdrawn.id, idempotencyKey: .make()),
            on: candidate
        )
    }

    func sharing(_ meter: Meter, _ run: Int) async throws {
        let share = try await meter.call(
            Shares.Create.self,
            "",
            .init(
                relationship: relationship.id,
                subject: .assessment,
                opportunity: openOpportunity(run).opportunity.id,
                fields: [.intervals, .gates],
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(Shares.Revoke.self, "", .init(id: share.id, idempotencyKey: .make()), on: candidate)
    }

    /// Works with the other coach for a moment.
    func coaching(_ meter: Meter, _ run: Int) async throws {
        let refused = try await candidate.call(Relationships.Invite.self, .init(coach: lee.account.id))
        try await meter.call(
            Relationships.Decline.self,
            "",
            .init(id: refused.id, idempotencyKey: .make()),
            on: otherCoach
        )
        let invited = try await meter.call(
            Relationships.Invite.self,
            "",
            .init(coach: lee.account.id, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Relationships.Accept.self,
            "",
            .init(id: invited.id, idempotencyKey: .make()),
            on: otherCoach
        )
        try await meter.call(Relationships.End.self, "", .init(id: invited.id, idempotencyKey: .make()), on: candidate)
        let unused = try await meter.call(Relationships.MakeCode.self, "", NoParams(), on: otherCoach)
        try await meter.call(
            Relationships.WithdrawCode.self,
            "",
            .init(id: unused.id, idempotencyKey: .make()),
            on: otherCoach
        )
        let code = try await meter.call(Relationships.MakeCode.self, "", NoParams(), on: otherCoach).code
        try await meter.call(Relationships.LookUpCode.self, "", .init(code: code), on: candidate)
        let joined = try await meter.call(
            Relationships.Redeem.self,
            "",
            .init(code: code, idempotencyKey: .make()),
            on: candidate
        )
        let paused = try await meter.call(
            Relationships.Pause.self,
            "",
            .init(id: joined.id, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Relationships.Resume.self,
            "",
            .init(id: paused.id, revision: paused.revision, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(Relationships.End.self, "", .init(id: joined.id, idempotencyKey: .make()), on: candidate)
        try await meter.call(Events.Acknowledge.self, "", .init(upTo: .max), on: coach)
    }
}
