import JSONRPC

/// What the server says of itself, to anybody.
public enum Server {
    static let methods: [any TwoWayMethod.Type] = [Ping.self, Discover.self]

    /// Answers as long as the server lives.
    public enum Ping: TwoWayMethod {
        public static let name = "server.ping"
        public static let summary = "Answers as long as the server lives."
        public typealias Access = Anyone
        public typealias Params = NoParams
        public typealias Result = Done
    }

    /// Answers the contract as an OpenRPC document.
    public enum Discover: TwoWayMethod {
        public static let name = "rpc.discover"
        public static let summary = "Answers the contract as an OpenRPC document."
        public typealias Access = Anyone
        public typealias Params = NoParams
        public typealias Result = RawJSON
    }
}
