import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Every subject of a share, read by a coach with the methods of its owner.
@Suite struct ShareSubjectTests {
    @Test(arguments: ShareSubject.allCases)
    func `a coach reads what the preview shows, from the share on and until it is revoked`(
        subject: ShareSubject
    ) async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            await expectFailure(.notFound) { _ = try await world.read(subject) }
            let preview = try await world.preview(subject)
            #expect(preview.fields == subject.usualFields)
            #expect(try await world.receipts() == [])
            await expectFailure(.notFound) { _ = try await world.read(subject) }

            let share = try await world.share(subject)
            #expect(share.fields == subject.usualFields && share.mode == .live)
            let seen = try await world.read(subject)
            #expect(seen == preview.document)
            #expect(seen.days == [nil])
            for other in ShareSubject.allCases where other != subject {
                // Whoever reads plans or answers learns which interviews there are, and nothing else of them.
                if other == .interviews, [.plans, .answers].contains(subject) { continue }
                await expectFailure(.notFound) { _ = try await world.read(other) }
            }

            let before = try await world.receipts()
            #expect(before.allSatisfy { $0.share == share.id && $0.subject == subject && $0.mode == .live })
            _ = try await world.candidate.call(Shares.Revoke.self, .init(id: share.id))
            await expectFailure(.notFound) { _ = try await world.read(subject) }
            #expect(try await world.receipts() == before)
        }
    }

    @Test(arguments: ShareSubject.allCases)
    func `each field alone opens what the preview of it shows`(subject: ShareSubject) async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            for field in subject.fields {
                let share = try await world.share(subject, [field])
                let (seen, preview) = (try await world.read(subject), try await world.preview(subject, [field]))
                #expect(seen == preview.document, "\(field)")
                _ = try await world.candidate.call(Shares.Revoke.self, .init(id: share.id))
            }
            let all = try await world.share(subject, subject.fields)
            let (seen, preview) = (try await world.read(subject), try await world.preview(subject, subject.fields))
            #expect(seen == preview.document)
            _ = try await world.candidate.call(Shares.Revoke.self, .init(id: all.id))
        }
    }

    @Test(arguments: ShareSubject.allCases)
    func `a snapshot stays as it was, and is read while nothing live covers the thing`(
        subject: ShareSubject
    ) async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let was = try await world.preview(subject)
            let share = try await world.share(subject, mode: .snapshot)
            #expect(share.mode == .snapshot)
            try await world.change()
            var seen = try await world.read(subject)
            #expect(seen.undated == was.document)
            #expect(seen.days == [share.createdAt])

            let live = try await world.share(subject)
            let now = try await world.preview(subject)
            seen = try await world.read(subject)
            #expect(seen == now.document)
            #expect(seen.days == [nil])
            _ = try await world.candidate.call(Shares.Revoke.self, .init(id: live.id))
            seen = try await world.read(subject)
            #expect(seen.undated == was.document)
            #expect(try await world.receipts().first?.mode == .snapshot)
            _ = try await world.candidate.call(Shares.Revoke.self, .init(id: share.id))
            await expectFailure(.notFound) { _ = try await world.read(subject) }
        }
    }

    @Test func `names, pay and notes are closed without a word, and open by their names`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            for subject in ShareSubject.allCases { _ = try await world.share(subject) }
            let interviews = try await world.read(.interviews).interviews ?? []
            #expect(interviews.last?.interviewers?.map(\.role) == [.hiringManager, .peer])
            #expect(interviews.flatMap { $0.interviewers ?? [] }.allSatisfy { $0.name == nil })
            let plan = try await world.read(.plans).plans?.last
            #expect(plan?.items?.map(\.text?.text) == ["Who decides?"] && plan?.talkingPoints == nil)
            let answer = try await world.read(.answers).answers?.first
            #expect(answer?.answer?.body?.text == "As in other places." && answer?.answer?.value == nil)
            #expect(answer?.person == world.scene.manager.id && answer?.personName == nil)
            #expect(try await world.read(.opportunity).opportunity?.pay == nil)

            _ = try await world.share(.interviews, [.people, .names])
            _ = try await world.share(.plans, [.talkingPoints])
            _ = try await world.share(.answers, [.values, .names])
            let named = try await world.read(.interviews).interviews?.last
            #expect(named?.interviewers?.map(\.name) == [world.scene.manager.name, world.scene.peer.name])
            #expect(
                try await world.read(.plans).plans?.last?.talkingPoints?.map(\.text)
                    == ["The rescue of the spring release"]
            )
            let told = try await world.read(.answers).answers?.first
            #expect(told?.personName == world.scene.manager.name && told?.answer?.value?.number == 90_000)
        }
    }

    @Test func `a share of one interview opens nothing of another, not even that there is one`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let (one, other) = (world.interview.id, world.otherInterview.id)
            _ = try await world.share(.interviews, [.overview], interview: one)
            _ = try await world.share(.plans, interview: one)
            _ = try await world.share(.answers, interview: other)
            #expect(try await world.coach.read(Interviews.Get.self, .init(id: one)).title?.text == "First talk")
            await expectFailure(.notFound) { _ = try await world.coach.read(Interviews.Get.self, .init(id: other)) }
            _ = try await world.coach.read(Plans.Get.self, .init(interview: one))
            await expectFailure(.notFound) { _ = try await world.coach.read(Plans.Get.self, .init(interview: other)) }
            await expectFailure(.notFound) { _ = try await world.coach.read(Capture.List.self, .init(interview: one)) }
            #expect(try await world.coach.read(Capture.List.self, .init(interview: other)).items == [])
            // Of the other one only that it is there, for its answers.
            let listed = try await world.interviews()
            #expect(listed.map(\.id) == [other, one] && listed.map(\.title?.text) == [nil, "First talk"])

            // The state is not open of the other one, and does not come out by asking for it.
            let params = Interviews.List.Params(opportunity: world.opportunity, state: world.otherInterview.state)
            #expect(try await world.coach.read(Interviews.List.self, params).items == [])
        }
    }

    @Test func `what is wide for one interview is narrow for the others`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            _ = try await world.share(.interviews, [.overview])
            _ = try await world.share(.interviews, [.people, .names], interview: world.interview.id)
            let listed = try await world.interviews()
            #expect(listed.map { $0.interviewers == nil } == [true, false])
            #expect(listed.last?.interviewers?.first?.name == world.scene.manager.name)
        }
    }

    @Test func `a page of what is shared tells nothing of what is not`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            _ = try await world.share(.interviews, [.overview], interview: world.interview.id)
            let page = try await world.coach.read(
                Interviews.List.self,
                .init(opportunity: world.opportunity, limit: 1)
            )
            #expect(page.items.map(\.id) == [world.interview.id] && page.nextCursor == nil)
        }
    }

    @Test func `drafts and other versions of priorities are not read by a coach`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            _ = try await world.share(.priorities)
            for params in [
                PrioritySets.Get.Params(jobSearch: world.scene.search.id, draft: true),
                PrioritySets.Get.Params(jobSearch: world.scene.search.id, version: 1),
            ] {
                await expectFailure(.notFound) { _ = try await world.coach.read(PrioritySets.Get.self, params) }
            }
        }
    }

    @Test func `receipts are found by what was read and by whom`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            for subject in ShareSubject.allCases {
                _ = try await world.share(subject)
                _ = try await world.read(subject)
            }
            let kim = try world.coach.account.id
            let all = try await world.receipts()
            #expect(Set(all.map(\.subject)) == Set(ShareSubject.allCases))
            #expect(try await world.receipts(.init(reader: kim)) == all)
            #expect(try await world.receipts(.init(reader: try world.candidate.account.id)) == [])
            for subject in ShareSubject.allCases {
                let found = try await world.receipts(.init(subject: subject))
                #expect(found == all.filter { $0.subject == subject } && !found.isEmpty)
            }
            let ofPlan = try await world.receipts(.init(interview: world.interview.id))
            #expect(Set(ofPlan.map(\.method)) == ["plan.get", "capture.list"])
            #expect(
                try await world.receipts(.init(jobSearch: world.scene.search.id)).map(\.method) == ["prioritySet.get"]
            )
            #expect(
                try await world.receipts(.init(comparison: world.comparison.id)).map(\.method) == ["comparison.get"]
            )
            let ofJob = try await world.receipts(.init(opportunity: world.opportunity))
            #expect(ofJob == all.filter { $0.opportunity != nil })
        }
    }
}

extension SharingScene {
    /// Something else in everything that can be shared.
    func change() async throws {
        let draft = try await candidate.call(
            PrioritySets.Save.self,
            .init(
                jobSearch: scene.search.id,
                weightMode: .exact,
                priorities: [
                    .init(key: scene.set.priorities[0].key, dimension: "supervision_style", direction: .more, weight: 1)
                ]
            )
        )
        // The comparison grows stale by it, and the assessment has one priority less.
        _ = try await candidate.call(PrioritySets.Activate.self, .init(id: draft.id, revision: draft.revision))
        _ = try await candidate.call(
            Opportunities.Update.self,
            .init(id: opportunity, revision: scene.opportunity.revision, title: try Title("Chief engineer"))
        )
        let current = try await candidate.call(Interviews.Get.self, .init(id: interview.id))
        _ = try await candidate.call(
            Interviews.Update.self,
            .init(id: interview.id, revision: current.revision, title: try Title("First and last talk"))
        )
        _ = try await candidate.call(
            Plans.Save.self,
            .init(interview: interview.id, revision: 1, items: [.init(text: try Line("And who pays?"), minutes: 1)])
        )
        _ = try await scene.answer(of: scene.peer, in: interview, .example)
        _ = try await candidate.call(
            Decisions.Reverse.self,
            .init(id: decision.decision.id, reason: try Prose("It was too early."))
        )
    }
}
