/// Every limit that a connection is held to, in one place.
///
/// The server announces these numbers in `session.hello`; a client may hold itself to them. Sizes are bytes of a line
/// without its line end. `maximumBatch` and `requestDeadline` are kept by the layer that reads the JSON; all others are
/// kept here.
public struct ConnectionLimits: Sendable, Equatable {
    /// The longest line that is accepted, in bytes.
    public var maximumFrame: Int
    /// The longest line that is sent, in bytes.
    public var maximumResponse: Int
    /// The most calls in one batch.
    public var maximumBatch: Int
    /// The most lines of one connection that wait while another is answered; beyond it nothing more is read.
    public var waitingRequests: Int
    /// The most bytes of pushed lines that wait for a slow reader.
    public var pushBacklog: Int
    /// How long one request may take.
    public var requestDeadline: Duration
    /// How long a connection may be silent, and how long a peer may leave our answers unread.
    ///
    /// A line that is pushed and taken breaks the silence: whoever only listens is not cut off while something is said.
    public var idleTimeout: Duration
    /// How long a line may take from its first byte to its end.
    public var partialLineTimeout: Duration
    /// How long a connection may stay without a signed-in caller.
    public var unauthenticatedTimeout: Duration
    /// The most connections from one address (IPv4) or one /64 network (IPv6).
    public var connectionsPerAddress: Int
    /// The most connections in all.
    public var connections: Int

    /// Makes a set of limits; what is left out has the default of the product.
    public init(
        maximumFrame: Int = 1 << 20,
        maximumResponse: Int = 4 << 20,
        maximumBatch: Int = 50,
        waitingRequests: Int = 32,
        pushBacklog: Int = 256 << 10,
        requestDeadline: Duration = .seconds(10),
        idleTimeout: Duration = .seconds(300),
        partialLineTimeout: Duration = .seconds(10),
        unauthenticatedTimeout: Duration = .seconds(10),
        connectionsPerAddress: Int = 256,
        connections: Int = 10_000
    ) {
        self.maximumFrame = maximumFrame
        self.maximumResponse = maximumResponse
        self.maximumBatch = maximumBatch
        self.waitingRequests = waitingRequests
        self.pushBacklog = pushBacklog
        self.requestDeadline = requestDeadline
        self.idleTimeout = idleTimeout
        self.partialLineTimeout = partialLineTimeout
        self.unauthenticatedTimeout = unauthenticatedTimeout
        self.connectionsPerAddress = connectionsPerAddress
        self.connections = connections
    }
}
