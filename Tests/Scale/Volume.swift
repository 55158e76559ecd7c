import TwoWayModel
import TwoWaySite

/// How much a candidate has.
struct Volume: Sendable {
    var opportunities: Int
    var interviewsEach = 5
    var organisations: Int
    var peopleEach = 6
    var ownQuestions: Int
    var overlays: Int
    var stories: Int

    /// How many interviews an opportunity has: the first one has many.
    func rounds(_ opportunity: Int) -> Int { opportunity == 0 ? interviewsEach * 4 : interviewsEach }

    /// The candidate whose calls are measured: 200 opportunities, 1,000 interviews and more than 20,000 answers.
    static let full = Volume(opportunities: 200, organisations: 100, ownQuestions: 150, overlays: 40, stories: 40)
    /// One of the many others.
    static let usual = Volume(opportunities: 20, organisations: 10, ownQuestions: 15, overlays: 10, stories: 5)
    /// For trying the program out.
    static let small = Volume(opportunities: 8, organisations: 4, ownQuestions: 8, overlays: 5, stories: 5)
}

/// What was really filled in, as the database counts it.
struct Extent: Sendable {
    /// Of the measured candidate.
    var opportunities: Int
    var interviews: Int
    var answers: Int
    /// How many rows each growing table has, everybody's.
    var tables: [String: Int]

    /// The least that a run has to have for its figures to mean anything.
    static let least = (opportunities: 200, interviews: 1_000, answers: 20_000)
    /// With fewer rows PostgreSQL reads a table whole because that is quickest.
    static let leastRows = 1_000

    init(_ site: Site, candidate: ID<Account>) async throws {
        func count(_ table: String) async throws -> Int {
            let rows = try await site.sql("SELECT count(*) FROM tw.\(table) WHERE owner_id = '\(candidate)'")
            return rows.first.flatMap { Int($0) } ?? 0
        }
        opportunities = try await count("opportunity")
        interviews = try await count("interview")
        answers = try await count("answer")
        tables = try await Crowd.tables(site)
    }
}
