import Testing
import TwoWayModel

/// R12 and the life of beliefs, what research refers to, and what was recorded in error.
@Suite struct BeliefRuleTests {
    private let anna = SchemaWorld.Actor.candidate("anna")

    private func belief(
        _ state: String = "unverified",
        scope: String = "supervisor",
        expected: Int = 4,
        priority: String = "anna training",
        opportunity: String = "anna job"
    ) -> String {
        """
        INSERT INTO belief (owner_id, id, opportunity_id, priority_key, statement, scope, expected, state, dismiss_reason)
        VALUES (probe.id('anna'), probe.id('belief'), probe.id('\(opportunity)'), probe.id('\(priority)'), 'x', '\(scope)',
            \(expected), '\(state)', \(state == "dismissed" ? "'x'" : "NULL"))
        """
    }

    private func evidence(
        _ rating: Int,
        scope: String = "supervisor",
        strength: Double = 0.9,
        opportunity: String = "anna job"
    ) -> String {
        """
        INSERT INTO evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity, rating, strength)
        VALUES (probe.id('anna'), gen_random_uuid(), probe.id('\(opportunity)'), probe.id('anna training'), '\(scope)',
            'observation', 'observation', 'example', \(rating), \(strength))
        """
    }

    private func settle(_ state: String) -> String { "UPDATE belief SET state = '\(state)'" }

    @Test func `R12 a belief is settled by live evidence at its own scope, and by nothing else`() async throws {
        try await SchemaWorld.with { world in
            let refused = "TW012"
            for state in ["confirmed", "contradicted", "mixed"] {
                try await world.expect(refused, anna, "\(belief()); \(settle(state))")
                try await world.expect(
                    refused,
                    anna,
                    "\(belief()); \(evidence(4, scope: "organisation")); \(settle(state))"
                )
                try await world.expect(refused, anna, "\(belief()); \(evidence(4, strength: 0.49)); \(settle(state))")
                try await world.expect(
                    refused,
                    anna,
                    "\(belief()); \(evidence(4, opportunity: "anna second")); \(settle(state))"
                )
            }
            try await world.expect("1", anna, "\(belief()); \(evidence(3)); \(settle("confirmed"))")
            try await world.expect("1", anna, "\(belief()); \(evidence(4, strength: 0.5)); \(settle("confirmed"))")
            try await world.expect("1", anna, "\(belief()); \(evidence(2)); \(settle("contradicted"))")
            try await world.expect("1", anna, "\(belief()); \(evidence(2)); \(evidence(5)); \(settle("mixed"))")
            try await world.expect(refused, anna, "\(belief()); \(evidence(2)); \(settle("confirmed"))")
            try await world.expect(refused, anna, "\(belief()); \(evidence(5)); \(settle("mixed"))")
        }
    }

    @Test func `R12 whoever writes evidence settles the belief, before or after, in the same transaction`() async throws
    {
        try await SchemaWorld.with { world in
            try await world.expect("TW012", anna, "\(belief()); \(evidence(4))")
            try await world.expect("TW012", anna, "\(evidence(4)); \(belief())")
            try await world.expect("TW012", anna, "\(belief()); \(evidence(4)); \(settle("planned"))")
            try await world.expect("1", anna, "\(belief()); \(settle("confirmed")); \(evidence(4))")
            try await world.expect("1", anna, "\(belief()); \(evidence(4, scope: "job"))")
            try await world.expect("1", anna, "\(belief()); \(evidence(4, scope: "organisation"))")
            try await world.expect("1", anna, "\(belief("dismissed")); \(evidence(4))")
        }
    }

    @Test func `R12 when evidence goes the belief is open again`() async throws {
        try await SchemaWorld.with { world in
            let settled = "\(belief(scope: "job")); \(settle("confirmed"));"
            try await world.expect("1", anna, settled + "SELECT FROM belief")
            let retire = "UPDATE evidence SET retired_at = now()"
            try await world.expect("TW012", anna, settled + retire)
            try await world.expect("1", anna, "\(settled) \(retire); \(settle("unverified"))")
            try await world.expect("1", anna, "\(settled) \(settle("planned")); \(retire)")
            try await world.expect("TW012", anna, settled + "DELETE FROM answer")
            try await world.expect("TW012", anna, settled + "DELETE FROM asking")
            try await world.expect("1", anna, "\(settled) DELETE FROM answer; \(settle("unverified"))")
            try await world.expect("1", anna, settled + "DELETE FROM opportunity WHERE title = 'job'")
        }
    }

    @Test func `a belief takes the steps of its life and no others`() async throws {
        try await SchemaWorld.with { world in
            for from in Belief.State.allCases {
                for to in Belief.State.allCases where to != from {
                    let reason = to == .dismissed ? "'x'" : "NULL"
                    // Constraints that wait for the commit are not met here: only the step is.
                    let outcome = try await world.attempt(
                        anna,
                        """
                        \(belief(from.rawValue));
                        UPDATE belief SET state = '\(to.rawValue)', dismiss_reason = \(reason);
                        DELETE FROM belief
                        """
                    )
                    #expect(outcome == (from.mayBecome(to) ? "1" : "TW100"), "\(from) to \(to)")
                }
            }
        }
    }

    @Test func `a belief is about a priority of its job search, and a dismissed one has a reason`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, belief())
            try await world.expect("TW404", anna, belief(priority: "bert training"))
            try await world.expect("TW404", anna, belief(priority: "nothing"))
            try await world.expect("TW404", anna, belief(opportunity: "bert job"))
            try await world.expect("23514", anna, "\(belief()); UPDATE belief SET state = 'dismissed'")
            try await world.expect("23514", anna, "\(belief()); UPDATE belief SET dismiss_reason = 'x'")
            try await world.expect("42501", anna, "\(belief()); UPDATE belief SET priority_key = probe.id('anna pay')")
        }
    }

    private func note(
        organisation: String = "anna acme",
        opportunity: String? = "anna job",
        priorities: String = "{}",
        question: String = "NULL, NULL, NULL, NULL, NULL"
    ) -> String {
        """
        INSERT INTO research_note (owner_id, id, organisation_id, opportunity_id, source, source_class, found_on, body, priorities,
            library_id, question_key, own_question_id, question_fate, sharpened_text)
        VALUES (probe.id('anna'), probe.id('note'), probe.id('\(organisation)'), \(opportunity.map { "probe.id('\($0)')" } ?? "NULL"),
            'Paper', 'published', '2026-01-01', 'x', '\(priorities)', \(question))
        """
    }

    @Test func `a note is about a job of its organisation and about priorities that there are`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, note())
            try await world.expect("1", anna, note(opportunity: nil))
            try await world.expect("23503", anna, note(opportunity: "anna second"))
            try await world.expect("23503", anna, note(opportunity: "bert job"))
            try await world.expect("23503", anna, note(organisation: "bert acme", opportunity: nil))
            try await world.expect(
                "1",
                anna,
                "\(note()); UPDATE research_note SET priorities = ARRAY[probe.id('anna pay'), probe.id('anna quiet')]"
            )
            try await world.expect(
                "TW404",
                anna,
                "\(note()); UPDATE research_note SET priorities = ARRAY[probe.id('anna pay'), probe.id('bert pay')]"
            )
            // It goes along when the job is found to be of another organisation.
            try await world.expect(
                "1",
                anna,
                """
                \(note()); UPDATE opportunity SET organisation_id = probe.id('anna other') WHERE title = 'job';
                SELECT FROM research_note WHERE organisation_id = probe.id('anna other')
                """
            )
        }
    }

    @Test func `a question has one source and a fate, and a sharper wording exactly when sharpened`() async throws {
        try await SchemaWorld.with { world in
            let own = "INSERT INTO own_question (owner_id, id, text) VALUES (probe.id('anna'), probe.id('own'), 'x');"
            for (question, outcome) in [
                ("probe.id('l'), 'key', NULL, 'answered', NULL", "1"),
                ("NULL, NULL, probe.id('own'), 'dropped', NULL", "1"),
                ("NULL, NULL, probe.id('own'), 'sharpened', 'y'", "1"),
                ("NULL, NULL, probe.id('own'), 'sharpened', NULL", "23514"),
                ("NULL, NULL, probe.id('own'), 'answered', 'y'", "23514"),
                ("NULL, NULL, NULL, 'answered', NULL", "23514"),
                ("probe.id('l'), 'key', NULL, NULL, NULL", "23514"),
                ("probe.id('l'), NULL, NULL, 'answered', NULL", "23514"),
                ("probe.id('l'), 'key', probe.id('own'), 'answered', NULL", "23514"),
                ("NULL, NULL, probe.id('other'), 'answered', NULL", "23503"),
            ] {
                try await world.expect(outcome, anna, own + note(question: question))
            }
        }
    }

    @Test func `an asking is corrected in its outcome and its answer, but never in its wording (R5, R10)`() async throws
    {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, "UPDATE asking SET outcome = 'partial', amended_at = now()")
            try await world.expect(
                "1",
                anna,
                "UPDATE asking SET outcome = 'evaded'; SELECT FROM answer WHERE outcome = 'evaded'"
            )
            try await world.expect("23514", anna, "UPDATE asking SET outcome = 'declined'")
            try await world.expect("1", anna, "DELETE FROM answer; UPDATE asking SET outcome = 'declined'")
            for column in ["text = 'x'", "person_id = person_id", "asked_at = now()", "item_id = NULL"] {
                try await world.expect("42501", anna, "UPDATE asking SET \(column)")
            }
            try await world.expect("1", anna, "UPDATE answer SET body = 'Better', captured = 'after'")
            try await world.expect("42501", anna, "UPDATE answer SET asking_id = asking_id")
        }
    }

    @Test func `R12 another specificity retires what was rated with the old one`() async throws {
        try await SchemaWorld.with { world in
            let live = "SELECT FROM evidence WHERE retired_at IS NULL"
            try await world.expect("1", anna, "UPDATE answer SET body = 'x', specificity = 'example'; \(live)")
            try await world.expect("0", anna, "UPDATE answer SET specificity = 'practice'; \(live)")
            // The candidate had rated it otherwise on purpose.
            try await world.expect(
                "1",
                anna,
                """
                INSERT INTO evidence (owner_id, id, opportunity_id, priority_key, scope, origin, answer_id, source_class, specificity,
                    rating, strength)
                VALUES (probe.id('anna'), gen_random_uuid(), probe.id('anna job'), probe.id('anna training'), 'job', 'answer',
                    probe.id('anna answer'), 'hiring_manager', 'general', 4, 0.63);
                UPDATE answer SET specificity = 'practice'; \(live)
                """
            )
        }
    }

    @Test func `R22 an asking that was taken back stays away`() async throws {
        try await SchemaWorld.with { world in
            let again = """
                INSERT INTO asking (owner_id, id, interview_id, text, person_id, asked_at, outcome)
                VALUES (probe.id('anna'), probe.id('anna asking'), probe.id('anna meeting'), 'x', probe.id('anna boss'), now(), 'declined')
                """
            try await world.expect("1", anna, "DELETE FROM asking; \(again)")
            let removed = """
                DELETE FROM asking;
                INSERT INTO removed_asking (owner_id, id, interview_id)
                VALUES (probe.id('anna'), probe.id('anna asking'), probe.id('anna meeting'));
                """
            try await world.expect("TW022", anna, removed + again)
            try await world.expect("42501", anna, removed + "DELETE FROM removed_asking")
            try await world.expect("42501", anna, removed + "UPDATE removed_asking SET removed_at = now()")
            try await world.expect("1", anna, removed + "DELETE FROM interview")
            try await world.expect("0", .candidate("bert"), "SELECT FROM removed_asking")
        }
    }
}
