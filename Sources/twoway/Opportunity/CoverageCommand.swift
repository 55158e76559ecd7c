import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// Shows what was asked of whom at an opportunity.
struct OpportunityCoverageCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Show which priority was put to whom, and what is still to be asked.",
        discussion: """
            A vital priority is a must-have, flagged as vital, or weighs 15 % or more. It wants an answer of the future \
            supervisor, and to be put to a second person.

              twoway opportunity coverage acme
            """
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let coverage = try await conversation.server.call(Coverages.Get.self, .init(id: id))
        conversation.output.show(coverage) { CoverageText($0).show(on: conversation.output) }
    }
}

/// Coverage to be read on a terminal.
struct CoverageText {
    private let coverage: Coverage

    init(_ coverage: Coverage) {
        self.coverage = coverage
    }

    func show(on output: Output) {
        output.table(priorities, none: "No set of priorities counts yet: twoway priorities activate")
        if !coverage.topics.isEmpty {
            output.say("")
            output.table(topics, none: "")
        }
        guard output.terminal.isInteractive else {
            for warning in coverage.warnings { output.note(StyledText(warning.message, .doubtful)) }
            return
        }
        output.say("")
        guard !coverage.warnings.isEmpty else { return output.say(StyledText("Nothing is missing.", .good)) }
        output.say(StyledText("Still to do", .strong))
        for warning in coverage.warnings { output.bullet(warning.message, indent: 0) }
    }

    private var priorities: Table {
        var table = Table([
            .text("Priority"), .number("Share"), .word("Vital"), .word("Future supervisor"), .text("Put to"),
            .word("Planned"), .hidden("ID"),
        ])
        for priority in coverage.priorities {
            table.add([
                Cell(priority.title, .strong),
                Cell(shown: NumberText.percent(priority.weight), plain: "\(priority.weight)"),
                Cell(priority.vital), Self.supervisor(priority), Cell(Self.people(priority)), Cell(priority.planned),
                Cell(priority.key),
            ])
        }
        return table
    }

    private var topics: Table {
        var table = Table([.text("General topic"), .word("Asked"), .word("Planned")])
        for topic in coverage.topics {
            table.add([
                Cell(topic.topic), Cell(shown: topic.asked ? "yes" : "no", plain: "\(topic.asked)", ink(topic.asked)),
                Cell(topic.planned),
            ])
        }
        return table
    }

    /// What came of asking the future supervisor.
    static func supervisor(_ priority: PriorityCoverage) -> Cell {
        let isMissing = priority.vital && !priority.answeredByFutureSupervisor
        if priority.answeredByFutureSupervisor { return Cell("answered", .good) }
        let words = priority.askings.contains { $0.futureSupervisor } ? "not answered" : "not asked"
        return Cell(words, isMissing ? .doubtful : .faint)
    }

    /// Everybody it was put to, each once, with the latest outcome.
    static func people(_ priority: PriorityCoverage) -> String {
        var names: [ID<Person>] = []
        var latest: [ID<Person>: PutQuestion] = [:]
        for put in priority.askings {
            if latest.updateValue(put, forKey: put.person) == nil { names.append(put.person) }
        }
        return names.compactMap { latest[$0] }.map { put in
            "\(put.personName) (\(put.outcome.words), round \(put.round))"
        }.joined(separator: ", ")
    }

    private func ink(_ isDone: Bool) -> Ink { isDone ? .good : .doubtful }
}
