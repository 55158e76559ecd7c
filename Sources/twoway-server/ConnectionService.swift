import JSONRPCTransport
import TwoWayAuth
import TwoWayService

/// Joins the transport's connections to the services.
struct ConnectionService: LineService {
    let responder: Responder

    func open(_ peer: PeerAddress, outbound: LineSender) -> any LineSession {
        ConnectionSession(
            responder: responder,
            conversation: Conversation(
                network: PeerNetwork(address: peer.host),
                sink: EventSink(send: outbound.send, whenDrained: outbound.whenDrained)
            )
        )
    }
}

/// One connection with what it has shown of its peer.
struct ConnectionSession: LineSession {
    let responder: Responder
    let conversation: Conversation

    func respond(to line: [UInt8]) async -> LineReply {
        let bytes = await responder.respond(to: line, in: conversation)
        return LineReply(bytes: bytes, authenticated: conversation.credentials.signedIn != nil)
    }

    func closed() async {
        conversation.close()
    }
}
