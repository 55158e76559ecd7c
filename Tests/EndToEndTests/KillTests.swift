import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// Whatever is killed: no acknowledged write is lost, and a retry with the same key writes once (R22).
    @Suite
    struct KillTests {}
}

extension EndToEnd.KillTests {
    @Test func `a coach loses nothing by a server that dies with every write`() async throws {
        try await Installation.with { installation in
            var server = try await MortalServer(installation)
            let coach = try await installation.signUp("kim", as: .coach, on: server.server)
            // Acknowledged, so it survives: who has signed up can come back.
            try await server.die()

            let document = try StarterLibrary.document()
            let library = try await server.write(
                Libraries.Create.self,
                by: coach,
                .init(document: document, visibility: .public, idempotencyKey: .make())
            ) { caller, library async throws in
                #expect(try await caller.call(Libraries.List.self, .init()).items == [library])
            }
            var edited = document
            edited.title = "Interviews are two-way streets, second edition"
            let draft = try await server.write(
                Libraries.SaveDraft.self,
                by: coach,
                .init(library: library.id, document: edited, revision: 1, idempotencyKey: .make())
            ) { caller, draft async throws in
                #expect(try await caller.call(Libraries.GetDraft.self, .init(library: library.id)) == draft)
            }
            #expect(draft.document == edited)
            try await server.write(
                Libraries.Publish.self,
                by: coach,
                .init(
                    library: library.id,
                    revision: draft.revision,
                    changeNotes: try Prose("The first version."),
                    idempotencyKey: .make()
                )
            ) { caller, version async throws in
                #expect(
                    try await caller.call(Libraries.ListVersions.self, .init(library: library.id)).items == [version]
                )
            }
            #expect(try await server.server.terminate() == .exit(0))
        }
    }
}
