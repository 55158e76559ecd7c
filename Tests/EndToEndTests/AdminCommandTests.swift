import Foundation
import Subprocess
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// The management command, as it was built.
    @Suite
    struct AdminCommandTests {}
}

extension EndToEnd.AdminCommandTests {
    @Test func `no management command shows what people have written (R21)`() async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            let coach = try await installation.signUp("coach-kim", as: .coach, on: server)
            let anna = try await installation.signUp("candidate-anna", as: .candidate, on: server)
            let library = try await coach.caller.publishStarterLibrary()
            _ = try await MainJob.play(anna.caller, library: library)
            let healthy = try await installation.run(.admin, ["verify", "--data-folder", installation.data])
            #expect(healthy.status == 0, "\(healthy.output)\n\(healthy.errors)")
            #expect(healthy.errors.contains("Every rule holds"))

            #expect(try await installation.psql(Self.plantMarkers).contains("planted"))
            let run = AdminRun(installation, coach: coach, anna: anna, library: library)
            var walked: Set<String> = []
            for call in try await run.calls() {
                walked.insert(call.path)
                let outcome = try await installation.run(.admin, call.words + ["--data-folder", call.folder])
                #expect(call.statuses.contains(outcome.status), "\(call.path): \(outcome.output)\n\(outcome.errors)")
                let said = (outcome.output + outcome.errors).lowercased()
                #expect(!said.contains("zqmarker"), "\(call.path)")
                for answer in MainJob.Answers.all { #expect(!said.contains(answer.lowercased()), "\(call.path)") }
            }
            #expect(walked == (try await Self.commands(installation)))

            let events = try await installation.admin(["audit", "list", "--event", "admin.", "--limit", "500"])
            for event in AdminRun.events { #expect(events.contains("\t\(event)\t"), "\(event)") }
            try await server.kill()
        }
    }

    @Test func `what was backed up is restored into an empty folder, where people go on`() async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            let coach = try await installation.signUp("coach-kim", as: .coach, on: server)
            let anna = try await installation.signUp("candidate-anna", as: .candidate, on: server)
            let job = try await MainJob.play(anna.caller, library: try await coach.caller.publishStarterLibrary())
            let file = installation.folder + "/monday.dump"
            _ = try await installation.admin(["backup", file])
            #expect(try await server.terminate() == .exit(0))

            let refused = try await installation.run(.admin, ["restore", file, "--data-folder", installation.data])
            #expect(refused.status != 0)
            #expect(refused.errors.contains("not empty"))

            let restored = installation.folder + "/new"
            let outcome = try await installation.run(.admin, ["restore", file, "--data-folder", restored])
            #expect(outcome.status == 0, "\(outcome.output)\n\(outcome.errors)")
            #expect(outcome.output.contains("Every rule holds."))
            let doctor = try await installation.run(.admin, ["doctor", "--data-folder", restored])
            #expect(doctor.status == 0, "\(doctor.output)")
            let events = try await installation.run(.admin, ["audit", "list", "--data-folder", restored])
            #expect(events.output.contains("\tadmin.restore\t"))

            // The same place again, under the same name.
            try FileManager.default.removeItem(atPath: installation.data)
            try FileManager.default.moveItem(atPath: restored, toPath: installation.data)
            let again = try await installation.startServer()
            let caller = try await again.connect()
            _ = try await caller.call(Sessions.Login.self, .init(email: anna.email, password: anna.password))
            let kept = try await caller.call(Assessments.Get.self, .init(opportunity: job.opportunity.id))
            #expect(kept.priorities.count == job.set.priorities.count)
            #expect(try await again.terminate() == .exit(0))
        }
    }

    @Test func `settings are shown with where they come from, and without passwords`() async throws {
        try await Installation.with { installation in
            let outcome = try await installation.run(
                .admin,
                ["config", "show", "--data-folder", "/somewhere", "--json"],
                environment: ["TWOWAY_DATABASE": "host=/run user=tw_app password=xyzzy dbname=twoway"]
            )
            #expect(outcome.status == 0)
            #expect(!outcome.output.contains("xyzzy"))
            #expect(outcome.output.contains("environment TWOWAY_DATABASE"))
            #expect(outcome.output.contains("/somewhere"))
            #expect(!FileManager.default.fileExists(atPath: "/somewhere"))
        }
    }

    /// Every command that does something, by its words.
    private static func commands(_ installation: Installation) async throws -> Set<String> {
        struct Tool: Decodable {
            struct Command: Decodable {
                var commandName: String
                var subcommands: [Command]?
            }

            var command: Command
        }
        let text = try await installation.run(.admin, ["--experimental-dump-help"]).output
        let tool = try JSONDecoder().decode(Tool.self, from: Data(text.utf8))
        func leaves(_ command: Tool.Command, _ path: [String]) -> [String] {
            let below = (command.subcommands ?? []).filter { $0.commandName != "help" }
            if below.isEmpty { return [path.joined(separator: " ")] }
            return below.flatMap { leaves($0, path + [$0.commandName]) }
        }
        return Set(leaves(tool.command, []))
    }

    /// Writes a word into every column that the management command's role cannot read, as far as the schema takes it.
    private static let plantMarkers = """
        DO $$
        DECLARE
            place record;
            planted int := 0;
        BEGIN
            PERFORM set_config('session_replication_role', 'replica', true);
            FOR place IN SELECT c.relname, a.attname, format_type(a.atttypid, NULL) AS type
                FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r'
                    AND format_type(a.atttypid, NULL) IN ('text', 'jsonb', 'text[]', 'bytea')
                    AND NOT has_column_privilege('tw_admin', c.oid, a.attnum, 'SELECT')
            LOOP
                BEGIN
                    EXECUTE format('UPDATE tw.%I SET %I = %L WHERE %I IS NOT NULL', place.relname, place.attname,
                        CASE place.type WHEN 'jsonb' THEN '{"zqmarker": "zqmarker"}' WHEN 'text[]' THEN '{zqmarker}'
                            ELSE 'zqmarker' END, place.attname);
                    IF FOUND THEN
                        planted := planted + 1;
                    END IF;
                EXCEPTION WHEN check_violation OR unique_violation OR not_null_violation THEN
                    NULL;
                END;
            END LOOP;
            IF planted < 25 THEN
                RAISE EXCEPTION 'only % columns', planted;
            END IF;
        END $$;
        SELECT 'planted';
        """
}

extension Installation {
    /// Runs statements as the superuser of the private cluster.
    func psql(_ statements: String) async throws -> String {
        let result = try await Subprocess.run(
            .path("/usr/bin/psql"),
            arguments: [
                "-h", data + "/run", "-U", "postgres", "-d", "twoway", "-At", "-v", "ON_ERROR_STOP=1", "-f", "-",
            ],
            input: .string(statements),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 20)
        )
        guard result.terminationStatus.isSuccess else { throw SetUpFailure("psql: \(result.standardError)") }
        return result.standardOutput
    }
}

/// One call of every management command, in an order in which each of them has something to do.
private struct AdminRun {
    struct Call {
        let path: String
        let words: [String]
        let folder: String
        /// Which exit codes are right: verify finds the markers, which are none of the rows' business.
        let statuses: Set<Int32>
    }

    /// What every command that changes something leaves in the audit.
    static let events = [
        "admin.accountCreate", "admin.accountReinvite", "admin.accountSuspend", "admin.accountResume",
        "admin.passwordReset",
        "admin.invitationCreate", "admin.sessionEnd", "admin.sessionsEnd", "admin.libraryDeprecated",
        "admin.libraryPublished", "admin.statisticsRelease", "admin.backup",
    ]

    private let installation: Installation
    private let coach: Member
    private let anna: Member
    private let library: Library

    init(_ installation: Installation, coach: Member, anna: Member, library: Library) {
        self.installation = installation
        self.coach = coach
        self.anna = anna
        self.library = library
    }

    func calls() async throws -> [Call] {
        let session = "\(coach.signedIn.session)"
        let backup = installation.folder + "/marked.dump"
        let reason = ["--reason", "By request"]
        return [
            call("db migrate"), call("db status"),
            call("account create", ["--email", "new@example.org", "--name", "New", "--role", "coach"]),
            call("account reinvite", ["new@example.org"]), call("account list"), call("account list", ["--json"]),
            call("account erase-due"), call("account reset", [coach.email.text]),
            call("account reset-totp", [coach.email.text] + reason, [1]),
            call("account suspend", [anna.email.text]), call("account resume", [anna.email.text]),
            call("invitation create", ["--role", "candidate"]),
            call("session list"), call("session revoke", [session]), call("session end", [coach.email.text]),
            call("library list"), call("library list", ["--json"]),
            call("library deprecate", ["\(library.id)"] + reason),
            call("library reinstate", ["\(library.id)"] + reason),
            call("library withdraw", ["\(library.id)"] + reason, [1]),
            call("audit seal"), call("audit verify"), call("audit list"), call("audit list", ["--json"]),
            call("stats show"), call("stats show", ["--json"]),
            call("stats release", ["--month", "2025-01"]), call("config show"), call("doctor", [], [0, 1]),
            call("doctor", ["--json"], [0, 1]),
            call("backup", [backup]),
            // What the markers have done to it is found, and told by ids.
            call("verify", [], [1]), call("verify", ["--json"], [1]), call("verify", ["--list"]),
            call("restore", [backup], [0, 1], into: installation.folder + "/other"),
        ]
    }

    private func call(
        _ path: String,
        _ arguments: [String] = [],
        _ statuses: Set<Int32> = [0],
        into folder: String? = nil
    ) -> Call {
        Call(
            path: path,
            words: path.split(separator: " ").map(String.init) + arguments,
            folder: folder ?? installation.data,
            statuses: statuses
        )
    }
}
