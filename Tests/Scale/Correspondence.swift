import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// What is said between a candidate and a coach before anything is measured.
struct Correspondence: Sendable {
    /// How much of it there is.
    struct Volume: Sendable {
        /// Comments about nothing but working together, and as many about one opportunity.
        var comments: Int
        /// What the coach notes for nobody else.
        var notes: Int
        var prompts: Int
        /// How often a second opinion is asked for on each opportunity.
        var rounds: Int

        /// The measured pair: every list has several pages.
        static let full = Volume(comments: 300, notes: 300, prompts: 250, rounds: 2)
        /// One of the many other pairs.
        static let usual = Volume(comments: 30, notes: 10, prompts: 25, rounds: 5)
        /// For trying the program out.
        static let small = Volume(comments: 5, notes: 5, prompts: 5, rounds: 1)
    }

    let relationship: ID<Relationship>
    /// Opportunities of which everything is shared.
    let opportunities: [ID<Opportunity>]
    let candidate: Caller
    let coach: Caller

    func fill(_ volume: Volume) async throws {
        try await comment(volume.comments, about: nil)
        if let opportunity = opportunities.first { try await comment(volume.comments, about: opportunity) }
        for opportunity in opportunities.dropFirst() { try await comment(2, about: opportunity) }
        for number in 0..<volume.notes {
            let opportunity = number % 3 == 0 ? opportunities[number % opportunities.count] : nil
            try await write(.coachOnly, number, about: opportunity, by: coach)
        }
        try await prompt(volume.prompts)
        for round in 0..<volume.rounds {
            for (place, opportunity) in opportunities.enumerated() {
                let isLast = round == volume.rounds - 1
                try await opinion(on: opportunity, isOpen: isLast && place >= opportunities.count * 2 / 3)
            }
        }
        // Each has read what the other one wrote, and then came one thing more.
        for side in [candidate, coach] { try await side.call(Notes.Seen.self, .init(relationship: relationship)) }
        try await comment(2, about: nil)
    }

    private func comment(_ count: Int, about opportunity: ID<Opportunity>?) async throws {
        for number in 0..<count {
            try await write(.shared, number, about: opportunity, by: number % 2 == 0 ? candidate : coach)
        }
    }

    private func write(
        _ visibility: Note.Visibility,
        _ number: Int,
        about opportunity: ID<Opportunity>?,
        by caller: Caller
    ) async throws {
        try await caller.call(
            Notes.Create.self,
            .init(
                relationship: relationship,
                visibility: visibility,
                opportunity: opportunity,
                text: try Prose(Words.answer(number))
            )
        )
    }

    /// The last few are open, and some of those are late.
    private func prompt(_ count: Int) async throws {
        for number in 0..<count {
            let prompt = try await coach.call(
                Prompts.Create.self,
                .init(
                    relationship: relationship,
                    opportunity: number % 2 == 0 ? opportunities[number / 2 % opportunities.count] : nil,
                    text: try Line("What would you have to hear to say no? (\(number))"),
                    dueOn: Timestamp.now().day(adding: number % 4 - 2)
                )
            )
            guard number < count - min(10, count / 2) else { continue }
            let outcome = Prompt.Outcome.allCases[number % Prompt.Outcome.allCases.count]
            try await candidate.call(
                Prompts.Answer.self,
                .init(
                    id: prompt.id,
                    outcome: outcome,
                    reply: outcome == .answered ? try Prose(Words.answer(number)) : nil
                )
            )
        }
    }

    /// One that both have sealed; an open one waits for the coach.
    private func opinion(on opportunity: ID<Opportunity>, isOpen: Bool) async throws {
        let asked = try await candidate.call(
            Opinions.Ask.self,
            .init(
                relationship: relationship,
                opportunity: opportunity,
                question: try Line("Do I think too well of them?")
            )
        )
        for caller in isOpen ? [candidate] : [candidate, coach] {
            let priorities = try await caller.call(Opinions.Get.self, .init(id: asked.id)).priorities
            let sheet = try await caller.call(
                Opinions.Rate.self,
                Opinions.Rate.Params(rating: priorities, of: asked.id)
            )
            try await caller.call(Opinions.Seal.self, .init(id: asked.id, revision: sheet.revision))
        }
    }
}

extension Opinions.Rate.Params {
    /// Everything that is asked about, and not all of it alike.
    init(
        rating priorities: [OpinionPriority],
        of opinion: ID<Opinion>,
        idempotencyKey: IdempotencyKey? = nil
    ) throws {
        self.init(
            id: opinion,
            revision: 0,
            ratings: try priorities.enumerated().map { place, priority in
                OpinionRating(
                    priority: priority.key,
                    rating: 1 + place % 5,
                    note: try Line("They never say how.")
                )
            },
            note: try Prose("I have heard of them before."),
            idempotencyKey: idempotencyKey
        )
    }
}
