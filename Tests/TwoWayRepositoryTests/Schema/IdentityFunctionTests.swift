import Testing

/// Signing in, codes, throttling and the audit, as the functions in sec do them.
@Suite struct IdentityFunctionTests {
    private typealias Actor = SchemaWorld.Actor
    private let anna = Actor.candidate("anna")

    @Test func `me is the account and the session behind the token`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect(
                "1",
                anna,
                """
                SELECT FROM sec.me() WHERE id = probe.id('anna') AND email = 'anna@example.org' AND roles = '{candidate}'
                    AND session_id = probe.id('anna session') AND session_id = sec.session_id()
                """
            )
            for actor in [Actor.candidate("anna revoked"), .candidate("sue"), .candidate(nil), .coach("anna")] {
                try await world.expect("0", actor, "SELECT FROM sec.me()")
            }
            try await world.expect("1", .candidate("clio"), "SELECT FROM sec.me() WHERE roles = '{candidate,coach}'")
        }
    }

    @Test func `only who signs in looks up hashes and opens sessions`() async throws {
        try await SchemaWorld.with { world in
            let look =
                "SELECT FROM sec.login_lookup('anna@example.org') WHERE password_hash = 'hash' AND status = 'active'"
            try await world.expect("1", .auth, look)
            try await world.expect("0", .auth, "SELECT FROM sec.login_lookup('nobody@example.org')")
            for actor in [anna, .coach("kim"), .admin, .app] {
                try await world.expect("42501", actor, look)
                try await world.expect("42501", actor, open("anna", "new"))
                try await world.expect("42501", actor, "SELECT sec.invitation_redeem('', NULL, '', '', '', NULL)")
            }
        }
    }

    private func open(_ person: String, _ name: String, days: Int = 1) -> String {
        """
        SELECT FROM sec.session_open(probe.id('\(name)'), probe.id('\(person)'),
            (SELECT password_hash FROM sec.login_lookup('\(person)@example.org')), NULL, sha256('\(name)'),
            now() + interval '\(days) days',
            NULL, NULL) AS opened WHERE opened
        """
    }

    @Test func `a session is opened for an active account, for 30 days at most`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", .auth, open("anna", "new", days: 30))
            try await world.expect("23514", .auth, open("anna", "new", days: 31))
            try await world.expect("0", .auth, open("sue", "new"))
            try await world.expect("0", .auth, open("nobody", "new"))
            try await world.expect("23505", .auth, open("anna", "anna"))
        }
    }

    @Test func `of more than 20 sessions the ones unused for longest end`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "UPDATE tw.session SET last_used_at = now() - interval '1 hour' WHERE id = probe.id('bert session')"
            )
            for number in 1...20 {
                _ = try await world.database.sql(open("bert", "bert \(number)"))
            }
            let live = "SELECT count(*) FROM tw.session WHERE account_id = probe.id('bert') AND revoked_at IS NULL"
            let count = try await world.value(live)
            #expect(count == "20")
            try await world.expect("0", .candidate("bert"), "SELECT FROM sec.me()")
            try await world.expect("1", .candidate("bert 1"), "SELECT FROM sec.me()")
        }
    }

    @Test func `using a session is noted every five minutes, and never revives one`() async throws {
        try await SchemaWorld.with { world in
            func touched(_ session: String, after minutes: Int) async throws -> Bool {
                _ = try await world.database.sql(
                    "UPDATE tw.session SET last_used_at = now() - interval '\(minutes) minutes' WHERE token_sha256 = sha256('\(session)')"
                )
                _ = try await world.database.sql(
                    """
                    BEGIN;
                    SELECT set_config('app.token', encode(sha256('\(session)'), 'hex'), true);
                    SELECT sec.session_touch();
                    COMMIT;
                    """
                )
                return try await world.value(
                    "SELECT last_used_at > now() - interval '1 minute' FROM tw.session WHERE token_sha256 = sha256('\(session)')"
                ) == "t"
            }
            let early = try await touched("anna", after: 4)
            let late = try await touched("anna", after: 6)
            let idle = try await touched("anna", after: 721)
            let revoked = try await touched("anna revoked", after: 6)
            #expect([early, late, idle, revoked] == [false, true, false, false])
        }
    }

    @Test func `changing the password ends all sessions`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, "SELECT FROM sec.password_change('new') AS changed WHERE changed")
            try await world.expect("0", anna, "SELECT sec.password_change('new'); SELECT FROM opportunity")
            try await world.expect(
                "1",
                .candidate("bert"),
                "SELECT sec.password_change('new'); SELECT FROM sec.password_change('x') WHERE true"
            )
            try await world.expect(
                "0",
                .candidate("anna revoked"),
                "SELECT FROM sec.password_change('new') AS changed WHERE changed"
            )
            try await world.expect(
                "1",
                .auth,
                "SELECT FROM sec.password_rehash(probe.id('anna'), 'hash', 'new') AS done WHERE done"
            )
            try await world.expect(
                "0",
                .auth,
                "SELECT FROM sec.password_rehash(probe.id('anna'), 'old', 'new') AS done WHERE done"
            )
        }
    }

    @Test func `an invitation opens one account, once`() async throws {
        try await SchemaWorld.with { world in
            func redeem(_ code: String, email: String = "new@example.org", then sql: String = "") -> String {
                let call = "sec.invitation_redeem(sha256('\(code)'), probe.id('new'), '\(email)', 'New', 'hash', NULL)"
                return "SELECT FROM \(call) AS account WHERE account = probe.id('new')"
                    + (sql.isEmpty ? "" : "; \(sql)")
            }
            try await world.expect("1", .auth, redeem("code"))
            try await world.expect("0", .auth, redeem("code", then: redeem("code")))
            try await world.expect("0", .auth, redeem("wrong"))
            try await world.expect("23505", .auth, redeem("code", email: "anna@example.org"))
            try await world.expect(
                "1",
                .auth,
                redeem(
                    "code",
                    then:
                        "SELECT FROM sec.login_lookup('new@example.org') WHERE roles = '{candidate}' AND status = 'active'"
                )
            )
            _ = try await world.database.sql(
                "UPDATE tw.invitation SET created_at = now() - interval '2 days', expires_at = now()"
            )
            try await world.expect("0", .auth, redeem("code"))
        }
    }

    @Test func `an account made by the management command is activated by its own code and address`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                """
                SELECT sec.admin_account_create(probe.id('ina'), 'ina@example.org', 'Ina', '{coach}');
                SELECT sec.admin_invite(probe.id('ina code'), 'invitation', sha256('ina code'), '{coach}', probe.id('ina'), now() + interval '72 hours');
                """
            )
            func activate(_ email: String) -> String {
                """
                SELECT FROM sec.invitation_redeem(sha256('ina code'), probe.id('x'), '\(email)', 'Ina I.', 'hash', 'Europe/Berlin')
                    AS account WHERE account = probe.id('ina')
                """
            }
            try await world.expect("1", .auth, activate("ina@example.org"))
            try await world.expect("0", .auth, activate("anna@example.org"))
            try await world.expect(
                "23514",
                .admin,
                "SELECT sec.admin_invite(probe.id('y'), 'invitation', sha256('y'), '{coach}', NULL, now() + interval '4 days')"
            )
            try await world.expect(
                "23514",
                .admin,
                "SELECT sec.admin_invite(probe.id('y'), 'reset', sha256('y'), NULL, NULL, now() + interval '1 day')"
            )
        }
    }

    @Test func `a reset code sets a new password and ends all sessions`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "SELECT sec.admin_invite(probe.id('reset'), 'reset', sha256('reset'), NULL, probe.id('anna'), now() + interval '1 day')"
            )
            let reset =
                "SELECT FROM sec.password_reset(sha256('reset'), 'new') AS account WHERE account = probe.id('anna')"
            try await world.expect(
                "1",
                .auth,
                "\(reset); SELECT FROM sec.login_lookup('anna@example.org') WHERE password_hash = 'new'"
            )
            try await world.expect("0", .auth, "\(reset); \(reset)")
            try await world.expect(
                "0",
                .auth,
                "SELECT FROM sec.invitation_redeem(sha256('reset'), probe.id('x'), 'anna@example.org', 'A', 'h', NULL) AS a WHERE a IS NOT NULL"
            )
            try await world.expect(
                "0",
                .auth,
                "SELECT FROM sec.password_reset(sha256('code'), 'new') AS account WHERE account IS NOT NULL"
            )
            _ = try await world.database.sql(reset)
            try await world.expect("0", anna, "SELECT FROM opportunity")
        }
    }

    @Test func `a suspended account is out at once, and back with the same password`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql("SELECT sec.admin_account_suspend(probe.id('anna'))")
            try await world.expect("0", anna, "SELECT FROM opportunity")
            try await world.expect("0", .auth, open("anna", "new"))
            try await world.expect(
                "0",
                .admin,
                "SELECT FROM sec.admin_account_suspend(probe.id('anna')) AS done WHERE done"
            )
            _ = try await world.database.sql("SELECT sec.admin_account_resume(probe.id('anna'))")
            try await world.expect("0", anna, "SELECT FROM opportunity")
            try await world.expect("1", .auth, open("anna", "new"))
            for actor in [anna, .coach("kim"), .auth] {
                try await world.expect("42501", actor, "SELECT sec.admin_account_suspend(probe.id('bert'))")
            }
        }
    }

    @Test func `a bucket gives what it holds, and says how long to wait for more`() async throws {
        try await SchemaWorld.with { world in
            func take(_ key: String) async throws -> Double {
                try #require(Double(try await world.value("SELECT sec.take(sha256('\(key)'), 3, 0.001)")))
            }
            for _ in 1...3 {
                let wait = try await take("a")
                #expect(wait == 0)
            }
            for _ in 1...3 {
                let wait = try await take("a")
                #expect(wait > 900 && wait <= 1000)
            }
            let other = try await take("b")
            #expect(other == 0)
            _ = try await world.database.sql(
                "UPDATE tw.throttle SET at = at - interval '1001 seconds' WHERE key = sha256('a')"
            )
            let refilled = try await take("a")
            let empty = try await take("a")
            #expect(refilled == 0)
            #expect(empty > 900)
        }
    }

    @Test func `the actor of an audit event is who is signed in`() async throws {
        try await SchemaWorld.with { world in
            func actor(_ actor: Actor, claims claimed: String) async throws -> String {
                try await world.attempt(actor, "SELECT sec.audit(probe.id('\(claimed)'), 'test.event', NULL, NULL)")
            }
            for who in [anna, .coach("kim"), .auth, .admin] {
                let outcome = try await actor(who, claims: "bert")
                #expect(outcome == "1")
            }
            _ = try await world.database.sql(
                """
                BEGIN;
                SELECT set_config('app.token', encode(sha256('anna'), 'hex'), true);
                SELECT sec.audit(probe.id('bert'), 'test.event', NULL, '{"a": 1}');
                COMMIT;
                SELECT sec.audit(probe.id('bert'), 'test.event', NULL, NULL);
                """
            )
            let actors = try await world.column(
                "SELECT actor = probe.id('anna') FROM tw.audit_event WHERE event = 'test.event' ORDER BY id"
            )
            #expect(actors == ["t", "f"])
        }
    }

    /// Seals until nothing is left: events wait for all older transactions of the cluster, also those of other tests.
    private func sealAll(in world: SchemaWorld) async throws {
        let waiting = """
            SELECT sec.audit_seal();
            SELECT FROM tw.audit_event WHERE id > (SELECT coalesce(max(upto), 0) FROM tw.audit_seal)
            """
        while try await !world.database.sql(waiting).isEmpty {
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// What other databases of the cluster have open holds the seal up, so on a busy machine it takes a while.
    @Test(.timeLimit(.minutes(20)))
    func `the audit is sealed in a chain that shows an altered and a missing event`() async throws {
        try await SchemaWorld.with { world in
            func broken() async throws -> String {
                try await world.value("SELECT coalesce(sec.audit_verify()::text, 'whole')")
            }
            for count in [3, 2] {
                _ = try await world.database.sql(
                    "SELECT sec.audit(NULL, 'test.event', NULL, jsonb_build_object('n', n)) FROM generate_series(1, \(count)) n"
                )
                try await sealAll(in: world)
            }
            let sealed = try await world.value("SELECT sum(events) || ' up to ' || max(upto) FROM tw.audit_seal")
            #expect(sealed == "6 up to 6")
            let untouched = try await broken()
            #expect(untouched == "whole")

            let seal = try await world.value("SELECT min(upto) FROM tw.audit_seal WHERE upto >= 5")
            for change in [
                "UPDATE tw.audit_event SET detail = '{}' WHERE id = 5", "DELETE FROM tw.audit_event WHERE id = 5",
            ] {
                try await world.expect("TW101", .superuser, change)
                _ = try await world.database.sql(
                    """
                    ALTER TABLE tw.audit_event DISABLE TRIGGER ALL;
                    \(change);
                    ALTER TABLE tw.audit_event ENABLE TRIGGER ALL
                    """
                )
                let found = try await broken()
                #expect(found == seal)
            }
        }
    }

    @Test func `what has outlived its use is swept away, and nothing else`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                """
                INSERT INTO tw.throttle VALUES (sha256('old'), 1, now() - interval '25 hours'), (sha256('new'), 1, now());
                UPDATE tw.idempotency SET at = now() - interval '8 days' WHERE owner_id = probe.id('bert');
                UPDATE tw.session SET revoked_at = now() - interval '31 days' WHERE token_sha256 = sha256('anna revoked');
                UPDATE tw.invitation SET created_at = now() - interval '33 days', expires_at = now() - interval '31 days';
                """
            )
            let swept = try await world.value("SELECT sec.sweep()")
            #expect(swept == "4")
            try await world.expect("1", anna, "SELECT FROM idempotency")
            try await world.expect("1", anna, "SELECT FROM sec.me()")
        }
    }
}
