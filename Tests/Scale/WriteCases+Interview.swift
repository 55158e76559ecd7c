import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// An interview from its invitation to its end. Keys go along, as the client sends them.
extension Stage {
    func interview(_ meter: Meter, _ run: Int) async throws {
        let filled = openOpportunity(run)
        let opportunity = filled.opportunity
        var interview = try await meter.call(
            Interviews.Create.self,
            "",
            Interviews.Create.Params(
                opportunity: opportunity.id,
                title: try Title("One more talk \(run)"),
                format: .video,
                scheduledStart: Timestamp.now().adding(hours: -1),
                questionMinutes: 30,
                interviewers: [.init(person: filled.people[0].id), .init(person: filled.people[1].id)],
                idempotencyKey: .make()
            ),
            on: candidate
        )
        interview = try await meter.call(
            Interviews.Update.self,
            "",
            .init(id: interview.id, revision: interview.revision, questionMinutes: 45, idempotencyKey: .make()),
            on: candidate
        )
        let plan = try await plan(meter, interview, filled)
        interview = try await meter.call(
            Interviews.Advance.self,
            "",
            .init(id: interview.id, revision: interview.revision, state: .inProgress, idempotencyKey: .make()),
            on: candidate
        )
        try await capture(meter, interview, plan, filled)
        interview = try await candidate.call(
            Interviews.Advance.self,
            .init(id: interview.id, revision: interview.revision, state: .held)
        )
        let debrief = try await meter.call(
            Interviews.GetDebrief.self,
            "unasked",
            .init(id: interview.id),
            on: candidate
        )
        let choices: [UnaskedFate] = [.carryOver, .drop, .askByMail]
        let fates = try debrief.needFate.enumerated().map { place, item in
            let fate = choices[place % 3]
            return Interviews.Close.Fate(
                item: item,
                fate: fate,
                reason: fate == .drop ? try Line("It came up by itself.") : nil,
                dueOn: fate == .askByMail ? Timestamp.now().day(adding: 3) : nil
            )
        }
        try await meter.call(
            Interviews.Close.self,
            "",
            .init(id: interview.id, revision: interview.revision, fates: fates, idempotencyKey: .make()),
            on: candidate
        )
    }

    private func plan(_ meter: Meter, _ interview: Interview, _ filled: FilledOpportunity) async throws -> Plan {
        let saved = try await candidate.call(Plans.Get.self, .init(interview: interview.id))
        let suggestion = try await meter.call(
            Plans.Suggest.self,
            "new interview",
            .init(interview: interview.id),
            on: candidate
        )
        let kept = saved.items.map { Plans.Save.Entry(id: $0.id) }
        let accepted = suggestion.items.filter { item in
            !saved.items.contains { $0.carriedFrom == item.carriedFrom && item.carriedFrom != nil }
        }
        .prefix(8).map { item in
            Plans.Save.Entry(
                source: item.source,
                ownQuestion: item.ownQuestion,
                belief: item.belief,
                carriedFrom: item.carriedFrom,
                suggested: true,
                text: item.text,
                targetPerson: item.person,
                mustAsk: true,
                minutes: item.minutes,
                priorities: item.priorities
            )
        }
        let own = try (0..<6).map { place in
            Plans.Save.Entry(text: try Line("What happened the last time? (\(place))"), mustAsk: place < 4, minutes: 2)
        }
        return try await meter.call(
            Plans.Save.self,
            "",
            .init(
                interview: interview.id,
                revision: saved.revision,
                items: kept + accepted + own,
                talkingPoints: [TalkingPoint(text: try Line("The ledger"), story: anna.stories.first?.id)],
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }

    private func capture(_ meter: Meter, _ interview: Interview, _ plan: Plan, _ filled: FilledOpportunity) async throws
    {
        func asking(_ place: Int) throws -> Capture.Record.Entry {
            .init(
                id: .make(),
                item: place < 5 ? plan.items[place].id : nil,
                text: place < 5 ? nil : try Line("And then? (\(place))"),
                person: filled.people[place % 2].id,
                askedAt: .now(),
                outcome: .answered,
                answer: Answer(
                    id: .make(),
                    body: try Prose(Words.answer(place)),
                    specificity: .example,
                    captured: .live
                )
            )
        }
        let one = try asking(0)
        let question = ID<EmployerQuestion>.make()
        try await meter.call(
            Capture.Record.self,
            "one asking",
            Capture.Record.Params(interview: interview.id, askings: [one], idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Capture.Record.self,
            "twenty askings",
            Capture.Record.Params(
                interview: interview.id,
                askings: try (1...20).map(asking),
                employerQuestions: [.init(id: question, text: try Line("Why here?"), askedAt: .now())],
                promises: [.init(id: .make(), text: try Line("A course."), promisedOn: Timestamp.now().day())],
                followUps: [.init(id: .make(), owedBy: .employer, text: try Line("The example."))],
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await mend(meter, interview, filled, one, question)
    }

    /// What was noted is rated, worded better, and then taken back.
    private func mend(
        _ meter: Meter,
        _ interview: Interview,
        _ filled: FilledOpportunity,
        _ one: Capture.Record.Entry,
        _ question: ID<EmployerQuestion>
    ) async throws {
        try await rateOne(meter, filled, one)
        try await meter.call(
            Capture.Amend.self,
            "",
            .init(
                asking: one.id,
                revision: 1,
                outcome: .partial,
                answer: .set(.init(body: try Prose("It was a little different."))),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Capture.Remove.self,
            "",
            .init(interview: interview.id, askings: [one.id], idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Capture.RemoveEmployerQuestions.self,
            "",
            .init(employerQuestions: [question], idempotencyKey: .make()),
            on: candidate
        )
    }

    private func rateOne(_ meter: Meter, _ filled: FilledOpportunity, _ asking: Capture.Record.Entry) async throws {
        try await meter.call(
            EvidenceRatings.Rate.self,
            "answer",
            EvidenceRatings.Rate.Params(
                opportunity: filled.opportunity.id,
                priority: priorities[0],
                scope: .job,
                rating: 4,
                origin: .answer,
                answer: asking.answer?.id,
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }
}
