public import JSONRPC
import NIOCore

/// Calls on one connection of a client: each answer goes to the call with its id.
///
/// Calls may run at the same time; the server answers them in order. When the connection is lost every waiting call
/// fails with ``LineClientError/connectionClosed(reason:refusal:)``, and so does every later one; connect again then.
/// The server closes a connection that sends nothing for ``ConnectionLimits/idleTimeout``.
public final class RPCConnection: Sendable {
    private let client: LineClient
    private let calls: PendingCalls
    private let deadline: Duration

    /// The deadline of the calls that a task makes, where neither theirs nor that of the connection fits; nil if that one does.
    @TaskLocal public static var patience: Duration?

    private init(client: LineClient, calls: PendingCalls, deadline: Duration) {
        self.client = client
        self.calls = calls
        self.deadline = deadline
    }

    /// Where it is connected to.
    public var peer: PeerAddress { client.peer }

    /// Connects, with TLS if given.
    ///
    /// `onNotification` gets method and params of what the server pushes, in order; it is called on the event loop and
    /// must not block. `onClose` is called once when the connection is gone.
    /// - Throws: ``LineClientError`` or ``TLSFailure``.
    public static func connect(
        host: String,
        port: Int,
        tls: ClientTLS? = nil,
        limits: ConnectionLimits = ConnectionLimits(),
        connectTimeout: Duration = .seconds(10),
        onNotification: @escaping @Sendable (String, JSONNode?) -> Void = { _, _ in },
        onClose: @escaping @Sendable () -> Void = {}
    ) async throws -> RPCConnection {
        let calls = PendingCalls(onNotification: onNotification)
        let client = try await LineClient.connect(
            host: host,
            port: port,
            tls: tls,
            limits: limits,
            connectTimeout: connectTimeout,
            onLine: { try calls.receive($0) },
            onClose: { error in
                calls.connectionClosed(error)
                onClose()
            }
        )
        // The server takes its own deadline from when it begins; allow for the way and for calls before this one.
        return RPCConnection(client: client, calls: calls, deadline: limits.requestDeadline + .seconds(5))
    }

    /// Sends a call and returns the line that answers it, be it a result or an error.
    ///
    /// `line` is the encoded call and `id` the id in it, which no other waiting call may have; for a batch it is one of
    /// the ids. Without a deadline ``patience`` holds, or that of the limits and five seconds more.
    /// - Throws: ``LineClientError``, or `CancellationError`; then the call may still be carried out.
    public func roundTrip(_ line: [UInt8], id: Int, deadline: Duration? = nil) async throws -> [UInt8] {
        try await answer(to: line, id: id, deadline: deadline).line
    }

    /// Sends a call and returns its answer as it was read; else like ``roundTrip(_:id:deadline:)``.
    public func reply(to line: [UInt8], id: Int, deadline: Duration? = nil) async throws -> RPCReply {
        try await answer(to: line, id: id, deadline: deadline).reply
    }

    /// Sends a notification, to which nothing is answered.
    public func notify(_ line: [UInt8]) {
        client.send(line)
    }

    /// Closes the connection; calls that wait fail.
    public func close() async {
        await client.close()
    }

    private func answer(to line: [UInt8], id: Int, deadline: Duration?) async throws -> PendingCalls.Answer {
        let timer = client.channel.eventLoop.scheduleTask(in: TimeAmount(deadline ?? Self.patience ?? self.deadline)) {
            [calls] in
            calls.fail(id, with: LineClientError.deadlineExceeded(id: id))
        }
        defer { timer.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiter in
                guard calls.register(waiter, id: id) else { return }
                // The cancellation may have come before the call was registered and then found nothing to fail.
                if Task.isCancelled {
                    calls.fail(id, with: CancellationError())
                } else {
                    client.send(line)
                }
            }
        } onCancel: {
            calls.fail(id, with: CancellationError())
        }
    }
}
