import TwoWayModel

/// Greeting, signing in, and looking after one's sessions.
public enum Sessions {
    static let methods: [any TwoWayMethod.Type] = [
        Hello.self, Login.self, Logout.self, List.self, Revoke.self, RevokeOthers.self,
    ]

    /// The version of the protocol that this code speaks.
    public static let protocolVersion = 1

    /// Opens the conversation; must be the first call.
    public enum Hello: TwoWayMethod {
        public static let name = "session.hello"
        public static let summary =
            "Opens the conversation: agrees on a protocol version, tells all limits, resumes a session."
        public static let failures: [FailureKind] = [.protocolUnsupported]
        public typealias Access = Anyone

        public struct Params: Codable, Sendable {
            /// The versions that the client speaks.
            public var `protocol`: VersionRange
            /// Name and version of the program, for the session list.
            public var client: Title
            /// A token from an earlier login.
            public var token: String?

            public init(protocol: VersionRange, client: Title, token: String? = nil) {
                self.protocol = `protocol`
                self.client = client
                self.token = token
            }
        }

        public struct VersionRange: Codable, Sendable, Hashable {
            public var min: Int
            public var max: Int

            public init(min: Int, max: Int) {
                self.min = min
                self.max = max
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            public var `protocol`: Int
            public var server: String
            public var limits: Limits
            /// Present when the token was good.
            public var account: Account?
            /// False when a token was sent that is not good any more; log in again.
            public var resumed: Bool

            public init(protocol: Int, server: String, limits: Limits, account: Account? = nil, resumed: Bool) {
                self.protocol = `protocol`
                self.server = server
                self.limits = limits
                self.account = account
                self.resumed = resumed
            }
        }

        /// All limits of a connection; bytes, seconds and counts.
        public struct Limits: Codable, Sendable, Hashable {
            public var requestBytes: Int
            public var responseBytes: Int
            public var batch: Int
            public var waitingRequests: Int
            public var deadlineSeconds: Double
            public var idleSeconds: Double
            /// How long a line may take to arrive whole.
            public var partialLineSeconds: Double
            /// How long a connection may stay without a sign-in.
            public var unauthenticatedSeconds: Double
            public var connectionsPerAddress: Int
            public var connections: Int
            public var pageStandard: Int
            public var pageMaximum: Int
            /// Subscriptions to events on one connection.
            public var subscriptions: Int
            /// How much may wait for a slow reader of events before it is told that it lags.
            public var pushBytes: Int
            /// The longest stretch of events that is sent before the reader has to have taken it.
            public var eventPage: Int
            /// How often a subscribed connection hears from the server at least.
            public var heartbeatSeconds: Double

            public init(
                requestBytes: Int,
                responseBytes: Int,
                batch: Int,
                waitingRequests: Int,
                deadlineSeconds: Double,
                idleSeconds: Double,
                partialLineSeconds: Double,
                unauthenticatedSeconds: Double,
                connectionsPerAddress: Int,
                connections: Int,
                pageStandard: Int,
                pageMaximum: Int,
                subscriptions: Int,
                pushBytes: Int,
                eventPage: Int,
                heartbeatSeconds: Double
            ) {
                self.requestBytes = requestBytes
                self.responseBytes = responseBytes
                self.batch = batch
                self.waitingRequests = waitingRequests
                self.deadlineSeconds = deadlineSeconds
                self.idleSeconds = idleSeconds
                self.partialLineSeconds = partialLineSeconds
                self.unauthenticatedSeconds = unauthenticatedSeconds
                self.connectionsPerAddress = connectionsPerAddress
                self.connections = connections
                self.pageStandard = pageStandard
                self.pageMaximum = pageMaximum
                self.subscriptions = subscriptions
                self.pushBytes = pushBytes
                self.eventPage = eventPage
                self.heartbeatSeconds = heartbeatSeconds
            }
        }
    }

    /// Signs in with e-mail address and password.
    public enum Login: TwoWayMethod {
        public static let name = "session.login"
        public static let summary =
            "Signs in with e-mail address and password; this connection and the token are then of the account."
        public static let failures: [FailureKind] = [
            .invalidCredentials, .secondFactorRequired, .codeInvalid, .throttled, .busy,
        ]
        public typealias Access = Greeted
        public static let isOnceOnly = true

        public struct Params: Codable, Sendable {
            public var email: EmailAddress
            public var password: String
            /// What the authenticator app shows, or a recovery code; wanted of accounts with a second factor.
            public var code: String?
            /// What the session list shows, such as "laptop".
            public var label: Title?

            public init(email: EmailAddress, password: String, code: String? = nil, label: Title? = nil) {
                self.email = email
                self.password = password
                self.code = code
                self.label = label
            }
        }

        public typealias Result = SignedIn
    }

    /// A fresh session; the token is shown only here.
    public struct SignedIn: Codable, Sendable, Hashable {
        public var token: String
        public var session: ID<Session>
        public var expiresAt: Timestamp
        public var account: Account

        public init(token: String, session: ID<Session>, expiresAt: Timestamp, account: Account) {
            self.token = token
            self.session = session
            self.expiresAt = expiresAt
            self.account = account
        }
    }

    /// Ends the session of this connection.
    public enum Logout: TwoWayMethod {
        public static let name = "session.logout"
        public static let summary = "Ends the session of this connection; its token is dead from the next statement on."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly
        public static let isOnceOnly = true
        public typealias Params = NoParams
        public typealias Result = Done
    }

    /// Lists one's live sessions.
    public enum List: TwoWayMethod {
        public static let name = "session.list"
        public static let summary = "Lists one's live sessions."
        public typealias Access = MembersOnly
        public typealias Params = PageParams
        public typealias Result = Page<Session>
    }

    /// Ends one session.
    public enum Revoke: TwoWayMethod {
        public static let name = "session.revoke"
        public static let summary = "Ends one session, on every server at once."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = MembersOnly
        public static let isOnceOnly = true

        public struct Params: Codable, Sendable {
            public var id: ID<Session>

            public init(id: ID<Session>) {
                self.id = id
            }
        }

        public typealias Result = Done
    }

    /// Ends all sessions but this one.
    public enum RevokeOthers: TwoWayMethod {
        public static let name = "session.revokeOthers"
        public static let summary = "Ends all sessions but this one."
        public typealias Access = MembersOnly
        public static let isOnceOnly = true
        public typealias Params = NoParams
        public typealias Result = Done
    }
}
