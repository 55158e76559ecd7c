import ArgumentParser
import TwoWayService

extension AccountCommand {
    /// Erases what is due.
    struct EraseDue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Erases the accounts whose owners ordered it 14 days ago or earlier.",
            discussion: "The server does this by itself once an hour."
        )

        @OptionGroup var options: HomeOptions

        func run() async throws {
            let rows = try await options.withAdmin { try await $0.eraseDue() }
            print(rows == 0 ? "Nothing is due." : "\(rows) rows are erased.")
        }
    }
}
