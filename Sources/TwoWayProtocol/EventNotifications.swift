import JSONRPC
import TwoWayModel

/// Something that the server says without being asked: name and parameters in one declaration.
public protocol TwoWayNotification: Sendable {
    associatedtype Params: Codable & Sendable

    /// The wire name.
    static var name: String { get }
}

extension TwoWayNotification {
    /// The notification as a line.
    public static func line(_ params: Params) throws(JSONEncodingError) -> [UInt8] {
        try RPCCall.encode(method: name, params: params, id: nil)
    }
}

extension Events {
    /// One event.
    public enum Notify: TwoWayNotification {
        public static let name = "event.notify"
        public typealias Params = Event
    }

    /// The subscription is over; what is missing is had by subscribing again with `since` one below `next`.
    public enum Lagged: TwoWayNotification {
        public static let name = "event.lagged"

        public enum Reason: String, Codable, CaseIterable, Sendable {
            /// More was waiting for the peer than the server keeps for one connection.
            case slow
            /// Events before `next` are no longer kept; `event.list` shows what there is.
            case forgotten
        }

        public struct Params: Codable, Sendable, Hashable {
            /// The number of the first event that was not sent and is there.
            public var next: Int
            public var reason: Reason

            public init(next: Int, reason: Reason) {
                self.next = next
                self.reason = reason
            }
        }
    }

    /// The subscription is over because the session is; nothing more comes.
    public enum Ended: TwoWayNotification {
        public static let name = "event.ended"
        public typealias Params = NoParams
    }

    /// Said now and then, so that either side notices when the other one is gone.
    public enum Heartbeat: TwoWayNotification {
        public static let name = "event.heartbeat"

        public struct Params: Codable, Sendable, Hashable {
            /// Everything up to this number was sent, or may not be read any more.
            public var upTo: Int

            public init(upTo: Int) {
                self.upTo = upTo
            }
        }
    }

    /// A notification of a subscription, as a client reads it.
    public enum Notice: Sendable, Hashable {
        case event(Event)
        case lagged(Lagged.Params)
        case ended
        case heartbeat(upTo: Int)

        /// Reads a notification; nil for one that is no part of a subscription, or that is not known yet.
        /// - Throws: `JSONDecodingError` when the parameters are not those of the contract.
        public init?(method: String, params: JSONNode?) throws {
            switch (method, params) {
            case (Notify.name, let params?):
                self = .event(try JSONDecoding.decode(Event.self, from: params, at: "params", surplus: .ignored))
            case (Lagged.name, let params?):
                self = .lagged(
                    try JSONDecoding.decode(Lagged.Params.self, from: params, at: "params", surplus: .ignored)
                )
            case (Ended.name, _): self = .ended
            case (Heartbeat.name, let params?):
                let beat = try JSONDecoding.decode(
                    Heartbeat.Params.self,
                    from: params,
                    at: "params",
                    surplus: .ignored
                )
                self = .heartbeat(upTo: beat.upTo)
            default: return nil
            }
        }
    }
}
