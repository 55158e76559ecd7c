import Foundation
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Words that stand in the texts of one pursuit and nowhere else, so that they give away where an answer has them from.
struct TellTales {
    /// In what a share of all fields but pay and notes opens.
    let shown: String
    /// In what no such share opens.
    let hidden: String
    /// A number that only this pursuit has.
    let pay: Int

    init(_ name: String, pay: Int) {
        shown = "zq-\(name)-shown"
        hidden = "zq-\(name)-hidden"
        self.pay = pay
    }
}

extension TestClient {
    /// Pursues a job with everything that belongs to it, as a candidate.
    func pursue(_ name: String, pay: Int, following library: String?) async throws -> Belongings {
        let words = TellTales(name, pay: pay)
        var made = try ownBelongings()
        try await prioritise(&made, words)
        try await apply(&made, words)
        try await interview(&made, words)
        try await rate(&made, words)
        if let library {
            let id = try ID<Library>(library).known
            made.subscription = try await call(Subscriptions.Create.self, .init(library: id)).id.description
        }
        return made
    }

    /// What every account has.
    func ownBelongings() throws -> Belongings {
        var made = Belongings()
        made.account = try account.id.description
        made.email = try account.email.text
        made.token = try token
        made.session = try conversation.credentials.signedIn.known.session.description
        return made
    }

    private func prioritise(_ made: inout Belongings, _ words: TellTales) async throws {
        let search = try await call(JobSearches.Create.self, .init(title: try Title("Search \(words.hidden)")))
        made.jobSearch = search.id.description
        let entry = PrioritySets.Save.Entry(
            title: try Title("Training \(words.shown)"),
            statement: try Prose("In house. \(words.hidden)"),
            direction: .more,
            weight: 3
        )
        let saved = try await call(
            PrioritySets.Save.self,
            .init(jobSearch: search.id, weightMode: .exact, priorities: [entry])
        )
        let active = try await call(PrioritySets.Activate.self, .init(id: saved.id, revision: saved.revision))
        var again = entry
        again.key = active.priorities.first?.key
        let draft = try await call(
            PrioritySets.Save.self,
            .init(jobSearch: search.id, weightMode: .exact, priorities: [again])
        )
        made.activeSet = active.id.description
        made.draftSet = draft.id.description
        made.priority = try again.key.known.description
    }

    private func apply(_ made: inout Belongings, _ words: TellTales) async throws {
        let employer = try await call(
            Organisations.Create.self,
            .init(name: try Title("Works \(words.shown)"), notes: try Prose("Quiet. \(words.hidden)"))
        )
        let supervisor = try await call(
            People.Create.self,
            .init(
                organisation: employer.id,
                name: try Title("Jana \(words.shown)"),
                role: .hiringManager,
                notes: try Prose("Brisk. \(words.hidden)")
            )
        )
        let peer = try await call(
            People.Create.self,
            .init(organisation: employer.id, name: try Title("Piet \(words.shown)"), role: .peer)
        )
        let job = try await call(
            Opportunities.Create.self,
            .init(
                jobSearch: try ID<JobSearch>(made.jobSearch).known,
                organisation: employer.id,
                title: try Title("Head of Production \(words.shown)"),
                pay: PayRange(low: words.pay, high: words.pay, currency: try CurrencyCode("EUR"), period: .year),
                futureSupervisor: supervisor.id
            )
        )
        _ = try await call(
            Opportunities.Advance.self,
            .init(id: job.id, revision: job.revision, stage: .applied, note: try Prose("Late. \(words.hidden)"))
        )
        made.organisation = employer.id.description
        made.person = supervisor.id.description
        made.peer = peer.id.description
        made.opportunity = job.id.description
    }

    private func interview(_ made: inout Belongings, _ words: TellTales) async throws {
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
        _ = try await call(Capture.Record.self, .init(interview: talk.id, askings: [asking]))
        made.interview = talk.id.description
        made.item = try plan.items.last.known.id.description
        made.asking = asking.id.description
        made.answer = try asking.answer.known.id.description
    }

    private func rate(_ made: inout Belongings, _ words: TellTales) async throws {
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
    }
}

extension TestClient {
    /// Writes a library, and publishes it unless it is to stay a draft.
    ///
    /// Its name is its slug, and stands in its texts.
    func makeLibrary(_ name: String, _ visibility: Library.Visibility, publish: Bool) async throws -> String {
        let question = LibraryDocument.Question(
            key: "last-week",
            text: "Where did the hours of last week go? \(name)",
            purpose: "Adverts list duties, not hours.",
            followUps: ["How was the week before?"],
            listenFor: ["Named tasks with rough hours"],
            warningSigns: ["Nobody can say"],
            kind: .example,
            subject: .work,
            horizon: .firstThreeMonths,
            audience: [.hiringManager],
            minutes: 5,
            informativeness: 0.8,
            dimensions: ["training"]
        )
        let document = LibraryDocument(
            slug: name,
            title: "Talks \(name)",
            language: "en",
            licence: "CC-BY-4.0",
            topics: [.init(key: "the-job", title: "The job", general: true, questions: [question])]
        )
        let library = try await call(Libraries.Create.self, .init(document: document, visibility: visibility))
        if publish {
            let notes = try Prose("The first.")
            _ = try await call(
                Libraries.Publish.self,
                .init(library: library.id, revision: 1, changeNotes: notes)
            )
        }
        return library.id.description
    }
}

extension Optional {
    /// The value, or a test that cannot go on.
    var known: Wrapped {
        get throws {
            guard let self else { throw TestFailure("something of the world is missing") }
            return self
        }
    }
}
