import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// The plan of an interview, and what to put into it.
struct InterviewPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Show the plan of an interview, change it, or hear what is worth asking.",
        discussion: """
              twoway interview plan "First talk"
              twoway interview plan suggest "First talk"
              twoway interview plan suggest "First talk" --accept
              twoway interview plan "First talk" --must-ask predecessor-story
              twoway interview plan "First talk" --say "The move to Lisbon"

            All that a plan can be changed by: twoway interview plan edit --help
            """,
        subcommands: [InterviewPlanEditCommand.self, InterviewPlanSuggestCommand.self],
        defaultSubcommand: InterviewPlanEditCommand.self
    )
}

/// Shows the plan of an interview, or changes it.
struct InterviewPlanEditCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
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
              twoway interview plan "First talk" --say "The move to Lisbon" --unsay 1

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
                - ownQuestion: 01990000-0000-7000-8000-000000000001
                - text: How did the last newcomer learn the trade?
                  belief: 01990000-0000-7000-8000-000000000002
                - carriedFrom: 01990000-0000-7000-8000-000000000003
              talkingPoints:
                - text: The move to Lisbon
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

    @Option(
        help: ArgumentHelp("Something you want to say; may be given several times.", valueName: "text"),
        transform: Line.argument
    )
    var say: [Line] = []

    @Option(parsing: .upToNextOption, help: ArgumentHelp("Take talking points out.", valueName: "number"))
    var unsay: [Int] = []

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (drop != nil) == (reason != nil) else { throw ValidationError("--drop and --reason belong together.") }
        guard (1...60).contains(minutes ?? 1) else { throw ValidationError("--minutes is from 1 to 60.") }
    }

    private var isReading: Bool {
        question.isEmpty && mustAsk.isEmpty && own.isEmpty && file == nil && remove.isEmpty && drop == nil
            && say.isEmpty && unsay.isEmpty
    }

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let interview = try await conversation.server.call(Interviews.Get.self, .init(id: id)).value
        var plan = try await conversation.server.call(Plans.Get.self, .init(interview: id))
        if !isReading {
            let draft = try await changed(plan.value, of: interview, conversation)
            plan = try await conversation.save(draft, of: plan.value)
        }
        conversation.show(plan, of: interview)
    }

    private func changed(
        _ plan: Plan,
        of interview: Interview,
        _ conversation: Conversation
    ) async throws -> PlanDraft {
        var draft = PlanDraft(plan)
        let written = try file.map { try YAMLFile(path: $0).decode(PlanFile.self) }
        for place in remove { try draft.remove(place) }
        if let drop, let reason { try draft.drop(drop, reason: reason) }
        try draft.unsay(unsay)
        draft.say(say.map { TalkingPoint(text: $0) } + (written?.talkingPoints ?? []))
        let additions = try await additions(to: &draft, of: interview, written?.items ?? [], conversation)
        for skipped in draft.add(additions) { conversation.output.note("\(skipped) is planned already.") }
        return draft
    }

    /// What the options and the file add; must-asks that are planned already are only marked.
    private func additions(
        to draft: inout PlanDraft,
        of interview: Interview,
        _ written: [PlanFile.Item],
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
        wishes += written
        guard !wishes.isEmpty else { return [] }
        let sources = try await PlanSources(conversation, interview: interview, libraries: wishes.compactMap(\.library))
        return try wishes.map { try sources.entry(for: $0) }
    }
}

/// Suggests what to ask, with reasons, and takes it over if wanted.
struct InterviewPlanSuggestCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Suggest what to ask in an interview, and which doubt each question attacks.",
        discussion: """
            Must-asks that were left over come first, then questions that check a belief or clear up a contradiction, then whatever takes away most \
            doubt per minute. Nothing is planned until you accept it.

              twoway interview plan suggest "First talk"
              twoway interview plan suggest "First talk" --minutes 20
              twoway interview plan suggest "First talk" --accept
              twoway interview plan suggest "First talk" --pick 1 3
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Option(help: "The minutes to fill; what the plan leaves without a word.")
    var minutes: Int?

    @Flag(help: "Put all of it into the plan.")
    var accept = false

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Put only these into the plan.", valueName: "number")
    )
    var pick: [Int] = []

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (0...1440).contains(minutes ?? 0) else { throw ValidationError("--minutes is from 0 to 1440.") }
        guard !accept || pick.isEmpty else { throw ValidationError("Say --accept for all, or --pick for some.") }
    }

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let params = Plans.Suggest.Params(interview: id, minutes: minutes)
        let suggestion = try await conversation.server.call(Plans.Suggest.self, params)
        guard accept || !pick.isEmpty else {
            return conversation.output.show(suggestion) { SuggestionText($0).show(on: conversation.output) }
        }
        let chosen = try SuggestionText(suggestion.value).items(pick)
        let interview = try await conversation.server.call(Interviews.Get.self, .init(id: id)).value
        let plan = try await conversation.server.call(Plans.Get.self, .init(interview: id)).value
        var draft = PlanDraft(plan)
        var taken = suggestion.value
        taken.items = chosen
        if !options.json { SuggestionText(taken).show(on: conversation.output, isOffer: false) }
        for skipped in draft.add(chosen.map(Plans.Save.Entry.init)) {
            conversation.output.note("\(skipped) is planned already.")
        }
        let saved = try await conversation.save(draft, of: plan)
        if !options.json { conversation.output.say("") }
        conversation.show(saved, of: interview)
    }
}

extension Conversation {
    func save(_ draft: PlanDraft, of plan: Plan) async throws -> Reply<Plan> {
        let params = Plans.Save.Params(
            interview: plan.interview,
            revision: plan.revision,
            items: draft.entries,
            talkingPoints: draft.talkingPoints,
            idempotencyKey: .make()
        )
        return try await server.call(Plans.Save.self, params)
    }

    /// Shows a plan and keeps it for the way.
    func show(_ plan: Reply<Plan>, of interview: Interview) {
        try? travelFolder?.keep(TravelPack(interview: interview, plan: plan.value))
        output.show(plan) { PlanText.show($0, of: interview, on: output) }
    }
}
