import Testing
import TwoWayRepository
import TwoWayTestSupport

/// What the database shows and lets change when a statement has no condition at all, as an injected one would.
@Suite struct BareSQLTests {
    /// Somebody in a role, with what may be reached of Anna, Ben and Tim: rows by table and candidate.
    private struct Attacker {
        let player: Player
        let role: String
        var seen: Set<String> = []
        var edited: Set<String> = []
    }

    private static let nobodyElse: [Attacker] = [
        Attacker(player: .ben, role: "tw_candidate"), Attacker(player: .ben, role: "tw_coach"),
        Attacker(player: .mal, role: "tw_candidate"), Attacker(player: .mal, role: "tw_coach"),
        Attacker(player: .nell, role: "tw_coach"), Attacker(player: .nell, role: "tw_candidate"),
        Attacker(player: .sue, role: "tw_candidate"), Attacker(player: .sue, role: "tw_coach"),
        Attacker(player: .tim, role: "tw_candidate"), Attacker(player: .tim, role: "tw_coach"),
        Attacker(player: .anna, role: "tw_coach"), Attacker(player: .kim, role: "tw_candidate"),
    ]

    /// A coach sees clients, and may move the relationships; what is shared is seen and never changed.
    private static let coaches: [Attacker] = [
        Attacker(
            player: .kim,
            role: "tw_coach",
            seen: [
                "account of anna: 1", "account of ben: 1", "relationship of anna: 1", "relationship of ben: 1",
                "share of anna: 2", "opportunity of anna: 1", "organisation of anna: 1", "person of anna: 2",
                "stage_event of anna: 2", "priority_set of anna: 1", "priority of anna: 1", "evidence of anna: 1",
                "priority_rating of anna: 1",
            ],
            edited: ["relationship of anna: 1", "relationship of ben: 1"]
        ),
        Attacker(
            player: .rob,
            role: "tw_coach",
            seen: [
                "account of anna: 1", "account of ben: 1", "relationship of anna: 1", "relationship of ben: 1",
            ],
            edited: ["relationship of anna: 1", "relationship of ben: 1"]
        ),
    ]

    @Test func `a statement without a condition reaches nothing of anybody else's`() async throws {
        try await AuthorisationWorld.with { world in
            for attacker in Self.nobodyElse + Self.coaches {
                let seen = try await reach(.select, attacker, in: world)
                let edited = try await reach(.update, attacker, in: world)
                let deleted = try await reach(.delete, attacker, in: world)
                #expect(seen == attacker.seen, "\(attacker)")
                #expect(edited == attacker.edited, "\(attacker)")
                #expect(deleted == [], "\(attacker)")
            }
            let changes = try await world.undoChanges()
            #expect(changes.parts.isEmpty)
        }
    }

    private enum Verb {
        case select
        case update
        case delete
    }

    /// What of Anna's, Ben's and Tim's a statement on each whole table comes to, such as "account of anna: 1".
    private func reach(_ verb: Verb, _ attacker: Attacker, in world: AuthorisationWorld) async throws -> Set<String> {
        let columns = try await editable(by: attacker.role, in: world)
        let statements = world.tables.map { table -> (table: String, sql: String) in
            let owner = table.owner
            return switch verb {
            case .select:
                (table.name, "SELECT \(owner)::text, count(*) FROM tw.\(table.name) GROUP BY 1")
            case .update:
                (
                    table.name,
                    """
                    WITH hit AS (UPDATE tw.\(table.name) SET \(columns[table.name] ?? "ctid = ctid")
                        RETURNING \(owner)::text AS owner) SELECT owner, count(*) FROM hit GROUP BY 1
                    """
                )
            case .delete:
                (
                    table.name,
                    """
                    WITH hit AS (DELETE FROM tw.\(table.name) RETURNING \(owner)::text AS owner)
                    SELECT owner, count(*) FROM hit GROUP BY 1
                    """
                )
            }
        }
        let begin = try Self.enter(attacker.player, attacker.role, in: world)
        let rows = try await SerialSession.run(world.service.database.app) { session in
            var rows: [(table: String, owner: String?, count: String?)] = []
            for statement in statements {
                try session.execute(begin)
                do {
                    for row in try session.execute(statement.sql) {
                        rows.append((table: statement.table, owner: row[0], count: row[1]))
                    }
                } catch let error as SerialSessionError {
                    // No grant, no column to edit; or the rules on rows of one's own.
                    let isAllowed =
                        ["42501", "42703", "0A000"].contains(error.sqlState) || error.sqlState.hasPrefix("TW")
                    if !isAllowed { rows.append((table: "\(statement.table) \(error)", owner: nil, count: nil)) }
                }
                try session.execute("ROLLBACK")
            }
            return rows
        }
        return Set(
            rows.compactMap { row in
                guard let owner = row.owner else { return row.count == nil ? row.table : nil }
                guard let player = world.player(of: owner) else { return nil }
                // Tim's token is revoked and Sue is suspended: not even their own rows are there, nor public ones.
                let isDead = [.tim, .sue].contains(attacker.player)
                let isVictim = [.anna, .ben, .tim].contains(player) && player != attacker.player
                return isDead || isVictim ? "\(row.table) of \(player): \(row.count ?? "")" : nil
            }
        )
    }

    /// For each table a column that the role may edit, set to itself.
    private func editable(by role: String, in world: AuthorisationWorld) async throws -> [String: String] {
        let rows = try await world.service.database.sql(
            """
            SELECT table_name, min(column_name) FROM information_schema.column_privileges
            WHERE table_schema = 'tw' AND grantee = '\(role)' AND privilege_type = 'UPDATE' GROUP BY 1
            """
        )
        var columns: [String: String] = [:]
        for row in rows { columns[try row[0].known] = "\(try row[1].known) = \(try row[1].known)" }
        return columns
    }

    /// Begins as the server does, but past the check that a session is live: the policies have to know by themselves.
    private static func enter(_ player: Player, _ role: String, in world: AuthorisationWorld) throws -> String {
        let token = try world.accounts[player].known.tokenHash.hexDigits
        return "BEGIN; SELECT set_config('app.token', '\(token)', true); SET LOCAL ROLE \(role)"
    }
}
