import Crypto
import Foundation

/// What a bucket of attempts is stored under: a hash, so that the table holds neither logins nor addresses.
public struct ThrottleKey: Hashable, Sendable {
    /// SHA-256, 32 bytes.
    public let bytes: [UInt8]

    /// The bucket of a login as typed, whether or not an account has it.
    ///
    /// Case, outer white space and compatible characters make no other bucket, else an attacker would get one for every
    /// way to write a login.
    public static func account(_ login: String) -> ThrottleKey {
        let folded = login.precomposedStringWithCompatibilityMapping.lowercased()
        var scalars = Substring(folded).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return ThrottleKey(hashing: "acct:" + String(scalars))
    }

    /// The bucket of everybody who comes from `network`.
    public static func network(_ network: PeerNetwork) -> ThrottleKey {
        ThrottleKey(hashing: "ip:" + network.description)
    }

    /// The bucket of codes for one account, by its id.
    public static func codes(_ account: String) -> ThrottleKey {
        ThrottleKey(hashing: "code:" + account)
    }

    private init(hashing text: String) {
        bytes = Array(SHA256.hash(data: Array(text.utf8)))
    }
}

/// How many attempts to sign in are let through, and how fast they come back.
///
/// An empty bucket delays and never locks: whoever fills the bucket of a victim keeps the victim out for minutes only.
public struct LoginThrottle: Hashable, Sendable {
    /// A bucket that holds `capacity` attempts and fills from empty to full in `period`.
    public struct Bucket: Hashable, Sendable {
        public let capacity: Int
        public let period: Duration

        public init(capacity: Int, period: Duration) {
            self.capacity = capacity
            self.period = period
        }

        /// Attempts that come back per second.
        public var refillPerSecond: Double { Double(capacity) / (period / .seconds(1)) }
    }

    /// For one login.
    public var account: Bucket
    /// For one network, and so for all logins tried from it.
    public var network: Bucket

    public init(
        account: Bucket = Bucket(capacity: 10, period: .seconds(900)),
        network: Bucket = Bucket(capacity: 60, period: .seconds(900))
    ) {
        self.account = account
        self.network = network
    }
}
