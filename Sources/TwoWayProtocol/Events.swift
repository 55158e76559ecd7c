import JSONRPC
import TwoWayModel

/// What one is told, as it happens and afterwards.
///
/// After ``Subscribe`` the server pushes notifications: ``Notify`` for each event, in the order of their numbers and at
/// least once; ``Heartbeat`` while there is nothing to tell; and as the last one ``Lagged`` or ``Ended``.
public enum Events {
    static let methods: [any TwoWayMethod.Type] = [Subscribe.self, List.self, Acknowledge.self]

    /// Follows one's events on this connection.
    public enum Subscribe: TwoWayMethod {
        public static let name = "event.subscribe"
        public static let summary = "Pushes one's events on this connection from now on, or from after an earlier one."
        public static let failures: [FailureKind] = [.invalidState]
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            /// The number of the last event that one has; absent for those that are still to come.
            public var since: Int?

            public init(since: Int? = nil) {
                self.since = since
            }
        }

        /// Where the log stands at this moment; the events follow as notifications.
        ///
        /// A connection has one subscription; another call puts a new one in its place.
        public struct Result: Codable, Sendable, Hashable {
            /// The events that follow have numbers above this one.
            public var since: Int
            /// The oldest event that is kept; with an earlier `since` the first notification is ``Events/Lagged``.
            public var first: Int
            /// The newest event there is.
            public var last: Int
            /// How long nothing may come before the connection has to be taken for dead: more than twice this.
            public var heartbeatSeconds: Double

            public init(since: Int, first: Int, last: Int, heartbeatSeconds: Double) {
                self.since = since
                self.first = first
                self.last = last
                self.heartbeatSeconds = heartbeatSeconds
            }
        }
    }

    /// Lists one's events, the inbox.
    public enum List: TwoWayMethod {
        public static let name = "event.list"
        public static let summary = "Lists what one was told in the last 30 days, newest first, with what is unread."
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable, PagedParams {
            /// Whether to leave out what is acknowledged; not done when absent.
            public var unreadOnly: Bool?
            public var limit: Int?
            public var cursor: String?

            public init(unreadOnly: Bool? = nil, limit: Int? = nil, cursor: String? = nil) {
                self.unreadOnly = unreadOnly
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<Event>
    }

    /// Marks events as read.
    public enum Acknowledge: TwoWayMethod {
        public static let name = "event.acknowledge"
        public static let summary = "Marks all events up to one as read, on all of the account's devices."
        public typealias Access = MembersOnly

        public struct Params: Codable, Sendable {
            /// The number of the last event that was read; the mark never moves back.
            public var upTo: Int

            public init(upTo: Int) {
                self.upTo = upTo
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            /// All events up to this one are read.
            public var read: Int
            /// The newest event there is.
            public var last: Int

            public init(read: Int, last: Int) {
                self.read = read
                self.last = last
            }
        }
    }
}
