import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd.KillTests {
    @Test func `without PostgreSQL the server says so and ends in good order, and the next one has everything`()
        async throws
    {
        try await Installation.with(expectingErrors: true) { installation in
            let server = try await installation.startServer()
            let anna = try await installation.signUp("anna", as: .candidate, on: server)
            let organisation = try await anna.caller.call(Organisations.Create.self, .init(name: try Title("Harbour")))
            kill(try #require(installation.postmaster), SIGKILL)
            // Back ends go when they notice that their parent has gone.
            try await eventually {
                do {
                    try await anna.caller.call(Organisations.List.self, .init())
                    throw SetUpFailure("the database still answers")
                } catch let error as RPCError {
                    #expect(error.data?.kind == FailureKind.unavailable.kind, "\(error)")
                    #expect(error.data?.retryable == true)
                }
            }
            let params = Organisations.Create.Params(name: try Title("Lighthouse"), idempotencyKey: .make())
            await expectFailure(.unavailable) { try await anna.caller.call(Organisations.Create.self, params) }
            try await anna.caller.call(Server.Ping.self)
            #expect(try await server.terminate() == .exit(0))

            let next = try await installation.startServer()
            let again = try await next.connect(token: anna.signedIn.token)
            #expect(try await again.call(Organisations.List.self, .init()).items == [organisation])
            let second = try await again.call(Organisations.Create.self, params)
            #expect(try await again.call(Organisations.List.self, .init()).items == [second, organisation])
            #expect(try await next.terminate() == .exit(0))
        }
    }

    @Test func `the same call on several connections at once happens once, and all get the same answer`() async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            let anna = try await installation.signUp("anna", as: .candidate, on: server)
            let organisation = try await anna.caller.call(Organisations.Create.self, .init(name: try Title("Harbour")))
            var callers = [anna.caller]
            for _ in 1...3 { callers.append(try await server.connect(token: anna.signedIn.token)) }
            for round in 1...20 {
                let params = Organisations.Update.Params(
                    id: organisation.id,
                    revision: round,
                    name: try Title("Harbour \(round)"),
                    idempotencyKey: .make()
                )
                let answers = try await withThrowingTaskGroup(of: RawJSON.self) { group in
                    for caller in callers {
                        group.addTask { try await caller.text(of: Organisations.Update.self, params) }
                    }
                    return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1.bytes) }
                }
                #expect(answers.count == 1)
            }
            let stored = try await anna.caller.call(Organisations.List.self, .init()).items
            #expect(stored.map(\.revision) == [21])
            #expect(try await server.terminate() == .exit(0))
        }
    }
}
