import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Shows the plan of an interview, or changes it.
struct InterviewPlanCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show the plan of an interview, add questions to it, drop or remove some.",
        discussion: """
            Without options the plan is shown. Questions come from a library that you follow, by their keys, or are your \
            own. A library question is linked to those of your priorities that it is made for.

              twoway interview plan "First talk" --library starter \\
                --question predecessor-story last-week-hours
              twoway interview plan "First talk" --must-ask predecessor-story
              twoway interview plan "First talk" --own "Who decides what I work on?" \\
                --priority training --ask dana
              twoway interview plan "First talk" --file plan.yaml
              twoway interview plan "First talk" --remove 4
              twoway interview plan "First talk" --drop 2 --reason "On their website."

            A plan file:

              items:
                - question: predecessor-story
                  library: starter
                  mustAsk: true
                  person: Dana Diaz
                - text: Who decides what I work on?
                  role: peer
                  minutes: 4
                  priorities: [training]
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Option(help: "The library that the questions are from; needed if you follow several.")
    var library: String?

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Questions of the library to add.", valueName: "key"))
    var question: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Questions that must be asked: added if they are not planned yet.",
            valueName: "key or number"
        )
    )
    var mustAsk: [String] = []

    @Option(
        help: ArgumentHelp("A question of your own; may be given several times.", valueName: "text"),
        transform: Line.argument
    )
    var own: [Line] = []

    @Option(help: "A YAML file with questions to add.", completion: .file(extensions: ["yaml", "yml"]))
    var file: String?

    @Option(help: ArgumentHelp("Whom to ask what is added: an interviewer or a role.", valueName: "person"))
    var ask: String?

    @Option(help: ArgumentHelp("How long each added question takes.", valueName: "minutes"))
    var minutes: Int?

    @Option(parsing: .upToNextOption, help: ArgumentHelp("What your own questions are to find out about."))
    var priority: [String] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Take questions out of the plan.", valueName: "number"))
    var remove: [String] = []

    @Option(help: ArgumentHelp("Keep a question in the plan but do not ask it; needs a reason.", valueName: "number"))
    var drop: String?

    @Option(help: "Why it is dropped.", transform: Line.argument)
    var reason: Line?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (drop != nil) == (reason != nil) else { throw ValidationError("--drop and --reason belong together.") }
        guard (1...60).contains(minutes ?? 1) else { throw ValidationError("--minutes is from 1 to 60.") }
    }

    private var isReading: Bool {
        question.isEmpty && mustAsk.isEmpty && own.isEmpty && file == nil && remove.isEmpty && drop == nil
    }

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let interview = try await conversation.server.call(Interviews.Get.self, .init(id: id)).value
        var plan = try await conversation.server.call(Plans.Get.self, .init(interview: id))
        if !isReading {
            plan = try await save(changed(plan.value, of: interview, conversation), of: plan.value, conversation)
        }
        try? conversation.travelFolder?.keep(TravelPack(interview: interview, plan: plan.value))
        conversation.output.show(plan) { PlanText.show($0, of: interview, on: conversation.output) }
    }

    private func save(
        _ entries: [Plans.Save.Entry],
        of plan: Plan,
        _ conversation: Conversation
    ) async throws -> Reply<Plan> {
        let params = Plans.Save.Params(
            interview: plan.interview,
            revision: plan.revision,
            items: entries,
            idempotencyKey: .make()
        )
        return try await conversation.server.call(Plans.Save.self, params)
    }

    private func changed(
        _ plan: Plan,
        of interview: Interview,
        _ conversation: Conversation
    ) async throws -> [Plans.Save.Entry] {
        var draft = PlanDraft(plan)
        for place in remove { try draft.remove(place) }
        if let drop, let reason { try draft.drop(drop, reason: reason) }
        let additions = try await additions(to: &draft, of: interview, conversation)
        for skipped in draft.add(additions) { conversation.output.note("\(skipped) is planned already.") }
        return draft.entries
    }

    /// What the options and the file add; must-asks that are planned already are only marked.
    private func additions(
        to draft: inout PlanDraft,
        of interview: Interview,
        _ conversation: Conversation
    ) async throws -> [Plans.Save.Entry] {
        // What must be asked goes before what may be asked.
        let vital = mustAsk.filter { !draft.markMustAsk($0) }
        var wishes: [PlanFile.Item] = vital.map { .init(question: $0, library: library, mustAsk: true) }
        wishes += question.filter { !mustAsk.contains($0) }.map { .init(question: $0, library: library) }
        wishes += own.map { .init(text: $0, priorities: priority.isEmpty ? nil : priority) }
        for place in wishes.indices {
            wishes[place].person = ask
            wishes[place].minutes = minutes
        }
        if let file { wishes += try YAMLFile(path: file).decode(PlanFile.self).items }
        guard !wishes.isEmpty else { return [] }
        let sources = try await PlanSources(conversation, interview: interview, libraries: wishes.compactMap(\.library))
        return try wishes.map { try sources.entry(for: $0) }
    }
}
