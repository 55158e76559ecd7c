import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Consent to be read, and its trace.
struct ShareService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Shares.Create.self, by: create)
        router.serve(Shares.List.self, by: list)
        router.serve(Shares.Revoke.self, by: revoke)
        router.serve(Shares.ListReceipts.self, by: listReceipts)
    }

    func create(_ params: Shares.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> Share {
        try check(params)
        return try await store.write(Shares.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.shares, of: candidate.id)
            let relationship = OwnedID(candidate.id, params.relationship)
            let found = try await transaction.found(.relationshipOfCandidate, relationship)
            guard found.status == .active else {
                throw ServiceFailure.invalidState("Nothing can be shared in a relationship that is not active.")
            }
            let share = NewShare(
                owner: candidate.id,
                id: store.newID(),
                relationship: params.relationship,
                subject: params.subject,
                opportunity: params.opportunity,
                fields: ShareField.allCases.filter { params.fields.contains($0) },
                until: params.until
            )
            let event = AuditEvent(actor: candidate.id, event: "share.create", subject: share.id.rawValue)
            let created: Share?
            do {
                created = try await transaction.run(.first(.createShare, share), .execute(.audit, event)).0
            } catch StorageError.constraint(name: "share_valid_until_check", sqlState: _) {
                throw ServiceFailure.invalid(path: "params.until", reason: "must be in the future")
            }
            // The relationship ended between the two statements.
            guard let created else { throw ServiceFailure.unavailable }
            return created
        }
    }

    func list(_ params: Shares.List.Params, by member: Member) async throws(ServiceFailure) -> Page<Share> {
        let request = try PageRequest(Shares.List.self, params)
        let page = OwnerPage(owner: member.id, before: try request.beforeID, rows: request.rows)
        let rows =
            switch try member.side(params.role) {
            case .candidate(let candidate): try await store.read(by: candidate, .all(.sharesGiven, page))
            case .coach(let coach): try await store.read(by: coach, .all(.sharesReceived, page))
            }
        return request.page(rows) { $0.id.rawValue }
    }

    func revoke(_ params: Shares.Revoke.Params, by candidate: Candidate) async throws(ServiceFailure) -> Share {
        try await store.write(Shares.Revoke.self, params, by: candidate) { transaction in
            let event = AuditEvent(actor: candidate.id, event: "share.revoke", subject: params.id.rawValue)
            let share = try await transaction.found(.revokeShare, OwnedID(candidate.id, params.id))
            try await transaction.execute(.audit, event)
            return share
        }
    }

    func listReceipts(
        _ params: Shares.ListReceipts.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<Receipt> {
        let request = try PageRequest(Shares.ListReceipts.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        let rows = try await store.read(by: candidate, .all(.receipts, (page: page, opportunity: params.opportunity)))
        return request.page(rows) { $0.id.rawValue }
    }

    private func check(_ params: Shares.Create.Params) throws(ServiceFailure) {
        guard !params.fields.isEmpty else {
            throw .invalid(path: "params.fields", reason: "must name at least one field")
        }
        guard params.fields.count <= ShareField.allCases.count else {
            throw .invalid(path: "params.fields", reason: "names a field more than once")
        }
        for (index, field) in params.fields.enumerated() where !params.subject.fields.contains(field) {
            throw .invalid(path: "params.fields[\(index)]", reason: "is not a field of \(params.subject.rawValue)")
        }
    }
}
