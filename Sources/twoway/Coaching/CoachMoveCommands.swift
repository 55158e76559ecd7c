import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol

/// Turns an invitation down, as the coach.
struct CoachDeclineCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "As a coach, turn a candidate's invitation down."
    )

    @Argument(help: "The candidate: name, or the ID of the relationship.")
    var candidate: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.relationship(candidate, as: .coach)
        let params = Relationships.Decline.Params(id: id, idempotencyKey: .make())
        let declined = try await conversation.server.call(Relationships.Decline.self, params)
        conversation.output.show(declined) { relationship in
            conversation.output.say("The invitation of \(relationship.candidateName.text) is declined.")
        }
    }
}

/// Makes an invitation, as the coach.
struct CoachCodeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "As a coach, make a code that invites one candidate.",
        discussion: """
            Hand it to the candidate yourself; it is shown once. The candidate takes it with: twoway coach join CODE
            """
    )

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let made = try await conversation.server.call(Relationships.MakeCode.self)
        conversation.output.show(made) { made in
            conversation.output.say(StyledText(made.code, .strong))
            conversation.output.note(
                StyledText("To take it back before: twoway coach withdraw \(made.id.short)", .faint)
            )
            conversation.output.note(
                StyledText(
                    "Good for one candidate, until \(LocalClock.here.text(made.expiresAt)): twoway coach join \(made.code)",
                    .faint
                )
            )
        }
    }
}

/// Takes a coach's invitation.
struct CoachJoinCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "join",
        abstract: "Take a coach's invitation by its code."
    )

    @Argument(help: "The code, with or without dashes.")
    var code: String

    @Flag(name: .shortAndLong, help: "Do not ask whether it is the right coach.")
    var yes = false

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let output = conversation.output
        if Confirmation.isPossible(on: output), !yes {
            let invitation = try await conversation.server.call(Relationships.LookUpCode.self, .init(code: code)).value
            let question = "Work with \(invitation.coachName.text), who will see your name and nothing else?"
            guard Confirmation.ask(question, on: output) else { return output.say("Nothing was done.") }
        }
        let params = Relationships.Redeem.Params(code: code, idempotencyKey: .make())
        let joined = try await conversation.server.call(Relationships.Redeem.self, params)
        output.show(joined) { relationship in
            output.say(
                StyledText("You work with ") + StyledText(relationship.coachName.text, .strong)
                    + StyledText("; nothing is shared yet: twoway share --help")
            )
        }
    }
}

/// Interrupts working together.
struct CoachPauseCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Pause working with a coach, or as a coach with a candidate: nothing can be read, shares stay."
    )

    @Argument(help: "The other one: name, or the ID of the relationship.")
    var other: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.relationship(other).id
        let params = Relationships.Pause.Params(id: id, idempotencyKey: .make())
        let paused = try await conversation.server.call(Relationships.Pause.self, params)
        conversation.output.show(paused) { _ in
            conversation.output.say("It is paused: nothing can be read. Go on with: twoway coach resume")
        }
    }
}

/// Goes on working together.
struct CoachResumeCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Take back your own pause; what was shared opens again."
    )

    @Argument(help: "The other one: name, or the ID of the relationship.")
    var other: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let found = try await conversation.relationship(other)
        let params = Relationships.Resume.Params(id: found.id, revision: found.revision, idempotencyKey: .make())
        let resumed = try await conversation.server.call(Relationships.Resume.self, params)
        conversation.output.show(resumed) { relationship in
            conversation.output.say(
                relationship.status == .active
                    ? "It goes on, and what was shared is open again."
                    : "Your pause is over; the other side's is not."
            )
        }
    }
}

/// A question whether to go on, where there is somebody to answer it.
enum Confirmation {
    /// Whether a person both reads and types.
    static func isPossible(on output: Output) -> Bool {
        !output.isJSON && output.terminal.isInteractive && isatty(0) == 1
    }

    /// Only a clear yes is one.
    static func ask(_ question: String, on output: Output) -> Bool {
        let dialogue = Dialogue(output: output) { readLine(strippingNewline: true) }
        let answer = dialogue.ask(StyledText(question) + StyledText(" [y/N] ", .faint)) ?? ""
        return ["y", "yes"].contains(answer.lowercased())
    }
}
