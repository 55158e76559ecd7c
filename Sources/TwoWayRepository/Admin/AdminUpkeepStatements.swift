import Foundation
import TwoWayModel

/// A signed-in device as the management command sees it.
public struct SessionRecord: Sendable {
    public let id: UUID
    public let email: EmailAddress
    public let label: String?
    public let address: String?
    public let createdAt: Timestamp
    public let lastUsedAt: Timestamp
    public let expiresAt: Timestamp
}

/// Which live sessions are asked for.
public struct SessionSearch: Sendable {
    /// Of one account; nil for everybody.
    public let email: EmailAddress?
    public let before: UUID
    public let rows: Int

    public init(email: EmailAddress?, before: UUID, rows: Int) {
        self.email = email
        self.before = before
        self.rows = rows
    }
}

extension Statement<SessionSearch, SessionRecord> {
    /// The sessions that are live, newest first.
    public static let adminSessions = Statement(
        name: "admin_sessions",
        sql: """
            SELECT s.id, a.email, s.label, s.address, s.created_at, s.last_used_at, s.expires_at
            FROM tw.session s JOIN tw.account a ON a.id = s.account_id
            WHERE s.id < $1 AND ($2::text IS NULL OR a.email = $2) AND s.live_until > now()
            ORDER BY s.id DESC LIMIT $3
            """,
        bind: { [.uuid($0.before), .value($0.email), .int($0.rows)] },
        decode: { row throws(RowError) in
            SessionRecord(
                id: try row.uuid(),
                email: try row.value(),
                label: try row.optionalText(),
                address: try row.optionalText(),
                createdAt: try row.time(),
                lastUsedAt: try row.time(),
                expiresAt: try row.time()
            )
        }
    )
}

extension Statement<UUID, Bool> {
    /// False when there is no such live session.
    public static let adminEndSession = Statement(
        name: "admin_end_session",
        sql: "SELECT sec.admin_session_end($1)",
        bind: { [.uuid($0)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}

/// What the management command has done, with a word on it.
public struct AdminAction: Sendable {
    public let event: String
    public let subject: UUID?
    /// A JSON object of what the admin gave, such as a reason; never contents.
    public let detail: [UInt8]?

    public init(event: String, subject: UUID?, detail: [UInt8]? = nil) {
        self.event = event
        self.subject = subject
        self.detail = detail
    }
}

extension Statement<AdminAction, Void> {
    public static let adminAudit = Statement(
        name: "admin_audit",
        sql: "SELECT FROM sec.audit(NULL, $1, $2, $3)",
        bind: { [.text($0.event), .uuid($0.subject), .json($0.detail)] }
    )
}

/// An event of the audit.
public struct AuditRecord: Sendable {
    public let number: Int
    public let at: Timestamp
    public let actor: UUID?
    public let event: String
    public let subject: UUID?
    public let detail: [UInt8]
}

/// Which events are asked for.
public struct AuditSearch: Sendable {
    /// Numbers below this one.
    public let before: Int
    /// How an event begins; empty for all.
    public let event: String
    public let rows: Int

    public init(before: Int, event: String, rows: Int) {
        self.before = before
        self.event = event
        self.rows = rows
    }
}

extension Statement<AuditSearch, AuditRecord> {
    /// Newest first.
    public static let adminAuditEvents = Statement(
        name: "admin_audit_events",
        sql: """
            SELECT e.id, e.at, e.actor, e.event, e.subject, e.detail FROM tw.audit_event e
            WHERE e.id < $1 AND starts_with(e.event, $2) ORDER BY e.id DESC LIMIT $3
            """,
        bind: { [.int($0.before), .text($0.event), .int($0.rows)] },
        decode: { row throws(RowError) in
            AuditRecord(
                number: try row.int(),
                at: try row.time(),
                actor: try row.optionalUUID(),
                event: try row.text(),
                subject: try row.optionalUUID(),
                detail: try row.json()
            )
        }
    )
}

/// How large a table is.
public struct TableFigures: Sendable {
    public let table: String
    /// As PostgreSQL counts along; an estimate.
    public let rows: Int
    /// Rows that were deleted or edited and are not cleaned away yet.
    public let dead: Int
    public let bytes: Int
    public let indexBytes: Int
}

extension Statement<Void, TableFigures> {
    /// The largest first.
    public static let adminTableFigures = Statement(
        name: "admin_table_figures",
        sql: """
            SELECT c.relname::text, greatest(c.reltuples::bigint, pg_stat_get_live_tuples(c.oid)),
                pg_stat_get_dead_tuples(c.oid), pg_table_size(c.oid), pg_indexes_size(c.oid)
            FROM pg_class c WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r'
            ORDER BY pg_total_relation_size(c.oid) DESC, c.relname
            """,
        decode: { row throws(RowError) in
            TableFigures(
                table: try row.text(),
                rows: try row.int(),
                dead: try row.int(),
                bytes: try row.int(),
                indexBytes: try row.int()
            )
        }
    )
}

/// What the whole database comes to.
public struct DatabaseFigures: Sendable {
    public let bytes: Int
    public let connections: Int
    public let accounts: Int
    public let activeAccounts: Int
    public let liveSessions: Int
    public let libraries: Int
    public let auditEvents: Int
}

extension Statement<Void, DatabaseFigures> {
    public static let adminDatabaseFigures = Statement(
        name: "admin_database_figures",
        sql: """
            SELECT pg_database_size(current_database()),
                (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()),
                (SELECT count(*) FROM tw.account), (SELECT count(*) FROM tw.account WHERE status = 'active'),
                (SELECT count(*) FROM tw.session WHERE live_until > now()),
                (SELECT count(*) FROM tw.library WHERE status IN ('published', 'deprecated')),
                (SELECT count(*) FROM tw.audit_event)
            """,
        decode: { row throws(RowError) in
            DatabaseFigures(
                bytes: try row.int(),
                connections: try row.int(),
                accounts: try row.int(),
                activeAccounts: try row.int(),
                liveSessions: try row.int(),
                libraries: try row.int(),
                auditEvents: try row.int()
            )
        }
    )
}
