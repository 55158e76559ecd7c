import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Says that an interview has begun.
struct InterviewStartCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Say that an interview has begun; one without an appointment begins now."
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await InterviewMove(to: .inProgress).carryOut(interview, conversation)
    }
}

/// Says that an interview is over.
struct InterviewHeldCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "held",
        abstract: "Say that an interview is over; answers can still be noted until it is closed."
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await InterviewMove(to: .held).carryOut(interview, conversation)
    }
}

/// Calls an interview off.
struct InterviewCancelCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Say that an interview will not take place."
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        try await InterviewMove(to: .cancelled).carryOut(interview, conversation)
    }
}

/// A move of an interview to a state, over those between.
struct InterviewMove {
    private let goal: Interview.State

    init(to goal: Interview.State) {
        self.goal = goal
    }

    func carryOut(_ text: String, _ conversation: Conversation) async throws {
        let id = try await conversation.interview(text)
        let moved = try await carryOut(id, conversation)
        conversation.output.show(moved) { interview in
            conversation.output.say(
                StyledText(interview.title.text, .strong) + StyledText(" is ")
                    + StyledText(interview.state.words, interview.state.ink) + StyledText(".")
            )
        }
    }

    func carryOut(_ id: ID<Interview>, _ conversation: Conversation) async throws -> Reply<Interview> {
        var interview = try await conversation.server.call(Interviews.Get.self, .init(id: id))
        guard interview.value.state != goal else { return interview }
        if interview.value.state == .proposed, goal == .inProgress, interview.value.scheduledStart == nil {
            interview = try await conversation.server.call(
                Interviews.Update.self,
                .init(
                    id: id,
                    revision: interview.value.revision,
                    scheduledStart: .set(.now()),
                    idempotencyKey: .make()
                )
            )
        }
        for state in Self.way(from: interview.value.state, to: goal) ?? [goal] {
            guard interview.value.state != state else { continue }
            interview = try await conversation.server.call(
                Interviews.Advance.self,
                .init(id: id, revision: interview.value.revision, state: state, idempotencyKey: .make())
            )
        }
        return interview
    }

    /// The states to go through; nil if there is no way, which is then the server's to say.
    static func way(from start: Interview.State, to goal: Interview.State) -> [Interview.State]? {
        let order: [Interview.State] = [.proposed, .scheduled, .inProgress, .held, .closed]
        guard goal != .cancelled, let from = order.firstIndex(of: start), let to = order.firstIndex(of: goal), from < to
        else { return nil }
        return Array(order[(from + 1)...to])
    }
}
