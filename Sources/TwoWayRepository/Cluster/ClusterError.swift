/// Why a private cluster could not be made, started or stopped, in words for the person who runs the server.
public struct ClusterError: Error, Hashable, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
