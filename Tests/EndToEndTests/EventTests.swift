import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// Events between server processes, and the programs that show them.
    @Suite
    struct EventTests {}
}

extension EndToEnd.EventTests {
    @Test func `clients on two servers hear every event in order, also when one server is killed`() async throws {
        try await Installation.with { installation in
            let outcome = try await installation.run(
                .soak,
                ["--clients", "8", "--events", "400", "--kills", "1", "--limit", "300"]
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("8 clients heard 4"), "\(outcome.output)")
        }
    }

    @Test func `what happens on one server is shown by twoway on another one, until it is told to end`() async throws {
        try await Installation.with { installation in
            let here = try await installation.startServer()
            let there = try await installation.startServer()
            let kim = try await Shell.open("kim", as: .coach, on: here, of: installation)
            try await kim.run("library", "push", StarterLibrary.path, "--visibility", "public")
            try await kim.run("library", "publish", "starter", "--notes", "The first version.")
            let anna = try await Shell.open("anna", as: .candidate, on: there, of: installation)

            let watch = try await ChildProcess.start(
                Program.client.path,
                ["watch", "--since", "0"],
                environment: Program.environment(adding: kim.environment),
                outputTo: "\(installation.folder)/watch.txt",
                errorsTo: "\(installation.folder)/watch.log"
            )
            func shown() throws -> String {
                try String(contentsOfFile: "\(installation.folder)/watch.txt", encoding: .utf8)
            }
            func expectShown(_ sentence: String) async throws {
                try await eventually {
                    guard try shown().contains(sentence) else { throw SetUpFailure("not shown: \(sentence)") }
                }
            }
            try await anna.run("coach", "invite", "Kim")
            try await expectShown("Anna asks you to work together.")
            try await kim.run("coach", "accept", "Anna")

            // The server of the watch dies; it goes on after the last event shown when there is one again.
            try await here.kill()
            let again = try await installation.startServer(port: here.port)
            try await anna.run("coach", "end", "Kim")
            try await expectShown("Anna has ended working with you.")
            #expect(try shown().split(separator: "\n").count == 2)
            watch.send(SIGINT)
            #expect(try await watch.end(within: .seconds(30)) == .exit(0))

            let inbox = try await kim.run("inbox").output.split(separator: "\n").map { $0.split(separator: "\t") }
            #expect(inbox.map { $0[1] } == ["true", "true"])
            #expect(inbox.map { $0[2] } == ["Anna has ended working with you.", "Anna asks you to work together."])
            #expect(try await kim.run("inbox", "--unread").output == "")
            let told = try await anna.value(of: Page<Event>.self, "inbox")
            #expect(told.items.map(\.kind) == [.relationshipActive])
            #expect(try await again.terminate() == .exit(0))
            #expect(try await there.terminate() == .exit(0))
        }
    }
}
