import Foundation
import Synchronization

/// A few threads of their own for work that blocks, with a short queue in front.
///
/// Neither an event loop nor the cooperative pool may wait for a password hash or for the draws of a comparison, and thirty
/// hashes at once would take 600 MiB. All decisions are made under one lock; continuations are resumed and work is done
/// outside of it.
public final class BoundedWorkers: Sendable {
    public enum Refusal: Error {
        /// The threads are at work and the queue is full.
        case busy
        /// `stop()` was called.
        case stopped
        /// The asking task was cancelled while its work was waiting.
        case cancelled
    }

    private struct Job: Sendable {
        let ticket: UInt64
        /// Does the work and returns what delivers its result.
        let work: @Sendable () -> (@Sendable () -> Void)
        let refuse: @Sendable (Refusal) -> Void
    }

    private struct State {
        var load = WorkerLoad()
        var waiting: [Job] = []
        var lastTicket: UInt64 = 0
        var threads: Int
        var isStopped = false
        var awaitingEnd: [CheckedContinuation<Void, Never>] = []
    }

    private let threads: Int
    private let queueLimit: Int
    private let state: Mutex<State>
    /// Counts up for every job and, at the end, for every thread; surplus wake-ups are harmless.
    private let wake = DispatchSemaphore(value: 0)

    /// Starts `threads` threads, which hold on to the object until `stop()`.
    public init(name: String, threads: Int, queueLimit: Int) {
        self.threads = threads
        self.queueLimit = queueLimit
        state = Mutex(State(threads: threads))
        for number in 1...threads {
            let thread = Thread { self.serve() }
            thread.name = "\(name)-\(number)"
            thread.start()
        }
    }

    /// What is under way, for metrics.
    public var load: WorkerLoad {
        state.withLock { state in
            var load = state.load
            load.waiting = state.waiting.count
            return load
        }
    }

    /// Runs `work` on one of the threads.
    ///
    /// When the task is cancelled, waiting work gives its place up at once; work that has begun is finished and its
    /// result delivered, since nothing can interrupt it.
    public func run<Output: Sendable>(_ work: @escaping @Sendable () -> Output) async throws(Refusal) -> Output {
        let ticket = state.withLock { state in
            state.lastTicket += 1
            return state.lastTicket
        }
        let result: Result<Output, Refusal> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let job = Job(
                    ticket: ticket,
                    work: {
                        let output = work()
                        return { continuation.resume(returning: .success(output)) }
                    },
                    refuse: { continuation.resume(returning: .failure($0)) }
                )
                if let refusal = enqueue(job) { job.refuse(refusal) }
                // The handler below may have run before the job was there to be found.
                if Task.isCancelled { abandon(ticket) }
            }
        } onCancel: {
            abandon(ticket)
        }
        return try result.get()
    }

    /// Refuses what is waiting and all that comes later; work that has begun is finished.
    public func stop() {
        let refused = state.withLock { state in
            state.isStopped = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for job in refused { job.refuse(.stopped) }
        for _ in 0..<threads { wake.signal() }
    }

    /// Returns when all threads have ended, which they do only after `stop()`.
    public func waitForEnd() async {
        await withCheckedContinuation { continuation in
            let hasEnded = state.withLock { state in
                if state.threads > 0 { state.awaitingEnd.append(continuation) }
                return state.threads == 0
            }
            if hasEnded { continuation.resume() }
        }
    }

    private func enqueue(_ job: Job) -> Refusal? {
        let refusal: Refusal? = state.withLock { state in
            guard !state.isStopped else { return .stopped }
            // Both together, since a thread may not yet have woken up to take what is waiting for it.
            guard state.load.running + state.waiting.count < threads + queueLimit else {
                state.load.refused += 1
                return .busy
            }
            state.waiting.append(job)
            return nil
        }
        if refusal == nil { wake.signal() }
        return refusal
    }

    private func abandon(_ ticket: UInt64) {
        let job: Job? = state.withLock { state in
            state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0) }
        }
        job?.refuse(.cancelled)
    }

    private func serve() {
        Self.giveWay()
        while let job = next() {
            let deliver = job.work()
            state.withLock { $0.load.running -= 1 }
            deliver()
        }
        let awaitingEnd = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.awaitingEnd = [] }
            return state.awaitingEnd
        }
        for continuation in awaitingEnd { continuation.resume() }
    }

    /// Lets the threads that answer requests go before this one: what it does takes its time in any case, and whoever only
    /// reads must not wait for the passwords and the draws of others.
    private static func giveWay() {
        #if os(Linux)
        // On Linux the priority is a thread's own, whatever the name says.
        _ = setpriority(.init(PRIO_PROCESS.rawValue), 0, 10)
        #endif
    }

    /// Waits for the next job; nil when it is time to end.
    private func next() -> Job? {
        while true {
            wake.wait()
            let (job, isStopped) = state.withLock { state -> (Job?, Bool) in
                guard !state.isStopped, !state.waiting.isEmpty else { return (nil, state.isStopped) }
                state.load.running += 1
                state.load.mostRunning = max(state.load.mostRunning, state.load.running)
                return (state.waiting.removeFirst(), false)
            }
            if let job { return job }
            if isStopped { return nil }
        }
    }
}

/// What the threads are doing, for metrics.
public struct WorkerLoad: Hashable, Sendable {
    /// At work now.
    public var running = 0
    /// In the queue now.
    public var waiting = 0
    /// The highest `running` since the start.
    public var mostRunning = 0
    /// Refused as `busy` since the start.
    public var refused = 0

    public init(running: Int = 0, waiting: Int = 0, mostRunning: Int = 0, refused: Int = 0) {
        self.running = running
        self.waiting = waiting
        self.mostRunning = mostRunning
        self.refused = refused
    }
}
