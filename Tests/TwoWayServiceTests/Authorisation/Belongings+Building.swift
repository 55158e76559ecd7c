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
    /// In what is sent to the coach whose library is followed.
    let letter: String
    /// A number that only this pursuit has.
    let pay: Int

    init(_ name: String, pay: Int) {
        shown = "zq-\(name)-shown"
        hidden = "zq-\(name)-hidden"
        letter = "zq-\(name)-letter"
        self.pay = pay
    }
}

extension TestClient {
    /// Pursues a job with everything that belongs to it, as a candidate who follows a library.
    func pursue(_ name: String, pay: Int, following library: String) async throws -> Belongings {
        let words = TellTales(name, pay: pay)
        var made = try ownBelongings()
        made.followed = library
        made.edition = library
        try await prioritise(&made, words)
        try await apply(&made, words)
        try await layer(&made, words)
        try await look(&made, words)
        try await interview(&made, words)
        try await leave(&made, words)
        try await rate(&made, words)
        try await judge(&made, words)
        try await compare(&made, words)
        try await decide(&made, words)
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

    /// Three versions: one that was superseded, the one that counts, and a draft.
    private func prioritise(_ made: inout Belongings, _ words: TellTales) async throws {
        let search = try await call(JobSearches.Create.self, .init(title: try Title("Search \(words.hidden)")))
        made.jobSearch = search.id.description
        let keys: [ID<Priority>] = [ID(UUID()), ID(UUID())]
        for (title, isDraft) in [(words.hidden, false), (words.shown, false), (words.hidden, true)] {
            let training = PrioritySets.Save.Entry(
                key: keys[0],
                title: try Title("Training \(title)"),
                statement: try Prose("In house. \(words.hidden)"),
                direction: .more,
                weight: 3,
                mustHave: true,
                threshold: 3
            )
            let pay = PrioritySets.Save.Entry(
                key: keys[1],
                title: try Title("Pay \(title)"),
                direction: .more,
                weight: 1,
                mustHave: true,
                threshold: 2,
                anchors: try (1...5).map { try Line("\($0) of five \(words.hidden)") }
            )
            let note = try Prose("Somewhat. \(words.hidden)")
            let saved = try await call(
                PrioritySets.Save.self,
                .init(
                    jobSearch: search.id,
                    weightMode: .exact,
                    priorities: [training, pay],
                    tradeOffs: [TradeOff(give: keys[1], gain: keys[0], limit: 2, note: note)]
                )
            )
            made.draftSet = saved.id.description
            if isDraft { continue }
            made.activeSet = saved.id.description
            _ = try await call(PrioritySets.Activate.self, .init(id: saved.id, revision: saved.revision))
        }
        made.priority = keys[0].description
        made.secondPriority = keys[1].description
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
        let again = try await call(
            Organisations.Create.self,
            .init(name: try Title("Works Ltd \(words.hidden)"), notes: try Prose("Twice. \(words.hidden)"))
        )
        let twice = try await call(
            Opportunities.Create.self,
            .init(jobSearch: job.jobSearch, organisation: employer.id, title: try Title("Head \(words.hidden)"))
        )
        made.organisation = employer.id.description
        made.secondOrganisation = again.id.description
        made.secondOpportunity = twice.id.description
        made.person = supervisor.id.description
        made.peer = peer.id.description
        made.opportunity = job.id.description
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
