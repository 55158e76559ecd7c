import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// What a candidate writes beside the interviews.
extension Stage {
    func findings(_ meter: Meter, _ run: Int) async throws {
        let opportunity = busiest.opportunity
        let note = try await meter.call(
            Research.Create.self,
            "",
            .init(
                organisation: opportunity.organisation,
                opportunity: opportunity.id,
                source: try Title("Annual report"),
                sourceClass: .published,
                foundOn: Timestamp.now().day(),
                body: try Prose(Words.answer(run)),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        let edited = try await meter.call(
            Research.Update.self,
            "",
            .init(id: note.id, revision: note.revision, body: try Prose("Less than that."), idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Research.Delete.self,
            "",
            .init(id: note.id, revision: edited.revision, idempotencyKey: .make()),
            on: candidate
        )
        var belief = try await meter.call(
            Beliefs.Create.self,
            "",
            .init(
                opportunity: opportunity.id,
                priority: priorities[0],
                statement: try Line("They train everybody. (\(run))"),
                scope: .function,
                expected: 4,
                idempotencyKey: .make()
            ),
            on: candidate
        )
        belief = try await meter.call(
            Beliefs.Update.self,
            "",
            .init(id: belief.id, revision: belief.revision, expected: 3, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Beliefs.Dismiss.self,
            "",
            .init(
                id: belief.id,
                revision: belief.revision,
                reason: try Line("It does not matter here."),
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }

    func owed(_ meter: Meter, _ run: Int) async throws {
        let opportunity = busiest.opportunity.id
        let promise = try await meter.call(
            Promises.Create.self,
            "",
            .init(
                opportunity: opportunity,
                text: try Line("Four weeks of learning a year. (\(run))"),
                promisedOn: Timestamp.now().day(),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        let edited = try await meter.call(
            Promises.Update.self,
            "",
            .init(
                id: promise.id,
                revision: promise.revision,
                state: .differs,
                offerText: .set(try Prose("Two weeks.")),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            Promises.Delete.self,
            "",
            .init(id: promise.id, revision: edited.revision, idempotencyKey: .make()),
            on: candidate
        )
        let followUp = try await meter.call(
            FollowUps.Create.self,
            "",
            .init(
                opportunity: opportunity,
                owedBy: .candidate,
                text: try Line("A thank-you note. (\(run))"),
                dueOn: Timestamp.now().day(adding: 2),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            FollowUps.Update.self,
            "",
            .init(id: followUp.id, revision: followUp.revision, state: .done, idempotencyKey: .make()),
            on: candidate
        )
    }

    func stories(_ meter: Meter, _ run: Int) async throws {
        let story = try await meter.call(
            Stories.Create.self,
            "",
            .init(title: try Title("Another night \(run)"), idempotencyKey: .make()),
            on: candidate
        )
        let edited = try await meter.call(
            Stories.Update.self,
            "",
            .init(id: story.id, revision: story.revision, task: .set(try Prose("Sleep.")), idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Stories.Delete.self,
            "",
            .init(id: story.id, revision: edited.revision, idempotencyKey: .make()),
            on: candidate
        )
    }

    func ownQuestions(_ meter: Meter, _ run: Int) async throws {
        let question = try await meter.call(
            OwnQuestions.Create.self,
            "",
            .init(text: try Line("Who was hired last? (\(run))"), priorities: [priorities[0]], idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            OwnQuestions.Update.self,
            "",
            .init(id: question.id, revision: question.revision, minutes: .set(4), idempotencyKey: .make()),
            on: candidate
        )
    }

    func overlays(_ meter: Meter, _ run: Int) async throws {
        let overlays = try await candidate.call(
            Overlays.List.self,
            .init(subscription: anna.subscription.id, limit: PageLimits.maximum)
        ).items.filter { $0.state == .clean }
        let overlay = overlays[run % overlays.count]
        try await meter.call(
            Overlays.Save.self,
            "",
            .init(
                subscription: anna.subscription.id,
                questionKey: overlay.questionKey,
                revision: overlay.revision,
                privateNotes: .set(try Prose(Words.answer(run))),
                idempotencyKey: .make()
            ),
            on: candidate
        )
    }

    func priorities(_ meter: Meter, _ run: Int) async throws {
        let current = try await candidate.call(PrioritySets.Get.self, .init(jobSearch: anna.search.id))
        let draft = try await meter.call(
            PrioritySets.Save.self,
            "",
            .init(
                jobSearch: anna.search.id,
                weightMode: .exact,
                priorities: current.priorities.enumerated().map { place, priority in
                    PrioritySets.Save.Entry(
                        key: priority.key,
                        dimension: priority.dimension,
                        title: priority.title,
                        direction: priority.direction,
                        target: priority.target,
                        weight: Double(1 + (place + run) % 9),
                        mustHave: priority.mustHave,
                        threshold: priority.threshold
                    )
                },
                idempotencyKey: .make()
            ),
            on: candidate
        )
        try await meter.call(
            PrioritySets.Get.self,
            "draft",
            .init(jobSearch: anna.search.id, draft: true),
            on: candidate
        )
        try await meter.call(
            PrioritySets.Activate.self,
            "",
            .init(
                id: draft.id,
                revision: draft.revision,
                changeReason: try Line("I slept over it."),
                idempotencyKey: .make()
            ),
            on: candidate
        )
        let search = try await meter.call(
            JobSearches.Create.self,
            "",
            .init(title: try Title("Another spring \(run)"), idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            JobSearches.Update.self,
            "",
            .init(id: search.id, revision: search.revision, state: .closed, idempotencyKey: .make()),
            on: candidate
        )
    }

    /// Follows one of the many libraries for a moment.
    func following(_ meter: Meter, _ run: Int) async throws {
        let found = try await candidate.call(Libraries.Discover.self, .init(limit: PageLimits.maximum)).items
            .filter { $0.id != library.id }
        let subscription = try await meter.call(
            Subscriptions.Create.self,
            "",
            .init(library: found[run % found.count].id, idempotencyKey: .make()),
            on: candidate
        )
        let edited = try await meter.call(
            Subscriptions.Update.self,
            "",
            .init(id: subscription.id, revision: subscription.revision, policy: .minor, idempotencyKey: .make()),
            on: candidate
        )
        try await meter.call(
            Subscriptions.Cancel.self,
            "",
            .init(id: subscription.id, revision: edited.revision, idempotencyKey: .make()),
            on: candidate
        )
    }
}
