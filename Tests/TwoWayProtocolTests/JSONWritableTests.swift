import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

/// Answers that write themselves say what `Encodable` says of them, byte for byte.
@Suite struct JSONWritableTests {
    /// Keeps a value from writing itself.
    private struct Encoded<Value: Encodable>: Encodable {
        let value: Value
    }

    private func expectSame(_ value: some JSONWritable) throws {
        let written = String(decoding: try JSONEncoding.encode(value), as: UTF8.self)
        let encoded = String(decoding: try JSONEncoding.encode(Encoded(value: value)), as: UTF8.self)
        #expect(encoded == #"{"value":\#(written)}"#)
    }

    private func title(_ text: String) throws -> Title { try Title(text) }

    private func interview(_ title: String, full: Bool) throws -> Interview {
        let start = try Timestamp("2026-05-04T09:30:00.125Z")
        let zone = try TimeZoneName("Europe/Berlin")
        return Interview(
            id: .make(),
            opportunity: .make(),
            round: 3,
            title: try Title(title),
            format: .onsite,
            scheduledStart: full ? start : nil,
            scheduledEnd: full ? start + .seconds(3600) : nil,
            timeZone: zone,
            localStart: full ? LocalDateTime(start, in: zone) : nil,
            questionMinutes: 15,
            state: .inProgress,
            interviewers: full
                ? [Interviewer(person: .make(), name: try Title("Ada \"A\" \u{1F600}"), role: .peer)] : [],
            revision: 12,
            updatedAt: start
        )
    }

    @Test func `a page of interviews`() throws {
        let full = try interview("First \\ \"talk\"\u{2028}", full: true)
        let bare = try interview("Second", full: false)
        try expectSame(full)
        try expectSame(Page(items: [full, bare], nextCursor: "b2-_"))
        try expectSame(Page<Interview>(items: []))
    }

    @Test func `an opportunity with everything and with nothing`() throws {
        let at = try Timestamp("2026-05-04T09:30:00.000001Z")
        try expectSame(OpportunityView(id: .make(), owner: .make()))
        var view = OpportunityView(id: .make(), owner: .make())
        view.jobSearch = .make()
        view.organisation = .make()
        view.organisationName = try title("Acme / \"Söhne\"")
        view.title = try title("Engineer")
        view.functionName = try title("Development")
        view.stage = .closed
        view.closedReason = .withdrawn
        view.mergedInto = .make()
        view.posting = try Line("https://example.org/jobs?a=1&b=2")
        view.location = try title("Kiel")
        view.workMode = .hybrid
        view.pay = PayRange(low: 70_000, high: 84_000, currency: try CurrencyCode("EUR"), period: .year)
        view.offerDeadline = at
        view.futureSupervisor = .make()
        view.people = [
            PersonView(
                id: .make(),
                name: try title("Ada"),
                jobTitle: try title("Lead"),
                role: .peer,
                futureSupervisor: true
            ),
            PersonView(id: .make(), role: .peer, futureSupervisor: false),
        ]
        view.timeline = [
            StageEvent(to: .interested, at: at),
            StageEvent(
                from: .interested,
                to: .closed,
                reason: .withdrawn,
                note: try Prose("Two\nlines"),
                at: at
            ),
        ]
        view.revision = 4
        view.updatedAt = at
        view.snapshotAt = at
        try expectSame(view)
        view.people = []
        try expectSame(view)
    }

    @Test func `ids are what Foundation prints of them, in lower case`() {
        for _ in 0..<100 {
            let uuid = UUID()
            #expect(ID<Interview>(uuid).description == uuid.uuidString.lowercased())
        }
    }
}
