import TwoWayModel
import TwoWayProtocol

/// A walk through the plan of an interview: shows each question, asks what came of it, and makes the records.
struct InterviewWalk {
    /// What a person may do at a question.
    enum Step: Equatable {
        case record(Asking.Outcome)
        case next
        case back
        case ownQuestion
        case theirQuestion
        case promise
        case followUp
        case help
        case quit

        /// Reads a letter or the beginning of a word; nothing means the next question.
        init?(_ text: String) {
            let steps: [(word: String, step: Step)] = [
                ("answered", .record(.answered)), ("partly", .record(.partial)), ("evaded", .record(.evaded)),
                ("declined", .record(.declined)), ("unknown", .record(.notKnown)), ("next", .next), ("back", .back),
                ("own", .ownQuestion), ("they asked", .theirQuestion), ("promise", .promise), ("follow-up", .followUp),
                ("?", .help), ("help", .help), ("quit", .quit),
            ]
            guard !text.isEmpty else {
                self = .next
                return
            }
            guard let found = steps.first(where: { $0.word.hasPrefix(text.lowercased()) }) else { return nil }
            self = found.step
        }
    }

    /// Keeps a record; answers what to tell the person about it.
    typealias Keeping = (CaptureRecord) async throws -> StyledText

    private let interview: Interview
    private let items: [PlanItem]
    private let now: () -> Timestamp
    private var asked: Set<ID<PlanItem>>
    private var place = 0
    private var lastPerson: ID<Person>?

    /// Takes the records that are not sent yet as asked; `now` is the clock for the times of the askings.
    init(
        pack: TravelPack,
        recorded: [CaptureRecord] = [],
        now: @escaping () -> Timestamp = { Timestamp.now() }
    ) {
        interview = pack.interview
        items = pack.plan.items.filter { $0.state != .dropped && $0.state != .moved }
        asked = Set(items.filter { $0.state == .asked }.map(\.id) + recorded.compactMap(\.item))
        self.now = now
        place = items.firstIndex { [asked] in !asked.contains($0.id) } ?? items.count
    }

    /// Goes on until the person quits, the plan is at its end and left, or the input ends.
    mutating func run(_ dialogue: Dialogue, keep: Keeping) async throws {
        dialogue.output.say(StyledText(interview.title.text, .strong) + StyledText("  ? for help", .faint))
        while true {
            show(dialogue.output)
            guard let line = dialogue.ask(StyledText("> ", .accent)) else { return }
            guard let step = Step(line) else {
                dialogue.output.say(StyledText("Unknown; ? shows what you can do.", .doubtful))
                continue
            }
            switch step {
            case .record(let outcome):
                guard place < items.count else { continue }
                try await record(items[place], outcome, dialogue, keep)
            case .next:
                guard place < items.count else { return }
                place += 1
            case .back: place = max(0, place - 1)
            case .ownQuestion: try await recordOwn(dialogue, keep)
            case .theirQuestion: try await recordTheirQuestion(dialogue, keep)
            case .promise: try await recordPromise(dialogue, keep)
            case .followUp: try await recordFollowUp(dialogue, keep)
            case .help: Self.showHelp(dialogue.output)
            case .quit: return
            }
        }
    }

    private func show(_ output: Output) {
        output.say("")
        guard place < items.count else {
            let open = items.filter { $0.mustAsk && !asked.contains($0.id) }
            output.say("That was the last question.")
            for item in open {
                output.say(StyledText("  Not asked, but a must: ", .doubtful) + StyledText(item.text.text))
            }
            output.say(StyledText("[o]wn question, [b]ack; nothing or [q] to end", .faint))
            return output.say(Self.beside)
        }
        let item = items[place]
        let target = PlanText.target(of: item, interview)
        var remarks = ["\(place + 1) of \(items.count)", "\(item.minutes) min"]
        if !target.isEmpty { remarks.append("ask \(target)") }
        if asked.contains(item.id) { remarks.append("asked already") }
        output.say(
            StyledText(remarks.joined(separator: " \u{00B7} "), .faint)
                + StyledText(item.mustAsk ? " \u{00B7} must ask" : "", .accent)
        )
        output.paragraph(item.text.text, .strong)
        show("Follow up", item.hints?.followUps, output)
        show("Listen for", item.hints?.listenFor, output)
        show("Warning signs", item.hints?.warningSigns, output)
        output.say(
            StyledText("[a]nswered [p]artly [e]vaded [d]eclined [u]nknown \u{00B7} [n]ext [b]ack [o]wn [q]uit", .faint)
        )
        output.say(Self.beside)
    }

    /// What can be noted beside the questions.
    private static let beside = StyledText("[t]hey asked \u{00B7} [pr]omise \u{00B7} [f]ollow-up", .faint)

    private func show(_ label: String, _ hints: [String]?, _ output: Output) {
        guard let hints, !hints.isEmpty else { return }
        output.say(StyledText("  \(label)", .faint))
        for hint in hints { output.bullet(hint, indent: 4) }
    }

    private mutating func record(
        _ item: PlanItem,
        _ outcome: Asking.Outcome,
        _ dialogue: Dialogue,
        _ keep: Keeping
    ) async throws {
        guard let entry = entry(item: item, text: nil, outcome, dialogue) else { return }
        dialogue.output.say(try await keep(.asking(entry)))
        asked.insert(item.id)
        place += 1
    }

    private mutating func recordOwn(_ dialogue: Dialogue, _ keep: Keeping) async throws {
        guard let typed = dialogue.ask("What did you ask? "), let text = try? Line(typed) else { return }
        let outcomes = Asking.Outcome.allCases.map { (name: $0.words, value: $0) }
        guard let outcome = dialogue.choose("What came of it?", among: outcomes, usual: 0),
            let entry = entry(item: nil, text: text, outcome, dialogue)
        else { return }
        dialogue.output.say(try await keep(.asking(entry)))
    }

    private mutating func recordTheirQuestion(_ dialogue: Dialogue, _ keep: Keeping) async throws {
        let time = now()
        guard let text = Self.line("What did they ask? ", dialogue) else { return }
        let person = choosePerson("Who asked?", dialogue)
        let typed = dialogue.askLines("What did you answer? An empty line ends it; nothing at all is fine.")
        let question = Capture.Record.Question(
            id: .make(),
            person: person,
            text: text,
            reply: typed.flatMap { Self.prose($0, dialogue.output) },
            askedAt: time
        )
        dialogue.output.say(try await keep(.employerQuestion(question)))
    }

    private mutating func recordPromise(_ dialogue: Dialogue, _ keep: Keeping) async throws {
        guard let text = Self.line("What did they promise? ", dialogue) else { return }
        let person = choosePerson("Who promised it?", dialogue)
        let promise = Capture.Record.Promised(
            id: .make(),
            person: person,
            text: text,
            promisedOn: LocalDateTime(now(), in: interview.timeZone).day
        )
        dialogue.output.say(try await keep(.promise(promise)))
    }

    private mutating func recordFollowUp(_ dialogue: Dialogue, _ keep: Keeping) async throws {
        guard let text = Self.line("What is to be done? ", dialogue) else { return }
        let sides = [(name: "you", value: FollowUp.Side.candidate), (name: "they", value: .employer)]
        // What was said is worth more than the rest: at the end of the input it is kept without.
        let side = dialogue.choose("Who owes it?", among: sides, usual: 0)
        let due = side == nil ? nil : UnaskedFates.askDay("By when? (2026-05-08, +7, or nothing) ", dialogue).day
        let followUp = Capture.Record.Owed(id: .make(), owedBy: side ?? .candidate, text: text, dueOn: due)
        dialogue.output.say(try await keep(.followUp(followUp)))
    }

    /// One line, asked for until it can be kept; nil for nothing and at the end of the input.
    private static func line(_ question: StyledText, _ dialogue: Dialogue) -> Line? {
        while let typed = dialogue.ask(question), !typed.isEmpty {
            if let line = try? Line(typed) { return line }
            dialogue.output.say(StyledText("One line of at most \(Line.maximumBytes) bytes, please.", .doubtful))
        }
        return nil
    }

    /// One of the interviewers, whoever was spoken with last first; nil if it was nobody in particular.
    private mutating func choosePerson(_ question: String, _ dialogue: Dialogue) -> ID<Person>? {
        var people: [(name: String, value: ID<Person>?)] = []
        for one in interview.interviewers { people.append(("\(one.name.text) (\(one.role.words))", one.person)) }
        people.append(("nobody in particular", nil))
        let usual = people.firstIndex { $0.value != nil && $0.value == lastPerson } ?? 0
        guard let chosen = dialogue.choose(question, among: people, usual: usual), let person = chosen else {
            return nil
        }
        lastPerson = person
        return person
    }

    /// Asks what else belongs to a record; nil if the input ended before it was complete.
    private mutating func entry(
        item: PlanItem?,
        text: Line?,
        _ outcome: Asking.Outcome,
        _ dialogue: Dialogue
    ) -> Capture.Record.Entry? {
        let time = now()
        let people = interview.interviewers.map { (name: "\($0.name.text) (\($0.role.words))", value: $0.person) }
        let wanted = item?.targetPerson ?? lastPerson
        let usual =
            interview.interviewers.firstIndex { $0.person == wanted }
            ?? interview.interviewers.firstIndex {
                $0.role == item?.targetRole
            }
        guard let person = dialogue.choose("Who was asked?", among: people, usual: usual ?? 0) else { return nil }
        lastPerson = person
        return Capture.Record.Entry(
            id: .make(),
            item: item?.id,
            text: text,
            person: person,
            askedAt: time,
            outcome: outcome,
            answer: outcome.allowsAnswer ? answer(outcome, dialogue) : nil
        )
    }

    private func answer(_ outcome: Asking.Outcome, _ dialogue: Dialogue) -> Answer? {
        guard let typed = dialogue.askLines("What was said? An empty line ends it; nothing at all is fine."),
            let body = Self.prose(typed, dialogue.output)
        else { return nil }
        let names = ["an example", "described practice", "a general statement", "evasive"]
        let choices = zip(names, [Specificity.example, .practice, .general, .evasive]).map { (name: $0, value: $1) }
        let usual = outcome == .evaded ? 3 : 2
        // The answer is worth more than how concrete it was: at the end of the input the usual word stands.
        let specificity = dialogue.choose("How concrete was it?", among: choices, usual: usual)
        return Answer(
            id: .make(),
            body: body,
            specificity: specificity ?? choices[usual].value,
            captured: interview.state == .held ? .after : .live,
            value: AnswerValueText.lastLine(of: body)
        )
    }

    /// The answer without what no note may hold, and cut to the longest there can be, rather than lost.
    private static func prose(_ typed: String, _ output: Output) -> Prose? {
        var text = TerminalText.lines(typed)
        if text.utf8.count > Prose.maximumBytes {
            output.say(StyledText("That is longer than a note can be; the end is cut off.", .doubtful))
            while text.utf8.count > Prose.maximumBytes { text.removeLast() }
        }
        return try? Prose(text)
    }

    private static func showHelp(_ output: Output) {
        var table = Table([.word("Key"), .remark("What it does")])
        table.add(["a", "answered: note who said what"])
        table.add(["p", "answered in part"])
        table.add(["e", "evaded: talked about something else"])
        table.add(["d", "declined to answer"])
        table.add(["= 80000 EUR", "as the last line of an answer: a value, to be compared; also = yes, = 2026-05-04"])
        table.add(["u", "the person did not know"])
        table.add(["n", "next question; so does Enter"])
        table.add(["b", "back to the question before, also to ask somebody else"])
        table.add(["o", "note a question that was not planned"])
        table.add(["t", "they asked: note what the employer wanted to know, and your answer"])
        table.add(["pr", "promise: note what they promised, to look for it in the offer"])
        table.add(["f", "follow-up: note who owes what, and by when"])
        table.add(["q", "leave; what you noted is kept"])
        output.table(table, none: "")
    }
}
