extension DecisionView {
    /// Only the members that the fields of a share open; the scorecard is masked as an assessment is.
    public func maskedFor(fields: Set<ShareField>) -> SharedDecision {
        var view = SharedDecision(id: decision.id, opportunity: decision.opportunity)
        if fields.contains(.overview) {
            view.kind = decision.kind
            view.stage = decision.stage
            view.reverses = decision.reverses
            view.reversedBy = decision.reversedBy
            view.decidedAt = decision.decidedAt
        }
        if fields.contains(.reasons) {
            view.reasons = decision.reasons
        }
        if !fields.isDisjoint(with: [.weights, .intervals, .gates, .evidence]) {
            view.scorecard = scorecard?.maskedFor(fields: fields)
        }
        if fields.contains(.start) {
            view.startsOn = start?.startsOn
        }
        if fields.contains(.checks) {
            view.checks = checks.map { check in
                var shown = SharedRealityCheck(
                    day: check.day,
                    ratings: check.ratings,
                    sources: check.sources,
                    checkedAt: check.checkedAt
                )
                shown.note = fields.contains(.notes) ? check.note : nil
                return shown
            }
        }
        return view
    }
}
