import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Random histories through services and database: what the pure rules promise holds where it is stored.
struct UpgradeHistoryServiceTests {
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Notes and wordings by key, of what says something.
    private struct Work: Equatable {
        var notes: [String: String] = [:]
        var texts: [String: String] = [:]

        init(_ overlays: [Overlay]) {
            for overlay in overlays {
                notes[overlay.questionKey.text] = overlay.privateNotes?.text
                texts[overlay.questionKey.text] = overlay.ownText?.text
            }
        }
    }

    /// An overlay as far as it counts: without what numbers its edits, and without one that says nothing.
    private func shape(_ overlays: [Overlay]) -> [String] {
        overlays.compactMap { overlay in
            let says =
                overlay.ownText != nil || overlay.privateNotes != nil || overlay.hidden || overlay.state != .clean
            guard says else { return nil }
            let base = overlay.ownText == nil ? 0 : overlay.baseRevision
            return "\(overlay.questionKey.text) \(overlay.state) \(base) \(overlay.ownText?.text ?? "-") "
                + "\(overlay.privateNotes?.text ?? "-") \(overlay.hidden)"
        }
    }

    @Test(arguments: 0..<6)
    func `step by step and at one go lead to the same place, and nothing is lost on the way`(part: UInt64) async throws
    {
        try await TestService.with { service in
            let coach = try await service.signUp("kim", roles: [.coach])
            for seed in part * 5..<(part + 1) * 5 {
                try await history(seed: seed, service, coach)
            }
        }
    }

    private func history(seed: UInt64, _ service: TestService, _ coach: TestClient) async throws {
        var random = Seeded(state: seed)
        var next = 0
        var questions: [LibraryDocument.Question] = []
        // Readable apart, so that no check takes two for the same.
        func text() -> String {
            let words = ["apple", "bridge", "candle"]
            return
                "About \(words.randomElement(using: &random) ?? "") \(words.randomElement(using: &random) ?? "") \(next)?"
        }
        func change() {
            questions.removeAll { _ in Int.random(in: 0..<6, using: &random) == 0 }
            for index in questions.indices where Int.random(in: 0..<3, using: &random) == 0 {
                next += 1
                questions[index].text = text()
            }
            for _ in 0..<(questions.isEmpty ? 4 : Int.random(in: 0...1, using: &random)) {
                next += 1
                questions.append(.sample(key: "key-\(next)", text: text()))
            }
            next += 1
            questions[0].purpose = "Purpose \(next)."
        }
        change()
        let library = try await coach.publishLibrary(.sample(slug: "library-\(seed)", questions: questions))
        // Anna goes step by step and Bea at one go; both do the same in between.
        let anna = try await service.signUp("anna\(seed)", roles: [.candidate])
        let bea = try await service.signUp("bea\(seed)", roles: [.candidate])
        var subscriptions: [ID<Subscription>] = []
        for client in [anna, bea] {
            subscriptions.append(try await client.call(Subscriptions.Create.self, .init(library: library.id)).id)
        }
        func overlays(_ client: TestClient) async throws -> [Overlay] {
            try await client.call(Overlays.List.self, .init(limit: 200)).items
        }
        func upgrade(_ index: Int, to: Int? = nil) async throws -> UpgradeRun {
            let client = index == 0 ? anna : bea
            let preview = try await client.call(
                Upgrades.Preview.self,
                .init(subscription: subscriptions[index], to: to)
            )
            return try await client.call(Upgrades.Apply.self, preview.params())
        }
        for _ in 0..<3 {
            let visible = try await anna.call(Questions.Search.self, .init(hidden: true, limit: 200)).items
            for question in visible where Bool.random(using: &random) {
                guard let key = question.source?.questionKey else { continue }
                next += 1
                let own: Patch<Line> = Bool.random(using: &random) ? .set(try Line("Own \(next)?")) : .unchanged
                let notes: Patch<Prose> = Bool.random(using: &random) ? .set(try Prose("Note \(next).")) : .unchanged
                for (index, client) in [anna, bea].enumerated() {
                    let mine = try await client.call(Questions.Search.self, .init(hidden: true, limit: 200)).items
                    let revision = mine.first { $0.source?.questionKey == key }?.revision ?? 0
                    _ = try await client.call(
                        Overlays.Save.self,
                        .init(
                            subscription: subscriptions[index],
                            questionKey: key,
                            revision: revision,
                            ownText: own,
                            privateNotes: notes
                        )
                    )
                }
            }
            let before = try await overlays(anna)
            #expect(shape(before) == shape(try await overlays(bea)), "seed \(seed)")
            for _ in 0..<2 {
                change()
                let number = try await coach.publish(
                    .sample(slug: "library-\(seed)", questions: questions),
                    of: library.id
                ).number
                let run = try await upgrade(0, to: number)
                #expect(Work(try await overlays(anna)) == Work(before), "seed \(seed)")
                if Bool.random(using: &random) {
                    let after = shape(try await overlays(anna))
                    _ = try await anna.call(Upgrades.Rollback.self, .init(run: run.id))
                    #expect(Work(try await overlays(anna)) == Work(before), "seed \(seed)")
                    _ = try await upgrade(0, to: number)
                    #expect(shape(try await overlays(anna)) == after, "seed \(seed)")
                }
            }
            let run = try await upgrade(1)
            #expect(shape(try await overlays(anna)) == shape(try await overlays(bea)), "seed \(seed)")
            _ = try await bea.call(Upgrades.Rollback.self, .init(run: run.id))
            #expect(shape(try await overlays(bea)) == shape(before), "seed \(seed)")
            _ = try await upgrade(1)
            let texts = { (client: TestClient) in
                try await client.call(Questions.Search.self, .init(hidden: true, limit: 200)).items
                    .map { "\($0.source?.questionKey.text ?? "") \($0.text) \($0.libraryText ?? "") \($0.state)" }
            }
            #expect(try await texts(anna) == texts(bea), "seed \(seed)")
        }
    }
}
