/// The choosing: widths shrink and minutes go with every choice.
struct SuggestionRun {
    /// A question as it could be asked in the interview: of whom, how long, and what for.
    private struct Option {
        var question: AskableQuestion
        var text: Line
        var interviewer: Interviewer?
        var minutes: Int
        /// Strength times informativeness for each priority.
        var settles: [(place: Int, share: Double)]
        var topic: GeneralTopic?
        /// Strength times informativeness for the general topic.
        var topicShare: Double
        var isUrgent: Bool
    }

    private let facts: SuggestionFacts
    private var widths: [Double]
    private var touched: Set<GeneralTopic>
    private var taken: Set<QuestionIdentity> = []
    private var minutes: Int
    private let room: Int
    private let options: [Option]
    private(set) var items: [SuggestedItem] = []

    /// Rounding must not make a choice.
    private static let tolerance = 1e-12

    init(_ facts: SuggestionFacts, minutes: Int, room: Int) {
        self.facts = facts
        self.minutes = minutes
        self.room = room
        widths = facts.matters.map(\.width)
        touched = facts.touchedTopics
        options = facts.inputs.questions.compactMap { Self.option($0, facts) }
    }

    /// Takes what stands in the plan as chosen already.
    mutating func countPlan() {
        for item in facts.inputs.plan where item.state == .planned {
            let question = question(of: item)
            let places = item.priorities.compactMap { facts.place(of: $0) }
            let interviewer = person(for: item, question)
            shrink(Self.settles(places, question, interviewer, facts))
        }
    }

    /// Adds the must-asks of earlier interviews, also beyond the minutes.
    mutating func addMustAsks() {
        let items = Dictionary(
            facts.inputs.openItems.map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let carried = Set(facts.inputs.plan.compactMap(\.carriedFrom))
        for open in facts.inputs.openMustAsks where !carried.contains(open.item) && self.items.count < room {
            guard let item = items[open.item], !facts.isPlanned(item.identities),
                taken.isDisjoint(with: item.identities)
            else { continue }
            let question = question(of: item)
            let interviewer = person(for: item, question)
            let places = item.priorities.compactMap { facts.place(of: $0) }
            let settles = Self.settles(places, question, interviewer, facts)
            var doubts = [Doubt(kind: .openMustAsk)]
            doubts += facts.doubts(about: places)
            add(
                SuggestedItem(
                    origin: .carried,
                    source: item.source,
                    ownQuestion: item.ownQuestion,
                    carriedFrom: item.id,
                    text: item.text,
                    person: interviewer?.person,
                    personName: interviewer?.name,
                    mustAsk: true,
                    minutes: item.minutes,
                    priorities: places.map { facts.matters[$0].priority.key },
                    gain: gain(settles, isUrgent: places.contains { facts.matters[$0].isUrgent }),
                    reason: facts.reason(for: doubts, mustAskOfRound: open.round),
                    doubts: doubts
                ),
                identities: item.identities,
                settles: settles
            )
            if let question, let topic = GeneralTopic(question) { touched.insert(topic) }
        }
    }

    /// Adds a question for each belief that somebody in the interview could settle, the weightiest first; answers how
    /// many nobody could.
    mutating func addBeliefs() -> Int {
        let planned = Set(facts.inputs.plan.compactMap(\.belief))
        let beliefs = facts.inputs.beliefs.filter { $0.state == .unverified && !planned.contains($0.id) }
        func stake(_ belief: Belief) -> Double {
            facts.place(of: belief.priority).map { facts.matters[$0].weight * facts.matters[$0].width } ?? 0
        }
        let ordered = beliefs.sorted { (-stake($0), $0.id) < (-stake($1), $1.id) }
        var unsettled = 0
        for belief in ordered {
            let option = option(toSettle: belief)
            guard option != nil || witness(of: belief, for: []) != nil else {
                unsettled += 1
                continue
            }
            add(belief, asking: option)
        }
        return unsettled
    }

    /// Adds what gains most per minute until nothing fits or nothing gains, unless one question alone gains more than all
    /// of these; then that one goes first.
    mutating func addBest() {
        var greedy = self
        let total = greedy.fill()
        let fitting = options.indices.filter { isOpen(options[$0]) }
        let single = fitting.max { gain(options[$0]) < gain(options[$1]) }
        if let single, gain(options[single]) > total + Self.tolerance {
            add(options[single])
            _ = fill()
        } else {
            self = greedy
        }
    }

    private mutating func fill() -> Double {
        var total = 0.0
        while let best = best() {
            total += gain(options[best])
            add(options[best])
        }
        return total
    }

    private func best() -> Int? {
        var best: (place: Int, rate: Double, gain: Double)?
        for place in options.indices where isOpen(options[place]) {
            let gain = gain(options[place])
            let rate = gain / Double(options[place].minutes)
            guard gain > Self.tolerance else { continue }
            if let found = best, (found.rate, found.gain) >= (rate, gain) { continue }
            best = (place, rate, gain)
        }
        return best?.place
    }

    private func isOpen(_ option: Option) -> Bool {
        option.minutes <= minutes && items.count < room && taken.isDisjoint(with: option.question.identities)
    }
}

// What a choice is worth, and what it changes.
extension SuggestionRun {
    private func gain(_ settles: [(place: Int, share: Double)], isUrgent: Bool) -> Double {
        let plain = settles.reduce(0) { $0 + facts.matters[$1.place].weight * widths[$1.place] * $1.share }
        return isUrgent ? plain * NextQuestions.urgency : plain
    }

    private func gain(_ option: Option) -> Double {
        var gain = gain(option.settles, isUrgent: option.isUrgent)
        if let topic = option.topic, !touched.contains(topic) {
            gain += NextQuestions.weightOfGeneralTopic * option.topicShare
        }
        return gain
    }

    private mutating func shrink(_ settles: [(place: Int, share: Double)]) {
        for (place, share) in settles { widths[place] *= 1 - share }
    }

    private mutating func add(
        _ item: SuggestedItem,
        identities: Set<QuestionIdentity>,
        settles: [(place: Int, share: Double)]
    ) {
        items.append(item)
        minutes -= item.minutes
        taken.formUnion(identities)
        shrink(settles)
    }

    private mutating func add(_ option: Option) {
        let places = option.settles.map(\.place)
        var doubts = facts.doubts(about: places)
        if let topic = option.topic, !touched.contains(topic) {
            doubts.append(Doubt(kind: .generalTopic, topic: topic.topic))
        }
        let item = SuggestedItem(
            origin: .suggested,
            source: option.question.source,
            ownQuestion: option.question.own,
            text: option.text,
            person: option.interviewer?.person,
            personName: option.interviewer?.name,
            mustAsk: false,
            minutes: option.minutes,
            priorities: places.map { facts.matters[$0].priority.key },
            gain: gain(option),
            reason: facts.reason(for: doubts),
            doubts: doubts
        )
        add(item, identities: option.question.identities, settles: option.settles)
        if let topic = option.topic { touched.insert(topic) }
    }
}

// Beliefs, and who could settle them.
extension SuggestionRun {
    private mutating func add(_ belief: Belief, asking option: Option?) {
        let place = facts.place(of: belief.priority)
        let witness = witness(of: belief, for: option?.question.audience ?? [], of: option?.question)
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
        let identities = option?.question.identities ?? [.wording(text.text.lowercased())]
        add(item, identities: identities, settles: settles)
        if let topic = option?.topic { touched.insert(topic) }
    }

    /// The question for the belief's priority that gains most and can be put to somebody whose word settles it.
    private func option(toSettle belief: Belief) -> Option? {
        guard let place = facts.place(of: belief.priority) else { return nil }
        let fitting = options.filter { option in
            isOpen(option) && option.settles.contains { $0.place == place }
                && witness(of: belief, for: option.question.audience, of: option.question) != nil
        }
        return fitting.max { gain($0) < gain($1) }
    }

    /// Whoever of an audience knows best at the scope of the belief, if that is enough to settle it.
    private func witness(
        of belief: Belief,
        for audience: [InterviewerRole],
        of question: AskableQuestion? = nil
    ) -> Interviewer? {
        let silent = question.map { facts.peopleWhoAnswered($0.identities) } ?? []
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

// Whom to ask.
extension SuggestionRun {
    private static func option(_ question: AskableQuestion, _ facts: SuggestionFacts) -> Option? {
        guard !question.hidden, question.state != .dormant, !facts.isPlanned(question.identities) else { return nil }
        let research = facts.research(on: question)
        if let research, research.fate != .sharpened { return nil }
        guard let text = research?.sharpenedText ?? (try? Line(question.text)) else { return nil }
        let people = facts.inputs.interview.interviewers
        let answered = facts.peopleWhoAnswered(question.identities)
        let audience = people.filter { facts.isFor(question.audience, $0) && !answered.contains($0.person) }
        guard !audience.isEmpty || people.isEmpty else { return nil }
        let places = facts.places(of: question)
        let interviewer = best(of: audience, places, question, facts)
        let topic = GeneralTopic(question)
        let informativeness = question.usableInformativeness
        return Option(
            question: question,
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
    private static func best(
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

    private static func settles(
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

    private func question(of item: PlanItem) -> AskableQuestion? {
        facts.inputs.questions.first { !$0.identities.isDisjoint(with: item.identities) }
    }

    /// Whoever an item is meant for, if there, else the best of those who fit, else the best of all.
    private func person(for item: PlanItem, _ question: AskableQuestion?) -> Interviewer? {
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
    fileprivate var usableInformativeness: Double {
        guard let informativeness, informativeness.isFinite else { return NextQuestions.usualInformativeness }
        return min(max(0, informativeness), 1)
    }
}

extension Priority {
    /// Where an answer to a question of which nothing is known would hold.
    fileprivate var usualScope: Scope { bossDependent ? .supervisor : .job }
}

extension PlanItem {
    /// Minutes of a question when neither the candidate nor the library says.
    public static let usualMinutes = 3
}
