import Foundation
import Testing
import TwoWayModel

@testable import twoway

@Suite struct DeskTextTests {
    private func client(_ status: Relationship.Status, _ attention: ClientAttention) throws -> Client {
        Client(
            relationship: .make(),
            candidate: .make(),
            name: try Title("Anna"),
            status: status,
            activeAt: Timestamp(microseconds: 0),
            attention: attention
        )
    }

    @Test func `what waits is said in words, and nothing of what does not`() throws {
        var attention = ClientAttention(
            promptsOverdue: 0,
            promptsClosed: 0,
            commentsUnread: 0,
            unreadAbout: [],
            opinionsDue: 0,
            sharesEnding: 0
        )
        #expect(ClientText.waiting(try client(.active, attention)) == "")
        #expect(ClientText.waiting(try client(.invited, attention)) == "invites you")
        attention.commentsUnread = 100
        attention.promptsClosed = 1
        attention.promptsOverdue = 2
        attention.opinionsDue = 1
        attention.sharesEnding = 3
        attention.interviewsSoon = 2
        attention.interviewsUnprepared = 1
        #expect(
            ClientText.waiting(try client(.active, attention))
                == "2 interviews within 48 hours, 1 of them unprepared, 100+ new comments, 1 reply, 2 prompts overdue, "
                + "1 second opinion, 3 shares end soon"
        )
    }

    @Test func `a rating is a title, or a part of one that fits one priority, and a number`() throws {
        let priorities = [
            OpinionPriority(key: .make(), title: try Title("Training")),
            OpinionPriority(key: .make(), title: try Title("Supervision style")),
        ]
        #expect(try OpinionText.rating("training=4", of: priorities).priority == priorities[0].key)
        let second = try OpinionText.rating("super=1", of: priorities)
        #expect(second.priority == priorities[1].key && second.rating == 1)
        for wrong in ["training", "training=6", "training=x", "nothing=3"] {
            #expect(throws: CommandFailure.self) { try OpinionText.rating(wrong, of: priorities) }
        }
    }

    @Test func `what a coach asks, says and waits for stands in today with what to run`() throws {
        let desk = CoachingDesk(
            prompts: TopOf(
                items: [
                    OpenPrompt(
                        id: try id("019a0000-0000-7000-8000-0000aaaaaaaa"),
                        coachName: try Title("Kim"),
                        text: try Line("Whom do you trust?"),
                        dueOn: try Day("2026-05-05")
                    )
                ],
                total: 1
            ),
            comments: TopOf(
                items: [
                    UnreadComment(
                        id: .make(),
                        relationship: try id("019a0000-0000-7000-8000-0000bbbbbbbb"),
                        coachName: try Title("Kim"),
                        opportunity: try id("019a0000-0000-7000-8000-0000cccccccc"),
                        title: try Title("Engineer"),
                        at: try Timestamp("2026-05-04T09:00:00Z")
                    )
                ],
                total: 1
            ),
            opinions: TopOf(
                items: [
                    WaitingOpinion(
                        id: try id("019a0000-0000-7000-8000-0000dddddddd"),
                        coachName: try Title("Kim"),
                        coachSealed: true,
                        opportunity: .make(),
                        title: try Title("Engineer"),
                        organisation: try Title("Acme")
                    )
                ],
                total: 1
            )
        )
        var dashboard = try TodayTests.empty()
        dashboard.coaching = desk
        let lines = TodayText(dashboard).sections.flatMap { [$0.heading] + $0.lines }.map { $0.rendered(on: .pipe) }
        let at = LocalClock.here.text(try Timestamp("2026-05-04T09:00:00Z"))
        #expect(
            lines == [
                "Your coach asks", "  Kim: Whom do you trust?, due tomorrow", "    twoway prompt answer aaaaaaaa TEXT",
                "Comments you have not read", "  Kim on Engineer, \(at)",
                "    twoway note list bbbbbbbb --opportunity cccccccc", "A second opinion waits for yours",
                "  Engineer, Acme, with Kim, who has sealed", "    twoway opinion show dddddddd",
            ]
        )
    }
}
