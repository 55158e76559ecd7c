// Seeds and the hash of the inputs stay with the owner, since guesses at hidden members could be tried against them, and so
// does how far the priorities have drifted.

extension Comparison {
    /// Only the members that the fields of a share open.
    public func maskedFor(fields: Set<ShareField>) -> SharedComparison {
        var view = SharedComparison(id: id, jobSearch: jobSearch, result: result.maskedFor(fields: fields))
        if fields.contains(.overview) {
            view.title = title
            view.state = state
            view.createdAt = createdAt
        }
        view.frozen = frozen?.result.maskedFor(fields: fields)
        return view
    }
}

extension ComparisonOutcome {
    fileprivate func maskedFor(fields: Set<ShareField>) -> SharedOutcome {
        var view = SharedOutcome(
            priorities: priorities.map { priority in
                var shown = SharedComparedPriority(key: priority.key)
                shown.title = fields.contains(.overview) ? priority.title : nil
                shown.weight = fields.contains(.weights) ? priority.weight : nil
                return shown
            },
            opportunities: opportunities.map { $0.maskedFor(fields: fields) }
        )
        if fields.contains(.headline) {
            view.headline = headline
        }
        if fields.contains(.ranks) {
            view.tooClose = tooClose
            view.draws = draws
        }
        if fields.contains(.weights) {
            view.weightMode = weightMode
            view.certainty = certainty
        }
        if fields.contains(.fragility) {
            view.fragility = fragility
        }
        return view
    }
}

extension ComparedOpportunity {
    fileprivate func maskedFor(fields: Set<ShareField>) -> SharedComparedOpportunity {
        var view = SharedComparedOpportunity(opportunity: opportunity)
        if fields.contains(.overview) {
            view.title = title
            view.organisation = organisation
        }
        if fields.contains(.gates) {
            view.standing = standing
            view.failed = failed
            view.open = open
            view.waived = waived.map { waived in
                var waived = waived
                waived.reason = fields.contains(.notes) ? waived.reason : nil
                return waived
            }
        }
        if fields.contains(.intervals) {
            view.score = score
            view.knowledge = knowledge
            view.intervals = intervals
        }
        if fields.contains(.ranks) {
            view.rankChances = ranking?.rankChances
            view.beats = ranking?.beats
            view.confidence = ranking?.confidence
            view.certainlyBeats = ranking?.certainlyBeats
            view.beatsUnderAllWeights = ranking?.beatsUnderAllWeights
        }
        return view
    }
}
