import Crypto
import JSONRPC
import TwoWayModel
import TwoWayRepository

/// One subscription inside a transaction, on its way from version to version; nothing here decides who may.
struct UpgradeDesk {
    let transaction: Transaction
    let subscription: OwnedID<Subscription>

    init(_ transaction: Transaction, _ subscription: OwnedID<Subscription>) {
        self.transaction = transaction
        self.subscription = subscription
    }

    /// What an upgrade would do; nil when the version to go to cannot be read.
    ///
    /// `isForReal` also looks up the questions as they last stood, which only the copies of orphans need.
    func plan(from pinned: Int, to number: Int, isForReal: Bool) async throws -> UpgradePlan? {
        let (editions, stored, keysInUse) = try await transaction.run(
            .all(.editionsForUpgrade, (subscription: subscription, to: number)),
            .all(.layers, subscription),
            .all(.keysInUse, subscription)
        )
        guard let from = try editions.first(where: { $0.number == pinned })?.edition(),
            let to = try editions.first(where: { $0.number == number })?.edition()
        else { return nil }
        let layers = try stored.map { try $0.whole() }
        var ground = try await ground(of: layers.bases, inUse: keysInUse)
        if isForReal {
            let orphans = layers.filter { $0.state == .orphaned }.map(\.questionKey)
            let gone = Set(from.keys + orphans).filter { to.questions[$0] == nil }
            ground.lastStanding = try await lastStanding(gone.sorted(), before: number)
        }
        return UpgradePlan(from: from, to: to, layers: layers, ground: ground)
    }

    /// Stores what a plan comes to, and pins its version; the subscription is locked.
    func carryOut(
        _ plan: UpgradePlan,
        as id: ID<UpgradeRun>,
        resolutions: [String: LayerResolution] = [:]
    ) async throws -> UpgradeRun {
        let revisions = try await revisions(of: Array(resolutions.keys), at: plan.to.number)
        let outcome = plan.outcome(resolutions: resolutions, revisions: revisions)
        let entries = try plan.changes.map { step in
            UpgradeRun.Entry(questionKey: try Slug(step.questionKey), outcome: step.outcome)
        }
        let new = NewRun(
            subscription: subscription,
            id: id,
            from: plan.from.number,
            to: plan.to.number,
            outcomes: try JSONEncoding.encode(entries),
            before: try JSONEncoding.encode(outcome.traces)
        )
        let run = try await transaction.one(.createRun, new)
        try await store(outcome.layers, over: plan.layers)
        _ = try await transaction.one(.pinVersion, (subscription: subscription, version: plan.to.number))
        return try run.whole()
    }

    /// Goes back to the version that a run left.
    func takeBack(_ standing: StandingRun) async throws {
        let run = standing.run
        let traces: [UpgradeTrace] = try decoded(standing.before)
        let (editions, stored, keysInUse) = try await transaction.run(
            .all(.editionsForRollback, (subscription: subscription, to: run.from)),
            .all(.layers, subscription),
            .all(.keysInUse, subscription)
        )
        guard let from = try editions.first(where: { $0.number == run.to })?.edition(),
            let to = try editions.first(where: { $0.number == run.from })?.edition()
        else { throw ServiceFailure.notFound }
        let current = try stored.map { try $0.whole() }
        let before = traces.compactMap(\.before)
        let rollback = UpgradeRollback(from: from, to: to, traces: traces)
        let ground = try await ground(of: current.bases + before.bases, inUse: keysInUse)
        try await store(rollback.layers(current: current, ground: ground), over: current)
        _ = try await transaction.one(.pinVersion, (subscription: subscription, version: run.from))
    }

    /// Lays what was laid over the questions by the last cancelled subscription to the same library over those of this new
    /// one; what the library has given up meanwhile becomes a copy.
    func carryOver(to pinned: Int) async throws {
        guard let last = try await transaction.first(.lastCancelledSubscription, subscription) else { return }
        let (editions, stored, keysInUse) = try await transaction.run(
            .all(.editionsForUpgrade, (subscription: subscription, to: pinned)),
            .all(.layers, OwnedID(subscription.owner, last)),
            .all(.keysInUse, subscription)
        )
        guard !stored.isEmpty, let edition = try editions.first?.edition() else { return }
        let layers = try stored.map { try $0.whole() }
        var ground = try await ground(of: layers.bases, inUse: keysInUse)
        let gone = layers.filter { edition.questions[$0.questionKey] == nil }
        ground.lastStanding = try await lastStanding(gone.map(\.questionKey), before: pinned)
        let keys = Array(Set(layers.flatMap(\.priorities)))
        let known = Set(try await transaction.all(.knownPriorities, (owner: subscription.owner, keys: keys)))
        let carried = layers.compactMap { layer -> QuestionLayer? in
            var layer = layer
            layer.priorities.removeAll { !known.contains($0) }
            return layer.settled(over: edition, last: nil, on: ground)
        }
        try await store(carried, over: [])
    }

    /// Brings the table from the layers before to those that are wanted.
    private func store(_ layers: [QuestionLayer], over before: [QuestionLayer]) async throws {
        let earlier = Dictionary(before.map { ($0.questionKey, $0) }) { first, _ in first }
        let kept = Set(layers.map(\.questionKey))
        let gone = before.map(\.questionKey).filter { !kept.contains($0) }
        let added = layers.filter { earlier[$0.questionKey] == nil }
        let changed = layers.filter { layer in earlier[layer.questionKey].map { $0 != layer } ?? false }
        if !gone.isEmpty {
            _ = try await transaction.execute(.removeLayers, (subscription: subscription, keys: gone))
        }
        if !added.isEmpty { _ = try await transaction.execute(.addLayers, try rows(added)) }
        if !changed.isEmpty { _ = try await transaction.execute(.changeLayers, try rows(changed)) }
    }

    private func rows(_ layers: [QuestionLayer]) throws -> LayerRows {
        LayerRows(
            subscription,
            layers: layers,
            copies: try layers.map { layer in try layer.copy.map { try JSONEncoding.encode($0) } }
        )
    }

    private func ground(of bases: [(key: String, revision: Int)], inUse: [String]) async throws -> LayerGround {
        var texts: [String: [Int: String]] = [:]
        if !bases.isEmpty {
            for wording in try await transaction.all(.baseWordings, WordingRequest(subscription, bases)) {
                texts[wording.key, default: [:]][wording.revision] = wording.text
            }
        }
        return LayerGround(baseTexts: texts, inUse: Set(inUse))
    }

    private func lastStanding(_ keys: [String], before version: Int) async throws -> [String: KeptQuestion] {
        guard !keys.isEmpty else { return [:] }
        var found: [String: KeptQuestion] = [:]
        let wanted = KeysAtVersion(subscription, keys, at: version)
        for text in try await transaction.all(.lastStanding, wanted) {
            let kept: KeptQuestion = try decoded(text)
            found[kept.question.key] = kept
        }
        return found
    }

    private func revisions(of keys: [String], at version: Int) async throws -> [String: Int] {
        guard !keys.isEmpty else { return [:] }
        let rows = try await transaction.all(.revisionsAtVersion, KeysAtVersion(subscription, keys, at: version))
        return Dictionary(rows.map { ($0.key, $0.revision) }) { first, _ in first }
    }
}

extension UpgradePlan {
    /// The SHA-256 of what a preview of it shows, in 64 hexadecimal digits.
    var previewHash: String {
        SHA256.hash(data: canonicalBytes).hexadecimal
    }
}

extension StoredRun {
    func whole() throws -> UpgradeRun {
        UpgradeRun(
            id: id,
            subscription: subscription,
            from: from,
            to: to,
            outcomes: try decoded(outcomes),
            appliedAt: appliedAt,
            rolledBackAt: rolledBackAt
        )
    }
}

extension StoredLayer {
    fileprivate func whole() throws -> QuestionLayer {
        var layer = layer
        layer.copy = try copy.map { try decoded($0) }
        return layer
    }
}

extension StoredEdition {
    fileprivate func edition() throws -> LibraryEdition {
        LibraryEdition(number: number, document: try LibraryDocument(stored: document))
    }
}

extension [QuestionLayer] {
    /// The wordings of the library that own ones were written over.
    fileprivate var bases: [(key: String, revision: Int)] {
        filter { $0.ownText != nil }.map { (key: $0.questionKey, revision: $0.baseRevision) }
    }
}

/// Reads what was stored as JSON text.
private func decoded<Value: Decodable>(_ bytes: [UInt8]) throws -> Value {
    do {
        return try JSONDecoding.decode(Value.self, from: try JSONDocument(parsing: bytes).root, at: "stored")
    } catch {
        throw ServiceFailure.unexpected("a stored \(Value.self) cannot be read: \(error)")
    }
}
