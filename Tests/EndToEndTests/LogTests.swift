import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// What a server must not say to its host.
    @Suite
    struct LogTests {}
}

extension EndToEnd.LogTests {
    @Test func `no log holds a secret or anything that people have written`() async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer(["--log-level", "debug"])
            let coach = try await installation.signUp("coach-kim", as: .coach, on: server)
            let anna = try await installation.signUp("candidate-anna", as: .candidate, on: server)
            let job = try await MainJob.play(anna.caller, library: try await coach.caller.publishStarterLibrary())
            var secrets = MainJob.Answers.all
            for member in [coach, anna] {
                secrets += [member.email.text, member.password, member.code, member.signedIn.token]
                // The code as it is stored without hyphens, too.
                secrets.append(member.code.filter { $0 != "-" })
            }
            secrets += ["Harbour Ltd", "Mara Lindqvist", "Met Piotr", "Utrecht", "Rated from asking", "Spring 2026"]
            secrets += try await talk(coach, anna, job)
            secrets += try await provokeFailures(installation, server, anna, job)
            #expect(try await server.terminate() == .exit(0))

            let log = try installation.allLogs()
            #expect(log.contains(#""message":"listening""#))
            #expect(log.contains("database system is ready to accept connections"))
            for secret in secrets { #expect(!log.contains(secret), "\(secret)") }
        }
    }

    /// Writes what passes between a candidate and a coach, and what is for one of them alone (R19), and is refused with it.
    ///
    /// - Returns: what must not be quoted.
    private func talk(_ coach: Member, _ anna: Member, _ job: MainJob) async throws -> [String] {
        let asked = try await anna.caller.call(Relationships.Invite.self, .init(coach: coach.id))
        let relationship = try await coach.caller.call(Relationships.Accept.self, .init(id: asked.id)).id
        func note(_ text: String, _ visibility: Note.Visibility) throws -> Notes.Create.Params {
            .init(relationship: relationship, visibility: visibility, text: try Prose(text))
        }
        let own = try await coach.caller.call(Notes.Create.self, try note("Undersells herself badly", .coachOnly))
        _ = try await coach.caller.call(Notes.Create.self, try note("Sleep on this offer", .shared))
        let prompt = try await coach.caller.call(
            Prompts.Create.self,
            .init(relationship: relationship, text: try Line("Whom would you miss"))
        )
        _ = try await anna.caller.call(
            Prompts.Answer.self,
            .init(id: prompt.id, outcome: .answered, reply: try Prose("Nobody over there"))
        )
        await expectFailure(.forbidden) {
            try await anna.caller.call(Notes.Create.self, try note("Pretends to be the coach", .coachOnly))
        }
        await expectFailure(.staleRevision) {
            let text = try Prose("Undersells herself gladly")
            try await coach.caller.call(Notes.Update.self, .init(id: own.id, revision: 9, text: text))
        }
        await expectFailure(.notFound) {
            let text = try Prose("What was it that you noted")
            try await anna.caller.call(Notes.Update.self, .init(id: own.id, revision: 1, text: text))
        }
        return [
            "Undersells herself", "Sleep on this", "Whom would you miss", "Nobody over there", "Pretends to be",
            "that you noted",
        ]
    }

    /// Meets what tempts a server to quote: refused logins, codes and values, and lines that cannot be read.
    ///
    /// - Returns: what must not be quoted.
    private func provokeFailures(
        _ installation: Installation,
        _ server: RunningServer,
        _ anna: Member,
        _ job: MainJob
    ) async throws -> [String] {
        let wrong = "wrong teapot gravel orchid"
        let stranger = try await server.connect()
        let email = try EmailAddress("nobody-at-all@example.org")
        await expectFailure(.invalidCredentials) {
            try await stranger.call(Sessions.Login.self, .init(email: email, password: wrong))
        }
        await expectFailure(.codeInvalid) {
            try await stranger.call(
                Accounts.Activate.self,
                .init(
                    code: "ABCDE-WRONG-CDEFG-HJKMN-PQRST",
                    email: email,
                    displayName: try Title("No"),
                    password: wrong
                )
            )
        }
        await expectFailure(.alreadyExists) {
            let code = try await installation.invitation(for: .candidate)
            try await stranger.call(
                Accounts.Activate.self,
                .init(code: code, email: anna.email, displayName: try Title("Twin"), password: wrong)
            )
        }
        await expectFailure(.keyReused) {
            var record = job.record
            record.askings[0].answer?.body = try Prose("An answer that was changed afterwards.")
            try await anna.caller.call(Capture.Record.self, record)
        }
        let socket = try RawSocket(port: server.port)
        try await socket.send("{\"jsonrpc\":\"2.0\",\"method\":\"a broken line with marmalade\n")
        _ = try await socket.line()
        try await socket.send(#"{"jsonrpc":"2.0","method":"nutmeg.unknown","id":1}"# + "\n")
        _ = try await socket.line()
        return [wrong, email.text, "ABCDE-WRONG", "changed afterwards", "marmalade"]
    }
}
