/// How the priorities of a set will be found out, at one opportunity or in the whole job search.
public struct PrioritySetOutlook: Codable, Sendable, Hashable {
    public var prioritySet: ID<PrioritySet>
    public var version: Int
    /// Draft when no set counts yet.
    public var state: PrioritySet.State
    /// Absent for the whole job search.
    public var opportunity: ID<Opportunity>?
    /// In the order of the set.
    public var priorities: [PriorityOutlook]

    public init(
        prioritySet: ID<PrioritySet>,
        version: Int,
        state: PrioritySet.State,
        opportunity: ID<Opportunity>? = nil,
        priorities: [PriorityOutlook]
    ) {
        self.prioritySet = prioritySet
        self.version = version
        self.state = state
        self.opportunity = opportunity
        self.priorities = priorities
    }
}

/// How one priority will be found out.
public struct PriorityOutlook: Codable, Sendable, Hashable {
    public var key: ID<Priority>
    public var title: Title
    public var dimension: String?
    /// Must-have, flagged, or with a normalised weight of 0.15 or more.
    public var vital: Bool
    /// How many questions can be asked about it: linked to it, or about its dimension.
    public var questions: Int
    /// Items that stand in the plan of an interview and are not asked yet.
    public var planned: Int
    /// The interviews in which they stand; at most 20, newest first.
    public var plannedIn: [ID<Interview>]
    /// How often it was put to somebody.
    public var askings: Int
    /// The people it was put to or is planned for; at most 20.
    public var people: [ID<Person>]
    public var researchNotes: Int
    /// Beliefs about it that nothing has settled.
    public var openBeliefs: Int
    /// Live pieces of evidence.
    public var evidence: Int
    /// Nothing is planned, was asked, was researched or is known about it; a belief alone finds out nothing.
    public var nothingPlanned: Bool
    /// Not even a question: nothing would ever tell.
    public var unfindable: Bool

    public init(
        key: ID<Priority>,
        title: Title,
        dimension: String? = nil,
        vital: Bool,
        questions: Int,
        planned: Int,
        plannedIn: [ID<Interview>],
        askings: Int,
        people: [ID<Person>],
        researchNotes: Int,
        openBeliefs: Int,
        evidence: Int,
        nothingPlanned: Bool,
        unfindable: Bool
    ) {
        self.key = key
        self.title = title
        self.dimension = dimension
        self.vital = vital
        self.questions = questions
        self.planned = planned
        self.plannedIn = plannedIn
        self.askings = askings
        self.people = people
        self.researchNotes = researchNotes
        self.openBeliefs = openBeliefs
        self.evidence = evidence
        self.nothingPlanned = nothingPlanned
        self.unfindable = unfindable
    }
}
