import Crypto
import Foundation
import TwoWayModel
import TwoWayRepository

/// The checks of rules that SQL cannot say: what was stored is computed anew and compared.
///
/// Reads as the role tw_backup, writes nothing, and answers ids only (R21).
public struct Recomputation: Sendable {
    private let database: Database

    /// - Parameter database: opened as the role tw_backup.
    public init(database: Database) {
        self.database = database
    }

    /// Runs every check that is computed; `progress` is told before each of them.
    public func run(
        progress: @Sendable (RuleCheck) -> Void = { _ in }
    ) async throws(ServiceFailure) -> [RuleFinding] {
        var findings: [RuleFinding] = []
        for check in RuleCheck.all where check.isComputed {
            progress(check)
            switch check.name {
            case "version-hash": findings.append(try await versions(check))
            case "current-inputs": findings.append(try await comparisons(check))
            default: throw .unexpected("nothing computes the check \(check.name)")
            }
        }
        return findings
    }

    /// R2: the hash of every version, from its document.
    private func versions(_ check: RuleCheck) async throws(ServiceFailure) -> RuleFinding {
        var tally = Tally(check)
        var place = VersionPlace(library: ID(Self.lowest), number: 0)
        while true {
            let next = place
            let page = try await asking { () async throws in
                try await database.all(.nextVersions, next, as: .admin, retry: .ifSafe)
            }
            guard let last = page.last else { return tally.finding }
            for version in page {
                let document = try? LibraryDocument(stored: version.document)
                let id = "\(version.library.owner) \(version.library.id) \(version.number)"
                tally.add(id, isRight: document?.contentHash == version.contentHash)
            }
            place = VersionPlace(library: last.library.id, number: last.number)
        }
    }

    /// R15: the hash of the inputs of every comparison that is current, from what is known now.
    private func comparisons(_ check: RuleCheck) async throws(ServiceFailure) -> RuleFinding {
        var tally = Tally(check)
        var place = OwnedID<Comparison>(ID(Self.lowest), ID(Self.lowest))
        while true {
            let next = place
            let page = try await asking { () async throws in
                try await database.all(.nextCurrentComparisons, next, as: .admin, retry: .ifSafe)
            }
            guard let last = page.last else { return tally.finding }
            for held in page where held.methodVersion == ComparisonMethod.version {
                let id = "\(held.comparison.owner) \(held.comparison.id)"
                tally.add(id, isRight: try await isCurrent(held))
            }
            place = last.comparison
        }
    }

    private func isCurrent(_ held: HeldComparison) async throws(ServiceFailure) -> Bool {
        do throws(ServiceFailure) {
            let search = OwnedID(held.comparison.owner, held.jobSearch)
            let reading = try ComparisonReading(search, held.opportunities)
            let basis = try await asking { () async throws in
                try await database.transaction(as: .admin, isolation: .repeatableRead, retry: .ifSafe) {
                    try await reading.basis(from: $0)
                }
            }
            return SHA256.hash(data: basis.inputs.canonicalInputs()).hexadecimal == held.inputsHash
        } catch {
            switch error {
            // It cannot be made again, and so does not hold any more.
            case .invalid, .notFound, .invalidState: return false
            default: throw error
            }
        }
    }

    private static let lowest = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
}

/// What one computed check has seen so far.
private struct Tally {
    private let check: RuleCheck
    private var looked = 0
    private var wrong: [String] = []

    init(_ check: RuleCheck) {
        self.check = check
    }

    mutating func add(_ id: String, isRight: Bool) {
        looked += 1
        if !isRight { wrong.append(id) }
    }

    var finding: RuleFinding {
        RuleFinding(check, looked: looked, offenders: wrong.count, examples: Array(wrong.prefix(RuleCheck.named)))
    }
}
