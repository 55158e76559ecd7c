import ArgumentParser
import JSONRPC
import JSONRPCTransport
import TwoWayModel
import TwoWayProtocol

/// All that a command needs: the server, where to write, and what is known from earlier.
struct Conversation: Sendable {
    let server: ServerSession
    let output: Output
    let folders: PersonalFolders
    let profile: String
    /// How the server is reached, to be remembered with a login.
    let tls: ClientTLS?
    let savedLogin: SavedLogin?

    init(_ options: ServerOptions) throws {
        let place = try options.place()
        folders = try PersonalFolders()
        profile = options.profileName()
        savedLogin = try CredentialStore(folder: folders.configuration).login(server: place, profile: profile)
        tls = try Self.tls(options, place: place, login: savedLogin)
        server = ServerSession(place: place, tls: tls, token: savedLogin?.token)
        output = Output(isJSON: options.json)
    }

    var credentials: CredentialStore { CredentialStore(folder: folders.configuration) }

    /// TLS as asked for, or as remembered from the login; without it nothing leaves this machine unless told in words.
    private static func tls(
        _ options: ServerOptions,
        place: ServerPlace,
        login: SavedLogin?
    ) throws(CommandFailure) -> ClientTLS? {
        let authority = options.ca ?? login?.authority
        if options.tls || options.ca != nil || login?.tls == true { return ClientTLS(authorityPath: authority) }
        guard place.isLoopback || options.plaintext else {
            throw .usage(
                "The connection to \(place) would not be encrypted.",
                hint: "Add --tls, or --plaintext if you know that nobody listens."
            )
        }
        return nil
    }
}

/// A command that asks a server something.
protocol ServerCommand: AsyncParsableCommand {
    var options: ServerOptions { get }
    /// Carries the command out; thrown failures are shown to the person.
    func run(_ conversation: Conversation) async throws
}

extension ServerCommand {
    mutating func run() async throws {
        let conversation = try Conversation(options)
        do {
            try await run(conversation)
            await conversation.server.hangUp()
        } catch {
            await conversation.server.hangUp()
            throw error
        }
    }
}
