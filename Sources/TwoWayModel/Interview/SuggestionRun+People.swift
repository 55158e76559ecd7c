/// Whom to ask.
extension SuggestionRun {
    static func option(
        _ question: AskableQuestion,
        _ identities: Set<QuestionIdentity>,
        _ facts: SuggestionFacts
    ) -> Option? {
        guard !question.hidden, question.state != .dormant, !facts.isPlanned(identities) else { return nil }
        let research = facts.research(on: identities)
        if let research, research.fate != .sharpened { return nil }
        guard let text = research?.sharpenedText ?? (try? Line(question.text)) else { return nil }
        let people = facts.inputs.interview.interviewers
        let answered = facts.peopleWhoAnswered(identities)
        let audience = people.filter { facts.isFor(question.audience, $0) && !answered.contains($0.person) }
        guard !audience.isEmpty || people.isEmpty else { return nil }
        let places = facts.places(of: question)
        let interviewer = best(of: audience, places, question, facts)
        let topic = GeneralTopic(question)
        let informativeness = question.usableInformativeness
        return Option(
            question: question,
            identities: identities,
            text: text,
            interviewer: interviewer,
            minutes: min(max(1, question.minutes ?? PlanItem.usualMinutes), 60),
            settles: settles(places, question, interviewer, facts),
            topic: topic,
            topicShare: facts.strength(of: interviewer, at: question.scope(for: nil)) * informativeness,
            isUrgent: places.contains { facts.matters[$0].isUrgent }
        )
    }

    /// The first of those whose word counts most over the priorities.
    static func best(
        of people: [Interviewer],
        _ places: [Int],
        _ question: AskableQuestion?,
        _ facts: SuggestionFacts
    ) -> Interviewer? {
        func worth(_ person: Interviewer) -> Double {
            let general = facts.strength(of: person, at: question?.scope(for: nil) ?? .job)
            let weighed = places.reduce(0) { sum, place in
                let matter = facts.matters[place]
                let scope = question?.scope(for: matter.priority) ?? matter.priority.usualScope
                return sum + matter.weight * facts.strength(of: person, at: scope)
            }
            return weighed > 0 ? weighed : general
        }
        var best: (person: Interviewer, worth: Double)?
        for person in people {
            let worth = worth(person)
            if let found = best, found.worth + tolerance >= worth { continue }
            best = (person, worth)
        }
        return best?.person
    }

    static func settles(
        _ places: [Int],
        _ question: AskableQuestion?,
        _ interviewer: Interviewer?,
        _ facts: SuggestionFacts
    ) -> [(place: Int, share: Double)] {
        let informativeness = question?.usableInformativeness ?? NextQuestions.usualInformativeness
        return places.map { place in
            let priority = facts.matters[place].priority
            let scope = question?.scope(for: priority) ?? priority.usualScope
            return (place, facts.strength(of: interviewer, at: scope) * informativeness)
        }
    }

    /// Whoever an item is meant for, if there, else the best of those who fit, else the best of all.
    func person(for item: PlanItem, _ question: AskableQuestion?) -> Interviewer? {
        let people = facts.inputs.interview.interviewers
        if let target = people.first(where: { $0.person == item.targetPerson }) { return target }
        let audience = item.targetRole.map { [$0] } ?? question?.audience ?? []
        let fitting = people.filter { facts.isFor(audience, $0) }
        let places = item.priorities.compactMap { facts.place(of: $0) }
        return Self.best(of: fitting.isEmpty ? people : fitting, places, question, facts)
    }
}

extension AskableQuestion {
    /// From 0 to 1, also where a library has another number or none.
    var usableInformativeness: Double {
        guard let informativeness, informativeness.isFinite else { return NextQuestions.usualInformativeness }
        return min(max(0, informativeness), 1)
    }
}

extension Priority {
    /// Where an answer to a question of which nothing is known would hold.
    var usualScope: Scope { bossDependent ? .supervisor : .job }
}

extension PlanItem {
    /// Minutes of a question when neither the candidate nor the library says.
    public static let usualMinutes = 3
}
