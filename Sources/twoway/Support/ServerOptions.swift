import ArgumentParser
import Foundation
import TwoWayModel

/// The options that every command has which talks to a server.
struct ServerOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The server; else TWOWAY_SERVER, else 127.0.0.1:7464.", valueName: "host:port"))
    var server: String?

    @Option(help: ArgumentHelp("Which of several accounts on that server; else TWOWAY_PROFILE.", valueName: "name"))
    var profile: String?

    @Flag(help: "Encrypt the connection; remembered from the login on.")
    var tls = false

    @Option(
        help: ArgumentHelp(
            "The authority to trust instead of the system's, a PEM file; implies --tls.",
            valueName: "file"
        ),
        completion: .file(extensions: ["pem", "crt"])
    )
    var ca: String?

    @Flag(help: "Allow a connection to another machine that is not encrypted.")
    var plaintext = false

    @Flag(help: "Print the server's answer as JSON.")
    var json = false

    /// Where to connect to.
    func place(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(CommandFailure) -> ServerPlace {
        if let server { return try ServerPlace(server) }
        if let server = environment["TWOWAY_SERVER"], !server.isEmpty { return try ServerPlace(server) }
        return .standard
    }

    func profileName(environment: [String: String] = ProcessInfo.processInfo.environment) -> String {
        if let profile { return profile }
        if let profile = environment["TWOWAY_PROFILE"], !profile.isEmpty { return profile }
        return "default"
    }
}
