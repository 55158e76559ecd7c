import JSONRPC
import NIOCore
import Synchronization

/// The calls of one client connection that wait for their answers.
final class PendingCalls: Sendable {
    /// An answer as it came and as it was read.
    struct Answer: Sendable {
        let line: [UInt8]
        let reply: RPCReply
    }

    typealias Waiter = CheckedContinuation<Answer, any Error>

    private struct State {
        var waiters: [RPCID: Waiter] = [:]
        /// The last error that answered no call: why the server is about to close.
        var refusal: [UInt8]?
        var failure: LineClientError?
    }

    private let state = Mutex(State())
    private let onNotification: @Sendable (String, JSONNode?) -> Void

    init(onNotification: @escaping @Sendable (String, JSONNode?) -> Void) {
        self.onNotification = onNotification
    }

    /// Lets a call wait; says whether it does, or was failed because the connection is lost or the id is taken.
    func register(_ waiter: Waiter, id: Int) -> Bool {
        let error = state.withLock { state -> LineClientError? in
            if let failure = state.failure { return failure }
            guard state.waiters[RPCID(id)] == nil else { return .idInUse(id: id) }
            state.waiters[RPCID(id)] = waiter
            return nil
        }
        guard let error else { return true }
        waiter.resume(throwing: error)
        return false
    }

    /// Fails a call if it still waits; its answer is ignored if it comes.
    func fail(_ id: Int, with error: any Error) {
        state.withLock { $0.waiters.removeValue(forKey: RPCID(id)) }?.resume(throwing: error)
    }

    /// Gives a line of the server to the call that it answers, or to the handler of notifications.
    ///
    /// The answer to a batch goes, whole, to the calls whose ids are in it.
    /// - Throws: when the server does not speak JSON-RPC.
    func receive(_ line: [UInt8]) throws {
        for reply in try RPCReply.all(parsing: line) {
            switch reply {
            case .notification(let method, let params):
                onNotification(method, params)
            case .failure(_, let id) where id.isNull:
                state.withLock { $0.refusal = line }
            case .result(_, let id), .failure(_, let id):
                let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
                waiter?.resume(returning: Answer(line: line, reply: reply))
            }
        }
    }

    /// Fails all calls that wait and all later ones.
    func connectionClosed(_ error: (any Error)?) {
        let (waiters, failure) = state.withLock { state -> ([Waiter], LineClientError) in
            let reason = error.map { "\($0)" } ?? "closed without a word"
            let failure = LineClientError.connectionClosed(reason: reason, refusal: state.refusal)
            state.failure = failure
            defer { state.waiters = [:] }
            return (Array(state.waiters.values), failure)
        }
        for waiter in waiters { waiter.resume(throwing: failure) }
    }
}
