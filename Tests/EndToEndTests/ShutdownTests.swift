import Foundation
import JSONRPC
import JSONRPCTransport
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// How a server ends, and what the next one finds.
    @Suite
    struct ShutdownTests {}
}

extension EndToEnd.ShutdownTests {
    /// What the product promises; clients that sit there idle once made it ten seconds.
    private static let limit = Duration.seconds(5)

    @Test(arguments: [SIGTERM, SIGINT])
    func `a signal ends a server with idle clients soon, and the next start has the data`(signal: Int32) async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            let anna = try await installation.signUp("anna", as: .candidate, on: server)
            let organisation = try await anna.caller.call(Organisations.Create.self, .init(name: try Title("Harbour")))
            let postmaster = try #require(installation.postmaster)
            let greeted = try await server.connect()
            let stranger = try RawSocket(port: server.port)
            try await stranger.send(#"{"jsonrpc":"2.0","method":"server.ping","id":1}"# + "\n")
            #expect(try await stranger.line() == #"{"jsonrpc":"2.0","result":{},"id":1}"#)

            server.process.send(signal)
            #expect(try await server.process.end(within: Self.limit) == .exit(0))
            #expect(installation.postmaster == nil)
            #expect(!Installation.worksIn(installation.data + "/pg", postmaster))
            let farewell = try await stranger.rest()
            #expect(farewell.count == 1)
            #expect(farewell.first?.contains(#""kind":"shutting_down""#) == true)
            for caller in [anna.caller, greeted] {
                await #expect(throws: LineClientError.self) { try await caller.call(Server.Ping.self) }
            }

            let next = try await installation.startServer()
            let again = try await next.connect(token: anna.signedIn.token)
            #expect(try await again.call(Organisations.List.self, .init()).items == [organisation])
            #expect(try await next.terminate() == .exit(0))
        }
    }

    @Test func `a server that takes over from one that was killed leaves no PostgreSQL behind either`() async throws {
        try await Installation.with { installation in
            let killed = try await installation.startServer()
            try await killed.kill()
            let postmaster = try #require(installation.postmaster)
            let next = try await installation.startServer()
            #expect(installation.postmaster == postmaster)
            #expect(try await next.terminate() == .exit(0))
            #expect(installation.postmaster == nil)
        }
    }

    @Test func `a server that refuses the schema it finds leaves no PostgreSQL behind`() async throws {
        try await Installation.with(expectingErrors: true) { installation in
            let first = try await installation.startServer()
            #expect(try await first.terminate() == .exit(0))
            // A migration that was applied has another text today.
            let schema = installation.folder + "/Schema"
            let original = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
                .appending(path: "../../Schema").standardizedFileURL.path
            try FileManager.default.copyItem(atPath: original, toPath: schema)
            let migration = schema + "/migrations/0001_accounts.sql"
            let text = try String(contentsOfFile: migration, encoding: .utf8)
            try (text + "\n-- changed\n").write(toFile: migration, atomically: false, encoding: .utf8)
            let refused = try await installation.refusedServer(["--port", "0", "--schema-folder", schema])
            #expect(refused.ending != .exit(0))
            #expect(refused.log.contains("0001_accounts"))
            #expect(installation.postmaster == nil)
        }
    }

    @Test func `the management command works beside the server and without it, and leaves each as it was`() async throws
    {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            _ = try await installation.invitation(for: .coach)
            let caller = try await installation.signUp("anna", as: .candidate, on: server).caller
            try await caller.call(JobSearches.Create.self, .init(title: try Title("Spring")))
            #expect(try await server.terminate() == .exit(0))
            let status = try await installation.admin(["db", "status"])
            #expect(!status.contains("pending"))
            #expect(installation.postmaster == nil)
        }
    }
}
