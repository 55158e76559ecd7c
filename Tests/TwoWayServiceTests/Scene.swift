import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// A candidate in the middle of a job search: what many tests start from.
struct Scene {
    let candidate: TestClient
    let search: JobSearch
    let organisation: Organisation
    let manager: Person
    let peer: Person
    let opportunity: Opportunity
    let set: PrioritySet

    /// Two priorities: supervision as a must-have with weight 3, training with weight 1.
    init(_ name: String, in service: TestService) async throws {
        candidate = try await service.signUp(name, roles: [.candidate])
        search = try await candidate.call(JobSearches.Create.self, .init(title: try Title("Next job")))
        organisation = try await candidate.call(Organisations.Create.self, .init(name: try Title("Acme \(name)")))
        manager = try await candidate.call(
            People.Create.self,
            .init(organisation: organisation.id, name: try Title("Mara of \(name)"), role: .hiringManager)
        )
        peer = try await candidate.call(
            People.Create.self,
            .init(organisation: organisation.id, name: try Title("Pat of \(name)"), role: .peer)
        )
        opportunity = try await candidate.call(
            Opportunities.Create.self,
            .init(
                jobSearch: search.id,
                organisation: organisation.id,
                title: try Title("Engineer"),
                pay: PayRange(low: 60000, high: 80000, currency: try CurrencyCode("EUR"), period: .year),
                futureSupervisor: manager.id
            )
        )
        let draft = try await candidate.call(
            PrioritySets.Save.self,
            .init(
                jobSearch: search.id,
                weightMode: .exact,
                priorities: [
                    .init(
                        dimension: "supervision_style",
                        direction: .more,
                        weight: 3,
                        mustHave: true,
                        threshold: 3
                    ),
                    .init(dimension: "training", weight: 1),
                ]
            )
        )
        set = try await candidate.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
    }

    /// An interview that was held with manager and peer.
    func interview() async throws -> Interview {
        try await candidate.call(
            Interviews.Create.self,
            .init(
                opportunity: opportunity.id,
                title: try Title("First talk"),
                format: .video,
                scheduledStart: Timestamp.now(),
                interviewers: [.init(person: manager.id), .init(person: peer.id)]
            )
        )
    }

    /// A person's answer in an interview, recorded.
    func answer(of person: Person, in interview: Interview, _ specificity: Specificity) async throws -> Answer {
        let answer = Answer(
            id: .make(),
            body: try Prose("They told of last year."),
            specificity: specificity,
            captured: .live
        )
        let asking = Capture.Record.Entry(
            id: .make(),
            text: try Line("How was it the last time?"),
            person: person.id,
            askedAt: Timestamp.now(),
            outcome: .answered,
            answer: answer
        )
        _ = try await candidate.call(Capture.Record.self, .init(interview: interview.id, askings: [asking]))
        return answer
    }

    /// Rates an answer at the scope of the future supervisor.
    @discardableResult
    func rate(_ answer: Answer, _ rating: Int, on priority: Int) async throws -> Evidence {
        try await candidate.call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: opportunity.id,
                priority: set.priorities[priority].key,
                scope: .supervisor,
                rating: rating,
                origin: .answer,
                answer: answer.id
            )
        )
    }

    func assessment(by client: TestClient? = nil) async throws -> Assessment {
        try await (client ?? candidate).call(Assessments.Get.self, .init(opportunity: opportunity.id))
    }

    /// A coach who has a public library, and so can be found and invited.
    static func coach(
        _ name: String,
        in service: TestService,
        roles: [Role] = [.coach]
    ) async throws -> TestClient {
        let coach = try await service.signUp(name, roles: roles)
        let document = LibraryDocument(
            slug: "basics-\(name)",
            title: "Basics of \(name)",
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
        let library = try await coach.call(
            Libraries.Create.self,
            .init(document: document, visibility: .public)
        )
        _ = try await coach.call(
            Libraries.Publish.self,
            .init(library: library.id, revision: 1, changeNotes: try Prose("First edition."))
        )
        return coach
    }

    /// An active relationship with a coach.
    func relationship(with coach: TestClient) async throws -> Relationship {
        let invited = try await candidate.call(Relationships.Invite.self, .init(coach: try coach.account.id))
        return try await coach.call(Relationships.Accept.self, .init(id: invited.id))
    }

    func share(
        _ subject: ShareSubject,
        _ fields: [ShareField],
        in relationship: Relationship,
        until: Timestamp? = nil
    ) async throws -> Share {
        try await candidate.call(
            Shares.Create.self,
            .init(
                relationship: relationship.id,
                subject: subject,
                opportunity: opportunity.id,
                fields: fields,
                until: until
            )
        )
    }
}
