/// How much a line may ask of the processor, and how much it gets back.
public struct RPCLimits: Sendable, Hashable {
    /// The number of requests in a batch.
    public var maximumBatch: Int
    /// The longest answer, in bytes without a line end; a batch has one answer.
    public var maximumResponseBytes: Int
    public var reader: JSONReaderLimits

    public static let `default` = Self()

    public init(
        maximumBatch: Int = 50,
        maximumResponseBytes: Int = 4 << 20,
        reader: JSONReaderLimits = .default
    ) {
        self.maximumBatch = maximumBatch
        self.maximumResponseBytes = maximumResponseBytes
        self.reader = reader
    }
}
