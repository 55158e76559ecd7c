import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// Candidates and their coaches, each with what they begin with.
struct SoakPeople: Sendable {
    var coaches: [Player] = []
    var candidates: [Player] = []
    /// What each candidate shares.
    var jobs: [Opportunity] = []
    /// The library of the first coach, which all candidates follow.
    private var library: ID<Library>?

    /// Lets a coach and a candidate work together, on an opportunity that is shared.
    mutating func prepare(_ coach: Player, _ candidate: Player, _ number: Int, on port: Int) async throws {
        let theirs = try await Caller(port: port, token: coach.token)
        let ours = try await Caller(port: port, token: candidate.token)
        let made = try await theirs.call(
            Libraries.Create.self,
            .init(document: Self.document(number, edition: 1), visibility: .public)
        )
        try await theirs.call(
            Libraries.Publish.self,
            .init(library: made.id, revision: 1, changeNotes: try Prose("The first edition."))
        )
        let followed = library ?? made.id
        library = followed
        try await ours.call(Subscriptions.Create.self, .init(library: followed))
        let invited = try await ours.call(Relationships.Invite.self, .init(coach: coach.account.id))
        try await theirs.call(Relationships.Accept.self, .init(id: invited.id))
        let search = try await ours.call(JobSearches.Create.self, .init(title: try Title("Next job")))
        let organisation = try await ours.call(Organisations.Create.self, .init(name: try Title("Acme")))
        let job = try await ours.call(
            Opportunities.Create.self,
            .init(jobSearch: search.id, organisation: organisation.id, title: try Title("Engineer"))
        )
        try await ours.call(
            Shares.Create.self,
            .init(relationship: invited.id, subject: .opportunity, opportunity: job.id, fields: [.overview])
        )
        jobs.append(job)
        await theirs.connection.close()
        await ours.connection.close()
    }

    /// Publishes so many more versions of the library that all follow.
    func publish(_ rounds: Int, by writer: SoakWriter, each: () -> Void) async throws {
        guard let library else { return }
        var revision = 1
        for round in 1...rounds {
            let draft = try await writer.insist(
                Libraries.SaveDraft.self,
                .init(
                    library: library,
                    document: Self.document(1, edition: round + 1),
                    revision: revision,
                    idempotencyKey: .make()
                )
            )
            revision = draft.revision
            _ = try await writer.insist(
                Libraries.Publish.self,
                .init(
                    library: library,
                    revision: revision,
                    changeNotes: try Prose("Edition \(round + 1)."),
                    idempotencyKey: .make()
                )
            )
            each()
        }
    }

    private static func document(_ number: Int, edition: Int) -> LibraryDocument {
        LibraryDocument(
            slug: "basics-\(number)",
            title: "Basics \(number)",
            summary: "Edition \(edition).",
            language: "en",
            topics: [
                .init(
                    key: "the-job",
                    title: "The job",
                    general: true,
                    questions: [
                        .init(
                            key: "typical-week",
                            text: "What did the last person in this job do in a typical week?",
                            purpose: "Shows the work behind the title.",
                            followUps: ["What took most time?"],
                            listenFor: ["Concrete tasks"],
                            warningSigns: ["Nobody knows"],
                            kind: .example,
                            subject: .work,
                            horizon: .firstThreeMonths,
                            audience: [.hiringManager],
                            minutes: 4,
                            informativeness: 0.8,
                            dimensions: ["content_of_work"]
                        )
                    ]
                )
            ]
        )
    }
}
