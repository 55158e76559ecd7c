import ArgumentParser
import Foundation

/// The program for people: coaches and candidates.
@main
struct Twoway: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "twoway",
        abstract: "Interviews are two-way streets: find out about the job, the boss and the organisation.",
        discussion: """
            A candidate says what matters, plans the questions for each interview, notes the answers and sees what is \
            still unknown. A coach publishes libraries of questions and reads what candidates choose to share.

            FIRST STEPS
              twoway activate CODE --email anna@example.org --name Anna
              twoway library find
              twoway subscribe starter
              twoway search new "New job 2026"
              twoway priorities start
              twoway today

            Wherever an ID is expected, a name will do, or the beginning or the end of the ID (4 characters or more).

            Answers are tables on a terminal, tab-separated lines without a heading in a pipe, and with --json what the \
            server sent. Colours show only on a terminal, and not with NO_COLOR.

            EXIT CODES
              0 done  1 error  3 not found  4 log in, or refused
              5 conflict  6 unavailable  64 wrong usage

            FILES
              ~/.config/twoway        your logins (TWOWAY_CONFIG_HOME)
              ~/.local/state/twoway   what is not sent yet (TWOWAY_STATE_HOME)

            COMPLETION
              twoway --generate-completion-script bash     (or zsh, fish)
            """,
        version: Program.version,
        groupedSubcommands: [
            CommandGroup(
                name: "Account",
                subcommands: [
                    ActivateCommand.self, LoginCommand.self, LogoutCommand.self, WhoAmICommand.self,
                    PasswordCommand.self, ResetPasswordCommand.self, SecondFactorCommand.self, SessionsCommand.self,
                    AccountCommand.self,
                ]
            ),
            CommandGroup(
                name: "Libraries",
                subcommands: [
                    LibraryCommand.self, SubscribeCommand.self, SubscriptionsCommand.self, SubscriptionCommand.self,
                    UnsubscribeCommand.self, UpgradeCommand.self, QuestionsCommand.self, QuestionCommand.self,
                ]
            ),
            CommandGroup(
                name: "What matters",
                subcommands: [SearchCommand.self, DimensionsCommand.self, PrioritiesCommand.self]
            ),
            CommandGroup(
                name: "Employers and interviews",
                subcommands: [
                    TodayCommand.self, OrganisationCommand.self, PersonCommand.self, OpportunityCommand.self,
                    ResearchCommand.self, BeliefCommand.self, ContradictionCommand.self, InterviewCommand.self,
                    PromiseCommand.self, FollowUpCommand.self, StoryCommand.self,
                ]
            ),
            CommandGroup(
                name: "Judgement",
                subcommands: [
                    EvidenceCommand.self, AssessCommand.self, CompareCommand.self, DecideCommand.self,
                    RealityCommand.self,
                ]
            ),
            CommandGroup(
                name: "Coach and candidate",
                subcommands: [
                    CoachCommand.self, ShareCommand.self, ReceiptsCommand.self, ClientsCommand.self,
                    SharedCommand.self, ClientCommand.self, NoteCommand.self, PromptCommand.self, OpinionCommand.self,
                ]
            ),
            CommandGroup(
                name: "What happens",
                subcommands: [InboxCommand.self, WatchCommand.self]
            ),
            CommandGroup(
                name: "The server itself",
                subcommands: [CallCommand.self, PingCommand.self, VersionCommand.self]
            ),
        ]
    )

    /// Runs the command that the arguments name; every failure ends in one sentence and an exit code.
    static func main() async {
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch let failure as CommandFailure {
            Output.standardError.report(failure)
            Foundation.exit(failure.status.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}

/// What the program says of itself.
enum Program {
    static let version = "0.1.0"
    static let name = "twoway \(version)"
}
