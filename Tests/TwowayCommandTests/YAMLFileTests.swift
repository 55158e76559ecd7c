import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct YAMLFileTests {
    private static let library = """
        slug: good-questions
        title: Good questions
        language: no
        topics:
          - key: job
            title: 2026
            general: true
            questions:
              - key: hours
                text: Where did last week's hours go?
                purpose: >-
                  To learn
                  what fills a week.
                followUps: [And the week before?]
                kind: example
                audience: [hiring_manager, peer]
                minutes: 5
                informativeness: 0.5
                summary-free: true
        """

    private func read(_ text: String) throws -> LibraryDocument {
        try YAMLFile(path: "a.yaml", text: text).decode(LibraryDocument.self)
    }

    private func problems(_ text: String) -> [String] {
        failure { _ = try read(text) }?.details ?? []
    }

    @Test func `a library is read with its texts as they stand`() throws {
        let text = Self.library.replacingOccurrences(of: "        summary-free: true", with: "")
        let document = try read(text)
        #expect(document.language == "no")
        #expect(document.topics[0].title == "2026")
        let question = document.topics[0].questions[0]
        #expect(question.purpose == "To learn what fills a week.")
        #expect(question.audience == [.hiringManager, .peer])
        #expect(question.minutes == 5)
        #expect(question.listenFor == nil)
    }

    @Test func `a member that nobody knows is told with its line and place`() {
        #expect(
            problems(Self.library).first?.hasPrefix("line 19, topics[0].questions[0][\"summary-free\"]: is not known")
                == true
        )
    }

    @Test func `a slip of the finger is recognised`() {
        let text = Self.library.replacingOccurrences(of: "summary-free: true", with: "warningSign: [a]")
        #expect(
            problems(text) == [
                "line 19, topics[0].questions[0].warningSign: is not known; do you mean warningSigns?"
            ]
        )
    }

    @Test func `all problems are told at once, in the order of the file`() {
        let text = """
            slug: a
            language: en
            topics:
              - key: job
                title: Job
                general: perhaps
                questions:
                  - key: hours
                    minutes: many
                    kind: exampel
                    followUps: one
            """
        #expect(
            problems(text) == [
                "line 6, topics[0].general: should be true or false",
                "line 9, topics[0].questions[0].minutes: should be a whole number",
                "line 10, topics[0].questions[0].kind: should be one of example, practice, predecessor, forecast, "
                    + "factual, opinion, hypothetical",
                "line 11, topics[0].questions[0].followUps: should be a list",
                "line 8, topics[0].questions[0]: has no text",
                "line 1: has no title",
            ]
        )
    }

    @Test func `an empty value is like none`() throws {
        let text = "slug: a\ntitle: A\nlanguage: en\nsummary:\nlicence: ~\ntopics: []\n"
        let document = try read(text)
        #expect(document.summary == nil)
        #expect(document.licence == nil)
        #expect(problems("slug: a\ntitle:\nlanguage: en\ntopics: []\n") == ["line 1: has no title"])
    }

    @Test func `a bomb of aliases is refused before it goes off`() {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...40 {
            let references = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(references)]\n"
        }
        #expect(failure { _ = try read(bomb) }?.sentence.contains("alias") == true)
        // As the key of a mapping it would go off while it is read, not only when it is walked through.
        #expect(failure { _ = try read(bomb + "? *a40\n: x\n") }?.sentence.contains("alias") == true)
    }

    @Test func `a name alone is refused as well, and prose that looks like one is not`() throws {
        #expect(
            problems("slug: &s a\ntitle: A\nlanguage: en\ntopics: []\n") == [
                "line 1, slug: has a name (&): write it without"
            ]
        )
        let text = "slug: a\ntitle: 'R&D, *honestly* &c.'\nlanguage: en\nsummary: |\n  *D* & R&D\ntopics: []\n"
        #expect(try read(text).title == "R&D, *honestly* &c.")
    }

    @Test(arguments: ["[", "{a: ", "- "])
    func `a deep nest is refused and does no harm`(opening: String) {
        #expect(failure { _ = try read(String(repeating: opening, count: 100_000)) } != nil)
    }

    @Test(arguments: [
        "", "a: b: c", "slug: a\nslug: b", "--- a\n--- b", "\t- x", "[", "%YAML 9.9\n---\na", "\"\\xZZ\"",
    ])
    func `what is no YAML document is refused with a sentence`(text: String) {
        #expect(failure { _ = try read(text) }?.sentence.contains("a.yaml") == true)
    }

    @Test func `a file beyond the limit is not read`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a: " + String(repeating: "x", count: YAMLFile.maximumBytes), to: "large.yaml")
        #expect(failure { _ = try YAMLFile(path: path) }?.sentence.contains("1024 KiB") == true)
        let missing = failure { _ = try YAMLFile(path: "\(folder.path)/none.yaml") }
        #expect(missing?.status == .notFound)
    }

    @Test func `a value that its type refuses is told with its line`() {
        let text = "priorities:\n  - title: ''\n    weight: 1\n"
        let failed = failure { _ = try YAMLFile(path: "p.yaml", text: text).decode(PriorityFile.self) }
        #expect(failed?.details == ["line 2, priorities[0].title: must not be empty"])
    }

    @Test func `a finding of the check leads to its line`() throws {
        let text = Self.library.replacingOccurrences(of: "        summary-free: true", with: "")
        let file = try YAMLFile(path: "a.yaml", text: text)
        #expect(file.line(of: "topics[0].questions[0].purpose") == 11)
        #expect(file.line(of: "topics[0].questions[0].listenFor") == 9)
        #expect(file.line(of: "topics[7]") == 4)
        #expect(file.line(of: "") == 1)
    }

    @Test func `the starter library is read, and the same as Markdown`() throws {
        let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = try LibraryFile(path: root.appendingPathComponent("deploy/starter-library.yaml").path)
        #expect(file.document.topics.flatMap(\.questions).count >= 60)
        let findings = file.document.check(catalogue: file.namedDimensions)
        #expect(!findings.contains { $0.severity == .error })

        #expect(try read(file.document.yaml()) == file.document)

        let folder = try TemporaryFolder()
        let markdown = try folder.write(file.document.markdown(), to: "starter.md")
        #expect(try LibraryFile(path: markdown).document == file.document)
    }

    @Test func `awkward texts survive the way through YAML`() throws {
        let texts = [
            "null", "~", "yes", "2026", "1.0", "- a", "# b", "&a *a", "'", "\"", "a: b", "a\nb", "\ttab", " x ",
            "\u{1F600}",
            "e\u{301}", "<<", "=", "{", "!tag", "%", "@", "`",
        ]
        let questions = texts.enumerated().map { index, text in
            LibraryDocument.Question(key: "q\(index)", text: text, purpose: text, followUps: texts)
        }
        let topic = LibraryDocument.Topic(key: "t", title: "1", questions: questions)
        let document = LibraryDocument(slug: "s", title: "no", summary: nil, language: "no", topics: [topic])
        // As it reads best it would have a name and its alias in it, and so not be read again.
        #expect(AnchorScan.repeatedName(in: document.yaml()) == nil)
        #expect(try read(document.yaml()) == document)
    }
}
