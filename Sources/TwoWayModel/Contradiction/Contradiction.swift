/// Two things that cannot both be so: two pieces of evidence about one priority at one scope, or one and a belief.
public struct Contradiction: Codable, Sendable, Hashable {
    public enum State: String, Codable, CaseIterable, Sendable {
        case open
        /// A question that is to clear it up stands in a plan.
        case queued
        case explained
        case acceptedAsRisk = "accepted_as_risk"
        case dismissed
        /// What is known now does not contradict itself any more.
        case resolvedByData = "resolved_by_data"
    }

    public enum Kind: String, Codable, CaseIterable, Sendable {
        case betweenPeople = "between_people"
        /// One person, asked twice.
        case overTime = "over_time"
        case againstBelief = "against_belief"
        /// One side is the written offer, or a promise from which it differs.
        case againstOffer = "against_offer"
        /// Between what was said, seen or published, and not by two people.
        case betweenSources = "between_sources"
    }

    public var id: ID<Contradiction>
    public var opportunity: ID<Opportunity>
    public var priority: ID<Priority>
    public var scope: Scope
    public var kind: Kind
    public var state: State
    /// How grave it is, 0 to 1, with the weight that the priority had when it was found.
    public var severity: Double
    public var weight: Double
    /// The older one first; the only one with a belief.
    public var sides: [ContradictionSide]
    /// Present exactly with the kind against_belief.
    public var belief: ContradictedBelief?
    /// The explanation, or why it is taken as a risk or dismissed; present exactly in these states.
    public var reason: Prose?
    public var foundAt: Timestamp
    public var decidedAt: Timestamp?

    public init(
        id: ID<Contradiction>,
        opportunity: ID<Opportunity>,
        priority: ID<Priority>,
        scope: Scope,
        state: State,
        severity: Double,
        weight: Double,
        sides: [ContradictionSide],
        belief: ContradictedBelief? = nil,
        reason: Prose? = nil,
        foundAt: Timestamp,
        decidedAt: Timestamp? = nil
    ) {
        self.id = id
        self.opportunity = opportunity
        self.priority = priority
        self.scope = scope
        kind = Kind(of: sides, isAboutBelief: belief != nil)
        self.state = state
        self.severity = severity
        self.weight = weight
        self.sides = sides
        self.belief = belief
        self.reason = reason
        self.foundAt = foundAt
        self.decidedAt = decidedAt
    }
}

/// A piece of evidence as one side of a contradiction, with who said it and when.
public struct ContradictionSide: Codable, Sendable, Hashable {
    public var evidence: ID<Evidence>
    public var origin: EvidenceOrigin
    public var sourceClass: SourceClass
    public var specificity: Specificity
    public var rating: Int
    public var strength: Double
    /// Whether it is evidence from a promise that the offer differs from; one about the priority if it is not said which.
    public var brokenPromise: Bool
    /// Whoever was asked; absent without an answer.
    public var person: ID<Person>?
    public var personName: Title?
    /// When the question was put; without one, when it was rated.
    public var saidAt: Timestamp
    public var value: AnswerValue?
    /// The question, the answer and the note; only where one contradiction is looked at.
    public var question: Line?
    public var answer: Prose?
    public var note: Prose?

    public init(
        evidence: ID<Evidence>,
        origin: EvidenceOrigin,
        sourceClass: SourceClass,
        specificity: Specificity,
        rating: Int,
        strength: Double,
        brokenPromise: Bool = false,
        person: ID<Person>? = nil,
        personName: Title? = nil,
        saidAt: Timestamp,
        value: AnswerValue? = nil,
        question: Line? = nil,
        answer: Prose? = nil,
        note: Prose? = nil
    ) {
        self.evidence = evidence
        self.origin = origin
        self.sourceClass = sourceClass
        self.specificity = specificity
        self.rating = rating
        self.strength = strength
        self.brokenPromise = brokenPromise
        self.person = person
        self.personName = personName
        self.saidAt = saidAt
        self.value = value
        self.question = question
        self.answer = answer
        self.note = note
    }
}

/// The belief that evidence contradicts.
public struct ContradictedBelief: Codable, Sendable, Hashable {
    public var id: ID<Belief>
    public var statement: Line
    /// The rating, 1 to 5, that is believed.
    public var expected: Int

    public init(id: ID<Belief>, statement: Line, expected: Int) {
        self.id = id
        self.statement = statement
        self.expected = expected
    }
}

extension Contradiction.Kind {
    /// What two sides, or one and a belief, make of it; the offer weighs more than who said what.
    public init(of sides: [ContradictionSide], isAboutBelief: Bool) {
        let people = sides.compactMap(\.person)
        if isAboutBelief {
            self = .againstBelief
        } else if sides.contains(where: { $0.sourceClass == .writtenOffer || $0.brokenPromise }) {
            self = .againstOffer
        } else if people.count == 2 {
            self = people[0] == people[1] ? .overTime : .betweenPeople
        } else {
            self = .betweenSources
        }
    }
}
