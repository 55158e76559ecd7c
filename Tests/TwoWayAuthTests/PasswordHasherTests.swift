import BoundedWork
import Foundation
import Synchronization
import Testing

@testable import TwoWayAuth

@Suite(.timeLimit(.minutes(5)))
struct PasswordHasherTests {
    @Test func `hashing and verifying agree`() async throws {
        let hasher = PasswordHasher(parameters: .cheap)
        let hash = try await hasher.hash("correct pony")
        #expect(try await hasher.verify("correct pony", against: hash))
        #expect(try await !hasher.verify("wrong pony", against: hash))
        await hasher.shutdown()
    }

    @Test func `without a stored hash the work is done and the answer is no`() async throws {
        let hasher = PasswordHasher(parameters: .cheap)
        #expect(try await !hasher.verify("correct pony", against: nil))
        #expect(hasher.load.mostRunning == 1)
        #expect(hasher.dummy.parameters == .cheap)
        await hasher.shutdown()
    }

    @Test func `a failure of the computation is told from a wrong password`() async throws {
        let hasher = PasswordHasher(parameters: .cheap)
        await #expect(throws: PasswordHasherFailure.failed(.passwordTooLong)) {
            try await hasher.hash(String(repeating: "a", count: 1025))
        }
        await hasher.shutdown()
    }

    @Test func `never more than two are computed at once, and all are answered`() async throws {
        let hasher = PasswordHasher(parameters: .cheap, limits: .init(concurrent: 2, waiting: 100))
        let barrier = Barrier()
        // Both threads are held, so that both are certainly used and the rest certainly queues.
        async let first: Void = hasher.workers.run { barrier.hold() }
        async let second: Void = hasher.workers.run { barrier.hold() }
        await barrier.untilHeld(2)
        let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 {
                group.addTask {
                    let hash = try await hasher.hash("pony \(number)")
                    return try await hasher.verify("pony \(number)", against: hash)
                }
            }
            await waiting(50, in: hasher)
            #expect(hasher.load.running == 2)
            barrier.release(2)
            return try await group.reduce(into: [Bool]()) { $0.append($1) }
        }
        _ = try await (first, second)
        #expect(answers == [Bool](repeating: true, count: 50))
        #expect(hasher.load == WorkerLoad(running: 0, waiting: 0, mostRunning: 2, refused: 0))
        await hasher.shutdown()
    }

    @Test func `the thirty-fifth at once is refused as busy, and a place that becomes free is given again`()
        async throws
    {
        let hasher = PasswordHasher(parameters: .cheap)
        let barrier = Barrier()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<34 { group.addTask { try await hasher.workers.run { barrier.hold() } } }
            await barrier.untilHeld(2)
            await waiting(32, in: hasher)
            await #expect(throws: PasswordHasherFailure.busy) { try await hasher.hash("one too many") }
            await #expect(throws: PasswordHasherFailure.busy) { try await hasher.verify("x", against: nil) }
            #expect(hasher.load.refused == 2)
            // Counted by the work itself: 34 were taken in and only two have begun.
            #expect(barrier.heldCount == 2)
            barrier.release(34)
            try await group.waitForAll()
        }
        #expect(hasher.load.mostRunning == 2)
        let hash = try await hasher.hash("correct pony")
        #expect(try await hasher.verify("correct pony", against: hash))
        await hasher.shutdown()
    }

    @Test func `a cancelled task gives up its place in the queue at once`() async throws {
        let hasher = PasswordHasher(parameters: .cheap, limits: .init(concurrent: 1, waiting: 1))
        let barrier = Barrier()
        async let held: Void = hasher.workers.run { barrier.hold() }
        await barrier.untilHeld(1)
        let impatient = Task { try await hasher.hash("impatient") }
        await waiting(1, in: hasher)
        impatient.cancel()
        await #expect(throws: PasswordHasherFailure.cancelled) { try await impatient.value }
        #expect(hasher.load.waiting == 0)
        let patient = Task { try await hasher.hash("patient") }
        await waiting(1, in: hasher)
        barrier.release(1)
        try await held
        #expect(try await hasher.verify("patient", against: patient.value))
        await hasher.shutdown()
    }

    @Test func `a task cancelled before it asks is not hashed for`() async throws {
        let hasher = PasswordHasher(parameters: .cheap, limits: .init(concurrent: 1, waiting: 1))
        let barrier = Barrier()
        async let held: Void = hasher.workers.run { barrier.hold() }
        await barrier.untilHeld(1)
        let cancelled = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await hasher.hash("x")
        }
        await #expect(throws: PasswordHasherFailure.cancelled) { try await cancelled.value }
        barrier.release(1)
        try await held
        await hasher.shutdown()
    }

    @Test func `work that has begun is finished although its task was cancelled`() async throws {
        let hasher = PasswordHasher(parameters: .cheap)
        let barrier = Barrier()
        let begun = Task {
            try await hasher.workers.run {
                barrier.hold()
                return 42
            }
        }
        await barrier.untilHeld(1)
        begun.cancel()
        barrier.release(1)
        #expect(try await begun.value == 42)
        await hasher.shutdown()
    }

    @Test func `shutdown refuses what waits, finishes what runs, and may be said twice`() async throws {
        let hasher = PasswordHasher(parameters: .cheap, limits: .init(concurrent: 1, waiting: 8))
        let barrier = Barrier()
        let begun = Task { try await hasher.workers.run { barrier.hold() } }
        await barrier.untilHeld(1)
        let queued = Task { try await hasher.hash("queued") }
        await waiting(1, in: hasher)
        async let ended: Void = hasher.shutdown()
        await #expect(throws: PasswordHasherFailure.stopped) { try await queued.value }
        #expect(hasher.load.running == 1)
        barrier.release(1)
        try await begun.value
        await ended
        await hasher.shutdown()
        await #expect(throws: PasswordHasherFailure.stopped) { try await hasher.hash("late") }
    }

    @Test func `the threads end with the last reference`() async {
        var hasher: PasswordHasher? = PasswordHasher(parameters: .cheap)
        let workers = hasher?.workers
        hasher = nil
        await workers?.waitForEnd()
        #expect(hasher == nil)
    }

    @Test func `limits of nothing still leave one thread`() async throws {
        let hasher = PasswordHasher(parameters: .cheap, limits: .init(concurrent: 0, waiting: -1))
        #expect(try await !hasher.verify("x", against: nil))
        await hasher.shutdown()
    }

    /// Returns when `count` requests are in the queue, or at the time limit; polls, since tasks get there in their own
    /// time.
    private func waiting(_ count: Int, in hasher: PasswordHasher) async {
        while hasher.load.waiting < count, !Task.isCancelled { await Task.yield() }
    }
}

/// Holds threads until they are let go, so that a test decides what runs.
private final class Barrier: Sendable {
    private let held = Mutex(0)
    private let gate = DispatchSemaphore(value: 0)

    /// Lets go by itself after a minute, so that a test that went wrong ends as a failure and not never.
    func hold() {
        held.withLock { $0 += 1 }
        _ = gate.wait(timeout: .now() + 60)
    }

    var heldCount: Int { held.withLock { $0 } }

    func untilHeld(_ count: Int) async {
        while heldCount < count, !Task.isCancelled { await Task.yield() }
    }

    func release(_ count: Int) {
        for _ in 0..<count { gate.signal() }
    }
}
