import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Asks whether the server lives.
struct PingCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "ping",
        abstract: "See whether the server answers, and how fast."
    )

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let server = conversation.server
        // The first call connects; only the second one measures the way there and back.
        _ = try await server.call(Server.Ping.self)
        let clock = ContinuousClock()
        let start = clock.now
        let done = try await server.call(Server.Ping.self)
        let milliseconds = (clock.now - start) / .milliseconds(1)
        let name = await server.greeting?.server ?? "The server"
        conversation.output.show(done) { _ in
            let time = NumberText.value(milliseconds)
            conversation.output.say("\(name) at \(server.place.description) answers in \(time) ms.")
        }
    }
}

/// Says what this program is.
struct VersionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Show the version of this program."
    )

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let output = Output(isJSON: json)
        if json {
            output.jsonValue(["version": Program.version, "protocol": "\(Sessions.protocolVersion)"])
        } else {
            output.say("\(Program.name) (protocol \(Sessions.protocolVersion))")
        }
    }
}
