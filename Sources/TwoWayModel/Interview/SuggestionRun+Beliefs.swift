/// Beliefs, and who could settle them.
extension SuggestionRun {
    mutating func add(_ belief: Belief, asking option: Option?) {
        let place = facts.place(of: belief.priority)
        let witness = witness(of: belief, for: option?.question.audience ?? [], of: option)
        let places = option?.settles.map(\.place) ?? place.map { [$0] } ?? []
        let minutes = option?.minutes ?? PlanItem.usualMinutes
        guard minutes <= self.minutes, items.count < room else { return }
        let text = option?.text ?? belief.wording
        guard option != nil || !facts.isPlanned([.wording(text.text.lowercased())]) else { return }
        let settles = Self.settles(places, option?.question, witness, facts)
        var doubts = [Doubt(kind: .unverifiedBelief, priority: belief.priority, belief: belief.id)]
        doubts += facts.doubts(about: places).filter {
            $0.kind != .unverifiedBelief || $0.priority != belief.priority
        }
        let item = SuggestedItem(
            origin: .belief,
            source: option?.question.source,
            ownQuestion: option?.question.own,
            belief: belief.id,
            text: text,
            person: witness?.person,
            personName: witness?.name,
            mustAsk: false,
            minutes: minutes,
            priorities: places.map { facts.matters[$0].priority.key },
            gain: gain(settles, isUrgent: true),
            reason: facts.reason(for: doubts, belief: belief),
            doubts: doubts
        )
        let identities = option?.identities ?? [.wording(text.text.lowercased())]
        add(item, identities: identities, settles: settles)
        if let topic = option?.topic { touched.insert(topic) }
    }

    /// The question for the belief's priority that gains most and can be put to somebody whose word settles it.
    func option(toSettle belief: Belief) -> Option? {
        guard let place = facts.place(of: belief.priority) else { return nil }
        let fitting = options.filter { option in
            isOpen(option) && option.settles.contains { $0.place == place }
                && witness(of: belief, for: option.question.audience, of: option) != nil
        }
        return fitting.max { gain($0) < gain($1) }
    }

    /// Whoever of an audience knows best at the scope of the belief, if that is enough to settle it.
    func witness(
        of belief: Belief,
        for audience: [InterviewerRole],
        of option: Option? = nil
    ) -> Interviewer? {
        let silent = option.map { facts.peopleWhoAnswered($0.identities) } ?? []
        let people = facts.inputs.interview.interviewers.filter {
            facts.isFor(audience, $0) && !silent.contains($0.person)
                && facts.strength(of: $0, at: belief.scope) >= Belief.settlingStrength
        }
        return people.first(where: { person in
            people.allSatisfy {
                facts.strength(of: $0, at: belief.scope) <= facts.strength(of: person, at: belief.scope)
            }
        })
    }
}
