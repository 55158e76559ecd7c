import Synchronization
import TwoWayAuth
import TwoWayModel

/// What one connection has shown of its peer, changed by hello, login and logout only; and the events it follows.
public final class Conversation: Sendable {
    /// The network the peer calls from, shortened for throttling and the session list.
    public let network: PeerNetwork
    /// How to push to the peer; nil where that cannot be done.
    let sink: EventSink?
    private let state = Mutex(State())

    private struct State {
        var credentials = Credentials()
        var touched: Timestamp?
        var following: Following?
        /// Whether events are to begin with the end of the answer that promises them.
        var isPrepared = false
        var isClosed = false
    }

    private struct Following {
        let subscription: EventSubscription
        let desk: EventDesk
    }

    /// How often the use of a session is noted at the most; sessions end after twelve idle hours.
    private static let touchInterval = Duration.seconds(300)

    public init(network: PeerNetwork, sink: EventSink? = nil) {
        self.network = network
        self.sink = sink
    }

    public var credentials: Credentials {
        state.withLock { $0.credentials }
    }

    func greet() {
        state.withLock { $0.credentials.greeted = true }
    }

    /// Public so that tests can stand in somebody's place.
    ///
    /// Whoever follows events as somebody else hears nothing more.
    public func signIn(_ account: SignedInAccount?) {
        let outdated = state.withLock { state in
            state.credentials.signedIn = account
            state.touched = nil
            return state.following?.subscription.account.session == account?.session ? nil : state.following.take()
        }
        if let outdated { outdated.desk.close(outdated.subscription) }
    }

    /// The account whose session is to be noted as in use now, if any.
    func dueForTouch(at now: Timestamp) -> SignedInAccount? {
        state.withLock { state in
            guard let account = state.credentials.signedIn else { return nil }
            if let touched = state.touched, now < touched + Self.touchInterval { return nil }
            state.touched = now
            return account
        }
    }
}

/// Following events.
extension Conversation {
    /// Takes a subscription in place of the one there is; it begins when ``answered()`` is called.
    func prepare(_ subscription: EventSubscription, at desk: EventDesk) {
        let outdated = state.withLock { state in
            let outdated = state.following
            // The connection may have gone, or have changed hands, while the call was carried out.
            let isWelcome =
                !state.isClosed && state.credentials.signedIn?.session == subscription.account.session
            state.following = isWelcome ? Following(subscription: subscription, desk: desk) : nil
            state.isPrepared = isWelcome
            return outdated
        }
        if let outdated { outdated.desk.close(outdated.subscription) }
    }

    /// Begins what was prepared; called when the answer is made and nothing is between it and the peer.
    func answered() {
        let begun = state.withLock { state in
            defer { state.isPrepared = false }
            return state.isPrepared ? state.following : nil
        }
        if let begun { begun.desk.open(begun.subscription) }
    }

    /// Ends what is followed; nothing can be any more.
    public func close() {
        let last = state.withLock { state in
            state.isClosed = true
            return state.following.take()
        }
        if let last { last.desk.close(last.subscription) }
    }
}

/// The circumstances of one request, for the few methods that look at the connection.
public struct Call: Sendable {
    public let conversation: Conversation
}
