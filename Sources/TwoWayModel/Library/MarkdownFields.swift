/// The labelled values of one section of a Markdown file, with the lines they stand in.
struct MarkdownFields {
    private struct Field {
        var value: String
        var items: [(text: String, line: Int)] = []
        var line: Int
    }

    private var fields: [String: Field] = [:]
    /// The label that items and continued lines belong to.
    private var current: String?
    private var canGoOn = false

    mutating func open(_ label: String, value: String, line: Int) throws(MarkdownError) {
        guard fields[label] == nil else { throw MarkdownError(line: line, message: "has \(label) a second time") }
        fields[label] = Field(value: value, line: line)
        current = label
        canGoOn = true
    }

    mutating func addItem(_ text: String, line: Int) throws(MarkdownError) {
        guard let current, MarkdownLabel(rawValue: current)?.hasItems == true, fields[current]?.value.isEmpty == true
        else { throw MarkdownError(line: line, message: "expected no item here") }
        fields[current]?.items.append((text, line))
        canGoOn = true
    }

    /// Joins an indented line to the text above.
    mutating func goOn(_ text: String, line: Int) throws(MarkdownError) {
        guard let current, canGoOn, var field = fields.removeValue(forKey: current) else {
            throw MarkdownError(line: line, message: "expected no indented text here")
        }
        if let last = field.items.indices.last {
            field.items[last].text += " " + text
        } else {
            field.value += field.value.isEmpty ? text : " " + text
        }
        fields[current] = field
    }

    /// After an empty line a text does not go on.
    mutating func endText() {
        canGoOn = false
    }

    /// Reads a text that may be quoted.
    static func text(_ text: String, line: Int) throws(MarkdownError) -> String {
        guard let value = QuotedText.read(text) else {
            throw MarkdownError(line: line, message: "has double quotes or backslashes that do not fit together")
        }
        return value
    }

    /// Reads `Text {#key}`.
    static func heading(_ heading: String, line: Int) throws(MarkdownError) -> (text: String, key: String) {
        guard heading.hasSuffix("}"), let mark = heading.ranges(of: " {#").last else {
            throw MarkdownError(line: line, message: "expected a key at the end of the heading, such as {#first-year}")
        }
        let key = String(heading[mark.upperBound...].dropLast())
        guard !key.isEmpty else { throw MarkdownError(line: line, message: "has an empty key") }
        return (
            try text(String(heading[..<mark.lowerBound]).trimmingWhitespace(), line: line), try text(key, line: line)
        )
    }

    /// The text under a label; nil if it is absent.
    func text(_ label: String) throws(MarkdownError) -> String? {
        guard let field = fields[label] else { return nil }
        guard !field.value.isEmpty else {
            throw MarkdownError(line: field.line, message: "expected a text after \(label); an empty one is \"\"")
        }
        return try Self.text(field.value, line: field.line)
    }

    func fill(_ topic: inout LibraryDocument.Topic) throws(MarkdownError) {
        topic.general = try value(.general, "yes or no") { ["yes": true, "no": false][$0] }
        topic.summary = try text(MarkdownLabel.summary.rawValue)
    }

    func fill(_ question: inout LibraryDocument.Question) throws(MarkdownError) {
        question.purpose = try text(MarkdownLabel.purpose.rawValue)
        question.followUps = try items(.followUps)
        question.listenFor = try items(.listenFor)
        question.warningSigns = try items(.warningSigns)
        question.kind = try name(.kind)
        question.subject = try name(.subject)
        question.horizon = try name(.horizon)
        question.audience = try value(.audience, Self.names(InterviewerRole.self)) { text in
            guard let names = QuotedText.read(list: text) else { return nil }
            let roles = names.compactMap { InterviewerRole(rawValue: Self.identifier($0)) }
            return roles.count == names.count ? roles : nil
        }
        question.minutes = try value(.minutes, "a whole number") { Int($0) }
        question.informativeness = try value(.informativeness, "a number such as 0.5") { text in
            Double(text).flatMap { $0.isFinite ? $0 : nil }
        }
        question.dimensions = try value(.dimensions, "keys between commas") { QuotedText.read(list: $0) }
    }

    private func items(_ label: MarkdownLabel) throws(MarkdownError) -> [String]? {
        guard let field = fields[label.rawValue] else { return nil }
        if field.value == "[]" { return [] }
        guard field.value.isEmpty, !field.items.isEmpty else {
            throw MarkdownError(line: field.line, message: "expected the items below, each as `  - text`")
        }
        var texts: [String] = []
        for item in field.items { texts.append(try Self.text(item.text, line: item.line)) }
        return texts
    }

    private func name<Name>(_ label: MarkdownLabel) throws(MarkdownError) -> Name?
    where Name: RawRepresentable & CaseIterable, Name.RawValue == String {
        try value(label, Self.names(Name.self)) { Name(rawValue: Self.identifier($0)) }
    }

    private func value<Value>(
        _ label: MarkdownLabel,
        _ expected: String,
        read: (String) -> Value?
    ) throws(MarkdownError) -> Value? {
        guard let field = fields[label.rawValue] else { return nil }
        guard let value = read(field.value) else {
            throw MarkdownError(line: field.line, message: "expected \(expected)")
        }
        return value
    }

    private static func names<Name>(_ type: Name.Type) -> String
    where Name: RawRepresentable & CaseIterable, Name.RawValue == String {
        "one of " + Name.allCases.map { $0.rawValue.replacing("_", with: " ") }.joined(separator: ", ")
    }

    private static func identifier(_ words: String) -> String {
        words.lowercased().replacing(" ", with: "_")
    }
}
