/// Beliefs, and who could settle them.
extension SuggestionRun {
    /// How many beliefs compete at the most.
    static let maximumBeliefs = 40

    /// The unverified beliefs that no item of the plan is to settle, the weightiest first.
    var beliefsToSettle: [Belief] {
        let planned = Set(facts.inputs.plan.compactMap(\.belief))
        func stake(_ belief: Belief) -> Double {
            facts.place(of: belief.priority).map { facts.matters[$0].weight * facts.matters[$0].width } ?? 0
        }
        return facts.inputs.beliefs
            .filter { $0.state == .unverified && !planned.contains($0.id) }
            .map { (belief: $0, stake: stake($0)) }
            .sorted { (-$0.stake, $0.belief.id) < (-$1.stake, $1.belief.id) }
            .map(\.belief)
    }

    /// The place of the option for the belief's priority that gains most, aims at no other belief, and can be put to
    /// somebody whose word settles it.
    func optionToSettle(_ belief: Belief) -> Int? {
        guard let place = facts.place(of: belief.priority) else { return nil }
        var best: (option: Int, gain: Double)?
        for (index, option) in options.enumerated()
        where option.belief == nil && option.settles.contains(where: { $0.place == place }) && isOpen(option) {
            let gain = gain(option)
            if let found = best, found.gain >= gain { continue }
            if witness(of: belief, asking: option) != nil { best = (index, gain) }
        }
        return best?.option
    }

    /// Whoever knows best at the scope of the belief, if that is enough to settle it: of an option's audience, or of all.
    func witness(of belief: Belief, asking option: Option? = nil) -> Interviewer? {
        let silent = option.map { facts.peopleWhoAnswered($0.identities) } ?? []
        var best: (person: Interviewer, strength: Double)?
        for person in facts.inputs.interview.interviewers {
            let strength = facts.strength(of: person, at: belief.scope)
            guard strength >= Belief.settlingStrength, strength > best?.strength ?? 0,
                facts.isFor(option?.question.audience ?? [], person), !silent.contains(person.person)
            else { continue }
            best = (person, strength)
        }
        return best?.person
    }
}

extension SuggestionRun.Option {
    /// The belief in words of its own, put to whoever can settle it; nil when the plan has these words already.
    init?(wording belief: Belief, _ witness: Interviewer, _ facts: SuggestionFacts) {
        let text = belief.wording
        let identities: Set<QuestionIdentity> = [.wording(text.text.lowercased())]
        guard !facts.isPlanned(identities) else { return nil }
        let places = facts.place(of: belief.priority).map { [$0] } ?? []
        self.init(
            question: AskableQuestion(
                text: text.text,
                general: false,
                audience: [],
                dimensions: [],
                priorities: [belief.priority],
                hidden: false,
                state: .clean,
                revision: 0
            ),
            identities: identities,
            text: text,
            interviewer: witness,
            minutes: PlanItem.usualMinutes,
            settles: SuggestionRun.settles(places, nil, witness, facts),
            topic: nil,
            topicShare: 0,
            isUrgent: true,
            belief: belief
        )
    }

    /// Asks it of somebody who can settle the belief.
    mutating func aim(at belief: Belief, _ witness: Interviewer?, _ facts: SuggestionFacts) {
        guard let witness else { return }
        self.belief = belief
        interviewer = witness
        settles = SuggestionRun.settles(settles.map(\.place), question, witness, facts)
        isUrgent = true
    }
}
