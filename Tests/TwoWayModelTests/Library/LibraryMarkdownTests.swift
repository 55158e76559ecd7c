import Testing

@testable import TwoWayModel

struct LibraryMarkdownTests {
    private static let text = """
        ---
        slug: good-questions
        language: en
        licence: CC BY 4.0
        ---

        # Good questions

        ## The job {#job}

        - **General:** yes
        - **Summary:** What one would do: all day.

        ### Is it C#, or "C"? {#lang}

        - **Purpose:** To learn what counts.
        - **Follow-ups:**
          - How did that work out?
          - "\\"Quoted\\"\\nand broken"
        - **Listen for:** []
        - **Kind:** example
        - **Subject:** boss
        - **Horizon:** first 3 months
        - **Audience:** hiring manager, peer
        - **Minutes:** 4
        - **Informativeness:** 0.6
        - **Dimensions:** training, growth

        ### Bare? {#bare}

        """

    private static let document = LibraryDocument(
        slug: "good-questions",
        title: "Good questions",
        language: "en",
        licence: "CC BY 4.0",
        topics: [
            LibraryDocument.Topic(
                key: "job",
                title: "The job",
                summary: "What one would do: all day.",
                general: true,
                questions: [
                    LibraryDocument.Question(
                        key: "lang",
                        text: "Is it C#, or \"C\"?",
                        purpose: "To learn what counts.",
                        followUps: ["How did that work out?", "\"Quoted\"\nand broken"],
                        listenFor: [],
                        kind: .example,
                        subject: .boss,
                        horizon: .firstThreeMonths,
                        audience: [.hiringManager, .peer],
                        minutes: 4,
                        informativeness: 0.6,
                        dimensions: ["training", "growth"]
                    ),
                    LibraryDocument.Question(key: "bare", text: "Bare?"),
                ]
            )
        ]
    )

    @Test func `the form is readable and exactly this`() throws {
        #expect(Self.document.markdown() == Self.text)
        #expect(try LibraryDocument(markdown: Self.text) == Self.document)
    }

    @Test func `people may wrap lines, use CRLF, leave lines empty and write underscores`() throws {
        let text = """
            \u{FEFF}---
              language:   en
            slug: ab

            ---
            #   Title
            ## Topic   {#topic}
            ### Long
            """
        let rest = """
             question? {#q1}
            - **Purpose:** To learn
              what counts
                in the end.
            - **Follow-ups:**

              - One
                and a half

              - Two
            - **Audience:** Hiring_Manager,peer
            """
        let markdown = (text + rest).replacing("\n", with: "\r\n")
        let question = try LibraryDocument(markdown: markdown).topics[0].questions[0]
        #expect(question.text == "Long question?")
        #expect(question.purpose == "To learn what counts in the end.")
        #expect(question.followUps == ["One and a half", "Two"])
        #expect(question.audience == [.hiringManager, .peer])
    }

    @Test(arguments: [
        ("", "line 1: expected --- and the front matter"),
        ("# Title", "line 1: expected --- and the front matter before anything else"),
        ("---\nslug: ab", "line 2: expected --- and the front matter"),
        ("---\nslug ab\n---", "line 2: expected `key: value` or --- in the front matter"),
        ("---\nauthor: me\n---", "line 2: expected one of slug, language, licence, summary"),
        ("---\nslug: ab\nslug: cd\n---", "line 3: has slug a second time"),
        ("---\nslug: ab\n---\n# T", "line 1: expected slug and language in the front matter"),
        ("---\nslug:\nlanguage: en\n---\n# T", "line 2: expected a text after slug; an empty one is \"\""),
        ("---\nslug: ab\nlanguage: en\n---\n", "line 5: expected a title such as `# Title`"),
        ("---\n---\n# T\n# U", "line 4: has a second title"),
        ("---\n---\n## T {#tt}\n# U", "line 4: expected the title before all topics"),
        ("---\n---\n## T", "line 3: expected a key at the end of the heading, such as {#first-year}"),
        ("---\n---\n## T {#}", "line 3: has an empty key"),
        ("---\n---\n### Q {#qq}", "line 3: expected a topic such as `## Title {#key}` before questions"),
        ("---\n---\n- **Purpose:** x", "line 3: expected a topic such as `## Title {#key}` first"),
        ("---\n---\n## T {#tt}\n- **Purpose:** x", "line 4: expected one of General, Summary"),
        ("---\n---\n## T {#tt}\n- **General:** maybe\n", "line 4: expected yes or no"),
        ("---\n---\n## T {#tt}\nHello", "line 4: expected a heading or a bullet such as `- **Purpose:** text`"),
        ("---\n---\n## T {#tt}\n  - item", "line 4: expected no item here"),
        ("---\n---\n## T {#tt}\n  text", "line 4: expected no indented text here"),
        ("---\n---\n## T {#tt}\n- **Summary:** a\n\n  b", "line 6: expected no indented text here"),
        (
            "---\n---\n## T {#tt}\n- **Summary:** \"a",
            "line 4: has double quotes or backslashes that do not fit together"
        ),
        (
            "---\n---\n## T {#tt}\n### Q {#qq}\n- **Minutes:** four",
            "line 5: expected a whole number"
        ),
        (
            "---\n---\n## T {#tt}\n### Q {#qq}\n- **Informativeness:** nan",
            "line 5: expected a number such as 0.5"
        ),
        (
            "---\n---\n## T {#tt}\n### Q {#qq}\n- **Subject:** weather",
            "line 5: expected one of work, opportunity, boss, team, organisation"
        ),
        (
            "---\n---\n## T {#tt}\n### Q {#qq}\n- **Follow-ups:** one",
            "line 5: expected the items below, each as `  - text`"
        ),
        (
            "---\n---\n## T {#tt}\n### Q {#qq}\n- **Follow-ups:**\n  - ok\n  - \"\\x\"",
            "line 7: has double quotes or backslashes that do not fit together"
        ),
        (
            "---\n---\n## T {#tt}\n### Q {#qq}\n- **Dimensions:** a,,b",
            "line 5: expected keys between commas"
        ),
        (
            "---\n---\n## T {#tt}\n### Q {#qq}\n- **Minutes:** 3\n- **Minutes:** 3",
            "line 6: has Minutes a second time"
        ),
    ])
    func `a mistake is told with its line`(markdown: String, description: String) {
        do throws(MarkdownError) {
            _ = try LibraryDocument(markdown: markdown)
            Issue.record("was accepted")
        } catch {
            #expect(error.description == description)
        }
    }

    @Test func `random documents come back to the last byte`() throws {
        var source = RandomDocument(generator: SeededGenerator(seed: 51))
        for _ in 0..<300 {
            let document = source.document()
            let read = try LibraryDocument(markdown: document.markdown())
            // Swift's equality of strings would not see a change of normalisation, and bytes do not see [] for nil.
            #expect(read == document)
            #expect(read.canonicalContent() == document.canonicalContent())
        }
    }

    @Test func `random damage never traps`() {
        var source = RandomDocument(generator: SeededGenerator(seed: 52))
        for _ in 0..<300 {
            var bytes = Array(source.document().markdown().utf8)
            for _ in 0..<4 {
                let index = Int.random(in: bytes.indices, using: &source.generator)
                bytes[index] = Array("#-*{}\"\n :[]\\a".utf8).randomElement(using: &source.generator) ?? 0
            }
            _ = try? LibraryDocument(markdown: String(decoding: bytes, as: UTF8.self))
        }
    }
}

/// Makes documents of every shape, also such as no coach would write.
private struct RandomDocument {
    var generator: SeededGenerator

    private static let pieces = [
        "What", "do", " ", "  ", "\n", "\r\n", "\t", "\"", "\\", "{#", "}", "#", "# ", "- ", "**", ":**", "---", ":",
        ",",
        "[", "]", "[]", "?", "é", "e\u{301}", "\u{301}", "\u{600}", "\u{200D}", "\u{2028}", "\u{85}", "\u{A0}", "\u{0}",
        "\u{FEFF}", "👩‍👩‍👧", "最近", "`", "<b>", "&amp;", "yes", "none",
    ]

    mutating func text() -> String {
        (0..<Int.random(in: 0...7, using: &generator))
            .map { _ in Self.pieces.randomElement(using: &generator) ?? "" }
            .joined()
    }

    private mutating func maybe<Value>(_ value: (inout RandomDocument) -> Value?) -> Value? {
        Bool.random(using: &generator) ? value(&self) : nil
    }

    private mutating func texts() -> [String] {
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in text() }
    }

    private mutating func element<Value: CaseIterable>(_ type: Value.Type) -> Value? {
        Value.allCases.randomElement(using: &generator)
    }

    mutating func question() -> LibraryDocument.Question {
        LibraryDocument.Question(
            key: text(),
            text: text(),
            purpose: maybe { $0.text() },
            followUps: maybe { $0.texts() },
            listenFor: maybe { $0.texts() },
            warningSigns: maybe { $0.texts() },
            kind: maybe { $0.element(QuestionKind.self) },
            subject: maybe { $0.element(QuestionSubject.self) },
            horizon: maybe { $0.element(QuestionHorizon.self) },
            audience: maybe { source in
                InterviewerRole.allCases.filter { _ in Bool.random(using: &source.generator) }
            },
            minutes: maybe { .random(in: .min ... .max, using: &$0.generator) },
            informativeness: maybe { .random(in: -1e9...1e9, using: &$0.generator) },
            dimensions: maybe { $0.texts() }
        )
    }

    mutating func document() -> LibraryDocument {
        LibraryDocument(
            slug: text(),
            title: text(),
            summary: maybe { $0.text() },
            language: text(),
            licence: maybe { $0.text() },
            topics: (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                LibraryDocument.Topic(
                    key: text(),
                    title: text(),
                    summary: maybe { $0.text() },
                    general: maybe { Bool.random(using: &$0.generator) },
                    questions: (0..<Int.random(in: 0...3, using: &generator)).map { _ in question() }
                )
            }
        )
    }
}
