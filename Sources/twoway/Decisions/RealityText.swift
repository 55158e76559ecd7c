import TwoWayModel

/// How it really is, and what that teaches, to be read on a terminal.
enum RealityText {
    /// The titles of the priorities of a scorecard.
    static func titles(_ scorecard: Assessment?) -> [ID<Priority>: String] {
        Dictionary(
            (scorecard?.priorities ?? []).map { ($0.key, $0.title.text) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    static func show(_ check: RealityCheck, titles: [ID<Priority>: String], on output: Output) {
        output.say(StyledText("After \(check.day) days", .strong))
        for rating in check.ratings {
            output.say("  \(titles[rating.priority] ?? rating.priority.short): \(rating.rating) of 5")
        }
        if let note = check.note { output.paragraph(note.text, indent: 2) }
        for sentence in check.sources.map(sentence) { output.paragraph(sentence, indent: 2) }
        if check.sources.isEmpty {
            output.note("Nobody had said anything about these, so there is nothing to compare.")
        }
    }

    /// How often a class of source was right, in a sentence.
    static func sentence(_ truth: SourceTruth) -> String {
        "\(told(truth.sourceClass)) was true \(times(truth.hits, of: truth.compared))."
    }

    /// What has been learned, one sentence for each source that was ever compared.
    static func sentences(_ calibration: Calibration) -> [String] {
        calibration.sources.filter { $0.compared > 0 }.map { source in
            let truth = SourceTruth(sourceClass: source.sourceClass, hits: source.hits, compared: source.compared)
            let before = NumberText.value(source.original)
            let now = NumberText.value(source.strength)
            let change = now == before ? "still counts \(now)" : "counts \(now) from now on, and \(before) before"
            return "\(sentence(truth)) It \(change)."
        }
    }

    private static func told(_ source: SourceClass) -> String {
        switch source {
        case .writtenOffer: "What the written offer said"
        case .observation: "What you saw yourself"
        case .published: "What is published"
        case .hearsay: "What people say"
        case .futureSupervisor: "What your future supervisor said"
        case .hr: "What HR said"
        case .hiringManager, .peer, .directReport, .skipLevel, .executive, .recruiter:
            "What a \(source.words) said"
        }
    }

    private static func times(_ hits: Int, of compared: Int) -> String {
        "\(hits) of \(NumberText.count(compared, "time"))"
    }
}
