import Crypto
import Foundation
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Taking out what one owns, bringing it in again, and having it erased.
struct OwnDataService: Sendable {
    let store: Store
    let signIn: SignIn

    func serve(on router: inout Router) {
        router.serve(OwnData.Export.self, by: export)
        router.serve(OwnData.Import.self, by: bringIn)
        router.serve(OwnData.Erase.self, by: erase)
        router.serve(OwnData.CancelErasure.self, by: cancelErasure)
    }

    func export(
        _ params: OwnData.Export.Params,
        by member: Member
    ) async throws(ServiceFailure) -> OwnData.Export.Result {
        let place: ArchiveCursor
        if let cursor = params.cursor {
            guard let known = ArchiveCursor(cursor) else { throw ArchiveCursor.foreign }
            place = known
        } else {
            try await take(Self.archivesAnHour, of: "archive", by: member)
            place = ArchiveCursor(archive: store.makeID(), ordinal: 0)
            let event = AuditEvent(actor: member.id, event: "account.export")
            // All of one moment: the whole archive is made from one snapshot, and then only read.
            try await patiently { () async throws(ServiceFailure) in
                _ = try await store.look(by: member, within: Self.patience) { transaction in
                    try await transaction.run(
                        .execute(.allowLongStatements),
                        .one(.makeArchive, place.archive),
                        .execute(.audit, event)
                    )
                }
            }
        }
        let parts = try await store.read(
            by: member,
            .all(.archiveParts, (owner: member.id, archive: place.archive, from: place.ordinal))
        )
        guard let last = parts.last else { throw ArchiveCursor.foreign }
        let next = last.ordinal + 1
        return OwnData.Export.Result(
            text: parts.map(\.text).joined(),
            progress: Double(next) / Double(max(next, last.pieces)),
            nextCursor: next < last.pieces ? ArchiveCursor(archive: place.archive, ordinal: next).text : nil
        )
    }

    func bringIn(
        _ params: OwnData.Import.Params,
        by member: Member
    ) async throws(ServiceFailure) -> OwnData.Import.Result {
        guard (1...OwnData.maximumPieces).contains(params.pieces), let pieces = Int32(exactly: params.pieces) else {
            throw .invalid(path: "params.pieces", reason: "must be from 1 to \(OwnData.maximumPieces)")
        }
        guard (0..<params.pieces).contains(params.piece), let piece = Int32(exactly: params.piece) else {
            throw .invalid(path: "params.piece", reason: "must be from 0 to \(params.pieces - 1)")
        }
        try await take(Self.piecesAnHour, of: "piece", by: member)
        let importer = Importer(member)
        return try await patiently { () async throws(ServiceFailure) in
            try await store.write(OwnData.Import.self, params, by: importer, within: Self.patience) { transaction in
                let input = (archive: params.archive.rawValue, piece: piece, text: params.text)
                let received = try await transaction.one(.putPiece, input)
                guard received >= params.pieces else { return OwnData.Import.Result(received: received) }
                let outcome = try await apply(pieces, to: member.id, in: transaction)
                return OwnData.Import.Result(received: received, outcome: outcome)
            }
        }
    }

    private func apply(
        _ pieces: Int32,
        to owner: ID<Account>,
        in transaction: Transaction
    ) async throws -> OwnData.Import.Outcome {
        let event = AuditEvent(actor: owner, event: "account.import")
        let (_, rows, versions, _) = try await transaction.run(
            .execute(.allowLongStatements),
            .one(.applyArchive, pieces),
            .all(.arrivedVersions, owner),
            .execute(.audit, event)
        )
        if rows.written > 0 { for version in versions { try Self.check(version) } }
        return OwnData.Import.Outcome(written: rows.written, present: rows.present, leftOut: rows.leftOut)
    }

    /// How many archives one account makes, and how many pieces it brings in, in an hour.
    private static let archivesAnHour = 60.0
    private static let piecesAnHour = 3000.0

    private func take(_ anHour: Double, of kind: String, by member: Member) async throws(ServiceFailure) {
        let key = Array(SHA256.hash(data: Array("\(kind) of \(member.id)".utf8)))
        let attempt = ThrottledTry(key: key, capacity: anHour, perSecond: anHour / 3600)
        let wait = try await asking { () async throws in
            try await store.database.one(.take, attempt, as: .auth())
        }
        try SignIn.refuse(wait)
    }

    /// Work on a whole account may take longer than other requests.
    private static let patience = Duration.seconds(60)

    private func patiently<Answer>(
        _ body: () async throws(ServiceFailure) -> Answer
    ) async throws(ServiceFailure) -> Answer {
        try await asking { () async throws in
            try await RequestDeadline.$instant.withValue(.now + Self.patience) { try await body() }
        }
    }

    /// Others read a published version: it has to be one, and the one that its hash says.
    private static func check(_ version: ArrivedVersion) throws(ServiceFailure) {
        let path = "archive.library_version"
        guard let document = try? LibraryDocument(stored: version.document) else {
            throw .invalid(path: path, reason: "has a document that is no library")
        }
        guard document.contentHash == version.contentHash else {
            throw .invalid(path: path, reason: "has a hash that is not that of its document")
        }
    }

    func erase(
        _ params: OwnData.Erase.Params,
        by member: Member,
        _ call: Call
    ) async throws(ServiceFailure) -> OwnData.Erase.Result {
        let account = try await signIn.account(of: member)
        let row = try await signIn.confirm(params.password, of: account, from: call.conversation.network)
        guard let hash = row.passwordHash else { throw .invalidCredentials }
        let factor = try await signIn.factor(of: account.id)
        let proof = try await signIn.prove(params.code, for: factor, of: account)
        let event = AuditEvent(actor: account.id, event: "account.erase")
        return try await asking { () async throws in
            try await store.database.transaction(as: member.authContext) { transaction in
                if let proof { try await signIn.use(proof, of: account.id, in: transaction) }
                let (due, _) = try await transaction.run(.one(.orderErasure, hash), .execute(.audit, event))
                guard let due else { throw ServiceFailure.denied(.unauthenticated) }
                return OwnData.Erase.Result(due: due)
            }
        }
    }

    func cancelErasure(_ params: NoParams, by member: Member) async throws(ServiceFailure) -> Done {
        let event = AuditEvent(actor: member.id, event: "account.cancelErasure")
        return try await asking { () async throws in
            try await store.database.transaction(as: member.actor.context) { transaction in
                let (isCancelled, _) = try await transaction.run(.one(.cancelErasure), .execute(.audit, event))
                guard isCancelled else { throw ServiceFailure.invalidState("No erasure is ordered.") }
                return Done()
            }
        }
    }
}

/// Whoever brings in an archive acts as a coach if they are one: a coach reads the own libraries, whatever their state.
private struct Importer: ActingCaller {
    let actor: Actor

    init(_ member: Member) {
        actor = Actor(account: member.account, role: member.account.roles.contains(.coach) ? .coach : .candidate)
    }
}

/// A place in an archive that lies ready; it opens nothing, since only its owner reads the archive.
struct ArchiveCursor {
    let archive: UUID
    let ordinal: Int

    init(archive: UUID, ordinal: Int) {
        self.archive = archive
        self.ordinal = ordinal
    }

    init?(_ text: String) {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        guard words.count == 2, words[0].utf8.count == 36, words[1].utf8.count <= 9,
            let archive = UUID(uuidString: String(words[0])), let ordinal = Int(words[1]), ordinal >= 0
        else { return nil }
        self.init(archive: archive, ordinal: ordinal)
    }

    var text: String { "\(archive.uuidString.lowercased()).\(ordinal)" }

    static let foreign = ServiceFailure.invalid(
        path: "params.cursor",
        reason: "does not belong to an archive that is still there"
    )
}
