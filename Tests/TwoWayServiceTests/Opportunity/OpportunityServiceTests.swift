import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct OpportunityServiceTests {
    @Test func `the owner sees everything of an opportunity, with people and timeline`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let view = try await scene.candidate.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            #expect(view.title == scene.opportunity.title)
            #expect(view.pay == scene.opportunity.pay)
            #expect(view.people?.map(\.name) == [scene.manager.name, scene.peer.name])
            #expect(view.people?.map(\.futureSupervisor) == [true, false])
            #expect(view.timeline?.map(\.to) == [.interested])
            #expect(view.revision == 1)
        }
    }

    @Test func `absent members stay, null clears, a value is set`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            var edit = Opportunities.Update.Params(id: scene.opportunity.id, revision: 1)
            edit.location = .set(try Title("Rotterdam"))
            edit.pay = .clear
            let edited = try await scene.candidate.call(Opportunities.Update.self, edit)
            #expect(edited.location?.text == "Rotterdam")
            #expect(edited.pay == nil)
            #expect(edited.title == scene.opportunity.title)
            #expect(edited.futureSupervisor == scene.manager.id)
            #expect(edited.revision == 2)
            await expectFailure(.staleRevision) { _ = try await scene.candidate.call(Opportunities.Update.self, edit) }
        }
    }

    @Test func `each change of stage writes exactly one event, and closing needs a reason (R8)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            func advance(
                _ stage: Opportunity.Stage,
                _ revision: Revision,
                _ reason: Opportunity.ClosedReason? = nil
            ) async throws -> Opportunity {
                try await scene.candidate.call(
                    Opportunities.Advance.self,
                    .init(
                        id: scene.opportunity.id,
                        revision: revision,
                        stage: stage,
                        closedReason: reason,
                        note: try Prose("to \(stage.rawValue)")
                    )
                )
            }
            #expect(try await advance(.interviewing, 1).stage == .interviewing)
            await expectFailure(.invalidState) { _ = try await advance(.applied, 2) }
            await expectInvalid("params.closedReason") { _ = try await advance(.closed, 2) }
            await expectInvalid("params.closedReason") { _ = try await advance(.offer, 2, .rejected) }
            #expect(try await advance(.closed, 2, .withdrawn).closedReason == .withdrawn)
            await expectFailure(.invalidState) { _ = try await advance(.offer, 3) }
            let reopened = try await advance(.interviewing, 3)
            #expect(reopened.closedReason == nil)
            let view = try await scene.candidate.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            #expect(view.timeline?.map(\.to) == [.interested, .interviewing, .closed, .interviewing])
            #expect(view.timeline?.last?.note?.text == "to interviewing")
        }
    }

    @Test func `links to somebody else's things are not found, like missing ones (R1)`() async throws {
        try await TestService.with { service in
            let anna = try await Scene("anna", in: service)
            let ben = try await Scene("ben", in: service)
            func create(_ search: ID<JobSearch>, _ organisation: ID<Organisation>, _ boss: ID<Person>?) async throws {
                _ = try await ben.candidate.call(
                    Opportunities.Create.self,
                    .init(jobSearch: search, organisation: organisation, title: try Title("X"), futureSupervisor: boss)
                )
            }
            await expectFailure(.notFound) { try await create(anna.search.id, ben.organisation.id, nil) }
            await expectFailure(.notFound) { try await create(ben.search.id, anna.organisation.id, nil) }
            await expectFailure(.notFound) { try await create(ben.search.id, ben.organisation.id, anna.manager.id) }
            await expectFailure(.notFound) { try await create(ben.search.id, ben.organisation.id, .make()) }
        }
    }

    @Test func `pay has a low that is not above its high`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            var edit = Opportunities.Update.Params(id: scene.opportunity.id, revision: 1)
            edit.pay = .set(PayRange(low: 9, high: 8, currency: try CurrencyCode("EUR"), period: .hour))
            await expectInvalid("params.pay.high") {
                _ = try await scene.candidate.call(Opportunities.Update.self, edit)
            }
            edit.pay = .set(PayRange(low: -1, high: 8, currency: try CurrencyCode("EUR"), period: .hour))
            await expectInvalid("params.pay.low") {
                _ = try await scene.candidate.call(Opportunities.Update.self, edit)
            }
        }
    }

    @Test func `a list goes page by page, filtered, newest first, and every row once`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            for number in 1...6 {
                _ = try await scene.candidate.call(
                    Opportunities.Create.self,
                    .init(
                        jobSearch: scene.search.id,
                        organisation: scene.organisation.id,
                        title: try Title("Job \(number)")
                    )
                )
            }
            var titles: [String] = []
            var cursor: String?
            repeat {
                let page = try await scene.candidate.call(
                    Opportunities.List.self,
                    .init(stage: .interested, limit: 3, cursor: cursor)
                )
                #expect(page.items.count <= 3)
                titles += page.items.map(\.title.text)
                cursor = page.nextCursor
            } while cursor != nil
            #expect(titles == ["Job 6", "Job 5", "Job 4", "Job 3", "Job 2", "Job 1", "Engineer"])
            #expect(try await scene.candidate.call(Opportunities.List.self, .init(stage: .offer)).items == [])
        }
    }

    @Test func `organisations and people are edited under their revision`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            var organisation = Organisations.Update.Params(id: scene.organisation.id, revision: 1)
            organisation.notes = .set(try Prose("Two lines\nof notes"))
            let edited = try await scene.candidate.call(Organisations.Update.self, organisation)
            #expect(edited.notes?.text == "Two lines\nof notes" && edited.revision == 2)
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(Organisations.Update.self, organisation)
            }
            let person = try await scene.candidate.call(
                People.Update.self,
                .init(id: scene.peer.id, revision: 1, name: try Title("Zoë 🦉"), role: .directReport)
            )
            #expect(person.name.text == "Zoë 🦉" && person.role == .directReport)
            let people = try await scene.candidate.call(People.List.self, .init(organisation: scene.organisation.id))
            #expect(people.items.map(\.id) == [scene.peer.id, scene.manager.id])
        }
    }
}
