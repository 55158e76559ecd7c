import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport
import Yams

/// The library that is shipped with the server, in `deploy/starter-library.yaml`.
struct StarterLibraryTests {
    private let document: LibraryDocument

    init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "deploy/starter-library.yaml"), encoding: .utf8)
        document = try YAMLDecoder().decode(LibraryDocument.self, from: text)
    }

    @Test(arguments: Finding.Severity.allCases)
    func `the check finds nothing`(severity: Finding.Severity) async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let findings = try await anna.call(Libraries.Check.self, .init(document: document)).findings
            #expect(findings.filter { $0.severity == severity }.isEmpty)
        }
    }

    @Test func `at least sixty questions have every field filled`() {
        let questions = document.topics.flatMap(\.questions)
        #expect(questions.count { $0.horizon != nil && $0.hasGuidanceAndClasses } >= 60)
    }

    @Test func `no question lacks guidance or a class, but one about the hiring itself may lack a horizon`() {
        #expect(document.summary != nil)
        #expect(document.licence != nil)
        for question in document.topics.flatMap(\.questions) {
            let name = Comment(rawValue: question.key)
            #expect(question.hasGuidanceAndClasses, name)
            #expect(question.horizon != nil || question.dimensions?.contains("hiring_process") == true, name)
        }
    }

    @Test func `it has a question for every dimension of the catalogue, and general topics`() async throws {
        try await TestService.with { service in
            let asked = Set(document.topics.flatMap(\.questions).flatMap { $0.dimensions ?? [] })
            let catalogue = try await service.database.sql("SELECT key FROM tw.dimension").compactMap(\.first)
            #expect(!catalogue.isEmpty)
            #expect(Set(asked.map(Optional.some)) == Set(catalogue))
            #expect(document.topics.contains { $0.general == true })
        }
    }

    @Test func `it can be published and subscribed to`() async throws {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let library = try await coach.publishLibrary(document)
            let found = try await anna.call(Libraries.Discover.self, .init(text: try Line("two-way")))
            #expect(found.items.map(\.id) == [library.id])
            let subscription = try await anna.call(Subscriptions.Create.self, .init(library: library.id))
            let version = try await anna.call(
                Libraries.GetVersion.self,
                .init(library: library.id, number: subscription.pinnedVersion)
            )
            #expect(version.document == document)
            let questions = try await service.database.sql("SELECT count(*) FROM tw.question")
            #expect(questions == [["\(document.topics.flatMap(\.questions).count)"]])
        }
    }
}

extension LibraryDocument.Question {
    /// Whether every field is filled, the horizon aside.
    fileprivate var hasGuidanceAndClasses: Bool {
        let lists = [followUps, listenFor, warningSigns, dimensions]
        return purpose != nil && lists.allSatisfy { $0?.isEmpty == false } && audience?.isEmpty == false
            && kind != nil && subject != nil && minutes != nil && informativeness != nil
    }
}
