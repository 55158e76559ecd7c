import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct CalendarServiceTests {
    private func calendar(
        _ scene: InterviewScene,
        _ params: Interviews.Calendar.Params = .init()
    ) async throws -> [String] {
        let content = try await scene.candidate.call(Interviews.Calendar.self, params).content
        return content.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    }

    @Test func `scheduled and cancelled interviews are in the calendar, with nothing that is private`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let scheduled = try await scene.interview(title: "Scheduled")
            _ = try await scene.save([try .own("A secret question?")], of: scheduled)
            _ = try await scene.interview(title: "Proposed", start: nil)
            let off = try await scene.interview(title: "Off", start: "2026-06-04T07:30:00Z")
            _ = try await scene.advance(off, to: .cancelled)
            let over = try await scene.interview(title: "Over")
            _ = try await scene.advance(over, to: .inProgress, .held)
            let lines = try await calendar(scene)
            #expect(
                lines.filter { $0.hasPrefix("SUMMARY") }
                    == ["SUMMARY:Scheduled\\, Nordlicht Verlag", "SUMMARY:Off\\, Nordlicht Verlag"]
            )
            #expect(lines.filter { $0.hasPrefix("STATUS") } == ["STATUS:CONFIRMED", "STATUS:CANCELLED"])
            #expect(lines.filter { $0.hasPrefix("UID") } == ["UID:\(scheduled.id)", "UID:\(off.id)"])
            #expect(lines.filter { $0.hasPrefix("SEQUENCE") } == ["SEQUENCE:1", "SEQUENCE:2"])
            #expect(!lines.joined().contains("secret"))
            #expect(!lines.joined().contains(scene.manager.name.text))
            let moved = try await scene.candidate.call(
                Interviews.Update.self,
                .init(id: scheduled.id, revision: 1, scheduledStart: .set(try Timestamp("2026-05-05T07:30:00Z")))
            )
            let again = try await calendar(scene, .init(interview: moved.id))
            #expect(again.contains("UID:\(scheduled.id)"))
            #expect(again.contains("SEQUENCE:2"))
            #expect(again.contains("DTSTART:20260505T073000Z"))
            #expect(again.filter { $0 == "BEGIN:VEVENT" }.count == 1)
        }
    }

    @Test func `one opportunity, one interview, and what is not one's own`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview()
            let stranger = try await InterviewScene(service, name: "ben")
            let theirs = try await stranger.interview(title: "Theirs")
            let elsewhere = try await scene.candidate.call(
                Opportunities.Create.self,
                .init(jobSearch: scene.jobSearch.id, organisation: scene.organisation.id, title: try Title("Other"))
            )
            #expect(try await calendar(scene, .init(opportunity: scene.opportunity.id)).contains("UID:\(interview.id)"))
            #expect(try await !calendar(scene, .init(opportunity: elsewhere.id)).contains("BEGIN:VEVENT"))
            #expect(try await !calendar(scene).joined().contains("Theirs"))
            func refusals(_ interview: ID<Interview>, _ opportunity: ID<Opportunity>) async throws -> [String] {
                [
                    try await scene.candidate.refusal(Interviews.Calendar.self, .init(interview: interview)),
                    try await scene.candidate.refusal(Interviews.Calendar.self, .init(opportunity: opportunity)),
                ]
            }
            #expect(
                try await refusals(theirs.id, stranger.opportunity.id) == refusals(unknown(), unknown())
            )
        }
    }
}
