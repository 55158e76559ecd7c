import Testing

@testable import TwoWayModel

struct LibraryDiffTests {
    private func diff(_ change: (inout LibraryDocument) -> Void) -> LibraryDiff {
        var later = LibraryDocument.two
        change(&later)
        return LibraryDocument.diff(from: .two, to: later)
    }

    @Test func `a document does not differ from itself`() {
        #expect(diff({ _ in }).isEmpty)
    }

    @Test func `each part of the front matter that changed is shown before and after`() {
        let result = diff { document in
            document.slug = "better-questions"
            document.title = "Better"
            document.summary = "New."
            document.language = "de"
            document.licence = "CC0-1.0"
        }
        #expect(
            result.front == [
                .init(field: .slug, before: ["good-questions"], after: ["better-questions"]),
                .init(field: .title, before: ["Good questions"], after: ["Better"]),
                .init(field: .summary, before: [], after: ["New."]),
                .init(field: .language, before: ["en"], after: ["de"]),
                .init(field: .licence, before: [], after: ["CC0-1.0"]),
            ]
        )
    }

    @Test func `topics are added, removed, renamed and made general`() {
        let result = diff { document in
            document.topics[0].title = "The work"
            document.topics[0].general = false
            document.topics[0].summary = "All of it."
            document.topics[1] = .init(key: "pay", title: "Pay", questions: [.sample("raise", "When is a raise?")])
        }
        #expect(result.addedTopics == [.init(key: "pay", title: "Pay", general: false)])
        #expect(result.removedTopics == [.init(key: "team", title: "The team", general: false)])
        #expect(
            result.changedTopics == [
                .init(
                    key: "job",
                    title: "The work",
                    fields: [
                        .init(field: .title, before: ["The job"], after: ["The work"]),
                        .init(field: .summary, before: [], after: ["All of it."]),
                        .init(field: .general, before: ["true"], after: ["false"]),
                    ]
                )
            ]
        )
        #expect(result.addedQuestions.map(\.question.key) == ["raise"])
        #expect(result.removedQuestions.map(\.question.key) == ["size"])
        #expect(result.removedQuestions.map(\.topic) == ["team"])
    }

    @Test func `every field of a question is compared`() {
        let result = diff { document in
            document.topics[0].questions[0] = .init(
                key: "first-year",
                text: "Else?",
                purpose: "Other.",
                followUps: ["a", "b"],
                listenFor: [],
                warningSigns: ["c"],
                kind: .factual,
                subject: .team,
                horizon: .longTerm,
                audience: [.peer],
                minutes: 9,
                informativeness: 0.25,
                dimensions: nil
            )
        }
        let before = LibraryDocument.Question.sample("first-year", "What does a good first year look like?")
        #expect(
            result.changedQuestions == [
                .init(
                    key: "first-year",
                    text: "Else?",
                    fields: [
                        .init(field: .text, before: [before.text], after: ["Else?"]),
                        .init(field: .purpose, before: ["To learn what counts."], after: ["Other."]),
                        .init(field: .followUps, before: ["How did that work out?"], after: ["a", "b"]),
                        .init(field: .listenFor, before: ["A concrete case"], after: []),
                        .init(field: .warningSigns, before: ["Long silence"], after: ["c"]),
                        .init(field: .kind, before: ["example"], after: ["factual"]),
                        .init(field: .subject, before: ["boss"], after: ["team"]),
                        .init(field: .horizon, before: ["first_3_months"], after: ["long_term"]),
                        .init(field: .audience, before: ["hiring_manager", "peer"], after: ["peer"]),
                        .init(field: .minutes, before: ["4"], after: ["9"]),
                        .init(field: .informativeness, before: ["0.6"], after: ["0.25"]),
                        .init(field: .dimensions, before: ["training"], after: []),
                    ]
                )
            ]
        )
    }

    @Test func `a question under another topic is moved, and not removed and added`() {
        let result = diff { document in
            document.topics[1].questions.append(document.topics[0].questions.removeFirst())
        }
        #expect(
            result
                == LibraryDiff(
                    front: [],
                    addedTopics: [],
                    removedTopics: [],
                    changedTopics: [],
                    addedQuestions: [],
                    removedQuestions: [],
                    changedQuestions: [],
                    movedQuestions: [
                        .init(
                            key: "first-year",
                            text: "What does a good first year look like?",
                            from: "job",
                            to: "team"
                        )
                    ],
                    isReordered: false
                )
        )
    }

    @Test func `another order of topics or questions is told`() {
        #expect(diff({ $0.topics.swapAt(0, 1) }).isReordered)
        #expect(diff({ $0.topics[0].questions.swapAt(0, 1) }).isReordered)
        #expect(!diff({ $0.topics[0].questions.insert(.sample("new", "What is new?"), at: 1) }).isReordered)
        #expect(!diff({ _ = $0.topics.removeFirst() }).isReordered)
    }

    @Test func `texts are compared by their bytes, and an empty list is as good as none`() {
        let spelled = diff { $0.title = "Good questions".replacing("o", with: "o\u{200D}") }
        #expect(spelled.front.map(\.field) == [.title])
        var accents = LibraryDocument.two
        accents.title = "é"
        var composed = accents
        composed.title = "e\u{301}"
        #expect(LibraryDocument.diff(from: accents, to: composed).front.count == 1)
        var absent = LibraryDocument.two
        absent.topics[0].questions[0].dimensions = nil
        var empty = absent
        empty.topics[0].questions[0].dimensions = []
        #expect(LibraryDocument.diff(from: absent, to: empty).isEmpty)
        var notGeneral = absent
        notGeneral.topics[1].general = false
        #expect(LibraryDocument.diff(from: absent, to: notGeneral).isEmpty)
    }

    @Test func `keys that stand twice in a draft are told apart by their turn`() {
        let twice = LibraryDocument.sample([.sample("same", "One?"), .sample("same", "Two?")])
        #expect(LibraryDocument.diff(from: twice, to: twice).isEmpty)
        let once = LibraryDocument.sample([.sample("same", "One?")])
        let result = LibraryDocument.diff(from: once, to: twice)
        #expect(result.addedQuestions.map(\.question.text) == ["Two?"])
        #expect(result.changedQuestions.isEmpty)
    }

    @Test func `over random documents a difference is empty exactly when the content is the same`() {
        for seed in UInt64(1)...400 {
            var source = RandomEdits(seed: seed)
            let first = source.document()
            let second = source.edited(first)
            let there = LibraryDocument.diff(from: first, to: second)
            let back = LibraryDocument.diff(from: second, to: first)
            #expect(LibraryDocument.diff(from: first, to: first).isEmpty, "seed \(seed)")
            #expect(there.isEmpty == (first.canonicalContent() == second.canonicalContent()), "seed \(seed)")
            // Swapping the two swaps what was added and removed, and the sides of every change.
            #expect(Set(there.addedQuestions) == Set(back.removedQuestions), "seed \(seed)")
            #expect(Set(there.removedQuestions) == Set(back.addedQuestions), "seed \(seed)")
            #expect(Set(there.addedTopics) == Set(back.removedTopics), "seed \(seed)")
            #expect(Set(there.removedTopics) == Set(back.addedTopics), "seed \(seed)")
            #expect(Set(there.changedQuestions.map(\.key)) == Set(back.changedQuestions.map(\.key)), "seed \(seed)")
            #expect(
                Set(there.changedQuestions.flatMap(\.fields))
                    == Set(
                        back.changedQuestions.flatMap(\.fields).map {
                            .init(field: $0.field, before: $0.after, after: $0.before)
                        }
                    ),
                "seed \(seed)"
            )
            #expect(Set(there.movedQuestions.map(\.to)) == Set(back.movedQuestions.map(\.from)), "seed \(seed)")
            #expect(there.isReordered == back.isReordered, "seed \(seed)")
        }
    }
}

extension LibraryDocument {
    /// Two topics, of two questions and of one.
    fileprivate static var two: LibraryDocument {
        var document = LibraryDocument.sound
        document.topics.append(
            .init(key: "team", title: "The team", questions: [.sample("size", "Who is in the team?")])
        )
        return document
    }
}

/// Small documents that often share keys, and edits of them.
private struct RandomEdits {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { .random(in: range, using: &generator) }

    private mutating func question() -> LibraryDocument.Question {
        var question = LibraryDocument.Question(key: "q\(number(1...5))", text: "Text \(number(1...3))")
        if number(0...2) == 0 { question.minutes = number(1...3) }
        if number(0...2) == 0 { question.followUps = number(0...1) == 0 ? [] : ["How?"] }
        return question
    }

    mutating func document() -> LibraryDocument {
        let count = number(0...3)
        var topics: [LibraryDocument.Topic] = []
        for _ in 0..<count {
            var questions: [LibraryDocument.Question] = []
            for _ in 0..<number(0...3) { questions.append(question()) }
            topics.append(.init(key: "t\(number(1...3))", title: "Title \(number(1...2))", questions: questions))
        }
        return LibraryDocument(slug: "s", title: "T\(number(1...2))", language: "en", topics: topics)
    }

    /// Sometimes the same, sometimes a step away, sometimes another one altogether.
    mutating func edited(_ document: LibraryDocument) -> LibraryDocument {
        var result = document
        switch number(0...5) {
        case 0: break
        case 1: return self.document()
        case 2: result.topics.shuffle(using: &generator)
        case 3:
            for index in result.topics.indices { result.topics[index].questions.shuffle(using: &generator) }
        case 4:
            for index in result.topics.indices where number(0...1) == 0 {
                result.topics[index].general = number(0...1) == 0
            }
        default:
            let moved = result.topics.indices.flatMap { result.topics[$0].questions }
            for index in result.topics.indices { result.topics[index].questions = [] }
            for question in moved where !result.topics.isEmpty {
                result.topics[number(0...(result.topics.count - 1))].questions.append(question)
            }
        }
        return result
    }
}
