import TwoWayModel

/// Opening an account by invitation, and what belongs to the account itself.
public enum Accounts {
    static let methods: [any TwoWayMethod.Type] = [
        Activate.self, Me.self, ChangePassword.self, ResetPassword.self,
    ]

    /// Opens an account with an invitation code.
    public enum Activate: TwoWayMethod {
        public static let name = "account.activate"
        public static let summary = "Opens an account with an invitation code and signs in."
        public static let failures: [FailureKind] = [.codeInvalid, .passwordRefused, .alreadyExists, .throttled, .busy]
        public typealias Access = Greeted
        public static let isOnceOnly = true

        public struct Params: Codable, Sendable {
            public var code: String
            public var email: EmailAddress
            public var displayName: Title
            public var password: String
            public var timeZone: TimeZoneName?
            public var label: Title?

            public init(
                code: String,
                email: EmailAddress,
                displayName: Title,
                password: String,
                timeZone: TimeZoneName? = nil,
                label: Title? = nil
            ) {
                self.code = code
                self.email = email
                self.displayName = displayName
                self.password = password
                self.timeZone = timeZone
                self.label = label
            }
        }

        public typealias Result = Sessions.SignedIn
    }

    /// Answers the account that is signed in.
    public enum Me: TwoWayMethod {
        public static let name = "account.me"
        public static let summary = "Answers the account that is signed in."
        public typealias Access = MembersOnly
        public typealias Params = NoParams
        public typealias Result = Account
    }

    /// Changes the password and ends every other session.
    public enum ChangePassword: TwoWayMethod {
        public static let name = "account.changePassword"
        public static let summary = "Changes the password, ends every session and opens a new one for this connection."
        public static let failures: [FailureKind] = [.invalidCredentials, .passwordRefused, .throttled, .busy]
        public typealias Access = MembersOnly
        public static let isOnceOnly = true

        public struct Params: Codable, Sendable {
            public var current: String
            public var new: String
            /// What the session list shows of the new session.
            public var label: Title?

            public init(current: String, new: String, label: Title? = nil) {
                self.current = current
                self.new = new
                self.label = label
            }
        }

        public typealias Result = Sessions.SignedIn
    }

    /// Sets a new password with a code from the admin, for somebody who has forgotten the old one.
    public enum ResetPassword: TwoWayMethod {
        public static let name = "account.resetPassword"
        public static let summary = "Sets a new password with a code from the admin and ends every session."
        public static let failures: [FailureKind] = [.codeInvalid, .passwordRefused, .throttled, .busy]
        public typealias Access = Greeted
        public static let isOnceOnly = true

        public struct Params: Codable, Sendable {
            public var code: String
            public var email: EmailAddress
            public var new: String

            public init(code: String, email: EmailAddress, new: String) {
                self.code = code
                self.email = email
                self.new = new
            }
        }

        public typealias Result = Done
    }
}
