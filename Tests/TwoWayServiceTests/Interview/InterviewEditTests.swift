import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct InterviewEditTests {
    @Test func `an edit changes what it names and leaves the rest`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(end: "2026-05-04T08:15:00Z")
            let edited = try await scene.candidate.call(
                Interviews.Update.self,
                .init(
                    id: interview.id,
                    revision: 1,
                    title: try Title("Third talk"),
                    scheduledEnd: .clear,
                    questionMinutes: 20
                )
            )
            var expected = interview
            expected.title = try Title("Third talk")
            expected.scheduledEnd = nil
            expected.questionMinutes = 20
            expected.revision = 2
            expected.updatedAt = edited.updatedAt
            #expect(edited == expected)
        }
    }

    @Test func `a stale revision is refused with the current one`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let edit = Interviews.Update.Params(id: interview.id, revision: 1, title: try Title("One"))
            _ = try await scene.candidate.call(Interviews.Update.self, edit)
            let update = try await rpcError { _ = try await scene.candidate.call(Interviews.Update.self, edit) }
            #expect(update.data?.kind == "stale_revision")
            let current = try #require(update.data?.extra["current"])
            #expect(try JSONDecoding.decode(Int.self, from: current.parsed()) == 2)
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(
                    Interviews.Advance.self,
                    .init(id: interview.id, revision: 1, state: .cancelled)
                )
            }
        }
    }

    @Test func `times that contradict each other are refused`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(end: "2026-05-04T08:15:00Z")
            func update(start: Patch<Timestamp>, end: Patch<Timestamp>) async throws {
                _ = try await scene.candidate.call(
                    Interviews.Update.self,
                    .init(id: interview.id, revision: 1, scheduledStart: start, scheduledEnd: end)
                )
            }
            await expectInvalid("params.scheduledStart") {
                try await update(start: .set(try Timestamp("2026-05-04T09:00:00Z")), end: .unchanged)
            }
            await expectInvalid("params.scheduledStart") { try await update(start: .clear, end: .unchanged) }
            await expectInvalid("params.scheduledEnd") {
                try await update(start: .unchanged, end: .set(try Timestamp("2026-05-04T07:30:00Z")))
            }
            await expectFailure(.invalidState) { try await update(start: .clear, end: .clear) }
        }
    }

    @Test func `interviewers are replaced whole, but who was asked stays`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let both = try await scene.candidate.call(
                Interviews.Update.self,
                .init(
                    id: interview.id,
                    revision: 1,
                    interviewers: [.init(person: scene.peer.id), .init(person: scene.manager.id, role: .executive)]
                )
            )
            #expect(both.interviewers.map(\.role) == [.peer, .executive])
            try await scene.record([try .asked(scene.manager, text: "Why?")], in: interview)
            let current = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(
                    Interviews.Update.self,
                    .init(id: interview.id, revision: current.revision, interviewers: [.init(person: scene.peer.id)])
                )
            }
            let onlyManager = try await scene.candidate.call(
                Interviews.Update.self,
                .init(id: interview.id, revision: current.revision, interviewers: [.init(person: scene.manager.id)])
            )
            #expect(onlyManager.interviewers.map(\.person) == [scene.manager.id])
            #expect(try await scene.askings(of: interview).count == 1)
        }
    }

    @Test func `nobody of somebody else becomes an interviewer`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let other = try await InterviewScene(service, name: "ben")
            let interview = try await scene.interview()
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(
                    Interviews.Update.self,
                    .init(id: interview.id, revision: 1, interviewers: [.init(person: other.peer.id)])
                )
            }
            #expect(try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id)) == interview)
        }
    }

    @Test(arguments: Interview.State.allCases)
    func `an interview goes only where its life cycle leads`(_ start: Interview.State) async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            for next in Interview.State.allCases {
                let interview = try await scene.interview()
                try await service.database.sql(
                    """
                    ALTER TABLE tw.interview DISABLE TRIGGER ALL;
                    UPDATE tw.interview SET state = '\(start.rawValue)' WHERE id = '\(interview.id)';
                    ALTER TABLE tw.interview ENABLE TRIGGER ALL
                    """
                )
                let advance = Interviews.Advance.Params(id: interview.id, revision: 1, state: next)
                if start.mayBecome(next) {
                    let moved = try await scene.candidate.call(Interviews.Advance.self, advance)
                    #expect(moved.state == next)
                    #expect(moved.revision == 2)
                } else {
                    await expectFailure(.invalidState) {
                        _ = try await scene.candidate.call(Interviews.Advance.self, advance)
                    }
                }
            }
        }
    }

    @Test func `an interview is scheduled only with a start`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(start: nil)
            await expectFailure(.invalidState) { _ = try await scene.advance(interview, to: .scheduled) }
            let dated = try await scene.candidate.call(
                Interviews.Update.self,
                .init(id: interview.id, revision: 1, scheduledStart: .set(try Timestamp("2026-05-04T07:30:00Z")))
            )
            #expect(dated.state == .proposed)
            #expect(dated.localStart?.text == "2026-05-04T09:30:00")
            #expect(try await scene.advance(interview, to: .scheduled).state == .scheduled)
        }
    }

    @Test func `closing waits until every must-ask is asked or dropped`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let plan = try await scene.save(
                [try .own("First?", mustAsk: true), try .own("Second?", mustAsk: true), try .own("Third?")],
                of: interview
            )
            _ = try await scene.advance(interview, to: .inProgress, .held)
            await expectFailure(.invalidState) { _ = try await scene.advance(interview, to: .closed) }
            try await scene.record([try .asked(scene.manager, item: plan.items[0])], in: interview)
            await expectFailure(.invalidState) { _ = try await scene.advance(interview, to: .closed) }
            var entries = plan.items.map { Plans.Save.Entry($0) }
            entries[1].dropReason = try Line("Answered by their web site")
            _ = try await scene.save(entries, of: interview, revision: 1)
            #expect(try await scene.advance(interview, to: .closed).state == .closed)
            await expectFailure(.invalidState) { _ = try await scene.save(entries, of: interview, revision: 2) }
        }
    }
}
