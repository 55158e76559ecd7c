import Foundation
public import Logging
import Synchronization

/// The database as the rest of the program sees it: round trips and transactions on a few connections.
///
/// Nothing blocks a caller's thread. Connections are made when there is work for them, and again after they are lost.
public final class Database: Sendable {
    let configuration: DatabaseConfiguration
    private let loops: [EventLoop]
    private let turn = Atomic<Int>(0)
    private let logger: Logger

    public init(_ configuration: DatabaseConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        loops = (0..<max(configuration.loops, 1)).map { EventLoop(configuration, number: $0, logger: logger) }
    }

    deinit {
        for loop in loops { _ = loop.post(.close(nil)) }
    }

    /// What the connections have done and are doing.
    public var metrics: DatabaseMetrics {
        loops.reduce(DatabaseMetrics()) { $0 + $1.metrics }
    }

    /// Ends all connections after what was accepted is done, at most a few seconds later; further calls are refused.
    public func close() async {
        for loop in loops { await loop.close() }
    }

    /// Finds out whether the database answers.
    public func ping(within limit: Duration = .seconds(10)) async throws(StorageError) {
        _ = try await session(as: .admin, retry: .ifSafe, within: limit).one(.ping)
    }

    /// A runner whose calls are one round trip and one transaction each.
    ///
    /// `retry` says whether the statements may run again by themselves, `limit` is the time allowed for each call.
    public func session(
        as context: DatabaseContext,
        retry: RetryPolicy = .never,
        within limit: Duration? = nil
    ) -> DatabaseSession {
        DatabaseSession(
            database: self,
            context: context,
            retry: retry,
            limit: RequestDeadline.remaining(atMost: limit ?? configuration.deadline)
        )
    }

    /// The next event loop, in turn.
    func nextLoop() -> EventLoop {
        if loops.count == 1 { return loops[0] }
        let turn = turn.wrappingAdd(1, ordering: .relaxed).newValue
        return loops[Int(UInt(bitPattern: turn) % UInt(loops.count))]
    }

    /// Waits before another attempt; false if there is to be none.
    func pauses(
        after failure: ExchangeFailure,
        _ failures: Int,
        _ retry: RetryPolicy,
        until deadline: ContinuousClock.Instant
    ) async -> Bool {
        logger.debug("an exchange failed", metadata: ["failure": "\(failure)", "failures": "\(failures)"])
        let pause = failure.pauseBeforeRetry(
            retry,
            failures: failures,
            remaining: deadline - .now,
            random: .random(in: 0...1)
        )
        guard let pause else { return false }
        return (try? await Task.sleep(for: pause)) != nil
    }
}

extension Statement<Void, Int> {
    fileprivate static let ping = Statement(name: "ping", sql: "SELECT 1") { row throws(RowError) in try row.int() }
}

/// Short forms of `session(as:retry:within:)` for a single call.
extension Database {
    /// All rows, in the order of the statement.
    public func all<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input,
        as context: DatabaseContext,
        retry: RetryPolicy = .never,
        within limit: Duration? = nil
    ) async throws(StorageError) -> [Output] {
        try await session(as: context, retry: retry, within: limit).all(statement, input)
    }

    /// The first row, or nil if there is none.
    public func first<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input,
        as context: DatabaseContext,
        retry: RetryPolicy = .never,
        within limit: Duration? = nil
    ) async throws(StorageError) -> Output? {
        try await session(as: context, retry: retry, within: limit).first(statement, input)
    }

    /// The only row; any other number of rows is a mistake in the statement.
    public func one<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input,
        as context: DatabaseContext,
        retry: RetryPolicy = .never,
        within limit: Duration? = nil
    ) async throws(StorageError) -> Output {
        try await session(as: context, retry: retry, within: limit).one(statement, input)
    }

    /// Runs the statement and answers how many rows it touched.
    @discardableResult
    public func execute<Input, Output>(
        _ statement: Statement<Input, Output>,
        _ input: Input,
        as context: DatabaseContext,
        retry: RetryPolicy = .never,
        within limit: Duration? = nil
    ) async throws(StorageError) -> Int {
        try await session(as: context, retry: retry, within: limit).execute(statement, input)
    }

    /// Sends several queries in one round trip and one transaction; none sees the answer of another.
    @discardableResult
    public func run<each Result>(
        _ queries: repeat Query<each Result>,
        as context: DatabaseContext,
        retry: RetryPolicy = .never,
        within limit: Duration? = nil
    ) async throws(StorageError) -> (repeat each Result) {
        try await session(as: context, retry: retry, within: limit).run(repeat each queries)
    }

    /// Sends any number of queries of one kind in one round trip and one transaction.
    @discardableResult
    public func run<Result>(
        _ queries: [Query<Result>],
        as context: DatabaseContext,
        retry: RetryPolicy = .never,
        within limit: Duration? = nil
    ) async throws(StorageError) -> [Result] {
        try await session(as: context, retry: retry, within: limit).run(queries)
    }
}
