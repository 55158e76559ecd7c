import BoundedWork
import Crypto
import JSONRPC
import TwoWayModel

/// Draws comparisons on a thread of its own, one after the other, for all of a process.
///
/// A comparison can take 150 ms of a processor, for which neither an event loop nor the cooperative pool may wait. Make one
/// worker per process where the graph is built. Ends with `shutdown()`, or with its last reference.
public final class ComparisonWorker: Sendable {
    private let workers: BoundedWorkers

    /// Starts the thread; beyond `waiting` comparisons the next one is refused as busy.
    public init(waiting: Int = 8) {
        workers = BoundedWorkers(name: "comparison", threads: 1, queueLimit: max(0, waiting))
    }

    deinit {
        workers.stop()
    }

    /// What is under way, for metrics.
    public var load: WorkerLoad { workers.load }

    /// Refuses what is waiting and what comes later, and returns when the thread has ended.
    public func shutdown() async {
        workers.stop()
        await workers.waitForEnd()
    }

    /// Compares by the set that counts, and by the one that an offer froze where that is another one.
    func compare(_ basis: ComparisonBasis, seed: Int?) async throws(ServiceFailure) -> ComparedBasis {
        let result = try await run { () throws(ServiceFailure) in try ComparedBasis(basis, seed: seed) }
        return try result.get()
    }

    /// Compares as it is and as it would be, with the same seed.
    func compare(
        _ inputs: ComparisonInputs,
        with changed: ComparisonInputs,
        seed: Int?
    ) async throws(ServiceFailure) -> (before: ComparisonOutcome, after: ComparisonOutcome) {
        let result = try await run { () throws(ServiceFailure) in
            let before = ComparisonOutcome.hashed(from: inputs, seed: seed)
            let after = inputs == changed ? before : ComparisonOutcome.hashed(from: changed, seed: before.seed)
            return (before: before, after: after)
        }
        return try result.get()
    }

    private func run<Output: Sendable>(
        _ work: @escaping @Sendable () throws(ServiceFailure) -> Output
    ) async throws(ServiceFailure) -> Result<Output, ServiceFailure> {
        do {
            return try await workers.run { Result(catching: work) }
        } catch {
            switch error {
            case .busy: throw .busy
            case .stopped, .cancelled: throw .unavailable
            }
        }
    }
}

/// What a comparison is made of.
struct ComparisonBasis: Hashable, Sendable {
    /// By the set that counts.
    let inputs: ComparisonInputs
    /// By the set that an offer froze, if others count since then.
    let frozen: ComparisonInputs?
}

/// A comparison that was drawn.
struct ComparedBasis: Sendable {
    let basis: ComparisonBasis
    let content: ComparisonContent
    /// The content as JSON, to be stored.
    let document: [UInt8]

    fileprivate init(_ basis: ComparisonBasis, seed: Int?) throws(ServiceFailure) {
        self.basis = basis
        let result = ComparisonOutcome.hashed(from: basis.inputs, seed: seed)
        let frozen = basis.frozen.map { inputs in
            FrozenComparison(
                result: .hashed(from: inputs, seed: result.seed),
                drift: PriorityDrift(from: inputs.prioritySet, to: basis.inputs.prioritySet)
            )
        }
        content = ComparisonContent(result: result, frozen: frozen)
        document = try content.text()
    }
}

/// The part of a comparison that is stored as a document.
struct ComparisonContent: Codable, Sendable {
    var result: ComparisonOutcome
    var frozen: FrozenComparison?

    init(result: ComparisonOutcome, frozen: FrozenComparison?) {
        self.result = result
        self.frozen = frozen
    }

    /// Reads what was stored.
    init(stored bytes: [UInt8]) throws(ServiceFailure) {
        do {
            let document = try JSONDocument(parsing: bytes)
            self = try JSONDecoding.decode(ComparisonContent.self, from: document.root, at: "document")
        } catch {
            throw .unexpected("a stored comparison cannot be read: \(error)")
        }
    }

    fileprivate func text() throws(ServiceFailure) -> [UInt8] {
        do {
            return try JSONEncoding.encode(self)
        } catch {
            throw .unexpected("a comparison cannot be encoded: \(error)")
        }
    }
}

extension ComparisonOutcome {
    /// Computed with the hash of its inputs, from which the seed follows when none is given.
    fileprivate static func hashed(from inputs: ComparisonInputs, seed: Int?) -> ComparisonOutcome {
        let hash = SHA256.hash(data: inputs.canonicalInputs())
        return .computed(
            from: inputs,
            inputsHash: hash.hexadecimal,
            seed: seed ?? ComparisonMethod.seed(ofHash: hash)
        )
    }
}
