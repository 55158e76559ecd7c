import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct ContradictionServiceTests {
    /// Two who were asked the same in one interview; the priority weighs 0.25.
    private struct Dispute {
        let scene: Scene
        let service: TestService
        let interview: Interview

        var client: TestClient { scene.candidate }

        init(_ service: TestService, name: String = "anna") async throws {
            self.service = service
            scene = try await Scene(name, in: service)
            interview = try await scene.interview()
        }

        /// An answer with a value, rated at the scope of the supervisor.
        @discardableResult
        func say(
            _ person: Person,
            _ rating: Int,
            value: AnswerValue? = nil,
            specificity: Specificity = .example
        ) async throws -> (entry: Capture.Record.Entry, evidence: Evidence) {
            let answer = Answer(
                id: .make(),
                body: try Prose("Like this, said \(person.name)."),
                specificity: specificity,
                captured: .live,
                value: value
            )
            let entry = Capture.Record.Entry(
                id: .make(),
                text: try Line("How was it the last time?"),
                person: person.id,
                askedAt: try Timestamp("2026-05-04T07:45:00Z"),
                outcome: .answered,
                answer: answer
            )
            _ = try await client.call(Capture.Record.self, .init(interview: interview.id, askings: [entry]))
            return (entry, try await scene.rate(answer, rating, on: 1))
        }

        /// The manager's 5 against the peer's 2.
        func disagree() async throws -> Contradiction {
            try await say(scene.manager, 5)
            try await say(scene.peer, 2)
            return try #require(try await list().first)
        }

        func list(
            _ state: Contradiction.State? = nil,
            of opportunity: ID<Opportunity>? = nil
        ) async throws -> [Contradiction] {
            try await client.call(
                Contradictions.List.self,
                .init(opportunity: opportunity ?? scene.opportunity.id, state: state)
            ).items
        }

        func get(_ contradiction: Contradiction) async throws -> Contradiction {
            try await client.call(Contradictions.Get.self, .init(id: contradiction.id))
        }

        func retire(_ evidence: Evidence) async throws {
            _ = try await client.call(EvidenceRatings.Retire.self, .init(id: evidence.id))
        }
    }

    @Test func `two who disagree are found, with who said it, when and how grave it is`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let found = try await dispute.disagree()
            #expect(found.kind == .betweenPeople && found.state == .open && found.scope == .supervisor)
            #expect(found.priority == dispute.scene.set.priorities[1].key)
            // 0.25 * 3/4 * 0.7 * 1.5, since one side is the future supervisor.
            #expect(found.weight == 0.25 && abs(found.severity - 0.196875) < 1e-12)
            #expect(found.sides.map(\.rating) == [5, 2])
            #expect(found.sides.map(\.personName) == [dispute.scene.manager.name, dispute.scene.peer.name])
            #expect(found.sides.allSatisfy { $0.answer == nil && $0.question == nil })
            let seen = try await dispute.get(found)
            #expect(seen.sides.compactMap(\.answer?.text).map { $0.hasPrefix("Like this") } == [true, true])
            #expect(seen.sides.map(\.question?.text) == Array(repeating: "How was it the last time?", count: 2))
            #expect(seen.sides.map(\.saidAt.text) == Array(repeating: "2026-05-04T07:45:00Z", count: 2))
        }
    }

    @Test func `the weight and the tables of the book give the figure of the book`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let draft = try await scene.candidate.call(
                PrioritySets.Save.self,
                .init(
                    jobSearch: scene.search.id,
                    weightMode: .exact,
                    priorities: [.init(dimension: "training", weight: 3), .init(dimension: "growth", weight: 7)]
                )
            )
            let set = try await scene.candidate.call(
                PrioritySets.Activate.self,
                .init(id: draft.id, revision: draft.revision)
            )
            for (rating, source) in [(5, SourceClass.futureSupervisor), (2, .peer)] {
                _ = try await scene.candidate.call(
                    EvidenceRatings.Rate.self,
                    .init(
                        opportunity: scene.opportunity.id,
                        priority: set.priorities[0].key,
                        scope: .job,
                        rating: rating,
                        origin: .research,
                        sourceClass: source,
                        specificity: .example
                    )
                )
            }
            let found = try await scene.candidate.call(Contradictions.List.self, .init()).items
            #expect(found.count == 1)
            #expect(abs(try #require(found.first).severity - 0.23625) < 1e-12)
        }
    }

    @Test func `rating once more doubles nothing, and every new pair gets its own row`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let first = try await dispute.disagree()
            try await dispute.scene.rate(3, on: 0)
            #expect(try await dispute.list().map(\.id) == [first.id])
            try await dispute.scene.rate(1)
            let found = try await dispute.list()
            #expect(found.count == 2 && Set(found.map(\.id)).count == 2)
            #expect(found.last?.id == first.id)
            #expect(found.first?.kind == .betweenSources)
            #expect(found.first?.sides.map(\.rating) == [5, 1])
        }
    }

    @Test func `when evidence goes what waits is resolved, and what was decided stays`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let manager = try await dispute.say(dispute.scene.manager, 5)
            let peer = try await dispute.say(dispute.scene.peer, 2)
            let seen = try await dispute.scene.rate(1)
            let pairs = try await dispute.list()
            #expect(pairs.count == 2)
            let decided = try #require(pairs.last)
            _ = try await dispute.client.call(
                Contradictions.Explain.self,
                .init(id: decided.id, explanation: try Prose("Two teams."))
            )
            // Taken back with its asking, evidence is gone as if retired.
            _ = try await dispute.client.call(
                Capture.Remove.self,
                .init(interview: dispute.interview.id, askings: [peer.entry.id])
            )
            #expect(try await dispute.list().map(\.state) == [.open, .explained])
            // A correction that makes it less concrete retires what was rated.
            _ = try await dispute.client.call(
                Capture.Amend.self,
                .init(asking: manager.entry.id, revision: 1, answer: .set(.init(specificity: .general)))
            )
            #expect(try await dispute.list().map(\.state) == [.resolvedByData, .explained])
            #expect(try await dispute.get(decided).reason?.text == "Two teams.")
            try await dispute.retire(seen)
            #expect(try await dispute.list(.open).isEmpty)
            let amended = try #require(manager.entry.answer)
            try await dispute.scene.rate(amended, 5, on: 1)
            try await dispute.scene.rate(1)
            #expect(try await dispute.list().map(\.state) == [.open, .resolvedByData, .explained])
        }
    }

    @Test func `values that differ contradict each other until one is corrected, and again when it comes back`()
        async throws
    {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let euros = try Title("EUR")
            let manager = try await dispute.say(dispute.scene.manager, 4, value: .number(80000, unit: euros))
            try await dispute.say(dispute.scene.peer, 4, value: .number(75000, unit: euros))
            let found = try #require(try await dispute.list().first)
            #expect(found.sides.map(\.value?.number) == [80000, 75000])
            #expect(abs(found.severity - 0.25 * 0.5 * 0.7 * 1.5) < 1e-12)
            var revision = 1
            func correct(_ value: Patch<AnswerValue>) async throws -> [Evidence] {
                let amended = try await dispute.client.call(
                    Capture.Amend.self,
                    .init(asking: manager.entry.id, revision: revision, answer: .set(.init(value: value)))
                )
                revision = amended.asking.revision
                return amended.retired
            }
            // The words and the rating stay.
            #expect(try await correct(.set(.number(75000, unit: euros))) == [])
            #expect(try await dispute.list().map(\.state) == [.resolvedByData])
            _ = try await correct(.set(.number(70000, unit: euros)))
            #expect(try await dispute.list().map(\.state) == [.open])
            #expect(try await dispute.list().map(\.id) == [found.id])
            _ = try await correct(.clear)
            #expect(try await dispute.list().map(\.state) == [.resolvedByData])
            let askings = try await dispute.client.call(Capture.List.self, .init(interview: dispute.interview.id))
            #expect(askings.items.map(\.answer?.value?.number).sorted { ($0 ?? 0) < ($1 ?? 0) } == [nil, 75000])
        }
    }

    @Test func `a value that says too much or too little is refused, and sent twice is written once`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            for value in [AnswerValue(kind: .number), .init(kind: .yesNo, number: 1, yes: true), .number(2e15)] {
                await expectInvalid("params.askings[0].answer.value") {
                    try await dispute.say(dispute.scene.peer, 3, value: value)
                }
            }
            let said = try await dispute.say(dispute.scene.peer, 3, value: .day(try Day("2026-09-01")))
            let again = try await dispute.client.call(
                Capture.Record.self,
                .init(interview: dispute.interview.id, askings: [said.entry])
            )
            #expect(again.written == 0)
            var other = said.entry
            other.answer?.value = .day(try Day("2026-10-01"))
            await expectFailure(.keyReused) {
                _ = try await dispute.client.call(
                    Capture.Record.self,
                    .init(interview: dispute.interview.id, askings: [other])
                )
            }
        }
    }

    @Test func `over time, against a belief and against the offer are told apart`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let belief = try await dispute.scene.belief(expected: 2)
            try await dispute.say(dispute.scene.peer, 5)
            let against = try #require(try await dispute.list().first)
            #expect(against.kind == .againstBelief && against.sides.map(\.rating) == [5])
            #expect(against.belief?.id == belief.id && against.belief?.expected == 2)
            try await dispute.say(dispute.scene.peer, 3)
            #expect(try await dispute.list().first?.kind == .overTime)
            try await dispute.scene.rate(1, source: .writtenOffer)
            #expect(try await dispute.list().prefix(2).map(\.kind) == [.againstOffer, .againstOffer])
            // Given up, the belief contradicts nothing any more.
            let current = try await dispute.scene.read(belief).belief
            _ = try await dispute.client.call(
                Beliefs.Dismiss.self,
                .init(id: belief.id, revision: current.revision, reason: try Line("Wrong team"))
            )
            #expect(try await dispute.get(against).state == .resolvedByData)
        }
    }

    @Test func `evidence from a promise stands against the offer once the promise differs`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            try await dispute.say(dispute.scene.peer, 2)
            _ = try await dispute.client.call(
                EvidenceRatings.Rate.self,
                .init(
                    opportunity: dispute.scene.opportunity.id,
                    priority: dispute.scene.set.priorities[1].key,
                    scope: .supervisor,
                    rating: 5,
                    origin: .promise,
                    sourceClass: .hiringManager,
                    specificity: .example
                )
            )
            #expect(try await dispute.list().map(\.kind) == [.betweenSources])
            let promise = try await dispute.client.call(
                Promises.Create.self,
                .init(
                    opportunity: dispute.scene.opportunity.id,
                    priority: dispute.scene.set.priorities[1].key,
                    text: try Line("Ten days of training"),
                    promisedOn: try Day("2026-05-04")
                )
            )
            _ = try await dispute.client.call(
                Promises.Update.self,
                .init(
                    id: promise.id,
                    revision: promise.revision,
                    state: .differs,
                    offerText: .set(try Prose("Three days."))
                )
            )
            #expect(try await dispute.list().map(\.kind) == [.againstOffer])
        }
    }

    @Test func `each is decided once, for a reason, and a second word is refused`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let found = try await dispute.disagree()
            let params = Contradictions.Reasoned(id: found.id, reason: try Prose("So be it."), idempotencyKey: .make())
            let accepted = try await dispute.client.call(Contradictions.AcceptRisk.self, params)
            #expect(accepted.state == .acceptedAsRisk && accepted.reason?.text == "So be it.")
            #expect(accepted.decidedAt != nil)
            #expect(try await dispute.client.call(Contradictions.AcceptRisk.self, params) == accepted)
            let reason = try Prose("No.")
            await expectFailure(.invalidState) {
                _ = try await dispute.client.call(Contradictions.Dismiss.self, .init(id: found.id, reason: reason))
            }
            try await dispute.scene.rate(2)
            let next = try #require(try await dispute.list(.open).first)
            let dismissed = try await dispute.client.call(
                Contradictions.Dismiss.self,
                .init(id: next.id, reason: reason)
            )
            #expect(dismissed.state == .dismissed)
        }
    }

    @Test func `lists go by opportunity and state, page by page`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let first = try await dispute.disagree()
            try await dispute.scene.rate(2)
            try await dispute.scene.rate(1)
            let second = try await dispute.scene.another("Second")
            try await dispute.scene.rate(1, of: second.id)
            try await dispute.scene.rate(5, of: second.id)
            let all = try await dispute.client.call(Contradictions.List.self, .init()).items
            #expect(all.count == 4)
            var paged: [Contradiction] = []
            var cursor: String?
            repeat {
                let page = try await dispute.client.call(Contradictions.List.self, .init(limit: 3, cursor: cursor))
                #expect(page.items.count <= 3)
                paged += page.items
                cursor = page.nextCursor
            } while cursor != nil
            #expect(paged == all)
            #expect(try await dispute.list(of: second.id).count == 1)
            _ = try await dispute.client.call(
                Contradictions.Dismiss.self,
                .init(id: first.id, reason: try Prose("No."))
            )
            #expect(try await dispute.list(.dismissed).map(\.id) == [first.id])
            #expect(try await dispute.list(.open).count == 2)
        }
    }

    @Test func `merging takes contradictions along and finds what the two jobs know of each other`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let duplicate = try await dispute.scene.another("Engineer again")
            try await dispute.scene.rate(1, of: duplicate.id)
            try await dispute.scene.rate(5, of: duplicate.id)
            let moved = try #require(try await dispute.list(of: duplicate.id).first)
            try await dispute.scene.rate(3)
            #expect(try await dispute.list().isEmpty)
            _ = try await dispute.client.call(
                Opportunities.Merge.self,
                .init(from: duplicate.id, into: dispute.scene.opportunity.id, revision: 1, fromRevision: 1)
            )
            let found = try await dispute.list()
            #expect(found.count == 3 && found.contains { $0.id == moved.id })
            #expect(found.allSatisfy { $0.opportunity == dispute.scene.opportunity.id && $0.state == .open })
            #expect(try await dispute.list(of: duplicate.id).isEmpty)
        }
    }

    @Test func `the dashboard shows the open ones, the gravest first, and not those of a job that is over`()
        async throws
    {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let grave = try await dispute.disagree()
            try await dispute.scene.rate(3)
            let belief = try await dispute.scene.belief(on: 1, expected: 1)
            func shown() async throws -> [OpenContradiction] {
                try await dispute.client.call(Dashboards.Get.self).contradictions.items
            }
            var items = try await shown()
            #expect(items.map(\.id).contains(grave.id))
            #expect(items.map(\.severity) == items.map(\.severity).sorted(by: >))
            #expect(items.first { $0.id == grave.id }?.ratings == [5, 2])
            #expect(items.contains { $0.ratings.count == 1 })
            #expect(items.allSatisfy { $0.organisation == dispute.scene.organisation.name })
            #expect(items.first?.priorityTitle == dispute.scene.set.priorities[1].title)
            #expect(belief.state == .mixed)
            _ = try await dispute.client.call(
                Contradictions.Explain.self,
                .init(id: grave.id, explanation: try Prose("Two teams."))
            )
            items = try await shown()
            #expect(!items.map(\.id).contains(grave.id) && !items.isEmpty)
            let job = try await dispute.client.call(Opportunities.Get.self, .init(id: dispute.scene.opportunity.id))
            _ = try await dispute.client.call(
                Opportunities.Advance.self,
                .init(id: job.id, revision: try #require(job.revision), stage: .closed, closedReason: .withdrawn)
            )
            #expect(try await shown().isEmpty)
        }
    }

    @Test func `however many pieces disagree, an opportunity notes the 250 gravest`() async throws {
        try await TestService.with { service in
            let dispute = try await Dispute(service)
            let owner = try dispute.client.account.id
            // Sixteen against seventeen make 272 pairs.
            try await service.database.sql(
                """
                INSERT INTO tw.evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity,
                    rating, strength)
                SELECT '\(owner)', gen_random_uuid(), '\(dispute.scene.opportunity.id)',
                    '\(dispute.scene.set.priorities[1].key)', 'job', 'observation', 'observation', 'example',
                    CASE WHEN n <= 16 THEN 5 ELSE 1 END, 0.8
                FROM generate_series(1, 33) n
                """
            )
            try await dispute.scene.rate(3, on: 0)
            func count() async throws -> Int {
                let rows = try await service.database.sql("SELECT count(*) FROM tw.contradiction")
                return Int(rows.first?.first.flatMap { $0 } ?? "") ?? -1
            }
            #expect(try await count() == 250)
            try await dispute.scene.rate(3, on: 0)
            #expect(try await count() == 250)
        }
    }
}
