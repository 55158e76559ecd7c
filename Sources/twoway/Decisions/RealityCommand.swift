import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// How an accepted job really is.
struct RealityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reality",
        abstract: "Look back 30, 90 and 180 days after the start: who told the truth, and which questions did.",
        discussion: """
            Rate how it is, on the same scale from 1 to 5; whatever was said before is compared with it, and sources that \
            were right count for more the next time.

              twoway reality due
              twoway reality check acme 30
              twoway reality check acme 90 training=4 overtime=2 --note "Better than said."
              twoway reality learned
            """,
        subcommands: [RealityDueCommand.self, RealityCheckCommand.self, RealityLearnedCommand.self]
    )
}

/// Lists what is to be looked at.
struct RealityDueCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "due",
        abstract: "List the checks that are due, or will be."
    )

    @Option(help: "Until which day: 2026-09-01, or +90; today without a word.")
    var until: String?

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let day = try until.map { text throws(CommandFailure) in try DayText.day(text) }
        let params = RealityChecks.Due.Params(until: day)
        let found = try await conversation.server.list(RealityChecks.Due.self, params, atMost: listing.limit)
        conversation.output.show(
            found,
            none: "Nothing is to be looked at.",
            columns: [
                .word("Due"), .number("After days"), .text("Job"), .text("Organisation"), .word("Opportunity"),
            ]
        ) { check in
            [
                Cell(check.dueOn.text), Cell(check.day), Cell(check.title, .strong), Cell(check.organisation),
                Cell(check.opportunity),
            ]
        }
    }
}

/// Writes down how it is.
struct RealityCheckCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Rate how it really is; without ratings you are asked about each priority.",
        discussion: """
              twoway reality check acme 30
              twoway reality check acme 90 training=4 overtime=2
            """
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "After how many days: 30, 90 or 180.")
    var day: Int

    @Argument(help: ArgumentHelp("Priorities with their ratings, 1 to 5.", valueName: "priority=rating"))
    var ratings: [String] = []

    @Option(help: "What you want to remember.", transform: Prose.argument)
    var note: Prose?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard RealityCheck.days.contains(day) else { throw ValidationError("Say 30, 90 or 180 days.") }
    }

    func run(_ conversation: Conversation) async throws {
        let accepted = try await conversation.acceptance(opportunity)
        let priorities = accepted.scorecard?.priorities ?? []
        let rated =
            ratings.isEmpty
            ? RealityWalk(priorities).run(Dialogue(output: conversation.output) { readLine() })
            : try RealityWalk(priorities).read(ratings)
        guard !rated.isEmpty else { throw CommandFailure("Nothing was rated, so nothing is kept.") }
        let params = RealityChecks.Record.Params(
            opportunity: accepted.decision.opportunity,
            day: day,
            ratings: rated,
            note: note,
            idempotencyKey: .make()
        )
        let check = try await conversation.server.call(RealityChecks.Record.self, params)
        conversation.output.show(check) {
            RealityText.show($0, titles: RealityText.titles(accepted.scorecard), on: conversation.output)
        }
    }
}

/// The priorities of a decision, to be rated as they are.
struct RealityWalk {
    private let priorities: [PriorityAssessment]

    init(_ priorities: [PriorityAssessment]) {
        self.priorities = priorities
    }

    /// Asks about each; nothing leaves one out, and the end of the input ends it.
    func run(_ dialogue: Dialogue) -> [RealityRating] {
        var ratings: [RealityRating] = []
        for priority in priorities {
            while true {
                guard let typed = dialogue.ask(StyledText("\(priority.title.text), 1 to 5: ")) else { return ratings }
                if typed.isEmpty { break }
                if let rating = Int(typed), (1...5).contains(rating) {
                    ratings.append(RealityRating(priority: priority.key, rating: rating))
                    break
                }
                dialogue.output.say(StyledText("A number from 1 to 5, or nothing to leave it out.", .doubtful))
            }
        }
        return ratings
    }

    /// Reads `training=4`.
    func read(_ texts: [String]) throws(CommandFailure) -> [RealityRating] {
        var ratings: [RealityRating] = []
        for text in texts {
            guard let mark = text.lastIndex(of: "="), let rating = Int(text[text.index(after: mark)...]),
                (1...5).contains(rating)
            else { throw .usage("\"\(text)\" is not a priority with a rating.", hint: "Write it as training=4.") }
            let entries = priorities.map { Lookup<Priority>.Entry($0.key, $0.title.text) }
            let key = try Lookup<Priority>(noun: "priority of that decision", listing: "twoway decide list")
                .find(String(text[..<mark]), among: entries)
            ratings.append(RealityRating(priority: key, rating: rating))
        }
        return ratings
    }
}

/// Shows what reality has taught.
struct RealityLearnedCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "learned",
        abstract: "See which sources and which questions told the truth, and what they count for since."
    )

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let found = try await conversation.server.call(Calibrations.Get.self, .init())
        conversation.output.show(found) { calibration in
            let output = conversation.output
            let sentences = RealityText.sentences(calibration)
            guard !sentences.isEmpty else {
                return output.say("Nothing is compared yet; it is, 30 days after you have started somewhere.")
            }
            for sentence in sentences { output.paragraph(sentence) }
            guard !calibration.questions.isEmpty else { return }
            output.say("")
            var table = Table([.text("Question"), .number("True"), .number("Compared"), .hidden("Key")])
            for question in calibration.questions {
                table.add([
                    Cell(question.text), Cell(question.hits), Cell(question.compared), Cell(question.questionKey),
                ])
            }
            output.table(table, none: "")
        }
    }
}
