import TwoWayModel
import TwoWayProtocol

/// The candidate's own two answers, as far as they have been given.
struct Verdicts {
    /// The newest version; nil when there is none yet.
    let newest: AssessmentSummary?

    /// Two lines, which are never made into one.
    var facts: Facts {
        var facts = Facts()
        facts.add("Gives me what I want", cell(newest?.givesWhatIWant))
        facts.add("Can I succeed", cell(newest?.canSucceed))
        return facts
    }

    private func cell(_ verdict: Verdict?) -> Cell {
        guard let verdict, let newest else { return Cell(shown: "not said yet", plain: "", .faint) }
        return Cell(
            shown: "\(verdict.words) (\(newest.state.words), version \(newest.version))",
            plain: verdict.rawValue,
            verdict.ink
        )
    }
}

extension Conversation {
    /// The newest of one's own assessments; nil for somebody who has none, such as a coach.
    func verdicts(of opportunity: ID<Opportunity>) async throws -> Verdicts? {
        guard try await server.account().roles.contains(.candidate) else { return nil }
        do {
            let page = try await server.call(Assessments.History.self, .init(opportunity: opportunity, limit: 1))
            return Verdicts(newest: page.value.items.first)
        } catch let failure as CommandFailure where failure.status == .notFound {
            // Somebody else's, which is shared.
            return nil
        }
    }
}

/// A version of one's own assessment to be read on a terminal.
enum AssessmentVersionText {
    static func show(_ assessment: AssessmentVersion, on output: Output) {
        var facts = Facts()
        facts.add("Version", Cell(assessment.version))
        facts.add("State", Cell(assessment.state))
        facts.add("Final since", Cell(assessment.finalisedAt))
        facts.add("Superseded", Cell(assessment.supersededAt))
        facts.add(
            "Gives me what I want",
            Cell(assessment.givesWhatIWant.verdict, assessment.givesWhatIWant.verdict.ink)
        )
        facts.add("", Cell(assessment.givesWhatIWant.note))
        facts.add("Can I succeed", Cell(assessment.canSucceed.verdict, assessment.canSucceed.verdict.ink))
        facts.add("", Cell(assessment.canSucceed.note))
        facts.add("Note", Cell(assessment.note))
        output.facts(facts)
        if let scorecard = assessment.scorecard {
            output.say("")
            if output.terminal.isInteractive { output.say(StyledText("As it was known on that day", .faint)) }
            AssessmentText(scorecard).show(on: output)
        } else {
            output.note("A draft holds no numbers; twoway assess finalise keeps those of that day with it.")
        }
    }
}

extension Verdict {
    var ink: Ink {
        switch self {
        case .yes, .ratherYes: .good
        case .ratherNo, .no: .bad
        case .undecided: .doubtful
        }
    }
}
