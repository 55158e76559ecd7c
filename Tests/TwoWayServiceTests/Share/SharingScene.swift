import Foundation
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// A candidate with one of everything that can be shared, and a coach she works with.
struct SharingScene {
    let scene: Scene
    let coach: TestClient
    let relationship: Relationship
    let interview: Interview
    let otherInterview: Interview
    let asking: ID<Asking>
    let comparison: Comparison
    let decision: DecisionView

    var candidate: TestClient { scene.candidate }
    var opportunity: ID<Opportunity> { scene.opportunity.id }

    init(in service: TestService) async throws {
        scene = try await Scene("anna", in: service)
        coach = try await Scene.coach("kim", in: service)
        relationship = try await scene.relationship(with: coach)
        interview = try await scene.interview()
        otherInterview = try await scene.candidate.call(
            Interviews.Create.self,
            .init(opportunity: scene.opportunity.id, title: try Title("Second talk"), format: .onsite)
        )
        _ = try await scene.candidate.call(
            Plans.Save.self,
            .init(
                interview: interview.id,
                revision: 0,
                items: [
                    .init(
                        text: try Line("Who decides?"),
                        targetPerson: scene.manager.id,
                        targetRole: .hiringManager,
                        mustAsk: true,
                        minutes: 5,
                        priorities: [scene.set.priorities[0].key]
                    )
                ],
                talkingPoints: [TalkingPoint(text: try Line("The rescue of the spring release"))]
            )
        )
        asking = .make()
        _ = try await scene.candidate.call(
            Capture.Record.self,
            .init(
                interview: interview.id,
                askings: [
                    .init(
                        id: asking,
                        text: try Line("What is paid?"),
                        person: scene.manager.id,
                        askedAt: Timestamp.now(),
                        outcome: .answered,
                        answer: Answer(
                            id: .make(),
                            body: try Prose("As in other places."),
                            specificity: .general,
                            captured: .live,
                            value: .number(90_000, unit: try Title("EUR"))
                        )
                    )
                ]
            )
        )
        let second = try await scene.candidate.call(
            Opportunities.Create.self,
            .init(jobSearch: scene.search.id, organisation: scene.organisation.id, title: try Title("Architect"))
        )
        comparison = try await scene.candidate.call(
            Comparisons.Create.self,
            .init(jobSearch: scene.search.id, opportunities: [scene.opportunity.id, second.id], seed: 1)
        )
        decision = try await scene.candidate.call(
            Decisions.Record.self,
            .init(opportunity: scene.opportunity.id, kind: .wait, reasons: try Prose("Another one is open."))
        )
    }

    /// What a subject is about here.
    func anchor(_ subject: ShareSubject) -> ShareAnchor {
        switch subject {
        case .priorities: ShareAnchor(jobSearch: scene.search.id)
        case .comparison: ShareAnchor(comparison: comparison.id)
        case .opportunity, .interviews, .plans, .answers, .assessment, .decision: ShareAnchor(opportunity: opportunity)
        }
    }

    func share(
        _ subject: ShareSubject,
        _ fields: [ShareField]? = nil,
        mode: Share.Mode? = nil,
        interview: ID<Interview>? = nil,
        from: Timestamp? = nil,
        until: Timestamp? = nil
    ) async throws -> Share {
        let anchor = anchor(subject)
        return try await candidate.call(
            Shares.Create.self,
            .init(
                relationship: relationship.id,
                subject: subject,
                jobSearch: anchor.jobSearch,
                opportunity: anchor.opportunity,
                comparison: anchor.comparison,
                interview: interview,
                fields: fields,
                mode: mode,
                from: from,
                until: until
            )
        )
    }

    func preview(_ subject: ShareSubject, _ fields: [ShareField]? = nil) async throws -> Shares.Preview.Result {
        let anchor = anchor(subject)
        return try await candidate.call(
            Shares.Preview.self,
            .init(
                subject: subject,
                jobSearch: anchor.jobSearch,
                opportunity: anchor.opportunity,
                comparison: anchor.comparison,
                fields: fields
            )
        )
    }

    /// All that the coach reads of a subject, by the owner's methods, as a preview would have it.
    func read(_ subject: ShareSubject) async throws -> ShareDocument {
        var document = ShareDocument()
        switch subject {
        case .priorities:
            document.priorities = try await coach.read(PrioritySets.Get.self, .init(jobSearch: scene.search.id))
        case .opportunity:
            document.opportunity = try await coach.call(Opportunities.Get.self, .init(id: opportunity))
        case .assessment:
            document.assessment = try await coach.call(Assessments.Get.self, .init(opportunity: opportunity))
        case .comparison:
            document.comparison = try await coach.read(Comparisons.Get.self, .init(id: comparison.id))
        case .decision:
            document.decisions = []
            for listed in try await coach.read(Decisions.List.self, .init(opportunity: opportunity)).items {
                document.decisions?.append(try await coach.read(Decisions.Get.self, .init(id: listed.id)))
            }
        case .interviews:
            document.interviews = try await interviews()
        case .plans:
            document.interviews = try await interviews()
            document.plans = []
            for interview in [otherInterview, interview] {
                document.plans?.append(try await coach.read(Plans.Get.self, .init(interview: interview.id)))
            }
        case .answers:
            document.interviews = try await interviews()
            document.answers = []
            for interview in [otherInterview, interview] {
                document.answers? += try await coach.read(Capture.List.self, .init(interview: interview.id)).items
            }
        }
        return document
    }

    func interviews() async throws -> [SharedInterview] {
        try await coach.read(Interviews.List.self, .init(opportunity: opportunity)).items
    }

    func receipts(_ params: Shares.ListReceipts.Params = .init()) async throws -> [Receipt] {
        try await candidate.call(Shares.ListReceipts.self, params).items
    }
}

extension ShareDocument {
    /// The same without the day of a snapshot.
    var undated: ShareDocument {
        var document = self
        document.priorities?.snapshotAt = nil
        document.opportunity?.snapshotAt = nil
        document.assessment?.snapshotAt = nil
        document.comparison?.snapshotAt = nil
        document.interviews = interviews?.map { one in with(one) { $0.snapshotAt = nil } }
        document.plans = plans?.map { one in with(one) { $0.snapshotAt = nil } }
        document.answers = answers?.map { one in with(one) { $0.snapshotAt = nil } }
        document.decisions = decisions?.map { one in with(one) { $0.snapshotAt = nil } }
        return document
    }

    /// When its parts were kept; nil of what is live.
    var days: Set<Timestamp?> {
        var days: Set<Timestamp?> = []
        if let priorities { days.insert(priorities.snapshotAt) }
        if let opportunity { days.insert(opportunity.snapshotAt) }
        if let assessment { days.insert(assessment.snapshotAt) }
        if let comparison { days.insert(comparison.snapshotAt) }
        days.formUnion((interviews ?? []).map(\.snapshotAt))
        days.formUnion((plans ?? []).map(\.snapshotAt))
        days.formUnion((answers ?? []).map(\.snapshotAt))
        days.formUnion((decisions ?? []).map(\.snapshotAt))
        return days
    }

    private func with<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
        var value = value
        change(&value)
        return value
    }
}
