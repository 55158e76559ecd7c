import Foundation
import Synchronization
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// What a client has been told is written is on the disk, however many writes were under way together.
    @Suite
    struct AcknowledgementTests {}
}

extension EndToEnd.AcknowledgementTests {
    private static let writers = 6

    /// The names that the writers have been told are written.
    private final class Names: Sendable {
        private let state = Mutex<Set<String>>([])

        var all: Set<String> { state.withLock { $0 } }

        func add(_ name: String) { state.withLock { _ = $0.insert(name) } }
    }

    @Test func `every write that was acknowledged outlives PostgreSQL, which dies in the midst of many`() async throws {
        try await Installation.with(expectingErrors: true) { installation in
            let server = try await installation.startServer()
            let anna = try await installation.signUp("anna", as: .candidate, on: server)
            let acknowledged = Names()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 1...Self.writers {
                    let caller = try await server.connect(token: anna.signedIn.token)
                    group.addTask {
                        for number in 1...200 {
                            let name = "Employer \(writer)-\(number)"
                            let params = Organisations.Create.Params(name: try Title(name), idempotencyKey: .make())
                            // The first failure is the death of the database; what was not acknowledged may be there or not.
                            guard (try? await caller.call(Organisations.Create.self, params)) != nil else { return }
                            acknowledged.add(name)
                        }
                    }
                }
                try await eventually {
                    if acknowledged.all.count < 60 { throw SetUpFailure("too few writes so far") }
                }
                installation.killDatabase()
                group.cancelAll()
            }
            #expect(try await server.terminate() == .exit(0))
            let next = try await installation.startServer()
            let caller = try await next.connect(token: anna.signedIn.token)
            var stored: Set<String> = []
            var cursor: String?
            repeat {
                let page = try await caller.call(Organisations.List.self, .init(limit: 200, cursor: cursor))
                stored.formUnion(page.items.map(\.name.text))
                cursor = page.nextCursor
            } while cursor != nil
            #expect(stored.isSuperset(of: acknowledged.all))
        }
    }
}

extension Installation {
    /// Ends all processes of PostgreSQL at once, so that none has time to write anything more.
    fileprivate func killDatabase() {
        let processes = ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
        for process in processes where Self.worksIn(data + "/pg", process) { kill(process, SIGKILL) }
    }
}
