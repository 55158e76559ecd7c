import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What the database knows that an edit of a plan depends on.
struct PlanBasis {
    /// The plan as it is, in order.
    let items: [PlanItem]
    /// Those of the questions sent that can be planned.
    private let questions: [QuestionSource: PlannableQuestion]
    /// Those of the questions sent that are the owner's own.
    private let ownQuestions: [ID<OwnQuestion>: PlannableQuestion]
    /// Those of the beliefs sent that are about this opportunity.
    private let beliefs: [ID<Belief>: PlannableBelief]
    /// Those of the contradictions sent that are about this opportunity.
    private let contradictions: [ID<Contradiction>: PlannableContradiction]
    /// Those of the items sent that stand in other plans of this opportunity.
    private let others: [ID<PlanItem>: CarriableItem]
    /// Those of the people sent that are the owner's.
    private let people: Set<ID<Person>>
    /// The keys of what matters in the job search.
    private let keys: Set<ID<Priority>>
    /// What counts of it.
    private let priorities: [Priority]

    init(
        items: [PlanItem],
        questions: [(QuestionSource, PlannableQuestion)],
        ownQuestions: [(ID<OwnQuestion>, PlannableQuestion)],
        beliefs: [PlannableBelief],
        contradictions: [PlannableContradiction],
        others: [CarriableItem],
        people: [Interviewer],
        keys: [ID<Priority>],
        priorities: [Priority]
    ) {
        self.items = items
        self.questions = Dictionary(questions, uniquingKeysWith: { first, _ in first })
        self.ownQuestions = Dictionary(ownQuestions, uniquingKeysWith: { first, _ in first })
        self.beliefs = Dictionary(beliefs.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.contradictions = Dictionary(contradictions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.others = Dictionary(others.map { ($0.item.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.people = Set(people.map(\.person))
        self.keys = Set(keys)
        self.priorities = priorities
    }

    /// The question that an entry brings into an item; nil when the item keeps what it has.
    ///
    /// The wording and the hints of a stored item stay as they were planned, whatever becomes of the library (R5); only
    /// another question, or another version of it, brings its own.
    func question(
        of entry: Plans.Save.Entry,
        stored: PlanItem?
    ) throws(ServiceFailure) -> PlannableQuestion? {
        if let source = entry.source, source != stored?.source {
            guard let question = questions[source] else { throw .notFound }
            guard !question.isClosed else {
                let key = source.questionKey
                throw .invalidState("The question \(key) is new with an upgrade; choose it before it goes into a plan.")
            }
            return question
        }
        if let own = entry.ownQuestion, own != stored?.ownQuestion {
            guard let question = ownQuestions[own] else { throw .notFound }
            guard !question.isClosed else {
                throw .invalidState("That question of your own was put away; bring it back before it goes into a plan.")
            }
            return question
        }
        return nil
    }

    /// The item of another interview that a new item continues.
    func carried(by entry: Plans.Save.Entry) throws(ServiceFailure) -> PlanItem? {
        guard let id = entry.carriedFrom else { return nil }
        guard let other = others[id] else { throw .notFound }
        switch other.item.state {
        case .deferred: return other.item
        case .planned where !other.interviewState.isAhead: return other.item
        case .planned:
            throw .invalidState("That question stands in the plan of an interview to come; it can be asked there.")
        case .moved: throw .invalidState("That question was carried over already.")
        case .asked, .dropped: throw .invalidState("Only a question that was not asked is carried over.")
        }
    }

    /// The belief that an entry names.
    func belief(of entry: Plans.Save.Entry, stored: PlanItem?) throws(ServiceFailure) -> PlannableBelief? {
        guard let id = entry.belief else { return nil }
        guard let belief = beliefs[id] else { throw .notFound }
        guard !belief.isDismissed || stored?.belief == id else {
            throw .invalidState("That belief was dismissed; nothing is left to settle.")
        }
        return belief
    }

    /// The contradiction that an entry names.
    func contradiction(
        of entry: Plans.Save.Entry,
        stored: PlanItem?
    ) throws(ServiceFailure) -> PlannableContradiction? {
        guard let id = entry.contradiction else { return nil }
        guard let contradiction = contradictions[id] else { throw .notFound }
        guard contradiction.isWaiting || stored?.contradiction == id else {
            throw .invalidState("That contradiction is settled; nothing is left to clear up.")
        }
        return contradiction
    }

    /// Checks the people and the priorities of an entry.
    ///
    /// What the stored item has may stay, so that a newer set of priorities does not stand in the way of saving.
    func checkLinks(
        of entry: Plans.Save.Entry,
        stored: PlanItem?,
        at path: String
    ) throws(ServiceFailure) {
        if let person = entry.targetPerson, !people.contains(person) { throw .notFound }
        for (index, key) in (entry.priorities ?? []).enumerated() {
            guard keys.contains(key) || stored?.priorities.contains(key) == true else {
                throw .invalid(
                    path: "\(path).priorities[\(index)]",
                    reason: "is not a priority of this job search"
                )
            }
        }
    }

    /// The priorities that a question is linked to or shares a dimension with, and those of what it is to settle.
    func priorities(of question: PlannableQuestion?, settling aims: [ID<Priority>?]) -> [ID<Priority>] {
        priorities.filter { aims.contains($0.key) || question?.finds($0) ?? false }.map(\.key)
    }

    /// Those of an item of another plan that still matter.
    func priorities(of carried: PlanItem) -> [ID<Priority>] {
        carried.priorities.filter(keys.contains)
    }
}

extension PlannableQuestion {
    fileprivate func finds(_ priority: Priority) -> Bool {
        priorities.contains(priority.key) || priority.dimension.map(dimensions.contains) ?? false
    }
}

extension Interview.State {
    /// Whether the interview has not taken place.
    fileprivate var isAhead: Bool {
        switch self {
        case .proposed, .scheduled, .inProgress: true
        case .held, .closed, .cancelled, .noShow: false
        }
    }
}
