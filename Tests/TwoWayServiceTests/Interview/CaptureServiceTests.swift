import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct CaptureServiceTests {
    @Test func `an asking is kept with person, time, outcome and answer`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let plan = try await scene.save([try .own("Who did this before?")], of: interview)
            let entry = try Capture.Record.Entry.asked(
                scene.manager,
                item: plan.items[0],
                answer: "Mara, for six years.\nShe leads the Berlin office now. 👍"
            )
            let result = try await scene.record([entry], in: interview)
            #expect(result == Capture.Record.Result(written: 1, askings: [entry.id]))
            let askings = try await scene.askings(of: interview)
            #expect(
                askings == [
                    Asking(
                        id: entry.id,
                        interview: interview.id,
                        item: plan.items[0].id,
                        text: try Line("Who did this before?"),
                        person: scene.manager.id,
                        personName: scene.manager.name,
                        askedAt: entry.askedAt,
                        outcome: .answered,
                        answer: entry.answer
                    )
                ]
            )
            #expect(try await scene.plan(of: interview).items.map(\.state) == [.asked])
        }
    }

    @Test func `the first asking starts a scheduled interview, and a held one stays held`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            try await scene.record([try .asked(scene.manager, text: "Why?")], in: interview)
            let started = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
            #expect(started.state == .inProgress)
            #expect(started.revision == 2)
            _ = try await scene.advance(interview, to: .held)
            try await scene.record([try .asked(scene.manager, text: "And then?")], in: interview)
            let held = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
            #expect(held.state == .held)
            #expect(held.revision == 3)
            let proposed = try await scene.interview(start: nil)
            try await scene.record([try .asked(scene.manager, text: "Why?")], in: proposed)
            #expect(try await scene.candidate.call(Interviews.Get.self, .init(id: proposed.id)).state == .proposed)
        }
    }

    @Test func `whoever is asked becomes an interviewer with the usual role`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(interviewers: [.init(person: scene.manager.id, role: .executive)])
            try await scene.record(
                [try .asked(scene.peer, text: "Why?"), try .asked(scene.manager, text: "Why?")],
                in: interview
            )
            let read = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
            #expect(read.interviewers.map(\.person) == [scene.manager.id, scene.peer.id])
            #expect(read.interviewers.map(\.role) == [.executive, .peer])
        }
    }

    @Test func `sending askings twice, in another order and with new ones between, writes each once`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let plan = try await scene.save([try .own("A?"), try .own("B?")], of: interview)
            let a = try Capture.Record.Entry.asked(scene.manager, item: plan.items[0], answer: "Yes.")
            let b = try Capture.Record.Entry.asked(scene.peer, item: plan.items[1], outcome: .declined)
            let c = try Capture.Record.Entry.asked(scene.peer, text: "C?", outcome: .notKnown)
            #expect(try await scene.record([a, b], in: interview).written == 2)
            #expect(try await scene.record([b, a], in: interview).written == 0)
            let mixed = try await scene.record([c, b, c, a], in: interview)
            #expect(mixed == Capture.Record.Result(written: 1, askings: [c.id, b.id, a.id]))
            #expect(Set(try await scene.askings(of: interview).map(\.id)) == [a.id, b.id, c.id])
            // The same asking counts as the same also after the item was reworded (R5).
            var entries = plan.items.map { Plans.Save.Entry($0) }
            entries[0].text = try Line("A, in other words?")
            _ = try await scene.save(entries, of: interview, revision: 1)
            #expect(try await scene.record([a], in: interview).written == 0)
            let texts = try await scene.askings(of: interview).map(\.text.text)
            #expect(Set(texts) == ["A?", "B?", "C?"])
        }
    }

    @Test func `the same id with other contents is refused, and nothing of the call is written`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let elsewhere = try await scene.interview()
            let plan = try await scene.save([try .own("A?")], of: interview)
            let first = try Capture.Record.Entry.asked(scene.manager, text: "A?", answer: "Yes.")
            try await scene.record([first], in: interview)
            let changes: [(inout Capture.Record.Entry) throws -> Void] = [
                { $0.text = try Line("B?") }, { $0.item = plan.items[0].id }, { $0.person = scene.peer.id },
                { $0.askedAt = try Timestamp("2026-05-04T07:45:00.123457Z") }, { $0.outcome = .partial },
                { $0.answer = nil }, { $0.answer?.body = try Prose("No.") }, { $0.answer?.captured = .after },
                { $0.answer?.specificity = .general }, { $0.answer?.id = unknown() },
            ]
            for change in changes {
                var changed = first
                try change(&changed)
                await expectFailure(.keyReused) {
                    try await scene.record([try .asked(scene.peer, text: "New?"), changed], in: interview)
                }
            }
            await expectFailure(.keyReused) { try await scene.record([first], in: elsewhere) }
            // The same id twice in one call, and an answer's id that is taken.
            var other = try Capture.Record.Entry.asked(scene.peer, text: "X?", answer: "Yes.")
            var twin = other
            twin.outcome = .partial
            await expectFailure(.keyReused) { try await scene.record([other, twin], in: interview) }
            twin = other
            twin.id = unknown()
            await expectFailure(.keyReused) { try await scene.record([other, twin], in: interview) }
            other.answer?.id = try #require(first.answer).id
            await expectFailure(.keyReused) { try await scene.record([other], in: interview) }
            #expect(try await scene.askings(of: interview).map(\.id) == [first.id])
            let read = try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id))
            #expect(read.interviewers.map(\.person) == [scene.manager.id])
        }
    }

    @Test func `askings that are sent twice at the same time are written once`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let entries = try (1...10).map { try Capture.Record.Entry.asked(scene.peer, text: "Question \($0)?") }
            let written = try await withThrowingTaskGroup(of: Int.self) { group in
                for shift in 0..<8 {
                    let order = Array(entries[shift...] + entries[..<shift])
                    group.addTask { try await scene.record(order, in: interview).written }
                }
                return try await group.reduce(0, +)
            }
            #expect(written == 10)
            #expect(try await scene.askings(of: interview).count == 10)
        }
    }

    @Test func `the same question goes to several people, and again later`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let plan = try await scene.save([try .own("A?")], of: interview)
            let entries = try [scene.manager, scene.peer, scene.manager].map {
                try Capture.Record.Entry.asked($0, item: plan.items[0])
            }
            #expect(try await scene.record(entries, in: interview).written == 3)
            #expect(try await scene.askings(of: interview).count == 3)
        }
    }

    @Test(arguments: Asking.Outcome.allCases)
    func `an answer goes only with an outcome that has one`(_ outcome: Asking.Outcome) async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let plain = try Capture.Record.Entry.asked(scene.manager, text: "A?", outcome: outcome)
            let answered = try Capture.Record.Entry.asked(scene.manager, text: "B?", outcome: outcome, answer: "Hm.")
            if [.declined, .notKnown].contains(outcome) {
                await expectInvalid("params.askings[1].answer") {
                    try await scene.record([plain, answered], in: interview)
                }
                #expect(try await scene.record([plain], in: interview).written == 1)
            } else {
                #expect(try await scene.record([plain, answered], in: interview).written == 2)
            }
        }
    }

    @Test func `wrong parameters of an asking are named by their path`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            func record(_ change: (inout Capture.Record.Entry) throws -> Void) async throws {
                var entry = try Capture.Record.Entry.asked(scene.manager, text: "A?")
                try change(&entry)
                try await scene.record([try .asked(scene.manager, text: "Fine?"), entry], in: interview)
            }
            await expectInvalid("params.askings[1].text") { try await record { $0.text = nil } }
            await expectInvalid("params.askings[1].askedAt") {
                try await record { $0.askedAt = try Timestamp("1999-12-31T23:59:59Z") }
            }
            await expectInvalid("params.askings[1].askedAt") {
                try await record { $0.askedAt = Timestamp.now() + .seconds(90_000) }
            }
            try await record { $0.askedAt = Timestamp.now() + .seconds(80_000) }
            await expectInvalid("params.askings") {
                try await scene.record(try (0...50).map { _ in try .asked(scene.manager, text: "A?") }, in: interview)
            }
            #expect(try await scene.askings(of: interview).count == 2)
        }
    }

    @Test func `people and items that are not of this candidate and interview are not found`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let other = try await InterviewScene(service, name: "ben")
            let interview = try await scene.interview()
            let elsewhere = try await scene.save([try .own("A?")], of: try await scene.interview())
            let theirs = try await other.save([try .own("A?")], of: try await other.interview())
            for item in [elsewhere.items[0], theirs.items[0]] {
                await expectFailure(.notFound) {
                    try await scene.record(
                        [try .asked(scene.peer, text: "B?"), try .asked(scene.manager, item: item)],
                        in: interview
                    )
                }
            }
            await expectFailure(.notFound) {
                try await scene.record([try .asked(other.peer, text: "A?")], in: interview)
            }
            #expect(try await scene.askings(of: interview).isEmpty)
            #expect(try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id)) == interview)
        }
    }

    @Test(arguments: [Interview.State.cancelled, .noShow, .closed])
    func `an interview that is over takes no new askings, but hears of old ones`(_ state: Interview.State) async throws
    {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let before = try Capture.Record.Entry.asked(scene.manager, text: "A?", answer: "Yes.")
            if state == .closed {
                try await scene.record([before], in: interview)
                _ = try await scene.advance(interview, to: .held, .closed)
                #expect(try await scene.record([before], in: interview).written == 0)
            } else {
                _ = try await scene.advance(interview, to: state)
            }
            await expectFailure(.invalidState) {
                try await scene.record([try .asked(scene.peer, text: "B?")], in: interview)
            }
            #expect(try await scene.askings(of: interview).count == (state == .closed ? 1 : 0))
        }
    }

    @Test func `there is a limit on askings of an interview`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            for _ in 1...10 {
                try await scene.record(
                    try (1...50).map { try .asked(scene.manager, text: "Question \($0)?") },
                    in: interview
                )
            }
            await expectFailure(.limitReached) {
                try await scene.record([try .asked(scene.manager, text: "One more?")], in: interview)
            }
            #expect(try await service.database.sql("SELECT count(*) FROM tw.asking") == [["500"]])
        }
    }

    @Test func `an empty call finds the interview and writes nothing`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            #expect(try await scene.record([], in: interview) == Capture.Record.Result(written: 0, askings: []))
            #expect(try await scene.candidate.call(Interviews.Get.self, .init(id: interview.id)) == interview)
        }
    }

    @Test func `a key gives the first response again, however many askings there are by then`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let params = Capture.Record.Params(
                interview: interview.id,
                askings: [try .asked(scene.manager, text: "A?")],
                idempotencyKey: unknown()
            )
            let first = try await scene.candidate.call(Capture.Record.self, params)
            #expect(first.written == 1)
            #expect(try await scene.candidate.call(Capture.Record.self, params) == first)
        }
    }

    @Test func `the list goes page by page`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let elsewhere = try await scene.interview()
            let entries = try (1...5).map { try Capture.Record.Entry.asked(scene.manager, text: "Question \($0)?") }
            try await scene.record(entries, in: interview)
            try await scene.record([try .asked(scene.manager, text: "Elsewhere?")], in: elsewhere)
            let expected = entries.map(\.id).sorted(by: >)
            let first = try await scene.candidate.call(Capture.List.self, .init(interview: interview.id, limit: 3))
            let cursor = try #require(first.nextCursor)
            let second = try await scene.candidate.call(
                Capture.List.self,
                .init(interview: interview.id, limit: 3, cursor: cursor)
            )
            #expect((first.items + second.items).map(\.id) == expected)
            #expect(second.nextCursor == nil)
            await expectInvalid("params.cursor") {
                _ = try await scene.candidate.call(Capture.List.self, .init(interview: elsewhere.id, cursor: cursor))
            }
        }
    }
}
