import Foundation
import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// An archive taken apart, to be looked at, changed and put together again.
struct TestArchive {
    struct Section {
        var table: String
        /// Each as JSON.
        var rows: [String]
    }

    var sections: [Section] = []
    let manifest: String

    init(_ text: String) throws {
        var lines = text.split(separator: "\n").map(String.init)
        guard !lines.isEmpty, text.hasSuffix("\n") else { throw TestFailure("an archive ends with a line") }
        manifest = lines.removeFirst()
        for line in lines {
            let head = #"{"table":""#
            guard line.hasPrefix(head), line.hasSuffix("}"), let end = line.range(of: #"","row":"#) else {
                throw TestFailure("not a line of an archive: \(line.prefix(100))")
            }
            let table = String(line[line.index(line.startIndex, offsetBy: head.count)..<end.lowerBound])
            if sections.last?.table != table { sections.append(Section(table: table, rows: [])) }
            sections[sections.count - 1].rows.append(String(line[end.upperBound...].dropLast()))
        }
    }

    subscript(table: String) -> [String] {
        get { sections.first { $0.table == table }?.rows ?? [] }
        set {
            guard let index = sections.firstIndex(where: { $0.table == table }) else { return }
            sections[index].rows = newValue
        }
    }

    /// The rows by table that an import brings back in every detail.
    var returning: [String: [String]] {
        var rows: [String: [String]] = [:]
        let others = ["account", "account_role", "session", "suggestion", "suggestion_fate"]
        for section in sections where !others.contains(section.table) { rows[section.table] = section.rows }
        return rows
    }

    /// The text of it, with a manifest that fits.
    func text(in database: TestDatabase) async throws -> String {
        var entries: [String] = []
        for section in sections {
            let quoted = Self.lines(section).replacing("'", with: "''")
            let rows = try await database.sql(
                "SET standard_conforming_strings = on; SELECT encode(sha256(convert_to('\(quoted)', 'UTF8')), 'hex')"
            )
            let sum = try rows.first.known[0].known
            entries.append(#"{"table":"\#(section.table)","rows":\#(section.rows.count),"sha256":"\#(sum)"}"#)
        }
        let head = #"{"format":"twoway-archive","formatVersion":1,"sections":[\#(entries.joined(separator: ","))]}"#
        return head + "\n" + sections.map(Self.lines).joined()
    }

    private static func lines(_ section: Section) -> String {
        section.rows.map { #"{"table":"\#(section.table)","row":\#($0)}"# + "\n" }.joined()
    }
}

extension TestClient {
    func exportText() async throws -> String {
        var text = ""
        var cursor: String?
        repeat {
            let part = try await call(OwnData.Export.self, .init(cursor: cursor))
            text += part.text
            cursor = part.nextCursor
        } while cursor != nil
        return text
    }

    func exportArchive() async throws -> TestArchive { try TestArchive(try await exportText()) }

    /// Sends an archive in pieces of so many characters.
    @discardableResult
    func importText(_ text: String, characters: Int = OwnData.pieceScalars) async throws -> OwnData.Import.Outcome {
        let archive = ID<OwnData.Archive>.make()
        let pieces = OwnData.pieces(of: text, scalars: characters)
        var outcome: OwnData.Import.Outcome?
        for (index, piece) in pieces.enumerated() {
            let params = OwnData.Import.Params(archive: archive, piece: index, pieces: pieces.count, text: piece)
            outcome = try await call(OwnData.Import.self, params).outcome
        }
        return try outcome.known
    }
}
