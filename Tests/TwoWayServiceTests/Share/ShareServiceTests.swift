import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct ShareServiceTests {
    @Test func `a coach reads exactly the fields that are shared`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let interview = try await scene.interview()
            try await scene.rate(scene.answer(of: scene.manager, in: interview, .example), 4, on: 0)
            let relationship = try await scene.relationship(with: kim)
            await expectFailure(.notFound) { _ = try await scene.assessment(by: kim) }

            _ = try await scene.share(.assessment, [.intervals], in: relationship)
            var seen = try await scene.assessment(by: kim)
            let own = try await scene.assessment()
            #expect(seen.score == own.score && seen.knowledge == own.knowledge)
            #expect(seen.priorities.map(\.interval) == own.priorities.map(\.interval))
            #expect(seen.gate == nil && seen.priorities.allSatisfy { $0.gate == nil })
            #expect(seen.priorities.allSatisfy { $0.evidence == nil && $0.weight == nil && $0.own == nil })
            #expect(seen.inputsHash == nil)
            await expectFailure(.notFound) {
                _ = try await kim.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            }

            _ = try await scene.share(.assessment, [.gates, .weights], in: relationship)
            seen = try await scene.assessment(by: kim)
            #expect(seen.gate == .pass)
            #expect(seen.priorities.map(\.weight) == [0.75, 0.25])

            _ = try await scene.share(.opportunity, [.overview], in: relationship)
            let view = try await kim.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            #expect(view.title == scene.opportunity.title && view.stage == .interested)
            #expect(view.pay == nil && view.people == nil && view.timeline == nil && view.posting == nil)
        }
    }

    @Test func `names and pay stay masked until they are named`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            _ = try await scene.share(.opportunity, [.overview, .people], in: relationship)
            var view = try await kim.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            #expect(view.people?.map(\.role) == [.hiringManager, .peer])
            #expect(view.people?.allSatisfy { $0.name == nil } == true)
            _ = try await scene.share(.opportunity, [.names, .pay], in: relationship)
            view = try await kim.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            #expect(view.people?.map(\.name) == [scene.manager.name, scene.peer.name])
            #expect(view.pay == scene.opportunity.pay)
        }
    }

    @Test func `every reading by the coach leaves one receipt, and only successful ones do (R17)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            let share = try await scene.share(.assessment, [.intervals], in: relationship)
            _ = try await scene.assessment()
            await expectFailure(.notFound) {
                _ = try await kim.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            }
            #expect(try await scene.candidate.call(Shares.ListReceipts.self, .init()).items == [])
            _ = try await scene.assessment(by: kim)
            _ = try await scene.assessment(by: kim)
            let receipts = try await scene.candidate.call(Shares.ListReceipts.self, .init()).items
            #expect(receipts.count == 2)
            #expect(receipts.allSatisfy { $0.share == share.id && $0.method == "assessment.get" })
            #expect(try receipts.allSatisfy { try $0.reader == kim.account.id && $0.readerName.text == "Kim" })
        }
    }

    @Test func `a revoked share is dead for the next call`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            let share = try await scene.share(.assessment, [.intervals], in: relationship)
            _ = try await scene.assessment(by: kim)
            #expect(try await kim.call(Shares.List.self, .init()).items.map(\.id) == [share.id])
            let revoked = try await scene.candidate.call(Shares.Revoke.self, .init(id: share.id))
            #expect(revoked.state == .revoked)
            await expectFailure(.notFound) { _ = try await scene.assessment(by: kim) }
            #expect(try await kim.call(Shares.List.self, .init()).items == [])
            #expect(try await scene.candidate.call(Shares.List.self, .init()).items.map(\.state) == [.revoked])
            let again = try await scene.candidate.call(Shares.Revoke.self, .init(id: share.id))
            #expect(again.revokedAt == revoked.revokedAt)
        }
    }

    @Test func `a share that has run out opens nothing`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            let until = Timestamp.now() + .seconds(3600)
            _ = try await scene.share(.assessment, [.intervals], in: relationship, until: until)
            _ = try await scene.assessment(by: kim)
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.share SET valid_from = now() - interval '2 hours', valid_until = now() - interval '1 hour'
                """
            )
            await expectFailure(.notFound) { _ = try await scene.assessment(by: kim) }
            #expect(try await scene.candidate.call(Shares.List.self, .init()).items.map(\.state) == [.expired])
        }
    }

    @Test func `ending a relationship from either side revokes its shares at once (R18)`() async throws {
        try await TestService.with { service in
            for byCoach in [true, false] {
                let scene = try await Scene(byCoach ? "anna" : "ben", in: service)
                let kim = try await Scene.coach(byCoach ? "kim" : "lee", in: service)
                let relationship = try await scene.relationship(with: kim)
                _ = try await scene.share(.assessment, [.intervals], in: relationship)
                let ended = try await (byCoach ? kim : scene.candidate).call(
                    Relationships.End.self,
                    .init(id: relationship.id)
                )
                #expect(ended.status == .ended)
                await expectFailure(.notFound) { _ = try await scene.assessment(by: kim) }
                #expect(try await scene.candidate.call(Shares.List.self, .init()).items.map(\.state) == [.revoked])
                await expectFailure(.invalidState) {
                    _ = try await scene.share(.assessment, [.intervals], in: relationship)
                }
                await expectFailure(.invalidState) {
                    _ = try await scene.candidate.call(Relationships.End.self, .init(id: relationship.id))
                }
            }
        }
    }

    @Test func `fields have to belong to the subject, and there has to be one`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            await expectInvalid("params.fields") { _ = try await scene.share(.assessment, [], in: relationship) }
            await expectInvalid("params.fields[1]") {
                _ = try await scene.share(.assessment, [.gates, .pay], in: relationship)
            }
            await expectInvalid("params.until") {
                _ = try await scene.share(.assessment, [.gates], in: relationship, until: Timestamp(microseconds: 0))
            }
        }
    }

    @Test func `only a coach whose library can be seen can be invited, once`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let hidden = try await service.signUp("hidden", roles: [.coach])
            let ben = try await service.signUp("ben", roles: [.candidate])
            for stranger in [try hidden.account.id, try ben.account.id, try scene.candidate.account.id, .make()] {
                await expectFailure(.notFound) {
                    _ = try await scene.candidate.call(Relationships.Invite.self, .init(coach: stranger))
                }
            }
            let invited = try await scene.candidate.call(
                Relationships.Invite.self,
                .init(coach: try kim.account.id)
            )
            #expect(invited.status == .invited && invited.coachName.text == "Kim")
            await expectFailure(.alreadyExists) {
                _ = try await scene.candidate.call(Relationships.Invite.self, .init(coach: try kim.account.id))
            }
            #expect(try await kim.call(Relationships.List.self, .init()).items.map(\.candidateName.text) == ["Anna"])
            await expectFailure(.invalidState) { _ = try await scene.share(.assessment, [.gates], in: invited) }
            #expect(try await kim.call(Relationships.Accept.self, .init(id: invited.id)).status == .active)
            await expectFailure(.invalidState) {
                _ = try await kim.call(Relationships.Accept.self, .init(id: invited.id))
            }
        }
    }

    @Test func `an account that is both names its side`() async throws {
        try await TestService.with { service in
            let both = try await service.signUp("both", roles: [.candidate, .coach])
            await expectInvalid("params.role") { _ = try await both.call(Shares.List.self, .init()) }
            #expect(try await both.call(Shares.List.self, .init(role: .coach)).items == [])
            let coach = try await service.signUp("kim", roles: [.coach])
            await expectFailure(.forbidden) { _ = try await coach.call(Shares.List.self, .init(role: .candidate)) }
        }
    }
}
