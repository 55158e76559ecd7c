import Foundation
import JSONRPC
import TwoWayModel
import TwoWayProtocol
import Yams

/// An account of a test, with a connection that is signed in.
struct Member: Sendable {
    let email: EmailAddress
    let password: String
    /// The invitation that opened the account.
    let code: String
    let signedIn: Sessions.SignedIn
    let caller: ServerCaller

    var id: ID<Account> { signedIn.account.id }
}

extension Installation {
    /// Opens an account as people do: with a code of the management command.
    func signUp(_ name: String, as role: Role, on server: RunningServer) async throws -> Member {
        let code = try await invitation(for: role)
        let email = try EmailAddress("\(name)@example.org")
        let password = "\(name) lantern quartz umbrella"
        let caller = try await server.connect()
        let signedIn = try await caller.call(
            Accounts.Activate.self,
            Accounts.Activate.Params(
                code: code,
                email: email,
                displayName: try Title(name.capitalized),
                password: password,
                timeZone: try TimeZoneName("Europe/Berlin"),
                label: try Title("first device")
            )
        )
        return Member(email: email, password: password, code: code, signedIn: signedIn, caller: caller)
    }
}

/// The library that is shipped in `deploy`.
enum StarterLibrary {
    static let path = URL(filePath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().appending(path: "../../../deploy/starter-library.yaml").standardizedFileURL.path

    static func document() throws -> LibraryDocument {
        try YAMLDecoder().decode(LibraryDocument.self, from: String(contentsOfFile: path, encoding: .utf8))
    }
}

extension ServerCaller {
    /// Publishes the starter library as a coach does.
    func publishStarterLibrary() async throws -> Library {
        let document = try StarterLibrary.document()
        let library = try await call(Libraries.Create.self, .init(document: document, visibility: .public))
        let draft = try await call(Libraries.GetDraft.self, .init(library: library.id))
        try await call(
            Libraries.Publish.self,
            .init(library: library.id, revision: draft.revision, changeNotes: try Prose("The first version."))
        )
        return try await call(Libraries.Get.self, .init(id: library.id))
    }
}
