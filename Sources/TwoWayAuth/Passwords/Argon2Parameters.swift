/// What one Argon2id computation costs; the numbers travel inside every stored hash.
public struct Argon2Parameters: Hashable, Sendable {
    /// Memory in KiB, at least eight times the lanes (RFC 9106, section 3.1).
    public let memoryKiB: UInt32
    /// Passes over that memory.
    public let passes: UInt32
    /// Degree of parallelism; the library starts a thread for each lane beyond the first.
    public let lanes: UInt32

    /// The range a stored hash may ask for: a row that somebody tampered with must not be able to eat the machine.
    static let memoryRange: ClosedRange<UInt32> = 8...262_144
    static let passesRange: ClosedRange<UInt32> = 1...16
    static let lanesRange: ClosedRange<UInt32> = 1...4

    /// For people's passwords: 19 MiB, two passes, one lane (OWASP's lower recommendation); 25 ms on a quiet core.
    public static let production = Argon2Parameters(uncheckedMemoryKiB: 19_456, passes: 2, lanes: 1)

    /// For tests only: worth nothing against an attacker, and done in microseconds.
    public static let cheap = Argon2Parameters(uncheckedMemoryKiB: 64, passes: 1, lanes: 1)

    /// Checks the numbers; `parametersOutOfRange` beyond 256 MiB, 16 passes or 4 lanes, or below what Argon2 allows.
    public init(memoryKiB: UInt32, passes: UInt32, lanes: UInt32) throws(PasswordHashRefusal) {
        guard Self.memoryRange.contains(memoryKiB), Self.passesRange.contains(passes),
            Self.lanesRange.contains(lanes), memoryKiB >= 8 * lanes
        else { throw .parametersOutOfRange }
        self.init(uncheckedMemoryKiB: memoryKiB, passes: passes, lanes: lanes)
    }

    private init(uncheckedMemoryKiB memoryKiB: UInt32, passes: UInt32, lanes: UInt32) {
        self.memoryKiB = memoryKiB
        self.passes = passes
        self.lanes = lanes
    }

    /// Whether these cost an attacker less memory or fewer passes than `other`.
    func isWeaker(than other: Argon2Parameters) -> Bool {
        memoryKiB < other.memoryKiB || passes < other.passes
    }
}
