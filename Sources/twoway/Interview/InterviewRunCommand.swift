import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol

/// Walks through a plan in the terminal.
struct InterviewRunCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Walk through the plan question by question and note the answers.",
        discussion: """
            Each answer is kept on this machine before it is sent. Without a connection the plan is taken as it was \
            shown here last, and the answers are sent later, by "twoway interview sync".
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard !options.json else { throw ValidationError("A walk through an interview is not for programs.") }
    }

    func run(_ conversation: Conversation) async throws {
        let (pack, isConnected) = try await conversation.travelPack(interview)
        guard let folder = conversation.travelFolder else { throw CommandFailure.loginNeeded }
        guard !pack.interview.interviewers.isEmpty else {
            throw CommandFailure(
                "This interview has no interviewers, so nobody can be asked.",
                hint: "twoway interview edit \(pack.interview.id.short) --with PERSON"
            )
        }
        if !isConnected { conversation.output.note("No connection: what you note is kept here and sent later.") }
        let courier = Courier(conversation, folder: folder, interview: pack.interview.id, isConnected: isConnected)
        var walk = InterviewWalk(pack: pack, recorded: try folder.journal(pack.interview.id).pending())
        let dialogue = Dialogue(output: conversation.output) { readLine(strippingNewline: true) }
        try await walk.run(dialogue) { record in
            try folder.journal(pack.interview.id).append(record)
            return await courier.deliver()
        }
        try await finish(pack.interview, courier, dialogue, conversation)
    }

    private func finish(
        _ interview: Interview,
        _ courier: Courier,
        _ dialogue: Dialogue,
        _ conversation: Conversation
    ) async throws {
        let report = try await courier.deliverRest()
        if let trouble = report.trouble {
            return conversation.output.note("\(trouble.sentence) What you noted is kept here: twoway interview sync")
        }
        if let refusal = report.refusals.first { throw refusal.failure }
        let isOver = interview.state == .scheduled || interview.state == .inProgress
        guard isOver, let answer = dialogue.ask("Is the interview over? [y/N] "), answer.lowercased().hasPrefix("y")
        else { return }
        let held = try await InterviewMove(to: .held).carryOut(interview.id, conversation).value
        conversation.output.say(StyledText(held.title.text, .strong) + StyledText(" is \(held.state.words)."))
        conversation.output.note("Look back and close it: twoway interview debrief \(held.id.short)")
    }
}

/// Takes records to the server while a person goes on talking; does not keep trying where there is no way.
private actor Courier {
    /// How long to leave a server alone that could not be reached.
    private static let pause = Duration.seconds(30)

    private let conversation: Conversation
    private let folder: TravelFolder
    private let interview: ID<Interview>
    private var nextTry: ContinuousClock.Instant

    init(_ conversation: Conversation, folder: TravelFolder, interview: ID<Interview>, isConnected: Bool) {
        self.conversation = conversation
        self.folder = folder
        self.interview = interview
        nextTry = isConnected ? .now : .now + Self.pause
    }

    /// Sends what is pending, if there is a chance; answers what to tell the person.
    func deliver() async -> StyledText {
        let kept = StyledText("Kept here; it will be sent later.", .doubtful)
        guard ContinuousClock.now >= nextTry, let report = try? await conversation.sync(interview, folder) else {
            return kept
        }
        if report.trouble != nil {
            nextTry = .now + Self.pause
            return kept
        }
        if let refusal = report.refusals.first {
            return StyledText("Kept here, but the server refuses it: \(refusal.failure.sentence)", .bad)
        }
        return StyledText("Saved.", .good)
    }

    func deliverRest() async throws -> CaptureSync.Report {
        try await conversation.sync(interview, folder)
    }
}
