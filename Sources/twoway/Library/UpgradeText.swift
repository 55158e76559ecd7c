import TwoWayModel
import TwoWayProtocol

/// Upgrades to be read on a terminal.
enum UpgradeText {
    static func show(_ preview: UpgradePreview, on output: Output) {
        output.say(StyledText("From version \(preview.from) to \(preview.to)", .strong))
        for version in preview.versions.reversed() {
            output.say(StyledText("  \(version.number)  ", .accent) + StyledText(version.changeNotes.text))
        }
        var table = Table([.word("Question"), .word("Outcome"), .text("Wording then"), .remark("Changed")])
        for entry in preview.entries {
            table.add([
                Cell(entry.questionKey, .strong), outcome(entry.outcome), Cell(wording(entry)),
                Cell(entry.changed.map(\.words).joined(separator: ", "), .faint),
            ])
        }
        output.table(table, none: "No question changes.")
        if preview.same > 0 {
            output.say(StyledText("\(NumberText.count(preview.same, "question")) as before.", .faint))
        }
        for entry in conflicts(in: preview) { show(conflict: entry, on: output) }
    }

    static func show(_ run: UpgradeRun, on output: Output) {
        output.say(StyledText("You are at version \(run.to) now: \(summary(run.outcomes.map(\.outcome)))."))
    }

    static func conflicts(in preview: UpgradePreview) -> [UpgradeEntry] {
        preview.entries.filter { $0.outcome == .conflict }
    }

    /// How many of each, such as "2 changed, 1 in conflict".
    static func summary(_ outcomes: [UpgradeOutcome]) -> String {
        let counts = UpgradeOutcome.allCases.compactMap { outcome -> String? in
            let count = outcomes.count { $0 == outcome }
            return count == 0 ? nil : "\(count) \(word(outcome))"
        }
        return counts.isEmpty ? "no question changed" : counts.joined(separator: ", ")
    }

    static func word(_ outcome: UpgradeOutcome) -> String {
        switch outcome {
        case .same: "the same"
        case .fastForward: "changed"
        case .disappears: "gone"
        case .keepMine: "in your words"
        case .converged: "now in your words"
        case .conflict: "in conflict"
        case .orphaned: "gone, kept as your copy"
        case .dormant: "new"
        }
    }

    private static func outcome(_ outcome: UpgradeOutcome) -> Cell {
        let ink: Ink =
            switch outcome {
            case .same, .keepMine, .converged: .plain
            case .fastForward, .dormant: .accent
            case .disappears, .orphaned: .doubtful
            case .conflict: .bad
            }
        return Cell(shown: word(outcome), plain: outcome.rawValue, ink)
    }

    /// The wording that would be in force.
    private static func wording(_ entry: UpgradeEntry) -> String {
        switch entry.outcome {
        case .disappears: ""
        case .same, .fastForward, .keepMine, .converged, .conflict, .orphaned, .dormant:
            entry.mine ?? entry.theirs ?? entry.base ?? ""
        }
    }

    private static func show(conflict entry: UpgradeEntry, on output: Output) {
        output.say("")
        output.say(StyledText(entry.questionKey.text, .strong) + StyledText(" was changed by both:", .bad))
        var facts = Facts()
        facts.add("  Before", Cell(entry.base ?? "", .faint))
        facts.add("  Yours", Cell(entry.mine ?? "", .accent))
        facts.add("  Theirs", Cell(entry.theirs ?? ""))
        output.facts(facts)
    }

    /// Asks about each conflict that has no word yet; false when the person wants to stop.
    static func ask(
        about preview: UpgradePreview,
        resolutions: inout [ConflictResolution],
        _ dialogue: Dialogue
    ) throws(CommandFailure) -> Bool {
        enum Answer {
            case choice(ConflictResolution.Choice)
            case later
            case stop
        }
        for entry in conflicts(in: preview) where !resolutions.contains(where: { $0.questionKey == entry.questionKey })
        {
            dialogue.output.say("")
            dialogue.output.say(StyledText(entry.questionKey.text, .strong))
            let answer = dialogue.choose(
                "What then?",
                among: [
                    ("decide later; mine stays in force", Answer.later), ("keep mine", .choice(.keep)),
                    ("take theirs", .choice(.take)), ("another wording", .choice(.edit)),
                    ("stop, and change nothing", .stop),
                ],
                usual: 0
            )
            switch answer {
            case nil, .stop: return false
            case .later: continue
            case .choice(.edit):
                guard let text = dialogue.ask("Wording: ") else { return false }
                do {
                    resolutions.append(.init(questionKey: entry.questionKey, choice: .edit, text: try Line(text)))
                } catch {
                    throw .usage("The wording \(error.description).")
                }
            case .choice(let choice): resolutions.append(.init(questionKey: entry.questionKey, choice: choice))
            }
        }
        guard let answer = dialogue.ask("Take version \(preview.to)? [Y/n] ") else { return false }
        return answer.isEmpty || answer.lowercased().hasPrefix("y")
    }
}

/// What the options say about conflicts.
struct ConflictChoices {
    var keep: [String]
    var take: [String]
    /// `key=wording`.
    var edit: [String]

    /// One word for each conflict that is named, and for nothing else.
    func resolutions(for preview: UpgradePreview) throws(CommandFailure) -> [ConflictResolution] {
        var named: [(key: String, choice: ConflictResolution.Choice, text: Line?)] = []
        named += keep.map { ($0, .keep, nil) }
        named += take.map { ($0, .take, nil) }
        for item in edit {
            let parts = item.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { throw .usage("--edit takes KEY=WORDING.") }
            do {
                named.append((parts[0], .edit, try Line(parts[1])))
            } catch {
                throw .usage("The wording of \(parts[0]) \(error.description).")
            }
        }
        let conflicts = UpgradeText.conflicts(in: preview).map(\.questionKey)
        var resolutions: [ConflictResolution] = []
        for (key, choice, text) in named {
            guard let conflict = conflicts.first(where: { $0.text == key }) else {
                let known = conflicts.map(\.text).joined(separator: ", ")
                throw .usage(
                    "\(key) is not in conflict.",
                    hint: conflicts.isEmpty ? "Nothing is." : "In conflict: \(known)."
                )
            }
            guard !resolutions.contains(where: { $0.questionKey == conflict }) else {
                throw .usage("\(key) is named twice.")
            }
            resolutions.append(.init(questionKey: conflict, choice: choice, text: text))
        }
        return resolutions
    }
}
