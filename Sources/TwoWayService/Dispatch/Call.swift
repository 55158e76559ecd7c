import Synchronization
import TwoWayAuth
import TwoWayModel

/// What one connection has shown of its peer; changed by hello, login and logout only.
public final class Conversation: Sendable {
    /// The network the peer calls from, shortened for throttling and the session list.
    public let network: PeerNetwork
    private let state = Mutex(State())

    private struct State {
        var credentials = Credentials()
        var touched: Timestamp?
    }

    /// How often the use of a session is noted at the most; sessions end after twelve idle hours.
    private static let touchInterval = Duration.seconds(300)

    public init(network: PeerNetwork) {
        self.network = network
    }

    public var credentials: Credentials {
        state.withLock { $0.credentials }
    }

    func greet() {
        state.withLock { $0.credentials.greeted = true }
    }

    /// Public so that tests can stand in somebody's place.
    public func signIn(_ account: SignedInAccount?) {
        state.withLock { state in
            state.credentials.signedIn = account
            state.touched = nil
        }
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

/// The circumstances of one request, for the few methods that look at the connection.
public struct Call: Sendable {
    public let conversation: Conversation
}
