import Testing

@testable import TwoWayRepository

/// What an error means to the caller, and whether it is tried again.
@Suite struct FailureTests {
    private func refused(_ sqlState: String, constraint: String = "", routine: String = "") -> ExchangeFailure {
        let error = ServerError(sqlState: sqlState, message: "secret", constraint: constraint, routine: routine)
        return .refused(error, statement: "s")
    }

    @Test func `SQLSTATEs become the errors that services know`() {
        let expected: [(ExchangeFailure, StorageError)] = [
            (
                refused("23505", constraint: "account_login_key"),
                .constraint(name: "account_login_key", sqlState: "23505")
            ),
            (refused("P0001", constraint: "rule"), .constraint(name: "rule", sqlState: "P0001")),
            (refused("P0001"), .raised(sqlState: "P0001", message: "secret")),
            (refused("TW001"), .raised(sqlState: "TW001", message: "secret")),
            (refused("40001"), .conflict),
            (refused("40P01"), .conflict),
            (refused("55P03"), .conflict),
            (refused("42501"), .denied),
            (refused("57014"), .deadline(outcomeUnknown: false)),
            (refused("25006"), .unavailable(outcomeUnknown: false)),
            (refused("53100"), .unavailable(outcomeUnknown: false)),
            (refused("26000"), .conflict),
            (refused("22P02"), .mistake("statement s: 22P02")),
        ]
        for (failure, error) in expected { #expect(failure.storageError(commits: true) == error) }
    }

    @Test func `only an unseen commit leaves the outcome unknown`() {
        #expect(ExchangeFailure.lost(sent: true).storageError(commits: true) == .unavailable(outcomeUnknown: true))
        #expect(ExchangeFailure.lost(sent: true).storageError(commits: false) == .unavailable(outcomeUnknown: false))
        #expect(ExchangeFailure.lost(sent: false).storageError(commits: true) == .unavailable(outcomeUnknown: false))
        #expect(ExchangeFailure.notReplicated.storageError(commits: true) == .unavailable(outcomeUnknown: true))
        #expect(ExchangeFailure.deadline(sent: true).storageError(commits: true) == .deadline(outcomeUnknown: true))
        #expect(ExchangeFailure.deadline(sent: false).storageError(commits: true) == .deadline(outcomeUnknown: false))
    }

    @Test func `a message that may quote a row is not described`() {
        #expect(!StorageError.raised(sqlState: "P0001", message: "secret").description.contains("secret"))
        let unique = ServerError(sqlState: "23505", message: "secret", constraint: "c")
        #expect(unique.description == "23505, constraint c")
        #expect(
            ServerError(sqlState: "42P01", message: "no such table", position: 15).description.contains("no such table")
        )
    }

    @Test func `only what passes is tried again, and only if that is safe and in time`() {
        func pause(_ failure: ExchangeFailure, _ policy: RetryPolicy, failures: Int = 1, _ time: Duration) -> Duration?
        {
            failure.pauseBeforeRetry(policy, failures: failures, remaining: time, random: 1)
        }
        let passing = [
            .lost(sent: true), .lost(sent: false), refused("40001"), refused("40P01"), refused("57P01"),
            refused("08006"),
            refused("25006"), refused("26000"), refused("0A000", routine: "RevalidateCachedQuery"),
        ]
        for failure in passing {
            #expect(pause(failure, .ifSafe, .seconds(1)) == .milliseconds(10))
            #expect(pause(failure, .never, .seconds(1)) == nil)
            #expect(pause(failure, .ifSafe, .milliseconds(10)) == nil)
            #expect(pause(failure, .ifSafe, failures: 10, .seconds(60)) == nil)
        }
        let lasting: [ExchangeFailure] = [
            refused("23505"), refused("0A000"), refused("42601"), .cancelled, .deadline(sent: true), .notReplicated,
            .turnedAway, .unreachable, .unsendable(""),
        ]
        for failure in lasting { #expect(pause(failure, .ifSafe, .seconds(1)) == nil) }
    }

    @Test func `pauses grow, are jittered, and have a limit`() {
        let backoff = Backoff(base: .milliseconds(10), limit: .milliseconds(100))
        #expect(backoff.pause(afterFailures: 1, random: 0) == .milliseconds(5))
        #expect(backoff.pause(afterFailures: 1, random: 1) == .milliseconds(10))
        #expect(backoff.pause(afterFailures: 3, random: 1) == .milliseconds(40))
        #expect(backoff.pause(afterFailures: .max, random: 1) == .milliseconds(100))
    }
}
