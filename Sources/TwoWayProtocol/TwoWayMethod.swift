import TwoWayModel

/// One method of the contract: name, parameters, answer, meaning and permission in one declaration.
///
/// Dispatch, the gate, the client's call, `rpc.discover` and `twoway call` all read it.
public protocol TwoWayMethod: Sendable {
    associatedtype Params: Codable & Sendable
    associatedtype Result: Codable & Sendable
    associatedtype Access: AccessRule

    /// The wire name, `area.verb`.
    static var name: String { get }
    /// One sentence for people.
    static var summary: String { get }
    /// The domain failures it may answer with, besides those that every method may.
    static var failures: [FailureKind] { get }
    /// Whether it writes without taking a key: sent twice it would happen twice, or fail the second time.
    static var isOnceOnly: Bool { get }
}

extension TwoWayMethod {
    public static var failures: [FailureKind] { [] }
    public static var isOnceOnly: Bool { false }

    /// Every kind it may answer with: its own, those of its access and its key, and those that any method may.
    public static var allFailures: [FailureKind] {
        let ofKey: [FailureKind] = isKeyed ? [.keyReused, .limitReached] : []
        let all = Access.failures + failures + ofKey + FailureKind.ofAnyMethod
        return all.enumerated().filter { index, kind in all.firstIndex(of: kind) == index }.map(\.element)
    }

    /// Whether a repeated call with the same idempotency key returns the first response (R22).
    public static var isKeyed: Bool { Params.self is any KeyedParams.Type }
}

/// A method by which others read what is shared with them: what they receive has fewer members.
///
/// There is no second set of methods for coaches to read with; an owner receives `Result`.
public protocol SharedMethod: TwoWayMethod where Access == MembersOnly {
    associatedtype Shared: Codable & Sendable
}

/// Parameters of a write: a retry with the same key returns the first response and writes nothing (R22).
public protocol KeyedParams {
    var idempotencyKey: IdempotencyKey? { get }
}

/// What an idempotency key identifies.
public enum KeyedCall {}

/// Made by the client for one intended write, and sent again with each retry of it; kept for seven days.
public typealias IdempotencyKey = ID<KeyedCall>

/// Parameters of a list.
public protocol PagedParams {
    /// From 1 to `PageLimits.maximum`.
    var limit: Int? { get set }
    /// `nextCursor` of the page before, with the same filter.
    var cursor: String? { get set }
}

/// Parameters of a list that has no filter.
public struct PageParams: Codable, Sendable, PagedParams {
    public var limit: Int?
    public var cursor: String?

    public init(limit: Int? = nil, cursor: String? = nil) {
        self.limit = limit
        self.cursor = cursor
    }
}

/// How long a page is.
public enum PageLimits {
    public static let standard = 50
    public static let maximum = 200
}

/// One page of a list.
public struct Page<Item: Codable & Sendable>: Codable, Sendable {
    public var items: [Item]
    /// Absent on the last page.
    public var nextCursor: String?

    public init(items: [Item], nextCursor: String? = nil) {
        self.items = items
        self.nextCursor = nextCursor
    }
}

extension Page: Equatable where Item: Equatable {}

/// Parameters of a method that takes none.
public struct NoParams: Codable, Sendable, Hashable {
    public init() {}
}

/// The answer of a method that has nothing to tell.
public struct Done: Codable, Sendable, Hashable {
    public init() {}
}

/// Who may call a method; the gate in TwoWayAuth turns each rule into a caller type that only it can make.
public protocol AccessRule: Sendable {
    /// The word for it in `rpc.discover`.
    static var name: String { get }
    /// How callers can be turned away.
    static var failures: [FailureKind] { get }
}

/// Anybody, also before `session.hello`.
public enum Anyone: AccessRule {
    public static let name = "anyone"
    public static let failures: [FailureKind] = []
}

/// Anybody who has said hello.
public enum Greeted: AccessRule {
    public static let name = "greeted"
    public static let failures: [FailureKind] = [.helloRequired]
}

/// Every signed-in account.
public enum MembersOnly: AccessRule {
    public static let name = "member"
    public static let failures: [FailureKind] = [.helloRequired, .unauthenticated]
}

/// Signed-in accounts with the role candidate.
public enum CandidatesOnly: AccessRule {
    public static let name = "candidate"
    public static let failures: [FailureKind] = [.helloRequired, .unauthenticated, .forbidden]
}

/// Signed-in accounts with the role coach.
public enum CoachesOnly: AccessRule {
    public static let name = "coach"
    public static let failures: [FailureKind] = [.helloRequired, .unauthenticated, .forbidden]
}
