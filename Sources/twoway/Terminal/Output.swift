import Foundation
import JSONRPC

/// Where a command writes its answer, as people, programs or `--json` want it.
struct Output: Sendable {
    /// For what goes wrong and for what is on its way.
    static let standardError = Output(descriptor: 2, isJSON: false)

    let terminal: Terminal
    let isJSON: Bool
    private let descriptor: Int32

    init(descriptor: Int32 = 1, isJSON: Bool) {
        self.descriptor = descriptor
        self.isJSON = isJSON
        terminal = Terminal(descriptor: descriptor)
    }

    /// Shows an answer: with `--json` as the server sent it, else as `people` puts it.
    func show<Value>(_ answer: Reply<Value>, _ people: (Value) -> Void) {
        if isJSON {
            json(answer.json)
        } else {
            people(answer.value)
        }
    }

    func json(_ json: RawJSON) {
        write(line: terminal.isInteractive ? PrettyJSON.text(json) : json.text)
    }

    /// Prints JSON on one line, also for people: one of many that follow each other.
    func jsonLine(_ json: RawJSON) {
        write(line: json.text)
    }

    /// Prints as JSON what this program has put together itself.
    func jsonValue(_ value: some Encodable) {
        guard let json = try? RawJSON(encoding: value) else { return }
        self.json(json)
    }

    func say(_ text: StyledText) {
        write(line: text.rendered(on: terminal))
    }

    /// Prints a table; when it has no rows, tells people so.
    func table(_ table: Table, none: StyledText) {
        if table.isEmpty {
            note(none)
        } else {
            write(lines: table.lines(for: terminal))
        }
    }

    func facts(_ facts: Facts) {
        write(lines: facts.lines(for: terminal))
    }

    /// Prints text of many lines; on a terminal without anything that it would obey.
    func text(_ text: String) {
        let safe = terminal.isInteractive ? TerminalText.lines(text) : text
        write(safe.hasSuffix("\n") ? safe : safe + "\n")
    }

    /// Prints a paragraph, broken to the width of the terminal and indented.
    func paragraph(_ text: String, indent: Int = 0, _ ink: Ink = .plain) {
        let margin = String(repeating: " ", count: indent)
        guard terminal.isInteractive else { return write(line: margin + TerminalText.line(text)) }
        for line in DisplayWidth.wrapped(TerminalText.line(text), to: max(20, terminal.width - indent)) {
            say(StyledText(margin) + StyledText(line, ink))
        }
    }

    /// Prints an item of a list; its further lines stand under its first word.
    func bullet(_ text: String, indent: Int) {
        let margin = String(repeating: " ", count: indent)
        guard terminal.isInteractive else { return write(line: "\(margin)- \(TerminalText.line(text))") }
        let lines = DisplayWidth.wrapped(TerminalText.line(text), to: max(20, terminal.width - indent - 2))
        for (index, line) in lines.enumerated() { say(StyledText("\(margin)\(index == 0 ? "- " : "  ")\(line)")) }
    }

    /// Says something beside the answer, which programs do not read.
    func note(_ text: StyledText) {
        Output.standardError.say(text)
    }

    /// Says why the command failed and what to do.
    func report(_ failure: CommandFailure) {
        say(StyledText("Error: ", .bad) + StyledText(failure.sentence))
        for detail in failure.details.prefix(50) { say(StyledText("  \(detail)")) }
        if failure.details.count > 50 { say(StyledText("  and \(failure.details.count - 50) more", .faint)) }
        if let hint = failure.hint { say(StyledText("Hint:  ", .accent) + StyledText(hint)) }
    }

    /// Writes without a line end, for questions.
    func prompt(_ text: StyledText) {
        write(text.rendered(on: terminal))
    }

    private func write(lines: [String]) {
        guard !lines.isEmpty else { return }
        write(lines.joined(separator: "\n") + "\n")
    }

    private func write(line: String) {
        write(line + "\n")
    }

    private func write(_ text: String) {
        // Nobody is left to be told when the reader has gone.
        _ = FileBytes.write(Array(text.utf8), to: descriptor)
    }
}
