import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Finds out what matters by going through the catalogue.
struct PrioritiesStartCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "start",
        abstract: "Go through the catalogue question by question, and make the draft of it.",
        discussion: """
            About ten minutes. What you said before is proposed again; nothing is saved until the end.
            """
    )

    @OptionGroup var change: PriorityChangeOptions
    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard !options.json else { throw ValidationError("A talk about what matters is not for programs.") }
    }

    func run(_ conversation: Conversation) async throws {
        let desk = PriorityDesk(conversation: conversation, jobSearch: try await conversation.jobSearch(change.search))
        let catalogue = try await conversation.server.call(Dimensions.List.self).value.items
        let draft = try await desk.draft()?.value
        let current = try await desk.current()?.value
        if draft != nil { conversation.output.note("What you say now will take the place of the draft.") }
        let dialogue = Dialogue(output: conversation.output) { readLine(strippingNewline: true) }
        let walk = PriorityWalk(catalogue: catalogue, known: draft ?? current)
        guard let outcome = walk.run(dialogue) else { throw CommandFailure("Nothing was saved.") }
        guard !outcome.isEmpty else {
            throw CommandFailure("Nothing matters, so nothing was saved.", hint: "Start again: twoway priorities start")
        }
        let proposal = try await conversation.server.call(
            PrioritySets.Guide.self,
            .init(answers: outcome.answers.filter { $0.importance > 0 })
        ).value
        show(proposal, catalogue, conversation.output)
        let known = (draft?.priorities ?? []) + (current?.priorities ?? [])
        var content = PriorityContent(
            weightMode: proposal.weightMode,
            certainty: proposal.certainty,
            entries: PriorityFile(priorities: proposal.priorities + outcome.own).entries(keeping: known)
        )
        content.giveKeys()
        content.tradeOffs = TradeOffWalk(priorities: content.entries, catalogue: catalogue).run(dialogue)
        let saved = try await desk.save(content, revision: draft?.revision)
        let wanted = change.activate ? nil : dialogue.ask("Shall this count from now on? [Y/n] ")
        let isActivating = change.activate || (wanted.map { !$0.lowercased().hasPrefix("n") } ?? false)
        try await desk.finish(saved, isActivating: isActivating, reason: try reason(isActivating, current, dialogue))
    }

    /// Once an offer has frozen the priorities they change only with a reason.
    private func reason(_ isActivating: Bool, _ current: PrioritySet?, _ dialogue: Dialogue) throws -> Line? {
        if let reason = change.reason { return reason }
        guard isActivating, let current, current.state == .frozen || current.changeReason != nil,
            let typed = dialogue.ask("An offer has frozen your priorities. Why do they change? "), !typed.isEmpty
        else { return nil }
        return try Line.argument(typed)
    }

    private func show(_ proposal: PrioritySets.Guide.Result, _ catalogue: [Dimension], _ output: Output) {
        output.say("")
        let titles = Dictionary(catalogue.map { ($0.key, $0.title) }, uniquingKeysWith: { first, _ in first })
        for threshold in proposal.thresholds {
            output.say(StyledText("Must-have: ", .accent) + StyledText(titles[threshold.dimension] ?? ""))
            output.paragraph("\(PriorityText.rating(threshold.threshold))  \(threshold.words)", indent: 2, .faint)
        }
        for finding in proposal.findings { output.say(StyledText(finding.message, .doubtful)) }
    }
}
