import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct CaptureTests {
    private let folder: TemporaryFolder
    private let interview = ID<Interview>.make()
    private let journal: CaptureJournal

    init() throws {
        folder = try TemporaryFolder()
        journal = CaptureJournal(file: PrivateFile(folder: folder.path, name: "records.jsonl"))
    }

    private func record() throws -> CaptureRecord { .asking(try asking()) }

    private func asking() throws -> Capture.Record.Entry {
        Capture.Record.Entry(
            id: .make(),
            item: .make(),
            person: .make(),
            askedAt: .now(),
            outcome: .answered,
            answer: Answer(
                id: .make(),
                body: try Prose("Two lines,\none \"quoted\"."),
                specificity: .example,
                captured: .live
            )
        )
    }

    @Test func `what is recorded is pending until it is sent, and then gone`() throws {
        let records = [try record(), try record(), try record()]
        for record in records { try journal.append(record) }
        try journal.append(records[0])
        #expect(try journal.pending() == records)
        #expect(try folder.mode(of: "records.jsonl") == 0o600)
        try journal.markSent([records[1].id])
        #expect(try journal.pending() == [records[0], records[2]])
        try journal.withdraw(records[0].id)
        try journal.markSent([records[2].id])
        #expect(try journal.pending().isEmpty)
        #expect(try journal.file.read() == nil)
    }

    @Test func `a line that was cut off loses nothing else`() throws {
        let records = [try record(), try record()]
        try journal.append(records[0])
        let whole = try #require(try journal.file.read())
        try journal.file.write(whole + Array(#"{"record":{"id":"#.utf8))
        try journal.append(records[1])
        #expect(try journal.pending() == records)
    }

    /// Sends to a server that is described by what it does with each call.
    private func sync(_ send: @escaping (Capture.Record.Params) throws -> Void) async throws -> CaptureSync.Report {
        try await CaptureSync(interview: interview, journal: journal) { try send($0) }.run()
    }

    @Test func `records are sent in order, fifty at a time`() async throws {
        var records: [CaptureRecord] = []
        for _ in 0..<120 {
            records.append(try record())
            try journal.append(records[records.count - 1])
        }
        var calls: [Capture.Record.Params] = []
        let report = try await sync { calls.append($0) }
        #expect(report.sent == 120)
        #expect(calls.map(\.askings.count) == [50, 50, 20])
        #expect(calls.flatMap(\.askings).map(CaptureRecord.asking) == records)
        // What a server of before does not know is not there at all.
        #expect(calls.allSatisfy { $0.employerQuestions == nil && $0.promises == nil && $0.followUps == nil })
        #expect(calls.allSatisfy { $0.interview == interview && $0.idempotencyKey != nil })
        #expect(try journal.pending().isEmpty)
    }

    @Test func `without a connection everything stays, and goes with the same ids later`() async throws {
        let records = [try record(), try record()]
        for record in records { try journal.append(record) }
        let trouble = CommandFailure("No server answers.", status: .unavailable)
        var tries = 0
        let report = try await sync { _ in
            tries += 1
            throw trouble
        }
        #expect(report.trouble == trouble)
        #expect(tries == 1)
        #expect(try journal.pending() == records)
        var sent: [CaptureRecord] = []
        #expect(try await sync { sent += $0.askings.map(CaptureRecord.asking) }.sent == 2)
        #expect(sent == records)
    }

    @Test func `a record that is refused holds back no other, and stays`() async throws {
        let records = [try record(), try record(), try record()]
        for record in records { try journal.append(record) }
        let refusal = CommandFailure.notFound("There is nothing here by that id.")
        var taken: [ID<CaptureRecord>] = []
        let report = try await sync { params in
            let ids = params.askings.map { CaptureRecord.asking($0).id }
            if ids.contains(records[1].id) { throw refusal }
            taken += ids
        }
        #expect(taken == [records[0].id, records[2].id])
        #expect(report.sent == 2)
        #expect(report.refusals.map(\.record) == [records[1]])
        #expect(report.refusals.map(\.failure) == [refusal])
        #expect(try journal.pending() == [records[1]])
    }

    @Test func `questions of the employer, promises and follow-ups are kept and sent like askings`() async throws {
        let time = Timestamp(microseconds: 1_777_887_000_000_000)
        let records: [CaptureRecord] = [
            .employerQuestion(
                .init(
                    id: .make(),
                    person: .make(),
                    text: try Line("Why do you want to leave?"),
                    reply: try Prose("For the team.\nAnd the work. 🙂"),
                    askedAt: time
                )
            ),
            .asking(try asking()),
            .promise(.init(id: .make(), text: try Line("Two days at home"), promisedOn: try Day("2026-05-04"))),
            .followUp(
                .init(id: .make(), owedBy: .employer, text: try Line("The handbook"), dueOn: try Day("2026-05-08"))
            ),
        ]
        for record in records { try journal.append(record) }
        #expect(try journal.pending() == records)
        // The first answer is lost on the way; the same goes again.
        var calls: [Capture.Record.Params] = []
        let lost = try await sync { params in
            calls.append(params)
            throw CommandFailure("No server answers.", status: .unavailable)
        }
        #expect(lost.sent == 0)
        #expect(try await sync { calls.append($0) }.sent == 4)
        #expect(calls.count == 2)
        for call in calls {
            #expect(call.askings.map(CaptureRecord.asking) == [records[1]])
            #expect(call.employerQuestions?.map(CaptureRecord.employerQuestion) == [records[0]])
            #expect(call.promises?.map(CaptureRecord.promise) == [records[2]])
            #expect(call.followUps?.map(CaptureRecord.followUp) == [records[3]])
        }
        #expect(try journal.file.read() == nil)
    }

    @Test func `a journal of before is read, and what it says was sent is not sent again`() throws {
        let first = "019a0000-0000-7000-8000-000000000001"
        let second = "019a0000-0000-7000-8000-000000000002"
        func line(_ id: String) -> String {
            #"{"record":{"id":"\#(id)","person":"019a0000-0000-7000-8000-000000000009","text":"Why?","#
                + #""askedAt":"2026-05-04T07:45:00Z","outcome":"declined"}}"#
        }
        let text = [line(first), line(second), #"{"sent":["\#(first)"]}"#, ""].joined(separator: "\n")
        try journal.file.write(Array(text.utf8))
        let pending = try journal.pending()
        #expect(pending.map(\.id.description) == [second])
        guard case .asking(let asking) = try #require(pending.first) else {
            Issue.record("it is no asking")
            return
        }
        #expect(asking.text?.text == "Why?")
        #expect(asking.outcome == .declined)
    }

    @Test func `a pack is kept for the way and read back the same`() throws {
        let folder = TravelFolder(state: folder.path, account: .make())
        let interview = try Interview.example()
        let plan = Plan(interview: interview.id, items: [try .example("Why?")], minutes: 3, revision: 1)
        try folder.keep(TravelPack(interview: interview, plan: plan))
        #expect(try folder.pack(interview.id)?.plan == plan)
        #expect(try folder.packs().map(\.interview) == [interview])
        #expect(try folder.pack(.make()) == nil)
        try folder.journal(interview.id).append(record())
        #expect(folder.interviewsWithJournals() == [interview.id])
        // Another account on this machine sees nothing of it.
        #expect(TravelFolder(state: self.folder.path, account: .make()).interviewsWithJournals().isEmpty)
    }
}
