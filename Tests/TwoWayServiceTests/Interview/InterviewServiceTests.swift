import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct InterviewServiceTests {
    @Test func `an interview with a start is scheduled, with the wall clock of the account's zone`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(end: "2026-05-04T08:15:00Z")
            #expect(interview.state == .scheduled)
            #expect(interview.timeZone.text == "Europe/Berlin")
            #expect(interview.localStart?.text == "2026-05-04T09:30:00")
            #expect(interview.scheduledEnd?.text == "2026-05-04T08:15:00Z")
            #expect(interview.questionMinutes == 15)
            #expect(interview.revision == 1)
            #expect(
                interview.interviewers == [
                    Interviewer(person: scene.manager.id, name: scene.manager.name, role: .hiringManager)
                ]
            )
            let read = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
            #expect(read == interview)
        }
    }

    @Test func `an interview without a start is proposed, and has no wall clock`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(start: nil, interviewers: [])
            #expect(interview.state == .proposed)
            #expect(interview.scheduledStart == nil)
            #expect(interview.localStart == nil)
            #expect(interview.interviewers.isEmpty)
        }
    }

    @Test func `another zone moves the wall clock and not the time`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let moved = try await scene.candidate.call(
                Interviews.Update.self,
                .init(id: interview.id, revision: 1, timeZone: try TimeZoneName("America/New_York"))
            )
            #expect(moved.localStart?.text == "2026-05-04T03:30:00")
            #expect(moved.scheduledStart == interview.scheduledStart)
        }
    }

    @Test func `rounds count on from the highest one of the opportunity`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            #expect(try await scene.interview().round == 1)
            let seventh = try await scene.candidate.call(
                Interviews.Create.self,
                .init(opportunity: scene.opportunity.id, round: 7, title: try Title("Later"), format: .panel)
            )
            #expect(seventh.round == 7)
            #expect(try await scene.interview().round == 8)
        }
    }

    @Test func `interviewers keep their order and the roles that were given`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(
                interviewers: [.init(person: scene.peer.id, role: .crossFunctional), .init(person: scene.manager.id)]
            )
            #expect(interview.interviewers.map(\.name.text) == ["Piet Claas", "Jana Ortmann"])
            #expect(interview.interviewers.map(\.role) == [.crossFunctional, .hiringManager])
        }
    }

    @Test func `a list has each interview once, with as many interviewers as it has, in their order`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let (peer, manager) = (scene.peer.id, scene.manager.id)
            var made: [Interview] = []
            for people in [[], [manager], [peer, manager], [], [manager, peer]] {
                let interview = try await scene.interview(interviewers: people.map { .init(person: $0) })
                #expect(interview.interviewers.map(\.person) == people)
                made.insert(interview, at: 0)
            }
            #expect(try await scene.candidate.call(Interviews.List.self, .init()).items == made)
            var page = try await scene.candidate.call(Interviews.List.self, .init(limit: 2))
            var paged = page.items
            while let cursor = page.nextCursor {
                page = try await scene.candidate.call(Interviews.List.self, .init(limit: 2, cursor: cursor))
                paged += page.items
            }
            #expect(paged == made)
        }
    }

    @Test func `wrong parameters of a new interview are named by their path`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            func create(_ change: (inout Interviews.Create.Params) throws -> Void) async throws {
                var params = Interviews.Create.Params(
                    opportunity: scene.opportunity.id,
                    title: try Title("Talk"),
                    format: .phone,
                    scheduledStart: try Timestamp("2026-05-04T07:30:00Z")
                )
                try change(&params)
                _ = try await scene.candidate.call(Interviews.Create.self, params)
            }
            await expectInvalid("params.scheduledEnd") {
                try await create { $0.scheduledEnd = $0.scheduledStart }
            }
            await expectInvalid("params.scheduledEnd") {
                try await create {
                    $0.scheduledEnd = $0.scheduledStart
                    $0.scheduledStart = nil
                }
            }
            await expectInvalid("params.round") { try await create { $0.round = 0 } }
            await expectInvalid("params.round") { try await create { $0.round = 1001 } }
            await expectInvalid("params.questionMinutes") { try await create { $0.questionMinutes = 1441 } }
            await expectInvalid("params.questionMinutes") { try await create { $0.questionMinutes = -1 } }
            await expectInvalid("params.interviewers[1].person") {
                try await create { $0.interviewers = [.init(person: scene.peer.id), .init(person: scene.peer.id)] }
            }
            await expectInvalid("params.interviewers") {
                try await create { $0.interviewers = (0...50).map { _ in .init(person: unknown()) } }
            }
            #expect(try await service.database.sql("SELECT count(*) FROM tw.interview") == [["0"]])
        }
    }

    @Test func `what is somebody else's looks like what is missing, byte for byte`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let other = try await InterviewScene(service, name: "ben")
            let foreign = try await other.interview()
            let title = try Title("Talk")
            func refusals(_ id: ID<Interview>) async throws -> [String] {
                [
                    try await scene.candidate.refusal(Interviews.Get.self, .init(id: id)),
                    try await scene.candidate.refusal(Interviews.Update.self, .init(id: id, revision: 1, title: title)),
                    try await scene.candidate.refusal(
                        Interviews.Advance.self,
                        .init(id: id, revision: 1, state: .cancelled)
                    ),
                    try await scene.candidate.refusal(Plans.Get.self, .init(interview: id)),
                    try await scene.candidate.refusal(Plans.Save.self, .init(interview: id, revision: 0, items: [])),
                    try await scene.candidate.refusal(Plans.RenderSheet.self, .init(interview: id, format: .html)),
                    try await scene.candidate.refusal(Capture.Record.self, .init(interview: id, askings: [])),
                    try await scene.candidate.refusal(Capture.List.self, .init(interview: id)),
                ]
            }
            #expect(try await refusals(foreign.id) == refusals(unknown()))
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Interviews.Get.self, .init(id: foreign.id))
            }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(
                    Interviews.Create.self,
                    .init(opportunity: other.opportunity.id, title: title, format: .video)
                )
            }
            await expectFailure(.notFound) {
                _ = try await scene.interview(interviewers: [.init(person: other.manager.id)])
            }
            #expect(try await other.candidate.call(Interviews.Get.self, .init(id: foreign.id)) == foreign)
        }
    }

    @Test func `a coach with whom nothing is shared has no interviews, not even a list`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            await expectFailure(.notFound) { _ = try await coach.call(Interviews.List.self, .init()) }
        }
    }

    @Test func `the list goes page by page, newest first, and by opportunity and state`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            var made: [Interview] = []
            for number in 1...5 {
                made.append(
                    try await scene.interview(
                        title: "Talk \(number)",
                        start: number == 3 ? nil : "2026-05-04T07:30:00Z"
                    )
                )
            }
            let first = try await scene.candidate.call(Interviews.List.self, .init(limit: 3))
            #expect(first.items == made.reversed().prefix(3).map { $0 })
            let cursor = try #require(first.nextCursor)
            let second = try await scene.candidate.call(Interviews.List.self, .init(limit: 3, cursor: cursor))
            #expect(second.items == [made[1], made[0]])
            #expect(second.nextCursor == nil)
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(Interviews.List.self, .init(state: .proposed, cursor: cursor))
            }
            let proposed = try await scene.candidate.call(Interviews.List.self, .init(state: .proposed))
            #expect(proposed.items == [made[2]])
            let ofJob = try await scene.candidate.call(
                Interviews.List.self,
                .init(opportunity: scene.opportunity.id, state: .scheduled)
            )
            #expect(ofJob.items.count == 4)
            let ofNone = try await scene.candidate.call(Interviews.List.self, .init(opportunity: unknown()))
            #expect(ofNone.items.isEmpty)
        }
    }

    @Test func `a retried call with the same key makes one interview, and the key is good for that call only`()
        async throws
    {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let params = Interviews.Create.Params(
                opportunity: scene.opportunity.id,
                title: try Title("Gespräch 面談 👋"),
                format: .onsite,
                interviewers: [.init(person: scene.peer.id)],
                idempotencyKey: unknown()
            )
            let first = try await scene.candidate.call(Interviews.Create.self, params)
            let again = try await scene.candidate.call(Interviews.Create.self, params)
            #expect(first == again)
            #expect(first.title.text == "Gespräch 面談 👋")
            #expect(try await service.database.sql("SELECT count(*) FROM tw.interview") == [["1"]])
            var others = params
            others.format = .phone
            await expectFailure(.keyReused) {
                _ = try await scene.candidate.call(Interviews.Create.self, others)
            }
        }
    }

    @Test func `there is a limit on interviews`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            try await service.database.sql(
                """
                INSERT INTO tw.interview
                    (owner_id, id, opportunity_id, round, title, format, time_zone, question_minutes)
                SELECT owner_id, gen_random_uuid(), id, 1, 'x', 'phone', 'UTC', 1
                FROM tw.opportunity, generate_series(1, 2000)
                """
            )
            await expectFailure(.limitReached) { _ = try await scene.interview() }
        }
    }
}
