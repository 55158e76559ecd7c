import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// The main job by the programs that people use, and nothing else.
    @Suite
    struct CommandLineTests {}
}

extension EndToEnd.CommandLineTests {
    private static let priorities = """
        weightMode: exact
        priorities:
          - dimension: training
            weight: 30
            mustHave: true
            threshold: 3
            requiredSource: future_supervisor
          - title: Learning from colleagues
            direction: more
            weight: 20
          - dimension: growth
            weight: 50
        """

    /// A coach with a published library and a candidate who follows it.
    private func open(_ installation: Installation) async throws -> (server: RunningServer, kim: Shell, anna: Shell) {
        let server = try await installation.startServer()
        let kim = try await Shell.open("kim", as: .coach, on: server, of: installation)
        try await kim.run("library", "push", StarterLibrary.path, "--visibility", "public")
        try await kim.run("library", "publish", "starter", "--notes", "The first version.")
        let anna = try await Shell.open("anna", as: .candidate, on: server, of: installation)
        try await anna.run("subscribe", "starter")
        return (server, kim, anna)
    }

    /// What matters, and an interview with two people at a place.
    private func prepare(_ anna: Shell) async throws {
        let file = "\(anna.installation.folder)/priorities.yaml"
        try Self.priorities.write(toFile: file, atomically: false, encoding: .utf8)
        try await anna.run("search", "new", "Spring 2026")
        try await anna.run("priorities", "set", file, "--activate")
        try await anna.run("organisation", "add", "Harbour Ltd")
        for (name, role) in [("Mara Lindqvist", "hiring_manager"), ("Piotr Nowak", "peer"), ("Rosa Lee", "recruiter")] {
            try await anna.run("person", "add", name, "--role", role, "--organisation", "Harbour Ltd")
        }
        try await anna.run(
            "opportunity",
            "add",
            "Engineer",
            "--organisation",
            "Harbour Ltd",
            "--supervisor",
            "Mara Lindqvist",
            "--pay",
            "70000-84000 EUR year"
        )
        try await anna.run("opportunity", "move", "Engineer", "interviewing")
        try await anna.run(
            "interview",
            "add",
            "First talk",
            "--opportunity",
            "Engineer",
            "--at",
            "2026-05-04 09:30",
            "--with",
            "Mara Lindqvist",
            "--with",
            "Piotr Nowak"
        )
        try await anna.run(
            "interview",
            "plan",
            "First talk",
            "--must-ask",
            "last-week-hours",
            "--ask",
            "Mara Lindqvist"
        )
        try await anna.run("interview", "plan", "First talk", "--own", "How do people learn here?")
    }

    /// Notes what somebody said, with an example; gives the id of the answer.
    private func record(_ anna: Shell, _ item: String, of person: String, _ answer: String) async throws -> String {
        let report = try await anna.json(
            "interview",
            "record",
            "First talk",
            "--item",
            item,
            "--person",
            person,
            "--outcome",
            "answered",
            "--specificity",
            "example",
            "--answer",
            answer
        )
        #expect(report["sent"]?.boolean == true)
        return try #require(report["answer"]?.string)
    }

    @Test func `the main job can be done with the programs alone`() async throws {
        try await Installation.with { installation in
            let (server, kim, anna) = try await open(installation)
            let found = try await anna.run("library", "find", "two-way streets")
            #expect(found.output.contains("starter"))
            try await prepare(anna)
            for (format, mark) in [("text", "MUST ASK: "), ("markdown", "**MUST ASK:**"), ("html", "<!DOCTYPE html>")] {
                let sheet = try await anna.run("interview", "sheet", "First talk", "--format", format)
                #expect(sheet.output.contains(mark))
                #expect(sheet.output.contains("4 May 2026, 09:30"))
            }

            let hours = try await record(anna, "last-week-hours", of: "Mara Lindqvist", "Nine hours of reviews.")
            let mara = try await record(anna, "2", of: "Mara Lindqvist", "By pairing.")
            let piotr = try await record(anna, "2", of: "Piotr Nowak", "By pairing on Fridays.")
            let growth = try await record(anna, "2", of: "Rosa Lee", "Everybody is promoted.")
            for (priority, answer, rating) in [
                ("training", hours, "4"), ("Learning from colleagues", mara, "4"),
                ("Learning from colleagues", piotr, "4"), ("growth", growth, "5"),
            ] {
                try await anna.run("evidence", "rate", "Engineer", priority, rating, "--answer", answer)
            }
            for step in ["held", "close"] { try await anna.run("interview", step, "First talk") }

            let assessment = try await anna.value(of: Assessment.self, "assess", "Engineer")
            let golden = [(0.675, 0.775), (0.7275, 0.7575), (0.4, 1)]
            for (priority, (lo, hi)) in zip(assessment.priorities, golden) {
                let interval = try #require(priority.interval)
                #expect(abs(interval.lo - lo) <= 1e-9 && abs(interval.hi - hi) <= 1e-9, "\(priority.title)")
            }
            #expect(assessment.gate == .pass)
            try await share(anna, with: kim, assessment)
            #expect(try await server.terminate() == .exit(0))
        }
    }

    /// The coach reads what is shared, the candidate sees it, and takes it back.
    private func share(_ anna: Shell, with kim: Shell, _ assessment: Assessment) async throws {
        let opportunity = assessment.opportunity.description
        try await anna.run("coach", "invite", "Kim")
        try await kim.run("coach", "accept", "Anna")
        try await kim.run("assess", opportunity, status: 3)
        let share = try await anna.value(
            of: Share.self,
            "share",
            "add",
            "Engineer",
            "--with",
            "Kim",
            "--what",
            "assessment",
            "--fields",
            "intervals,gates"
        )
        let shared = try await kim.run("shared")
        #expect(shared.output.contains(opportunity))
        let seen = try await kim.value(of: Assessment.self, "assess", opportunity)
        #expect(seen == assessment.maskedFor(fields: [.intervals, .gates]))
        try await kim.run("opportunity", "show", opportunity, status: 3)

        let receipts = try await anna.run("receipts")
        #expect(receipts.output.split(separator: "\n").count == 1)
        #expect(receipts.output.contains("Kim"))
        try await anna.run("share", "revoke", share.id.description)
        try await kim.run("assess", opportunity, status: 3)
    }

    @Test func `what is recorded without a server is kept, and sent once when there is one`() async throws {
        try await Installation.with { installation in
            let (server, _, anna) = try await open(installation)
            try await prepare(anna)
            // Seen once, so that it is at hand without the server.
            try await anna.run("interview", "plan", "First talk")
            #expect(try await server.terminate() == .exit(0))

            let report = try await anna.json(
                "interview",
                "record",
                "First talk",
                "--item",
                "1",
                "--person",
                "Piotr Nowak",
                "--outcome",
                "declined"
            )
            #expect(report["sent"]?.boolean == false)
            try await anna.run("interview", "sync", status: 6)

            let next = try await installation.startServer(port: server.port)
            try await anna.run("interview", "sync")
            try await anna.run("interview", "sync")
            let interviews = try await anna.value(of: Page<Interview>.self, "interview", "list")
            let interview = try #require(interviews.items.first)
            let askings = try await anna.value(
                of: Page<Asking>.self,
                "call",
                "capture.list",
                #"{"interview": "\#(interview.id)"}"#
            )
            #expect(askings.items.map(\.id.description) == [try #require(report["id"]?.string)])
            #expect(try await next.terminate() == .exit(0))
        }
    }

    @Test func `the exit status says what went wrong`() async throws {
        try await Installation.with { installation in
            let (server, kim, anna) = try await open(installation)
            // 64: wrong usage.
            for wrong in [["no-such-command"], ["organisation", "add"], ["ping", "--no-such-option"]] {
                let outcome = try await installation.run(.client, wrong)
                #expect(outcome.status == 64, "\(wrong)")
                #expect(outcome.output.isEmpty)
                #expect(!outcome.errors.isEmpty)
            }
            // 4: not logged in, or refused.
            let nobody = Shell(installation: installation, port: server.port, name: "nobody")
            try await nobody.run("whoami", status: 4)
            try await nobody.run("login", "--email", "anna@example.org", status: 4)
            try await nobody.run(
                "activate",
                "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
                "--email",
                "n@example.org",
                "--name",
                "N",
                status: 4
            )
            try await anna.run("library", "push", StarterLibrary.path, status: 4)
            // 3: not found; somebody else's is the same.
            try await anna.run("opportunity", "show", "Nowhere", status: 3)
            let library = try await kim.value(of: Page<Library>.self, "library", "list").items[0]
            try await anna.run("call", "library.get", #"{"id": "\#(ID<Library>.make())"}"#, status: 3)
            try await anna.run("call", "library.get", #"{"id": "\#(library.id)"}"#)
            // 5: there already, or changed in the meantime.
            try await anna.run("subscribe", "starter", status: 5)
            try await anna.run("organisation", "add", "Harbour Ltd")
            let employers = try await anna.value(of: Page<Organisation>.self, "organisation", "list")
            let stale = #"{"id": "\#(employers.items[0].id)", "revision": 9, "name": "Other"}"#
            try await anna.run("call", "organisation.update", stale, status: 5)
            // 1: any other error.
            try await kim.run("library", "publish", "starter", "--notes", "Nothing has changed.", status: 1)
            // 6: nobody there.
            try await anna.run("ping")
            #expect(try await server.terminate() == .exit(0))
            try await anna.run("ping", status: 6)
            try await anna.run("organisation", "list", status: 6)
        }
    }

    @Test func `a login is remembered in files that only their owner can read, until it ends`() async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            let anna = try await Shell.open("anna", as: .candidate, on: server, of: installation)
            #expect(try await anna.value(of: Account.self, "whoami").email.text == "anna@example.org")
            let files = try #require(FileManager.default.enumerator(atPath: anna.folder)).compactMap { $0 as? String }
            #expect(!files.isEmpty)
            for file in files {
                let path = "\(anna.folder)/\(file)"
                let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
                #expect((mode ?? 0o777) & 0o077 == 0, "\(path)")
                if let text = try? String(contentsOfFile: path, encoding: .utf8) {
                    #expect(!text.contains(anna.password))
                }
            }

            try await anna.run("logout")
            try await anna.run("whoami", status: 4)
            try await anna.run("login", "--email", "anna@example.org")
            // The management command ends it on the host.
            try await installation.admin(["session", "end", "anna@example.org"])
            try await anna.run("organisation", "list", status: 4)
            try await anna.run("login", "--email", "anna@example.org")
            try await installation.admin(["account", "suspend", "anna@example.org"])
            try await anna.run("organisation", "list", status: 4)
            try await anna.run("login", "--email", "anna@example.org", status: 4)
            try await installation.admin(["account", "resume", "anna@example.org"])
            try await anna.run("login", "--email", "anna@example.org")
            #expect(try await server.terminate() == .exit(0))
        }
    }
}
