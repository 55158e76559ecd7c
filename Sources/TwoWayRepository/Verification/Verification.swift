/// Runs the checks of the rules, all on one state of the database, and writes nothing.
public struct Verification: Sendable {
    private let conninfo: String

    /// - Parameter conninfo: a libpq connection string of the role tw_backup, the only one that sees every row.
    public init(conninfo: String) {
        self.conninfo = conninfo
    }

    /// Runs every check that has a query; `progress` is told before each of them, on the thread of the connection.
    public func run(
        progress: @escaping @Sendable (RuleCheck) -> Void = { _ in }
    ) async throws(VerificationError) -> [RuleFinding] {
        do {
            return try await SerialSession.run(conninfo) { session in
                try session.execute(
                    """
                    BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
                    SET LOCAL statement_timeout = 0;
                    SET LOCAL row_security = off
                    """
                )
                let findings = try RuleCheck.all.filter { !$0.isComputed }.map { check in
                    progress(check)
                    do {
                        return try check.run(on: session)
                    } catch let error as SerialSessionError {
                        // The server's message may quote a row (R21).
                        throw VerificationError("the check \(check.name) could not be run: error \(error.sqlState)")
                    }
                }
                try session.execute("ROLLBACK")
                return findings
            }
        } catch let error as VerificationError {
            throw error
        } catch {
            throw VerificationError("cannot look through the database: \(error)")
        }
    }
}

/// Why the rules could not be checked, in words for the person who runs the server.
public struct VerificationError: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension RuleCheck {
    /// Runs the check in whatever transaction the session is in.
    package func run(on session: borrowing SerialSession) throws -> RuleFinding {
        switch kind {
        case .rows:
            try run(
                """
                WITH offender (owner, id, number) AS (\(offenders))
                SELECT count(*) OVER (), owner::uuid, id::uuid, number::bigint FROM offender LIMIT \(RuleCheck.named)
                """,
                on: session
            )
        case .catalogue:
            try run(
                """
                WITH offender (class, object, part) AS (\(offenders))
                SELECT count(*) OVER (), pg_describe_object(class::oid, object::oid, part::int)
                FROM offender LIMIT \(RuleCheck.named)
                """,
                on: session
            )
        case .links: try gather(Self.linkQueries, on: session)
        case .constraints: try gather(Self.constraintQueries, on: session)
        case .computed: RuleFinding(self, looked: 0, offenders: 0, examples: [])
        }
    }

    private func run(_ query: String, on session: borrowing SerialSession) throws -> RuleFinding {
        let looked = try session.execute("\(looked)").first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
        let rows = try session.execute(query)
        let count = rows.first?.first.flatMap { $0 }.flatMap { Int($0) } ?? 0
        let examples = rows.map { $0.dropFirst().compactMap(\.self).joined(separator: " ") }
        return RuleFinding(self, looked: looked, offenders: count, examples: examples)
    }

    /// Runs queries that another query makes: each answers the name of a constraint and how many rows break it.
    private func gather(_ maker: String, on session: borrowing SerialSession) throws -> RuleFinding {
        var looked = 0
        var offenders = 0
        var examples: [String] = []
        for made in try session.execute(maker) {
            guard let query = made.first?.flatMap({ $0 }) else { continue }
            for row in try session.execute(query) {
                looked += 1
                guard row.count == 2, let name = row[0], let broken = row[1].flatMap({ Int($0) }), broken > 0 else {
                    continue
                }
                offenders += broken
                examples.append("\(name): \(broken)")
            }
        }
        return RuleFinding(
            self,
            looked: looked,
            offenders: offenders,
            examples: Array(examples.prefix(RuleCheck.named))
        )
    }

    /// A query for each foreign key: rows that point at nothing.
    private static let linkQueries = """
        SELECT format('SELECT %L, count(*) FROM ONLY %s AS here WHERE %s AND NOT EXISTS (SELECT FROM ONLY %s AS there WHERE %s)',
            k.conrelid::regclass || ' ' || k.conname, k.conrelid::regclass,
            (SELECT string_agg(format('here.%I IS NOT NULL', a.attname), ' AND ') FROM unnest(k.conkey) n
                JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n),
            k.confrelid::regclass,
            (SELECT string_agg(format('there.%I = here.%I', t.attname, h.attname), ' AND ')
                FROM unnest(k.conkey, k.confkey) AS pair (here, there)
                JOIN pg_attribute h ON h.attrelid = k.conrelid AND h.attnum = pair.here
                JOIN pg_attribute t ON t.attrelid = k.confrelid AND t.attnum = pair.there))
        FROM pg_constraint k WHERE k.contype = 'f' AND k.connamespace = 'tw'::regnamespace ORDER BY k.conrelid, k.conname
        """

    /// A query for each table, which looks at all of its CHECKs in one passage.
    private static let constraintQueries = """
        SELECT format('SELECT k.name, k.broken FROM (SELECT %s FROM ONLY %s) AS c, LATERAL (VALUES %s) AS k (name, broken)',
            string_agg(format('count(*) FILTER (WHERE NOT (%s)) AS n%s', pg_get_expr(k.conbin, k.conrelid), k.oid), ', '),
            k.conrelid::regclass,
            string_agg(format('(%L, c.n%s)', k.conrelid::regclass || ' ' || k.conname, k.oid), ', '))
        FROM pg_constraint k WHERE k.contype = 'c' AND k.connamespace = 'tw'::regnamespace
        GROUP BY k.conrelid ORDER BY k.conrelid
        """
}
