import TwoWayModel
import TwoWayProtocol

/// Sends what a journal holds.
struct CaptureSync {
    /// A record that the server does not take.
    struct Refusal {
        var record: CaptureRecord
        var failure: CommandFailure
    }

    struct Report {
        var sent = 0
        var refusals: [Refusal] = []
        /// Why the rest could not be sent now.
        var trouble: CommandFailure?
    }

    /// The most records of one call.
    private static let batch = 50

    let interview: ID<Interview>
    let journal: CaptureJournal
    /// Sends records in one call that is carried out whole or not at all.
    let send: (Capture.Record.Params) async throws -> Void

    /// Sends all that is pending; records that are refused stay in the journal.
    func run() async throws -> Report {
        var report = Report()
        var rest = try journal.pending()[...]
        while !rest.isEmpty, report.trouble == nil {
            let batch = Array(rest.prefix(Self.batch))
            rest = rest.dropFirst(batch.count)
            try await send(batch, &report)
        }
        return report
    }

    private func send(_ records: [CaptureRecord], _ report: inout Report) async throws {
        do {
            try await send(Capture.Record.Params(records, of: interview))
            try journal.markSent(records.map(\.id))
            report.sent += records.count
        } catch let failure as CommandFailure {
            guard failure.status != .unavailable, failure.status != .login else {
                report.trouble = failure
                return
            }
            guard records.count > 1 else {
                report.refusals += records.map { Refusal(record: $0, failure: failure) }
                return
            }
            // One bad record must not hold back the others.
            for record in records where report.trouble == nil { try await send([record], &report) }
        }
    }
}

extension Capture.Record.Params {
    /// Records of all kinds in one call; kinds that do not occur are left out.
    fileprivate init(_ records: [CaptureRecord], of interview: ID<Interview>) {
        self.init(interview: interview, askings: [], idempotencyKey: .make())
        for record in records {
            switch record {
            case .asking(let asking): askings.append(asking)
            case .employerQuestion(let question): employerQuestions = (employerQuestions ?? []) + [question]
            case .promise(let promise): promises = (promises ?? []) + [promise]
            case .followUp(let followUp): followUps = (followUps ?? []) + [followUp]
            }
        }
    }
}

extension Conversation {
    /// Sends what is kept here of an interview.
    func sync(_ interview: ID<Interview>, _ folder: TravelFolder) async throws -> CaptureSync.Report {
        try await CaptureSync(interview: interview, journal: folder.journal(interview)) { params in
            _ = try await server.call(Capture.Record.self, params)
        }.run()
    }
}
