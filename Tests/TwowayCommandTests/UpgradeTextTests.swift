import Testing
import TwoWayModel

@testable import twoway

@Suite struct UpgradeTextTests {
    private func preview(_ conflicts: String...) throws -> UpgradePreview {
        let others = [UpgradeEntry(questionKey: try Slug("new-one"), outcome: .dormant, theirs: "New?", changed: [])]
        let entries = try conflicts.map { key in
            UpgradeEntry(
                questionKey: try Slug(key),
                outcome: .conflict,
                base: "Before?",
                mine: "Mine?",
                theirs: "Theirs?",
                changed: [.text]
            )
        }
        return UpgradePreview(
            subscription: .make(),
            revision: 1,
            from: 1,
            to: 2,
            versions: [],
            entries: entries + others,
            same: 3,
            previewHash: String(repeating: "a", count: 64)
        )
    }

    @Test func `options name what to do about each conflict`() throws {
        let choices = ConflictChoices(keep: ["first-one"], take: ["second-one"], edit: ["third-one=So = what?"])
        let resolutions = try choices.resolutions(
            for: try preview("first-one", "second-one", "third-one", "fourth-one")
        )
        #expect(
            resolutions == [
                .init(questionKey: try Slug("first-one"), choice: .keep),
                .init(questionKey: try Slug("second-one"), choice: .take),
                .init(questionKey: try Slug("third-one"), choice: .edit, text: try Line("So = what?")),
            ]
        )
    }

    @Test func `what is not in conflict, named twice or has no wording is wrong usage`() throws {
        let preview = try preview("first-one")
        for choices in [
            ConflictChoices(keep: ["new-one"], take: [], edit: []),
            ConflictChoices(keep: ["first-one"], take: ["first-one"], edit: []),
            ConflictChoices(keep: [], take: [], edit: ["first-one"]),
            ConflictChoices(keep: [], take: [], edit: ["first-one= "]),
        ] {
            let failure = #expect(throws: CommandFailure.self) { _ = try choices.resolutions(for: preview) }
            #expect(failure?.status == .usage)
        }
    }

    @Test func `outcomes are counted in words`() {
        #expect(UpgradeText.summary([]) == "no question changed")
        #expect(
            UpgradeText.summary([.dormant, .conflict, .fastForward, .fastForward])
                == "2 changed, 1 in conflict, 1 new"
        )
    }

    @Test func `a person at a terminal is asked about each open conflict, and once for all`() throws {
        let preview = try preview("first-one", "second-one", "third-one", "fourth-one")
        func ask(_ lines: String...) throws -> (Bool, [ConflictResolution]) {
            var rest = lines[...]
            let dialogue = Dialogue(output: Output(descriptor: -1, isJSON: false)) { rest.popFirst() }
            var resolutions: [ConflictResolution] = [.init(questionKey: try Slug("fourth-one"), choice: .keep)]
            let goesOn = try UpgradeText.ask(about: preview, resolutions: &resolutions, dialogue)
            return (goesOn, resolutions)
        }
        let (goesOn, resolutions) = try ask("", "take", "4", "A third way?", "y")
        #expect(goesOn)
        #expect(resolutions.map(\.choice) == [.keep, .take, .edit])
        #expect(resolutions.map(\.questionKey.text) == ["fourth-one", "second-one", "third-one"])
        #expect(resolutions.last?.text?.text == "A third way?")
        #expect(try !ask("5").0)
        #expect(try !ask("", "", "", "n").0)
        #expect(try !ask("").0)
    }

    @Test func `a question is found by its key, and a slip is guessed`() throws {
        func question(_ key: String) throws -> AskableQuestion {
            AskableQuestion(
                source: QuestionSource(library: .make(), version: 1, questionKey: try Slug(key)),
                text: key,
                general: false,
                audience: [],
                dimensions: [],
                priorities: [],
                hidden: false,
                state: .clean
            )
        }
        let questions = [try question("first-week"), try question("second-week")]
        #expect(try QuestionText.find("first-week", among: questions).text == "first-week")
        let slip = #expect(throws: CommandFailure.self) { _ = try QuestionText.find("frist-week", among: questions) }
        #expect(slip?.status == .notFound)
        #expect(slip?.hint == "Do you mean first-week?")
        let twice = #expect(throws: CommandFailure.self) {
            _ = try QuestionText.find("first-week", among: questions + questions)
        }
        #expect(twice?.status == .usage)
    }
}
