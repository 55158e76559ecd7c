import Testing
import TwoWayTestSupport

/// The rules of yanking, suggestions and the list of questions, as far as the database keeps them.
@Suite struct LibraryDeskRuleTests {
    private typealias Actor = SchemaWorld.Actor
    private let anna = Actor.candidate("anna")
    private let bert = Actor.candidate("bert")
    private let kim = Actor.coach("kim")
    private let nora = Actor.coach("nora")

    /// Anna, who follows version 1 of Kim's open library, writes about one of its questions.
    private func suggestion(_ name: String, by who: String = "anna", question: String = "'first'") -> String {
        """
        INSERT INTO suggestion (owner_id, id, library_owner_id, library_id, library_version, question_key, text)
        VALUES (probe.id('\(who)'), probe.id('\(name)'), probe.id('kim'), probe.id('kim open'),
            \(who == "anna" ? 1 : 2), \(question), 'Better')
        """
    }

    private func fate(_ name: String, by who: String = "kim", _ fate: String = "accepted") -> String {
        "INSERT INTO suggestion_fate (owner_id, suggestion_id, fate) VALUES (probe.id('\(who)'), probe.id('\(name)'), '\(fate)')"
    }

    private func withdraw(_ name: String) -> String {
        "UPDATE suggestion SET withdrawn_at = now() WHERE id = probe.id('\(name)')"
    }

    private static let asSuperuser = "SET LOCAL search_path = tw;"

    /// Version 3 of the open library, with other words for `first` and without `only-in-2`.
    private let nextVersion = """
        INSERT INTO library_version (owner_id, library_id, number, author, change_notes, document, content_hash)
        VALUES (probe.id('kim'), probe.id('kim open'), 3, 'Kim', 'Notes',
            '{"topics": [{"title": "Work", "questions": [{"key": "first", "text": "Sharper"}]}]}', repeat('b', 64))
        """

    // MARK: Yanking

    @Test func `R2 a yank says why at once or never, and changes nothing else`() async throws {
        try await SchemaWorld.with { world in
            let version = "WHERE library_id = probe.id('kim quiet') AND number = 2"
            try await world.expect(
                "1",
                kim,
                "UPDATE library_version SET yanked_at = now(), yank_reason = 'Wrong' \(version)"
            )
            try await world.expect("23514", kim, "UPDATE library_version SET yank_reason = 'Wrong' \(version)")
            try await world.expect(
                "TW002",
                kim,
                "UPDATE library_version SET yanked_at = now() \(version); UPDATE library_version SET yank_reason = 'Late' \(version)"
            )
            try await world.expect(
                "TW002",
                .superuser,
                "UPDATE tw.library_version SET yanked_at = now(), change_notes = 'x' \(version)"
            )
            try await world.expect(
                "0",
                nora,
                "UPDATE library_version SET yanked_at = now(), yank_reason = 'Mine?' \(version)"
            )
        }
    }

    @Test func `nobody starts to follow a yanked version or a withdrawn library`() async throws {
        try await SchemaWorld.with { world in
            func follow(_ version: Int) -> String {
                """
                INSERT INTO subscription (owner_id, id, library_owner_id, library_id, pinned_version)
                VALUES (probe.id('clio'), probe.id('clio subscription'), probe.id('kim'), probe.id('kim open'), \(version))
                """
            }
            try await world.expect("1", .candidate("clio"), follow(2))
            // Version 1 of the open library is yanked; the database says so to whoever could read it, too.
            try await world.expect("TW404", .candidate("clio"), follow(1))
            try await world.expect("TW404", .superuser, Self.asSuperuser + follow(1))
            _ = try await world.database.sql(
                """
                UPDATE tw.subscription SET state = 'paused';
                UPDATE tw.library SET status = 'deprecated' WHERE id = probe.id('kim open');
                UPDATE tw.library SET status = 'withdrawn' WHERE id = probe.id('kim open');
                """
            )
            try await world.expect("TW404", .superuser, Self.asSuperuser + follow(2))
            try await world.expect("TW100", anna, "UPDATE subscription SET state = 'active'")
            try await world.expect("1", anna, "UPDATE subscription SET state = 'cancelled'")
        }
    }

    // MARK: Suggestions

    @Test func `a suggestion is about the version its writer follows, and one of its questions`() async throws {
        try await SchemaWorld.with { world in
            try await world.expect("1", anna, suggestion("letter"))
            try await world.expect("1", anna, suggestion("letter", question: "NULL"))
            try await world.expect("1", anna, suggestion("letter", question: "'only-in-1'"))
            try await world.expect("TW404", anna, suggestion("letter", question: "'only-in-2'"))
            try await world.expect("1", bert, suggestion("letter", by: "bert", question: "'only-in-2'"))
            try await world.expect("TW404", bert, suggestion("letter"))
            try await world.expect("TW404", .candidate("clio"), suggestion("letter", by: "clio"))
            try await world.expect("42501", kim, suggestion("letter"))
            try await world.expect(
                "TW404",
                anna,
                "\(suggestion("letter").replacing("probe.id('kim')", with: "probe.id('nora')"))"
            )
        }
    }

    @Test func `R4 a suggestion is edited by nobody, and its fate is written once`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "SET search_path = tw; \(suggestion("one")); \(suggestion("two")); \(fate("two", "declined"))"
            )
            for column in ["text", "reason", "question_key", "signed_as", "library_id"] {
                try await world.expect("42501", anna, "UPDATE suggestion SET \(column) = NULL")
                try await world.expect("42501", kim, "UPDATE suggestion SET \(column) = NULL")
            }
            try await world.expect("TW101", .superuser, "UPDATE tw.suggestion SET text = 'Other'")
            try await world.expect("42501", kim, withdraw("one"))
            try await world.expect("0", bert, withdraw("one"))
            try await world.expect("1", anna, withdraw("one"))
            try await world.expect("TW101", anna, "\(withdraw("one")); UPDATE suggestion SET withdrawn_at = NULL")
            try await world.expect("42501", anna, "DELETE FROM suggestion")
            try await world.expect("42501", anna, fate("one"))
            try await world.expect("1", kim, fate("one"))
            try await world.expect("23505", kim, fate("two"))
            try await world.expect("TW404", nora, fate("one", by: "nora"))
            try await world.expect("42501", nora, fate("one"))
            try await world.expect("TW404", kim, fate("nothing"))
            try await world.expect("42501", kim, "UPDATE suggestion_fate SET reply = 'Other'")
            try await world.expect("42501", kim, "DELETE FROM suggestion_fate")
            try await world.expect("TW101", .superuser, "UPDATE tw.suggestion_fate SET reply = 'Other'")
        }
    }

    @Test func `taking back and deciding exclude each other`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "SET search_path = tw; \(suggestion("one")); \(suggestion("two")); \(fate("two")); \(withdraw("one"))"
            )
            try await world.expect("TW100", kim, fate("one"))
            try await world.expect("TW100", anna, withdraw("two"))
        }
    }

    @Test func `a coach does not learn who wrote, nor what was taken back, and others nothing at all`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "SET search_path = tw; \(suggestion("one")); \(suggestion("two")); \(withdraw("two"))"
            )
            let read = "SELECT id, library_version, question_key, text, signed_as FROM suggestion"
            try await world.expect("1", kim, read)
            try await world.expect("0", nora, read)
            try await world.expect("2", anna, read)
            try await world.expect("0", bert, read)
            try await world.expect("42501", kim, "SELECT owner_id FROM suggestion")
            try await world.expect("42501", kim, "SELECT FROM suggestion WHERE owner_id = probe.id('anna')")
            try await world.expect("42501", .admin, "SELECT id FROM suggestion")
            _ = try await world.database.sql("SET search_path = tw; \(fate("one"))")
            try await world.expect("1", anna, "SELECT fate FROM suggestion_fate")
            try await world.expect("0", bert, "SELECT fate FROM suggestion_fate")
            try await world.expect("0", nora, "SELECT fate FROM suggestion_fate")
        }
    }

    @Test func `a new version overtakes what is open about questions that it changes or removes`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                """
                SET search_path = tw;
                \(suggestion("changed")); \(suggestion("new", question: "NULL")); \(suggestion("back")); \(withdraw("back"));
                \(suggestion("old", question: "'only-in-1'")); \(suggestion("decided")); \(fate("decided"));
                \(suggestion("removed", by: "bert", question: "'only-in-2'"));
                \(nextVersion)
                """
            )
            let fates = try await world.column(
                """
                SELECT n.name || ' ' || f.fate || ' ' || (f.owner_id = probe.id('kim'))
                FROM tw.suggestion_fate f JOIN unnest('{changed,new,back,old,decided,removed}'::text[]) n (name)
                    ON probe.id(n.name) = f.suggestion_id ORDER BY 1
                """
            )
            #expect(fates == ["changed superseded true", "decided accepted true", "removed superseded true"])
        }
    }

    @Test func `an erased candidate takes letters and fates along, an erased coach the fates`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                """
                SET search_path = tw;
                \(suggestion("one")); \(fate("one")); \(suggestion("two", by: "bert")); \(fate("two"));
                SET ROLE tw_admin;
                SELECT sec.admin_account_erase(probe.id('anna'));
                """
            )
            #expect(try await world.column("SELECT suggestion_id = probe.id('two') FROM tw.suggestion_fate") == ["t"])
            _ = try await world.database.sql("SET ROLE tw_admin; SELECT sec.admin_account_erase(probe.id('kim'))")
            #expect(try await world.value("SELECT count(*) FROM tw.suggestion_fate") == "0")
            #expect(try await world.value("SELECT count(*) FROM tw.suggestion") == "1")
            #expect(try await world.value("SELECT count(*) FROM tw.listed_word") == "0")
        }
    }

    // MARK: The list of questions

    @Test func `the questions of the newest version are listed, also after a yank`() async throws {
        try await SchemaWorld.with { world in
            let listed = """
                SELECT countdown || ' ' || (content ->> 'key') FROM tw.listed_question
                WHERE library_id = probe.id('kim open') ORDER BY countdown DESC
                """
            #expect(try await world.column(listed) == ["2 first", "1 only-in-2"])
            let words =
                "SELECT word FROM tw.listed_word WHERE library_id = probe.id('kim open') ORDER BY countdown DESC, word"
            #expect(try await world.column(words) == ["2", "wording", "once"])
            _ = try await world.database.sql("SET search_path = tw; \(nextVersion)")
            #expect(try await world.column(listed) == ["1 first"])
            #expect(try await world.column(words) == ["sharper", "work"])
            _ = try await world.database.sql("UPDATE tw.library_version SET yanked_at = now() WHERE number = 3")
            #expect(try await world.column(listed) == ["2 first", "1 only-in-2"])
            _ = try await world.database.sql("UPDATE tw.library_version SET yanked_at = now() WHERE yanked_at IS NULL")
            #expect(try await world.column(listed) == [])
            #expect(try await world.column(words) == [])
        }
    }

    @Test func `a version lists anew only the questions that it changes`() async throws {
        try await SchemaWorld.with { world in
            let rows =
                "SELECT word || ' ' || xmin FROM tw.listed_word WHERE library_id = probe.id('kim open') AND countdown = 1"
            let before = try await world.column(rows)
            _ = try await world.database.sql(
                """
                INSERT INTO tw.library_version (owner_id, library_id, number, author, change_notes, document, content_hash)
                SELECT owner_id, library_id, 3, author, 'x',
                    jsonb_set(document, '{topics,0,questions,0,text}', '"Sharper?"'), repeat('3', 64)
                FROM tw.library_version WHERE library_id = probe.id('kim open') AND number = 2
                """
            )
            #expect(try await world.column(rows) == before)
            #expect(before.count > 0)
            let first = "SELECT word FROM tw.listed_word WHERE library_id = probe.id('kim open') AND countdown = 2"
            #expect(try await world.column(first).contains("sharper"))
        }
    }

    @Test func `row-level security lists what the newest version is open to, and nobody writes the list`() async throws
    {
        try await SchemaWorld.with { world in
            // Two questions in each of Kim's open, quiet (unlisted), circle (clients) and own (private) libraries.
            for table in ["listed_question", "listed_word"] {
                func read(_ slug: String) -> String {
                    "SELECT DISTINCT countdown FROM \(table) WHERE library_id = probe.id('kim \(slug)')"
                }
                for (actor, open) in [
                    (kim, ["open", "quiet", "circle", "own"]), (anna, ["open", "quiet", "circle"]),
                    (bert, ["open", "quiet"]), (nora, ["open", "quiet"]),
                ] {
                    for slug in ["open", "quiet", "circle", "own"] {
                        try await world.expect(open.contains(slug) ? "2" : "0", actor, read(slug))
                    }
                }
                for actor in [Actor.candidate("anna revoked"), .candidate(nil), .coach("kim expired")] {
                    for slug in ["circle", "own"] { try await world.expect("0", actor, read(slug)) }
                }
                try await world.expect("42501", .admin, "SELECT countdown FROM \(table)")
                try await world.expect("42501", kim, "DELETE FROM \(table)")
                try await world.expect("42501", kim, "UPDATE \(table) SET countdown = 1")
                try await world.expect("42501", kim, "INSERT INTO \(table) SELECT * FROM \(table)")
            }
        }
    }

    @Test func `a closed library is listed for those who are pinned to its newest version`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                "UPDATE tw.library SET visibility = 'private' WHERE id = probe.id('kim open')"
            )
            let read = "SELECT countdown FROM listed_question WHERE library_id = probe.id('kim open')"
            try await world.expect("2", bert, read)
            try await world.expect("0", anna, read)
            try await world.expect("0", nora, read)
        }
    }

    @Test(
        arguments: [
            ("", "{}"), ("  ?!  ", "{}"), ("Where did the HOURS go, hours?", "{did,go,hours,the,where}"),
            ("ÄRGER über Straße", "{straße,ärger,über}"), ("A\u{308}rger", "{ärger}"), ("ﬁt ①", "{1,fit}"),
            ("don't 100% a_b", "{100,a,b,don,t}"), ("日本語？ 최근", "{日本語,최근}"),
        ]
    )
    func `a text is taken apart into its words, in small letters`(text: String, words: String) async throws {
        try await TestDatabase.with { database in
            let literal = text.replacing("'", with: "''")
            let found = try await database.sql(
                "SELECT array_agg(w ORDER BY w COLLATE \"C\")::text FROM unnest(tw.words('\(literal)')) w"
            )
            #expect((found.first?.first ?? nil) ?? "{}" == words)
        }
    }

    @Test func `looking for words goes by their index, whatever lies in the table`() async throws {
        try await SchemaWorld.with { world in
            _ = try await world.database.sql(
                """
                SET session_replication_role = replica;
                INSERT INTO tw.listed_word (owner_id, library_id, countdown, word)
                SELECT probe.id('nora'), probe.id('library ' || n % 300), n, 'word' || n FROM generate_series(1, 20000) n;
                SET session_replication_role = origin;
                ANALYZE tw.listed_word;
                """
            )
            for (role, session) in [("tw_candidate", "anna"), ("tw_coach", "kim")] {
                let plan = try await world.column(
                    """
                    CREATE OR REPLACE FUNCTION probe.plan() RETURNS SETOF text LANGUAGE plpgsql AS $$ BEGIN
                        PERFORM set_config('search_path', 'tw', true), set_config('role', '\(role)', true),
                            set_config('app.token', encode(sha256('\(session)'), 'hex'), true);
                        RETURN QUERY EXECUTE $q$EXPLAIN (COSTS off)
                            WITH asked AS MATERIALIZED (
                                SELECT word AS low, word || chr(1114111) AS high FROM unnest(tw.words('first wording')) word
                            )
                            SELECT w.library_id, w.countdown FROM asked JOIN listed_word w
                                ON w.word >= asked.low AND w.word < asked.high
                            GROUP BY w.library_id, w.countdown$q$;
                        PERFORM set_config('role', 'none', true);
                    END $$;
                    SELECT * FROM probe.plan()
                    """
                ).joined(separator: "\n")
                #expect(plan.contains("listed_word_word"), "\(role)\n\(plan)")
                #expect(!plan.contains("Seq Scan on listed_word"), "\(role)\n\(plan)")
            }
        }
    }
}
