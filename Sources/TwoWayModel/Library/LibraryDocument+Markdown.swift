// The Markdown form of a library, for coaches who keep it in a file:
//
//     ---
//     slug: good-questions
//     language: en
//     ---
//
//     # Good questions
//
//     ## The job itself {#job}
//
//     - **General:** yes
//
//     ### What does a good first year look like? {#first-year}
//
//     - **Purpose:** To learn what counts.
//     - **Follow-ups:**
//       - How did that work out?
//     - **Minutes:** 4
//
// Texts that a line cannot hold stand in JSON's double quotes. A text may go on in the following lines if they are
// indented; it is joined by spaces.

extension LibraryDocument {
    /// The document as Markdown, from which `init(markdown:)` reads back an equal one.
    public func markdown() -> String {
        var lines = ["---", "slug: \(QuotedText.written(slug))", "language: \(QuotedText.written(language))"]
        if let licence { lines.append("licence: \(QuotedText.written(licence))") }
        if let summary { lines.append("summary: \(QuotedText.written(summary))") }
        lines += ["---", "", "# \(QuotedText.written(title))"]
        for topic in topics {
            lines += ["", "## \(Self.heading(topic.title, key: topic.key))"]
            topic.appendMarkdown(to: &lines)
            for question in topic.questions {
                lines += ["", "### \(Self.heading(question.text, key: question.key))"]
                question.appendMarkdown(to: &lines)
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ text: String, key: String) -> String {
        let isSimple = !key.isEmpty && key.utf8.allSatisfy { $0.isLetter || $0.isDigit || "-_.".utf8.contains($0) }
        let written = isSimple ? key : QuotedText.quoted(key).replacing("{", with: "\\u007b")
        return "\(QuotedText.written(text)) {#\(written)}"
    }
}

/// The bold labels of the bullets.
enum MarkdownLabel: String, CaseIterable {
    case general = "General"
    case summary = "Summary"
    case purpose = "Purpose"
    case followUps = "Follow-ups"
    case listenFor = "Listen for"
    case warningSigns = "Warning signs"
    case kind = "Kind"
    case subject = "Subject"
    case horizon = "Horizon"
    case audience = "Audience"
    case minutes = "Minutes"
    case informativeness = "Informativeness"
    case dimensions = "Dimensions"

    static let ofTopics: [MarkdownLabel] = [.general, .summary]
    static let ofQuestions: [MarkdownLabel] = allCases.filter { !ofTopics.contains($0) }

    /// Whether its items stand below it, one to a line.
    var hasItems: Bool {
        switch self {
        case .followUps, .listenFor, .warningSigns: true
        case .general, .summary, .purpose, .kind, .subject, .horizon, .audience, .minutes, .informativeness,
            .dimensions:
            false
        }
    }

    fileprivate func bullet(_ value: String) -> String { "- **\(rawValue):** \(value)" }

    fileprivate func bullets(_ items: [String]?) -> [String] {
        guard let items else { return [] }
        guard !items.isEmpty else { return [bullet("[]")] }
        return ["- **\(rawValue):**"] + items.map { "  - \(QuotedText.written($0))" }
    }
}

extension LibraryDocument.Topic {
    fileprivate func appendMarkdown(to lines: inout [String]) {
        guard general != nil || summary != nil else { return }
        lines.append("")
        if let general { lines.append(MarkdownLabel.general.bullet(general ? "yes" : "no")) }
        if let summary { lines.append(MarkdownLabel.summary.bullet(QuotedText.written(summary))) }
    }
}

extension LibraryDocument.Question {
    fileprivate func appendMarkdown(to lines: inout [String]) {
        var bullets: [String] = []
        if let purpose { bullets.append(MarkdownLabel.purpose.bullet(QuotedText.written(purpose))) }
        bullets += MarkdownLabel.followUps.bullets(followUps)
        bullets += MarkdownLabel.listenFor.bullets(listenFor)
        bullets += MarkdownLabel.warningSigns.bullets(warningSigns)
        if let kind { bullets.append(MarkdownLabel.kind.bullet(Self.words(kind.rawValue))) }
        if let subject { bullets.append(MarkdownLabel.subject.bullet(Self.words(subject.rawValue))) }
        if let horizon { bullets.append(MarkdownLabel.horizon.bullet(Self.words(horizon.rawValue))) }
        if let audience {
            let roles = QuotedText.written(list: audience.map { Self.words($0.rawValue) })
            bullets.append(MarkdownLabel.audience.bullet(roles))
        }
        if let minutes { bullets.append(MarkdownLabel.minutes.bullet("\(minutes)")) }
        if let informativeness { bullets.append(MarkdownLabel.informativeness.bullet("\(informativeness)")) }
        if let dimensions { bullets.append(MarkdownLabel.dimensions.bullet(QuotedText.written(list: dimensions))) }
        guard !bullets.isEmpty else { return }
        lines.append("")
        lines += bullets
    }

    /// The name of a case as people write it: `hiring_manager` as "hiring manager".
    private static func words(_ name: String) -> String {
        name.replacing("_", with: " ")
    }
}
