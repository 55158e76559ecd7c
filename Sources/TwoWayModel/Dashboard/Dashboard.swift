/// What needs doing now, over all that a candidate pursues.
public struct Dashboard: Codable, Sendable, Hashable {
    /// The most entries of a list.
    public static let maximumEntries = 20

    /// When it was drawn up, and which day that was in the zone of the account.
    public var at: Timestamp
    public var today: Day
    /// Interviews within 48 hours without a single planned question.
    public var unprepared: TopOf<ComingInterview>
    /// Interviews of the next seven days.
    public var coming: TopOf<ComingInterview>
    /// Interviews that are over and wait for their debrief.
    public var toClose: TopOf<HeldInterview>
    /// Must-asks of interviews that are over which stand in no plan to come.
    public var openMustAsks: TopOf<OpenMustAsk>
    /// Beliefs that nothing has settled yet.
    public var unchecked: TopOf<UncheckedBelief>
    /// Contradictions that no plan is to clear up yet, the gravest first.
    public var contradictions: TopOf<OpenContradiction>
    /// Follow-ups that are due today or were before.
    public var due: TopOf<DueFollowUp>
    /// Follow-ups of the next seven days.
    public var dueSoon: TopOf<DueFollowUp>
    /// Promises that nobody has looked for in the offer that is there.
    public var promisesToCheck: TopOf<PromiseToCheck>
    /// Offers to be answered within fourteen days, or too late already.
    public var offerDeadlines: TopOf<OfferDeadline>
    /// Reality checks of accepted jobs that are due, the first due first.
    public var realityDue: TopOf<DueRealityCheck>
    /// Priorities that no question, no plan and no research will find out about.
    public var unaskable: TopOf<UnaskablePriority>
    /// Libraries that have a newer version than the one followed.
    public var upgrades: TopOf<WaitingUpgrade>
    /// What coaches ask, say and wait for.
    public var coaching: CoachingDesk
    /// Own wordings that a new version of a library contradicts.
    public var conflicts: Int
    /// New questions that were not chosen yet.
    public var dormant: Int

    public init(
        at: Timestamp,
        today: Day,
        unprepared: TopOf<ComingInterview>,
        coming: TopOf<ComingInterview>,
        toClose: TopOf<HeldInterview>,
        openMustAsks: TopOf<OpenMustAsk>,
        unchecked: TopOf<UncheckedBelief>,
        contradictions: TopOf<OpenContradiction>,
        due: TopOf<DueFollowUp>,
        dueSoon: TopOf<DueFollowUp>,
        promisesToCheck: TopOf<PromiseToCheck>,
        offerDeadlines: TopOf<OfferDeadline>,
        realityDue: TopOf<DueRealityCheck>,
        unaskable: TopOf<UnaskablePriority>,
        upgrades: TopOf<WaitingUpgrade>,
        coaching: CoachingDesk,
        conflicts: Int,
        dormant: Int
    ) {
        self.at = at
        self.today = today
        self.unprepared = unprepared
        self.coming = coming
        self.toClose = toClose
        self.openMustAsks = openMustAsks
        self.unchecked = unchecked
        self.contradictions = contradictions
        self.due = due
        self.dueSoon = dueSoon
        self.promisesToCheck = promisesToCheck
        self.offerDeadlines = offerDeadlines
        self.realityDue = realityDue
        self.unaskable = unaskable
        self.upgrades = upgrades
        self.coaching = coaching
        self.conflicts = conflicts
        self.dormant = dormant
    }
}

/// The first entries of a list, and how many there are.
public struct TopOf<Entry: Codable & Sendable & Hashable>: Codable, Sendable, Hashable {
    public var items: [Entry]
    public var total: Int

    public init(items: [Entry], total: Int) {
        self.items = items
        self.total = total
    }
}

/// An interview that is near.
public struct ComingInterview: Codable, Sendable, Hashable {
    public var id: ID<Interview>
    public var title: Title
    public var organisation: Title
    public var state: Interview.State
    public var start: Timestamp
    public var timeZone: TimeZoneName
    /// How many questions are planned.
    public var planned: Int

    public init(
        id: ID<Interview>,
        title: Title,
        organisation: Title,
        state: Interview.State,
        start: Timestamp,
        timeZone: TimeZoneName,
        planned: Int
    ) {
        self.id = id
        self.title = title
        self.organisation = organisation
        self.state = state
        self.start = start
        self.timeZone = timeZone
        self.planned = planned
    }
}

/// An interview that is over and not closed.
public struct HeldInterview: Codable, Sendable, Hashable {
    public var id: ID<Interview>
    public var title: Title
    public var organisation: Title
    /// Held; or still scheduled or in progress, although its time is over.
    public var state: Interview.State
    public var start: Timestamp?
    /// How many must-asks need a fate.
    public var needFate: Int

    public init(
        id: ID<Interview>,
        title: Title,
        organisation: Title,
        state: Interview.State,
        start: Timestamp? = nil,
        needFate: Int
    ) {
        self.id = id
        self.title = title
        self.organisation = organisation
        self.state = state
        self.start = start
        self.needFate = needFate
    }
}

/// A must-ask without a place.
public struct OpenMustAsk: Codable, Sendable, Hashable {
    public var item: ID<PlanItem>
    public var text: Line
    public var interview: ID<Interview>
    public var interviewTitle: Title
    public var interviewState: Interview.State

    public init(
        item: ID<PlanItem>,
        text: Line,
        interview: ID<Interview>,
        interviewTitle: Title,
        interviewState: Interview.State
    ) {
        self.item = item
        self.text = text
        self.interview = interview
        self.interviewTitle = interviewTitle
        self.interviewState = interviewState
    }
}

/// A belief that is not settled.
public struct UncheckedBelief: Codable, Sendable, Hashable {
    public var id: ID<Belief>
    public var statement: Line
    public var scope: Scope
    /// Unverified, or planned.
    public var state: Belief.State
    public var opportunity: ID<Opportunity>
    public var organisation: Title

    public init(
        id: ID<Belief>,
        statement: Line,
        scope: Scope,
        state: Belief.State,
        opportunity: ID<Opportunity>,
        organisation: Title
    ) {
        self.id = id
        self.statement = statement
        self.scope = scope
        self.state = state
        self.opportunity = opportunity
        self.organisation = organisation
    }
}

/// A contradiction that waits.
public struct OpenContradiction: Codable, Sendable, Hashable {
    public var id: ID<Contradiction>
    /// Key and title of the priority; the title of its last version.
    public var priority: ID<Priority>
    public var priorityTitle: Title
    public var scope: Scope
    public var severity: Double
    /// The ratings that disagree, one alone with a belief.
    public var ratings: [Int]
    public var opportunity: ID<Opportunity>
    public var organisation: Title

    public init(
        id: ID<Contradiction>,
        priority: ID<Priority>,
        priorityTitle: Title,
        scope: Scope,
        severity: Double,
        ratings: [Int],
        opportunity: ID<Opportunity>,
        organisation: Title
    ) {
        self.id = id
        self.priority = priority
        self.priorityTitle = priorityTitle
        self.scope = scope
        self.severity = severity
        self.ratings = ratings
        self.opportunity = opportunity
        self.organisation = organisation
    }
}

/// A follow-up with its day.
public struct DueFollowUp: Codable, Sendable, Hashable {
    public var id: ID<FollowUp>
    public var owedBy: FollowUp.Side
    public var text: Line
    public var dueOn: Day
    public var opportunity: ID<Opportunity>
    public var organisation: Title

    public init(
        id: ID<FollowUp>,
        owedBy: FollowUp.Side,
        text: Line,
        dueOn: Day,
        opportunity: ID<Opportunity>,
        organisation: Title
    ) {
        self.id = id
        self.owedBy = owedBy
        self.text = text
        self.dueOn = dueOn
        self.opportunity = opportunity
        self.organisation = organisation
    }
}

/// A promise to look for in the offer.
public struct PromiseToCheck: Codable, Sendable, Hashable {
    public var id: ID<Promise>
    public var text: Line
    public var opportunity: ID<Opportunity>
    public var organisation: Title

    public init(id: ID<Promise>, text: Line, opportunity: ID<Opportunity>, organisation: Title) {
        self.id = id
        self.text = text
        self.opportunity = opportunity
        self.organisation = organisation
    }
}

/// An offer that wants an answer.
public struct OfferDeadline: Codable, Sendable, Hashable {
    public var opportunity: ID<Opportunity>
    public var title: Title
    public var organisation: Title
    public var deadline: Timestamp

    public init(opportunity: ID<Opportunity>, title: Title, organisation: Title, deadline: Timestamp) {
        self.opportunity = opportunity
        self.title = title
        self.organisation = organisation
        self.deadline = deadline
    }
}

/// A priority that nothing will find out about.
public struct UnaskablePriority: Codable, Sendable, Hashable {
    public var jobSearch: ID<JobSearch>
    public var priority: ID<Priority>
    public var title: Title
    public var weight: Double

    public init(jobSearch: ID<JobSearch>, priority: ID<Priority>, title: Title, weight: Double) {
        self.jobSearch = jobSearch
        self.priority = priority
        self.title = title
        self.weight = weight
    }
}

/// A library with a newer version than the one followed.
public struct WaitingUpgrade: Codable, Sendable, Hashable {
    public var subscription: ID<Subscription>
    public var library: ID<Library>
    public var title: Title
    public var pinned: Int
    public var latest: Int

    public init(subscription: ID<Subscription>, library: ID<Library>, title: Title, pinned: Int, latest: Int) {
        self.subscription = subscription
        self.library = library
        self.title = title
        self.pinned = pinned
        self.latest = latest
    }
}
