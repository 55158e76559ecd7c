import Testing

@testable import TwoWayModel

struct GuidedStartTests {
    private let catalogue: [Dimension] = (0..<14).map { number in
        Dimension(
            key: "d\(number)",
            title: "Dimension \(number)",
            summary: "",
            defaultDirection: number == 1 ? .target : number == 2 ? .less : .more,
            defaultTarget: number == 1 ? 3 : nil,
            bossDependent: number == 0,
            anchors: (1...5).map { "anchor \($0) of \(number)" }
        )
    }

    private func answer(_ number: Int, _ importance: Int) -> GuideAnswer {
        GuideAnswer(dimension: "d\(number)", importance: importance)
    }

    private func mistakes(_ answers: GuideAnswer...) -> [String] {
        GuideAnswer.check(answers, catalogue: catalogue).map { "\($0.path): \($0.message)" }
    }

    private func messages(_ answers: [GuideAnswer]) -> [String] {
        #expect(GuideAnswer.check(answers, catalogue: catalogue) == [])
        return GuidedStart(answers, catalogue: catalogue).findings.map { "\($0.path): \($0.message)" }
    }

    @Test func `what matters most comes first, what does not matter not at all`() {
        let start = GuidedStart(
            [answer(3, 2), answer(2, 4), answer(5, 0), answer(0, 4), answer(4, 1)],
            catalogue: catalogue
        )
        #expect(start.priorities.map(\.dimension.key) == ["d0", "d2", "d3", "d4"])
        #expect(start.priorities.map(\.weight) == [4, 4, 2, 1])
        #expect(start.priorities.map(\.vital) == [true, true, false, false])
        #expect(start.priorities.map(\.direction) == [.more, .less, .more, .more])
        #expect(start.findings == [])
    }

    @Test func `directions, targets and thresholds come from the answer, else from the catalogue`() throws {
        var target = answer(1, 3)
        var own = answer(3, 3)
        own.direction = .target
        own.target = 2
        var must = answer(0, 4)
        must.mustHave = true
        must.threshold = 3.4
        #expect(mistakes(target, own, must) == [])
        let start = GuidedStart([target, own, must], catalogue: catalogue)
        #expect(start.priorities.map(\.target) == [nil, 3, 2])
        #expect(start.priorities.map(\.threshold) == [3.4, nil, nil])
        let words = try #require(start.priorities[0].wordedThreshold)
        #expect(words == WordedThreshold(dimension: "d0", threshold: 3.4, words: "anchor 3 of 0"))
        #expect(start.priorities[1].wordedThreshold == nil)
        target.target = 5
        #expect(GuidedStart([target], catalogue: catalogue).priorities[0].target == 5)
    }

    @Test func `the same answers in another order give the same proposal`() {
        var generator = SeededGenerator(seed: 6)
        let answers = (0..<14).map { answer($0, $0 % 5) }
        let start = GuidedStart(answers, catalogue: catalogue)
        for _ in 0..<20 {
            let shuffled = GuidedStart(answers.shuffled(using: &generator), catalogue: catalogue)
            #expect(shuffled.priorities == start.priorities)
        }
    }

    @Test func `where too much is vital nothing is`() {
        let nineOfTwelve = (0..<12).map { answer($0, $0 < 9 ? 4 : 1) }
        let start = GuidedStart(nineOfTwelve, catalogue: catalogue)
        #expect(start.priorities.allSatisfy { !$0.vital })
        #expect(
            start.findings.map(\.message) == [
                "Nine of twelve are called vital: then none is. Keep it for the three that would make you say no."
            ]
        )
        let all = (0..<13).map { answer($0, 4) }
        #expect(
            messages(all) == [
                "answers: All 13 are called vital: then none is. Keep it for the three that would make you say no."
            ]
        )
        // Three of four, and half of eight, are still a choice.
        #expect(messages((0..<4).map { answer($0, $0 < 3 ? 4 : 1) }) == [])
        #expect(messages((0..<8).map { answer($0, $0 < 4 ? 4 : 1) }) == [])
    }

    @Test func `what is worth a second thought is said`() {
        #expect(messages([answer(0, 0)]) == ["answers: Nothing matters yet: say what does."])
        #expect(
            messages([answer(0, 2), answer(3, 1)]) == [
                "answers: Only two things matter: one good answer would decide for a job."
            ]
        )
        #expect(
            messages([answer(0, 1)]) == ["answers: Only one thing matters: one good answer would decide for a job."]
        )
        #expect(
            messages((0..<5).map { answer($0, 2) }) == [
                "answers: All five matter alike: so the weights will not tell two jobs apart."
            ]
        )
        #expect(
            messages([answer(3, 1), answer(4, 2), answer(5, 3)]) == [
                "answers: Nothing here depends on the future supervisor, who is the reason for many to leave."
            ]
        )
    }

    @Test func `must-haves that exclude nothing or nearly all are doubted`() {
        func must(_ number: Int, _ threshold: Double, _ importance: Int = 3) -> GuideAnswer {
            GuideAnswer(dimension: "d\(number)", importance: importance, mustHave: true, threshold: threshold)
        }
        #expect(
            messages([must(0, 1), must(2, 1), must(3, 5), answer(4, 1)]) == [
                "answers[0].threshold: Every rating passes: it is no must-have.",
                "answers[1].threshold: Only the very best rating passes: an interview will hardly prove it.",
                "answers[2].threshold: Only the very best rating passes: an interview will hardly prove it.",
            ]
        )
        #expect(
            messages((0..<7).filter { $0 != 1 && $0 != 2 }.map { must($0, 3, 1 + $0 % 4) }) == [
                "answers: Five must-haves: a job that fails one of them is out, and few will pass all."
            ]
        )
    }

    @Test func `answers that make no sense are refused with their place`() {
        #expect(mistakes(answer(99, 1)) == ["answers[0].dimension: is not a dimension of the catalogue"])
        #expect(mistakes(answer(1, 1), answer(1, 2)) == ["answers[1].dimension: is answered in answers[0] already"])
        #expect(
            mistakes(answer(1, 5), answer(2, -1)).map { String($0.prefix(21)) } == [
                "answers[0].importance", "answers[1].importance",
            ]
        )
        #expect(
            mistakes(GuideAnswer(dimension: "d0", importance: 1, target: 3)) == [
                "answers[0].target: is only for the direction target"
            ]
        )
        #expect(
            mistakes(GuideAnswer(dimension: "d1", importance: 1, target: .nan)) == [
                "answers[0].target: must be a rating from 1 to 5"
            ]
        )
        #expect(
            mistakes(GuideAnswer(dimension: "d0", importance: 1, direction: .target)) == [
                "answers[0].target: is needed with the direction target"
            ]
        )
        #expect(
            mistakes(GuideAnswer(dimension: "d0", importance: 1, mustHave: true)) == [
                "answers[0].threshold: is needed with a must-have"
            ]
        )
        #expect(
            mistakes(GuideAnswer(dimension: "d0", importance: 1, threshold: 2)) == [
                "answers[0].threshold: is only for a must-have"
            ]
        )
        #expect(
            mistakes(GuideAnswer(dimension: "d0", importance: 0, mustHave: true, threshold: 6)) == [
                "answers[0].threshold: must be a rating from 1 to 5",
                "answers[0].importance: must be 1 or more for a must-have",
            ]
        )
        let many = (0..<61).map { answer($0, 1) }
        #expect(
            GuideAnswer.check(many, catalogue: catalogue).map(\.message) == ["has more than 60 answers"]
        )
    }
}
