import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// What was recorded in an interview, on this machine until the server has it.
///
/// A line is added for each record before it is sent, and another when it has arrived. A crash at any point loses nothing:
/// what may or may not have arrived is sent again, and since the ids are made here it is written once (R22).
struct CaptureJournal: Sendable {
    /// A line of the file; one of the members is there.
    private struct Entry: Codable {
        var record: Capture.Record.Entry?
        /// Records that the server has.
        var sent: [ID<Asking>]?
        /// Records that are not to be sent after all.
        var withdrawn: [ID<Asking>]?
    }

    let file: PrivateFile

    func append(_ record: Capture.Record.Entry) throws(CommandFailure) {
        try file.locked { () throws(CommandFailure) in try write(Entry(record: record)) }
    }

    /// Notes what the server has; when that is all, the answers need not lie here any longer.
    func markSent(_ ids: [ID<Asking>]) throws(CommandFailure) {
        try close(Entry(sent: ids))
    }

    func withdraw(_ id: ID<Asking>) throws(CommandFailure) {
        try close(Entry(withdrawn: [id]))
    }

    /// The records that the server does not surely have, in the order in which they were made.
    func pending() throws(CommandFailure) -> [Capture.Record.Entry] {
        var records: [Capture.Record.Entry] = []
        var known: Set<ID<Asking>> = []
        var done: Set<ID<Asking>> = []
        for entry in try entries() {
            if let record = entry.record, known.insert(record.id).inserted { records.append(record) }
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
