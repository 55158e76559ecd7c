import TwoWayModel

/// Codes of a device beside the password.
public enum SecondFactors {
    static let methods: [any TwoWayMethod.Type] = [Get.self, Start.self, Confirm.self, RenewCodes.self, Remove.self]

    /// Says whether a code is asked for at login.
    public enum Get: TwoWayMethod {
        public static let name = "secondFactor.get"
        public static let summary = "Says whether a code is asked for at login, and how many recovery codes are left."
        public typealias Access = MembersOnly
        public typealias Params = NoParams
        public typealias Result = SecondFactor
    }

    /// Begins to set up codes; nothing changes at login until they are confirmed.
    public enum Start: TwoWayMethod {
        public static let name = "secondFactor.start"
        public static let summary = "Answers a seed for an authenticator app; nothing changes until it is confirmed."
        public static let failures: [FailureKind] = [.invalidCredentials, .invalidState, .throttled, .busy]
        public typealias Access = MembersOnly
        public static let isOnceOnly = true

        public struct Params: Codable, Sendable {
            public var password: String

            public init(password: String) {
                self.password = password
            }
        }

        /// Shown only here.
        public struct Result: Codable, Sendable, Hashable {
            /// Base32, to be typed into the app.
            public var seed: String
            /// The same as an `otpauth` address.
            public var address: String

            public init(seed: String, address: String) {
                self.seed = seed
                self.address = address
            }
        }
    }

    /// Shows that the app has the seed; from now on login asks for a code.
    public enum Confirm: TwoWayMethod {
        public static let name = "secondFactor.confirm"
        public static let summary = "Asks for codes from now on; ends every session and opens a new one here."
        public static let failures: [FailureKind] = [.codeInvalid, .invalidState, .throttled]
        public typealias Access = MembersOnly
        public static let isOnceOnly = true

        public struct Params: Codable, Sendable {
            /// What the app shows: six digits.
            public var code: String
            /// What the session list shows of the new session.
            public var label: Title?

            public init(code: String, label: Title? = nil) {
                self.code = code
                self.label = label
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            /// Ten, each good for one login without the device; shown only here.
            public var recoveryCodes: [String]
            public var signedIn: Sessions.SignedIn

            public init(recoveryCodes: [String], signedIn: Sessions.SignedIn) {
                self.recoveryCodes = recoveryCodes
                self.signedIn = signedIn
            }
        }
    }

    /// Makes ten new recovery codes; the old ones are void.
    public enum RenewCodes: TwoWayMethod {
        public static let name = "secondFactor.renewCodes"
        public static let summary = "Makes ten new recovery codes; the old ones are void."
        public static let failures: [FailureKind] = [
            .invalidCredentials, .codeInvalid, .invalidState, .throttled, .busy,
        ]
        public typealias Access = MembersOnly
        public static let isOnceOnly = true
        public typealias Params = Proof

        public struct Result: Codable, Sendable, Hashable {
            /// Shown only here.
            public var recoveryCodes: [String]

            public init(recoveryCodes: [String]) {
                self.recoveryCodes = recoveryCodes
            }
        }
    }

    /// Goes back to the password alone.
    public enum Remove: TwoWayMethod {
        public static let name = "secondFactor.remove"
        public static let summary = "Goes back to the password alone; ends every session and opens a new one here."
        public static let failures: [FailureKind] = [
            .invalidCredentials, .codeInvalid, .invalidState, .passwordRefused, .throttled, .busy,
        ]
        public typealias Access = MembersOnly
        public static let isOnceOnly = true
        public typealias Params = Proof
        public typealias Result = Sessions.SignedIn
    }

    /// Both factors once more, as whoever finds an open laptop has neither.
    public struct Proof: Codable, Sendable {
        public var password: String
        /// What the app shows, or a recovery code.
        public var code: String
        /// What the session list shows of a new session.
        public var label: Title?

        public init(password: String, code: String, label: Title? = nil) {
            self.password = password
            self.code = code
            self.label = label
        }
    }
}
