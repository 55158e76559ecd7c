import Foundation

/// Looks at a database as the management command's role: roles, row-level security, settings, clock, and what waits.
public struct DatabaseCheckup: Sendable {
    private let conninfo: String

    /// - Parameter conninfo: a libpq connection string of the role tw_admin.
    public init(conninfo: String) {
        self.conninfo = conninfo
    }

    public func run() async -> [CheckupFinding] {
        do {
            return try await SerialSession.run(conninfo) { session in
                try session.execute("SET statement_timeout = '30s'")
                return try [
                    Self.login(session), Self.roles(session), Self.rowSecurity(session), Self.openToAll(session),
                    Self.settings(session), Self.clock(session), Self.audit(session),
                ] + Self.unswept(session)
            }
        } catch {
            return [
                CheckupFinding(
                    .fail,
                    "database",
                    "It does not answer: \(error)",
                    advice: "Look into the log of PostgreSQL, and at the connection string."
                )
            ]
        }
    }

    private static func login(_ session: borrowing SerialSession) throws -> CheckupFinding {
        let row = try session.execute("SELECT session_user, current_setting('server_version')").first ?? []
        let user = row.first.flatMap { $0 } ?? ""
        let version = row.last.flatMap { $0 } ?? ""
        guard user == "tw_admin" else {
            return CheckupFinding(
                .warn,
                "connection",
                "The management command is connected as \(user), not as tw_admin.",
                advice: "Give it a connection string of tw_admin, which can read no contents."
            )
        }
        return CheckupFinding(.ok, "connection", "Connected as tw_admin to PostgreSQL \(version).")
    }

    private static func roles(_ session: borrowing SerialSession) throws -> CheckupFinding {
        let missing = try column(
            session,
            """
            SELECT w.name FROM unnest('{tw_owner,tw_definer,tw_auth,tw_candidate,tw_coach,tw_app,tw_migrator,tw_admin,tw_backup}'::name[])
                AS w (name) WHERE NOT EXISTS (SELECT FROM pg_roles r WHERE r.rolname = w.name)
            """
        )
        let above = try column(
            session,
            """
            SELECT r.rolname FROM pg_roles r
            WHERE r.rolname IN ('tw_app', 'tw_auth', 'tw_candidate', 'tw_coach', 'tw_admin', 'tw_owner')
                AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication)
            UNION ALL
            SELECT m.rolname FROM pg_auth_members b JOIN pg_roles m ON m.oid = b.member JOIN pg_roles r ON r.oid = b.roleid
            WHERE m.rolname IN ('tw_app', 'tw_auth', 'tw_candidate', 'tw_coach', 'tw_admin')
                AND NOT (m.rolname = 'tw_app' AND r.rolname IN ('tw_auth', 'tw_candidate', 'tw_coach'))
            """
        )
        guard missing.isEmpty else {
            return CheckupFinding(
                .fail,
                "roles",
                "Missing: \(missing.joined(separator: ", ")).",
                advice: "psql -d postgres -f Schema/roles.sql, as a superuser."
            )
        }
        guard above.isEmpty else {
            return CheckupFinding(
                .fail,
                "roles",
                "Above the policies: \(above.joined(separator: ", ")).",
                advice: "Take from them what Schema/roles.sql does not give."
            )
        }
        return CheckupFinding(.ok, "roles", "All are there, and none that the server acts in is above the policies.")
    }

    private static func rowSecurity(_ session: borrowing SerialSession) throws -> CheckupFinding {
        let open = try column(
            session,
            """
            SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind IN ('r', 'p')
                AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """
        )
        guard open.isEmpty else {
            return CheckupFinding(
                .fail,
                "row-level security",
                "Not forced on: \(open.joined(separator: ", ")).",
                advice: "ALTER TABLE ... FORCE ROW LEVEL SECURITY, and find out who took it away."
            )
        }
        return CheckupFinding(.ok, "row-level security", "Enabled and forced on every table.")
    }

    private static func openToAll(_ session: borrowing SerialSession) throws -> CheckupFinding {
        let open = try column(
            session,
            """
            SELECT 'policy ' || p.polname FROM pg_policy p WHERE 0 = ANY (p.polroles)
            UNION ALL
            SELECT 'function ' || f.proname FROM pg_proc f
            WHERE f.pronamespace IN ('tw'::regnamespace, 'sec'::regnamespace)
                AND (f.proacl IS NULL OR EXISTS (SELECT FROM aclexplode(f.proacl) WHERE grantee = 0))
            UNION ALL
            SELECT 'table ' || c.relname FROM pg_class c, aclexplode(c.relacl) g
            WHERE c.relnamespace IN ('tw'::regnamespace, 'sec'::regnamespace) AND g.grantee = 0
            """
        )
        guard open.isEmpty else {
            return CheckupFinding(
                .fail,
                "open to everybody",
                "\(open.joined(separator: ", ")).",
                advice: "REVOKE it FROM PUBLIC."
            )
        }
        return CheckupFinding(.ok, "open to everybody", "No policy, function or table.")
    }

    private static func settings(_ session: borrowing SerialSession) throws -> CheckupFinding {
        let off = try column(
            session,
            """
            SELECT s.name FROM pg_settings s
            WHERE s.name IN ('fsync', 'full_page_writes', 'data_checksums', 'synchronous_commit') AND s.setting = 'off'
            """
        )
        guard off.isEmpty else {
            return CheckupFinding(
                .warn,
                "durability",
                "Switched off: \(off.joined(separator: ", ")).",
                advice: "Switch it on, or live with losing what was confirmed when the host fails."
            )
        }
        return CheckupFinding(.ok, "durability", "What is confirmed is on the disk, with checksums.")
    }

    private static func clock(_ session: borrowing SerialSession) throws -> CheckupFinding {
        let text = try column(session, "SELECT extract(epoch FROM clock_timestamp())").first ?? ""
        guard let there = Double(text) else { return CheckupFinding(.warn, "clock", "The database has no time.") }
        let difference = abs(Date().timeIntervalSince1970 - there)
        let known = "The clocks of this host and of the database differ by \(Int(difference)) s."
        guard difference < 5, there > 1_750_000_000 else {
            return CheckupFinding(
                .fail,
                "clock",
                there > 1_750_000_000 ? known : "It is wrong by years.",
                advice: "Set the clock: sessions, codes and shares go by it."
            )
        }
        return CheckupFinding(.ok, "clock", known)
    }

    private static func audit(_ session: borrowing SerialSession) throws -> CheckupFinding {
        if let broken = try column(session, "SELECT sec.audit_verify()").first, !broken.isEmpty {
            return CheckupFinding(
                .fail,
                "audit",
                "The chain is broken at the seal of event \(broken).",
                advice: "Somebody has changed the audit: compare it with a backup."
            )
        }
        let waiting =
            try column(
                session,
                """
                SELECT count(*) FROM tw.audit_event e WHERE e.at < now() - interval '1 hour'
                    AND e.id > (SELECT coalesce(max(s.upto), 0) FROM tw.audit_seal s)
                """
            ).first ?? "0"
        guard waiting == "0" else {
            return CheckupFinding(
                .warn,
                "audit",
                "Every seal holds, but \(waiting) events have waited for one for more than an hour.",
                advice: "Run every minute: twoway-admin audit seal"
            )
        }
        return CheckupFinding(.ok, "audit", "Every seal holds, and no event waits for long.")
    }

    private static func unswept(_ session: borrowing SerialSession) throws -> [CheckupFinding] {
        // The server sweeps every hour; a day more is patience enough.
        let late = try session.execute(
            """
            SELECT u.kind, to_char(u.oldest, 'YYYY-MM-DD') FROM sec.admin_unswept() u
            WHERE u.oldest < now() - u.kept_for - interval '1 day'
            """
        )
        guard !late.isEmpty else {
            return [CheckupFinding(.ok, "sweeping", "Nothing is kept for longer than it should be.")]
        }
        return late.map { row in
            CheckupFinding(
                .warn,
                "sweeping",
                "The oldest row of \(row[0] ?? "") that should be gone is of \(row[1] ?? "").",
                advice: "The server sweeps once an hour: let it run."
            )
        }
    }

    /// The first column of all rows.
    private static func column(_ session: borrowing SerialSession, _ sql: String) throws -> [String] {
        try session.execute(sql).compactMap { $0.first?.flatMap { $0 } }
    }
}
