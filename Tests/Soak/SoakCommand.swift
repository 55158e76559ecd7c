import ArgumentParser
import Foundation
import TwoWaySite

/// `twoway-soak`: many clients follow their events on two servers, which are killed meanwhile.
@main
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twoway-soak",
        abstract: "Shows that every client hears every event, in order, whatever is killed.",
        discussion: """
            Half of the clients are candidates, half their coaches. Candidates change what they share, and one coach \
            publishes versions of a library that all candidates follow. Two servers work on one database, and one of them is \
            killed every now and then and started again. Prints figures; exit code 1 when a client misses an event or \
            hears one out of turn.
            """
    )

    @Option(help: "Clients that follow their events, an even number from 2 to 250.")
    var clients = 100

    @Option(help: "Events, about, besides those of the beginning.")
    var events = 10_000

    @Option(help: "How often a server is killed.")
    var kills = 3

    @Option(help: "Seconds that the whole may take.")
    var limit = 900

    @Option(help: "The folder with the built programs; the one of this program when absent.")
    var programs: String?

    func validate() throws {
        guard (2...250).contains(clients), clients.isMultiple(of: 2) else {
            throw ValidationError("--clients must be an even number from 2 to 250.")
        }
        // A library has 500 versions at the most, the first one included.
        guard events >= clients, events / clients <= 499, (0...20).contains(kills) else {
            throw ValidationError("--events must be from 1 to 499 for each client, and --kills from 0 to 20.")
        }
    }

    func run() async throws {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let site = try Site(programs: programs ?? beside)
        let soak = Soak(site: site, pairs: clients / 2, rounds: events / clients, kills: kills)
        do {
            try await within(.seconds(limit)) { try await soak.run() }
            await site.remove()
        } catch {
            await site.remove()
            FileHandle.standardError.write(Data("FAILED  \(error)\n".utf8))
            throw ExitCode.failure
        }
    }
}

/// Runs something that has to be done within a time.
private func within(_ limit: Duration, _ body: @escaping @Sendable () async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask(operation: body)
        tasks.addTask {
            try await Task.sleep(for: limit)
            throw Failure("it is not done after \(limit)")
        }
        defer { tasks.cancelAll() }
        _ = try await tasks.next()
    }
}
