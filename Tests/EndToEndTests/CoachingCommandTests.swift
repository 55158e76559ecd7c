import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// What a candidate and a coach do together, by the program that both use.
    @Suite
    struct CoachingCommandTests {}
}

extension EndToEnd.CoachingCommandTests {
    private static let priorities = """
        weightMode: exact
        priorities:
          - dimension: training
            weight: 30
          - title: Calm
            direction: more
            weight: 20
        """

    /// A coach, and a candidate with a job whose assessment is shared; answers the id of the job.
    private func prepare(_ anna: Shell, _ kim: Shell) async throws -> String {
        try await kim.run("library", "push", StarterLibrary.path, "--visibility", "public")
        try await kim.run("library", "publish", "starter", "--notes", "The first version.")
        let file = "\(anna.installation.folder)/priorities.yaml"
        try Self.priorities.write(toFile: file, atomically: false, encoding: .utf8)
        try await anna.run("search", "new", "Spring 2026")
        try await anna.run("priorities", "set", file, "--activate")
        try await anna.run("organisation", "add", "Harbour Ltd")
        try await anna.run("opportunity", "add", "Engineer", "--organisation", "Harbour Ltd")
        try await anna.run("coach", "invite", "Kim")
        let waiting = try await kim.run("client", "list")
        #expect(waiting.output.contains("invites you"))
        try await kim.run("coach", "accept", "Anna")
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
            "intervals"
        )
        return try #require(share.opportunity as ID<Opportunity>?).description
    }

    @Test func `a coach and a candidate talk, ask and rate with the program alone`() async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            let kim = try await Shell.open("kim", as: .coach, on: server, of: installation)
            let anna = try await Shell.open("anna", as: .candidate, on: server, of: installation)
            let job = try await prepare(anna, kim)

            try await anna.run("note", "add", "Kim", "Is Tuesday too early?", "--opportunity", "Engineer")
            try await kim.run("note", "add", "Anna", "Undersells herself.", "--private")
            #expect(try await kim.run("client", "list").output.contains("1 new comment"))
            let thread = try await kim.run("note", "list", "Anna", "--opportunity", job)
            #expect(thread.output.contains("Is Tuesday too early?"))
            #expect(try await !kim.run("client", "list").output.contains("new comment"))
            try await kim.run("note", "add", "Anna", "It is not.", "--opportunity", job)
            #expect(try await anna.run("today").output.contains("Comments you have not read"))
            let read = try await anna.run("note", "list", "Kim", "--opportunity", "Engineer")
            #expect(read.output.contains("It is not.") && !read.output.contains("Undersells"))
            #expect(try await !anna.run("today").output.contains("Comments you have not read"))
            try await anna.run("note", "list", "Kim", "--private", status: 4)
            try await anna.run(
                "note",
                "edit",
                "Is Tuesday",
                "Is Wednesday too early?",
                "--with",
                "Kim",
                "--opportunity",
                "Engineer"
            )
            try await kim.run("note", "delete", "It is not", "--with", "Anna", "--opportunity", job)
            #expect(try await kim.run("note", "list", "Anna", "--private").output.contains("Undersells herself."))

            try await kim.run("prompt", "send", "Anna", "Whom do you trust?", "--due", "+3")
            #expect(try await anna.run("today").output.contains("Kim: Whom do you trust?, due in 3 days"))
            try await anna.run("prompt", "answer", "trust", "Mara, I think.")
            try await anna.run("prompt", "done", "trust", status: 1)
            #expect(try await kim.run("prompt", "show", "trust").output.contains("Mara, I think."))
            try await kim.run("client", "seen", "Anna")

            try await rate(anna, kim)
            let receipts = try await anna.run("receipts").output
            for method in ["note", "prompt", "opinion"] { #expect(receipts.contains(method)) }
            try await kim.run("coach", "end", "Anna")
            #expect(try await server.terminate() == .exit(0))
        }
    }

    /// A second opinion from the question to the two sheets beside each other.
    private func rate(_ anna: Shell, _ kim: Shell) async throws {
        try await anna.run("opinion", "ask", "Engineer", "Do I dream?", "--with", "Kim")
        #expect(try await anna.run("today").output.contains("A second opinion waits for yours"))
        try await anna.run("opinion", "rate", "Kim", "training=4")
        try await anna.run("opinion", "seal", "Kim", status: 1)
        try await anna.run("opinion", "rate", "Kim", "calm=3")
        try await anna.run("opinion", "seal", "Kim")
        let before = try await kim.run("opinion", "show", "Anna")
        #expect(before.output.contains("Do I dream?") && !before.output.contains("4"))
        try await kim.run("opinion", "rate", "Anna", "training=2", "calm=3")
        try await kim.run("opinion", "seal", "Anna")
        for shell in [anna, kim] {
            let id = try await shell.value(of: Page<Opinion>.self, "opinion", "list").items[0].id
            let view = try await shell.value(of: OpinionView.self, "opinion", "show", id.description)
            #expect(view.comparison?.rows.map(\.difference) == [-2, 0])
            #expect(try await shell.run("opinion", "show", id.description).output.contains("-2"))
        }
    }
}
