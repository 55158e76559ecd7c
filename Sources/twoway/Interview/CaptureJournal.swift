import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Something that was recorded in an interview, with the id that was made here.
enum CaptureRecord: Hashable, Sendable {
    case asking(Capture.Record.Entry)
    case employerQuestion(Capture.Record.Question)
    case promise(Capture.Record.Promised)
    case followUp(Capture.Record.Owed)

    var id: ID<CaptureRecord> {
        switch self {
        case .asking(let asking): ID(asking.id.rawValue)
        case .employerQuestion(let question): ID(question.id.rawValue)
        case .promise(let promise): ID(promise.id.rawValue)
        case .followUp(let followUp): ID(followUp.id.rawValue)
        }
    }

    /// The item of the plan that was asked.
    var item: ID<PlanItem>? {
        if case .asking(let asking) = self { asking.item } else { nil }
    }
}

/// What was recorded in an interview, on this machine until the server has it.
///
/// A line is added for each record before it is sent, and another when it has arrived. A crash at any point loses nothing:
/// what may or may not have arrived is sent again, and since the ids are made here it is written once (R22).
struct CaptureJournal: Sendable {
    /// A line of the file; one of the members is there.
    private struct Entry: Codable {
        /// An asking.
        var record: Capture.Record.Entry?
        var employerQuestion: Capture.Record.Question?
        var promise: Capture.Record.Promised?
        var followUp: Capture.Record.Owed?
        /// Records that the server has.
        var sent: [ID<CaptureRecord>]?
        /// Records that are not to be sent after all.
        var withdrawn: [ID<CaptureRecord>]?

        init(_ record: CaptureRecord) {
            switch record {
            case .asking(let asking): self.record = asking
            case .employerQuestion(let question): employerQuestion = question
            case .promise(let promise): self.promise = promise
            case .followUp(let followUp): self.followUp = followUp
            }
        }

        init(sent: [ID<CaptureRecord>]? = nil, withdrawn: [ID<CaptureRecord>]? = nil) {
            self.sent = sent
            self.withdrawn = withdrawn
        }

        var captured: CaptureRecord? {
            if let record { return .asking(record) }
            if let employerQuestion { return .employerQuestion(employerQuestion) }
            if let promise { return .promise(promise) }
            return followUp.map(CaptureRecord.followUp)
        }
    }

    let file: PrivateFile

    func append(_ record: CaptureRecord) throws(CommandFailure) {
        try file.locked { () throws(CommandFailure) in try write(Entry(record)) }
    }

    /// Notes what the server has; when that is all, the answers need not lie here any longer.
    func markSent(_ ids: [ID<CaptureRecord>]) throws(CommandFailure) {
        try close(Entry(sent: ids))
    }

    func withdraw(_ id: ID<CaptureRecord>) throws(CommandFailure) {
        try close(Entry(withdrawn: [id]))
    }

    /// The records that the server does not surely have, in the order in which they were made.
    func pending() throws(CommandFailure) -> [CaptureRecord] {
        var records: [CaptureRecord] = []
        var known: Set<ID<CaptureRecord>> = []
        var done: Set<ID<CaptureRecord>> = []
        for entry in try entries() {
            if let record = entry.captured, known.insert(record.id).inserted { records.append(record) }
            done.formUnion(entry.sent ?? [])
            done.formUnion(entry.withdrawn ?? [])
        }
        return records.filter { !done.contains($0.id) }
    }

    /// Notes what is done with, and deletes the file if nothing is left; another process must not add to it meanwhile.
    private func close(_ entry: Entry) throws(CommandFailure) {
        try file.locked { () throws(CommandFailure) in
            try write(entry)
            if try pending().isEmpty { try file.remove() }
        }
    }

    /// The lines that can be read; one that a crash cut off was never told to be kept.
    private func entries() throws(CommandFailure) -> [Entry] {
        guard let bytes = try file.read() else { return [] }
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let node = try? JSONDocument(parsing: Array(line)).root else { return nil }
            return try? JSONDecoding.decode(Entry.self, from: node, at: "")
        }
    }

    private func write(_ entry: Entry) throws(CommandFailure) {
        guard let line = try? JSONEncoding.encode(entry) else { throw CommandFailure("This cannot be kept.") }
        try file.append(line: line)
    }
}
