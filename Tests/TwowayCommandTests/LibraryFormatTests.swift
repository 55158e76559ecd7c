import Foundation
import Testing
import TwoWayModel

@testable import twoway

/// Libraries in files of every form: nothing is lost on the way there and back.
@Suite struct LibraryFormatTests {
    private func read(_ text: String, _ format: LibraryFormat) throws -> LibraryDocument {
        let folder = try TemporaryFolder()
        return try LibraryFile(path: try folder.write(text, to: "library.txt"), format: format).document
    }

    private func csvProblems(_ text: String) -> [String] {
        failure { _ = try LibraryDocument(csv: text, path: "a.csv") }?.details ?? []
    }

    @Test(arguments: LibraryFormat.allCases)
    func `random documents come back to the last byte`(format: LibraryFormat) throws {
        var source = RandomLibrary(seed: 73, format: format)
        let folder = try TemporaryFolder()
        for number in 0..<200 {
            let document = source.document()
            let file = "\(folder.path)/\(number)"
            try OutputFile.write(Array(format.text(of: document).utf8), to: file)
            let read = try LibraryFile(path: file, format: format).document
            // Swift's equality of strings would not see a change of normalisation, and bytes do not see [] for nil.
            #expect(read == document, "document \(number)")
            #expect(read.canonicalContent() == document.canonicalContent(), "document \(number)")
        }
    }

    @Test(arguments: LibraryFormat.allCases)
    func `each text that is hard to write comes back`(format: LibraryFormat) throws {
        for text in RandomLibrary.hardTexts where format != .yaml || text != "\u{FEFF}" {
            let document = LibraryDocument(
                slug: text,
                title: text,
                summary: text,
                language: text,
                licence: text,
                topics: [
                    .init(
                        key: text,
                        title: text,
                        summary: text,
                        general: false,
                        questions: [
                            .init(
                                key: text,
                                text: text,
                                purpose: text,
                                followUps: [text],
                                listenFor: [text, text],
                                warningSigns: [],
                                dimensions: [text]
                            )
                        ]
                    )
                ]
            )
            let read = try read(format.text(of: document), format)
            #expect(read == document, "\(text.debugDescription)")
            #expect(read.canonicalContent() == document.canonicalContent(), "\(text.debugDescription)")
        }
    }

    @Test func `a form that would lose something is refused with the others named`() throws {
        var document = LibraryDocument(slug: "talks", title: "\u{FEFF}Talks", language: "en", topics: [])
        #expect(failure { _ = try LibraryFormat.yaml.keptText(of: document) }?.hint?.contains("json") == true)
        for format in LibraryFormat.allCases where format != .yaml {
            #expect(try read(format.keptText(of: document), format).title == "\u{FEFF}Talks")
        }
        document.title = "Talks"
        #expect(try LibraryFormat.yaml.keptText(of: document).hasPrefix("slug: talks\n"))
    }

    @Test func `the form is told by the name of the file`() {
        let forms: [String: LibraryFormat] = [
            "a.yaml": .yaml, "a.yml": .yaml, "a.MD": .markdown, "a.markdown": .markdown, "b/A.CSV": .csv,
            "a.json": .json, "a": .yaml, "-": .yaml,
        ]
        for (name, form) in forms { #expect(LibraryFormat(path: name) == form, "\(name)") }
    }

    @Test func `a table has a row for the library, for each topic and for each question`() {
        let document = LibraryDocument(
            slug: "talks",
            title: "Talks, first",
            language: "en",
            topics: [
                .init(
                    key: "job",
                    title: "The \"job\"",
                    general: true,
                    questions: [
                        .init(
                            key: "hours",
                            text: "=Where?",
                            purpose: "",
                            followUps: ["One", "Two"],
                            listenFor: [],
                            kind: .example,
                            audience: [.peer, .hr],
                            minutes: 5,
                            informativeness: 0.5
                        )
                    ]
                )
            ]
        )
        let names = LibraryColumn.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
        #expect(
            document.csv() == names + "\r\n"
                + #""library","talks","","Talks, first","","en","","","","","","","","","","","","","","""# + "\r\n"
                + #""topic","job","","The ""job""","","","","true","","","","","","","","","","","","""# + "\r\n"
                + #""question","hours","job","","","","","","\=Where?","\","One\#nTwo","[]","","example","","","#
                + #""peer\#nhr","5","0.5","""# + "\r\n"
        )
    }

    @Test func `a table that a spreadsheet wrote again is read as well`() throws {
        let text = """
            \u{FEFF}Record;Key;Title;Language;General;Text;Audience;Minutes\r
            library;talks;Talks;en;;;;\r
            ;;;;;;;\r
            topic;job;The job;;TRUE;;;\r
            question;hours;;;;"Where; ""really""?";"peer\r\nhr";5\r
            """
        let document = try read(text, .csv)
        #expect(
            document
                == LibraryDocument(
                    slug: "talks",
                    title: "Talks",
                    language: "en",
                    topics: [
                        .init(
                            key: "job",
                            title: "The job",
                            general: true,
                            questions: [
                                .init(key: "hours", text: "Where; \"really\"?", audience: [.peer, .hr], minutes: 5)
                            ]
                        )
                    ]
                )
        )
    }

    @Test func `questions that were sorted away from their topic still belong to it`() throws {
        let text = """
            record,key,topic,title,language,text
            library,talks,,Talks,en,
            topic,job,,The job,,
            topic,team,,The team,,
            question,hours,job,,,Where?
            question,size,,,,Who?
            """
        let document = try read(text, .csv)
        #expect(document.topics.map { $0.questions.map(\.key) } == [["hours"], ["size"]])
    }

    @Test func `what is not right in a table is told by row and column`() {
        #expect(csvProblems("record,key,colour\nlibrary,talks,red\n") == ["row 1, column 3: is no column of a library"])
        #expect(csvProblems("record,key,key\n") == ["row 1, column 3: key stands there twice"])
        #expect(csvProblems("title\nTalks\n") == ["row 1: has no column record", "row 1: has no column key"])
        let header = "record,key,topic,title,general,text,kind,audience,minutes,informativeness\n"
        let problems = csvProblems(
            header + """
                question,early,,,,Where?,,,,
                library,talks,,Talks,,,,,,
                library,talks,,Talks,,,,,,
                topic,job,,The job,perhaps,,,,,
                topic,job,,The job,,,,,,
                question,a,team,,,Where?,,,,
                question,b,,,,Where?,guess,,,
                question,c,,,,Where?,,peer,five,
                question,d,,,,Where?,,boss,5,
                question,e,,,,Where?,,,5,much
                question,f,,,,\\a\\q,,,,
                question,g,,,,\\a\\u{110000},,,,
                chapter,h,,,,,,,,
                ,i,,,,,,,,
                question,j,,,,Where?,,,,,more

                """
        )
        let words = problems.map { String($0.prefix(while: { $0 != ":" })) }
        #expect(
            words == [
                "row 2, record", "row 4, record", "row 5, general", "row 7, topic", "row 8, kind", "row 9, minutes",
                "row 10, audience", "row 11, informativeness", "row 12, text", "row 13, text", "row 14, record",
                "row 15, record", "row 16, column 11",
            ]
        )
    }

    @Test func `a table that breaks off inside of a text is refused`() throws {
        let whole = LibraryDocument(slug: "talks", title: "Talks", language: "en", topics: []).csv()
        #expect(failure { _ = try LibraryDocument(csv: whole + "\"topic", path: "a.csv") } != nil)
        #expect(failure { _ = try LibraryDocument(csv: "", path: "a.csv") } != nil)
        #expect(failure { _ = try LibraryDocument(csv: "record,key\ntopic,job\n", path: "a.csv") } != nil)
        #expect(failure { _ = try LibraryDocument(csv: "record,key\n\"topic\"x,job\n", path: "a.csv") } != nil)
    }

    @Test func `random damage never traps`() {
        var source = RandomLibrary(seed: 74)
        for _ in 0..<200 {
            var bytes = Array(source.document().csv().utf8)
            for _ in 0..<4 {
                let index = Int.random(in: bytes.indices, using: &source.generator)
                bytes[index] = Array("\"\\,;\n\t[]{}u".utf8).randomElement(using: &source.generator) ?? 0
            }
            _ = try? LibraryDocument(csv: String(decoding: bytes, as: UTF8.self), path: "a.csv")
        }
    }

    @Test func `a member that JSON has and a library has not is refused`() throws {
        let text = #"{"slug": "a", "title": "b", "language": "en", "topics": [], "colour": "red"}"#
        #expect(failure { _ = try read(text, .json) }?.details.first?.contains("colour") == true)
        #expect(failure { _ = try read("{", .json) } != nil)
        #expect(failure { _ = try read(#"{"slug": "a"}"#, .json) } != nil)
    }
}

/// Makes documents of every shape, also such as no coach would write; the same ones for the same seed.
private struct RandomLibrary {
    var generator: SplitMix

    /// Texts for YAML are without U+FEFF, which its reader drops in front of a text.
    init(seed: UInt64, format: LibraryFormat = .csv) {
        generator = SplitMix(state: seed)
        pieces = Self.allPieces.filter { format != .yaml || $0 != "\u{FEFF}" }
    }

    private let pieces: [String]

    struct SplitMix: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Without U+0000, which no text may have that goes to the server.
    static let hardTexts = [
        "", " ", "\\", "\\\\n", "[]", "[", "\"", "\"\"", "a\"", "\"\u{301}", "\u{301}", "a\u{600}", "\u{D4E}",
        "\u{1F3FB}",
        "\u{200D}\"", "=1+1", "+1", "-1", "@x", "\t", "\n", "a\n", "\na", "a\n\nb", "\r", "\r\n", "a\r\nb", ",", ";",
        "a,b",
        "null", "~", "yes", "no", "true", "1", "1.0", "0x1F", "1e3", "2026-11-23", "12:30:45", "<<", "- a", "? a",
        ": a", "#a",
        "a: b", "a #b", "&a", "*a", "!a", "%a", "|", ">", "'", "`", "---", "...", "{a}", "\u{7}", "\u{1B}[0m",
        "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFD}", "\u{FFFE}", "\u{10FFFF}", "é",
        "e\u{301}",
        "👩‍👩‍👧", "🇩🇪", "최근 몇 달", "שלום", "日本語？", " lead", "trail ", "tab\tin", "line one\n  line two\n",
        String(repeating: "long words ", count: 40),
    ]

    private static let allPieces = ["What", "do", "you", "?", " ", "Ü"] + hardTexts.dropLast()

    mutating func text() -> String {
        (0..<Int.random(in: 0...5, using: &generator))
            .map { _ in pieces.randomElement(using: &generator) ?? "" }
            .joined()
    }

    private mutating func maybe<Value>(_ value: (inout RandomLibrary) -> Value?) -> Value? {
        Bool.random(using: &generator) ? value(&self) : nil
    }

    private mutating func texts() -> [String] {
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in text() }
    }

    private mutating func element<Value: CaseIterable>(_ type: Value.Type) -> Value? {
        Value.allCases.randomElement(using: &generator)
    }

    private mutating func question() -> LibraryDocument.Question {
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
