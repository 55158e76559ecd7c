import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// A candidate and what was filled in for them.
struct Candidate: Sendable {
    let player: Player
    let library: Library
    let subscription: Subscription
    let search: JobSearch
    let set: PrioritySet
    var organisations: [Organisation] = []
    /// The people of each organisation; the first is the one to report to.
    var people: [[Person]] = []
    var ownQuestions: [OwnQuestion] = []
    var stories: [Story] = []
    var opportunities: [FilledOpportunity] = []
    /// Those that a coach reads: the first of them.
    var sharedOpportunities: [ID<Opportunity>] = []
}

/// An opportunity and what was filled in below it.
struct FilledOpportunity: Sendable {
    var opportunity: Opportunity
    let people: [Person]
    var interviews: [FilledInterview] = []
    var beliefs: [Belief] = []
    var promises: [Promise] = []
    var followUps: [FollowUp] = []
    var research: [ResearchNote] = []
    var evidence: [Evidence] = []
}

/// An interview, its plan, and what was asked.
struct FilledInterview: Sendable {
    var interview: Interview
    var plan: Plan
    var askings: [Capture.Record.Entry] = []
}

extension Timestamp {
    /// Some hours later, or earlier.
    func adding(hours: Int) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(hours) * 3_600_000_000)
    }

    /// The day in UTC, some days later.
    func day(adding days: Int = 0) -> Day {
        Day(daysSince1970: Int(microseconds / 86_400_000_000) + days)
    }
}

/// Texts as people write them, each different.
enum Words {
    private static let firstNames = [
        "Mara", "Piotr", "Rosa", "Ömer", "Łucja", "Nadia", "Tom", "Ingrid", "Wei", "Carmen",
    ]
    private static let lastNames = [
        "Lindqvist", "Nowak", "Lee", "Yılmaz", "Brandt", "Okafor", "Müller", "Silva", "Zhang",
    ]
    private static let places = ["Harbour", "Meridian", "Oak", "Quarry", "Lantern", "Northwind", "Tide", "Copper"]
    private static let jobs = ["Engineer", "Analyst", "Team lead", "Data steward", "Product owner", "Editor"]
    private static let sayings = [
        "In May they decided the release without me; I only heard of it a week later, and the plan had changed by then.",
        "Two of us took the course in March, and the manager covered our shifts for the four days.",
        "Nobody could name the last promotion, and the one they remembered was three years ago.",
        "About nine hours a week went into incident reviews, the rest into the ledger and its migration.",
        "We usually wait with the large things until the quarter is over, then everybody does them at once.",
    ]

    static func person(_ number: Int) -> String {
        "\(firstNames[number % firstNames.count]) \(lastNames[number / firstNames.count % lastNames.count]) \(number)"
    }

    static func organisation(_ number: Int) -> String { "\(places[number % places.count]) \(number) Ltd" }

    static func job(_ number: Int) -> String { "\(jobs[number % jobs.count]) \(number)" }

    static func answer(_ number: Int) -> String {
        "\(sayings[number % sayings.count]) They put it like this: “\(sayings[(number / 5 + 2) % sayings.count])” (\(number))"
    }
}
