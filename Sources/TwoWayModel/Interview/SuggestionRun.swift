/// The choosing: widths shrink and minutes go with every choice.
struct SuggestionRun {
    /// A question as it could be asked in the interview: of whom, how long, and what for.
    struct Option {
        var question: AskableQuestion
        var identities: Set<QuestionIdentity>
        var text: Line
        var interviewer: Interviewer?
        var minutes: Int
        /// Strength times informativeness for each priority.
        var settles: [(place: Int, share: Double)]
        var topic: GeneralTopic?
        /// Strength times informativeness for the general topic.
        var topicShare: Double
        var isUrgent: Bool
        var aim: Aim?

        var belief: Belief? { if case .belief(let belief) = aim { belief } else { nil } }
        var contradiction: Contradiction? {
            if case .contradiction(let contradiction) = aim { contradiction } else { nil }
        }
    }

    /// What an option is to settle in particular.
    enum Aim {
        case belief(Belief)
        case contradiction(Contradiction)
    }

    let facts: SuggestionFacts
    private var widths: [Double]
    var touched: Set<GeneralTopic>
    private var taken: Set<QuestionIdentity> = []
    private(set) var minutes: Int
    let room: Int
    private(set) var options: [Option]
    private(set) var items: [SuggestedItem] = []

    /// Rounding must not make a choice.
    static let tolerance = 1e-12

    init(_ facts: SuggestionFacts, minutes: Int, room: Int) {
        self.facts = facts
        self.minutes = minutes
        self.room = room
        widths = facts.matters.map(\.width)
        touched = facts.touchedTopics
        options = zip(facts.inputs.questions, facts.identities).compactMap { Self.option($0, $1, facts) }
    }

    /// Takes what stands in the plan as chosen already.
    mutating func countPlan() {
        for item in facts.inputs.plan where item.state == .planned {
            let question = facts.question(of: item)
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
            let question = facts.question(of: item)
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

    /// Lets beliefs compete with all else: the question that gains most about each is put to whoever can settle it, and
    /// where there is none the belief itself is worded as one.
    mutating func aimAtBeliefs() {
        for belief in beliefsToSettle.prefix(Self.maximumBeliefs) {
            aim(at: .belief(belief))
        }
    }

    /// The same for contradictions, the gravest first.
    mutating func aimAtContradictions() {
        for contradiction in contradictionsToSettle.prefix(Self.maximumContradictions) {
            aim(at: .contradiction(contradiction))
        }
    }

    private mutating func aim(at aim: Aim) {
        if let place = optionToSettle(aim) {
            options[place].take(aim, witness(of: aim, asking: options[place]), facts)
        } else if let witness = witness(of: aim) {
            options += Option(wording: aim, witness, facts).map { [$0] } ?? []
        }
    }

    /// Adds a question for each belief that nothing was chosen for, while there is time, though it may gain nothing;
    /// answers how many nobody in the interview could settle.
    mutating func addBeliefs() -> Int {
        var unsettled = 0
        for belief in beliefsToSettle where !items.contains(where: { $0.belief == belief.id }) {
            if !addOption(for: .belief(belief)) { unsettled += 1 }
        }
        return unsettled
    }

    /// The same for contradictions; what nobody in the interview can clear up waits for the next one.
    mutating func addContradictions() {
        let waiting = contradictionsToSettle.prefix(Self.maximumContradictions)
        for contradiction in waiting where !items.contains(where: { $0.contradiction == contradiction.id }) {
            _ = addOption(for: .contradiction(contradiction))
        }
    }

    /// False if nobody in the interview could settle it.
    private mutating func addOption(for aim: Aim) -> Bool {
        if let place = optionToSettle(aim) {
            options[place].take(aim, witness(of: aim, asking: options[place]), facts)
            add(options[place])
        } else if let witness = witness(of: aim) {
            if let option = Option(wording: aim, witness, facts), isOpen(option) { add(option) }
        } else {
            return false
        }
        return true
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

    /// Chooses greedily; what is left to gain only ever shrinks, so that gains from before bound those of now and few have
    /// to be worked out again.
    private mutating func fill() -> Double {
        var bounds = options.map { isOpen($0) ? Bound(gain: gain($0), minutes: $0.minutes) : nil }
        var total = 0.0
        while let place = best(&bounds) {
            total += gain(options[place])
            add(options[place])
            bounds[place] = nil
        }
        return total
    }

    /// What an option gains at the most, alone and per minute.
    private struct Bound {
        let rate: Double
        let gain: Double

        init(gain: Double, minutes: Int) {
            self.gain = gain
            rate = gain / Double(minutes)
        }
    }

    /// The first of the options that gain most per minute, and most of these.
    private func best(_ bounds: inout [Bound?]) -> Int? {
        while true {
            var top: (place: Int, bound: Bound)?
            for (place, bound) in bounds.enumerated() {
                guard let bound else { continue }
                if let found = top, (found.bound.rate, found.bound.gain) >= (bound.rate, bound.gain) { continue }
                top = (place, bound)
            }
            guard let top else { return nil }
            let option = options[top.place]
            let now = Bound(gain: gain(option), minutes: option.minutes)
            guard isOpen(option), now.gain > Self.tolerance else {
                bounds[top.place] = nil
                continue
            }
            guard now.gain < top.bound.gain else { return top.place }
            bounds[top.place] = now
        }
    }

    func isOpen(_ option: Option) -> Bool {
        option.minutes <= minutes && items.count < room && taken.isDisjoint(with: option.identities)
    }
}

// What a choice is worth, and what it changes.
extension SuggestionRun {
    func gain(_ settles: [(place: Int, share: Double)], isUrgent: Bool) -> Double {
        let plain = settles.reduce(0) { $0 + facts.matters[$1.place].weight * widths[$1.place] * $1.share }
        return isUrgent ? plain * NextQuestions.urgency : plain
    }

    func gain(_ option: Option) -> Double {
        var gain = gain(option.settles, isUrgent: option.isUrgent)
        if let topic = option.topic, !touched.contains(topic) {
            gain += NextQuestions.weightOfGeneralTopic * option.topicShare
        }
        return gain
    }

    private mutating func shrink(_ settles: [(place: Int, share: Double)]) {
        for (place, share) in settles { widths[place] *= 1 - share }
    }

    mutating func add(
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
        if let belief = option.belief {
            doubts.removeAll { $0.kind == .unverifiedBelief && $0.priority == belief.priority }
            doubts.insert(Doubt(kind: .unverifiedBelief, priority: belief.priority, belief: belief.id), at: 0)
        }
        if let contradiction = option.contradiction {
            let priority = contradiction.priority
            doubts.removeAll { $0.kind == .contradiction && $0.priority == priority }
            let width = facts.place(of: priority).map { facts.matters[$0].width }
            doubts.insert(
                Doubt(kind: .contradiction, priority: priority, contradiction: contradiction.id, width: width),
                at: 0
            )
        }
        let item = SuggestedItem(
            origin: option.origin,
            source: option.question.source,
            ownQuestion: option.question.own,
            belief: option.belief?.id,
            contradiction: option.contradiction?.id,
            text: option.text,
            person: option.interviewer?.person,
            personName: option.interviewer?.name,
            mustAsk: false,
            minutes: option.minutes,
            priorities: places.map { facts.matters[$0].priority.key },
            gain: gain(option),
            reason: facts.reason(for: doubts, belief: option.belief),
            doubts: doubts
        )
        add(item, identities: option.identities, settles: option.settles)
        if let topic = option.topic { touched.insert(topic) }
    }
}
