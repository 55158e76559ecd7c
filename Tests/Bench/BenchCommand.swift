import ArgumentParser

/// `twoway-bench`: measures what has to be quick by itself.
@main
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twoway-bench",
        abstract: "Measures what has to be quick by itself.",
        subcommands: [ServiceBench.self, ComparisonBench.self]
    )
}
