import ArgumentParser
import TwoWayModel

// The words of the contract are the words of the command line; help and completion list them.

extension AnsweredQuestion.Fate: ExpressibleByArgument {}
extension Answer.Captured: ExpressibleByArgument {}
extension Asking.Outcome: ExpressibleByArgument {}
extension Belief.State: ExpressibleByArgument {}
extension Contradiction.State: ExpressibleByArgument {}
extension Direction: ExpressibleByArgument {}
extension EvidenceOrigin: ExpressibleByArgument {}
extension FollowUp.Side: ExpressibleByArgument {}
extension FollowUp.State: ExpressibleByArgument {}
extension Interview.Format: ExpressibleByArgument {}
extension Interview.State: ExpressibleByArgument {}
extension InterviewerRole: ExpressibleByArgument {}
extension Library.Visibility: ExpressibleByArgument {}
extension Opportunity.ClosedReason: ExpressibleByArgument {}
extension Opportunity.Stage: ExpressibleByArgument {}
extension Promise.State: ExpressibleByArgument {}
extension Prompt.State: ExpressibleByArgument {}
extension Overlay.State: ExpressibleByArgument {}
extension QuestionKind: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Scope: ExpressibleByArgument {}
extension ShareField: ExpressibleByArgument {}
extension ShareSubject: ExpressibleByArgument {}
extension Sheet.Format: ExpressibleByArgument {}
extension SourceClass: ExpressibleByArgument {}
extension Specificity: ExpressibleByArgument {}
extension Subscription.Policy: ExpressibleByArgument {}
extension Suggestion.Decision: ExpressibleByArgument {}
extension Suggestion.State: ExpressibleByArgument {}
extension Verdict: ExpressibleByArgument {}
extension WeightMode: ExpressibleByArgument {}
extension WorkMode: ExpressibleByArgument {}

extension TextValue {
    /// Reads an argument; a refusal says what is wrong with it.
    static func argument(_ text: String) throws -> Self {
        do {
            return try Self(text)
        } catch {
            throw ValidationError("it \(error.description).")
        }
    }
}

/// How much of a list is shown.
struct ListOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Show at most so many.", valueName: "number"))
    var limit = 50

    func validate() throws {
        guard (1...ServerSession.searchDepth).contains(limit) else {
            throw ValidationError("--limit must be from 1 to \(ServerSession.searchDepth).")
        }
    }
}

extension Output {
    /// Shows a list, and says when it goes on.
    func show<Item>(
        _ answer: Reply<Listing<Item>>,
        none: StyledText,
        columns: [Table.Column],
        row: (Item) -> [Cell]
    ) {
        guard !isJSON else { return json(answer.json) }
        var table = Table(columns)
        for item in answer.value.items { table.add(row(item)) }
        self.table(table, none: none)
        if answer.value.hasMore { note(StyledText("There are more; see them with a larger --limit.", .faint)) }
    }
}
