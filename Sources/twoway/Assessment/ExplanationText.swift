import TwoWayModel

/// An explanation to be read on a terminal; the sentences are the server's.
enum ExplanationText {
    static func show(_ explanation: PriorityExplanation, on output: Output) {
        output.paragraph(explanation.summary, .strong)
        if output.terminal.isInteractive {
            output.say(StyledText(IntervalBar.drawing(explanation.interval, width: 40), .accent))
        }
        if let mustHave = explanation.mustHave {
            output.paragraph(mustHave.sentence, ink(mustHave))
        }
        section("What is known", explanation.pieces.map(\.sentence), on: output)
        section("How that is put together", explanation.steps?.sentences ?? [], on: output)
        section("What is missing", explanation.missing, on: output)
        section("What would help most", explanation.narrowing.map(\.sentence), on: output)
    }

    private static func ink(_ mustHave: PriorityExplanation.MustHave) -> Ink {
        mustHave.waiver != nil && mustHave.gate != .pass ? .doubtful : mustHave.gate.ink
    }

    private static func section(_ title: String, _ sentences: [String], on output: Output) {
        guard !sentences.isEmpty else { return }
        output.say("")
        output.say(StyledText(title, .strong))
        for sentence in sentences { output.bullet(sentence, indent: 2) }
    }
}
