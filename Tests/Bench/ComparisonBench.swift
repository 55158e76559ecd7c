import ArgumentParser
import Foundation
import TwoWayModel
import TwoWaySite

/// Measures the draws of a comparison, and what others feel of them.
struct ComparisonBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "comparison",
        abstract: "Draws 10,000 times for 50 opportunities and 30 priorities, and calls a server meanwhile.",
        discussion: """
            Prints the processor time of each way of weighing, then how long other clients wait while one client makes the \
            server compare without a pause, beside how long they wait without that. Exit code 1 when the median of the \
            processor time of any way reaches 150 ms.
            """
    )

    /// Milliseconds of processor time.
    private static let limit = 150.0

    @Option(help: "How often each is measured, at least 5.")
    var rounds = 7

    @Option(help: "Opportunities.")
    var opportunities = 50

    @Option(help: "Priorities.")
    var priorities = 30

    @Option(help: "The folder with the built programs; the one of this program when absent.")
    var programs: String?

    @Flag(help: "Only the processor time, without a server.")
    var arithmeticOnly = false

    func validate() throws {
        guard rounds >= 5 else { throw ValidationError("--rounds must be at least 5.") }
        guard ComparisonInputs.sizes.contains(opportunities), (1...60).contains(priorities) else {
            throw ValidationError("There are from 2 to 50 opportunities and from 1 to 60 priorities.")
        }
    }

    func run() async throws {
        print("\(opportunities) opportunities, \(priorities) priorities, \(ComparisonDraws.standard) draws")
        var isTooSlow = false
        for mode in WeightMode.allCases {
            let times = try measured(mode)
            let median = times[times.count / 2]
            isTooSlow = isTooSlow || median >= Self.limit
            let list = times.map { String(format: "%.1f", $0) }.joined(separator: " ")
            print("CPU ms, weights \(mode.rawValue): median \(String(format: "%.1f", median)) of \(list)")
        }
        if !arithmeticOnly {
            let beside = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
            try await NeighbourBench(
                programs: programs ?? beside,
                opportunities: opportunities,
                priorities: priorities
            ).run()
        }
        guard !isTooSlow else {
            print("FAILED  the processor time reaches \(Int(Self.limit)) ms")
            throw ExitCode.failure
        }
    }

    /// Processor time in milliseconds, in order.
    private func measured(_ mode: WeightMode) throws -> [Double] {
        let set = try Sample.set(mode, priorities: priorities)
        var generator = SplitMix64(seed: 1)
        let alternatives = (0..<opportunities).map { _ in
            ComparisonProblem.Alternative(
                id: .make(),
                intervals: (0..<priorities).map { _ in Sample.interval(&generator) }
            )
        }
        guard let weights = WeightBelief(set),
            let problem = ComparisonProblem(weights: weights, alternatives: alternatives)
        else { throw Failure("the sample is no problem") }
        return (0..<rounds).map { round in
            let begin = Self.processorTime()
            let draws = ComparisonDraws(problem, seed: UInt64(round))
            let time = Self.processorTime() - begin
            // Looked at, so that nothing can be left out.
            return draws.rankChances.isEmpty ? 0 : time
        }.sorted()
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
    }
}

/// Opportunities of which much is open, so that no pruning helps.
enum Sample {
    static func set(_ mode: WeightMode, priorities: Int) throws -> PrioritySet {
        PrioritySet(
            id: .make(),
            jobSearch: .make(),
            version: 1,
            state: .active,
            weightMode: mode,
            certainty: mode == .points ? .rough : nil,
            priorities: try (1...priorities).map { place in
                Priority(
                    key: .make(),
                    title: try Title("Priority \(place)"),
                    direction: .more,
                    weight: 1 + Double(place * 7 % 11),
                    rank: mode == .ordinal ? place : nil,
                    vital: false,
                    mustHave: false,
                    bossDependent: false
                )
            },
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
    }

    static func interval(_ generator: inout SplitMix64) -> ValueInterval {
        let ends = [generator.uniform(), generator.uniform()].sorted()
        return ValueInterval(lo: ends[0], hi: ends[1])
    }
}
