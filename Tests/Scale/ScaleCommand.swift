import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol
import TwoWaySite
import Yams

/// `twoway-scale`: fills a database of its own, calls every method on it, and says how long each took and what was read.
@main
struct ScaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twoway-scale",
        abstract: "Shows that no call gets slow with 200 opportunities, 1,000 interviews and 20,000 answers.",
        discussion: """
            Makes a private PostgreSQL cluster and starts the built server in a temporary folder, fills one candidate and a
            crowd, measures every method at the client, then reads the plans of all statements. Exit code 1 when a median \
            reaches 50 ms, when a table that grows is read whole, or when a method was not called; signing in and out, which \
            takes time on purpose, is left out.
            """
    )

    @Option(help: "The folder with the built programs; the one of this program when absent.")
    var programs: String?

    @Option(help: "The library that the candidate follows, a YAML file.")
    var library = "deploy/starter-library.yaml"

    @Option(help: "How often each call is measured.")
    var calls = 40

    @Option(help: "Where to write the figures as JSON.")
    var json: String?

    @Flag(help: "Fill in a little only, to try the program itself.")
    var small = false

    func run() async throws {
        let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
        let site = try Site(programs: programs ?? beside)
        let result: Result<Report, any Error>
        do {
            result = .success(try await play(site))
        } catch {
            result = .failure(error)
        }
        await site.remove()
        let report = try result.get()
        print(report.text)
        if let json { try report.write(to: json) }
        if !report.complaints.isEmpty { throw ExitCode.failure }
    }

    private func play(_ site: Site) async throws -> Report {
        let progress = RunProgress()
        progress.say("starting in \(site.folder)")
        try await site.start()
        let document = try YAMLDecoder().decode(
            LibraryDocument.self,
            from: String(contentsOfFile: library, encoding: .utf8)
        )
        let cast = try await Cast.gather(site, document, small ? .small : .full, progress)
        let extent = try await Extent(site, candidate: cast.anna.player.account.id)
        var failures: [String] = []

        progress.say("measuring")
        // Started anew, so that the first calls are as cold as they ever are.
        try await site.stop()
        try await site.start()
        let meter = Meter()
        let stage = try await cast.stage(site)
        failures += try await Measurement(stage: stage, meter: meter, progress: progress).run(warmUp: 3, times: calls)
        progress.say("moving the account")
        let account = try await WholeAccount.measure(site, stage.candidate)
        try await site.stop()

        progress.say("reading plans")
        try await site.start()
        try await PlanLog.switchOn(site)
        try await site.stop()
        try await site.start()
        // Each connection plans a statement anew five times before it may keep a plan.
        let slow = Meter(pause: .milliseconds(5))
        let second = try await cast.stage(site)
        failures += try await Measurement(stage: second, meter: slow, progress: progress, first: 1_000)
            .run(warmUp: 0, times: 8)
        try await site.stop()
        let log = try PlanLog(site)
        progress.say("read \(log.entries.count) plans")
        return Report(
            isTrial: small,
            extent: extent,
            series: meter.series,
            account: account,
            wholeReads: log.wholeReads(slow.spans, tables: extent.tables),
            busiest: log.busiest(slow.spans),
            failures: failures
        )
    }
}

/// Runs all cases.
struct Measurement: Sendable {
    let stage: Stage
    let meter: Meter
    let progress: RunProgress
    /// The number of the first run.
    var first = 0

    private static let patience = Duration.seconds(20)

    /// Gives what went wrong.
    func run(warmUp: Int, times: Int) async throws -> [String] {
        var failures: [String] = []
        for item in try stage.reads() + stage.writes() {
            do {
                let before = Set(meter.series.map(\.subject))
                for run in 0..<warmUp { try await item.run(meter, first + run) }
                if warmUp > 0 { meter.forget(Set(meter.series.map(\.subject)).subtracting(before)) }
                // What is far too slow is known to be so after a few runs.
                let begin = ContinuousClock.now
                for run in 0..<min(times, item.most) where run < 5 || ContinuousClock.now - begin < Measurement.patience
                {
                    try await item.run(meter, first + warmUp + run)
                }
            } catch {
                failures.append("\(item.name): \(error)")
                progress.say("FAILED \(item.name): \(error)")
            }
        }
        return failures
    }
}
