import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// What employers promise.
struct PromiseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promise",
        abstract: "Note what employers promise, and look for it in the offer.",
        discussion: """
              twoway promise add "Two days at home" --opportunity acme --person dana
              twoway promise list --opportunity acme
              twoway promise check "two days" in_offer
              twoway promise check "two days" differs --offer-text "One day"
              twoway promise check "two days" waived --reason "The pay makes up for it"
            """,
        subcommands: [Add.self, List.self, Check.self, Edit.self, Delete.self]
    )

    struct Add: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Note a promise.")

        @Argument(help: "What was promised.", transform: Line.argument)
        var text: Line

        @Option(help: "The opportunity: title, organisation or ID.")
        var opportunity: String

        @Option(help: "The interview in which it was promised: title or ID.")
        var interview: String?

        @Option(help: "Who promised it: name or ID.")
        var person: String?

        @Option(help: "What it is about: dimension, title or ID of a priority.")
        var priority: String?

        @Option(help: ArgumentHelp("When: 2026-05-04; today without a word.", valueName: "day"))
        var on: String?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let opportunity = try await conversation.opportunity(opportunity)
            var params = Promises.Create.Params(
                opportunity: opportunity,
                text: text,
                promisedOn: try on.map { try DayText.day($0) } ?? DayText.today(),
                idempotencyKey: .make()
            )
            if let interview { params.interview = try await conversation.interview(interview) }
            if let person { params.person = try await conversation.person(person) }
            if let priority { params.priority = try await conversation.priority(priority, of: opportunity) }
            let promise = try await conversation.server.call(Promises.Create.self, params)
            conversation.output.show(promise) { promise in
                conversation.output.say("The promise is noted, ID \(promise.id.short).")
            }
        }
    }

    struct List: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "List promises.")

        @Option(help: "Only those of an opportunity: title, organisation or ID.")
        var opportunity: String?

        @Option(help: "Only those in a state.")
        var state: Promise.State?

        @OptionGroup var listing: ListOptions
        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            var params = Promises.List.Params(state: state)
            if let opportunity { params.opportunity = try await conversation.opportunity(opportunity) }
            let found = try await conversation.server.list(Promises.List.self, params, atMost: listing.limit)
            conversation.output.show(
                found,
                none: "There is no promise yet; note one: twoway promise add TEXT --opportunity NAME",
                columns: [.word("ID"), .text("Promise"), .word("On"), .word("State"), .remark("In the offer")]
            ) { promise in
                [
                    Cell(promise.id), Cell(promise.text, .strong), Cell(promise.promisedOn),
                    Cell(promise.state, promise.state.ink),
                    Cell(promise.offerText?.text ?? promise.waiveReason?.text ?? ""),
                ]
            }
        }
    }

    struct Check: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what the offer makes of a promise: in_offer, differs, missing; then waived."
        )

        @Argument(help: "The promise: ID, or part of its text.")
        var promise: String

        @Argument(help: "What became of it.")
        var state: Promise.State

        @Option(help: "What the offer says; needed when it differs.", transform: Prose.argument)
        var offerText: Prose?

        @Option(help: "Why you waive it.", transform: Line.argument)
        var reason: Line?

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard state != .differs || offerText != nil else {
                throw ValidationError("Say what the offer says: --offer-text TEXT.")
            }
            guard (state == .waived) == (reason != nil) else {
                throw ValidationError("--reason goes with waived, and waived needs it.")
            }
        }

        func run(_ conversation: Conversation) async throws {
            let promise = try await conversation.promise(promise)
            let params = Promises.Update.Params(
                id: promise.id,
                revision: promise.revision,
                state: state,
                offerText: offerText.map { .set($0) } ?? .unchanged,
                waiveReason: reason,
                idempotencyKey: .make()
            )
            let updated = try await conversation.server.call(Promises.Update.self, params)
            conversation.output.show(updated) { promise in
                conversation.output.say(
                    StyledText(promise.text.text, .strong) + StyledText(": ")
                        + StyledText(promise.state.words, promise.state.ink) + StyledText(".")
                )
            }
        }
    }

    struct Edit: ServerCommand {
        static let configuration = CommandConfiguration(abstract: "Change a promise; what is not named stays.")

        @Argument(help: "The promise: ID, or part of its text.")
        var promise: String

        @Option(help: "What was promised.", transform: Line.argument)
        var text: Line?

        @Option(help: "Who promised it: name or ID.")
        var person: String?

        @Option(help: "What it is about: dimension, title or ID of a priority.")
        var priority: String?

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let promise = try await conversation.promise(promise)
            var params = Promises.Update.Params(
                id: promise.id,
                revision: promise.revision,
                text: text,
                idempotencyKey: .make()
            )
            if let person { params.person = .set(try await conversation.person(person)) }
            if let priority {
                params.priority = .set(try await conversation.priority(priority, of: promise.opportunity))
            }
            let updated = try await conversation.server.call(Promises.Update.self, params)
            conversation.output.show(updated) { conversation.output.say("Changed: \($0.text.text)") }
        }
    }

    struct Delete: ServerCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a promise that was noted by mistake; what was rated from it does not count any more."
        )

        @Argument(help: "The promise: ID, or part of its text.")
        var promise: String

        @OptionGroup var options: ServerOptions

        func run(_ conversation: Conversation) async throws {
            let promise = try await conversation.promise(promise)
            let done = try await conversation.server.call(
                Promises.Delete.self,
                .init(id: promise.id, revision: promise.revision, idempotencyKey: .make())
            )
            conversation.output.show(done) { _ in conversation.output.say("Deleted: \(promise.text.text)") }
        }
    }
}

extension Promise.State {
    var ink: Ink {
        switch self {
        case .noted: .plain
        case .inOffer: .good
        case .differs: .doubtful
        case .missing: .bad
        case .waived: .faint
        }
    }
}

extension Conversation {
    /// A priority of the job search that an opportunity belongs to.
    func priority(_ text: String, of opportunity: ID<Opportunity>) async throws -> ID<Priority> {
        if let id = ID<Priority>(text) { return id }
        let view = try await server.call(Opportunities.Get.self, .init(id: opportunity)).value
        var priorities: [Priority] = []
        if let jobSearch = view.jobSearch {
            priorities =
                try await PriorityDesk(conversation: self, jobSearch: jobSearch).current()?.value.priorities ?? []
        }
        return try PriorityText.find(text, among: priorities)
    }
}
