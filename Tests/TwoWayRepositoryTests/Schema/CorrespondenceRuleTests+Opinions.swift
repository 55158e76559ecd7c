import Testing

/// Second opinions: blind until both sheets are sealed, and then for good.
extension CorrespondenceRuleTests {
    @Test func `no sheet shows on the other side before both are sealed`() async throws {
        try await SchemaWorld.with { world in
            try await store("\(opinion); \(sheet("candidate")) \(sheet("coach"))", in: world)
            for actor in [anna, kim] {
                try await world.expect("1", actor, "SELECT FROM opinion_sheet")
                try await world.expect("2", actor, "SELECT FROM opinion_rating")
            }
            try await store(seal("coach"), in: world)
            #expect(try await world.value("SELECT state FROM tw.opinion") == "sealed")
            try await world.expect("1", anna, "SELECT FROM opinion_sheet")
            try await world.expect("1", kim, "SELECT FROM opinion_sheet")
            try await store(seal("candidate"), in: world)
            #expect(try await world.value("SELECT state FROM tw.opinion") == "revealed")
            for actor in [anna, kim] {
                try await world.expect("2", actor, "SELECT FROM opinion_sheet")
                try await world.expect("4", actor, "SELECT FROM opinion_rating")
            }
            try await world.expect("0", .coach("nora"), "SELECT FROM opinion_sheet")
        }
    }

    @Test func `a sealed sheet never changes, and is whole`() async throws {
        try await SchemaWorld.with { world in
            try await store("\(opinion); \(sheet("candidate")) \(sheet("coach", rated: ["pay"]))", in: world)
            try await world.expect("TW100", kim, seal("coach"))
            try await world.expect("42501", anna, sheet("coach"))
            try await world.expect("0", anna, seal("coach"))
            try await world.expect("0", kim, "DELETE FROM opinion_rating WHERE side = 'candidate'")
            let rate = """
                INSERT INTO opinion_rating (owner_id, opinion_id, side, priority_key, rating)
                VALUES (probe.id('anna'), probe.id('opinion'), 'coach', probe.id('anna training'), 3)
                """
            try await world.expect("TW404", kim, rate)
            try await store(seal("candidate"), in: world)
            for change in [
                "UPDATE opinion_sheet SET note = 'y'", "UPDATE opinion_sheet SET sealed_at = NULL",
                "DELETE FROM opinion_rating WHERE side = 'candidate'",
            ] {
                try await world.expect("TW101", anna, change)
            }
            try await world.expect(
                "TW101",
                .superuser,
                "SET search_path = tw; UPDATE opinion_rating SET rating = 1 WHERE side = 'candidate'"
            )
            try await world.expect("TW101", .superuser, "SET search_path = tw; DELETE FROM opinion_sheet")
            try await world.expect("42501", anna, "UPDATE opinion SET candidate_sealed = false")
            try await world.expect("42501", kim, "UPDATE opinion SET coach_sealed = true")
        }
    }

    @Test func `what was not revealed goes with the relationship, and with it what waits`() async throws {
        try await SchemaWorld.with { world in
            try await store(
                "\(prompt()); \(opinion); \(sheet("candidate")) \(sheet("coach")) \(seal("coach"))",
                in: world
            )
            try await store(end, in: world)
            #expect(try await world.value("SELECT state FROM tw.prompt") == "withdrawn")
            #expect(try await world.value("SELECT state FROM tw.opinion") == "cancelled")
            #expect(try await world.column("SELECT side FROM tw.opinion_sheet") == ["candidate"])
            try await world.expect("2", anna, "SELECT FROM opinion_rating")
            try await world.expect("0", kim, "SELECT FROM opinion_sheet")
            try await world.expect("0", anna, "UPDATE opinion_sheet SET sealed_at = now() WHERE false")
            try await world.expect("TW100", anna, seal("candidate"))
        }
    }

    @Test func `a second opinion needs a live share of the assessment`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, opinion)
            try await world.expect("42501", kim, opinion)
            try await world.expect(
                "23505",
                anna,
                "\(opinion); \(opinion.replacing("probe.id('opinion')", with: "probe.id('b')"))"
            )
            try await store(
                "UPDATE tw.share SET revoked_at = now() WHERE subject = 'assessment' AND coach_id = probe.id('kim')",
                in: world
            )
            try await world.expect("TW404", anna, opinion)
            try await world.expect("1", kim, comment("c", by: "coach", about: job))
        }
    }
}
