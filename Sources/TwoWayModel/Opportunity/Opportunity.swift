/// An employer.
public struct Organisation: Codable, Sendable, Hashable {
    public var id: ID<Organisation>
    public var name: Title
    public var website: Line?
    public var notes: Prose?
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<Organisation>,
        name: Title,
        website: Line? = nil,
        notes: Prose? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.name = name
        self.website = website
        self.notes = notes
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// A contact at an organisation.
public struct Person: Codable, Sendable, Hashable {
    public var id: ID<Person>
    public var organisation: ID<Organisation>?
    public var name: Title
    public var jobTitle: Title?
    public var role: InterviewerRole
    public var notes: Prose?
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<Person>,
        organisation: ID<Organisation>? = nil,
        name: Title,
        jobTitle: Title? = nil,
        role: InterviewerRole,
        notes: Prose? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.organisation = organisation
        self.name = name
        self.jobTitle = jobTitle
        self.role = role
        self.notes = notes
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// What a person is to the candidate in an interview.
public enum InterviewerRole: String, Codable, CaseIterable, Sendable {
    case recruiter
    case hr
    case hiringManager = "hiring_manager"
    case skipLevel = "skip_level"
    case peer
    case directReport = "direct_report"
    case crossFunctional = "cross_functional"
    case executive
    case other
}

public enum WorkMode: String, Codable, CaseIterable, Sendable {
    case onsite
    case hybrid
    case remote
}

/// What is paid, in whole units of a currency.
public struct PayRange: Codable, Sendable, Hashable {
    public enum Period: String, Codable, CaseIterable, Sendable {
        case hour
        case day
        case month
        case year
    }

    public var low: Int
    public var high: Int
    /// ISO 4217, three capital letters.
    public var currency: CurrencyCode
    public var period: Period

    public init(low: Int, high: Int, currency: CurrencyCode, period: Period) {
        self.low = low
        self.high = high
        self.currency = currency
        self.period = period
    }
}

/// A job at an organisation that is being pursued.
public struct Opportunity: Codable, Sendable, Hashable {
    public enum Stage: String, Codable, CaseIterable, Sendable {
        case interested
        case applied
        case interviewing
        case offer
        case accepted
        case closed
    }

    public enum ClosedReason: String, Codable, CaseIterable, Sendable {
        case rejected
        case withdrawn
        case declined
        case positionCancelled = "position_cancelled"
        case noResponse = "no_response"
        /// Merged into another opportunity.
        case duplicate
        case other
    }

    public var id: ID<Opportunity>
    public var jobSearch: ID<JobSearch>
    public var organisation: ID<Organisation>
    public var organisationName: Title
    public var title: Title
    public var functionName: Title?
    public var stage: Stage
    /// Present exactly when the stage is closed (R8).
    public var closedReason: ClosedReason?
    /// The opportunity that took over what was known of this one; present exactly when the reason is duplicate.
    public var mergedInto: ID<Opportunity>?
    public var posting: Line?
    public var location: Title?
    public var workMode: WorkMode?
    public var pay: PayRange?
    public var offerDeadline: Timestamp?
    public var futureSupervisor: ID<Person>?
    public var revision: Revision
    public var updatedAt: Timestamp

    public init(
        id: ID<Opportunity>,
        jobSearch: ID<JobSearch>,
        organisation: ID<Organisation>,
        organisationName: Title,
        title: Title,
        functionName: Title? = nil,
        stage: Stage,
        closedReason: ClosedReason? = nil,
        mergedInto: ID<Opportunity>? = nil,
        posting: Line? = nil,
        location: Title? = nil,
        workMode: WorkMode? = nil,
        pay: PayRange? = nil,
        offerDeadline: Timestamp? = nil,
        futureSupervisor: ID<Person>? = nil,
        revision: Revision,
        updatedAt: Timestamp
    ) {
        self.id = id
        self.jobSearch = jobSearch
        self.organisation = organisation
        self.organisationName = organisationName
        self.title = title
        self.functionName = functionName
        self.stage = stage
        self.closedReason = closedReason
        self.mergedInto = mergedInto
        self.posting = posting
        self.location = location
        self.workMode = workMode
        self.pay = pay
        self.offerDeadline = offerDeadline
        self.futureSupervisor = futureSupervisor
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// One change of stage; append-only, exactly one for each change (R8).
public struct StageEvent: Codable, Sendable, Hashable {
    /// Absent for the first event of an opportunity.
    public var from: Opportunity.Stage?
    public var to: Opportunity.Stage
    public var reason: Opportunity.ClosedReason?
    public var note: Prose?
    public var at: Timestamp

    public init(
        from: Opportunity.Stage? = nil,
        to: Opportunity.Stage,
        reason: Opportunity.ClosedReason? = nil,
        note: Prose? = nil,
        at: Timestamp
    ) {
        self.from = from
        self.to = to
        self.reason = reason
        self.note = note
        self.at = at
    }
}

/// What a viewer may see of an opportunity; members that the viewer has no right to are absent.
///
/// The owner sees everything. A coach sees the fields of the shares that cover it (R1).
public struct OpportunityView: Codable, Sendable, Hashable {
    public var id: ID<Opportunity>
    public var owner: ID<Account>
    public var jobSearch: ID<JobSearch>?
    public var organisation: ID<Organisation>?
    public var organisationName: Title?
    public var title: Title?
    public var functionName: Title?
    public var stage: Opportunity.Stage?
    public var closedReason: Opportunity.ClosedReason?
    public var mergedInto: ID<Opportunity>?
    public var posting: Line?
    public var location: Title?
    public var workMode: WorkMode?
    public var pay: PayRange?
    public var offerDeadline: Timestamp?
    public var futureSupervisor: ID<Person>?
    public var people: [PersonView]?
    public var timeline: [StageEvent]?
    public var revision: Revision?
    public var updatedAt: Timestamp?
    /// When it was like this; present only in a snapshot that was shared.
    public var snapshotAt: Timestamp?

    public init(
        id: ID<Opportunity>,
        owner: ID<Account>,
        jobSearch: ID<JobSearch>? = nil,
        organisation: ID<Organisation>? = nil,
        organisationName: Title? = nil,
        title: Title? = nil,
        functionName: Title? = nil,
        stage: Opportunity.Stage? = nil,
        closedReason: Opportunity.ClosedReason? = nil,
        mergedInto: ID<Opportunity>? = nil,
        posting: Line? = nil,
        location: Title? = nil,
        workMode: WorkMode? = nil,
        pay: PayRange? = nil,
        offerDeadline: Timestamp? = nil,
        futureSupervisor: ID<Person>? = nil,
        people: [PersonView]? = nil,
        timeline: [StageEvent]? = nil,
        revision: Revision? = nil,
        updatedAt: Timestamp? = nil
    ) {
        self.id = id
        self.owner = owner
        self.jobSearch = jobSearch
        self.organisation = organisation
        self.organisationName = organisationName
        self.title = title
        self.functionName = functionName
        self.stage = stage
        self.closedReason = closedReason
        self.mergedInto = mergedInto
        self.posting = posting
        self.location = location
        self.workMode = workMode
        self.pay = pay
        self.offerDeadline = offerDeadline
        self.futureSupervisor = futureSupervisor
        self.people = people
        self.timeline = timeline
        self.revision = revision
        self.updatedAt = updatedAt
    }
}

/// A person beside an opportunity: the role is always there, the name only where it may be seen.
public struct PersonView: Codable, Sendable, Hashable {
    public var id: ID<Person>
    public var name: Title?
    public var jobTitle: Title?
    public var role: InterviewerRole
    public var futureSupervisor: Bool

    public init(
        id: ID<Person>,
        name: Title? = nil,
        jobTitle: Title? = nil,
        role: InterviewerRole,
        futureSupervisor: Bool
    ) {
        self.id = id
        self.name = name
        self.jobTitle = jobTitle
        self.role = role
        self.futureSupervisor = futureSupervisor
    }
}
