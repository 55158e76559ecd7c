import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Says what the job comes to for the candidate, as a draft.
struct AssessVerdictCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "verdict",
        abstract: "Say whether the job gives you what you want, and apart from that, whether you can succeed in it.",
        discussion: """
            Both are yes, rather_yes, rather_no, no or undecided, and nobody has to decide. What you leave out stays. It is \
            a draft until twoway assess finalise.

              twoway assess verdict acme --gives rather_yes --gives-note "The team."
              twoway assess verdict acme --succeed undecided --note "Sleep over it."
            """
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Option(help: "Does it give you what you want?")
    var gives: Verdict?

    @Option(help: "Why, or why not.", transform: Prose.argument)
    var givesNote: Prose?

    @Option(help: "Can you succeed in it?")
    var succeed: Verdict?

    @Option(help: "Why, or why not.", transform: Prose.argument)
    var succeedNote: Prose?

    @Option(help: "What else there is to say.", transform: Prose.argument)
    var note: Prose?

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard gives != nil || givesNote != nil || succeed != nil || succeedNote != nil || note != nil else {
            throw ValidationError("Say --gives, --succeed or a note.")
        }
    }

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let newest = try await conversation.newestAssessment(of: id)
        let saved = try await conversation.server.call(
            Assessments.Save.self,
            .init(
                opportunity: id,
                revision: newest?.state == .draft ? newest?.revision ?? 0 : 0,
                givesWhatIWant: Self.judgement(gives, givesNote, before: newest?.givesWhatIWant),
                canSucceed: Self.judgement(succeed, succeedNote, before: newest?.canSucceed),
                note: note.map { .set($0) } ?? .unchanged,
                idempotencyKey: .make()
            )
        )
        conversation.output.show(saved) { AssessmentVersionText.show($0, on: conversation.output) }
    }

    /// What is stated, with the rest as it was; nil when nothing is stated.
    private static func judgement(_ verdict: Verdict?, _ note: Prose?, before: Judgement?) -> Judgement? {
        guard verdict != nil || note != nil else { return nil }
        return Judgement(verdict: verdict ?? before?.verdict ?? .undecided, note: note ?? before?.note)
    }
}

/// Makes the draft final.
struct AssessFinaliseCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "finalise",
        abstract: "Make your verdicts final, together with the numbers of today; they are never edited again.",
        discussion: "The next final one supersedes it, and both are kept: twoway assess history."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        guard let draft = try await conversation.newestAssessment(of: id), draft.state == .draft else {
            throw CommandFailure(
                "There is no draft to make final.",
                hint: "Say what it comes to: twoway assess verdict \(opportunity) --gives rather_yes"
            )
        }
        let final = try await conversation.server.call(
            Assessments.Finalise.self,
            .init(opportunity: id, revision: draft.revision, idempotencyKey: .make())
        )
        conversation.output.show(final) { AssessmentVersionText.show($0, on: conversation.output) }
    }
}

/// Lists the versions.
struct AssessHistoryCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List your assessments of an opportunity: the draft, the final one and those before."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @OptionGroup var listing: ListOptions
    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let params = Assessments.History.Params(opportunity: id)
        let found = try await conversation.server.list(Assessments.History.self, params, atMost: listing.limit)
        conversation.output.show(
            found,
            none: "You have not said yet what it comes to; twoway assess verdict does it.",
            columns: [
                .number("Version"), .word("State"), .word("Final since"), .word("Gives me what I want"),
                .word("Can I succeed"), .word("Score"), .word("Must-haves"),
            ]
        ) { version in
            [
                Cell(version.version), Cell(version.state), Cell(version.finalisedAt),
                Cell(version.givesWhatIWant, version.givesWhatIWant.ink),
                Cell(version.canSucceed, version.canSucceed.ink),
                version.result.map { Cell(AssessmentText.range($0.score)) } ?? .empty,
                version.result.map(\.mustHaves) ?? .empty,
            ]
        }
    }
}

/// Shows one version.
struct AssessVersionCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "version",
        abstract: "Show one of your assessments whole, with the numbers of its day."
    )

    @Argument(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Argument(help: "The number of the version.")
    var version: Int

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.opportunity(opportunity)
        let found = try await conversation.server.call(
            Assessments.Version.self,
            .init(opportunity: id, version: version)
        )
        conversation.output.show(found) { AssessmentVersionText.show($0, on: conversation.output) }
    }
}

extension Conversation {
    /// The newest of one's own assessments, whole; nil when there is none.
    fileprivate func newestAssessment(of opportunity: ID<Opportunity>) async throws -> AssessmentVersion? {
        let newest = try await server.call(Assessments.History.self, .init(opportunity: opportunity, limit: 1))
        guard let version = newest.value.items.first?.version else { return nil }
        return try await server.call(Assessments.Version.self, .init(opportunity: opportunity, version: version)).value
    }
}

extension AssessmentSummary.Result {
    /// What the must-haves came to.
    fileprivate var mustHaves: Cell {
        let isWaived = gate != gateWithWaivers
        return Cell(
            shown: isWaived ? "\(gate.finding), \(gateWithWaivers == .pass ? "" : "partly ")waived" : gate.finding,
            plain: gateWithWaivers.rawValue,
            gateWithWaivers.ink
        )
    }
}
