/// Questions to the person at the keyboard, and the answers, a line at a time.
struct Dialogue {
    let output: Output
    /// The next line; nil at the end of the input.
    let nextLine: () -> String?

    init(output: Output, nextLine: @escaping () -> String?) {
        self.output = output
        self.nextLine = nextLine
    }

    /// Asks and reads a line, without white space at its ends; nil at the end of the input.
    func ask(_ question: StyledText) -> String? {
        output.prompt(question)
        guard let line = nextLine() else {
            output.say("")
            return nil
        }
        return line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Reads lines up to an empty one; nil if there was none before it.
    func askLines(_ question: StyledText) -> String? {
        output.say(question)
        var lines: [String] = []
        while true {
            output.prompt(StyledText("  | ", .faint))
            guard let line = nextLine() else {
                output.say("")
                break
            }
            if line.allSatisfy(\.isWhitespace) { break }
            lines.append(line)
        }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    /// Lets choose one of several by its number, or the usual one by nothing; nil at the end of the input.
    func choose<Value>(_ question: String, among choices: [(name: String, value: Value)], usual: Int) -> Value? {
        guard choices.count > 1 else { return choices.first?.value }
        for (index, choice) in choices.enumerated() {
            output.say(StyledText("  \(index + 1) ", .accent) + StyledText(choice.name))
        }
        while let answer = ask(StyledText("\(question) [\(usual + 1)] ")) {
            if answer.isEmpty { return choices[usual].value }
            if let number = Int(answer), choices.indices.contains(number - 1) { return choices[number - 1].value }
            let named = choices.filter { $0.name.lowercased().hasPrefix(answer.lowercased()) }
            if named.count == 1, let only = named.first { return only.value }
            output.say(StyledText("A number from 1 to \(choices.count), please.", .doubtful))
        }
        return nil
    }
}
