import Testing

/// All tests with processes of their own; one after the other, since each of them needs the whole machine.
@Suite(.serialized)
enum EndToEnd {
    /// Tests that can live with what others do on the same server, in accounts of their own.
    @Suite(.sharedServer)
    enum OneServer {}
}

/// Runs one server for all tests of a suite, on an installation of its own.
struct SharedServer: SuiteTrait, TestScoping {
    @TaskLocal static var current: (installation: Installation, server: RunningServer)?

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            try await Self.$current.withValue((installation, server)) { try await function() }
            #expect(try await server.terminate() == .exit(0))
        }
    }
}

extension Trait where Self == SharedServer {
    /// One server for all tests of the suite; they find it in `SharedServer.current`.
    static var sharedServer: Self { SharedServer() }
}
