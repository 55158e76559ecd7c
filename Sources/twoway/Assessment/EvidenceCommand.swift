import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Rated support for priorities.
struct EvidenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evidence",
        abstract: "Rate what answers and other sources say about your priorities.",
        subcommands: [EvidenceRateCommand.self, EvidenceListCommand.self, EvidenceRetireCommand.self]
    )
}

/// Rates an answer or another source.
struct EvidenceRateCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "rate",
        abstract: "Rate from 1 to 5 what a source says about a priority.",
        discussion: """
            "twoway interview show" tells the IDs of the answers, "twoway dimensions training" what the ratings mean. \
            Who says so and how concretely follows from the answer, the note or the promise; say it where there is none, \
            or where you know better.

              twoway evidence rate acme training 4 --answer 3f9a01bc
              twoway evidence rate acme training 2 --research 77c0ffee --scope organisation
              twoway evidence rate acme pay 5 --promise "two days"
              twoway evidence rate acme training 3 --source observation
            """
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The priority: dimension, title or ID.")
    var priority: String

    @Argument(help: "From 1 to 5, on the worded anchors of the dimension.")
    var rating: Int

    @Option(help: "The answer it rests on: its ID.")
    var answer: String?

    @Option(help: "The research note it rests on: its ID.")
    var research: String?

    @Option(help: "The promise it rests on: ID, or part of its text.")
    var promise: String?

    @Option(help: "Who or what says so; needed where nothing else tells.")
    var source: SourceClass?

    @Option(help: "How concrete it is; the usual of its kind without a word.")
    var specificity: Specificity?

    @Option(help: "Where it holds.")
    var scope = Scope.job

    @Option(help: "What it rests on; follows from the rest without a word.")
    var origin: EvidenceOrigin?

    @Option(help: "A note.", transform: Prose.argument)
    var note: Prose?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard (1...5).contains(rating) else { throw ValidationError("The rating must be from 1 to 5.") }
        let links = [answer, research, promise].compactMap(\.self)
        guard links.count <= 1 else { throw ValidationError("--answer, --research and --promise go one at a time.") }
        guard !links.isEmpty || source != nil || origin == .observation else {
            throw ValidationError("Say what it rests on: --answer, --research, --promise or --source.")
        }
        guard links.isEmpty || origin == nil || origin == usualOrigin else {
            throw ValidationError("Without --origin: it follows from what the evidence rests on.")
        }
        guard origin != .answer || answer != nil else { throw ValidationError("The origin answer needs --answer.") }
    }

    func run(_ conversation: Conversation) async throws {
        let own = try await conversation.ownOpportunity(opportunity)
        let desk = PriorityDesk(conversation: conversation, jobSearch: own.jobSearch)
        let priorities = try await desk.current()?.value.priorities ?? []
        var heard: ID<Answer>?
        if let answer { heard = try await AnswerShelf(conversation).find(answer, of: own.id) }
        var note: ID<ResearchNote>?
        if let research { note = try await conversation.researchNote(research).id }
        var promised: ID<Promise>?
        if let promise { promised = try await conversation.promise(promise).id }
        let params = EvidenceRatings.Rate.Params(
            opportunity: own.id,
            priority: try PriorityText.find(priority, among: priorities),
            scope: scope,
            rating: rating,
            origin: origin ?? usualOrigin,
            answer: heard,
            research: note,
            promise: promised,
            sourceClass: source,
            specificity: specificity,
            note: self.note,
            idempotencyKey: .make()
        )
        let evidence = try await conversation.server.call(EvidenceRatings.Rate.self, params)
        conversation.output.show(evidence) { evidence in
            conversation.output.say(
                "Rated \(evidence.rating): \(evidence.sourceClass.words), \(evidence.specificity.words), strength \(NumberText.value(evidence.strength))."
            )
        }
    }

    private var usualOrigin: EvidenceOrigin {
        if answer != nil { return .answer }
        if research != nil { return .research }
        if promise != nil { return .promise }
        return source == .observation ? .observation : .research
    }
}

/// Lists the evidence of an opportunity.
struct EvidenceListCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what is rated of an opportunity."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let own = try await conversation.ownOpportunity(opportunity)
        let params = EvidenceRatings.List.Params(opportunity: own.id)
        let found = try await conversation.server.list(EvidenceRatings.List.self, params, atMost: listing.limit)
        var titles: [ID<Priority>: Title] = [:]
        if !options.json {
            let desk = PriorityDesk(conversation: conversation, jobSearch: own.jobSearch)
            for priority in try await desk.current()?.value.priorities ?? [] { titles[priority.key] = priority.title }
        }
        conversation.output.show(
            found,
            none: "Nothing is rated yet; twoway evidence rate does it.",
            columns: [
                .word("ID"), .text("Priority"), .number("Rating"), .word("Source"), .word("How concrete"),
                .number("Strength"), .word("Scope"), .hidden("Origin"), .remark("Note"),
            ]
        ) { evidence in
            [
                Cell(evidence.id), titles[evidence.priority].map { Cell($0, .strong) } ?? Cell(evidence.priority),
                Cell(evidence.rating), Cell(evidence.sourceClass), Cell(evidence.specificity),
                Cell(NumberText.value(evidence.strength)), Cell(evidence.scope), Cell(evidence.origin),
                Cell(evidence.note, .faint),
            ]
        }
    }
}

/// Takes evidence out of the count.
struct EvidenceRetireCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Take a piece of evidence out of the count.",
        discussion: "  twoway evidence retire 3f9a01bc --opportunity acme"
    )

    @Argument(help: "The evidence: its ID.")
    var evidence: String

    @Option(help: "The opportunity, unless the whole ID is given.")
    var opportunity: String?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard opportunity != nil || ID<Evidence>(evidence) != nil else {
            throw ValidationError("Say the whole ID, or --opportunity.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        let done = try await conversation.server.call(
            EvidenceRatings.Retire.self,
            .init(id: try await find(conversation), idempotencyKey: .make())
        )
        conversation.output.show(done) { _ in conversation.output.say("It does not count any more.") }
    }

    private func find(_ conversation: Conversation) async throws -> ID<Evidence> {
        if let id = ID<Evidence>(evidence) { return id }
        let id = try await conversation.opportunity(opportunity ?? "")
        let found = try await conversation.server.list(EvidenceRatings.List.self, .init(opportunity: id)).value.items
        let lookup = Lookup<Evidence>(noun: "evidence", listing: "twoway evidence list OPPORTUNITY")
        return try lookup.find(evidence, among: found.map { .init($0.id) })
    }
}

/// The answers that were noted, to find one by its id.
struct AnswerShelf {
    private let conversation: Conversation

    init(_ conversation: Conversation) {
        self.conversation = conversation
    }

    func find(_ text: String, of opportunity: ID<Opportunity>) async throws -> ID<Answer> {
        if let id = ID<Answer>(text) { return id }
        let server = conversation.server
        var entries: [Lookup<Answer>.Entry] = []
        for interview in try await server.list(Interviews.List.self, .init(opportunity: opportunity)).value.items {
            for asking in try await server.list(Capture.List.self, .init(interview: interview.id)).value.items {
                guard let answer = asking.answer else { continue }
                entries.append(.init(answer.id, "\(asking.text.text) (\(asking.personName.text))"))
            }
        }
        return try Lookup(noun: "answer", listing: "twoway interview show INTERVIEW").find(text, among: entries)
    }
}
