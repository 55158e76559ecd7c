import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// One interview: planned, held, and what was learned in it.
extension Filler {
    func fillInterview(
        _ number: Int,
        _ round: Int,
        isToCome: Bool,
        _ candidate: Candidate,
        _ filled: inout FilledOpportunity,
        _ caller: Caller
    ) async throws {
        let rounds = volume.rounds(number)
        let hours = isToCome ? 24 + number : (round - rounds) * 24 * 7 - number
        let (first, second) = (filled.people[0], filled.people[1 + (number + round) % (filled.people.count - 1)])
        var interview = try await caller.call(
            Interviews.Create.self,
            Interviews.Create.Params(
                opportunity: filled.opportunity.id,
                title: try Title("Talk \(round + 1) about job \(number)"),
                format: .video,
                scheduledStart: Timestamp.now().adding(hours: hours),
                scheduledEnd: Timestamp.now().adding(hours: hours + 1),
                questionMinutes: 30,
                interviewers: [.init(person: first.id), .init(person: second.id)]
            )
        )
        let saved = try await caller.call(Plans.Get.self, .init(interview: interview.id))
        let plan = try await caller.call(
            Plans.Save.self,
            .init(
                interview: interview.id,
                revision: saved.revision,
                items: try items(number, round, candidate, filled),
                talkingPoints: [
                    TalkingPoint(
                        text: try Line("The ledger"),
                        story: candidate.stories[number % candidate.stories.count].id
                    ),
                    TalkingPoint(text: try Line("Why I am here")),
                ]
            )
        )
        guard !isToCome else {
            filled.interviews.append(FilledInterview(interview: interview, plan: plan))
            return
        }
        interview = try await caller.call(
            Interviews.Advance.self,
            .init(id: interview.id, revision: interview.revision, state: .inProgress)
        )
        let record = try record(number, round, plan, (first, second), candidate)
        try await caller.call(Capture.Record.self, record)
        // One more was noted by mistake.
        let mistake = Capture.Record.Entry(
            id: .make(),
            text: try Line("Did I ask that?"),
            person: first.id,
            askedAt: .now(),
            outcome: .declined
        )
        try await caller.call(Capture.Record.self, .init(interview: interview.id, askings: [mistake]))
        try await caller.call(Capture.Remove.self, .init(interview: interview.id, askings: [mistake.id]))
        interview = try await caller.call(
            Interviews.Advance.self,
            .init(id: interview.id, revision: interview.revision, state: .held)
        )
        try await rate(number, round, record, candidate, &filled, caller)
        // Of some the fates are still to be said.
        if number % 10 != 1 || round < rounds - 1 {
            let closed = try await caller.call(
                Interviews.Close.self,
                .init(id: interview.id, revision: interview.revision)
            )
            interview = closed.interview
        }
        filled.interviews.append(FilledInterview(interview: interview, plan: plan, askings: record.askings))
    }

    /// Ten items: six of the library, one own question, one own wording, two that will not be asked.
    private func items(
        _ number: Int,
        _ round: Int,
        _ candidate: Candidate,
        _ filled: FilledOpportunity
    ) throws -> [Plans.Save.Entry] {
        let priorities = candidate.set.priorities.map(\.key)
        var entries: [Plans.Save.Entry] = []
        for place in 0..<8 where place != 6 {
            let key = questions[(number * 7 + round * 11 + place) % questions.count]
            entries.append(
                .init(
                    source: QuestionSource(
                        library: candidate.library.id,
                        version: candidate.subscription.pinnedVersion,
                        questionKey: try Slug(key)
                    ),
                    targetPerson: place % 2 == 0 ? filled.people[0].id : nil,
                    mustAsk: place == 0,
                    minutes: 3,
                    priorities: [priorities[(number + place) % priorities.count]]
                )
            )
        }
        let own = candidate.ownQuestions[(number + round) % candidate.ownQuestions.count]
        entries.insert(.init(ownQuestion: own.id, belief: filled.beliefs[round % filled.beliefs.count].id), at: 6)
        entries.insert(
            .init(
                text: try Line("What did you drop last quarter? (\(number))"),
                minutes: 2,
                priorities: [priorities[0]]
            ),
            at: 7
        )
        entries.append(.init(text: try Line("What should I have asked? (\(number))"), minutes: 1))
        return entries
    }

    /// Eight items put to both people, and six questions that were not planned; one of all was declined.
    private func record(
        _ number: Int,
        _ round: Int,
        _ plan: Plan,
        _ people: (Person, Person),
        _ candidate: Candidate
    ) throws -> Capture.Record.Params {
        let rounds = volume.rounds(number)
        var askings: [Capture.Record.Entry] = []
        for place in 0..<22 {
            let item = place < 16 ? plan.items[place / 2] : nil
            let isDeclined = place == 21
            askings.append(
                .init(
                    id: .make(),
                    item: item?.id,
                    text: item == nil ? try Line("And how was it the last time? (\(place))") : nil,
                    person: (place % 2 == 0 ? people.0 : people.1).id,
                    askedAt: Timestamp.now().adding(hours: (round - rounds) * 24 * 7 - number),
                    outcome: isDeclined ? .declined : [.answered, .answered, .partial][place % 3],
                    answer: isDeclined
                        ? nil
                        : Answer(
                            id: .make(),
                            body: try Prose(Words.answer(number * 31 + round * 7 + place)),
                            specificity: [.example, .practice, .general][place % 3],
                            captured: place % 2 == 0 ? .live : .after
                        )
                )
            )
        }
        let day = Timestamp.now().day(adding: (round - rounds) * 7)
        return Capture.Record.Params(
            interview: plan.interview,
            askings: askings,
            employerQuestions: [
                .init(
                    id: .make(),
                    person: people.0.id,
                    text: try Line("Why do you want to leave?"),
                    reply: try Prose(Words.answer(round)),
                    askedAt: .now()
                )
            ],
            promises: round % 2 == 0
                ? [.init(id: .make(), person: people.0.id, text: try Line("Two courses a year."), promisedOn: day)]
                : nil,
            followUps: [
                .init(
                    id: .make(),
                    person: people.1.id,
                    owedBy: round % 2 == 0 ? .employer : .candidate,
                    text: try Line("Send the example of a project."),
                    dueOn: Timestamp.now().day(adding: number % 60 - 30)
                )
            ]
        )
    }

    /// Five ratings of each interview.
    private func rate(
        _ number: Int,
        _ round: Int,
        _ record: Capture.Record.Params,
        _ candidate: Candidate,
        _ filled: inout FilledOpportunity,
        _ caller: Caller
    ) async throws {
        for place in 0..<5 {
            let evidence = try await caller.call(
                EvidenceRatings.Rate.self,
                EvidenceRatings.Rate.Params(
                    opportunity: filled.opportunity.id,
                    priority: candidate.set.priorities[(number + place) % candidate.set.priorities.count].key,
                    scope: [.job, .supervisor, .job, .organisation, .function][place],
                    rating: 1 + (number + round + place) % 5,
                    origin: .answer,
                    answer: record.askings[place * 3].answer?.id
                )
            )
            filled.evidence.append(evidence)
        }
    }
}
