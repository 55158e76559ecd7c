import TwoWayModel

/// The coach's desk.
public enum Clients {
    static let methods: [any TwoWayMethod.Type] = [List.self]

    /// Lists the clients of a coach with what waits for the coach.
    public enum List: TwoWayMethod {
        public static let name = "client.list"
        public static let summary =
            "Lists a coach's clients, and who invites the coach, the last active first, with what needs attention."
        public typealias Access = CoachesOnly
        public typealias Params = PageParams
        public typealias Result = Page<Client>
    }
}
