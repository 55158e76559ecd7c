import Foundation
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

extension TestClient {
    /// Follows the library, and lays something of one's own over it.
    func layer(_ made: inout Belongings, _ words: TellTales) async throws {
        let priority = try ID<Priority>(made.priority).known
        let question = try await call(
            OwnQuestions.Create.self,
            .init(text: try Line("Who was here before? \(words.hidden)"), priorities: [priority])
        )
        let subscription = try await call(
            Subscriptions.Create.self,
            .init(library: try ID(made.followed).known, policy: .all)
        )
        _ = try await call(
            Overlays.Save.self,
            .init(
                subscription: subscription.id,
                questionKey: try Slug("last-week"),
                revision: 0,
                ownText: .set(try Line("And last week? \(words.hidden)")),
                privateNotes: .set(try Prose("Softly. \(words.hidden)")),
                priorities: [priority]
            )
        )
        made.ownQuestion = question.id.description
        made.subscription = subscription.id.description
    }

    /// Takes the upgrade that waits.
    func upgrade(_ made: inout Belongings) async throws {
        let subscription = try ID<Subscription>(made.subscription).known
        let preview = try await call(Upgrades.Preview.self, .init(subscription: subscription))
        let run = try await call(
            Upgrades.Apply.self,
            .init(
                subscription: subscription,
                revision: preview.revision,
                to: preview.to,
                previewHash: preview.previewHash
            )
        )
        made.upgradeRun = run.id.description
    }

    /// Writes to the coach about the library that is followed, at the version that is followed.
    func suggest(_ made: Belongings, _ words: TellTales, signed: Bool) async throws -> String {
        let suggestion = try await call(
            Suggestions.Create.self,
            .init(
                library: try ID(made.followed).known,
                version: 2,
                questionKey: signed ? nil : try Slug("last-week"),
                text: try Line("And in a bad week? \(words.letter)"),
                reason: try Prose("It is more telling. \(words.letter)"),
                signed: signed
            )
        )
        return suggestion.id.description
    }
}

extension TestClient {
    /// Writes a library, and publishes it unless it is to stay a draft.
    ///
    /// Its name is its slug, and stands in its texts.
    func makeLibrary(_ name: String, _ visibility: Library.Visibility, publish: Bool) async throws -> String {
        let library = try await call(
            Libraries.Create.self,
            .init(document: Self.document(name, version: 1), visibility: visibility)
        )
        if publish { try await publishDraft(of: library.id) }
        return library.id.description
    }

    /// Publishes the next version of a library, with one more question.
    func publishNext(_ id: String, _ name: String, version: Int) async throws {
        let library = try ID<Library>(id).known
        let draft = try await call(Libraries.GetDraft.self, .init(library: library))
        let document = Self.document(name, version: version)
        _ = try await call(
            Libraries.SaveDraft.self,
            .init(library: library, document: document, revision: draft.revision)
        )
        try await publishDraft(of: library)
    }

    private func publishDraft(of library: ID<Library>) async throws {
        let draft = try await call(Libraries.GetDraft.self, .init(library: library))
        _ = try await call(
            Libraries.Publish.self,
            .init(library: library, revision: draft.revision, changeNotes: try Prose("For the better."))
        )
    }

    /// A question of all versions, and as many more as there are earlier ones.
    private static func document(_ name: String, version: Int) -> LibraryDocument {
        let question = LibraryDocument.Question(
            key: "last-week",
            text: "Where did the hours of last week go? \(name)",
            purpose: "Adverts list duties, not hours.",
            followUps: ["How was the week before?"],
            listenFor: ["Named tasks with rough hours"],
            warningSigns: ["Nobody can say"],
            kind: .example,
            subject: .work,
            horizon: .firstThreeMonths,
            audience: [.hiringManager],
            minutes: 5,
            informativeness: 0.8,
            dimensions: ["training"]
        )
        let more = (1..<version).map { number in
            var next = question
            next.key = "more-\(number)"
            next.text = "And which task grew in year \(number)? \(name)"
            return next
        }
        return LibraryDocument(
            slug: name,
            title: "Talks \(name)",
            language: "en",
            licence: "CC-BY-4.0",
            topics: [.init(key: "the-job", title: "The job", general: true, questions: [question] + more)]
        )
    }
}
