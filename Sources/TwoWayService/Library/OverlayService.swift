import Foundation
import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What a subscriber lays over the questions of a library.
struct OverlayService: Sendable {
    static let positions = 0...1_000_000

    let store: Store

    func serve(on router: inout Router) {
        router.serve(Overlays.Save.self, by: save)
        router.serve(Overlays.List.self, by: list)
    }

    func save(_ params: Overlays.Save.Params, by candidate: Candidate) async throws(ServiceFailure) -> Overlay {
        if let state = params.state, state != .clean {
            throw .invalid(path: "params.state", reason: "must be clean")
        }
        if case .set(let position) = params.position, !Self.positions.contains(position) {
            throw .invalid(path: "params.position", reason: "must be from 0 to \(Self.positions.upperBound)")
        }
        let question = FollowedQuestion(OwnedID(candidate.id, params.subscription), params.questionKey)
        return try await store.write(Overlays.Save.self, params, by: candidate) { transaction in
            // The ground first: its lock keeps upgrades away.
            let ground = try await transaction.found(.overlayGround, question)
            let before = try await transaction.first(.overlayForUpdate, question)
            guard before != nil || ground.revision != nil else { throw ServiceFailure.notFound }
            guard ground.state != .cancelled else {
                throw ServiceFailure.invalidState("The library is not followed any more.")
            }
            let revision = before?.revision ?? 0
            guard revision == params.revision else { throw ServiceFailure.stale(current: revision) }
            var overlay = try Self.edited(before, by: params, on: ground)
            if let keys = params.priorities {
                guard keys.count <= 50, Set(keys).count == keys.count else {
                    throw ServiceFailure.invalid(path: "params.priorities", reason: "must be at most 50, each once")
                }
                // A link to a priority that was deleted since may stay.
                let linked = keys.filter { !(before?.priorities.contains($0) ?? false) }
                try await transaction.requirePriorities(linked, at: "params.priorities", of: candidate.id)
            }
            do {
                (overlay.revision, overlay.updatedAt) = try await transaction.one(
                    before == nil ? .createOverlay : .updateOverlay,
                    (owner: candidate.id, overlay: overlay)
                )
            } catch StorageError.constraint(name: "overlay_pkey", sqlState: _) {
                // Somebody was first a moment ago.
                throw ServiceFailure.stale(current: 1)
            }
            return overlay
        }
    }

    /// The overlay as the parameters want it; own wording is written over the revision that is in force now.
    private static func edited(
        _ before: Overlay?,
        by params: Overlays.Save.Params,
        on ground: OverlayGround
    ) throws(ServiceFailure) -> Overlay {
        var overlay =
            before
            ?? Overlay(
                subscription: params.subscription,
                library: ground.library,
                questionKey: params.questionKey,
                baseRevision: 1,
                hidden: false,
                priorities: [],
                state: .clean,
                revision: 0,
                updatedAt: Timestamp(microseconds: 0)
            )
        let isOrphan = overlay.state == .orphaned
        if params.state == .clean {
            if isOrphan { throw .invalidState("The library has the question no more; it stays a copy of one's own.") }
            if overlay.state == .conflict { overlay.baseRevision = ground.revision ?? overlay.baseRevision }
            overlay.state = .clean
        }
        switch params.ownText {
        case .unchanged: break
        case .clear:
            overlay.ownText = nil
            overlay.baseRevision = 1
            if overlay.state == .conflict { overlay.state = .clean }
        case .set(let text):
            overlay.ownText = text
            overlay.baseRevision = ground.revision ?? overlay.baseRevision
            if !isOrphan { overlay.state = .clean }
        }
        overlay.privateNotes = params.privateNotes.applied(to: overlay.privateNotes)
        overlay.hidden = params.hidden ?? overlay.hidden
        overlay.priorities = params.priorities ?? overlay.priorities
        overlay.position = params.position.applied(to: overlay.position)
        return overlay
    }

    func list(_ params: Overlays.List.Params, by candidate: Candidate) async throws(ServiceFailure) -> Page<Overlay> {
        let request = try PageRequest(Overlays.List.self, params)
        let after = try request.afterText.map { place throws(ServiceFailure) in
            guard let id = ID<Subscription>(String(place.prefix(36))) else {
                throw .invalid(path: "params.cursor", reason: "does not belong to this list")
            }
            return (subscription: id.rawValue, key: String(place.dropFirst(36)))
        }
        let page = OverlayPage(
            owner: candidate.id,
            subscription: params.subscription,
            state: params.state,
            after: after,
            rows: request.rows
        )
        if let subscription = params.subscription {
            let (exists, rows) = try await store.read(
                by: candidate,
                .one(.subscriptionExists, OwnedID(candidate.id, subscription)),
                .all(.overlays, page)
            )
            guard exists else { throw .notFound }
            return Self.page(rows, request)
        }
        return Self.page(try await store.read(by: candidate, .all(.overlays, page)), request)
    }

    private static func page(_ rows: [Overlay], _ request: PageRequest) -> Page<Overlay> {
        request.page(rows) { row in "\(row.subscription)\(row.questionKey.text)" }
    }
}
