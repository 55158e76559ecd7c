import Testing

/// The log of events in the database: who is told of what, in which order, and who may still read it.
@Suite struct EventRuleTests {
    private typealias Actor = SchemaWorld.Actor

    /// What is in somebody's log, oldest first, such as `1 relationship_active`.
    private func log(of name: String, in world: SchemaWorld) async throws -> [String] {
        try await world.column(
            """
            SELECT seq || ' ' || kind FROM tw.event WHERE owner_id = probe.id('\(name)') ORDER BY seq
            """
        )
    }

    /// Forgets what the making of the world has told.
    private func forget(in world: SchemaWorld) async throws {
        _ = try await world.database.sql("DELETE FROM tw.event_log; DELETE FROM tw.event_announcement")
    }

    /// Runs statements in the name of somebody, and keeps what they do.
    private func act(_ actor: Actor, _ sql: String, in world: SchemaWorld) async throws {
        let session = actor.session.map { "encode(sha256('\($0)'), 'hex')" } ?? "''"
        _ = try await world.database.sql(
            """
            BEGIN; SELECT set_config('search_path', 'tw', true), set_config('app.token', \(session), true),
                set_config('role', '\(actor.role)', true); \(sql); COMMIT
            """
        )
    }

    private func share(_ coach: String, _ subject: String, _ fields: String) -> String {
        """
        INSERT INTO share (owner_id, id, relationship_id, coach_id, subject, opportunity_id, fields)
        VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna \(coach)'), probe.id('\(coach)'), '\(subject)',
            probe.id('anna job'), '\(fields)')
        """
    }

    @Test func `a change of what is shared is told to those whose share shows it, once a transaction`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            let job = "WHERE owner_id = probe.id('anna') AND id = probe.id('anna job')"
            // Kim's share has the overview, and not the posting with the location.
            try await act(.candidate("anna"), "UPDATE opportunity SET pay_low = NULL, location = 'x' \(job)", in: world)
            #expect(try await log(of: "kim", in: world) == [])
            try await act(
                .candidate("anna"),
                "UPDATE opportunity SET title = 'one' \(job); UPDATE opportunity SET title = 'two', posting = 'y' \(job)",
                in: world
            )
            #expect(try await log(of: "kim", in: world) == ["1 opportunity_changed"])
            let fields = try await world.column("SELECT unnest(fields) AS field FROM tw.event ORDER BY 1")
            #expect(fields == ["overview", "posting"])
            // The others have no live share.
            #expect(try await world.value("SELECT count(*) FROM tw.event WHERE owner_id <> probe.id('kim')") == "0")
            try await act(.candidate("anna"), "UPDATE opportunity SET updated_at = now() \(job)", in: world)
            #expect(try await log(of: "kim", in: world).count == 1)
        }
    }

    @Test func `evidence, ratings and waivers are told where they show`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            let evidence = """
                INSERT INTO evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity, rating,
                    strength) SELECT probe.id('anna'), gen_random_uuid(), probe.id('anna job'), probe.id('anna training'), 'job',
                    'observation', 'observation', 'example', 4, 0.8 FROM generate_series(1, 3)
                """
            try await act(.candidate("anna"), evidence, in: world)
            #expect(try await log(of: "kim", in: world) == ["1 assessment_changed"])
            let hers = "WHERE owner_id = probe.id('anna') AND opportunity_id = probe.id('anna job')"
            try await act(.candidate("anna"), "UPDATE priority_rating SET note = 'because' \(hers)", in: world)
            #expect(try await log(of: "kim", in: world).count == 1)
            try await act(.candidate("anna"), "UPDATE priority_rating SET hi = 0.7 \(hers)", in: world)
            #expect(try await log(of: "kim", in: world).count == 2)
            try await act(.candidate("anna"), "UPDATE evidence SET retired_at = now() \(hers)", in: world)
            #expect(try await log(of: "kim", in: world).count == 3)
        }
    }

    @Test func `steps of a relationship are told to the other side, and its end tells enough of shares`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            let ours = "WHERE owner_id = probe.id('anna') AND coach_id = probe.id('kim')"
            try await act(
                .candidate("anna"),
                "UPDATE relationship SET status = 'paused', candidate_paused_at = now() \(ours)",
                in: world
            )
            try await act(
                .candidate("anna"),
                "UPDATE relationship SET status = 'active', candidate_paused_at = NULL \(ours)",
                in: world
            )
            try await act(.candidate("anna"), share("kim", "opportunity", "{pay}"), in: world)
            let revoke = "UPDATE share SET revoked_at = now() \(ours) AND fields = '{pay}'"
            try await act(.candidate("anna"), revoke, in: world)
            try await act(.coach("kim"), "UPDATE relationship SET status = 'ended' \(ours)", in: world)
            let told = ["1 relationship_paused", "2 relationship_active", "3 share_granted", "4 share_revoked"]
            #expect(try await log(of: "kim", in: world) == told)
            #expect(try await log(of: "anna", in: world) == ["1 relationship_ended"])
        }
    }

    @Test func `only the first reading of a share is told to its owner`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            let receipt = """
                INSERT INTO receipt (owner_id, id, share_id, reader_id, method, subject, opportunity_id) VALUES (probe.id('anna'),
                    gen_random_uuid(), probe.id('anna kim assessment'), probe.id('kim'), 'assessment.get', 'assessment',
                    probe.id('anna job'))
                """
            try await act(.coach("kim"), "\(receipt); \(receipt)", in: world)
            try await act(.coach("kim"), receipt, in: world)
            #expect(try await log(of: "anna", in: world) == ["1 share_read"])
        }
    }

    @Test func `what is rolled back is not told, and leaves no gap`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            let grant = share("kim", "opportunity", "{pay}")
            try await act(.candidate("anna"), grant, in: world)
            try await world.expect("1", .candidate("anna"), grant)
            let half = "SAVEPOINT s; \(grant); ROLLBACK TO s; \(grant); \(grant)"
            try await act(.candidate("anna"), half, in: world)
            #expect(try await log(of: "kim", in: world) == ["1 share_granted", "2 share_granted", "3 share_granted"])
            #expect(try await world.value("SELECT count(*) FROM tw.event_draft") == "0")
            #expect(try await world.value("SELECT first_seq || ' ' || last_seq FROM tw.event_log") == "1 3")
        }
    }

    @Test func `an event about what is shared is read while a live share covers it`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            let job = "WHERE owner_id = probe.id('anna') AND id = probe.id('anna job')"
            try await act(.candidate("anna"), "UPDATE opportunity SET title = 'one' \(job)", in: world)
            let events = "SELECT FROM event WHERE owner_id = probe.id('kim')"
            let changes = "\(events) AND kind = 'opportunity_changed'"
            try await world.expect("1", .coach("kim"), events)
            for stranger in [
                Actor.candidate("kim"), .coach("nora"), .candidate("anna"), .coach("kim revoked"), .auth, .admin,
            ] {
                let outcome = try await world.attempt(stranger, events)
                #expect(["0", "42501"].contains(outcome), "\(stranger)")
            }
            let ours = "WHERE owner_id = probe.id('anna') AND coach_id = probe.id('kim')"
            try await act(
                .candidate("anna"),
                "UPDATE relationship SET status = 'paused', candidate_paused_at = now() \(ours)",
                in: world
            )
            // The pause itself may be known.
            try await world.expect("1", .coach("kim"), events)
            try await world.expect("0", .coach("kim"), changes)
            try await act(
                .candidate("anna"),
                "UPDATE relationship SET status = 'active', candidate_paused_at = NULL \(ours)",
                in: world
            )
            try await world.expect("1", .coach("kim"), changes)
            try await act(.candidate("anna"), "UPDATE share SET revoked_at = now() \(ours)", in: world)
            try await world.expect("0", .coach("kim"), changes)
            // A share of something else does not bring it back; one of the same does.
            try await act(.candidate("anna"), share("kim", "opportunity", "{pay}"), in: world)
            try await world.expect("0", .coach("kim"), changes)
            try await act(.candidate("anna"), share("kim", "opportunity", "{overview}"), in: world)
            try await world.expect("1", .coach("kim"), changes)
            _ = try await world.database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.share SET valid_from = now() - interval '2 hours', valid_until = now() - interval '1 hour'
                """
            )
            try await world.expect("0", .coach("kim"), changes)
        }
    }

    @Test func `a log is marked as read by its owner, forward and no further than it goes`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            let grant = share("kim", "opportunity", "{pay}")
            try await act(.candidate("anna"), "\(grant); \(grant)", in: world)
            let mark = "UPDATE event_log SET read_seq = %@ WHERE owner_id = probe.id('kim')"
            try await world.expect("1", .coach("kim"), mark.replacing("%@", with: "2"))
            try await world.expect("23514", .coach("kim"), mark.replacing("%@", with: "3"))
            try await world.expect("0", .candidate("anna"), mark.replacing("%@", with: "1"))
            try await world.expect("42501", .coach("kim"), "UPDATE event_log SET last_seq = 9")
            for table in ["event", "event_log"] {
                try await world.expect("42501", .coach("kim"), "DELETE FROM \(table)")
                try await world.expect("42501", .coach("kim"), "INSERT INTO \(table) DEFAULT VALUES")
            }
            for table in ["event_draft", "event_announcement"] {
                try await world.expect("42501", .coach("kim"), "SELECT FROM \(table)")
            }
        }
    }

    @Test func `a log keeps 10,000 events and no more`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            _ = try await world.database.sql(
                """
                INSERT INTO tw.event_log (owner_id, last_seq) VALUES (probe.id('kim'), 9998);
                INSERT INTO tw.event (owner_id, seq, at, side, kind, subject_kind, subject_id)
                SELECT probe.id('kim'), n, now(), 'coach', 'relationship_active', 'relationship', probe.id('anna kim')
                FROM generate_series(1, 9998) n;
                SELECT sec.write_event(probe.id('kim'), 'coach', 'relationship_active', 'relationship', probe.id('anna kim'),
                    probe.id('anna'), NULL) FROM generate_series(1, 5)
                """
            )
            #expect(try await world.value("SELECT first_seq || ' ' || last_seq FROM tw.event_log") == "4 10003")
            let kept = try await world.value("SELECT min(seq) || ' ' || max(seq) || ' ' || count(*) FROM tw.event")
            #expect(kept == "4 10003 10000")
        }
    }

    @Test func `what is older than 30 days is swept, and the log says so`() async throws {
        try await SchemaWorld.with { world in
            try await forget(in: world)
            let grant = share("kim", "opportunity", "{pay}")
            try await act(.candidate("anna"), "\(grant); \(grant); \(grant)", in: world)
            _ = try await world.database.sql("UPDATE tw.event SET at = now() - interval '31 days' WHERE seq < 3")
            #expect(try await world.value("SELECT sec.sweep_events()") == "1")
            #expect(try await world.value("SELECT sec.sweep_events()") == "0")
            #expect(try await world.value("SELECT first_seq || ' ' || last_seq FROM tw.event_log") == "3 3")
            #expect(try await log(of: "kim", in: world) == ["3 share_granted"])
            _ = try await world.database.sql("UPDATE tw.event SET at = now() - interval '31 days'")
            #expect(try await world.value("SELECT sec.sweep_events()") == "1")
            #expect(try await world.value("SELECT first_seq || ' ' || last_seq FROM tw.event_log") == "4 3")
        }
    }
}
