import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Upgrades as they are previewed, carried out and taken back.
struct UpgradeServiceTests {
    /// Anna has something of her own on every question, and Kim changes them all.
    private func scene(_ service: TestService) async throws -> SubscriberScene {
        let scene = try await SubscriberScene(
            service,
            questions: [.sample(), .second, .third, .sample(key: "fourth", text: "What else is there?"), Self.fifth]
        )
        try await scene.overlay("last-week", ownText: .set(try Line("My hours?")), notes: .set(try Prose("A note.")))
        try await scene.overlay("predecessor", notes: .set(try Prose("Another note.")), position: .set(2))
        try await scene.publish([
            .sample().worded("What filled last week?"), .third.worded("How will I be judged?"), Self.fifth,
            .sample(key: "sixth", text: "Who decides in the end?"),
        ])
        return scene
    }

    private static let fifth = LibraryDocument.Question.sample(key: "fifth", text: "Which tools are in use today?")

    @Test func `a preview says for each question what would become of it, and writes nothing`() async throws {
        try await TestService.with { service in
            let scene = try await scene(service)
            let state = "SELECT md5(string_agg(t::text, '|')) FROM (SELECT o FROM tw.overlay o UNION ALL SELECT NULL) t"
            let before = try await service.database.sql(state)
            let preview = try await scene.preview()
            #expect(preview.subscription == scene.subscription.id)
            #expect(preview.revision == 1)
            #expect(preview.from == 1)
            #expect(preview.to == 2)
            #expect(preview.versions.map(\.number) == [2])
            #expect(preview.versions.map(\.changeNotes.text) == ["What is new."])
            #expect(preview.same == 1)
            #expect(
                preview.entries == [
                    UpgradeEntry(
                        questionKey: try Slug("last-week"),
                        outcome: .conflict,
                        base: "Where did the hours of last week go?",
                        mine: "My hours?",
                        theirs: "What filled last week?",
                        changed: [.text]
                    ),
                    UpgradeEntry(
                        questionKey: try Slug("first-review"),
                        outcome: .fastForward,
                        base: "By what will my work be judged after ninety days?",
                        theirs: "How will I be judged?",
                        changed: [.text]
                    ),
                    UpgradeEntry(
                        questionKey: try Slug("sixth"),
                        outcome: .dormant,
                        theirs: "Who decides in the end?",
                        changed: []
                    ),
                    UpgradeEntry(
                        questionKey: try Slug("predecessor"),
                        outcome: .orphaned,
                        base: "Who held this job before, and what became of them?",
                        changed: []
                    ),
                    UpgradeEntry(
                        questionKey: try Slug("fourth"),
                        outcome: .disappears,
                        base: "What else is there?",
                        changed: []
                    ),
                ]
            )
            #expect(preview.previewHash.count == 64)
            #expect(try await scene.preview() == preview)
            #expect(try await service.database.sql(state) == before)
            #expect(try await scene.current().pinnedVersion == 1)
        }
    }

    @Test func `applying carries everything of one's own along, and is told as a run`() async throws {
        try await TestService.with { service in
            let scene = try await scene(service)
            let preview = try await scene.preview()
            var params = preview.params()
            params.idempotencyKey = .make()
            let run = try await scene.anna.call(Upgrades.Apply.self, params)
            #expect(run.subscription == scene.subscription.id)
            #expect(run.from == 1)
            #expect(run.to == 2)
            #expect(run.outcomes.map(\.outcome) == preview.entries.map(\.outcome))
            #expect(run.rolledBackAt == nil)
            let current = try await scene.current()
            #expect(current.pinnedVersion == 2)
            #expect(current.revision == 2)

            let hours = try await scene.overlay(of: "last-week")
            #expect(hours.state == .conflict)
            #expect(hours.ownText?.text == "My hours?")
            #expect(hours.privateNotes?.text == "A note.")
            #expect(try await scene.question("last-week")?.text == "My hours?")
            #expect(try await scene.question("last-week")?.libraryText == "What filled last week?")
            let kept = try await scene.overlay(of: "predecessor")
            #expect(kept.state == .orphaned)
            #expect(kept.privateNotes?.text == "Another note.")
            #expect(kept.position == 2)
            #expect(try await scene.question("fourth") == nil)
            #expect(try await scene.question("sixth")?.state == .dormant)
            #expect(try await scene.question("first-review")?.text == "How will I be judged?")

            // The same call again, and another one to the same version, change nothing.
            let overlays = try await scene.overlays()
            #expect(try await scene.anna.call(Upgrades.Apply.self, params) == run)
            params.idempotencyKey = nil
            await expectFailure(.staleRevision) { _ = try await scene.anna.call(Upgrades.Apply.self, params) }
            params.revision = 2
            await expectFailure(.invalidState) { _ = try await scene.anna.call(Upgrades.Apply.self, params) }
            await expectFailure(.invalidState) { _ = try await scene.preview() }
            #expect(try await scene.overlays() == overlays)
            #expect(
                try await scene.anna.call(Upgrades.List.self, .init(subscription: scene.subscription.id)).items == [run]
            )
        }
    }

    @Test func `a planned or asked question that goes stays as a copy, and its wording with it`() async throws {
        try await TestService.with { service in
            let interview = try await InterviewScene(service)
            let coach = try await service.signUp("kim", roles: [.coach])
            let library = try await coach.publishLibrary(.sample(questions: [.sample(), .second, .third]))
            let subscription = try await interview.candidate.call(Subscriptions.Create.self, .init(library: library.id))
            let meeting = try await interview.interview()
            let source = QuestionSource(library: library.id, version: 1, questionKey: try Slug("predecessor"))
            let plan = try await interview.save([.init(source: source)], of: meeting)
            try await coach.publish(.sample(questions: [.sample()]), of: library.id)
            let preview = try await interview.candidate.call(
                Upgrades.Preview.self,
                .init(subscription: subscription.id)
            )
            #expect(preview.outcomes == ["predecessor": .orphaned, "first-review": .disappears])
            _ = try await interview.candidate.call(Upgrades.Apply.self, preview.params())
            #expect(try await interview.plan(of: meeting) == plan)
            let askable = try await interview.candidate.call(Questions.Search.self, .init(state: .orphaned)).items
            #expect(askable.map(\.text) == [plan.items[0].text.text])
            #expect(askable.map(\.source) == [source])
            // It can be planned again, from the version it is of.
            _ = try await interview.candidate.call(Subscriptions.Cancel.self, .init(id: subscription.id, revision: 2))
            #expect(try await interview.plan(of: meeting) == plan)
        }
    }

    @Test func `conflicts are settled in the same breath`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service)
            for key in ["last-week", "predecessor", "first-review"] {
                try await scene.overlay(key, ownText: .set(try Line("Mine on \(key)?")))
            }
            try await scene.publish([
                .sample().worded("What filled last week?"), .second.worded("What became of them?"),
                .third.worded("How will I be judged?"),
            ])
            let preview = try await scene.preview()
            #expect(Set(preview.entries.map(\.outcome)) == [.conflict])
            let refused: [(String, [ConflictResolution])] = [
                (
                    "params.resolutions[1].questionKey",
                    [
                        .init(questionKey: try Slug("last-week"), choice: .keep),
                        .init(questionKey: try Slug("last-week"), choice: .take),
                    ]
                ),
                ("params.resolutions[0].questionKey", [.init(questionKey: try Slug("no-such"), choice: .keep)]),
                ("params.resolutions[0].text", [.init(questionKey: try Slug("last-week"), choice: .edit)]),
                (
                    "params.resolutions[0].text",
                    [.init(questionKey: try Slug("last-week"), choice: .take, text: try Line("x"))]
                ),
            ]
            for (path, resolutions) in refused {
                await expectInvalid(path) {
                    _ = try await scene.anna.call(Upgrades.Apply.self, preview.params(resolutions))
                }
            }
            let resolutions: [ConflictResolution] = [
                .init(questionKey: try Slug("last-week"), choice: .keep),
                .init(questionKey: try Slug("predecessor"), choice: .take),
                .init(questionKey: try Slug("first-review"), choice: .edit, text: try Line("A third way?")),
            ]
            let run = try await scene.anna.call(Upgrades.Apply.self, preview.params(resolutions))
            #expect(Set(run.outcomes.map(\.outcome)) == [.conflict])
            #expect(try await scene.overlays().map(\.state) == [.clean, .clean, .clean])
            #expect(
                try await scene.questions().map(\.text)
                    == ["Mine on last-week?", "What became of them?", "A third way?"]
            )
            #expect(try await scene.overlay(of: "last-week").baseRevision == 2)
            // Back as it was before.
            _ = try await scene.anna.call(Upgrades.Rollback.self, .init(run: run.id))
            #expect(
                try await scene.questions().map(\.text)
                    == ["Mine on last-week?", "Mine on predecessor?", "Mine on first-review?"]
            )
        }
    }

    @Test func `own wording stays in force when the library comes to say the same`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service, questions: [.sample()])
            try await scene.overlay("last-week", ownText: .set(try Line("What filled last week?")))
            try await scene.publish([.sample().worded("What filled last week?")])
            #expect(try await scene.preview().outcomes == ["last-week": .converged])
            try await scene.upgrade()
            let overlay = try await scene.overlay(of: "last-week")
            #expect(overlay.state == .clean)
            #expect(overlay.ownText?.text == "What filled last week?")
            try await scene.publish([.sample().worded("Something else altogether?")])
            #expect(try await scene.preview().outcomes == ["last-week": .conflict])
        }
    }

    @Test func `a preview that is not true any more is refused as stale`() async throws {
        try await TestService.with { service in
            let scene = try await scene(service)
            let preview = try await scene.preview()
            // A note on a question that stays changes nothing that was shown.
            try await scene.overlay("fifth", notes: .set(try Prose("Beside the point.")))
            #expect(try await scene.preview().previewHash == preview.previewHash)
            // A note on one that goes does: it would be kept now.
            try await scene.overlay("fourth", notes: .set(try Prose("Keep this one.")))
            let error = try await rpcError { _ = try await scene.anna.call(Upgrades.Apply.self, preview.params()) }
            #expect(error.data?.kind == "stale_revision")
            #expect(error.data?.extra["current"]?.text == "1")
            #expect(try await scene.current().pinnedVersion == 1)
            var forged = preview.params()
            forged.previewHash = String(repeating: "0", count: 64)
            await expectFailure(.staleRevision) { _ = try await scene.anna.call(Upgrades.Apply.self, forged) }
            // For the version that was looked at, whatever was published since.
            let fresh = try await scene.preview(to: 2)
            try await scene.publish([.sample()])
            let run = try await scene.anna.call(Upgrades.Apply.self, fresh.params())
            #expect(run.to == 2)
            #expect(try await scene.current().latestVersion == 3)
        }
    }

    @Test func `versions that are yanked, unpublished, older or not there are refused`() async throws {
        try await TestService.with { service in
            let scene = try await scene(service)
            try await scene.publish([.sample()])
            let preview = try await scene.preview(to: 2)
            try await service.database.sql("UPDATE tw.library_version SET yanked_at = now() WHERE number = 2")
            for number in [2, 4, 501, Int(Int32.max) + 1] {
                await expectFailure(.notFound) { _ = try await scene.preview(to: number) }
            }
            await expectFailure(.notFound) { _ = try await scene.anna.call(Upgrades.Apply.self, preview.params()) }
            for number in [1, 0, -1] {
                await expectFailure(.invalidState) { _ = try await scene.preview(to: number) }
            }
            #expect(try await scene.preview().to == 3)
            #expect(try await scene.preview().versions.map(\.number) == [3])
            try await service.database.sql("UPDATE tw.library SET visibility = 'private'")
            await expectFailure(.notFound) { _ = try await scene.preview(to: 3) }
        }
    }

    @Test func `whoever is pinned to a yanked version reads it, moves on, and can go back`() async throws {
        try await TestService.with { service in
            let scene = try await scene(service)
            try await service.database.sql("UPDATE tw.library_version SET yanked_at = now() WHERE number = 1")
            #expect(try await scene.questions().count == 5)
            let run = try await scene.upgrade()
            _ = try await scene.anna.call(Upgrades.Rollback.self, .init(run: run.id))
            #expect(try await scene.current().pinnedVersion == 1)
            #expect(try await scene.questions().count == 5)
        }
    }

    // MARK: Taking back

    @Test func `taking an upgrade back restores what it changed, and nothing that was written since is lost`()
        async throws
    {
        try await TestService.with { service in
            let scene = try await scene(service)
            let before = try await scene.overlays()
            let run = try await scene.upgrade()
            try await scene.overlay("sixth", notes: .set(try Prose("New, and good.")))
            try await scene.overlay("last-week", notes: .set(try Prose("A better note.")))
            try await scene.overlay("first-review", ownText: .set(try Line("Judged by whom?")))
            try await scene.overlay("predecessor", ownText: .set(try Line("And before?")))
            let params = Upgrades.Rollback.Params(run: run.id, idempotencyKey: .make())
            let back = try await scene.anna.call(Upgrades.Rollback.self, params)
            #expect(back.rolledBackAt != nil)
            #expect(try await scene.anna.call(Upgrades.Rollback.self, params) == back)
            await expectFailure(.invalidState) {
                _ = try await scene.anna.call(Upgrades.Rollback.self, .init(run: run.id))
            }
            #expect(try await scene.current().pinnedVersion == 1)
            let hours = try await scene.overlay(of: "last-week")
            #expect(hours.state == .clean)
            #expect(hours.ownText == before.first { $0.questionKey.text == "last-week" }?.ownText)
            #expect(hours.privateNotes?.text == "A better note.")
            let predecessor = try await scene.overlay(of: "predecessor")
            #expect(predecessor.state == .clean)
            #expect(predecessor.ownText?.text == "And before?")
            #expect(predecessor.privateNotes?.text == "Another note.")
            let review = try await scene.overlay(of: "first-review")
            #expect(review.ownText?.text == "Judged by whom?")
            // Written over the wording that is gone again.
            #expect(review.baseRevision == 2)
            #expect(review.state == .conflict)
            // New with the upgrade and noted on: it stays as a copy.
            let sixth = try await scene.overlay(of: "sixth")
            #expect(sixth.state == .orphaned)
            #expect(sixth.privateNotes?.text == "New, and good.")
            #expect(try await scene.question("fourth")?.text == "What else is there?")

            // And forward once more.
            let again = try await scene.upgrade()
            #expect(again.id != run.id)
            #expect(try await scene.overlay(of: "first-review").state == .clean)
            #expect(try await scene.overlay(of: "sixth").state == .clean)
            #expect(try await scene.overlay(of: "sixth").privateNotes?.text == "New, and good.")
            let runs = try await scene.anna.call(Upgrades.List.self, .init(subscription: scene.subscription.id)).items
            #expect(runs.map(\.id) == [again.id, run.id])
            #expect(runs.map { $0.rolledBackAt != nil } == [false, true])
        }
    }

    @Test func `only the newest upgrade that stands is taken back, within thirty days`() async throws {
        try await TestService.with { service in
            let scene = try await scene(service)
            let first = try await scene.upgrade()
            try await scene.publish([.sample()])
            let second = try await scene.upgrade()
            await expectFailure(.invalidState) {
                _ = try await scene.anna.call(Upgrades.Rollback.self, .init(run: first.id))
            }
            _ = try await scene.anna.call(Upgrades.Rollback.self, .init(run: second.id))
            #expect(try await scene.current().pinnedVersion == 2)
            try await service.database.sql(
                """
                ALTER TABLE tw.upgrade_run DISABLE TRIGGER append_only;
                UPDATE tw.upgrade_run SET applied_at = applied_at - interval '30 days 1 second' WHERE rolled_back_at IS NULL;
                ALTER TABLE tw.upgrade_run ENABLE TRIGGER append_only;
                """
            )
            await expectFailure(.invalidState) {
                _ = try await scene.anna.call(Upgrades.Rollback.self, .init(run: first.id))
            }
            #expect(try await scene.current().pinnedVersion == 2)
        }
    }

    @Test func `upgrades of somebody else look like ones that are not there`() async throws {
        try await TestService.with { service in
            let scene = try await scene(service)
            let bea = try await service.signUp("bea", roles: [.candidate])
            let preview = try await scene.preview()
            var foreign = preview.params()
            foreign.subscription = .make()
            #expect(
                try await bea.refusal(Upgrades.Apply.self, preview.params())
                    == bea.refusal(Upgrades.Apply.self, foreign)
            )
            let id = scene.subscription.id
            #expect(
                try await bea.refusal(Upgrades.Preview.self, .init(subscription: id))
                    == bea.refusal(Upgrades.Preview.self, .init(subscription: .make()))
            )
            #expect(
                try await bea.refusal(Upgrades.List.self, .init(subscription: id))
                    == bea.refusal(Upgrades.List.self, .init(subscription: .make()))
            )
            let run = try await scene.upgrade()
            #expect(
                try await bea.refusal(Upgrades.Rollback.self, .init(run: run.id))
                    == bea.refusal(Upgrades.Rollback.self, .init(run: .make()))
            )
            #expect(try await bea.call(Upgrades.Auto.self, .init()).runs.isEmpty)
            await expectFailure(.forbidden) { _ = try await scene.coach.call(Upgrades.Auto.self, .init()) }
        }
    }

    @Test func `a cancelled subscription is neither upgraded nor taken back`() async throws {
        try await TestService.with { service in
            let scene = try await scene(service)
            let run = try await scene.upgrade()
            try await scene.publish([.sample()])
            let preview = try await scene.preview()
            _ = try await scene.anna.call(Subscriptions.Cancel.self, .init(id: preview.subscription, revision: 2))
            var params = preview.params()
            params.revision = 3
            await expectFailure(.invalidState) { _ = try await scene.anna.call(Upgrades.Apply.self, params) }
            await expectFailure(.invalidState) {
                _ = try await scene.anna.call(Upgrades.Rollback.self, .init(run: run.id))
            }
            // What was done is still told.
            let runs = try await scene.anna.call(Upgrades.List.self, .init(subscription: preview.subscription)).items
            #expect(runs == [run])
        }
    }

    // MARK: By themselves

    @Test(arguments: Subscription.Policy.allCases)
    func `what the policy allows is taken without being asked`(policy: Subscription.Policy) async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service, policy: policy)
            try await scene.overlay("last-week", ownText: .set(try Line("Mine?")))
            func auto() async throws -> Upgrades.Auto.Result {
                try await scene.anna.call(Upgrades.Auto.self, .init(idempotencyKey: .make()))
            }
            #expect(try await auto() == Upgrades.Auto.Result(runs: [], waiting: []))
            // Nothing of hers is touched.
            try await scene.publish([
                .sample(), .second, .third.worded("How judged?"), .sample(key: "new-one", text: "New?"),
            ])
            let small = try await auto()
            #expect(small.runs.map(\.to) == (policy == .manual ? [] : [2]))
            #expect(small.waiting == (policy == .manual ? [scene.subscription.id] : []))
            // A conflict, and one less.
            try await scene.publish([.sample().worded("What filled last week?"), .third.worded("How judged?")])
            let large = try await auto()
            #expect(large.runs.map(\.to) == (policy == .all ? [3] : []))
            #expect(large.waiting == (policy == .all ? [] : [scene.subscription.id]))
            #expect(try await scene.question("last-week")?.text == "Mine?")
            if policy == .all { #expect(try await scene.overlay(of: "last-week").state == .conflict) }
        }
    }

    @Test func `taking what waits twice with one key takes it once`() async throws {
        try await TestService.with { service in
            let scene = try await SubscriberScene(service, policy: .all)
            try await scene.publish([.sample()])
            let params = Upgrades.Auto.Params(idempotencyKey: .make())
            let first = try await scene.anna.call(Upgrades.Auto.self, params)
            try await scene.publish([.sample(), .sample(key: "new-one", text: "New?")])
            #expect(try await scene.anna.call(Upgrades.Auto.self, params) == first)
            #expect(try await scene.current().pinnedVersion == 2)
        }
    }
}
