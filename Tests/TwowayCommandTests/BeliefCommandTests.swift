import ArgumentParser
import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct BeliefCommandTests {
    private func parse<Command: ParsableCommand>(_ type: Command.Type, _ words: String...) throws -> Command {
        try #require(try Twoway.parseAsRoot(words) as? Command)
    }

    private func refuses(_ words: String...) -> Bool {
        do {
            _ = try Twoway.parseAsRoot(words)
            return false
        } catch {
            return Twoway.exitCode(for: error) == .validationFailure
        }
    }

    @Test func `a belief is noted with what is expected and where`() throws {
        let add = try parse(
            BeliefAddCommand.self,
            "belief",
            "add",
            "acme",
            "training",
            "Known for it",
            "--expect",
            "4",
            "--scope",
            "organisation"
        )
        #expect(add.statement.text == "Known for it" && add.expect == 4 && add.scope == .organisation)
        #expect(refuses("belief", "add", "acme", "training", "Known for it"))
        #expect(refuses("belief", "add", "acme", "training", "Known for it", "--expect", "6"))
        #expect(refuses("belief", "edit", "3f9a01bc", "--basis", "x", "--clear-basis"))
        #expect(refuses("belief", "dismiss", "3f9a01bc"))
        #expect(try parse(BeliefListCommand.self, "belief", "list", "--unchecked").unchecked)
    }

    @Test func `a note is about an employer or an opportunity, and rests on what research can rest on`() throws {
        let add = try parse(
            ResearchAddCommand.self,
            "research",
            "add",
            "They grow.",
            "--organisation",
            "acme",
            "--source",
            "Paper",
            "--found",
            "2026-04-30",
            "--about",
            "training",
            "pay"
        )
        #expect(add.restsOn == .published && add.found?.text == "2026-04-30" && add.about == ["training", "pay"])
        #expect(refuses("research", "add", "They grow.", "--source", "Paper"))
        #expect(refuses("research", "add", "x", "--source", "x", "--organisation", "a", "--opportunity", "b"))
        #expect(refuses("research", "add", "x", "--source", "x", "--organisation", "a", "--rests-on", "peer"))
        #expect(refuses("research", "add", "x", "--source", "x", "--organisation", "a", "--found", "yesterday"))
    }

    @Test func `a question that a note answers is said whole`() {
        let note = ["research", "edit", "3f9a01bc"]
        func refused(_ words: String...) -> Bool {
            do {
                _ = try Twoway.parseAsRoot(note + words)
                return false
            } catch {
                return Twoway.exitCode(for: error) == .validationFailure
            }
        }
        #expect(!refused("--library", "starter", "--question", "typical-week"))
        #expect(!refused("--library", "starter", "--question", "typical-week", "--sharpened", "Who?"))
        #expect(refused("--question", "typical-week"))
        #expect(refused("--library", "starter"))
        #expect(refused("--fate", "dropped"))
        #expect(refused("--library", "starter", "--question", "typical-week", "--fate", "sharpened"))
        #expect(refused("--library", "starter", "--question", "a-key", "--fate", "dropped", "--sharpened", "Who?"))
        #expect(refused("--library", "starter", "--question", "a-key", "--own-question", "x"))
    }

    @Test func `a correction says what to correct`() throws {
        let amend = try parse(
            InterviewAmendCommand.self,
            "interview",
            "amend",
            "First talk",
            "3f9a01bc",
            "--outcome",
            "partial",
            "--answer",
            "Two."
        )
        #expect(amend.outcome == .partial && amend.answer?.text == "Two.")
        #expect(refuses("interview", "amend", "First talk", "3f9a01bc"))
        #expect(refuses("interview", "amend", "First talk", "3f9a01bc", "--answer", "x", "--clear-answer"))
        #expect(refuses("interview", "amend", "First talk", "3f9a01bc", "--answer", "x", "--outcome", "declined"))
        #expect(refuses("interview", "remove-asking", "First talk"))
        #expect(refuses("organisation", "merge", "acme"))
        #expect(refuses("opportunity", "move", "acme", "closed", "--reason", "duplicate"))
    }

    @Test func `an asking is found by its answer, its own id or its words`() throws {
        func asking(_ text: String, _ person: String, answered: Bool) throws -> Asking {
            Asking(
                id: .make(),
                interview: .make(),
                text: try Line(text),
                person: .make(),
                personName: try Title(person),
                askedAt: Timestamp(microseconds: 0),
                outcome: .answered,
                answer: answered
                    ? Answer(id: .make(), body: try Prose("Yes."), specificity: .example, captured: .live) : nil
            )
        }
        let askings = [
            try asking("Who did this before?", "Dana", answered: true),
            try asking("Who did this before?", "Sam", answered: false),
            try asking("Is there a budget for courses?", "Dana", answered: false),
        ]
        let answer = try #require(askings[0].answer)
        #expect(try AskingChoice.find(answer.id.short, among: askings) == askings[0].id)
        #expect(try AskingChoice.find(answer.id.description, among: askings) == askings[0].id)
        #expect(try AskingChoice.find(askings[1].id.short, among: askings) == askings[1].id)
        #expect(try AskingChoice.find("budget for courses", among: askings) == askings[2].id)
        #expect(try AskingChoice.find("who did this before? (sam)", among: askings) == askings[1].id)
        #expect(throws: CommandFailure.self) { try AskingChoice.find("Who did this before?", among: askings) }
        #expect(throws: CommandFailure.self) { try AskingChoice.find("salary", among: askings) }
    }

    @Test func `who can settle a belief is said as long as it is open`() throws {
        for state in Belief.State.allCases {
            for scope in Scope.allCases {
                let belief = Belief(
                    id: .make(),
                    opportunity: .make(),
                    priority: .make(),
                    statement: try Line("x"),
                    scope: scope,
                    expected: 3,
                    state: state,
                    revision: 1,
                    updatedAt: Timestamp(microseconds: 0)
                )
                let isOpen = state == .unverified || state == .planned
                #expect(BeliefText.advice(belief).isEmpty != isOpen, "\(state) \(scope)")
            }
        }
    }
}
