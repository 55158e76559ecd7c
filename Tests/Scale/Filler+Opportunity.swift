import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// One opportunity with all that lies below it.
extension Filler {
    func fillOpportunity(_ number: Int, _ candidate: Candidate, _ caller: Caller) async throws -> FilledOpportunity {
        let place = number % candidate.organisations.count
        let people = candidate.people[place]
        let opportunity = try await caller.call(
            Opportunities.Create.self,
            Opportunities.Create.Params(
                jobSearch: candidate.search.id,
                organisation: candidate.organisations[place].id,
                title: try Title(Words.job(number)),
                functionName: try Title("Function \(number % 7)"),
                location: try Title("Utrecht"),
                workMode: .hybrid,
                pay: PayRange(
                    low: 60_000 + number,
                    high: 80_000 + number,
                    currency: try CurrencyCode("EUR"),
                    period: .year
                ),
                futureSupervisor: people[0].id
            )
        )
        var filled = FilledOpportunity(
            opportunity: try await caller.call(
                Opportunities.Advance.self,
                .init(id: opportunity.id, revision: opportunity.revision, stage: .interviewing)
            ),
            people: people
        )
        try await noteBeliefs(number, candidate, &filled, caller)
        try await noteResearch(number, candidate, &filled, caller)
        let rounds = volume.rounds(number)
        for round in 0..<rounds {
            // Of every tenth opportunity the last interview is still to come.
            let isToCome = number % 10 == 0 && round == rounds - 1
            try await fillInterview(number, round, isToCome: isToCome, candidate, &filled, caller)
        }
        if number % 5 == 4 {
            filled.opportunity = try await caller.call(
                Opportunities.Advance.self,
                .init(
                    id: opportunity.id,
                    revision: filled.opportunity.revision,
                    stage: .closed,
                    closedReason: .rejected
                )
            )
        }
        return filled
    }

    private func noteBeliefs(
        _ number: Int,
        _ candidate: Candidate,
        _ filled: inout FilledOpportunity,
        _ caller: Caller
    ) async throws {
        for (place, scope) in [Scope.job, .supervisor, .organisation].enumerated() {
            let priority = candidate.set.priorities[(number + place) % candidate.set.priorities.count]
            let belief = try await caller.call(
                Beliefs.Create.self,
                .init(
                    opportunity: filled.opportunity.id,
                    priority: priority.key,
                    statement: try Line("They are known for their \(priority.title)."),
                    basis: try Prose(Words.answer(number)),
                    scope: scope,
                    expected: 2 + (number + place) % 3
                )
            )
            filled.beliefs.append(belief)
        }
    }

    private func noteResearch(
        _ number: Int,
        _ candidate: Candidate,
        _ filled: inout FilledOpportunity,
        _ caller: Caller
    ) async throws {
        for place in 0..<2 {
            let priority = candidate.set.priorities[(number + place) % candidate.set.priorities.count]
            let note = try await caller.call(
                Research.Create.self,
                .init(
                    organisation: filled.opportunity.organisation,
                    opportunity: place == 0 ? filled.opportunity.id : nil,
                    source: try Title("Annual report"),
                    link: try Line("https://example.org/report/\(number)"),
                    sourceClass: .published,
                    foundOn: Timestamp.now().day(adding: -number),
                    body: try Prose(Words.answer(number + place)),
                    priorities: [priority.key],
                    question: place == 0
                        ? AnsweredQuestion(
                            library: candidate.library.id,
                            questionKey: try Slug(questions[number % questions.count]),
                            fate: .answered
                        ) : nil
                )
            )
            filled.research.append(note)
        }
    }
}
