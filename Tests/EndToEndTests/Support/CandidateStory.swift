import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol

/// The people of a candidate's whole way, each at a shell of their own.
///
/// Days are counted from today, since what is near shows on the dashboard.
struct CandidateStory: Sendable {
    let installation: Installation
    let server: RunningServer
    let kim: Shell
    let anna: Shell

    /// A coach publishes a library from a file, and a candidate follows it.
    static func open(_ installation: Installation) async throws -> CandidateStory {
        let server = try await installation.startServer()
        let kim = try await Shell.open("kim", as: .coach, on: server, of: installation)
        try await kim.type("library push \(StarterLibrary.path) --visibility public")
        try await kim.type("library publish starter --notes 'The first version.'")
        let anna = try await Shell.open("anna", as: .candidate, on: server, of: installation)
        #expect(try await anna.type("library find two-way").contains("starter"))
        try await anna.type("subscribe starter")
        return CandidateStory(installation: installation, server: server, kim: kim, anna: anna)
    }

    /// Writes a file of the installation and gives its path.
    func file(_ name: String, _ text: String) throws -> String {
        let path = "\(installation.folder)/\(name)"
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    /// A day as it is typed, some days from today.
    static func day(_ days: Int) -> String {
        Day(daysSince1970: Int(Timestamp.now().microseconds / 86_400_000_000) + days).text
    }

    /// What needs doing now.
    func today() async throws -> Dashboard { try await anna.read(Dashboard.self, "today") }

    func plan(_ interview: String) async throws -> Plan {
        try await anna.read(Plan.self, "interview plan '\(interview)'")
    }

    func assessment(_ opportunity: String) async throws -> Assessment {
        try await anna.read(Assessment.self, "assess '\(opportunity)'")
    }

    /// Records what somebody said to a question of the plan or another one, and gives the id of the answer.
    func record(
        _ interview: String,
        _ question: String,
        of person: String,
        _ answer: String,
        specificity: Specificity = .example
    ) async throws -> String {
        let report = try await anna.json(
            "interview",
            "record",
            interview,
            question.hasSuffix("?") ? "--text" : "--item",
            question,
            "--person",
            person,
            "--outcome",
            "answered",
            "--specificity",
            specificity.rawValue,
            "--answer",
            answer
        )
        #expect(report["sent"]?.boolean == true)
        return try #require(report["answer"]?.string)
    }
}
