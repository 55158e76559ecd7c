import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// R17 at its edges: a reading that comes to nothing leaves no trace, and one that succeeds leaves one.
@Suite struct ReceiptTests {
    @Test func `a reading that fails for want of priorities leaves no receipt`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let kim = try await service.signUp("kim", roles: [.coach])
            _ = try await kim.makeLibrary("zq-kim-public", .public, publish: true)
            let search = try await anna.call(JobSearches.Create.self, .init(title: try Title("Spring")))
            let employer = try await anna.call(Organisations.Create.self, .init(name: try Title("Harbour")))
            let job = try await anna.call(
                Opportunities.Create.self,
                .init(jobSearch: search.id, organisation: employer.id, title: try Title("Lead"))
            )
            let relationship = try await anna.call(Relationships.Invite.self, .init(coach: try kim.account.id))
            _ = try await kim.call(Relationships.Accept.self, .init(id: relationship.id))
            _ = try await anna.call(
                Shares.Create.self,
                .init(relationship: relationship.id, subject: .assessment, opportunity: job.id, fields: [.weights])
            )

            await expectFailure(.invalidState) {
                _ = try await kim.call(Assessments.Get.self, .init(opportunity: job.id))
            }
            await expectFailure(.notFound) { _ = try await kim.call(Opportunities.Get.self, .init(id: job.id)) }
            let before = try await anna.call(Shares.ListReceipts.self, .init())
            #expect(before.items.isEmpty)

            let entry = PrioritySets.Save.Entry(title: try Title("Training"), direction: .more, weight: 1)
            let draft = try await anna.call(
                PrioritySets.Save.self,
                .init(jobSearch: search.id, weightMode: .exact, priorities: [entry])
            )
            _ = try await anna.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
            _ = try await kim.call(Assessments.Get.self, .init(opportunity: job.id))
            let after = try await anna.call(Shares.ListReceipts.self, .init())
            #expect(after.items.map(\.method) == ["assessment.get"])
        }
    }
}
