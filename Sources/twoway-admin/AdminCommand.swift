import ArgumentParser
import TwoWayModel
import TwoWayProtocol
import TwoWayService

/// `twoway-admin`: looks after accounts and the database, on the host; never sees contents.
@main
struct AdminCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twoway-admin",
        abstract: "Looks after a TwoWay server on its host. It never shows what people have written.",
        subcommands: [
            DatabaseCommand.self, AccountCommand.self, InvitationCommand.self, SessionCommand.self, LibraryCommand.self,
            AuditCommand.self, StatsCommand.self, BackupCommand.self, RestoreCommand.self, VerifyCommand.self,
            DoctorCommand.self, ConfigCommand.self,
        ]
    )
}

/// What went wrong, as one sentence for people.
struct Refusal: Error, CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        description =
            switch error {
            case let refusal as Refusal: refusal.description
            case ServiceFailure.notFound: "There is nothing like that: look at the list."
            case ServiceFailure.alreadyExists: "There is an account with that e-mail address already."
            case ServiceFailure.invalidState(let reason): reason
            case ServiceFailure.invalid(let path, let reason): "\(path) \(reason)."
            case let failure as ServiceFailure: failure.kind?.message ?? "\(failure)"
            default: "\(error)"
            }
    }
}

extension Role: ExpressibleByArgument {}

extension EmailAddress: ExpressibleByArgument {
    public init?(argument: String) {
        guard let address = try? EmailAddress(argument) else { return nil }
        self = address
    }
}

extension Title: ExpressibleByArgument {
    public init?(argument: String) {
        guard let title = try? Title(argument) else { return nil }
        self = title
    }
}
