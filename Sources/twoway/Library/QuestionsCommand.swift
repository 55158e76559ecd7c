import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Everything one can ask.
struct QuestionsCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions",
        abstract: "List what you can ask: of the libraries you follow, in your own wording, and questions of your own.",
        discussion: """
              twoway questions
              twoway questions first months --audience hiring_manager
              twoway questions --priority training
              twoway questions --state dormant
            """
    )

    @Argument(help: "Words that the question, its purpose, its topic or your notes have.")
    var words: [String] = []

    @Option(help: ArgumentHelp("About a dimension of the catalogue.", valueName: "key"))
    var dimension: String?

    @Option(help: "That you can ask somebody in this role.")
    var audience: InterviewerRole?

    @Option(help: "Of this kind.")
    var kind: QuestionKind?

    @Option(help: "Of this library that you follow.")
    var library: String?

    @Option(help: "Linked to this priority, or about its dimension.")
    var priority: String?

    @Option(help: "The job search of the priority, if there are several.")
    var search: String?

    @Flag(help: "Only questions of your own.")
    var own = false

    @Option(help: "Only new ones (dormant), those in conflict, kept copies (orphaned), or the others (clean).")
    var state: Overlay.State?

    @Flag(help: "Also those that you have hidden.")
    var hidden = false

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        var params = Questions.Search.Params(
            dimension: dimension,
            audience: audience,
            kind: kind,
            own: own ? true : nil,
            state: state,
            hidden: hidden ? true : nil
        )
        let text = words.joined(separator: " ")
        if !text.isEmpty { params.text = try Line.argument(text) }
        if let library { params.library = try await conversation.followed(library).library.id }
        if let priority { params.priority = try await conversation.priority(priority, search: search) }
        let found = try await conversation.server.list(Questions.Search.self, params, atMost: listing.limit)
        QuestionText.show(found, on: conversation.output)
    }
}

/// One question, and what one lays over it.
struct QuestionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "question",
        abstract: "Put questions into your own words, note on them, link, hide or choose them, and write your own.",
        discussion: """
            What you lay over a library's question is yours alone and stays when the library changes:

              twoway question show typical-week
              twoway question word typical-week "What did you do all day yesterday?"
              twoway question note typical-week "Ask Mara, not the recruiter."
              twoway question link typical-week training
              twoway question choose first-project      (new with an upgrade)
              twoway question own add "Who would miss me here?" --dimension culture
            """,
        subcommands: [
            QuestionShowCommand.self, QuestionWordCommand.self, QuestionNoteCommand.self, QuestionLinkCommand.self,
            QuestionHideCommand.self, QuestionUnhideCommand.self, QuestionChooseCommand.self, QuestionPlaceCommand.self,
            OwnQuestionCommand.self,
        ]
    )
}

/// Which question is meant.
struct QuestionChoice: ParsableArguments {
    @Argument(help: "The question: its key in the library.")
    var question: String

    @Option(help: "The library, if several have such a question.")
    var library: String?
}

/// Questions to be read on a terminal.
enum QuestionText {
    static func show(_ found: Reply<Listing<AskableQuestion>>, on output: Output) {
        output.show(
            found,
            none: "There is nothing like that to ask; find libraries: twoway library find",
            columns: [
                .word("Question"), .text("Wording"), .word("Kind"), .remark("Whom"), .number("Min"),
                .remark("Dimensions"),
                .word("State"), .drawing(""),
            ]
        ) { question in
            let remarks = [
                question.hidden ? "hidden" : nil, question.libraryText == nil ? nil : "own words",
                question.privateNotes == nil ? nil : "noted",
            ]
            return [
                key(question), Cell(question.text), Cell(question.kind),
                Cell(question.audience.map(\.words).joined(separator: ", "), .faint),
                question.minutes.map { Cell($0) } ?? .empty, Cell(question.dimensions.joined(separator: ", "), .faint),
                state(question.state), Cell(remarks.compactMap(\.self).joined(separator: ", "), .faint),
            ]
        }
    }

    /// The key of a library's question, the id of one's own.
    static func key(_ question: AskableQuestion) -> Cell {
        if let own = question.own { return Cell(own) }
        return Cell(question.source?.questionKey, .strong)
    }

    static func state(_ state: Overlay.State) -> Cell {
        switch state {
        case .clean: Cell(shown: "", plain: state.rawValue)
        case .conflict: Cell(shown: "conflict", plain: state.rawValue, .bad)
        case .orphaned: Cell(shown: "your copy", plain: state.rawValue, .doubtful)
        case .dormant: Cell(shown: "new", plain: state.rawValue, .accent)
        }
    }

    static func show(_ question: AskableQuestion, on output: Output) {
        output.paragraph(question.text, .strong)
        var facts = Facts()
        facts.add("Question", key(question))
        facts.add("Version", question.source.map { Cell($0.version) } ?? .empty)
        facts.add("Topic", Cell(question.topic ?? ""))
        facts.add("Library says", Cell(question.libraryText ?? "", .faint))
        facts.add("State", state(question.state))
        facts.add("Purpose", Cell(question.hints?.purpose ?? ""))
        facts.add("Go on with", Cell((question.hints?.followUps ?? []).joined(separator: "\n")))
        facts.add("Listen for", Cell((question.hints?.listenFor ?? []).joined(separator: "\n")))
        facts.add("Warning signs", Cell((question.hints?.warningSigns ?? []).joined(separator: "\n")))
        facts.add("Kind", Cell(question.kind))
        facts.add("Whom", Cell(question.audience.map(\.words).joined(separator: ", ")))
        facts.add("Minutes", question.minutes.map { Cell($0) } ?? .empty)
        facts.add("Dimensions", Cell(question.dimensions.joined(separator: ", ")))
        facts.add("Priorities", Cell(question.priorities.map(\.short).joined(separator: ", ")))
        facts.add("Hidden", Cell(question.hidden))
        facts.add("Your notes", Cell(question.privateNotes?.text ?? "", .accent))
        output.facts(facts)
    }

    /// Finds the question of a library that a key means.
    static func find(_ key: String, among questions: [AskableQuestion]) throws(CommandFailure) -> AskableQuestion {
        let matches = questions.filter { $0.source?.questionKey.text == key }
        if matches.count == 1, let only = matches.first { return only }
        guard matches.isEmpty else {
            throw .usage("Several libraries have a question \"\(key)\".", hint: "Say which one with --library.")
        }
        let nearest = Nearest.word(to: key, among: questions.compactMap { $0.source?.questionKey.text })
        throw .notFound(
            "No library that you follow has a question \"\(key)\".",
            hint: nearest.map { "Do you mean \($0)?" } ?? "See what there is: twoway questions"
        )
    }
}

extension Conversation {
    /// The question of a library that is meant; dormant and hidden ones as well.
    func askable(_ choice: QuestionChoice) async throws -> AskableQuestion {
        var params = Questions.Search.Params(own: false, hidden: true)
        if let library = choice.library { params.library = try await followed(library).library.id }
        let all = try await server.list(Questions.Search.self, params, atMost: 20_000).value.items
        return try QuestionText.find(choice.question, among: all)
    }

    /// A priority of a job search, by dimension, title or id.
    func priority(_ text: String, search: String?) async throws -> ID<Priority> {
        if let id = ID<Priority>(text) { return id }
        let desk = PriorityDesk(conversation: self, jobSearch: try await jobSearch(search))
        let known =
            (try await desk.current()?.value.priorities ?? []) + (try await desk.draft()?.value.priorities ?? [])
        return try PriorityText.find(text, among: known)
    }

    /// Lays something over a question, and shows what it is then.
    func lay(
        over choice: QuestionChoice,
        _ edit: (AskableQuestion, inout Overlays.Save.Params) async throws -> Void
    ) async throws {
        let question = try await askable(choice)
        guard let subscription = question.subscription, let source = question.source else {
            throw CommandFailure.notFound("The question is of no library.")
        }
        var params = Overlays.Save.Params(
            subscription: subscription,
            questionKey: source.questionKey,
            revision: question.revision,
            idempotencyKey: .make()
        )
        try await edit(question, &params)
        let saved = try await server.call(Overlays.Save.self, params)
        output.show(saved) { overlay in
            output.say(StyledText(overlay.ownText?.text ?? question.libraryText ?? question.text, .strong))
            var facts = Facts()
            facts.add("Question", Cell(overlay.questionKey))
            facts.add("State", QuestionText.state(overlay.state))
            facts.add("Your words", Cell(overlay.ownText == nil ? "" : "in force"))
            facts.add("Priorities", Cell(overlay.priorities.map(\.short).joined(separator: ", ")))
            facts.add("Place", overlay.position.map { Cell($0) } ?? .empty)
            facts.add("Hidden", Cell(overlay.hidden))
            facts.add("Your notes", Cell(overlay.privateNotes?.text ?? "", .accent))
            output.facts(facts)
        }
    }
}
