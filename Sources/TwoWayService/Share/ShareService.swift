import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Consent to be read, and its trace.
struct ShareService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Shares.Create.self, by: create)
        router.serve(Shares.Preview.self, by: preview)
        router.serve(Shares.List.self, by: list)
        router.serve(Shares.Revoke.self, by: revoke)
        router.serve(Shares.ListReceipts.self, by: listReceipts)
    }

    func create(_ params: Shares.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> Share {
        let choice = try ShareChoice(params)
        try check(params)
        return try await store.write(Shares.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.shares, of: candidate.id)
            let relationship = OwnedID(candidate.id, params.relationship)
            let found = try await transaction.found(.relationshipOfCandidate, relationship)
            guard found.status == .active else {
                throw ServiceFailure.invalidState("Nothing can be shared in a relationship that is not active.")
            }
            var snapshot: NewSnapshot?
            if params.mode == .snapshot {
                snapshot = try await ShareDocumentReading(owner: candidate.id, choice: choice)
                    .snapshot(from: transaction)
            }
            let share = NewShare(
                owner: candidate.id,
                id: store.newID(),
                relationship: params.relationship,
                subject: choice.subject,
                anchor: choice.anchor,
                fields: choice.fields,
                // What has begun before begins with the share.
                from: params.from.flatMap { $0 > store.now() ? $0 : nil },
                until: params.until,
                snapshot: snapshot
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

    func preview(
        _ params: Shares.Preview.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Shares.Preview.Result {
        let choice = try ShareChoice(params)
        let document = try await store.look(by: candidate) { transaction in
            let document = try await ShareDocumentReading(owner: candidate.id, choice: choice)
                .document(from: transaction)
            _ = try ShareDocumentReading.encode(document)
            return document
        }
        return Shares.Preview.Result(fields: choice.fields, document: document)
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
        let page = ReceiptPage(
            page: OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows),
            subject: params.subject,
            anchor: ShareAnchor(
                jobSearch: params.jobSearch,
                opportunity: params.opportunity,
                comparison: params.comparison,
                interview: params.interview
            ),
            reader: params.reader
        )
        return request.page(try await store.read(by: candidate, .all(.receipts, page))) { $0.id.rawValue }
    }

    /// What is wrong with the times; the database compares them by its own clock once more.
    private func check(_ params: Shares.Create.Params) throws(ServiceFailure) {
        guard let until = params.until else { return }
        guard until > store.now() else { throw .invalid(path: "params.until", reason: "must be in the future") }
        if let from = params.from, from >= until {
            throw .invalid(path: "params.until", reason: "must be after from")
        }
    }
}
