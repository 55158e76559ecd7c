extension PrioritySet {
    /// Only the members that the fields of a share open; keys alone tell which priority something is about.
    public func maskedFor(fields: Set<ShareField>) -> SharedPrioritySet {
        var view = SharedPrioritySet(id: id, jobSearch: jobSearch)
        if fields.contains(.priorities) {
            view.version = version
            view.state = state
        }
        if fields.contains(.weights) {
            view.weightMode = weightMode
            view.certainty = certainty
        }
        if !fields.isDisjoint(with: [.priorities, .statements, .weights, .gates]) {
            view.priorities = priorities.map { $0.maskedFor(fields: fields) }
        }
        if fields.contains(.tradeOffs) {
            view.tradeOffs = tradeOffs.map { tradeOff in
                TradeOff(
                    give: tradeOff.give,
                    gain: tradeOff.gain,
                    limit: tradeOff.limit,
                    note: fields.contains(.notes) ? tradeOff.note : nil
                )
            }
        }
        if fields.contains(.notes) {
            view.changeReason = changeReason
        }
        return view
    }
}

extension Priority {
    fileprivate func maskedFor(fields: Set<ShareField>) -> SharedPriority {
        var view = SharedPriority(key: key)
        if fields.contains(.priorities) {
            view.dimension = dimension
            view.title = title
            view.direction = direction
            view.target = target
            view.vital = vital
            view.mustHave = mustHave
            view.bossDependent = bossDependent
        }
        if fields.contains(.statements) {
            view.statement = statement
            view.anchors = anchors
        }
        if fields.contains(.weights) {
            view.weight = weight
            view.rank = rank
        }
        if fields.contains(.gates) {
            view.threshold = threshold
            view.requiredSource = requiredSource
        }
        return view
    }
}
