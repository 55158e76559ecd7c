import JSONRPC
import TwoWayModel

/// What a login left behind: the token, and how to reach the server that gave it.
struct SavedLogin: Codable, Sendable, Hashable {
    /// `host:port`.
    var server: String
    /// Lets one person have several accounts on a server.
    var profile: String
    /// Whether the server was reached by TLS; a token that came that way is never sent another.
    var tls: Bool
    /// The authority that vouches for the server, if not one of the system's.
    var authority: String?
    var account: ID<Account>
    var email: EmailAddress
    var token: String
    var expiresAt: Timestamp
}

/// The logins of this user, one for each server and profile, in a file that nobody else can read.
struct CredentialStore: Sendable {
    /// The shape of the file.
    private struct Content: Codable {
        var version = 1
        var logins: [SavedLogin] = []
    }

    private let file: PrivateFile

    init(folder: String) {
        file = PrivateFile(folder: folder, name: "credentials.json")
    }

    func login(server: ServerPlace, profile: String) throws(CommandFailure) -> SavedLogin? {
        try content().logins.first { $0.server == server.description && $0.profile == profile }
    }

    /// Keeps a login in place of an earlier one for the same server and profile.
    func save(_ login: SavedLogin) throws(CommandFailure) {
        try change { logins in
            logins.removeAll { $0.server == login.server && $0.profile == login.profile }
            logins.append(login)
        }
    }

    func remove(server: ServerPlace, profile: String) throws(CommandFailure) {
        try change { logins in
            logins.removeAll { $0.server == server.description && $0.profile == profile }
        }
    }

    private func change(_ edit: (inout [SavedLogin]) -> Void) throws(CommandFailure) {
        try file.locked { () throws(CommandFailure) in
            var content = try content()
            edit(&content.logins)
            do {
                try file.write(try JSONEncoding.encode(content) + [UInt8(ascii: "\n")])
            } catch let failure as CommandFailure {
                throw failure
            } catch {
                throw CommandFailure("The login cannot be written to \(file.path).")
            }
        }
    }

    private func content() throws(CommandFailure) -> Content {
        guard let bytes = try file.read(maximumBytes: 1 << 20) else { return Content() }
        do {
            let content = try JSONDecoding.decode(Content.self, from: JSONDocument(parsing: bytes).root, at: "")
            guard content.version == 1 else {
                throw CommandFailure("\(file.path) was written by a newer version of this program.")
            }
            return content
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(
                "\(file.path) cannot be understood.",
                hint: "Delete it and log in again: twoway login",
                status: .login
            )
        }
    }
}
