import NIOCore

/// One connection of the server, from accepting it to its last answer.
struct LineConnection: Sendable {
    let peer: PeerAddress
    let channel: any Channel
    let outbox: Outbox
    private let handler: NIOLoopBound<ConnectionHandler>

    /// Makes the connection; must be called on the event loop of the channel.
    init(peer: PeerAddress, channel: any Channel, outbox: Outbox, handler: ConnectionHandler) {
        self.peer = peer
        self.channel = channel
        self.outbox = outbox
        self.handler = NIOLoopBound(handler, eventLoop: channel.eventLoop)
    }

    /// Answers the lines one after another until none follows; its task must run on the event loop of the channel.
    ///
    /// Each answer has a task of its own, begun without a detour: a task keeps the memory that its deepest call took,
    /// which was twice what the rest of an idle connection needs. The next line comes when this one is answered.
    func serve(_ service: some LineService) async {
        let session = service.open(peer, outbound: LineSender(outbox.send, onDrained: outbox.whenDrained))
        await withDiscardingTaskGroup { answers in
            var served = 0
            while let line = await handler.value.nextLine() {
                answers.addImmediateTask {
                    let reply = await session.respond(to: line)
                    handler.value.reply(reply)
                }
                served &+= 1
                // Answers that need no waiting must not keep the loop from the other connections.
                if served.isMultiple(of: 32) { await Task.yield() }
            }
        }
        await session.closed()
    }

    /// Ends the connection after the running request.
    func shutDown() {
        channel.eventLoop.execute { handler.value.shutDown() }
    }

    /// Ends the connection now.
    func abort() {
        channel.eventLoop.execute { handler.value.abort() }
    }
}
