/// How much a text may ask of the reader.
public struct JSONReaderLimits: Sendable, Hashable {
    /// How many arrays and objects may stand inside each other.
    ///
    /// Decoding walks down the nesting on the stack, so a value above 512 counts as 512.
    public var maximumDepth: Int

    /// The longest text, in bytes; a value above 128 MiB counts as 128 MiB.
    public var maximumBytes: Int

    /// The limits for a text that comes from outside.
    public static let `default` = Self()

    /// The limits for an answer, which wraps values of requests in layers of its own.
    public static let reply = Self(maximumDepth: 64)

    public init(maximumDepth: Int = 32, maximumBytes: Int = 16 << 20) {
        self.maximumDepth = maximumDepth
        self.maximumBytes = maximumBytes
    }

    var effectiveDepth: Int { min(maximumDepth, 512) }

    /// The tape packs positions into 27 bits, which is where this bound comes from.
    var effectiveBytes: Int { min(maximumBytes, (1 << 27) - 1) }
}
