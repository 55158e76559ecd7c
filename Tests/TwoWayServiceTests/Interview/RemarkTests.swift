import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// What a capture holds beside the askings.
struct RemarkTests {
    /// One of each kind, and an asking.
    private func capture(_ scene: InterviewScene, _ interview: Interview) throws -> Capture.Record.Params {
        Capture.Record.Params(
            interview: interview.id,
            askings: [try .asked(scene.manager, text: "Why?", answer: "Because.")],
            employerQuestions: [
                .init(
                    id: .make(),
                    person: scene.manager.id,
                    text: try Line("Warum wollen Sie wechseln? 🙂"),
                    reply: try Prose("For the team.\nAnd the work."),
                    askedAt: try Timestamp("2026-05-04T07:50:00.5Z")
                )
            ],
            promises: [
                .init(
                    id: .make(),
                    person: scene.manager.id,
                    text: try Line("Two days a week at home"),
                    promisedOn: try Day("2026-05-04")
                )
            ],
            followUps: [
                .init(id: .make(), owedBy: .candidate, text: try Line("Send the slides"), dueOn: try Day("2026-05-08")),
                .init(id: .make(), person: scene.peer.id, owedBy: .employer, text: try Line("Send the handbook")),
            ]
        )
    }

    @Test func `what the employer asked, promises and follow-ups are kept with the interview`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let params = try capture(scene, interview)
            let result = try await scene.candidate.call(Capture.Record.self, params)
            #expect(result.written == 5)
            #expect(result.askings == params.askings.map(\.id))
            let questions = try await scene.candidate.call(
                Capture.ListEmployerQuestions.self,
                .init(interview: interview.id)
            ).items
            let sent = try #require(params.employerQuestions?.first)
            #expect(
                questions == [
                    EmployerQuestion(
                        id: sent.id,
                        interview: interview.id,
                        person: scene.manager.id,
                        text: sent.text,
                        reply: sent.reply,
                        askedAt: sent.askedAt
                    )
                ]
            )
            let promises = try await scene.candidate.call(Promises.List.self, .init()).items
            #expect(promises.map(\.id) == params.promises?.map(\.id))
            #expect(promises.map(\.opportunity) == [scene.opportunity.id])
            #expect(promises.map(\.interview) == [interview.id])
            #expect(promises.map(\.person) == [scene.manager.id])
            #expect(promises.map(\.state) == [.noted])
            #expect(promises.map(\.promisedOn.text) == ["2026-05-04"])
            let followUps = try await scene.candidate.call(FollowUps.List.self, .init()).items
            #expect(followUps.map(\.id) == params.followUps?.map(\.id))
            #expect(followUps.map(\.owedBy) == [.candidate, .employer])
            #expect(followUps.map(\.dueOn?.text) == ["2026-05-08", nil])
            #expect(followUps.map(\.interview) == [interview.id, interview.id])
            #expect(followUps.map(\.item) == [nil, nil])
        }
    }

    @Test func `sending them twice, in pieces and in another order, writes each once`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let params = try capture(scene, interview)
            var piece = params
            piece.askings = []
            piece.promises = nil
            piece.followUps = params.followUps.map { Array($0.reversed()) + $0 }
            #expect(try await scene.candidate.call(Capture.Record.self, piece).written == 3)
            #expect(try await scene.candidate.call(Capture.Record.self, params).written == 2)
            #expect(try await scene.candidate.call(Capture.Record.self, params).written == 0)
            let counts = try await service.database.sql(
                """
                SELECT (SELECT count(*) FROM tw.asking), (SELECT count(*) FROM tw.employer_question),
                    (SELECT count(*) FROM tw.promise), (SELECT count(*) FROM tw.follow_up)
                """
            )
            #expect(counts == [["1", "1", "1", "2"]])
        }
    }

    @Test func `the same id with other contents is refused, and nothing of the call is written`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let other = try await scene.interview(title: "Other talk")
            let params = try capture(scene, interview)
            _ = try await scene.candidate.call(Capture.Record.self, params)
            let keys = try await scene.priorities(["Training"])
            let changes: [(inout Capture.Record.Params) throws -> Void] = [
                { $0.employerQuestions?[0].text = try Line("Other?") }, { $0.employerQuestions?[0].reply = nil },
                { $0.employerQuestions?[0].person = scene.peer.id },
                { $0.employerQuestions?[0].askedAt = try Timestamp("2026-05-04T07:51:00Z") },
                { $0.promises?[0].text = try Line("Three days") }, { $0.promises?[0].person = nil },
                { $0.promises?[0].promisedOn = try Day("2026-05-03") }, { $0.promises?[0].priority = keys[0] },
                { $0.followUps?[0].text = try Line("Other") }, { $0.followUps?[0].owedBy = .employer },
                { $0.followUps?[0].dueOn = nil }, { $0.followUps?[0].person = scene.peer.id },
                { $0.interview = other.id },
            ]
            for (index, change) in changes.enumerated() {
                var changed = params
                changed.askings = []
                changed.followUps?.append(.init(id: .make(), owedBy: .employer, text: try Line("New \(index)")))
                try change(&changed)
                await expectFailure(.keyReused) { _ = try await scene.candidate.call(Capture.Record.self, changed) }
            }
            // The same id twice in one call.
            var twin = params
            twin.promises?.append(try #require(params.promises?.first))
            twin.promises?[1].text = try Line("Three days")
            await expectFailure(.keyReused) { _ = try await scene.candidate.call(Capture.Record.self, twin) }
            #expect(try await service.database.sql("SELECT count(*) FROM tw.follow_up") == [["2"]])
        }
    }

    @Test func `a promise or a follow-up that was edited since counts as written`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let params = try capture(scene, interview)
            _ = try await scene.candidate.call(Capture.Record.self, params)
            let promise = try #require(params.promises?.first).id
            _ = try await scene.candidate.call(
                Promises.Update.self,
                .init(id: promise, revision: 1, text: try Line("Two days, after the first month"), state: .inOffer)
            )
            let followUp = try #require(params.followUps?.first).id
            _ = try await scene.candidate.call(FollowUps.Update.self, .init(id: followUp, revision: 1, state: .done))
            #expect(try await scene.candidate.call(Capture.Record.self, params).written == 0)
            #expect(try await scene.candidate.call(Promises.List.self, .init()).items.first?.state == .inOffer)
        }
    }

    @Test func `unknown and foreign people and priorities are not found, and nothing is written`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let stranger = try await InterviewScene(service, name: "ben")
            let interview = try await scene.interview()
            let theirs = try await stranger.priorities(["Pay"])
            for person: ID<Person> in [unknown(), stranger.manager.id] {
                let changes: [(inout Capture.Record.Params) -> Void] = [
                    { $0.employerQuestions?[0].person = person }, { $0.promises?[0].person = person },
                    { $0.followUps?[0].person = person },
                ]
                for change in changes {
                    var params = try capture(scene, interview)
                    change(&params)
                    await expectFailure(.notFound) { _ = try await scene.candidate.call(Capture.Record.self, params) }
                }
            }
            for key: ID<Priority> in [unknown(), theirs[0]] {
                var params = try capture(scene, interview)
                params.promises?[0].priority = key
                await expectFailure(.notFound) { _ = try await scene.candidate.call(Capture.Record.self, params) }
            }
            let counts = try await service.database.sql(
                """
                SELECT (SELECT count(*) FROM tw.asking), (SELECT count(*) FROM tw.employer_question),
                    (SELECT count(*) FROM tw.promise), (SELECT count(*) FROM tw.follow_up)
                """
            )
            #expect(counts == [["0", "0", "0", "0"]])
            let own = try await scene.priorities(["Training"])
            var params = try capture(scene, interview)
            params.promises?[0].priority = own[0]
            #expect(try await scene.candidate.call(Capture.Record.self, params).written == 5)
        }
    }

    @Test(arguments: [Interview.State.closed, .cancelled, .noShow])
    func `an interview that is over takes nothing new, but knows what it has`(_ end: Interview.State) async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            var params = try capture(scene, interview)
            params.askings = []
            _ = try await scene.candidate.call(Capture.Record.self, params)
            let way: [Interview.State] = end == .closed ? [.inProgress, .held, .closed] : [end]
            for state in way { _ = try await scene.advance(interview, to: state) }
            #expect(try await scene.candidate.call(Capture.Record.self, params).written == 0)
            params.followUps?.append(.init(id: .make(), owedBy: .employer, text: try Line("New")))
            await expectFailure(.invalidState) { _ = try await scene.candidate.call(Capture.Record.self, params) }
        }
    }

    @Test func `wrong times and too many of a kind are named by their path`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            func record(_ change: (inout Capture.Record.Params) throws -> Void) async throws {
                var params = try capture(scene, interview)
                try change(&params)
                _ = try await scene.candidate.call(Capture.Record.self, params)
            }
            await expectInvalid("params.employerQuestions[0].askedAt") {
                try await record { $0.employerQuestions?[0].askedAt = try Timestamp("1999-12-31T23:59:59Z") }
            }
            await expectInvalid("params.promises[0].promisedOn") {
                try await record { $0.promises?[0].promisedOn = try Day("9999-12-31") }
            }
            await expectInvalid("params.promises[0].promisedOn") {
                try await record { $0.promises?[0].promisedOn = try Day("1999-12-31") }
            }
            let text = try Line("x")
            let time = try Timestamp("2026-05-04T07:51:00Z")
            let day = try Day("2026-05-04")
            await expectInvalid("params.employerQuestions") {
                try await record {
                    $0.employerQuestions = (0...50).map { _ in .init(id: .make(), text: text, askedAt: time) }
                }
            }
            await expectInvalid("params.promises") {
                try await record {
                    $0.promises = (0...50).map { _ in .init(id: .make(), text: text, promisedOn: day) }
                }
            }
            await expectInvalid("params.followUps") {
                try await record {
                    $0.followUps = (0...50).map { _ in .init(id: .make(), owedBy: .employer, text: text) }
                }
            }
            #expect(try await service.database.sql("SELECT count(*) FROM tw.employer_question") == [["0"]])
        }
    }

    @Test func `there is a limit of each kind in one interview`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            try await service.database.sql(
                """
                INSERT INTO tw.follow_up (owner_id, id, opportunity_id, interview_id, owed_by, text)
                SELECT owner_id, gen_random_uuid(), opportunity_id, id, 'employer', 'x'
                FROM tw.interview, generate_series(1, 199)
                """
            )
            var params = Capture.Record.Params(interview: interview.id, askings: [])
            params.followUps = [.init(id: .make(), owedBy: .employer, text: try Line("The last one"))]
            #expect(try await scene.candidate.call(Capture.Record.self, params).written == 1)
            params.followUps?.append(.init(id: .make(), owedBy: .employer, text: try Line("One too many")))
            await expectFailure(.limitReached) { _ = try await scene.candidate.call(Capture.Record.self, params) }
        }
    }

    @Test func `what the employer asked is listed page by page, and taken back`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let other = try await scene.interview(title: "Other talk")
            var params = Capture.Record.Params(interview: interview.id, askings: [])
            params.employerQuestions = try (1...5).map {
                .init(id: .make(), text: try Line("Question \($0)?"), askedAt: try Timestamp("2026-05-04T07:51:00Z"))
            }
            _ = try await scene.candidate.call(Capture.Record.self, params)
            var list = Capture.ListEmployerQuestions.Params(interview: interview.id, limit: 2)
            var seen: [ID<EmployerQuestion>] = []
            repeat {
                let page = try await scene.candidate.call(Capture.ListEmployerQuestions.self, list)
                seen += page.items.map(\.id)
                list.cursor = page.nextCursor
            } while list.cursor != nil
            let ids = try #require(params.employerQuestions).map(\.id)
            #expect(seen == ids.sorted().reversed())
            list.cursor = try await scene.candidate.call(Capture.ListEmployerQuestions.self, list).nextCursor
            list.interview = other.id
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(Capture.ListEmployerQuestions.self, list)
            }
            let stranger = try await InterviewScene(service, name: "ben")
            func refusals(_ id: ID<Interview>, _ question: ID<EmployerQuestion>) async throws -> [String] {
                [
                    try await stranger.candidate.refusal(Capture.ListEmployerQuestions.self, .init(interview: id)),
                    try await stranger.candidate.refusal(
                        Capture.RemoveEmployerQuestions.self,
                        .init(employerQuestions: [question])
                    ),
                ]
            }
            #expect(try await refusals(interview.id, ids[0]) == refusals(unknown(), unknown()))
            // All or none.
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(
                    Capture.RemoveEmployerQuestions.self,
                    .init(employerQuestions: [ids[0], unknown()])
                )
            }
            for count in [0, 51] {
                await expectInvalid("params.employerQuestions") {
                    _ = try await scene.candidate.call(
                        Capture.RemoveEmployerQuestions.self,
                        .init(employerQuestions: (0..<count).map { _ in unknown() })
                    )
                }
            }
            _ = try await scene.candidate.call(
                Capture.RemoveEmployerQuestions.self,
                .init(employerQuestions: [ids[0], ids[3], ids[0]])
            )
            let left = try await scene.candidate.call(
                Capture.ListEmployerQuestions.self,
                .init(interview: interview.id)
            )
            #expect(Set(left.items.map(\.id)) == [ids[1], ids[2], ids[4]])
        }
    }
}
