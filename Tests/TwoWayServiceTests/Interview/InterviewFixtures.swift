import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// A candidate who pursues one job, with a manager and a peer at the employer.
struct InterviewScene {
    let candidate: TestClient
    let jobSearch: JobSearch
    let organisation: Organisation
    let opportunity: Opportunity
    let manager: Person
    let peer: Person

    init(_ service: TestService, name: String = "anna") async throws {
        candidate = try await service.signUp(name, roles: [.candidate])
        jobSearch = try await candidate.call(JobSearches.Create.self, .init(title: try Title("Spring")))
        organisation = try await candidate.call(
            Organisations.Create.self,
            .init(name: try Title("Nordlicht Verlag"))
        )
        opportunity = try await candidate.call(
            Opportunities.Create.self,
            .init(jobSearch: jobSearch.id, organisation: organisation.id, title: try Title("Head of Production"))
        )
        manager = try await candidate.person("Jana Ortmann", .hiringManager)
        peer = try await candidate.person("Piet Claas", .peer)
    }

    /// A scheduled interview with the manager.
    func interview(
        title: String = "Second talk",
        start: String? = "2026-05-04T07:30:00Z",
        end: String? = nil,
        interviewers: [Interviews.Participant]? = nil
    ) async throws -> Interview {
        try await candidate.call(
            Interviews.Create.self,
            .init(
                opportunity: opportunity.id,
                title: try Title(title),
                format: .video,
                scheduledStart: try start.map { try Timestamp($0) },
                scheduledEnd: try end.map { try Timestamp($0) },
                interviewers: interviewers ?? [.init(person: manager.id)]
            )
        )
    }

    func advance(_ interview: Interview, to states: Interview.State...) async throws -> Interview {
        var current = try await candidate.call(Interviews.Get.self, .init(id: interview.id))
        for state in states {
            current = try await candidate.call(
                Interviews.Advance.self,
                .init(id: current.id, revision: current.revision, state: state)
            )
        }
        return current
    }

    func save(_ items: [Plans.Save.Entry], of interview: Interview, revision: Revision = 0) async throws -> Plan {
        try await candidate.call(
            Plans.Save.self,
            .init(interview: interview.id, revision: revision, items: items)
        )
    }

    func plan(of interview: Interview) async throws -> Plan {
        try await candidate.call(Plans.Get.self, .init(interview: interview.id))
    }

    @discardableResult
    func record(_ askings: [Capture.Record.Entry], in interview: Interview) async throws -> Capture.Record.Result {
        try await candidate.call(Capture.Record.self, .init(interview: interview.id, askings: askings))
    }

    func askings(of interview: Interview) async throws -> [Asking] {
        try await candidate.call(Capture.List.self, .init(interview: interview.id)).items
    }

    /// Active priorities of the job search, one for each title.
    func priorities(_ titles: [String], activate: Bool = true) async throws -> [ID<Priority>] {
        let draft = try await candidate.call(
            PrioritySets.Save.self,
            .init(
                jobSearch: jobSearch.id,
                weightMode: .exact,
                priorities: try titles.map { .init(title: try Title($0), direction: .more, weight: 1) }
            )
        )
        if activate {
            _ = try await candidate.call(
                PrioritySets.Activate.self,
                .init(id: draft.id, revision: draft.revision)
            )
        }
        return draft.priorities.map(\.key)
    }
}

extension TestClient {
    func person(_ name: String, _ role: InterviewerRole) async throws -> Person {
        try await call(People.Create.self, .init(name: try Title(name), role: role))
    }
}

extension Plans.Save.Entry {
    /// A question in the candidate's own words.
    static func own(
        _ text: String = "Who did this before?",
        mustAsk: Bool? = nil,
        minutes: Int? = nil
    ) throws -> Self {
        Self(text: try Line(text), mustAsk: mustAsk, minutes: minutes)
    }

    /// An item as it was answered, to be saved again.
    init(_ item: PlanItem) {
        self.init(
            id: item.id,
            source: item.source,
            ownQuestion: item.ownQuestion,
            belief: item.belief,
            text: item.text,
            targetPerson: item.targetPerson,
            targetRole: item.targetRole,
            mustAsk: item.mustAsk,
            minutes: item.minutes,
            priorities: item.priorities,
            dropReason: item.dropReason
        )
    }
}

extension Capture.Record.Entry {
    /// A question put to somebody at 09:45 on the day.
    static func asked(
        _ person: Person,
        item: PlanItem? = nil,
        text: String? = nil,
        outcome: Asking.Outcome = .answered,
        answer: String? = nil
    ) throws -> Self {
        Self(
            id: ID(UUID()),
            item: item?.id,
            text: try text.map { try Line($0) },
            person: person.id,
            askedAt: try Timestamp("2026-05-04T07:45:00.123456Z"),
            outcome: outcome,
            answer: try answer.map {
                Answer(id: ID(UUID()), body: try Prose($0), specificity: .example, captured: .live)
            }
        )
    }
}

/// An id that nothing has.
func unknown<Entity>(_ type: Entity.Type = Entity.self) -> ID<Entity> {
    ID(UUID())
}
