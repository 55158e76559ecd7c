import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol

/// What changes under way: the library, and what matters.
extension CandidateStory {
    /// A version is taken back, the next one is taken, taken back and taken again; what is one's own is never lost.
    func upgradeLibrary() async throws {
        let original = try String(contentsOfFile: StarterLibrary.path, encoding: .utf8)
        let sharper = original.replacingOccurrences(
            of: "Think of somebody already doing this work: where did last week's hours actually go?",
            with: "Where did the hours of last week go?"
        )
        let lost = sharper.replacingOccurrences(of: "key: stuck-and-helped", with: "key: who-freed-you")
        try await publish(try file("second.yaml", lost), "Sharper.")
        #expect(try await today().upgrades.items.map(\.latest) == [2])
        #expect(try await anna.type("upgrade preview starter").contains("last-week-hours was changed by both"))
        try await kim.type("library yank starter 2 --reason 'A question was lost.'")
        #expect(try await today().upgrades.total == 0)
        try await anna.type("upgrade preview starter", status: 1)

        let mended = lost.replacingOccurrences(of: "key: who-freed-you", with: "key: who-was-hired-last")
        try await publish(try file("third.yaml", mended), "Mended.")
        let preview = try await anna.read(UpgradePreview.self, "upgrade preview starter")
        #expect((preview.from, preview.to) == (1, 3))
        let outcomes = Dictionary(uniqueKeysWithValues: preview.entries.map { ($0.questionKey.text, $0.outcome) })
        #expect(
            outcomes == ["last-week-hours": .conflict, "who-was-hired-last": .dormant, "stuck-and-helped": .orphaned]
        )
        let asked = try await plan("First talk")
        try await anna.type("upgrade apply starter --yes")
        #expect(try await anna.type("questions --state conflict").contains("Where did last week go, hour by hour?"))
        #expect(try await today().conflicts == 1)
        #expect(try await today().dormant == 1)
        #expect(try await anna.type("upgrade rollback starter").contains("back at version 1"))
        #expect(try await today().conflicts == 0)
        try await anna.type("upgrade apply starter --keep last-week-hours")
        #expect(try await today().conflicts == 0)
        let shown = try await anna.type("question show last-week-hours")
        #expect(shown.contains("Where did last week go, hour by hour?"))
        #expect(shown.contains("Where did the hours of last week go?"))
        #expect(shown.contains("Ask the peer first."))
        #expect(try await plan("First talk") == asked)
        #expect(try await anna.type("questions --state orphaned").contains("stuck-and-helped"))
        try await suggest()
    }

    private func publish(_ path: String, _ notes: String) async throws {
        try await kim.type("library push \(path)")
        try await kim.type("library publish starter --notes '\(notes)'")
    }

    /// She writes to the coach, who answers.
    private func suggest() async throws {
        try await anna.type("library suggest starter 'Who left in tears last?' --signed")
        #expect(try await kim.type("library suggestions").contains("Who left in tears last?"))
        try await kim.type("library decide 'Who left in tears' declined --reply 'Too sharp.'")
        #expect(try await anna.type("library suggestions").contains("declined"))
    }

    /// The first offer freezes what matters; promises are held against it; a change needs a reason and shows as drift.
    func weighOffer() async throws {
        #expect(try await today().promisesToCheck.total == 0)
        #expect(try await anna.type("opportunity move Platform offer").contains("freezes your priorities"))
        try await anna.type("opportunity edit Platform --offer-deadline '\(Self.day(10)) 18:00'")
        let dashboard = try await today()
        #expect(dashboard.promisesToCheck.total == 2)
        #expect(dashboard.offerDeadlines.items.map(\.title.text) == ["Platform engineer"])
        try await anna.type("promise check 'Two courses' differs --offer-text 'One course a year.'")
        try await anna.type("promise check 'Four days' in_offer")
        #expect(try await today().promisesToCheck.total == 0)

        let changed = Self.priorities.replacingOccurrences(of: "weight: 20", with: "weight: 5")
        try await anna.type("priorities set \(try file("changed.yaml", changed))")
        #expect(try await anna.type("priorities activate", status: 1).contains("so a change needs a reason"))
        try await anna.type("priorities activate --reason 'The offer made me think.'")
        let drift = try await anna.read(PriorityDrift.self, "priorities drift")
        #expect((drift.fromVersion, drift.toVersion) == (1, 2))
        // Half of |0.3 - 30/55| + 3 * |0.2 - 5/55| + |0.1 - 10/55|.
        #expect(abs(drift.drift - 0.5 * (30.0 / 55 - 0.3 + 3 * (0.2 - 5.0 / 55) + 10.0 / 55 - 0.1)) < 1e-9)
        #expect(try await anna.type("priorities list").contains("The offer made me think."))
        #expect(try await assessment("Platform").gate == .pass)
    }

    /// What it comes to are two answers of her own; a job with a failed must-have is accepted only with an exception.
    func judge() async throws {
        let told = try await anna.type("assess explain Platform training")
        #expect(told.contains("The future supervisor said 4") && told.contains("What would help most"))
        try await anna.type("evidence rate Platform pay 4 --promise 'Four days' --scope job")
        #expect(try await anna.type("evidence list Platform").contains("written_offer"))

        try await anna.type("assess verdict Platform --gives yes --gives-note 'The people.' --succeed undecided")
        let final = try await anna.read(AssessmentVersion.self, "assess finalise Platform")
        #expect(final.state == .final && final.givesWhatIWant.note?.text == "The people.")
        let shown = try await anna.type("assess Platform")
        #expect(shown.contains("Gives me what I want\tyes\nCan I succeed\tundecided"))
        #expect(try await assessment("Platform").inputsHash == final.scorecard?.inputsHash)
        try await anna.type("assess verdict Platform --succeed rather_yes")
        #expect(try await anna.type("assess history Platform").split(separator: "\n").count == 2)
        #expect(try await anna.type("assess version Platform 1").contains("State\tfinal"))

        let refused = try await anna.type("opportunity move Data accepted", status: 1)
        #expect(refused.contains("A must-have failed: ") && refused.contains("waive it with a reason"))
        try await anna.type("assess waive Data training 'I can teach myself.'")
        let waived = try await assessment("Data")
        #expect(waived.gate == .fail && waived.gateWithWaivers == .pass)
        #expect(try await anna.type("assess waivers Data").contains("I can teach myself."))
        try await anna.type("opportunity move Data accepted")
        try await anna.type("assess unwaive Data training", status: 1)
    }
}
