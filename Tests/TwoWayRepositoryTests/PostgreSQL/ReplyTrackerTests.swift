import Testing

@testable import TwoWayRepository

/// Whose answer is it? Fed without a socket.
@Suite struct ReplyTrackerTests {
    private let key = PreparedKey("SELECT 1", role: "tw_coach")
    private let refusal = Reply.failed(ServerError(sqlState: "22012"))

    /// The events of a series of replies, as words.
    private func events(_ tracker: inout ReplyTracker<String>, _ replies: [Reply]) -> [String] {
        replies.map { reply in
            switch tracker.received(reply) {
            case .done(let token, let step): "\(token) did \(step.summary)"
            case .undone(let token, let step): "\(token) did not \(step.summary)"
            case .finished(let token, nil, _): "\(token) succeeded"
            case .finished(let token, let error?, let step):
                "\(token) failed \(error.sqlState) at \(step?.summary ?? "commit")"
            case .none: "-"
            case .disorder: "disorder"
            }
        }
    }

    @Test func `answers belong to the exchanges in the order of sending`() {
        var tracker = ReplyTracker<String>()
        tracker.sent("a", [.context, .prepare(key), .query(0, key)])
        tracker.sent("b", [.query(0, key)])
        #expect(tracker.pending == ["a", "b"])
        #expect(
            events(&tracker, [.done, .done, .done, .sync, .done, .sync])
                == ["a did context", "a did prepare", "a did query", "a succeeded", "b did query", "b succeeded"]
        )
        #expect(tracker.isEmpty)
    }

    @Test func `a failure skips the rest of its exchange and no other`() {
        var tracker = ReplyTracker<String>()
        tracker.sent("a", [.query(0, key), .prepare(key), .query(1, key)])
        tracker.sent("b", [.query(0, key)])
        #expect(
            events(&tracker, [refusal, .skipped, .skipped, .sync, .done, .sync])
                == [
                    "a did not query", "a did not prepare", "a did not query", "a failed 22012 at query", "b did query",
                    "b succeeded",
                ]
        )
    }

    @Test func `the commit at the end may fail on its own`() {
        var tracker = ReplyTracker<String>()
        tracker.sent("a", [.query(0, key)])
        #expect(events(&tracker, [.done, refusal, .sync]) == ["a did query", "-", "a failed 22012 at commit"])
    }

    @Test func `answers that nobody asked for are disorder`() {
        var tracker = ReplyTracker<String>()
        #expect(events(&tracker, [.done, .sync]) == ["disorder", "disorder"])
        tracker.sent("a", [.query(0, key)])
        #expect(events(&tracker, [.done, .done]) == ["a did query", "disorder"])
        tracker.sent("b", [.query(0, key), .query(1, key)])
        var early = ReplyTracker<String>()
        early.sent("c", [.query(0, key)])
        #expect(events(&early, [.sync]) == ["disorder"])
    }
}
