import Foundation
import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What comes back from a method with which others read, too.
enum Reading<Method: SharedMethod>: Sendable {
    /// All of it, to its owner.
    case own(Method.Result)
    /// What live shares open.
    case shared(Method.Shared)
}

/// What the live shares of a thing open to a coach.
struct LiveRights: Sendable {
    let owner: ID<Account>
    fileprivate let shares: [CoveringShare]

    /// All fields that are open of the thing.
    var fields: Set<ShareField> { shares.reduce(into: []) { $0.formUnion($1.fields) } }

    /// The fields that are open of one interview; other shares may open more of others.
    func fields(of interview: ID<Interview>) -> Set<ShareField> {
        shares.reduce(into: []) { fields, share in
            if share.interview == nil || share.interview == interview { fields.formUnion(share.fields) }
        }
    }

    /// Whether more than its id is open of an interview.
    func opens(_ interview: ID<Interview>) -> Bool { !fields(of: interview).isEmpty }

    /// Whether a share of all interviews opens the field.
    func opensEverywhere(_ field: ShareField) -> Bool {
        shares.contains { $0.interview == nil && $0.fields.contains(field) }
    }

    /// The interviews of which a share of one alone opens the field.
    func interviewsOpening(_ field: ShareField) -> [ID<Interview>] {
        Array(Set(shares.filter { $0.fields.contains(field) }.compactMap(\.interview)))
    }

    /// The interviews that are open; nil for all of the opportunity.
    var interviews: [ID<Interview>]? {
        let named = shares.compactMap(\.interview)
        return named.count == shares.count ? Array(Set(named)) : nil
    }
}

/// A document that a candidate shared as it was.
struct KeptDocument: Sendable {
    let content: ShareDocument
    let takenAt: Timestamp
}

/// The one way in which a coach reads something of a candidate: through live shares.
///
/// The owner's method and its statements serve both; what a coach gets of the result is decided by the model's masks. The
/// reading leaves a receipt in the same transaction (R17), so that one which fails leaves none, and without a live share
/// there is nothing to find (R1).
struct Viewing: Sendable {
    let store: Store

    /// Reads a thing as it is, or the newest snapshot of it where no share shows it as it is.
    func read<Method: TwoWayMethod, Value>(
        _ method: Method.Type,
        _ thing: SharedThing,
        by member: Member,
        live: (Transaction, LiveRights) async throws -> Value?,
        kept: (KeptDocument) -> Value?
    ) async throws(ServiceFailure) -> Value {
        try await open(method, thing, by: member) { transaction, covering in
            if let rights = Self.rights(covering) { return try await live(transaction, rights) }
            guard let newest = covering.first else { return nil }
            return kept(try await document(newest, in: transaction))
        }
    }

    /// Reads a list: what shares show as it is, and beside it what only snapshots have.
    func list<Method: TwoWayMethod, Item>(
        _ method: Method.Type,
        _ thing: SharedThing,
        by member: Member,
        live: (Transaction, LiveRights) async throws -> [Item],
        kept: (KeptDocument, LiveRights?) -> [Item]
    ) async throws(ServiceFailure) -> [Item] {
        try await open(method, thing, by: member) { transaction, covering in
            let rights = Self.rights(covering)
            var items: [Item] = []
            if let rights { items = try await live(transaction, rights) }
            for share in Self.snapshots(covering) {
                items += kept(try await document(share, in: transaction), rights)
            }
            return items
        }
    }

    /// The newest snapshot of each interview alone, down to one of all interviews, which has what older ones have.
    private static func snapshots(_ covering: [CoveringShare]) -> [CoveringShare] {
        var seen: Set<ID<Interview>> = []
        var snapshots: [CoveringShare] = []
        for share in covering where share.mode == .snapshot && snapshots.count < maximumSnapshots {
            guard let interview = share.interview else { return snapshots + [share] }
            if seen.insert(interview).inserted { snapshots.append(share) }
        }
        return snapshots
    }

    /// The most documents that one list is put together from.
    private static let maximumSnapshots = 50

    private func open<Method: TwoWayMethod, Value>(
        _ method: Method.Type,
        _ thing: SharedThing,
        by member: Member,
        _ body: (Transaction, [CoveringShare]) async throws -> Value?
    ) async throws(ServiceFailure) -> Value {
        guard let coach = member.asCoach else { throw .notFound }
        let reading = CoachReading(coach: coach.id, thing: thing, method: Method.name, receipt: store.newID())
        return try await store.reading(by: coach) { transaction in
            let covering = try await transaction.run(reading.query)
            guard let first = covering.first else { throw ServiceFailure.notFound }
            // The receipt names the first; what another owner has under the same id is not read with it.
            guard let value = try await body(transaction, covering.filter { $0.owner == first.owner }) else {
                throw ServiceFailure.notFound
            }
            return value
        }
    }

    private static func rights(_ covering: [CoveringShare]) -> LiveRights? {
        let shares = covering.filter { $0.mode == .live }
        return shares.first.map { LiveRights(owner: $0.owner, shares: shares) }
    }

    private func document(_ share: CoveringShare, in transaction: Transaction) async throws -> KeptDocument {
        // Revoked between the two statements.
        let bytes = try await transaction.found(.shareDocument, OwnedID(share.owner, share.id))
        do {
            let document = try JSONDocument(parsing: bytes)
            let content = try JSONDecoding.decode(ShareDocument.self, from: document.root, at: "document")
            return KeptDocument(content: content, takenAt: share.createdAt)
        } catch {
            throw ServiceFailure.unexpected("a kept document cannot be read: \(error)")
        }
    }
}
