import JSONRPC
import TwoWayModel
import TwoWayProtocol
import TwoWaySite

/// A coach publishes, and a candidate takes what came out.
extension Stage {
    func libraries(_ meter: Meter, _ run: Int) async throws {
        var document = document
        document.slug = "one-more-\(run)"
        let created = try await meter.call(
            Libraries.Create.self,
            "",
            .init(document: document, visibility: .private, idempotencyKey: .make()),
            on: coach
        )
        try await meter.call(
            Libraries.Update.self,
            "",
            .init(id: created.id, revision: created.revision, visibility: .clients, idempotencyKey: .make()),
            on: coach
        )
        try await meter.call(
            Libraries.Fork.self,
            "",
            .init(
                library: library.id,
                number: 1,
                slug: try Slug("fork-\(run)"),
                visibility: .private,
                idempotencyKey: .make()
            ),
            on: coach
        )
    }

    /// A new version comes out; the candidate takes it, takes it back, and takes it again.
    func upgrades(_ meter: Meter, _ run: Int) async throws {
        let draft = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
        let edited = try await meter.call(
            Libraries.SaveDraft.self,
            "",
            .init(
                library: library.id,
                document: Stage.changed(draft.document, run),
                revision: draft.revision,
                idempotencyKey: .make()
            ),
            on: coach
        )
        try await publish(meter, edited)
        let preview = try await meter.call(
            Upgrades.Preview.self,
            "new version",
            .init(subscription: anna.subscription.id),
            on: candidate
        )
        let upgrade = try await meter.call(
            Upgrades.Apply.self,
            "",
            .init(
                subscription: anna.subscription.id,
                revision: preview.revision,
                to: preview.to,
                previewHash: preview.previewHash,
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Upgrades.Rollback.self,
            "",
            .init(run: upgrade.id, idempotencyKey: .make()),
            on: candidate
        )
        try await takeAll(meter)
    }

    /// Publishes twice; the first of the two was a mistake and is taken back.
    private func publish(_ meter: Meter, _ draft: LibraryDraft) async throws {
        let mistake = try await meter.call(
            Libraries.Publish.self,
            "",
            .init(
                library: library.id,
                revision: draft.revision,
                changeNotes: try Prose("Sharper."),
                idempotencyKey: .make()
            ),
            on: coach
        )
        var document = draft.document
        document.summary = "Sharper, and \(mistake.number)."
        let current = try await coach.call(Libraries.GetDraft.self, .init(library: library.id))
        let mended = try await coach.call(
            Libraries.SaveDraft.self,
            .init(library: library.id, document: document, revision: current.revision)
        )
        try await coach.call(
            Libraries.Publish.self,
            .init(library: library.id, revision: mended.revision, changeNotes: try Prose("Mended."))
        )
        try await meter.call(
            Libraries.Yank.self,
            "",
            .init(
                library: library.id,
                number: mistake.number,
                reason: try Line("A word was missing."),
                idempotencyKey: .make()
            ),
            on: coach
        )
    }

    /// With the policy that takes every version the waiting one comes by itself.
    private func takeAll(_ meter: Meter) async throws {
        func update(_ policy: Subscription.Policy) async throws {
            let subscriptions = try await candidate.call(Subscriptions.List.self, .init(limit: PageLimits.maximum))
                .items
            guard let followed = subscriptions.first(where: { $0.id == anna.subscription.id }) else { return }
            try await candidate.call(
                Subscriptions.Update.self,
                .init(id: followed.id, revision: followed.revision, policy: policy)
            )
        }
        try await update(.all)
        try await meter.call(Upgrades.Auto.self, "", .init(idempotencyKey: .make()), on: candidate)
        try await update(.manual)
    }

    /// Some questions in words that no version had before.
    static func changed(_ document: LibraryDocument, _ run: Int) -> LibraryDocument {
        var document = document
        let mark = Timestamp.now().microseconds
        for topic in document.topics.indices {
            for question in document.topics[topic].questions.indices where (topic + question + run) % 3 == 0 {
                document.topics[topic].questions[question].text =
                    "The last time it happened, how did it go? (\(mark), \(topic), \(question))"
            }
        }
        return document
    }
}
