/// Whether an account also asks for a code, and what is left for the day the device is lost.
public struct SecondFactor: Codable, Sendable, Hashable {
    /// Since when; absent when a password is enough.
    public var since: Timestamp?
    /// How many recovery codes were not used yet.
    public var recoveryCodesLeft: Int

    public init(since: Timestamp? = nil, recoveryCodesLeft: Int) {
        self.since = since
        self.recoveryCodesLeft = recoveryCodesLeft
    }
}
