import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Working with a coach.
struct CoachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coach",
        abstract: "Work with a coach: invite, accept, pause, end.",
        discussion: """
            A candidate invites a coach whose library is to be found, and the coach accepts:

              twoway coach invite "Kim Coach"
              twoway coach accept Anna          (as the coach; or: decline)

            Or the coach hands out a code, one for each candidate:

              twoway coach code                 (as the coach)
              twoway coach join 7ZK3M-9QWXA-...
              twoway coach codes                (as the coach: those that wait)
              twoway coach withdraw 3f9a01bc    (as the coach: take one back)

            Nothing is shared by working together; that is: twoway share. While it is paused nothing can be read:

              twoway coach list
              twoway coach pause "Kim Coach"
              twoway coach resume "Kim Coach"
              twoway coach end "Kim Coach"
            """,
        subcommands: [
            CoachInviteCommand.self, CoachAcceptCommand.self, CoachDeclineCommand.self, CoachCodeCommand.self,
            CoachCodesCommand.self, CoachWithdrawCommand.self, CoachJoinCommand.self, CoachListCommand.self,
            CoachPauseCommand.self, CoachResumeCommand.self,
            CoachEndCommand.self,
        ]
    )
}

/// Invites a coach.
struct CoachInviteCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Ask a coach, whose library you can see, to work with you."
    )

    @Argument(help: "The coach: name, a library of theirs, or the ID of the account.")
    var coach: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await find(conversation)
        let params = Relationships.Invite.Params(coach: id, idempotencyKey: .make())
        let invited = try await conversation.server.call(Relationships.Invite.self, params)
        conversation.output.show(invited) { relationship in
            conversation.output.say(
                StyledText(relationship.coachName.text, .strong) + StyledText(" is invited, and can accept now.")
            )
        }
    }

    private func find(_ conversation: Conversation) async throws -> ID<Account> {
        if let id = ID<Account>(coach) { return id }
        var libraries = try await conversation.server.list(Libraries.Discover.self, .init()).value.items
        libraries += try await conversation.followedLibraries().map(\.library)
        let entries = libraries.map {
            Lookup<Account>.Entry($0.owner, $0.ownerName.text, $0.slug.text, $0.title.text)
        }
        return try Lookup(noun: "coach", listing: "twoway library find").find(coach, among: entries)
    }
}

/// Accepts an invitation, as the coach.
struct CoachAcceptCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "As a coach, accept a candidate's invitation."
    )

    @Argument(help: "The candidate: name, or the ID of the relationship.")
    var candidate: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.relationship(candidate, as: .coach)
        let params = Relationships.Accept.Params(id: id, idempotencyKey: .make())
        let accepted = try await conversation.server.call(Relationships.Accept.self, params)
        conversation.output.show(accepted) { relationship in
            conversation.output.say(
                StyledText("You work with ") + StyledText(relationship.candidateName.text, .strong)
                    + StyledText("; what is shared shows in: twoway shared")
            )
        }
    }
}

/// The coaches of a candidate.
struct CoachListCommand: ServerCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List your coaches.")

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Relationships.List.Params(role: .candidate)
        let found = try await conversation.server.list(Relationships.List.self, params, atMost: listing.limit)
        conversation.output.show(
            found,
            none: "You work with no coach; invite one: twoway coach invite NAME",
            columns: [.word("ID"), .text("Coach"), .word("State"), .word("Since"), .word("Paused by")]
        ) { relationship in
            [
                Cell(relationship.id), Cell(relationship.coachName, .strong),
                Cell(relationship.status, relationship.status.ink), Cell(relationship.createdAt),
                relationship.pauses,
            ]
        }
    }
}

/// Ends working together, from either side.
struct CoachEndCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "end",
        abstract: "End working with a coach, or as a coach with a candidate; all shares end at once."
    )

    @Argument(help: "The other one: name, or the ID of the relationship.")
    var other: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.relationship(other).id
        let params = Relationships.End.Params(id: id, idempotencyKey: .make())
        let ended = try await conversation.server.call(Relationships.End.self, params)
        conversation.output.show(ended) { _ in conversation.output.say("It has ended, and with it all that was shared.")
        }
    }
}

/// The candidates of a coach.
struct ClientsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "clients",
        abstract: "As a coach, list the candidates you work with, and who invites you."
    )

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let params = Relationships.List.Params(role: .coach)
        let found = try await conversation.server.list(Relationships.List.self, params, atMost: listing.limit)
        conversation.output.show(
            found,
            none: "No candidate works with you yet.",
            columns: [.word("ID"), .text("Candidate"), .word("State"), .word("Since"), .word("Paused by")]
        ) { relationship in
            [
                Cell(relationship.id), Cell(relationship.candidateName, .strong),
                Cell(relationship.status, relationship.status.ink), Cell(relationship.createdAt),
                relationship.pauses,
            ]
        }
    }
}

extension Relationship.Status {
    var ink: Ink {
        switch self {
        case .invited, .paused: .doubtful
        case .active: .good
        case .ended: .faint
        }
    }
}

extension Relationship {
    /// Who paused it.
    fileprivate var pauses: Cell { Cell((pausedBy ?? []).map(\.rawValue).joined(separator: ",")) }
}
