/// What a share opens.
public enum ShareSubject: String, Codable, CaseIterable, Sendable {
    /// The set of priorities of a job search that counts.
    case priorities
    case opportunity
    /// The interviews of an opportunity.
    case interviews
    /// Their plans.
    case plans
    /// What was asked in them, and answered.
    case answers
    case assessment
    case comparison
    /// The decisions about an opportunity.
    case decision
}

/// The fields that a share can open; everything that is not named stays closed.
public enum ShareField: String, Codable, CaseIterable, Sendable {
    /// What it is called, and where it stands.
    case overview
    /// The stage events.
    case timeline
    /// Posting, location and work mode.
    case posting
    case pay
    /// Who takes part or was asked, by id and role.
    case people
    /// Their names as well.
    case names
    /// The priorities with what is wanted of them; of a plan those that each question is about.
    case priorities
    /// The candidate's own words for priorities.
    case statements
    /// The weights of the priorities.
    case weights
    case tradeOffs = "trade_offs"
    /// Score, knowledge and the interval of each priority.
    case intervals
    case gates
    /// Ratings with source class, scope and strength.
    case evidence
    /// When an interview is, and for how long.
    case schedule
    /// What is or was asked.
    case questions
    /// Whom a question is meant for.
    case targets
    /// What the candidate wants to say.
    case talkingPoints = "talking_points"
    /// What was answered, in words.
    case answers
    /// What was answered as a number, yes or no, or a day.
    case values
    /// What a comparison comes to, in one sentence with the names of the opportunities.
    case headline
    /// The chance of each rank.
    case ranks
    /// How little would change the order.
    case fragility
    /// Why it was decided so.
    case reasons
    /// The first day in the job.
    case start
    /// The reality checks.
    case checks
    /// The candidate's notes on what else is open.
    case notes
}

extension ShareSubject {
    /// The fields that mean something for this subject, in the order of all fields; others open nothing.
    public var fields: [ShareField] {
        let known = knownFields
        return ShareField.allCases.filter { known.contains($0) }
    }

    /// What is opened when no field is named: everything but names, pay and notes, and what amounts to them.
    public var usualFields: [ShareField] { fields.filter { !$0.isDelicate } }

    private var knownFields: Set<ShareField> {
        switch self {
        case .priorities: [.priorities, .statements, .weights, .tradeOffs, .gates, .notes]
        case .opportunity: [.overview, .timeline, .posting, .pay, .people, .names]
        case .interviews: [.overview, .schedule, .people, .names]
        case .plans: [.questions, .targets, .priorities, .talkingPoints, .notes]
        case .answers: [.questions, .answers, .values, .people, .names]
        case .assessment: [.weights, .intervals, .gates, .evidence, .notes]
        case .comparison: [.overview, .headline, .weights, .intervals, .gates, .ranks, .fragility, .notes]
        case .decision:
            [.overview, .reasons, .weights, .intervals, .gates, .evidence, .start, .checks, .notes]
        }
    }
}

extension ShareField {
    /// Whether it is opened only by its name: numbers that people say in interviews are mostly pay, and talking points are
    /// the candidate's notes.
    public var isDelicate: Bool {
        switch self {
        case .pay, .names, .notes, .values, .talkingPoints: true
        case .overview, .timeline, .posting, .people, .priorities, .statements, .weights, .tradeOffs, .intervals,
            .gates,
            .evidence, .schedule, .questions, .targets, .answers, .headline, .ranks, .fragility, .reasons, .start,
            .checks:
            false
        }
    }
}
