import Testing
import TwoWayRepository
import TwoWayTestSupport

/// That a session is worth what its account is at that moment, whichever way that changes.
@Suite struct SessionStandingTests {
    private func expectSignedIn(_ isSignedIn: Bool, _ actor: SchemaWorld.Actor, _ world: SchemaWorld) async throws {
        try await world.expect(isSignedIn ? "1" : "0", actor, "SELECT FROM sec.me()")
    }

    @Test func `a role that is given or taken counts for sessions that are open`() async throws {
        try await SchemaWorld.with { world in
            let (candidate, coach) = (SchemaWorld.Actor.candidate("clio"), SchemaWorld.Actor.coach("clio"))
            try await world.database.sql(
                "DELETE FROM tw.account_role WHERE account_id = probe.id('clio') AND role = 'coach'"
            )
            try await expectSignedIn(true, candidate, world)
            try await expectSignedIn(false, coach, world)
            try await world.database.sql(
                "UPDATE tw.account_role SET role = 'coach' WHERE account_id = probe.id('clio')"
            )
            try await expectSignedIn(false, candidate, world)
            try await expectSignedIn(true, coach, world)
            try await world.database.sql("INSERT INTO tw.account_role VALUES (probe.id('clio'), 'candidate')")
            try await expectSignedIn(true, candidate, world)
        }
    }

    @Test func `an account that is not active has no sessions, even if none was ended`() async throws {
        try await SchemaWorld.with { world in
            for status in ["suspended", "closed"] {
                try await world.database.sql("UPDATE tw.account SET status = '\(status)' WHERE id = probe.id('anna')")
                try await expectSignedIn(false, .candidate("anna"), world)
                try await expectSignedIn(true, .candidate("bert"), world)
                try await world.database.sql("UPDATE tw.account SET status = 'active' WHERE id = probe.id('anna')")
                try await expectSignedIn(true, .candidate("anna"), world)
            }
            // Opened while the account is suspended, however that came about.
            try await expectSignedIn(false, .candidate("sue"), world)
            try await world.database.sql("UPDATE tw.account SET status = 'active' WHERE id = probe.id('sue')")
            try await expectSignedIn(true, .candidate("sue"), world)
        }
    }

    @Test func `nobody but the functions of the schema says what a session is worth`() async throws {
        try await SchemaWorld.with { world in
            for actor in [SchemaWorld.Actor.candidate("anna"), .coach("kim"), .auth, .admin, .app] {
                try await world.expect("42501", actor, "UPDATE session SET acts_as = '{tw_candidate,tw_coach}'")
                try await world.expect("42501", actor, "UPDATE session SET last_used_at = now()")
                try await world.expect("42501", actor, "SELECT sec.standing(probe.id('anna'))")
            }
        }
    }

    @Test(arguments: [true, false])
    func `a session that is opened beside a suspension is worth nothing`(suspendedFirst: Bool) async throws {
        try await SchemaWorld.with { world in
            let suspension = "UPDATE tw.account SET status = 'suspended' WHERE id = probe.id('anna')"
            let opening = """
                INSERT INTO tw.session (id, account_id, token_sha256, expires_at)
                VALUES (probe.id('late'), probe.id('anna'), sha256('late'), now() + interval '1 day')
                """
            let (first, second) = suspendedFirst ? (suspension, opening) : (opening, suspension)
            let database = world.database
            let (started, hasStarted) = AsyncStream<Void>.makeStream()
            async let waiter = {
                for await _ in started {}
                return try await database.sql(second)
            }()
            try await SerialSession.run(database.superuser) { session in
                try session.execute("BEGIN; \(first)")
                hasStarted.finish()
                try session.execute(Self.untilSomebodyWaits)
                try session.execute("COMMIT")
            }
            _ = try await waiter
            try await expectSignedIn(false, .candidate("late"), world)
        }
    }

    @Test(arguments: ["UTC", "Europe/Berlin"])
    func `a session lives until the first of its ends, in every time zone`(timeZone: String) async throws {
        try await SchemaWorld.with { world in
            /// What a change of the session makes of its end, in a night in which clocks are set back in Berlin.
            func end(after change: String) async throws -> String {
                try await world.value(
                    """
                    SET TimeZone = '\(timeZone)';
                    UPDATE tw.session SET created_at = '2026-10-24T18:00Z', last_used_at = '2026-10-24T20:00Z',
                        expires_at = '2026-11-02T00:00Z', revoked_at = NULL WHERE id = probe.id('anna session');
                    UPDATE tw.session SET \(change) WHERE id = probe.id('anna session');
                    SELECT coalesce((live_until AT TIME ZONE 'UTC')::text, 'over') FROM tw.session
                    WHERE id = probe.id('anna session')
                    """
                )
            }
            #expect(try await end(after: "last_used_at = last_used_at") == "2026-10-25 08:00:00")
            #expect(try await end(after: "last_used_at = '2026-10-24T21:30Z'") == "2026-10-25 09:30:00")
            #expect(try await end(after: "expires_at = '2026-10-25T07:59Z'") == "2026-10-25 07:59:00")
            #expect(try await end(after: "revoked_at = now()") == "over")
            try await world.database.sql("UPDATE tw.account SET status = 'suspended' WHERE id = probe.id('anna')")
            #expect(try await end(after: "last_used_at = last_used_at") == "over")
        }
    }

    @Test func `sessions and responses from before are worth what they were`() async throws {
        try await SteppedMigration.with { steps in
            try await steps.migrate(before: "0038")
            try await steps.test.sql(SchemaWorld.people)
            try await steps.test.sql(
                """
                INSERT INTO tw.idempotency (owner_id, key, method, params_sha256, response, at)
                SELECT probe.id(name), probe.id(name || n), 'person.create', sha256('x'), 'x', now() - n * interval '1 hour'
                FROM unnest('{anna,bert}'::text[]) name, generate_series(1, 3) n
                """
            )
            try await steps.migrate()
            let world = SchemaWorld(database: steps.test)
            try await expectSignedIn(true, .candidate("anna"), world)
            try await expectSignedIn(false, .coach("anna"), world)
            try await expectSignedIn(true, .coach("clio"), world)
            try await expectSignedIn(false, .candidate("sue"), world)
            let oldestFirst = try await world.column("SELECT number FROM tw.idempotency ORDER BY owner_id, at")
            #expect(oldestFirst == ["1", "2", "3", "1", "2", "3"])
        }
    }

    private static let untilSomebodyWaits = """
        DO $$ BEGIN
            FOR attempt IN 1..3000 LOOP
                IF EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') THEN
                    RETURN;
                END IF;
                PERFORM pg_sleep(0.01), pg_stat_clear_snapshot();
            END LOOP;
            RAISE EXCEPTION 'nobody waits';
        END $$
        """
}
