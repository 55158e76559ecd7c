/// Why a Markdown file is not a library, and where.
public struct MarkdownError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counts from 1.
    public let line: Int
    public let message: String

    public init(line: Int, message: String) {
        self.line = line
        self.message = message
    }

    public var description: String { "line \(line): \(message)" }
}

extension LibraryDocument {
    /// Reads the Markdown form; what is missing inside a question is left for `check`.
    public init(markdown: String) throws(MarkdownError) {
        var reader = LibraryMarkdownReader()
        for (index, line) in MarkdownLine.lines(of: markdown).enumerated() {
            try reader.read(line, number: index + 1)
        }
        self = try reader.finished()
    }
}

/// What a line of the file is.
private enum MarkdownLine {
    case blank
    case fence
    case heading(level: Int, text: String)
    /// A bullet `- **Label:** value`.
    case labelled(label: String, value: String)
    /// A bullet below a label.
    case item(String)
    /// An indented line that goes on with the one above.
    case continuation(String)
    case other(String)

    static func lines(of text: String) -> some Collection<Substring.UnicodeScalarView> {
        var scalars = Substring(text).unicodeScalars
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        return scalars.split(separator: "\n", omittingEmptySubsequences: false)
    }

    init(_ line: Substring.UnicodeScalarView) {
        let text = String(line).trimmingWhitespace()
        let isIndented = line.first == " " || line.first == "\t"
        if text.isEmpty {
            self = .blank
        } else if isIndented {
            self = text.hasPrefix("- ") ? .item(Self.rest(text, after: 1)) : .continuation(text)
        } else if text == "---" {
            self = .fence
        } else if let level = [1, 2, 3].first(where: { text.hasPrefix(String(repeating: "#", count: $0) + " ") }) {
            self = .heading(level: level, text: Self.rest(text, after: level))
        } else if text.hasPrefix("- **"), let end = text.firstRange(of: ":**") {
            let label = text[..<end.lowerBound].dropFirst(4)
            self = .labelled(label: String(label), value: String(text[end.upperBound...]).trimmingWhitespace())
        } else {
            self = .other(text)
        }
    }

    private static func rest(_ text: String, after count: Int) -> String {
        String(text.dropFirst(count)).trimmingWhitespace()
    }
}

/// Puts a document together line by line.
private struct LibraryMarkdownReader {
    private enum Part {
        case start
        case frontMatter
        case body
    }

    private var part = Part.start
    private var head = MarkdownFields()
    private var title: (text: String, line: Int)?
    private var topics: [LibraryDocument.Topic] = []
    private var isInQuestion = false
    private var fields = MarkdownFields()
    private var lastLine = 1

    mutating func read(_ scalars: Substring.UnicodeScalarView, number: Int) throws(MarkdownError) {
        lastLine = number
        switch part {
        case .start: try readStart(MarkdownLine(scalars), number)
        case .frontMatter: try readFrontMatter(MarkdownLine(scalars), String(scalars), number)
        case .body: try readBody(MarkdownLine(scalars), number)
        }
    }

    private mutating func readStart(_ line: MarkdownLine, _ number: Int) throws(MarkdownError) {
        switch line {
        case .blank: break
        case .fence: part = .frontMatter
        default: throw MarkdownError(line: number, message: "expected --- and the front matter before anything else")
        }
    }

    private mutating func readFrontMatter(
        _ line: MarkdownLine,
        _ text: String,
        _ number: Int
    ) throws(MarkdownError) {
        switch line {
        case .blank: return
        case .fence:
            part = .body
            return
        default: break
        }
        guard let colon = text.firstIndex(of: ":") else {
            throw MarkdownError(line: number, message: "expected `key: value` or --- in the front matter")
        }
        let key = String(text[..<colon]).trimmingWhitespace()
        let known = ["slug", "language", "licence", "summary"]
        guard known.contains(key) else {
            throw MarkdownError(line: number, message: "expected one of \(known.joined(separator: ", "))")
        }
        let value = String(text[text.index(after: colon)...]).trimmingWhitespace()
        try head.open(key, value: value, line: number)
    }

    private mutating func readBody(_ line: MarkdownLine, _ number: Int) throws(MarkdownError) {
        switch line {
        case .blank: fields.endText()
        case .heading(level: 1, let text): try readTitle(text, number)
        case .heading(level: 2, let text): try readTopic(text, number)
        case .heading(_, let text): try readQuestion(text, number)
        case .labelled(let label, let value):
            guard !topics.isEmpty else {
                throw MarkdownError(line: number, message: "expected a topic such as `## Title {#key}` first")
            }
            let known = (isInQuestion ? MarkdownLabel.ofQuestions : MarkdownLabel.ofTopics).map(\.rawValue)
            guard known.contains(label) else {
                throw MarkdownError(line: number, message: "expected one of \(known.joined(separator: ", "))")
            }
            try fields.open(label, value: value, line: number)
        case .item(let text): try fields.addItem(text, line: number)
        case .continuation(let text): try fields.goOn(text, line: number)
        case .fence, .other:
            throw MarkdownError(line: number, message: "expected a heading or a bullet such as `- **Purpose:** text`")
        }
    }

    private mutating func readTitle(_ text: String, _ number: Int) throws(MarkdownError) {
        guard title == nil else { throw MarkdownError(line: number, message: "has a second title") }
        guard topics.isEmpty else { throw MarkdownError(line: number, message: "expected the title before all topics") }
        title = (try MarkdownFields.text(text, line: number), number)
    }

    private mutating func readTopic(_ text: String, _ number: Int) throws(MarkdownError) {
        try closeSection()
        let (title, key) = try MarkdownFields.heading(text, line: number)
        topics.append(LibraryDocument.Topic(key: key, title: title, questions: []))
        isInQuestion = false
    }

    private mutating func readQuestion(_ text: String, _ number: Int) throws(MarkdownError) {
        guard !topics.isEmpty else {
            throw MarkdownError(line: number, message: "expected a topic such as `## Title {#key}` before questions")
        }
        try closeSection()
        let (wording, key) = try MarkdownFields.heading(text, line: number)
        topics[topics.count - 1].questions.append(LibraryDocument.Question(key: key, text: wording))
        isInQuestion = true
    }

    /// Gives the bullets read so far to the topic or the question they belong to.
    private mutating func closeSection() throws(MarkdownError) {
        guard let topic = topics.indices.last else { return }
        if isInQuestion, let question = topics[topic].questions.indices.last {
            try fields.fill(&topics[topic].questions[question])
        } else {
            try fields.fill(&topics[topic])
        }
        fields = MarkdownFields()
    }

    mutating func finished() throws(MarkdownError) -> LibraryDocument {
        try closeSection()
        guard part == .body else { throw MarkdownError(line: lastLine, message: "expected --- and the front matter") }
        guard let title else { throw MarkdownError(line: lastLine, message: "expected a title such as `# Title`") }
        guard let slug = try head.text("slug"), let language = try head.text("language") else {
            throw MarkdownError(line: 1, message: "expected slug and language in the front matter")
        }
        return LibraryDocument(
            slug: slug,
            title: title.text,
            summary: try head.text("summary"),
            language: language,
            licence: try head.text("licence"),
            topics: topics
        )
    }
}
