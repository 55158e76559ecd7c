import Foundation
import TwoWayProtocol

/// What the run found out.
struct Report: Sendable {
    /// The longest median that is allowed, in milliseconds.
    static let limit = 50.0

    /// Whether only a little was filled in, so that nothing is proved.
    var isTrial: Bool
    var extent: Extent
    var series: [Meter.Series]
    var account: WholeAccount
    var wholeReads: [PlanFinding]
    var busiest: [Meter.Subject: PlanFinding]
    /// Calls that did not go well.
    var failures: [String]

    /// What signs in and out, and what works on a whole account.
    ///
    /// Passwords are hashed slowly on purpose, the sessions that end are those that measure, and moving an account is measured
    /// apart.
    static let leftOut: [any TwoWayMethod.Type] = [
        Sessions.Login.self, Sessions.Logout.self, Sessions.Revoke.self, Sessions.RevokeOthers.self,
        Accounts.Activate.self, Accounts.ChangePassword.self, Accounts.ResetPassword.self, SecondFactors.Start.self,
        SecondFactors.Confirm.self, SecondFactors.RenewCodes.self, SecondFactors.Remove.self, OwnData.Export.self,
        OwnData.Import.self, OwnData.Erase.self, OwnData.CancelErasure.self,
    ]

    var methods: Int { Set(series.map(\.subject.method)).count }

    private var missing: [String] {
        let known = Set(series.map(\.subject.method)).union(Report.leftOut.map { $0.name })
        return API.methods.map { $0.name }.filter { !known.contains($0) }
    }

    /// Why the run is no success; empty when it is one.
    var complaints: [String] {
        var complaints: [String] = []
        // What fails while it is measured fails again while plans are read.
        for failure in failures where !complaints.contains(failure) { complaints.append(failure) }
        complaints += missing.map { "\($0) was not called" }
        complaints += series.filter { $0.median >= Report.limit }.map {
            "\($0.subject.title) takes \($0.median.rounded(to: 1)) ms at the median; the limit is \(Int(Report.limit)) ms"
        }
        complaints += wholeReads.map {
            "\($0.subject.title) reads all of \($0.scan.table), \($0.scan.read) rows (\($0.times) times, by \($0.scan.kind), "
                + "\($0.scan.condition ?? "no condition")):\n    \($0.query.shortened)"
        }
        return isTrial ? complaints : complaints + shortages
    }

    /// What there is too little of.
    private var shortages: [String] {
        let least = Extent.least
        let counts = [
            ("opportunities", extent.opportunities, least.opportunities),
            ("interviews", extent.interviews, least.interviews), ("answers", extent.answers, least.answers),
        ]
        return counts.filter { $0.1 < $0.2 }.map { "the candidate has \($0.1) \($0.0), and needs \($0.2)" }
            + extent.tables.filter { $0.value < Extent.leastRows }.map(\.key).sorted().map {
                "\($0) has too few rows for its plans to say anything"
            }
    }
}

extension Meter.Subject {
    var title: String { way.isEmpty ? method : "\(method) (\(way.trimmingCharacters(in: .whitespaces)))" }
}

extension Double {
    func rounded(to digits: Int) -> String { String(format: "%.\(digits)f", self) }
}

extension String {
    /// On one line, and not longer than a screen is wide.
    var shortened: String { String(split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(300)) }
}
