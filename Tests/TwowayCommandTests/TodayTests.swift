import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct TodayTests {
    static func empty() throws -> Dashboard {
        Dashboard(
            at: try Timestamp("2026-05-04T10:00:00Z"),
            today: try Day("2026-05-04"),
            unprepared: TopOf(items: [], total: 0),
            coming: TopOf(items: [], total: 0),
            toClose: TopOf(items: [], total: 0),
            openMustAsks: TopOf(items: [], total: 0),
            unchecked: TopOf(items: [], total: 0),
            contradictions: TopOf(items: [], total: 0),
            due: TopOf(items: [], total: 0),
            dueSoon: TopOf(items: [], total: 0),
            promisesToCheck: TopOf(items: [], total: 0),
            offerDeadlines: TopOf(items: [], total: 0),
            realityDue: TopOf(items: [], total: 0),
            unaskable: TopOf(items: [], total: 0),
            upgrades: TopOf(items: [], total: 0),
            coaching: CoachingDesk(
                prompts: TopOf(items: [], total: 0),
                comments: TopOf(items: [], total: 0),
                opinions: TopOf(items: [], total: 0)
            ),
            conflicts: 0,
            dormant: 0
        )
    }

    private func lines(_ dashboard: Dashboard) -> [String] {
        TodayText(dashboard).sections.flatMap { [$0.heading] + $0.lines }.map { $0.rendered(on: .pipe) }
    }

    @Test func `a day without anything to do has no headings`() throws {
        #expect(TodayText(try Self.empty()).sections.isEmpty)
    }

    @Test func `each line says what to run next, the most urgent first`() throws {
        var dashboard = try Self.empty()
        let interview = ComingInterview(
            id: try id("019a0000-0000-7000-8000-0000aaaaaaaa"),
            title: try Title("First talk"),
            organisation: try Title("Acme"),
            state: .scheduled,
            start: try Timestamp("2026-05-05T07:30:00Z"),
            timeZone: try TimeZoneName("Asia/Tokyo"),
            planned: 0
        )
        dashboard.unprepared = TopOf(items: [interview], total: 1)
        dashboard.coming = TopOf(items: [interview], total: 1)
        dashboard.due = TopOf(
            items: [
                DueFollowUp(
                    id: try id("019a0000-0000-7000-8000-0000bbbbbbbb"),
                    owedBy: .candidate,
                    text: try Line("Send the slides"),
                    dueOn: try Day("2026-05-01"),
                    opportunity: .make(),
                    organisation: try Title("Acme")
                )
            ],
            total: 21
        )
        dashboard.toClose = TopOf(
            items: [
                HeldInterview(
                    id: try id("019a0000-0000-7000-8000-0000cccccccc"),
                    title: try Title("Second talk"),
                    organisation: try Title("Globex"),
                    state: .held,
                    needFate: 2
                )
            ],
            total: 1
        )
        #expect(
            lines(dashboard) == [
                "No plan for an interview in the next 48 hours",
                "  2026-05-05 16:30 Asia/Tokyo  First talk, Acme", "    twoway interview plan aaaaaaaa",
                "Over, and not closed", "  Second talk, Globex, 2 must-asks not asked",
                "    twoway interview debrief cccccccc", "Due", "  3 days ago, you: Send the slides",
                "    twoway follow-up done bbbbbbbb", "  and 20 more", "Interviews of the next seven days",
                "  2026-05-05 16:30 Asia/Tokyo  First talk, Acme, 0 questions", "    twoway interview sheet aaaaaaaa",
            ]
        )
    }

    @Test func `a contradiction is said with both ratings and the command that shows who said what`() throws {
        var dashboard = try Self.empty()
        dashboard.contradictions = TopOf(
            items: [
                OpenContradiction(
                    id: try id("019a0000-0000-7000-8000-0000dddddddd"),
                    priority: .make(),
                    priorityTitle: try Title("Training"),
                    scope: .supervisor,
                    severity: 0.4,
                    ratings: [5, 2],
                    opportunity: .make(),
                    organisation: try Title("Acme")
                )
            ],
            total: 1
        )
        #expect(
            lines(dashboard) == [
                "Contradicts itself", "  Training: 5 against 2 (Acme, supervisor)",
                "    twoway contradiction show dddddddd",
            ]
        )
    }

    @Test func `overlays are counted in words`() throws {
        var dashboard = try Self.empty()
        dashboard.conflicts = 1
        dashboard.dormant = 3
        #expect(
            lines(dashboard) == [
                "In your libraries", "  1 wording of yours differ from a new version",
                "  3 new questions not chosen yet",
            ]
        )
    }
}
