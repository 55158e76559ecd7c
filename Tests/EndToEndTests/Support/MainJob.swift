import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// A candidate's way from what matters to an assessment, played by the client library; the tests look at what it leaves.
struct MainJob: Sendable {
    let subscription: Subscription
    let search: JobSearch
    let set: PrioritySet
    let organisation: Organisation
    let people: People
    let opportunity: Opportunity
    let plan: Plan
    let record: Capture.Record.Params
    let evidence: [Evidence]
    /// The assessment before anything was known.
    let untouched: Assessment

    struct People: Sendable {
        /// The future supervisor.
        let manager: Person
        let peer: Person
        let recruiter: Person
    }

    /// What was heard in the interview, by what was asked; each text occurs nowhere else.
    enum Answers {
        static let week = "About nine hours a week went into incident reviews, the rest into the ledger."
        static let learning = "Two of us took the Rust course in March, the manager covered our shifts."
        static let learningOfPeer = "He did cover our shifts, and he asked afterwards what we had learnt."
        static let growth = "Everybody is promoted after eighteen months or so."
        static let technology = "We moved the last service off the old platform in autumn."
        static let technologyOfPeer = "The old platform still runs the billing, and nobody wants to touch it."
        static let overtime = "Four Saturdays before the last release."
        static let supervision = "On Monday we agreed on the goal, on Friday I looked at the result."

        static let all = [
            week, learning, learningOfPeer, growth, technology, technologyOfPeer, overtime, supervision,
        ]
    }

    /// Plays the whole of it for somebody who has just signed up.
    static func play(_ caller: ServerCaller, library: Library) async throws -> MainJob {
        let subscription = try await caller.call(Subscriptions.Create.self, .init(library: library.id))
        let search = try await caller.call(JobSearches.Create.self, .init(title: try Title("Spring 2026")))
        let set = try await activatePriorities(caller, search)
        let organisation = try await caller.call(Organisations.Create.self, .init(name: try Title("Harbour Ltd")))
        let people = try await notePeople(caller, organisation)
        let opportunity = try await notePlace(caller, search, organisation, people)
        let untouched = try await caller.call(Assessments.Get.self, .init(opportunity: opportunity.id))

        let interview = try await caller.call(
            Interviews.Create.self,
            Interviews.Create.Params(
                opportunity: opportunity.id,
                title: try Title("Second talk"),
                format: .video,
                scheduledStart: try Timestamp("2026-05-04T07:30:00Z"),
                scheduledEnd: try Timestamp("2026-05-04T08:15:00Z"),
                questionMinutes: 20,
                interviewers: [.init(person: people.manager.id), .init(person: people.peer.id)]
            )
        )
        let plan = try await caller.call(
            Plans.Save.self,
            .init(
                interview: interview.id,
                revision: 0,
                items: try planEntries(subscription, set.priorities.map(\.key), people)
            )
        )
        let record = try notes(of: plan, people)
        try await caller.call(Capture.Record.self, record)
        let evidence = try await rate(caller, opportunity, set, record)
        return MainJob(
            subscription: subscription,
            search: search,
            set: set,
            organisation: organisation,
            people: people,
            opportunity: opportunity,
            plan: plan,
            record: record,
            evidence: evidence,
            untouched: untouched
        )
    }
}

/// What matters, and where.
extension MainJob {
    /// Seven priorities with all directions and three must-haves.
    static func priorityEntries() throws -> [PrioritySets.Save.Entry] {
        [
            .init(
                dimension: "training",
                weight: 30,
                mustHave: true,
                threshold: 3,
                requiredSource: .futureSupervisor
            ),
            .init(title: try Title("Learning from colleagues"), direction: .more, weight: 20, vital: true),
            .init(dimension: "growth", weight: 15),
            .init(
                dimension: "technology",
                statement: try Prose("The most current technologies only."),
                weight: 15,
                mustHave: true,
                threshold: 4
            ),
            .init(dimension: "overtime", weight: 10, mustHave: true, threshold: 1),
            .init(dimension: "supervision_style", target: 3, weight: 5),
            .init(dimension: "pay", weight: 5),
        ]
    }

    private static func activatePriorities(_ caller: ServerCaller, _ search: JobSearch) async throws -> PrioritySet {
        let draft = try await caller.call(
            PrioritySets.Save.self,
            .init(jobSearch: search.id, weightMode: .exact, priorities: try priorityEntries())
        )
        return try await caller.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
    }

    private static func notePeople(_ caller: ServerCaller, _ organisation: Organisation) async throws -> People {
        func note(_ name: String, _ title: String, _ role: InterviewerRole) async throws -> Person {
            try await caller.call(
                TwoWayProtocol.People.Create.self,
                .init(
                    organisation: organisation.id,
                    name: try Title(name),
                    jobTitle: try Title(title),
                    role: role,
                    notes: try Prose("Met \(name) at the fair.")
                )
            )
        }
        return People(
            manager: try await note("Mara Lindqvist", "Head of Platform", .hiringManager),
            peer: try await note("Piotr Nowak", "Engineer", .peer),
            recruiter: try await note("Rosa Campbell", "Recruiter", .recruiter)
        )
    }

    private static func notePlace(
        _ caller: ServerCaller,
        _ search: JobSearch,
        _ organisation: Organisation,
        _ people: People
    ) async throws -> Opportunity {
        let opportunity = try await caller.call(
            Opportunities.Create.self,
            Opportunities.Create.Params(
                jobSearch: search.id,
                organisation: organisation.id,
                title: try Title("Platform engineer"),
                functionName: try Title("Infrastructure"),
                posting: try Line("https://example.org/jobs/17"),
                location: try Title("Utrecht"),
                workMode: .hybrid,
                pay: PayRange(low: 70_000, high: 84_000, currency: try CurrencyCode("EUR"), period: .year),
                futureSupervisor: people.manager.id
            )
        )
        return try await caller.call(
            Opportunities.Advance.self,
            .init(id: opportunity.id, revision: opportunity.revision, stage: .interviewing)
        )
    }
}

/// The interview, and what it says about what matters.
extension MainJob {
    static func planEntries(
        _ subscription: Subscription,
        _ priorities: [ID<Priority>],
        _ people: People
    ) throws -> [Plans.Save.Entry] {
        func question(_ key: String) throws -> QuestionSource {
            QuestionSource(
                library: subscription.library,
                version: subscription.pinnedVersion,
                questionKey: try Slug(key)
            )
        }
        return [
            .init(
                source: try question("last-week-hours"),
                targetPerson: people.manager.id,
                mustAsk: true,
                priorities: [priorities[0]]
            ),
            .init(
                source: try question("newest-colleague-month"),
                targetRole: .peer,
                priorities: [priorities[1]]
            ),
            .init(
                text: try Line("How long were people here before they were promoted?"),
                targetPerson: people.recruiter.id,
                mustAsk: true,
                minutes: 2,
                priorities: [priorities[2]]
            ),
            .init(text: try Line("Which old system did you retire last?"), minutes: 4, priorities: [priorities[3]]),
        ]
    }

    /// What was asked of whom; the recruiter joined unannounced, and two questions were not planned.
    private static func notes(of plan: Plan, _ people: People) throws -> Capture.Record.Params {
        func answered(
            _ item: Int?,
            _ person: Person,
            _ body: String,
            _ specificity: Specificity = .example,
            text: String? = nil
        ) throws -> Capture.Record.Entry {
            .init(
                id: .make(),
                item: item.map { plan.items[$0].id },
                text: try text.map { try Line($0) },
                person: person.id,
                askedAt: .now(),
                outcome: .answered,
                answer: Answer(id: .make(), body: try Prose(body), specificity: specificity, captured: .live)
            )
        }
        return Capture.Record.Params(
            interview: plan.interview,
            askings: [
                try answered(0, people.manager, Answers.week),
                try answered(1, people.manager, Answers.learning),
                try answered(1, people.peer, Answers.learningOfPeer),
                try answered(2, people.recruiter, Answers.growth),
                try answered(3, people.manager, Answers.technology),
                try answered(3, people.peer, Answers.technologyOfPeer),
                try answered(nil, people.manager, Answers.overtime, .practice, text: "When did you last work late?"),
                try answered(nil, people.manager, Answers.supervision, text: "How did you follow the last project?"),
                .init(
                    id: .make(),
                    text: try Line("Why did your predecessor leave?"),
                    person: people.peer.id,
                    askedAt: .now(),
                    outcome: .declined
                ),
            ],
            idempotencyKey: .make()
        )
    }

    /// The ratings of DOMAIN 5.1's examples, and one of each other direction.
    private static func rate(
        _ caller: ServerCaller,
        _ opportunity: Opportunity,
        _ set: PrioritySet,
        _ record: Capture.Record.Params
    ) async throws -> [Evidence] {
        let ratings = [(0, 0, 4), (1, 1, 4), (1, 2, 4), (2, 3, 5), (3, 4, 5), (3, 5, 2), (4, 6, 2), (5, 7, 4)]
        var evidence: [Evidence] = []
        for (priority, asking, rating) in ratings {
            evidence.append(
                try await caller.call(
                    EvidenceRatings.Rate.self,
                    EvidenceRatings.Rate.Params(
                        opportunity: opportunity.id,
                        priority: set.priorities[priority].key,
                        scope: .job,
                        rating: rating,
                        origin: .answer,
                        answer: record.askings[asking].answer?.id,
                        note: try Prose("Rated from asking \(asking).")
                    )
                )
            )
        }
        return evidence
    }
}
