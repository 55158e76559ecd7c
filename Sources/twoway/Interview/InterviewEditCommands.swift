import ArgumentParser
import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// Notes an interview.
struct InterviewAddCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Note an interview with the people you will meet.",
        discussion: """
            The time is meant on the clocks of --zone, else of your account's zone.

              twoway interview add "First talk" --opportunity acme \\
                --at "2026-05-04 09:30" --duration 60 --format video \\
                --with "Dana Diaz" "Sam Peer:peer"
            """
    )

    @Argument(help: "What to call it.", transform: Title.argument)
    var title: Title

    @Option(help: "The opportunity: title, organisation or ID.")
    var opportunity: String

    @Option(help: ArgumentHelp("When it begins: \"2026-05-04 09:30\".", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("How long it is to last.", valueName: "minutes"))
    var duration: Int?

    @Option(help: "The zone in which it was agreed, such as Europe/Berlin.", transform: TimeZoneName.argument)
    var zone: TimeZoneName?

    @Option(help: "How you meet.")
    var format = Interview.Format.video

    @Option(help: ArgumentHelp("The minutes you expect to have for your questions.", valueName: "minutes"))
    var questionMinutes: Int?

    @Option(help: "Which round it is; the next one without a word.")
    var round: Int?

    @Option(
        name: .customLong("with"),
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Whom you will meet: names or IDs, each with :role if it is another one.",
            valueName: "person"
        )
    )
    var people: [String] = []

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard duration == nil || at != nil else { throw ValidationError("--duration needs --at.") }
        guard (1...1440).contains(duration ?? 1) else { throw ValidationError("--duration is from 1 to 1440 minutes.") }
    }

    func run(_ conversation: Conversation) async throws {
        let opportunity = try await conversation.opportunity(opportunity)
        let start = try await conversation.appointment(at, in: zone)
        let params = Interviews.Create.Params(
            opportunity: opportunity,
            round: round,
            title: title,
            format: format,
            scheduledStart: start,
            scheduledEnd: start.flatMap { start in duration.map { start + .seconds($0 * 60) } },
            timeZone: zone,
            questionMinutes: questionMinutes,
            interviewers: people.isEmpty ? nil : try await conversation.participants(people),
            idempotencyKey: .make()
        )
        let created = try await conversation.server.call(Interviews.Create.self, params)
        conversation.output.show(created) { interview in
            conversation.output.say(
                StyledText(interview.title.text, .strong)
                    + StyledText(" is noted, \(InterviewText.when(interview)), ID \(interview.id.short).")
            )
            conversation.output.note(
                "Hear what is worth asking: twoway interview plan suggest \(interview.id.short)"
            )
        }
    }
}

/// Edits an interview.
struct InterviewEditCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Change an interview; what is not named stays.",
        discussion: """
              twoway interview edit "First talk" --at "2026-05-05 10:00"
              twoway interview edit "First talk" --with "Dana Diaz" "Sam Peer"
            """
    )

    @Argument(help: "The interview: title or ID.")
    var interview: String

    @Option(help: "What to call it.", transform: Title.argument)
    var title: Title?

    @Option(help: ArgumentHelp("When it begins: \"2026-05-04 09:30\".", valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("How long it is to last; needs --at.", valueName: "minutes"))
    var duration: Int?

    @Option(help: "The zone in which it was agreed, such as Europe/Berlin.", transform: TimeZoneName.argument)
    var zone: TimeZoneName?

    @Option(help: "How you meet.")
    var format: Interview.Format?

    @Option(help: ArgumentHelp("The minutes you expect to have for your questions.", valueName: "minutes"))
    var questionMinutes: Int?

    @Option(
        name: .customLong("with"),
        parsing: .upToNextOption,
        help: ArgumentHelp("All the people you will meet; who was asked something stays.", valueName: "person")
    )
    var people: [String] = []

    @OptionGroup var options: ServerOptions

    func validate() throws {
        guard duration == nil || at != nil else { throw ValidationError("--duration needs --at.") }
        guard (1...1440).contains(duration ?? 1) else { throw ValidationError("--duration is from 1 to 1440 minutes.") }
    }

    func run(_ conversation: Conversation) async throws {
        let id = try await conversation.interview(interview)
        let current = try await conversation.server.call(Interviews.Get.self, .init(id: id)).value
        let start = try await conversation.appointment(at, in: zone ?? current.timeZone)
        let params = Interviews.Update.Params(
            id: id,
            revision: current.revision,
            title: title,
            format: format,
            scheduledStart: start.map { .set($0) } ?? .unchanged,
            scheduledEnd: end(after: start, of: current),
            timeZone: zone,
            questionMinutes: questionMinutes,
            interviewers: people.isEmpty ? nil : try await conversation.participants(people),
            idempotencyKey: .make()
        )
        let updated = try await conversation.server.call(Interviews.Update.self, params)
        conversation.output.show(updated) { interview in
            conversation.output.say(
                StyledText(interview.title.text, .strong)
                    + StyledText(" is changed: \(InterviewText.when(interview)).")
            )
        }
    }

    /// The end as asked for; without a word a moved interview lasts as long as before.
    private func end(after start: Timestamp?, of current: Interview) -> Patch<Timestamp> {
        guard let start else { return .unchanged }
        if let duration { return .set(start + .seconds(duration * 60)) }
        guard let oldStart = current.scheduledStart, let oldEnd = current.scheduledEnd else { return .unchanged }
        return .set(start + (oldEnd - oldStart))
    }
}

extension Conversation {
    /// The time of an appointment on the clocks of a zone, else of the account's zone.
    func appointment(_ text: String?, in zone: TimeZoneName?) async throws -> Timestamp? {
        guard let text else { return nil }
        let usual = try await server.account().timeZone
        return try TimeText.timestamp(text, in: zone ?? usual)
    }

    /// People with their roles: names or ids, with `:role` behind where it differs from the usual one.
    func participants(_ texts: [String]) async throws -> [Interviews.Participant] {
        var participants: [Interviews.Participant] = []
        for text in texts {
            var name = text[...]
            var role: InterviewerRole?
            if let colon = text.lastIndex(of: ":") {
                let word = String(text[text.index(after: colon)...])
                guard let known = InterviewerRole(rawValue: word) else {
                    let roles = InterviewerRole.allCases.map(\.rawValue).joined(separator: ", ")
                    throw CommandFailure.usage("\"\(word)\" is not a role.", hint: "Roles are \(roles).")
                }
                role = known
                name = text[..<colon]
            }
            participants.append(.init(person: try await person(String(name)), role: role))
        }
        return participants
    }
}
