import Testing

@testable import TwoWayModel

struct LibraryCheckTests {
    private func findings(_ document: LibraryDocument) -> [String] {
        document.check(catalogue: ["training", "growth"]).map { "\($0.severity.rawValue) \($0.path): \($0.message)" }
    }

    private func findings(_ change: (inout LibraryDocument) -> Void) -> [String] {
        var document = LibraryDocument.sound
        change(&document)
        return findings(document)
    }

    private func questionFindings(_ change: (inout LibraryDocument.Question) -> Void) -> [String] {
        findings { change(&$0.topics[0].questions[1]) }
    }

    private static let place = "topics[0].questions[1]"

    @Test func `a sound library has no findings`() {
        #expect(findings(.sound) == [])
    }

    @Test func `each missing part of a question is named`() {
        let bare = findings { $0.topics[0].questions[1] = .init(key: "bare", text: "How do you decide?") }
        #expect(
            bare == ["purpose", "followUps", "listenFor", "warningSigns", "kind", "audience", "minutes"].map {
                "error \(Self.place).\($0): is missing"
            } + ["warning \(Self.place).dimensions: is missing"]
        )
        #expect(questionFindings({ $0.followUps = [] }) == ["error \(Self.place).followUps: is missing"])
        #expect(questionFindings({ $0.audience = [] }) == ["error \(Self.place).audience: is missing"])
    }

    @Test func `outside general topics a question needs a dimension`() {
        let result = findings { document in
            document.topics[0].general = nil
            document.topics[0].questions[0].dimensions = []
        }
        #expect(
            result == [
                "warning topics: has no general topic, such as the job itself",
                "error topics[0].questions[0].dimensions: is missing",
            ]
        )
    }

    @Test func `dimensions come from the catalogue`() {
        #expect(
            questionFindings({ $0.dimensions = ["growth", "groth"] }) == [
                "error \(Self.place).dimensions[1]: is not a dimension of the catalogue"
            ]
        )
    }

    @Test func `minutes and informativeness have their ranges`() {
        for wrong in [0, -1, 31, .max, .min] {
            #expect(questionFindings({ $0.minutes = wrong }) == ["error \(Self.place).minutes: must be from 1 to 30"])
        }
        for wrong in [-0.1, 1.1, .nan, .infinity] {
            #expect(
                questionFindings({ $0.informativeness = wrong }) == [
                    "error \(Self.place).informativeness: must be from 0 to 1"
                ]
            )
        }
        for right in [nil, 0, 1] as [Double?] {
            #expect(questionFindings({ $0.informativeness = right }) == [])
        }
    }

    @Test func `keys are well formed and stand once in the whole library`() {
        let format = "must have 2 to 63 small letters, digits or hyphens, and not start with a hyphen"
        #expect(questionFindings({ $0.key = "Feedback" }) == ["error \(Self.place).key: \(format)"])
        #expect(findings { $0.topics[0].key = "" } == ["error topics[0].key: \(format)"])
        let twice = findings { document in
            var topic = LibraryDocument.Topic(key: "job", title: "Again", questions: [])
            topic.questions = [.sample("feedback", "Who decides about pay?")]
            document.topics.append(topic)
        }
        #expect(
            twice == [
                "error topics[1].key: is the same as topics[0].key",
                "error topics[1].questions[0].key: is the same as topics[0].questions[1].key",
            ]
        )
    }

    @Test func `the same question twice is an error, nearly the same a warning`() {
        let same = questionFindings({ $0.text = "  what does a GOOD first year, look like ?" })
        #expect(same == ["error \(Self.place).text: says the same as topics[0].questions[0].text"])
        let close = questionFindings({ $0.text = "What does a really good first year look like?" })
        #expect(close == ["warning \(Self.place).text: says nearly the same as topics[0].questions[0].text"])
        #expect(questionFindings({ $0.text = "What does a bad day look like?" }) == [])
    }

    @Test func `texts have limits in bytes`() {
        let long = { (count: Int) in String(repeating: "ä", count: count / 2) }
        #expect(questionFindings({ $0.text = long(500 - 2) + "?" }) == [])
        #expect(
            questionFindings({ $0.text = long(500) + "?" }) == [
                "error \(Self.place).text: is longer than 500 bytes"
            ]
        )
        #expect(
            questionFindings({ $0.purpose = long(802) }) == [
                "error \(Self.place).purpose: is longer than 800 bytes"
            ]
        )
        #expect(
            questionFindings({ $0.listenFor = ["fine", long(302)] }) == [
                "error \(Self.place).listenFor[1]: is longer than 300 bytes"
            ]
        )
        #expect(
            questionFindings({ $0.warningSigns = (1...9).map { "Sign \($0)" } }) == [
                "error \(Self.place).warningSigns: has more than 8 items"
            ]
        )
        #expect(findings { $0.topics[0].title = long(122) } == ["error topics[0].title: is longer than 120 bytes"])
        #expect(findings { $0.topics[0].summary = long(602) } == ["error topics[0].summary: is longer than 600 bytes"])
        #expect(findings { $0.title = long(202) } == ["error title: is longer than 200 bytes"])
    }

    @Test func `blank texts and control characters are errors`() {
        #expect(questionFindings({ $0.purpose = " \n" }) == ["error \(Self.place).purpose: must not be empty"])
        #expect(
            questionFindings({ $0.text = "Two\nlines?" }) == [
                "error \(Self.place).text: has a line break or another control character"
            ]
        )
        #expect(findings { $0.summary = "nul\u{0}" } == ["error summary: has a control character"])
        #expect(findings { $0.summary = "Two\nlines" } == [])
    }

    @Test func `the head of the document is checked too`() {
        let result = findings { document in
            document.slug = "Good Questions"
            document.language = "english"
            document.licence = ""
        }
        #expect(
            result == [
                "error slug: must have 2 to 63 small letters, digits or hyphens, and not start with a hyphen",
                "error language: is not a language such as en or de-CH",
                "error licence: must not be empty",
            ]
        )
    }

    @Test func `a statement is a warning, question marks of other scripts are fine`() {
        #expect(
            questionFindings({ $0.text = "Tell me about the last project." }) == [
                "warning \(Self.place).text: does not look like a question"
            ]
        )
        #expect(questionFindings({ $0.text = "最近的项目怎么样？" }) == [])
    }

    @Test func `a question that yes or no is an answer to is a warning, in English`() {
        let warning = [
            "warning \(Self.place).text: can be answered with yes or no; let it start with how, what, when or who"
        ]
        for text in ["Do you give feedback?", "  is THERE a budget?", "Would you work here again?", "“Can I grow?”"] {
            #expect(questionFindings({ $0.text = text }) == warning, "\(text)")
        }
        for text in ["How do you give feedback?", "Is it closer to a lab or to a factory?", "Doers of what?"] {
            #expect(questionFindings({ $0.text = text }) == [], "\(text)")
        }
        let fact = questionFindings { question in
            question.text = "Is there a works council?"
            question.kind = .factual
        }
        #expect(fact == [])
        let german = findings { document in
            document.language = "de-CH"
            document.topics[0].questions[1].text = "Was war die letzte Entscheidung?"
        }
        #expect(german == [])
    }

    @Test func `what stands in a list twice is a warning`() {
        #expect(
            questionFindings({ $0.followUps = ["How so?", "And then?", " how SO?"] }) == [
                "warning \(Self.place).followUps[2]: is the same as \(Self.place).followUps[0]"
            ]
        )
        #expect(
            questionFindings({ $0.audience = [.peer, .peer] }) == [
                "warning \(Self.place).audience[1]: is the same as \(Self.place).audience[0]"
            ]
        )
        #expect(
            questionFindings({ $0.dimensions = ["growth", "training", "growth"] }) == [
                "warning \(Self.place).dimensions[2]: is the same as \(Self.place).dimensions[0]"
            ]
        )
    }

    @Test func `two topics of one title are a warning`() {
        let result = findings { document in
            document.topics.append(.init(key: "more", title: "the JOB", questions: [.sample("pay", "Who decides?")]))
        }
        #expect(result == ["warning topics[1].title: is the same as topics[0].title"])
    }

    @Test func `empty libraries and topics are errors`() {
        #expect(findings { $0.topics = [] } == ["error topics: has no topics"])
        #expect(findings { $0.topics[0].questions = [] } == ["error topics[0].questions: has no questions"])
    }

    private func large(topics: Int, questions: Int) -> LibraryDocument {
        var document = LibraryDocument.sound
        document.topics = (0..<topics).map { topic in
            LibraryDocument.Topic(
                key: "topic-\(topic)",
                title: "Topic \(topic)",
                general: true,
                questions: (0..<questions).map { question in
                    .sample(
                        "q-\(topic)-\(question)",
                        "What about word\(topic)x\(question) and thing\(topic)x\(question)?"
                    )
                }
            )
        }
        return document
    }

    @Test func `a library has 60 topics and 600 questions at most`() {
        #expect(findings(large(topics: 60, questions: 10)) == [])
        #expect(findings(large(topics: 61, questions: 1)) == ["error topics: has more than 60 topics"])
        #expect(findings(large(topics: 1, questions: 601)) == ["error topics: has more than 600 questions"])
    }

    @Test func `a document that is too large in all is refused before it is looked at`() {
        let result = findings { $0.topics[0].questions[0].purpose = String(repeating: "a", count: 600_000) }
        #expect(result == ["error : has more than 524288 bytes of text"])
    }

    @Test func `a flood of findings is cut, and the cut is an error if an error was cut`() {
        var document = large(topics: 60, questions: 10)
        for topic in document.topics.indices {
            for question in document.topics[topic].questions.indices {
                document.topics[topic].questions[question].text.removeLast()
            }
        }
        let warnings = document.check(catalogue: ["training"])
        #expect(warnings.count == 500)
        #expect(warnings.allSatisfy { $0.severity == .warning })
        document.topics[59].questions[9].kind = nil
        let cut = document.check(catalogue: ["training"])
        #expect(cut.count == 500)
        #expect(cut.last?.severity == .error)
    }

    @Test func `the closest pairs are found as a full comparison finds them`() {
        var generator = SeededGenerator(seed: 41)
        let vocabulary = (0..<12).map { "word\($0)" }
        for _ in 0..<40 {
            let texts = (0..<20).map { _ in
                vocabulary.shuffled(using: &generator).prefix(.random(in: 3...9, using: &generator)).joined(
                    separator: " "
                )
            }
            let sets = texts.map { Set($0.split(separator: " ")) }
            let expected = sets.indices.map { index in
                texts[..<index].contains(texts[index])
                    || sets[..<index].contains { other in
                        Double(other.intersection(sets[index]).count) >= 0.8 * Double(other.union(sets[index]).count)
                    }
            }
            #expect(SimilarTexts([texts]).findings[0].map { $0 != nil } == expected)
        }
    }

    @Test func `contents are the same byte by byte, whatever the key and whether lists are empty or absent`() {
        let question = LibraryDocument.Question.sample("one", "Caf\u{E9}?")
        var other = question
        other.key = "two"
        #expect(question.sameContent(as: other))
        other.text = "Cafe\u{301}?"
        #expect(question.text == other.text && !question.sameContent(as: other))
        var (none, empty) = (question, question)
        none.followUps = nil
        empty.followUps = []
        #expect(none.sameContent(as: empty) && !none.sameContent(as: question))
        var changes = [LibraryDocument.Question](repeating: question, count: 10)
        changes[0].purpose = nil
        changes[1].listenFor = ["A concrete", "case"]
        changes[2].warningSigns?.append("Another")
        changes[3].kind = nil
        changes[4].subject = .team
        changes[5].horizon = nil
        changes[6].audience = [.peer, .hiringManager]
        changes[7].minutes = 5
        changes[8].informativeness = 0.61
        changes[9].dimensions = []
        for change in changes { #expect(!question.sameContent(as: change)) }
    }

    @Test func `the canonical content of a document changes with every part`() {
        let base = LibraryDocument.sound
        var documents = [LibraryDocument](repeating: base, count: 9)
        documents[0].slug = "other"
        documents[1].title = "Other"
        documents[2].summary = ""
        documents[3].language = "de"
        documents[4].licence = "CC0"
        documents[5].topics[0].general = nil
        documents[6].topics[0].title = "Other"
        documents[7].topics[0].questions.swapAt(0, 1)
        documents[8].topics[0].questions[0].key = "other"
        #expect(Set((documents + [base]).map { $0.canonicalContent() }).count == 10)
    }
}
