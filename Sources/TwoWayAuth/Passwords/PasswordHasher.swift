import BoundedWork

/// Makes and checks password hashes on two threads of its own, for all of a process.
///
/// Make one per process where the graph is built and hand it around: the bound on memory and processor time holds per
/// hasher. Ends with `shutdown()`, or with its last reference.
public final class PasswordHasher: Sendable {
    /// How much may be under way at once.
    public struct Limits: Hashable, Sendable {
        /// Hashes computed at the same time; each takes the memory of its parameters.
        public var concurrent: Int
        /// Requests that wait for their turn; the next one is refused as busy.
        public var waiting: Int

        public init(concurrent: Int = 2, waiting: Int = 32) {
            self.concurrent = concurrent
            self.waiting = waiting
        }
    }

    /// What fresh hashes are made with.
    public let parameters: Argon2Parameters
    /// Stands in for the hash of an account that has none; made once, with the current parameters.
    public let dummy: PasswordHash
    let workers: BoundedWorkers

    /// Starts the threads; at least one, and a queue of at least none, whatever `limits` says.
    public init(parameters: Argon2Parameters = .production, limits: Limits = Limits()) {
        self.parameters = parameters
        dummy = .dummy(parameters: parameters)
        workers = BoundedWorkers(
            name: "argon2",
            threads: max(1, limits.concurrent),
            queueLimit: max(0, limits.waiting)
        )
    }

    deinit {
        workers.stop()
    }

    /// What is under way, for metrics.
    public var load: WorkerLoad { workers.load }

    /// Hashes a new password with a fresh salt; ask `PasswordPolicy` first.
    public func hash(_ password: String) async throws(PasswordHasherFailure) -> PasswordHash {
        let parameters = self.parameters
        return try await run { () throws(Argon2Failure) in
            try PasswordHash.make(of: password, parameters: parameters)
        }
    }

    /// Whether `password` belongs to `stored`; without a stored hash, false after the same work.
    ///
    /// Call it also for accounts that are unknown, disabled or have no password, with nil: the time of the answer must
    /// not tell them from the others. A hash with older parameters takes another time than the dummy until its owner
    /// signs in and it is made again.
    public func verify(
        _ password: String,
        against stored: PasswordHash?
    ) async throws(PasswordHasherFailure) -> Bool {
        let hash = stored ?? dummy
        let isMatch = try await run { () throws(Argon2Failure) in try hash.matches(password) }
        return isMatch && stored != nil
    }

    /// Refuses what is waiting and what comes later, and returns when the threads have finished and ended.
    public func shutdown() async {
        workers.stop()
        await workers.waitForEnd()
    }

    private func run<Output: Sendable>(
        _ work: @escaping @Sendable () throws(Argon2Failure) -> Output
    ) async throws(PasswordHasherFailure) -> Output {
        let result: Result<Output, Argon2Failure>
        do {
            result = try await workers.run { Result(catching: work) }
        } catch {
            switch error {
            case .busy: throw .busy
            case .stopped: throw .stopped
            case .cancelled: throw .cancelled
            }
        }
        do {
            return try result.get()
        } catch {
            throw .failed(error)
        }
    }
}

/// Why there is no answer; that a password is wrong is an answer.
public enum PasswordHasherFailure: Error, Hashable, Sendable {
    /// Two at work and the queue full; the caller may try again in a second.
    case busy
    /// The process is shutting down.
    case stopped
    /// The asking task was cancelled while waiting.
    case cancelled
    /// The computation itself failed, for want of memory as a rule.
    case failed(Argon2Failure)
}
