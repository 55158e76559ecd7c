import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct EventTextTests {
    private func event(
        _ kind: Event.Kind,
        _ subject: EventSubject.Kind,
        side: Role,
        title: String? = nil
    ) throws -> Event {
        Event(
            seq: 7,
            at: try Timestamp("2026-05-04T10:00:00Z"),
            side: side,
            kind: kind,
            subject: EventSubject(kind: subject, id: try id("019a0000-0000-7000-8000-0000aaaaaaaa")),
            other: .make(),
            otherName: try Title("Anna"),
            title: try title.map { try Title($0) },
            read: false
        )
    }

    private func line(_ event: Event) -> String {
        EventText(event: event).line.rendered(on: .pipe)
    }

    @Test func `an event is one line with what to run next`() throws {
        #expect(
            line(try event(.relationshipInvited, .relationship, side: .coach))
                == "Anna asks you to work together.  twoway coach accept aaaaaaaa"
        )
        #expect(
            line(try event(.opportunityChanged, .opportunity, side: .coach))
                == "Anna has changed an opportunity that is shared with you.  "
                + "twoway opportunity show 019a0000-0000-7000-8000-0000aaaaaaaa"
        )
        #expect(
            line(try event(.libraryPublished, .library, side: .candidate, title: "Starter"))
                == "There is a new version of Starter.  twoway upgrade preview aaaaaaaa"
        )
        #expect(line(try event(.shareRevoked, .share, side: .coach)) == "Anna has taken a share back.")
    }

    @Test func `where names are missing there are words in their place`() throws {
        var event = try event(.suggestionReceived, .suggestion, side: .coach)
        event.otherName = nil
        #expect(line(event).hasPrefix("There is a suggestion for something of yours."))
        event.kind = .shareGranted
        #expect(line(event).hasPrefix("A candidate shares something with you."))
    }

    @Test func `every kind has a sentence of its own`() throws {
        let sentences = try Event.Kind.allCases.map { kind in
            EventText(event: try event(kind, .relationship, side: .candidate, title: "Starter")).sentence
        }
        #expect(Set(sentences).count == sentences.count)
        #expect(sentences.allSatisfy { $0.hasSuffix(".") })
    }

    @Test func `following and looking take what their help says`() throws {
        let watch = try #require(try Twoway.parseAsRoot(["watch", "--since", "0", "--json"]) as? WatchCommand)
        #expect(watch.since == 0 && watch.options.json)
        let inbox = try #require(try Twoway.parseAsRoot(["inbox", "--unread", "--keep"]) as? InboxCommand)
        #expect(inbox.unread && inbox.keep)
        #expect(throws: (any Error).self) { try Twoway.parseAsRoot(["watch", "--since", "-1"]) }
    }
}
