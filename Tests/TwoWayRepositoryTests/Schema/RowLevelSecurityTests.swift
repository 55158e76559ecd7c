import Testing

/// R1 in the database: rows are seen and written by their owner, and read by a coach as far as live shares go.
@Suite struct RowLevelSecurityTests {
    private typealias Actor = SchemaWorld.Actor

    private static let ownedTables = """
        SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'owner_id'
        WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' ORDER BY 1
        """

    /// What an actor sees of a person's rows, by table; tables without a visible row are left out.
    private func visible(_ actor: Actor, of person: String, in world: SchemaWorld) async throws -> [String: Int] {
        let session = actor.session.map { "'\($0)'" } ?? "NULL"
        let outcomes = try await world.database.sql(
            """
            SELECT t.relname, probe.attempt('\(actor.role)', \(session),
                format('SELECT FROM tw.%I WHERE owner_id = probe.id(''\(person)'')', t.relname))
            FROM (\(Self.ownedTables)) t
            """
        )
        var seen: [String: Int] = [:]
        for outcome in outcomes {
            let table = try #require(outcome.first.flatMap { $0 })
            let result = try #require(outcome.last.flatMap { $0 })
            let rows = try #require(result == "42501" ? 0 : Int(result), "\(table): \(result)")
            if rows > 0 { seen[table] = rows }
        }
        return seen
    }

    private func expectVisible(
        _ rows: [String: Int],
        _ actor: Actor,
        of person: String,
        in world: SchemaWorld,
        at place: SourceLocation = #_sourceLocation
    ) async throws {
        let seen = try await visible(actor, of: person, in: world)
        #expect(seen == rows, "\(actor)", sourceLocation: place)
    }

    @Test func `an owner sees every row of her own`() async throws {
        try await SchemaWorld.with { world in
            let seen = try await visible(.candidate("anna"), of: "anna", in: world)
            for table in try await world.column(Self.ownedTables) {
                let stored = try await world.value("SELECT count(*) FROM tw.\(table) WHERE owner_id = probe.id('anna')")
                #expect(String(seen[table] ?? 0) == stored, "\(table)")
            }
            #expect(seen.count == 22)
        }
    }

    @Test func `nobody else sees anything`() async throws {
        let others: [Actor] = [
            .candidate("bert"), .candidate("anna revoked"), .candidate("anna expired"), .candidate("anna idle"),
            .candidate("sue"), .candidate("nobody"), .candidate(nil), .coach("anna"), .candidate("kim"), .coach("nora"),
            .coach("kim revoked"), .coach("kim expired"), .coach("kim idle"), .auth, .app, .admin,
        ]
        try await SchemaWorld.with { world in
            for actor in others {
                try await expectVisible([:], actor, of: "anna", in: world)
            }
        }
    }

    @Test func `a coach sees what is shared and no more`() async throws {
        try await SchemaWorld.with { world in
            try await expectVisible(
                [
                    "opportunity": 1, "organisation": 1, "person": 2, "stage_event": 2, "priority_set": 1,
                    "priority": 3,
                    "evidence": 1, "priority_rating": 1, "share": 2, "relationship": 1,
                ],
                .coach("kim"),
                of: "anna",
                in: world
            )
            try await expectVisible([:], .coach("kim"), of: "bert", in: world)
        }
    }

    @Test func `a share that is not live opens nothing`() async throws {
        try await SchemaWorld.with { world in
            for coach in ["otto", "rita", "vera", "exa", "fred"] {
                try await expectVisible(["relationship": 1], .coach(coach), of: "anna", in: world)
            }
        }
    }

    @Test func `a share opens only the things its fields name`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                """
                UPDATE tw.share SET revoked_at = now() WHERE coach_id = probe.id('kim');
                INSERT INTO tw.share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
                VALUES (probe.id('anna'), probe.id('pay'), probe.id('anna kim'), probe.id('kim'), 'opportunity', probe.id('anna job'), '{pay}'),
                    (probe.id('anna'), probe.id('w'), probe.id('anna kim'), probe.id('kim'), 'assessment', probe.id('anna job'), '{weights}');
                """
            )
            try await expectVisible(
                [
                    "opportunity": 1, "organisation": 1, "priority_set": 1, "priority": 3, "share": 2,
                    "relationship": 1,
                ],
                .coach("kim"),
                of: "anna",
                in: world
            )
        }
    }

    @Test func `an account that is both keeps its two sides apart`() async throws {
        try await SchemaWorld.with { world in
            try await expectVisible(
                ["opportunity": 1, "organisation": 1, "share": 1, "relationship": 1],
                .coach("clio"),
                of: "bert",
                in: world
            )
            try await expectVisible([:], .candidate("clio"), of: "bert", in: world)
        }
    }

    @Test func `nobody deletes or edits a row of somebody else`() async throws {
        try await SchemaWorld.with { world in
            for actor in [
                Actor.candidate("bert"), .coach("kim"), .coach("nora"), .candidate("anna revoked"), .auth, .admin,
            ] {
                for table in try await world.column(Self.ownedTables) {
                    let outcome = try await world.attempt(
                        actor,
                        "DELETE FROM \(table) WHERE owner_id = probe.id('anna')"
                    )
                    #expect(["0", "42501"].contains(outcome), "\(actor) \(table)")
                }
                let edit = "UPDATE opportunity SET title = 'x' WHERE owner_id = probe.id('anna')"
                let outcome = try await world.attempt(actor, edit)
                #expect(["0", "42501"].contains(outcome), "\(actor)")
            }
        }
    }

    @Test func `nobody writes a row in the name of somebody else`() async throws {
        try await SchemaWorld.with { world in
            let insert =
                "INSERT INTO job_search (owner_id, id, title) VALUES (probe.id('anna'), gen_random_uuid(), 'x')"
            try await world.expect("1", .candidate("anna"), insert)
            try await world.expect("42501", .candidate("bert"), insert)
            try await world.expect("42501", .coach("kim"), insert)
            try await world.expect("42501", .auth, insert)
            let move = "UPDATE job_search SET owner_id = probe.id('bert')"
            try await world.expect("42501", .candidate("anna"), move)
        }
    }

    @Test func `a link to a row of somebody else cannot be stored`() async throws {
        try await SchemaWorld.with { world in
            let insert = """
                INSERT INTO opportunity (owner_id, id, job_search_id, organisation_id, title)
                VALUES (probe.id('bert'), gen_random_uuid(), probe.id('bert search'), probe.id('anna acme'), 'x')
                """
            try await world.expect("23503", .candidate("bert"), insert)
        }
    }

    @Test func `rows that triggers write are nobody's to write`() async throws {
        try await SchemaWorld.with { world in
            for table in [
                "stage_event", "receipt", "question", "question_revision", "audit_event", "throttle", "dimension",
            ] {
                for actor in [Actor.candidate("anna"), .coach("kim")]
                where table != "receipt" || actor.role == "tw_candidate" {
                    try await world.expect("42501", actor, "INSERT INTO \(table) DEFAULT VALUES")
                }
            }
        }
    }

    @Test func `a coach leaves receipts only for her own live shares`() async throws {
        try await SchemaWorld.with { world in
            func receipt(_ outcome: String, _ coach: String, by reader: String, of share: String) async throws {
                try await world.expect(
                    outcome,
                    .coach(coach),
                    """
                    INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, opportunity_id)
                    VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna \(share) opportunity'), probe.id('\(reader)'),
                        'x', 'opportunity', probe.id('anna job'))
                    """
                )
            }
            try await receipt("1", "kim", by: "kim", of: "kim")
            try await receipt("42501", "kim", by: "nora", of: "kim")
            try await receipt("42501", "nora", by: "nora", of: "kim")
            try await receipt("42501", "vera", by: "vera", of: "vera")
            try await receipt("42501", "otto", by: "otto", of: "otto")
        }
    }

    @Test func `libraries are seen by whom they are meant for`() async throws {
        try await SchemaWorld.with { world in
            func seen(_ actor: Actor, _ expected: [String]) async throws {
                var slugs: [String] = []
                for slug in ["circle", "draft", "open", "own", "quiet"]
                where try await world.attempt(actor, "SELECT FROM library WHERE slug = '\(slug)'") == "1" {
                    slugs.append(slug)
                }
                #expect(slugs == expected, "\(actor)")
            }
            try await seen(.candidate("anna"), ["circle", "open", "quiet"])
            try await seen(.candidate("bert"), ["open", "quiet"])
            try await seen(.coach("nora"), ["open", "quiet"])
            try await seen(.coach("kim"), ["circle", "draft", "open", "own", "quiet"])
            try await seen(.candidate("sue"), [])
            _ = try await world.database.sql("UPDATE tw.library SET visibility = 'private' WHERE slug = 'open'")
            try await seen(.candidate("bert"), ["open", "quiet"])
            try await seen(.candidate("clio"), ["quiet"])
        }
    }

    @Test func `a yanked version stays readable for those pinned to it`() async throws {
        try await SchemaWorld.with { world in
            let yanked = "SELECT FROM library_version WHERE library_id = probe.id('kim open') AND number = 1"
            try await world.expect("1", .candidate("anna"), yanked)
            try await world.expect("0", .candidate("bert"), yanked)
            try await world.expect("1", .coach("kim"), yanked)
            try await world.expect("0", .coach("nora"), yanked)
            try await world.expect("0", .candidate("anna"), "UPDATE subscription SET state = 'cancelled'; \(yanked)")
        }
    }

    @Test func `drafts are seen by their author alone`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("5", .coach("kim"), "SELECT FROM library_draft")
            try await world.expect("0", .coach("nora"), "SELECT FROM library_draft")
            try await world.expect("42501", .candidate("anna"), "SELECT FROM library_draft")
        }
    }

    @Test func `names are known of counterparts and authors only, and nothing else of them`() async throws {
        try await SchemaWorld.with { world in
            for (actor, person, rows) in [
                (Actor.candidate("anna"), "anna", "1"), (.candidate("anna"), "rita", "1"),
                (.candidate("anna"), "bert", "0"),
                (.candidate("bert"), "kim", "1"), (.candidate("bert"), "nora", "0"), (.coach("rita"), "anna", "1"),
                (.coach("nora"), "anna", "0"), (.coach("nora"), "kim", "1"), (.auth, "kim", "42501"),
            ] {
                try await world.expect(rows, actor, "SELECT display_name FROM account WHERE id = probe.id('\(person)')")
            }
            for column in ["email", "password_hash", "status"] {
                try await world.expect("42501", .candidate("anna"), "SELECT \(column) FROM account")
            }
        }
    }

    @Test func `sessions are listed and ended by their owner, and stay ended`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("4", .candidate("anna"), "SELECT id, label FROM session")
            try await world.expect("1", .coach("nora"), "SELECT id, label FROM session")
            try await world.expect("42501", .candidate("anna"), "SELECT token_sha256 FROM session")
            let end = "UPDATE session SET revoked_at = now() WHERE id = probe.id('anna session')"
            try await world.expect("1", .candidate("anna"), end)
            try await world.expect("0", .candidate("bert"), end)
            let revive = "UPDATE session SET revoked_at = NULL WHERE revoked_at IS NOT NULL"
            try await world.expect("42501", .candidate("anna"), revive)
            try await world.expect("0", .candidate("anna"), "\(end); SELECT FROM opportunity")
        }
    }

    @Test func `the management command reads about accounts and libraries, and no contents`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("11", .admin, "SELECT email, status FROM account")
            try await world.expect("5", .admin, "SELECT slug, status FROM library")
            try await world.expect("1", .admin, "SELECT event FROM audit_event")
            for secret in ["password_hash FROM account", "token_sha256 FROM session", "code_sha256 FROM invitation"] {
                try await world.expect("42501", .admin, "SELECT \(secret)")
            }
            for table in [
                "answer", "asking", "priority", "priority_rating", "evidence", "organisation", "share", "plan_item",
            ] {
                try await world.expect("42501", .admin, "SELECT FROM \(table)")
            }
        }
    }

    @Test func `a candidate invites only coaches with a library to be seen`() async throws {
        try await SchemaWorld.with { world in
            func invite(_ outcome: String, _ coach: String, status: String = "invited") async throws {
                try await world.expect(
                    outcome,
                    .candidate("bert"),
                    """
                    INSERT INTO relationship (owner_id, id, coach_id, status)
                    VALUES (probe.id('bert'), gen_random_uuid(), probe.id('\(coach)'), '\(status)')
                    """
                )
            }
            try await invite("1", "kim")
            try await invite("42501", "kim", status: "active")
            try await invite("42501", "nora")
            try await invite("42501", "anna")
            try await invite("42501", "a stranger")
        }
    }
}
