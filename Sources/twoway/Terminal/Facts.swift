/// What there is to tell of one thing, each with its label; what is empty is left out.
struct Facts {
    private var facts: [(label: String, cell: Cell)] = []

    mutating func add(_ label: String, _ cell: Cell) {
        guard !cell.shown.isEmpty else { return }
        facts.append((label, cell))
    }

    func lines(for terminal: Terminal) -> [String] {
        guard terminal.isInteractive else {
            return facts.map { "\($0.label)\t\(TerminalText.line($0.cell.plain))" }
        }
        let width = facts.map { DisplayWidth.of($0.label) }.max() ?? 0
        let indent = String(repeating: " ", count: width + 2)
        return facts.flatMap { fact -> [String] in
            let label = fact.label + String(repeating: " ", count: width + 2 - DisplayWidth.of(fact.label))
            let room = max(20, terminal.width - width - 2)
            let texts = TerminalText.lines(fact.cell.shown).split(separator: "\n", omittingEmptySubsequences: false)
            let wrapped = texts.flatMap { DisplayWidth.wrapped(String($0), to: room) }
            return wrapped.enumerated().map { index, text in
                let start = index == 0 ? StyledText(label, .faint) : StyledText(indent)
                return (start + StyledText(text, fact.cell.ink)).rendered(on: terminal)
            }
        }
    }
}
