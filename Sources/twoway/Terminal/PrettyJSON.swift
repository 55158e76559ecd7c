import JSONRPC

/// JSON to be read by people: indented, and without characters that a terminal would obey.
enum PrettyJSON {
    static func text(_ json: RawJSON) -> String {
        guard let node = try? json.parsed() else { return TerminalText.line(json.text) }
        var text = ""
        append(node, to: &text, depth: 0)
        return text
    }

    private static func append(_ node: JSONNode, to text: inout String, depth: Int) {
        switch node.kind {
        case .object where node.count > 0:
            text += "{"
            for (index, member) in node.members.enumerated() {
                startItem(index, in: &text, depth: depth + 1)
                text += escaped(member.nameNode) + ": "
                append(member.value, to: &text, depth: depth + 1)
            }
            startLine(in: &text, depth: depth)
            text += "}"
        case .array where node.count > 0:
            text += "["
            for (index, element) in node.elements.enumerated() {
                startItem(index, in: &text, depth: depth + 1)
                append(element, to: &text, depth: depth + 1)
            }
            startLine(in: &text, depth: depth)
            text += "]"
        case .object: text += "{}"
        case .array: text += "[]"
        case .string, .number, .boolean, .null: text += escaped(node)
        }
    }

    private static func startItem(_ index: Int, in text: inout String, depth: Int) {
        if index > 0 { text += "," }
        startLine(in: &text, depth: depth)
    }

    private static func startLine(in text: inout String, depth: Int) {
        text += "\n" + String(repeating: "  ", count: depth)
    }

    /// The value as it stood, with the characters escaped that JSON allows and a terminal obeys.
    private static func escaped(_ node: JSONNode) -> String {
        let text = String(decoding: node.rawBytes, as: UTF8.self)
        guard text.unicodeScalars.contains(where: TerminalText.isCommand) else { return text }
        return text.unicodeScalars.map { scalar in
            guard TerminalText.isCommand(scalar) else { return String(scalar) }
            return String(scalar).utf16.map { unit in
                let digits = String(unit, radix: 16)
                return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }.joined()
        }.joined()
    }
}
