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
        var deleted: Set<String> = []
    }

    private static let nobodyElse: [Attacker] = [
        Attacker(player: .ben, role: "tw_candidate"), Attacker(player: .ben, role: "tw_coach"),
        Attacker(player: .mal, role: "tw_candidate"), Attacker(player: .mal, role: "tw_coach"),
        Attacker(player: .nell, role: "tw_coach"), Attacker(player: .nell, role: "tw_candidate"),
        Attacker(player: .sue, role: "tw_candidate"), Attacker(player: .sue, role: "tw_coach"),
        Attacker(player: .tim, role: "tw_candidate"), Attacker(player: .tim, role: "tw_coach"),
        Attacker(player: .anna, role: "tw_coach"), Attacker(player: .kim, role: "tw_candidate"),
    ]

    /// A coach sees clients and letters, and may move the relationships; what is shared is seen and never changed.
    private static let coaches: [Attacker] = [
        Attacker(
            player: .kim,
            role: "tw_coach",
            seen: [
                "account of anna: 1", "account of ben: 1", "relationship of anna: 1", "relationship of ben: 1",
                "share of anna: 8", "opportunity of anna: 1", "organisation of anna: 1", "person of anna: 2",
                "trade_off of anna: 1", "interview of anna: 3", "interviewer of anna: 1", "plan of anna: 2",
                "plan_item of anna: 3", "asking of anna: 1", "answer of anna: 1", "comparison of anna: 1",
                "decision of anna: 1",
                "stage_event of anna: 2", "priority_set of anna: 1", "priority of anna: 2", "evidence of anna: 3",
                "priority_rating of anna: 1", "waiver of anna: 1",
                "suggestion of anna: 2", "suggestion of ben: 2", "suggestion of tim: 2",
                "suggestion_fate of anna: 1", "suggestion_fate of ben: 1", "suggestion_fate of tim: 1",
                "comment of anna: 2", "prompt of anna: 2", "opinion of anna: 1", "opinion_sheet of anna: 1",
                "opinion_rating of anna: 2",
            ],
            // Of comments and sheets those of the coach's own hand.
            edited: [
                "relationship of anna: 1", "relationship of ben: 1", "comment of anna: 1", "opinion_sheet of anna: 1",
            ],
            deleted: ["comment of anna: 1", "opinion_rating of anna: 2"]
        ),
        Attacker(
            player: .rob,
            role: "tw_coach",
            seen: [
                "account of anna: 1", "account of ben: 1", "relationship of anna: 1", "relationship of ben: 1",
                "suggestion of anna: 2", "suggestion_fate of anna: 1",
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
                #expect(deleted == attacker.deleted, "\(attacker)")
            }
            let changes = try await world.undoChanges()
            #expect(changes.parts.isEmpty)
        }
    }

    @Test func `nobody writes a row in the name of somebody else`() async throws {
        try await AuthorisationWorld.with { world in
            var tried: Set<String> = []
            for attacker in Self.nobodyElse + Self.coaches {
                for forgery in try await Forgery.all(in: world, for: attacker.role)
                where forgery.owner != attacker.player {
                    let refusal = try await attempt(forgery, as: attacker, in: world)
                    // No right to the table at all, the policy, or a rule that looks at the row before the policy does.
                    let isRefused = refusal == "42501" || refusal.hasPrefix("TW")
                    // Whoever reads by a share leaves a receipt with its owner, of one's own readings alone (R17).
                    // Comments and prompts are written with the candidate, too.
                    let isReceipt =
                        ["receipt", "comment", "prompt"].contains(forgery.table) && attacker.player == .kim
                        && refusal == "written"
                    #expect(
                        isRefused || isReceipt,
                        "\(attacker.player) as \(attacker.role), \(forgery.table): \(refusal)"
                    )
                    if attacker.role == "tw_candidate" { tried.insert(forgery.table) }
                }
            }
            let changes = try await world.undoChanges()
            #expect(changes.parts.isEmpty)
            #expect(
                tried.isSuperset(of: [
                    "belief", "contradiction", "decision", "job_start", "employer_question",
                    "follow_up", "opportunity", "overlay",
                    "own_question", "promise",
                    "research_note", "story", "subscription", "suggestion", "talking_point", "trade_off", "upgrade_run",
                    "waiver", "assessment", "comment", "opinion", "opinion_sheet", "opinion_rating",
                ]),
                "\(tried.sorted())"
            )
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
            let owner = Self.owner(in: table)
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
        var found: [String: Int] = [:]
        for row in rows {
            guard let owner = row.owner else {
                if row.count == nil { found[row.table] = 0 }
                continue
            }
            guard let player = world.player(of: owner) ?? world.things.writers[owner] else { continue }
            // Tim's token is revoked and Sue is suspended: not even their own rows are there, nor public ones.
            let isDead = [.tim, .sue].contains(attacker.player)
            let isVictim = [.anna, .ben, .tim].contains(player) && player != attacker.player
            if isDead || isVictim { found["\(row.table) of \(player)", default: 0] += try Int(row.count.known).known }
        }
        return Set(found.map { "\($0.key): \($0.value)" })
    }

    /// SQL that tells whose a row is: a letter is its writer's, also to the coach, who may not read the owner.
    private static func owner(in table: WorldTable) -> String {
        switch table.name {
        case "suggestion": "id"
        case "suggestion_fate": "suggestion_id"
        default: table.owner
        }
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

    /// The state of the refusal, or what is no refusal.
    private func attempt(
        _ forgery: Forgery,
        as attacker: Attacker,
        in world: AuthorisationWorld
    ) async throws -> String {
        let begin = try Self.enter(attacker.player, attacker.role, in: world)
        return try await SerialSession.run(world.service.database.app) { session in
            try session.execute(begin)
            var state = "written"
            do {
                _ = try session.execute(forgery.sql)
            } catch let error as SerialSessionError {
                state = error.sqlState
            }
            try session.execute("ROLLBACK")
            return state
        }
    }

    /// Begins as the server does, but past the check that a session is live: the policies have to know by themselves.
    private static func enter(_ player: Player, _ role: String, in world: AuthorisationWorld) throws -> String {
        let token = try world.accounts[player].known.tokenHash.hexDigits
        return "BEGIN; SELECT set_config('app.token', '\(token)', true); SET LOCAL ROLE \(role)"
    }
}

/// A copy of a row with an id of its own, to be written by somebody who is not its owner.
private struct Forgery: Sendable {
    let table: String
    let owner: Player
    let sql: String

    /// One of Anna's and one of Kim's in every table that a role may write to.
    static func all(in world: AuthorisationWorld, for role: String) async throws -> [Forgery] {
        var forgeries: [Forgery] = []
        for table in world.tables where table.owner != "NULL" {
            let columns = try await world.service.database.sql(
                """
                SELECT string_agg(quote_ident(column_name), ', ' ORDER BY column_name)
                FROM information_schema.column_privileges WHERE table_schema = 'tw' AND table_name = '\(table.name)'
                    AND grantee = '\(role)' AND privilege_type = 'INSERT'
                """
            )
            guard let names = try columns.first.known[0] else { continue }
            for owner in [Player.anna, .kim] {
                let account = try world.accounts[owner].known.id.description
                let rows = try await world.service.database.sql(
                    """
                    SELECT (to_jsonb(t) || CASE WHEN '\(table.name)' <> 'account' AND to_jsonb(t) ? 'id'
                        THEN jsonb_build_object('id', gen_random_uuid()) ELSE '{}' END)::text
                    FROM tw.\(table.name) t WHERE \(table.owner) = '\(account)' LIMIT 1
                    """
                )
                guard let row = try rows.first?[0].known else { continue }
                let source = "jsonb_populate_record(NULL::tw.\(table.name), $json$\(row)$json$)"
                let sql = "INSERT INTO tw.\(table.name) (\(names)) SELECT \(names) FROM \(source)"
                forgeries.append(Forgery(table: table.name, owner: owner, sql: sql))
            }
        }
        return forgeries
    }
}
