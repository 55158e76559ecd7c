import Foundation
import TwoWayModel

/// A part of an archive that lies ready.
public struct ArchivePart: Sendable {
    public let ordinal: Int
    public let text: String
    /// In how many pieces the archive lies.
    public let pieces: Int
}

extension Statement<Void, Void> {
    /// Lets the statements after it in this transaction work on a whole account.
    public static let allowLongStatements = Statement(
        name: "allow_long_statements",
        sql: "SELECT FROM set_config('statement_timeout', '60s', true)"
    )
}

extension Statement<UUID, Int> {
    /// Makes an archive under this id, in place of an earlier one, and answers its pieces.
    ///
    /// To be run with isolation repeatable read, so that it is of one moment.
    public static let makeArchive = Statement(
        name: "make_archive",
        sql: "SELECT sec.export_make($1)",
        bind: { [.uuid($0)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == (owner: ID<Account>, archive: UUID, from: Int), Output == ArchivePart {
    /// The pieces from one on, as many as fit into an answer; no row when there is no such archive any more.
    public static let archiveParts = Statement(
        name: "archive_parts",
        sql: """
            SELECT p.ordinal, p.text, (SELECT count(*) FROM export_piece a WHERE a.owner_id = $1) FROM (
                SELECT ordinal, text, sum(characters) OVER (ORDER BY ordinal) AS total FROM (
                    SELECT ordinal, text, characters FROM export_piece
                    WHERE owner_id = $1 AND export_id = $2 AND ordinal >= $3 ORDER BY ordinal LIMIT 100
                ) l
            ) p WHERE p.total <= 500000 OR p.ordinal = $3 ORDER BY p.ordinal
            """,
        bind: { [.id($0.owner), .uuid($0.archive), .int($0.from)] },
        decode: { row throws(RowError) in
            ArchivePart(ordinal: try row.int(), text: try row.text(), pieces: try row.int())
        }
    )
}

extension Statement where Input == (archive: UUID, piece: Int32, text: String), Output == Int {
    /// Keeps a piece of an archive that comes in; answers how many are there.
    public static let putPiece = Statement(
        name: "put_piece",
        sql: "SELECT sec.import_put($1, $2, $3)",
        bind: { [.uuid($0.archive), .int4($0.piece), .text($0.text)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

/// What an import came to, in rows.
public struct ImportedRows: Sendable {
    public let written: Int
    public let present: Int
    public let leftOut: Int
}

extension Statement<Int32, ImportedRows> {
    /// Brings in the archive of which so many pieces are there.
    public static let applyArchive = Statement(
        name: "apply_archive",
        sql: "SELECT written, present, left_out FROM sec.import_apply($1)",
        bind: { [.int4($0)] },
        decode: { row throws(RowError) in
            ImportedRows(written: try row.int(), present: try row.int(), leftOut: try row.int())
        }
    )
}

/// A published version as it came in.
public struct ArrivedVersion: Sendable {
    public let number: Int
    public let contentHash: String
    /// A library document as JSON.
    public let document: [UInt8]
}

extension Statement<ID<Account>, ArrivedVersion> {
    public static let arrivedVersions = Statement(
        name: "arrived_versions",
        sql: """
            SELECT number, content_hash, document FROM library_version WHERE owner_id = $1
            ORDER BY library_id, number
            """,
        bind: { [.id($0)] },
        decode: { row throws(RowError) in
            ArrivedVersion(number: try row.int(), contentHash: try row.text(), document: try row.json())
        }
    )
}

extension Statement<String, Timestamp?> {
    /// Orders the erasure of the account whose token the transaction shows; null when its password is another one by now.
    public static let orderErasure = Statement(
        name: "order_erasure",
        sql: "SELECT sec.erasure_order($1)",
        bind: { [.text($0)] },
        decode: { row throws(RowError) in try row.optionalTime() }
    )
}

extension Statement<Void, Bool> {
    /// False when nothing was ordered.
    public static let cancelErasure = Statement(
        name: "cancel_erasure",
        sql: "SELECT sec.erasure_cancel()",
        decode: { row throws(RowError) in try row.bool() }
    )
}

extension Statement<Int32, Int> {
    /// Takes a bite of at most so many rows of an account whose erasure is due; answers how many went, 0 when none is due.
    public static let eraseDue = Statement(
        name: "erase_due",
        sql: "SELECT sec.erase_due($1)",
        bind: { [.int4($0)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement<Void, Int> {
    /// Throws away a bite of archives of a day ago; answers how many pieces went.
    public static let sweepArchives = Statement(
        name: "sweep_archives",
        sql: "SELECT sec.sweep_archives()",
        decode: { row throws(RowError) in try row.int() }
    )
}
