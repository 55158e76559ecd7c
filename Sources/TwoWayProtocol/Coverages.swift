import JSONRPC
import TwoWayModel

/// What was asked of whom.
public enum Coverages {
    static let methods: [any TwoWayMethod.Type] = [Get.self]

    /// Answers what was asked of whom at an opportunity.
    public enum Get: TwoWayMethod {
        public static let name = "opportunity.coverage"
        public static let summary =
            "Answers which priority was put to whom at an opportunity, which general topic was touched, and what is missing."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var id: ID<Opportunity>

            public init(id: ID<Opportunity>) {
                self.id = id
            }
        }

        public typealias Result = Coverage
    }
}
