import ArgumentParser
import TwoWayModel
import TwoWayService

/// `twoway-admin library`: the libraries of coaches, without what is in them.
struct LibraryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "library",
        abstract: "The libraries of coaches, without what is in them.",
        discussion: """
            A library is looked after by its coach. What an admin does about it follows the same rules, and stands in the
            audit with its reason.
            """,
        subcommands: [List.self, Deprecate.self, Reinstate.self, Withdraw.self]
    )

    /// Lists the libraries.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Lists the libraries, newest first.")

        @OptionGroup var options: HomeOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            var report = Report(["id", "slug", "owner", "status", "visibility", "version", "subscribers", "updated"])
            for library in try await options.withAdmin({ try await $0.libraries() }) {
                report.add([
                    .text("\(library.id)"), .text(library.slug.text), .text(library.owner.text),
                    .text(library.status.rawValue), .text(library.visibility.rawValue), .init(library.latestVersion),
                    .number(library.subscribers), .text(library.updatedAt.text),
                ])
            }
            output.show(report, none: "There is no library yet.")
        }
    }

    /// Marks a library as one that is not recommended any more.
    struct Deprecate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Marks a published library as one not to start with; whoever follows it goes on."
        )

        @OptionGroup var options: HomeOptions
        @OptionGroup var step: LibraryStep

        func run() async throws { try await step.run(.deprecated, options) }
    }

    /// Takes a deprecation back.
    struct Reinstate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Publishes a deprecated library again.")

        @OptionGroup var options: HomeOptions
        @OptionGroup var step: LibraryStep

        func run() async throws { try await step.run(.published, options) }
    }

    /// Takes a library away for good.
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes a deprecated library away for good, once nobody follows it any more."
        )

        @OptionGroup var options: HomeOptions
        @OptionGroup var step: LibraryStep

        func run() async throws { try await step.run(.withdrawn, options) }
    }
}

/// Which library, and why.
struct LibraryStep: ParsableArguments {
    @Argument(help: "The id of the library, from the list.")
    var id: UUIDText

    @Option(help: "Why; it is written into the audit.")
    var reason: Line

    func run(_ status: Library.Status, _ options: HomeOptions) async throws {
        let library = try await options.withAdmin { admin in
            try await admin.move(ID(id.value), to: status, reason: reason)
        }
        print("\(library.slug.text) of \(library.owner.text) is \(library.status.rawValue).")
    }
}

extension Line: ExpressibleByArgument {
    public init?(argument: String) {
        guard let line = try? Line(argument) else { return nil }
        self = line
    }
}
