import TwoWayModel

/// An event in words, and what to run next.
struct EventText {
    let event: Event

    /// One line: what happened, and the command that shows it.
    var line: StyledText {
        guard let command else { return StyledText(sentence) }
        return StyledText(sentence) + StyledText("  \(command)", .faint)
    }

    private var other: String { event.otherName?.text ?? (event.side == .coach ? "A candidate" : "Your coach") }
    private var title: String { event.title?.text ?? "something of yours" }

    /// What happened.
    var sentence: String {
        switch event.kind {
        case .relationshipInvited: "\(other) asks you to work together."
        case .relationshipActive: "\(other) works with you now."
        case .relationshipPaused: "\(other) has paused working with you."
        case .relationshipEnded: "\(other) has ended working with you."
        case .shareGranted: "\(other) shares something with you."
        case .shareRevoked: "\(other) has taken a share back."
        case .shareRead: "\(other) has read what you share of \(title) for the first time."
        case .opportunityChanged: "\(other) has changed an opportunity that is shared with you."
        case .assessmentChanged: "An assessment that \(other) shares with you has changed."
        case .prioritiesChanged: "\(other) has changed priorities that are shared with you."
        case .interviewsChanged: "\(other) has changed an interview that is shared with you."
        case .plansChanged: "\(other) has changed the plan of an interview that is shared with you."
        case .answersChanged: "\(other) has noted something in an interview whose answers are shared with you."
        case .comparisonChanged: "Something has changed in what a comparison rests on that \(other) shares with you."
        case .decisionChanged: "\(other) has decided something about an opportunity, or has noted how it went."
        case .libraryPublished: "There is a new version of \(title)."
        case .libraryDeprecated: "\(title) will have no new versions; its coach recommends it no more."
        case .libraryWithdrawn: "\(title) was withdrawn by its coach."
        case .suggestionReceived: "There is a suggestion for \(title)."
        case .suggestionAnswered: "\(other) has answered your suggestion for \(title)."
        case .commentWritten: "\(other) has written a comment."
        case .promptSent: "\(other) asks something of you."
        case .promptAnswered: "\(other) has answered what you asked."
        case .opinionAsked: "\(other) asks for your second opinion."
        case .opinionRevealed: "A second opinion with \(other) is open to you both."
        }
    }

    /// What shows more of it.
    var command: String? {
        let id = event.subject.id.short
        return switch event.kind {
        case .relationshipInvited: event.side == .coach ? "twoway coach accept \(id)" : "twoway coach list"
        case .relationshipActive, .relationshipPaused, .relationshipEnded:
            event.side == .coach ? "twoway clients" : "twoway coach list"
        case .shareGranted: "twoway shared"
        case .shareRevoked: nil
        case .shareRead: "twoway receipts"
        case .opportunityChanged: "twoway opportunity show \(event.subject.id)"
        case .assessmentChanged: "twoway assess show \(event.subject.id)"
        case .prioritiesChanged, .interviewsChanged, .plansChanged, .answersChanged, .comparisonChanged,
            .decisionChanged:
            "twoway shared"
        case .libraryPublished: "twoway upgrade preview \(id)"
        case .libraryDeprecated, .libraryWithdrawn: "twoway subscriptions"
        case .suggestionReceived, .suggestionAnswered: "twoway library suggestions"
        case .commentWritten: event.side == .coach ? "twoway client list" : "twoway today"
        case .promptSent, .promptAnswered: "twoway prompt list"
        case .opinionAsked, .opinionRevealed: "twoway opinion show \(id)"
        }
    }
}
