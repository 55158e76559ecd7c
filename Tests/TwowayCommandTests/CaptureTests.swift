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

    private func record() throws -> Capture.Record.Entry {
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
        var records: [Capture.Record.Entry] = []
        for _ in 0..<120 {
            records.append(try record())
            try journal.append(records[records.count - 1])
        }
        var calls: [Capture.Record.Params] = []
        let report = try await sync { calls.append($0) }
        #expect(report.sent == 120)
        #expect(calls.map(\.askings.count) == [50, 50, 20])
        #expect(calls.flatMap(\.askings) == records)
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
        var sent: [Capture.Record.Entry] = []
        #expect(try await sync { sent += $0.askings }.sent == 2)
        #expect(sent == records)
    }

    @Test func `a record that is refused holds back no other, and stays`() async throws {
        let records = [try record(), try record(), try record()]
        for record in records { try journal.append(record) }
        let refusal = CommandFailure.notFound("There is nothing here by that id.")
        var taken: [ID<Asking>] = []
        let report = try await sync { params in
            if params.askings.contains(where: { $0.id == records[1].id }) { throw refusal }
            taken += params.askings.map(\.id)
        }
        #expect(taken == [records[0].id, records[2].id])
        #expect(report.sent == 2)
        #expect(report.refusals.map(\.record) == [records[1]])
        #expect(report.refusals.map(\.failure) == [refusal])
        #expect(try journal.pending() == [records[1]])
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
