import TwoWayModel

/// Moving a subscription to a newer version without losing anything of one's own (DOMAIN.md 5.8).
public enum Upgrades {
    static let methods: [any TwoWayMethod.Type] = [
        Preview.self, Apply.self, List.self, Rollback.self, Auto.self,
    ]

    /// Says what an upgrade would change; writes nothing.
    public enum Preview: TwoWayMethod {
        public static let name = "upgrade.preview"
        public static let summary = "Says what an upgrade would change, question by question; writes nothing."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable {
            public var subscription: ID<Subscription>
            /// The newest version when absent.
            public var to: Int?

            public init(subscription: ID<Subscription>, to: Int? = nil) {
                self.subscription = subscription
                self.to = to
            }
        }

        public typealias Result = UpgradePreview
    }

    /// Carries an upgrade out.
    public enum Apply: TwoWayMethod {
        public static let name = "upgrade.apply"
        public static let summary =
            "Carries out an upgrade as it was previewed, in one transaction; refused as stale when the preview is not true any more."
        public static let failures: [FailureKind] = [.notFound, .staleRevision, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var subscription: ID<Subscription>
            public var revision: Revision
            public var to: Int
            /// Of the preview that was looked at.
            public var previewHash: String
            /// A word on conflicts; without one they stay open, and one's own wording in force.
            public var resolutions: [ConflictResolution]?
            public var idempotencyKey: IdempotencyKey?

            public init(
                subscription: ID<Subscription>,
                revision: Revision,
                to: Int,
                previewHash: String,
                resolutions: [ConflictResolution]? = nil,
                idempotencyKey: IdempotencyKey? = nil
            ) {
                self.subscription = subscription
                self.revision = revision
                self.to = to
                self.previewHash = previewHash
                self.resolutions = resolutions
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = UpgradeRun
    }

    /// Lists the upgrades of a subscription.
    public enum List: TwoWayMethod {
        public static let name = "upgrade.list"
        public static let summary = "Lists the upgrades of a subscription, newest first."
        public static let failures: [FailureKind] = [.notFound]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, PagedParams {
            public var subscription: ID<Subscription>
            public var limit: Int?
            public var cursor: String?

            public init(subscription: ID<Subscription>, limit: Int? = nil, cursor: String? = nil) {
                self.subscription = subscription
                self.limit = limit
                self.cursor = cursor
            }
        }

        public typealias Result = Page<UpgradeRun>
    }

    /// Takes the newest upgrade of a subscription back.
    public enum Rollback: TwoWayMethod {
        public static let name = "upgrade.rollback"
        public static let summary =
            "Takes the newest upgrade of a subscription back, up to 30 days later; what was written since stays."
        public static let failures: [FailureKind] = [.notFound, .invalidState]
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var run: ID<UpgradeRun>
            public var idempotencyKey: IdempotencyKey?

            public init(run: ID<UpgradeRun>, idempotencyKey: IdempotencyKey? = nil) {
                self.run = run
                self.idempotencyKey = idempotencyKey
            }
        }

        public typealias Result = UpgradeRun
    }

    /// Takes the waiting upgrades that need no word of the subscriber.
    public enum Auto: TwoWayMethod {
        public static let name = "upgrade.auto"
        public static let summary =
            "Takes the waiting upgrades that the policies of the subscriptions allow: all, or those that touch nothing of one's own."
        public typealias Access = CandidatesOnly

        public struct Params: Codable, Sendable, KeyedParams {
            public var idempotencyKey: IdempotencyKey?

            public init(idempotencyKey: IdempotencyKey? = nil) {
                self.idempotencyKey = idempotencyKey
            }
        }

        public struct Result: Codable, Sendable, Hashable {
            public var runs: [UpgradeRun]
            /// Subscriptions whose waiting upgrade is left for a look at its preview.
            public var waiting: [ID<Subscription>]

            public init(runs: [UpgradeRun], waiting: [ID<Subscription>]) {
                self.runs = runs
                self.waiting = waiting
            }
        }
    }
}
