import JSONRPC
import TwoWayProtocol

/// What may be done with a call besides sending it once.
enum CallSafety {
    /// Changes nothing, so that it may be sent as often as one likes.
    case read
    /// Carries an idempotency key: sent again it happens once.
    case keyedWrite
    /// Sent twice it would happen twice, or fail the second time.
    case onceOnly

    /// Writes for which the contract has no key.
    private static let unkeyed: Set<String> = [
        Sessions.Login.name, Sessions.Logout.name, Sessions.Revoke.name, Sessions.RevokeOthers.name,
        Accounts.Activate.name, Accounts.ChangePassword.name, OwnData.Erase.name, OwnData.CancelErasure.name,
    ]

    init<Method: TwoWayMethod>(_ method: Method.Type, _ params: Method.Params) {
        self.init(method, hasKey: (params as? any KeyedParams)?.idempotencyKey != nil)
    }

    /// The same for parameters as JSON text.
    init(_ method: any TwoWayMethod.Type, params: JSONNode?) {
        self.init(method, hasKey: params?["idempotencyKey"]?.string != nil)
    }

    private init(_ method: any TwoWayMethod.Type, hasKey: Bool) {
        if method.isKeyed {
            self = hasKey ? .keyedWrite : .onceOnly
        } else {
            self = Self.unkeyed.contains(method.name) ? .onceOnly : .read
        }
    }

    var isRepeatable: Bool { self != .onceOnly }

    static func needsLogin<Method: TwoWayMethod>(_ method: Method.Type) -> Bool {
        Method.Access.self != Anyone.self && Method.Access.self != Greeted.self
    }
}
