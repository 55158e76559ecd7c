import TwoWayModel

/// What needs doing now.
public enum Dashboards {
    static let methods: [any TwoWayMethod.Type] = [Get.self]

    /// Answers what needs doing now.
    public enum Get: TwoWayMethod {
        public static let name = "dashboard.get"
        public static let summary =
            "Answers what needs doing now: unprepared interviews, open must-asks, what is unchecked, owed and due."
        public typealias Access = CandidatesOnly
        public typealias Params = NoParams
        public typealias Result = Dashboard
    }
}
