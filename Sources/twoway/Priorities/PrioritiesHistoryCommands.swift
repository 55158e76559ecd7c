import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Lists the versions.
struct PrioritiesListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the versions of your priorities."
    )

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let search = try await conversation.jobSearch(search)
        let sets = try await conversation.server.list(
            PrioritySets.List.self,
            .init(jobSearch: search),
            atMost: listing.limit
        )
        conversation.output.show(
            sets,
            none: "There are no priorities yet; find out what matters: twoway priorities start",
            columns: [
                .number("Version"), .word("State"), .word("Weights"), .number("Priorities"), .number("Must-haves"),
                .number("Trade-offs"), .word("Changed"), .remark("Why"), .hidden("ID"),
            ]
        ) { set in
            let why = [set.changeReason?.text, set.freezeCause?.text].compactMap(\.self).joined(separator: "; ")
            return [
                Cell(set.version), Cell(set.state), Cell(set.weightMode), Cell(set.priorities), Cell(set.mustHaves),
                Cell(set.tradeOffs), Cell(set.updatedAt), Cell(why), Cell(set.id),
            ]
        }
    }
}

/// Shows what differs between two versions.
struct PrioritiesDiffCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what differs between two versions.",
        discussion: """
              twoway priorities diff          from what counts to the draft
              twoway priorities diff 1 3
            """
    )

    @Argument(help: "The older version.")
    var from: Int?

    @Argument(help: "The newer version; what counts now if it is left out.")
    var to: Int?

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let search = try await conversation.jobSearch(search)
        var params = PrioritySets.Drift.Params(jobSearch: search, from: from, to: to)
        if from == nil {
            let desk = PriorityDesk(conversation: conversation, jobSearch: search)
            guard let current = try await desk.current()?.value, let draft = try await desk.draft()?.value else {
                throw CommandFailure.usage("There is no draft to compare.", hint: "Name two versions: diff 1 2")
            }
            (params.from, params.to) = (current.version, draft.version)
        }
        let drift = try await conversation.server.call(PrioritySets.Drift.self, params)
        conversation.output.show(drift) { DriftText.show($0, on: conversation.output) }
    }
}

/// Tells how far what matters has moved since an offer froze it.
struct PrioritiesDriftCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Tell how far your priorities have moved since the first offer."
    )

    @Option(help: "Instead of the version that the offer froze.")
    var from: Int?

    @Option(help: "Instead of the version that counts now.")
    var to: Int?

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let search = try await conversation.jobSearch(search)
        let drift = try await conversation.server.call(
            PrioritySets.Drift.self,
            .init(jobSearch: search, from: from, to: to)
        )
        conversation.output.show(drift) { DriftText.show($0, on: conversation.output) }
    }
}

/// Tells how each priority will be found out.
struct PrioritiesOutlookCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "outlook",
        abstract: "Tell how each priority will be found out, and which will not."
    )

    @Argument(help: "Only at this opportunity: title, organisation or ID.")
    var opportunity: String?

    @Option(help: "The job search, if there are several.")
    var search: String?

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var params = PrioritySets.Outlook.Params(jobSearch: try await conversation.jobSearch(search))
        if let opportunity { params.opportunity = try await conversation.opportunity(opportunity) }
        let outlook = try await conversation.server.call(PrioritySets.Outlook.self, params)
        conversation.output.show(outlook) { OutlookText.show($0, on: conversation.output) }
    }
}

/// A drift to be read on a terminal.
enum DriftText {
    static func show(_ drift: PriorityDrift, on output: Output) {
        var table = Table([
            .text("Priority"), .word("Change"), .number("Before"), .number("After"), .remark("What else"),
            .hidden("ID"),
        ])
        let changed = drift.priorities.filter { $0.kind != .unchanged }
            .sorted { abs(moved($0)) > abs(moved($1)) }
        for shift in changed {
            table.add([
                Cell(shift.title, .strong), Cell(shift.kind), share(shift.before), share(shift.after),
                Cell(redefinition(shift)), Cell(shift.key),
            ])
        }
        output.table(table, none: "Nothing differs.")
        output.note(
            StyledText(
                "From version \(drift.fromVersion) to \(drift.toVersion), "
                    + "\(NumberText.percent(drift.drift)) of the weight has moved."
            )
        )
    }

    private static func moved(_ shift: PriorityShift) -> Double {
        (shift.after?.weight ?? 0) - (shift.before?.weight ?? 0)
    }

    private static func share(_ standing: PriorityShift.Standing?) -> Cell {
        Cell(
            shown: standing.map { NumberText.percent($0.weight) } ?? "",
            plain: standing.map { "\($0.weight)" } ?? ""
        )
    }

    /// What changed besides the weight: `more to target 2; no must-have any more`.
    static func redefinition(_ shift: PriorityShift) -> String {
        guard let before = shift.before, let after = shift.after else { return "" }
        var changes: [String] = []
        func aim(_ standing: PriorityShift.Standing) -> String {
            standing.direction.words + (standing.target.map { " \(PriorityText.rating($0))" } ?? "")
        }
        if aim(before) != aim(after) { changes.append("\(aim(before)) to \(aim(after))") }
        func bar(_ standing: PriorityShift.Standing) -> String {
            standing.threshold.map { "must-have at \(PriorityText.rating($0))" } ?? "no must-have"
        }
        if bar(before) != bar(after) { changes.append("\(bar(before)) to \(bar(after))") }
        if before.requiredSource != after.requiredSource {
            changes.append("to be said by \(after.requiredSource?.words ?? "anybody")")
        }
        return changes.joined(separator: "; ")
    }
}

/// An outlook to be read on a terminal.
enum OutlookText {
    static func show(_ outlook: PrioritySetOutlook, on output: Output) {
        var table = Table([
            .text("Priority"), .word("Vital"), .number("Questions"), .number("Planned"), .number("Asked"),
            .number("People"), .number("Research"), .number("Beliefs"), .number("Evidence"), .word("Outlook"),
            .hidden("ID"),
        ])
        for priority in outlook.priorities {
            table.add([
                Cell(priority.title, .strong), Cell(priority.vital), Cell(priority.questions), Cell(priority.planned),
                Cell(priority.askings), Cell(priority.people.count), Cell(priority.researchNotes),
                Cell(priority.openBeliefs), Cell(priority.evidence), word(priority), Cell(priority.key),
            ])
        }
        output.table(table, none: "The set is empty.")
        let lost = outlook.priorities.filter(\.unfindable)
        if !lost.isEmpty {
            output.note(
                StyledText("No question asks about ", .doubtful)
                    + StyledText(lost.map(\.title.text).joined(separator: ", ")) + StyledText(".")
            )
            output.note("Look for one (twoway library find), or put one of your own into a plan.")
        }
    }

    private static func word(_ priority: PriorityOutlook) -> Cell {
        if priority.unfindable { return Cell(shown: "nothing will tell", plain: "unfindable", .bad) }
        if priority.nothingPlanned { return Cell(shown: "nothing planned", plain: "nothing_planned", .doubtful) }
        return Cell(shown: "", plain: "on_its_way")
    }
}
