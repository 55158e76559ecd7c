import Foundation
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

extension TestClient {
    func interview(_ made: inout Belongings, _ words: TellTales) async throws {
        let supervisor = try ID<Person>(made.person).known
        let talk = try await call(
            Interviews.Create.self,
            .init(
                opportunity: try ID<Opportunity>(made.opportunity).known,
                title: try Title("Talk \(words.hidden)"),
                format: .video,
                scheduledStart: try Timestamp("2026-05-04T07:30:00Z"),
                interviewers: [.init(person: supervisor)]
            )
        )
        let plan = try await call(
            Plans.Save.self,
            .init(
                interview: talk.id,
                revision: 0,
                items: [
                    .init(text: try Line("Who did this before? \(words.hidden)"), targetPerson: supervisor),
                    .init(text: try Line("What comes first? \(words.hidden)")),
                ]
            )
        )
        let asking = Capture.Record.Entry(
            id: ID(UUID()),
            item: plan.items.first?.id,
            person: supervisor,
            askedAt: try Timestamp("2026-05-04T07:45:00Z"),
            outcome: .answered,
            answer: Answer(
                id: ID(UUID()),
                body: try Prose("Nobody. \(words.hidden)"),
                specificity: .example,
                captured: .live
            )
        )
        try await record(asking, in: talk, &made, words)
        made.interview = talk.id.description
        made.item = try plan.items.last.known.id.description
        made.asking = asking.id.description
        made.answer = try asking.answer.known.id.description
    }

    func rate(_ made: inout Belongings, _ words: TellTales) async throws {
        let job = try ID<Opportunity>(made.opportunity).known
        let priority = try ID<Priority>(made.priority).known
        let evidence = try await call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: job,
                priority: priority,
                scope: .supervisor,
                rating: 2,
                origin: .answer,
                answer: try ID<Answer>(made.answer).known,
                note: try Prose("Thin. \(words.hidden)")
            )
        )
        let observation = try await call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: job,
                priority: priority,
                scope: .supervisor,
                rating: 5,
                origin: .observation,
                sourceClass: .observation,
                specificity: .example,
                note: try Prose("Seen. \(words.hidden)")
            )
        )
        let contradictions = try await call(Contradictions.List.self, .init(opportunity: job)).items
        made.contradiction = try contradictions.first.known.id.description
        _ = try await call(
            Assessments.Rate.self,
            .init(
                opportunity: job,
                priority: priority,
                revision: 0,
                interval: .set(ValueInterval(lo: 0.25, hi: 0.5)),
                note: .set(try Prose("A feeling. \(words.hidden)"))
            )
        )
        made.evidence = evidence.id.description
        made.observation = observation.id.description
        let researched = try await call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: job,
                priority: try ID<Priority>(made.secondPriority).known,
                scope: .job,
                rating: 3,
                origin: .research,
                research: try ID<ResearchNote>(made.research).known,
                note: try Prose("A hint. \(words.hidden)")
            )
        )
        made.researched = researched.id.description
    }

    /// An exception from a must-have, a final assessment, and the draft of the next one.
    func judge(_ made: inout Belongings, _ words: TellTales) async throws {
        let job = try ID<Opportunity>(made.opportunity).known
        let waiver = try await call(
            Waivers.Grant.self,
            .init(
                opportunity: job,
                priority: try ID<Priority>(made.priority).known,
                reason: try Line("The team makes up for it. \(words.hidden)")
            )
        )
        made.waiver = waiver.id.description
        let draft = try await call(
            Assessments.Save.self,
            .init(
                opportunity: job,
                revision: 0,
                givesWhatIWant: Judgement(verdict: .ratherYes, note: try Prose("Warm. \(words.hidden)")),
                canSucceed: Judgement(verdict: .undecided, note: try Prose("Steep. \(words.hidden)")),
                note: .set(try Prose("Sleep over it. \(words.hidden)"))
            )
        )
        _ = try await call(Assessments.Finalise.self, .init(opportunity: job, revision: draft.revision))
        _ = try await call(Assessments.Save.self, .init(opportunity: job, revision: 0))
    }

    func compare(_ made: inout Belongings, _ words: TellTales) async throws {
        let comparison = try await call(
            Comparisons.Create.self,
            .init(
                jobSearch: try ID<JobSearch>(made.jobSearch).known,
                opportunities: [
                    try ID<Opportunity>(made.opportunity).known, try ID<Opportunity>(made.secondOpportunity).known,
                ],
                title: try Title("Both \(words.hidden)")
            )
        )
        made.comparison = comparison.id.description
    }
}

extension TestClient {
    /// What was asked from either side, promised, and left to do.
    private func record(
        _ asking: Capture.Record.Entry,
        in talk: Interview,
        _ made: inout Belongings,
        _ words: TellTales
    ) async throws {
        let asked = Capture.Record.Question(
            id: ID(UUID()),
            person: asking.person,
            text: try Line("Why us? \(words.hidden)"),
            reply: try Prose("The work. \(words.hidden)"),
            askedAt: asking.askedAt
        )
        let promised = Capture.Record.Promised(
            id: ID(UUID()),
            person: asking.person,
            text: try Line("A mentor. \(words.hidden)"),
            promisedOn: try Day("2026-05-04"),
            priority: try ID<Priority>(made.priority).known
        )
        let owed = Capture.Record.Owed(
            id: ID(UUID()),
            person: asking.person,
            owedBy: .employer,
            text: try Line("Send the plan. \(words.hidden)"),
            dueOn: try Day("2026-05-11")
        )
        _ = try await call(
            Capture.Record.self,
            .init(
                interview: talk.id,
                askings: [asking],
                employerQuestions: [asked],
                promises: [promised],
                followUps: [owed]
            )
        )
        made.employerQuestion = asked.id.description
        made.promise = promised.id.description
        made.followUp = owed.id.description
    }

    /// An earlier interview that was held, with a must-ask that nobody was asked, and one to come; and a story to tell.
    func leave(_ made: inout Belongings, _ words: TellTales) async throws {
        let story = try await call(
            Stories.Create.self,
            .init(title: try Title("The ferry \(words.hidden)"), situation: try Prose("Fog. \(words.hidden)"))
        )
        let talk = try await call(
            Interviews.Create.self,
            .init(
                opportunity: try ID<Opportunity>(made.opportunity).known,
                title: try Title("Call \(words.hidden)"),
                format: .phone,
                scheduledStart: try Timestamp("2026-04-20T07:30:00Z")
            )
        )
        let plan = try await call(
            Plans.Save.self,
            .init(
                interview: talk.id,
                revision: 0,
                items: [.init(text: try Line("Who decides? \(words.hidden)"), mustAsk: true)],
                talkingPoints: [TalkingPoint(text: try Line("The ferry. \(words.hidden)"), story: story.id)]
            )
        )
        let begun = try await call(
            Interviews.Advance.self,
            .init(id: talk.id, revision: talk.revision, state: .inProgress)
        )
        _ = try await call(Interviews.Advance.self, .init(id: talk.id, revision: begun.revision, state: .held))
        let next = try await call(
            Interviews.Create.self,
            .init(opportunity: talk.opportunity, title: try Title("Visit \(words.hidden)"), format: .onsite)
        )
        made.nextInterview = next.id.description
        made.story = story.id.description
        made.heldInterview = talk.id.description
        made.leftItem = try plan.items.last.known.id.description
    }

    /// What is believed and found out before anybody is asked.
    func look(_ made: inout Belongings, _ words: TellTales) async throws {
        let job = try ID<Opportunity>(made.opportunity).known
        let priority = try ID<Priority>(made.priority).known
        let belief = try await call(
            Beliefs.Create.self,
            .init(
                opportunity: job,
                priority: priority,
                statement: try Line("Known for it. \(words.hidden)"),
                basis: try Prose("An advert. \(words.hidden)"),
                scope: .job,
                expected: 4
            )
        )
        let research = try await call(
            Research.Create.self,
            .init(
                organisation: try ID<Organisation>(made.organisation).known,
                opportunity: job,
                source: try Title("Gazette \(words.hidden)"),
                sourceClass: .published,
                foundOn: try Day("2026-04-02"),
                body: try Prose("A new hall. \(words.hidden)"),
                priorities: [priority]
            )
        )
        made.belief = belief.id.description
        made.research = research.id.description
    }
}
