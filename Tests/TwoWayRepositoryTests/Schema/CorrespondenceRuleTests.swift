import Testing

/// R1, R18 and R19 in the database, for what is between a candidate and a coach.
@Suite struct CorrespondenceRuleTests {
    private typealias Actor = SchemaWorld.Actor

    let anna = SchemaWorld.Actor.candidate("anna")
    let kim = SchemaWorld.Actor.coach("kim")
    let between = "probe.id('anna'), probe.id('anna kim'), probe.id('kim')"

    func comment(_ id: String, by author: String, about opportunity: String = "NULL") -> String {
        """
        INSERT INTO comment (owner_id, relationship_id, coach_id, id, opportunity_id, author, text)
        VALUES (\(between), probe.id('\(id)'), \(opportunity), '\(author)', 'x')
        """
    }

    func prompt(about opportunity: String = "NULL", state: String = "open") -> String {
        """
        INSERT INTO prompt (owner_id, relationship_id, coach_id, id, opportunity_id, text, state)
        VALUES (\(between), probe.id('prompt'), \(opportunity), 'x', '\(state)')
        """
    }

    let opinion = """
        INSERT INTO opinion (owner_id, relationship_id, coach_id, id, opportunity_id, priority_keys, priority_titles)
        VALUES (probe.id('anna'), probe.id('anna kim'), probe.id('kim'), probe.id('opinion'), probe.id('anna job'),
            ARRAY[probe.id('anna pay'), probe.id('anna quiet')], '{pay,quiet}')
        """

    func sheet(_ side: String, rated: [String] = ["pay", "quiet"]) -> String {
        let ratings = rated.map {
            """
            INSERT INTO opinion_rating (owner_id, opinion_id, side, priority_key, rating)
            VALUES (probe.id('anna'), probe.id('opinion'), '\(side)', probe.id('anna \($0)'), 3);
            """
        }
        return """
            INSERT INTO opinion_sheet (owner_id, opinion_id, side, note)
            VALUES (probe.id('anna'), probe.id('opinion'), '\(side)', 'x');
            \(ratings.joined())
            """
    }

    func seal(_ side: String) -> String {
        "UPDATE opinion_sheet SET sealed_at = now() WHERE side = '\(side)'"
    }

    let job = "probe.id('anna job')"
    let unshared = "probe.id('anna second')"
    let revoke =
        "UPDATE tw.share SET revoked_at = now() WHERE coach_id = probe.id('kim') AND revoked_at IS NULL"
    let end = "UPDATE tw.relationship SET status = 'ended' WHERE coach_id = probe.id('kim')"
    let pause =
        "UPDATE tw.relationship SET status = 'paused', coach_paused_at = now() WHERE coach_id = probe.id('kim')"

    /// Stores as superuser what the rest of a test looks at.
    func store(_ sql: String, in world: SchemaWorld) async throws {
        _ = try await world.database.sql("SET search_path = tw; \(sql)")
    }

    @Test func `each side writes in its own name, while both work together and about what is shared`() async throws {
        try await SchemaWorld.with { world in
            for (actor, author) in [(anna, "candidate"), (kim, "coach")] {
                try await world.expect("1", actor, comment("c", by: author))
                try await world.expect("1", actor, comment("c", by: author, about: job))
                try await world.expect("TW404", actor, comment("c", by: author, about: unshared))
            }
            try await world.expect("42501", anna, comment("c", by: "coach"))
            try await world.expect("42501", kim, comment("c", by: "candidate"))
            for stranger in [Actor.candidate("bert"), .coach("nora"), .coach("otto"), .coach("anna")] {
                let outcome = try await world.attempt(stranger, comment("c", by: "coach", about: job))
                #expect(["TW404", "42501"].contains(outcome), "\(stranger)")
            }
            try await store(pause, in: world)
            try await world.expect("TW018", anna, comment("c", by: "candidate"))
            try await world.expect("TW018", kim, comment("c", by: "coach"))
        }
    }

    @Test func `a comment is reworded and deleted by its author alone`() async throws {
        try await SchemaWorld.with { world in
            try await store("\(comment("hers", by: "candidate")); \(comment("kims", by: "coach"))", in: world)
            for (actor, own, other) in [(anna, "hers", "kims"), (kim, "kims", "hers")] {
                for change in ["UPDATE comment SET text = 'y'", "DELETE FROM comment"] {
                    try await world.expect("1", actor, "\(change) WHERE id = probe.id('\(own)')")
                    try await world.expect("0", actor, "\(change) WHERE id = probe.id('\(other)')")
                }
                for column in [
                    "author = 'coach'", "opportunity_id = NULL", "created_at = now()", "coach_id = coach_id",
                ] {
                    try await world.expect("42501", actor, "UPDATE comment SET \(column)")
                }
            }
            try await store(pause, in: world)
            try await world.expect("0", kim, "UPDATE comment SET text = 'y'")
            try await world.expect("0", kim, "DELETE FROM comment")
            try await world.expect("2", anna, "SELECT FROM comment")
        }
    }

    @Test func `a coach reads while a share is live and the relationship active, and the candidate always`()
        async throws
    {
        try await SchemaWorld.with { world in
            try await store(
                """
                \(comment("general", by: "candidate")); \(comment("about", by: "candidate", about: job));
                \(prompt(about: job)); \(opinion)
                """,
                in: world
            )
            try await world.expect("2", kim, "SELECT FROM comment")
            for table in ["prompt", "opinion"] { try await world.expect("1", kim, "SELECT FROM \(table)") }
            for other in [Actor.coach("nora"), .coach("vera"), .candidate("bert"), .candidate("kim"), .coach("anna")] {
                for table in ["comment", "prompt", "opinion"] {
                    try await world.expect("0", other, "SELECT FROM \(table)")
                }
            }
            try await store(revoke, in: world)
            try await world.expect("1", kim, "SELECT FROM comment")
            for table in ["prompt", "opinion"] { try await world.expect("0", kim, "SELECT FROM \(table)") }
            try await store(end, in: world)
            try await world.expect("0", kim, "SELECT FROM comment")
            try await world.expect("2", anna, "SELECT FROM comment")
            for table in ["prompt", "opinion"] { try await world.expect("1", anna, "SELECT FROM \(table)") }
        }
    }

    @Test func `R19 a coach's own notes are nobody else's, and outlive the candidate`() async throws {
        try await SchemaWorld.with { world in
            func note(about opportunity: String = "NULL", of candidate: String = "anna") -> String {
                """
                INSERT INTO coach_note (owner_id, id, candidate_id, relationship_id, opportunity_id, text)
                VALUES (probe.id('kim'), probe.id('note'), probe.id('\(candidate)'), probe.id('anna kim'), \(opportunity), 'x')
                """
            }
            try await world.expect("1", kim, note())
            try await world.expect("1", kim, note(about: job))
            try await world.expect("TW404", kim, note(about: unshared))
            try await world.expect("TW404", kim, note(of: "bert"))
            try await world.expect("42501", anna, note())
            try await store(note(), in: world)
            for other in [Actor.coach("nora"), .coach("anna"), .coach("otto")] {
                try await world.expect("0", other, "SELECT FROM coach_note")
            }
            for reading in ["SELECT FROM coach_note", "SELECT count(*) FROM coach_note", "DELETE FROM coach_note"] {
                try await world.expect("42501", anna, reading)
            }
            try await store(end, in: world)
            try await world.expect("1", kim, "UPDATE coach_note SET text = 'y'")
            try await store("SELECT sec.admin_account_erase(probe.id('anna'))", in: world)
            try await world.expect("1", kim, "SELECT FROM coach_note")
            try await store("SELECT sec.admin_account_erase(probe.id('kim'))", in: world)
            #expect(try await world.value("SELECT count(*) FROM tw.coach_note") == "0")
        }
    }

    @Test func `a prompt is sent by the coach, closed once by the candidate, and taken back by the coach`() async throws
    {
        try await SchemaWorld.with { world in
            try await world.expect("1", kim, prompt())
            try await world.expect("42501", anna, prompt())
            try await world.expect("42501", kim, prompt(state: "answered"))
            try await store(prompt(), in: world)
            let close = "UPDATE prompt SET closed_at = now(), state"
            try await world.expect("1", anna, "\(close) = 'answered', reply = 'y'")
            try await world.expect("1", anna, "\(close) = 'done'")
            try await world.expect("1", anna, "\(close) = 'declined', reply = 'y'")
            try await world.expect("23514", anna, "\(close) = 'answered'")
            try await world.expect("42501", anna, "\(close) = 'withdrawn'")
            try await world.expect("42501", anna, "UPDATE prompt SET text = 'y'")
            try await world.expect("1", kim, "\(close) = 'withdrawn'")
            try await world.expect("42501", kim, "\(close) = 'done'")
            try await world.expect("42501", kim, "UPDATE prompt SET reply = 'y'")
            for state in ["answered", "done", "declined", "withdrawn"] {
                let reply = state == "answered" ? "'y'" : "NULL"
                let closed = "\(close) = '\(state)', reply = \(reply)"
                for next in ["open", "answered", "done", "declined", "withdrawn"] where next != state {
                    try await world.expect(
                        "TW100",
                        .superuser,
                        "SET search_path = tw; \(closed); \(close) = '\(next)', reply = 'y'"
                    )
                }
                try await world.expect(
                    "0",
                    anna,
                    "\(state == "withdrawn" ? "SELECT" : closed); \(close) = 'done' WHERE state <> 'open'"
                )
            }
        }
    }

    @Test func `R17 what is about no opportunity is receipted without a share, and by the coach alone`() async throws {
        try await SchemaWorld.with { world in
            func receipt(of owner: String, by reader: String) -> String {
                """
                INSERT INTO receipt (owner_id, id, reader_id, method)
                VALUES (probe.id('\(owner)'), gen_random_uuid(), probe.id('\(reader)'), 'note.list')
                """
            }
            try await world.expect("1", kim, receipt(of: "anna", by: "kim"))
            try await world.expect("42501", kim, receipt(of: "bert", by: "kim"))
            try await world.expect("42501", kim, receipt(of: "anna", by: "nora"))
            try await world.expect("42501", .coach("nora"), receipt(of: "anna", by: "nora"))
            try await world.expect("42501", .coach("otto"), receipt(of: "anna", by: "otto"))
            try await world.expect("42501", anna, receipt(of: "anna", by: "anna"))
        }
    }

    @Test func `marks of what was read are each reader's own`() async throws {
        try await SchemaWorld.with { world in
            let mark = """
                INSERT INTO read_mark (owner_id, relationship_id, seen_at)
                VALUES (probe.id('kim'), probe.id('anna kim'), now())
                """
            try await world.expect("1", kim, mark)
            try await world.expect("42501", anna, mark)
            try await store(mark, in: world)
            try await world.expect("0", anna, "SELECT FROM read_mark")
            try await world.expect("1", kim, "UPDATE read_mark SET seen_at = now()")
        }
    }
}
