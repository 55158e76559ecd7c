import JSONRPCTransport
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// How long it takes to move all that the candidate owns to another account.
struct WholeAccount: Sendable {
    /// In seconds.
    var export: Double
    var bytes: Int
    var records: Int
    /// In seconds, and bringing in the same once more, which changes nothing.
    var bringingIn: Double
    var comparing: Double

    /// Takes all out by the caller, and brings it into an account that is made for it.
    static func measure(_ site: Site, _ candidate: Caller) async throws -> WholeAccount {
        try await RPCConnection.$patience.withValue(OwnData.patience) {
            let begin = ContinuousClock.now
            var text = ""
            var cursor: String?
            repeat {
                let part = try await candidate.call(OwnData.Export.self, .init(cursor: cursor))
                text += part.text
                cursor = part.nextCursor
            } while cursor != nil
            let exported = ContinuousClock.now
            let other = try await site.signUp("mover", as: .candidate).connect(site)
            let signedUp = ContinuousClock.now
            let first = try await bring(text, to: other)
            let done = ContinuousClock.now
            let second = try await bring(text, to: other)
            guard second.written == 0, second.present == first.written else {
                throw Failure("an archive that is brought in twice changes something")
            }
            return WholeAccount(
                export: (exported - begin) / .seconds(1),
                bytes: text.utf8.count,
                records: first.written,
                bringingIn: (done - signedUp) / .seconds(1),
                comparing: (ContinuousClock.now - done) / .seconds(1)
            )
        }
    }

    private static func bring(_ text: String, to caller: Caller) async throws -> OwnData.Import.Outcome {
        let pieces = OwnData.pieces(of: text)
        let archive = ID<OwnData.Archive>.make()
        var outcome: OwnData.Import.Outcome?
        for (index, piece) in pieces.enumerated() {
            let params = OwnData.Import.Params(archive: archive, piece: index, pieces: pieces.count, text: piece)
            outcome = try await caller.call(OwnData.Import.self, params).outcome
        }
        guard let outcome else { throw Failure("not all of an archive arrived") }
        return outcome
    }

    var text: String {
        """
        All that the candidate owns, \(records) records in \((Double(bytes) / 1_048_576).rounded(to: 1)) MiB: taken out in \
        \(export.rounded(to: 1)) s, brought into an empty account in \(bringingIn.rounded(to: 1)) s, and compared in \
        \(comparing.rounded(to: 1)) s. The limit of either is a minute.
        """
    }
}
