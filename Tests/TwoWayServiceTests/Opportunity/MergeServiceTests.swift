import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

@Suite struct MergeServiceTests {
    @Test func `two employers become one, with people, jobs and research`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let client = scene.candidate
            let double = try await client.call(
                Organisations.Create.self,
                .init(
                    name: try Title("ACME Inc."),
                    website: try Line("https://acme.example"),
                    notes: try Prose("Second.")
                )
            )
            let person = try await client.call(
                People.Create.self,
                .init(organisation: double.id, name: try Title("Quinn"), role: .peer)
            )
            let job = try await scene.another("Job", of: double.id)
            for opportunity in [nil, job.id] {
                _ = try await client.call(
                    Research.Create.self,
                    .init(
                        organisation: double.id,
                        opportunity: opportunity,
                        source: try Title("Paper"),
                        sourceClass: .published,
                        foundOn: try Day("2026-01-01"),
                        body: try Prose("Growing.")
                    )
                )
            }
            _ = try await client.call(
                Organisations.Update.self,
                .init(id: scene.organisation.id, revision: 1, notes: .set(try Prose("First.")))
            )
            let before = try await service.rowCounts(of: client)
            var params = Organisations.Merge.Params(
                from: double.id,
                into: scene.organisation.id,
                revision: 1,
                fromRevision: 1
            )
            await expectFailure(.staleRevision) { _ = try await client.call(Organisations.Merge.self, params) }
            params.revision = 2
            params.fromRevision = 7
            await expectFailure(.staleRevision) { _ = try await client.call(Organisations.Merge.self, params) }
            params.fromRevision = 1
            params.idempotencyKey = .make()
            let merged = try await client.call(Organisations.Merge.self, params)
            #expect(merged.name == scene.organisation.name && merged.website == double.website)
            #expect(merged.notes?.text == "First.\n\nSecond." && merged.revision == 3)
            #expect(try await client.call(Organisations.Merge.self, params) == merged)
            var after = before
            after["organisation"] = 1
            #expect(try await service.rowCounts(of: client) == after)
            let people = try await client.call(People.List.self, .init(organisation: merged.id)).items
            #expect(people.map(\.id) == [person.id, scene.peer.id, scene.manager.id])
            #expect(try await client.call(Research.List.self, .init(organisation: merged.id)).items.count == 2)
            #expect(try await client.call(Research.List.self, .init(opportunity: job.id)).items.count == 2)
            #expect(try await client.call(Opportunities.Get.self, .init(id: job.id)).organisation == merged.id)
        }
    }

    @Test func `two people become one, also where both sat in the same interview`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let client = scene.candidate
            let double = try await client.call(
                People.Create.self,
                .init(
                    organisation: scene.organisation.id,
                    name: try Title("M. of anna"),
                    jobTitle: try Title("Head"),
                    role: .executive,
                    notes: try Prose("Met twice.")
                )
            )
            let both = try await scene.interview()
            let ofManager = try await scene.answer(of: scene.manager, in: both, .example)
            let ofDouble = try await scene.answer(of: double, in: both, .practice)
            let alone = try await client.call(
                Interviews.Create.self,
                .init(
                    opportunity: scene.opportunity.id,
                    title: try Title("Alone"),
                    format: .phone,
                    interviewers: [.init(person: double.id, role: .skipLevel)]
                )
            )
            _ = try await client.call(
                Plans.Save.self,
                .init(
                    interview: alone.id,
                    revision: 0,
                    items: [.init(text: try Line("Why?"), targetPerson: double.id)]
                )
            )
            let other = try await client.call(
                Opportunities.Create.self,
                .init(
                    jobSearch: scene.search.id,
                    organisation: scene.organisation.id,
                    title: try Title("Other"),
                    futureSupervisor: double.id
                )
            )
            try await service.database.sql(
                """
                INSERT INTO tw.promise (owner_id, id, opportunity_id, person_id, text, promised_on)
                SELECT owner_id, gen_random_uuid(), id, '\(double.id)', 'x', '2026-01-01' FROM tw.opportunity WHERE id = '\(other.id)';
                INSERT INTO tw.follow_up (owner_id, id, opportunity_id, person_id, owed_by, text)
                SELECT owner_id, gen_random_uuid(), id, '\(double.id)', 'employer', 'x' FROM tw.opportunity WHERE id = '\(other.id)';
                INSERT INTO tw.employer_question (owner_id, id, interview_id, person_id, text, asked_at)
                SELECT owner_id, gen_random_uuid(), id, '\(double.id)', 'x', now() FROM tw.interview WHERE id = '\(alone.id)'
                """
            )
            let evidence = try await scene.rate(ofDouble, 4, on: 1)
            let before = try await service.rowCounts(of: client)
            let params = People.Merge.Params(
                from: double.id,
                into: scene.manager.id,
                revision: 1,
                fromRevision: 1,
                idempotencyKey: .make()
            )
            let merged = try await client.call(People.Merge.self, params)
            #expect(merged.name == scene.manager.name && merged.role == .hiringManager)
            #expect(merged.jobTitle?.text == "Head" && merged.notes?.text == "Met twice." && merged.revision == 2)
            #expect(try await client.call(People.Merge.self, params) == merged)
            var after = before
            after["person"] = 2
            after["interviewer"] = 3
            #expect(try await service.rowCounts(of: client) == after)
            for table in ["promise", "follow_up", "employer_question", "asking"] {
                let links = try await service.database.sql("SELECT DISTINCT person_id FROM tw.\(table)")
                #expect(links.map { $0[0] } == [scene.manager.id.description], "\(table)")
            }
            let read = try await client.call(Interviews.Get.self, .init(id: both.id))
            #expect(read.interviewers.map(\.person) == [scene.manager.id, scene.peer.id])
            #expect(read.interviewers.first?.role == .hiringManager && read.revision > both.revision)
            let second = try await client.call(Interviews.Get.self, .init(id: alone.id))
            #expect(
                second.interviewers == [.init(person: scene.manager.id, name: scene.manager.name, role: .skipLevel)]
            )
            let plan = try await client.call(Plans.Get.self, .init(interview: alone.id))
            #expect(plan.items.map(\.targetPerson) == [scene.manager.id])
            let view = try await client.call(Opportunities.Get.self, .init(id: other.id))
            #expect(view.futureSupervisor == scene.manager.id && view.revision == 2)
            let askings = try await client.call(Capture.List.self, .init(interview: both.id)).items
            #expect(Set(askings.compactMap { $0.answer?.id }) == [ofManager.id, ofDouble.id])
            let live = try await client.call(EvidenceRatings.List.self, .init(opportunity: scene.opportunity.id)).items
            #expect(live == [evidence])
        }
    }

    @Test func `a late copy of an asking is known as the same after its person was merged (R22)`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let interview = try await scene.interview()
            let entry = Capture.Record.Entry(
                id: .make(),
                text: try Line("Why?"),
                person: scene.peer.id,
                askedAt: .now(),
                outcome: .declined
            )
            let record = Capture.Record.Params(interview: interview.id, askings: [entry])
            _ = try await scene.candidate.call(Capture.Record.self, record)
            _ = try await scene.candidate.call(
                People.Merge.self,
                .init(from: scene.peer.id, into: scene.manager.id, revision: 1, fromRevision: 1)
            )
            #expect(try await scene.candidate.call(Capture.Record.self, record).written == 0)
            let askings = try await scene.candidate.call(Capture.List.self, .init(interview: interview.id)).items
            #expect(askings.map(\.person) == [scene.manager.id] && askings.map(\.text.text) == ["Why?"])
        }
    }

    /// Two jobs of which much is known, and a coach who has shares of both.
    private struct Doubles {
        let scene: Scene
        let kim: TestClient
        let from: Opportunity
        let interview: Interview
        let belief: Belief
        let fromShare: Share

        init(in service: TestService) async throws {
            scene = try await Scene("anna", in: service)
            kim = try await Scene.coach("kim", in: service)
            let client = scene.candidate
            let agency = try await client.call(Organisations.Create.self, .init(name: try Title("Agency")))
            let created = try await scene.another("Engineer (m/f)", of: agency.id)
            _ = try await client.call(
                Opportunities.Update.self,
                .init(id: created.id, revision: 1, location: .set(try Title("Rotterdam")), pay: .clear)
            )
            from = try await client.call(
                Opportunities.Advance.self,
                .init(id: created.id, revision: 2, stage: .interviewing)
            )
            interview = try await client.call(
                Interviews.Create.self,
                .init(
                    opportunity: from.id,
                    title: try Title("With the agency"),
                    format: .phone,
                    interviewers: [.init(person: scene.manager.id)]
                )
            )
            belief = try await scene.belief(expected: 5)
            try await scene.rate(5)
            try await scene.rate(1, of: from.id)
            let retired = try await scene.rate(2, of: from.id)
            _ = try await client.call(EvidenceRatings.Retire.self, .init(id: retired.id))
            _ = try await client.call(
                Beliefs.Create.self,
                .init(
                    opportunity: from.id,
                    priority: scene.set.priorities[1].key,
                    statement: try Line("Bad training"),
                    scope: .supervisor,
                    expected: 1
                )
            )
            for (opportunity, priority) in [(from.id, 0), (from.id, 1), (scene.opportunity.id, 1)] {
                _ = try await client.call(
                    Assessments.Rate.self,
                    .init(
                        opportunity: opportunity,
                        priority: scene.set.priorities[priority].key,
                        revision: 0,
                        interval: .set(.init(lo: 0.25, hi: opportunity == from.id ? 0.5 : 1))
                    )
                )
            }
            _ = try await client.call(
                Research.Create.self,
                .init(
                    organisation: agency.id,
                    opportunity: from.id,
                    source: try Title("Agency"),
                    sourceClass: .hearsay,
                    foundOn: try Day("2026-01-01"),
                    body: try Prose("They pay late.")
                )
            )
            let relationship = try await scene.relationship(with: kim)
            _ = try await scene.share(.assessment, [.intervals], in: relationship)
            fromShare = try await client.call(
                Shares.Create.self,
                .init(
                    relationship: relationship.id,
                    subject: .opportunity,
                    opportunity: from.id,
                    fields: [.overview, .timeline]
                )
            )
        }

        var params: Opportunities.Merge.Params {
            .init(from: from.id, into: scene.opportunity.id, revision: 1, fromRevision: from.revision)
        }

        func merge() async throws -> Opportunities.Merge.Result {
            try await scene.candidate.call(Opportunities.Merge.self, params)
        }
    }

    @Test func `two jobs become one, nothing is lost, and beliefs are settled by all that is known`() async throws {
        try await TestService.with { service in
            let doubles = try await Doubles(in: service)
            let (scene, client) = (doubles.scene, doubles.scene.candidate)
            try await service.database.sql(
                """
                INSERT INTO tw.promise (owner_id, id, opportunity_id, text, promised_on)
                SELECT owner_id, gen_random_uuid(), id, 'x', '2026-01-01' FROM tw.opportunity WHERE id = '\(doubles.from.id)';
                INSERT INTO tw.follow_up (owner_id, id, opportunity_id, owed_by, text)
                SELECT owner_id, gen_random_uuid(), id, 'employer', 'x' FROM tw.opportunity WHERE id = '\(doubles.from.id)'
                """
            )
            let before = try await service.rowCounts(of: client)
            let result = try await doubles.merge()
            var after = before
            after["stage_event", default: 0] += 1
            #expect(try await service.rowCounts(of: client) == after)

            #expect(result.opportunity.id == scene.opportunity.id && result.opportunity.stage == .interested)
            #expect(result.opportunity.location?.text == "Rotterdam" && result.opportunity.pay == scene.opportunity.pay)
            #expect(result.duplicate.id == doubles.from.id && result.duplicate.stage == .closed)
            #expect(result.duplicate.closedReason == .duplicate)
            #expect(result.duplicate.mergedInto == scene.opportunity.id)
            #expect(result.ratingsKept == [scene.set.priorities[1].key])

            let evidence = try await client.call(EvidenceRatings.List.self, .init(opportunity: scene.opportunity.id))
                .items
            #expect(evidence.map(\.rating) == [1, 5])
            #expect(try await scene.state(of: doubles.belief) == .mixed)
            let beliefs = try await client.call(Beliefs.List.self, .init(opportunity: scene.opportunity.id)).items
            #expect(beliefs.map(\.state) == [.mixed, .mixed])
            let interviews = try await client.call(Interviews.List.self, .init(opportunity: scene.opportunity.id)).items
            #expect(interviews.map(\.id) == [doubles.interview.id])
            let notes = try await client.call(Research.List.self, .init(opportunity: scene.opportunity.id)).items
            #expect(notes.map(\.organisation) == [scene.organisation.id])
            #expect(notes.map(\.opportunity) == [scene.opportunity.id])
            let assessment = try await scene.assessment()
            #expect(assessment.priorities.map { $0.own?.interval.hi } == [0.5, 1])
            let kept = try await client.call(Assessments.Get.self, .init(opportunity: doubles.from.id))
            #expect(kept.priorities.map { $0.own?.interval.hi } == [nil, 0.5])
            let left = try await service.database.sql(
                """
                SELECT (SELECT count(*) FROM tw.promise WHERE opportunity_id = '\(scene.opportunity.id)'),
                    (SELECT count(*) FROM tw.follow_up WHERE opportunity_id = '\(scene.opportunity.id)'),
                    (SELECT count(*) FROM tw.evidence WHERE opportunity_id = '\(doubles.from.id)')
                """
            )
            #expect(left == [["1", "1", "0"]])
        }
    }

    @Test func `the duplicate keeps its timeline with one event more, leaves the lists and never comes back (R8)`()
        async throws
    {
        try await TestService.with { service in
            let doubles = try await Doubles(in: service)
            let (scene, client) = (doubles.scene, doubles.scene.candidate)
            let duplicate = try await doubles.merge().duplicate
            let view = try await client.call(Opportunities.Get.self, .init(id: duplicate.id))
            #expect(view.timeline?.map(\.to) == [.interested, .interviewing, .closed])
            #expect(view.timeline?.last?.reason == .duplicate && view.mergedInto == scene.opportunity.id)
            let kept = try await client.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            #expect(kept.timeline?.map(\.to) == [.interested] && kept.mergedInto == nil)
            let listed = try await client.call(Opportunities.List.self, .init()).items
            #expect(listed.map(\.id) == [scene.opportunity.id])
            let all = try await client.call(Opportunities.List.self, .init(merged: true)).items
            #expect(all.map(\.id) == [duplicate.id, scene.opportunity.id])
            #expect(try await client.call(Opportunities.List.self, .init(stage: .closed)).items == [])
            for stage in [Opportunity.Stage.interviewing, .interested, .offer] {
                await expectFailure(.invalidState) {
                    _ = try await client.call(
                        Opportunities.Advance.self,
                        .init(id: duplicate.id, revision: duplicate.revision, stage: stage)
                    )
                }
            }
            await expectFailure(.invalidState) { try await scene.rate(3, of: duplicate.id) }
            await expectFailure(.invalidState) {
                _ = try await client.call(
                    Interviews.Create.self,
                    .init(opportunity: duplicate.id, title: try Title("More"), format: .phone)
                )
            }
            var again = doubles.params
            again.revision = 2
            again.fromRevision = duplicate.revision
            await expectFailure(.invalidState) { _ = try await client.call(Opportunities.Merge.self, again) }
            swap(&again.from, &again.into)
            swap(&again.revision, &again.fromRevision)
            await expectFailure(.invalidState) { _ = try await client.call(Opportunities.Merge.self, again) }
            // Only merging closes with that reason.
            await expectInvalid("params.closedReason") {
                _ = try await client.call(
                    Opportunities.Advance.self,
                    .init(id: scene.opportunity.id, revision: 2, stage: .closed, closedReason: .duplicate)
                )
            }
        }
    }

    @Test func `shares of the duplicate end with it, its receipts stay, and those of the other go on`() async throws {
        try await TestService.with { service in
            let doubles = try await Doubles(in: service)
            let (scene, kim) = (doubles.scene, doubles.kim)
            _ = try await kim.call(Opportunities.Get.self, .init(id: doubles.from.id))
            let before = try await scene.assessment(by: kim)
            _ = try await doubles.merge()
            await expectFailure(.notFound) {
                _ = try await kim.call(Opportunities.Get.self, .init(id: doubles.from.id))
            }
            let shares = try await scene.candidate.call(Shares.List.self, .init()).items
            #expect(shares.first { $0.id == doubles.fromShare.id }?.state == .revoked)
            #expect(shares.filter { $0.state == .active }.map(\.opportunity) == [scene.opportunity.id])
            let receipts = try await scene.candidate.call(Shares.ListReceipts.self, .init()).items
            #expect(receipts.map(\.opportunity).contains(doubles.from.id))
            let after = try await scene.assessment(by: kim)
            #expect(after.priorities.map(\.interval) != before.priorities.map(\.interval))
        }
    }

    @Test func `a repeated merge answers the same, and one that was closed writes no second event (R8, R22)`()
        async throws
    {
        try await TestService.with { service in
            let doubles = try await Doubles(in: service)
            let client = doubles.scene.candidate
            let closed = try await client.call(
                Opportunities.Advance.self,
                .init(id: doubles.from.id, revision: doubles.from.revision, stage: .closed, closedReason: .rejected)
            )
            var params = doubles.params
            params.idempotencyKey = .make()
            await expectFailure(.staleRevision) { _ = try await client.call(Opportunities.Merge.self, params) }
            params.fromRevision = closed.revision
            params.revision = 9
            await expectFailure(.staleRevision) { _ = try await client.call(Opportunities.Merge.self, params) }
            params.revision = 1
            let result = try await client.call(Opportunities.Merge.self, params)
            #expect(try await client.call(Opportunities.Merge.self, params) == result)
            params.fromRevision = 8
            await expectFailure(.keyReused) { _ = try await client.call(Opportunities.Merge.self, params) }
            let view = try await client.call(Opportunities.Get.self, .init(id: doubles.from.id))
            #expect(view.timeline?.compactMap(\.reason) == [.rejected] && view.closedReason == .duplicate)
        }
    }

    @Test func `only two of the same search are merged, of which the one that stays is open`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let client = scene.candidate
            let second = try await client.call(JobSearches.Create.self, .init(title: try Title("Second")))
            let elsewhere = try await client.call(
                Opportunities.Create.self,
                .init(jobSearch: second.id, organisation: scene.organisation.id, title: try Title("Elsewhere"))
            )
            let other = try await scene.another("Other")
            func merge(_ from: Opportunity, _ into: Opportunity) async throws {
                _ = try await client.call(
                    Opportunities.Merge.self,
                    .init(from: from.id, into: into.id, revision: into.revision, fromRevision: from.revision)
                )
            }
            func advance(_ opportunity: Opportunity, _ stage: Opportunity.Stage) async throws -> Opportunity {
                try await client.call(
                    Opportunities.Advance.self,
                    .init(
                        id: opportunity.id,
                        revision: opportunity.revision,
                        stage: stage,
                        closedReason: stage == .closed ? .rejected : nil
                    )
                )
            }
            await expectFailure(.invalidState) { try await merge(elsewhere, scene.opportunity) }
            await expectInvalid("params.into") { try await merge(other, other) }
            let closed = try await advance(other, .closed)
            await expectFailure(.invalidState) { try await merge(scene.opportunity, closed) }
            try await scene.waive(0)
            let accepted = try await advance(scene.opportunity, .accepted)
            let third = try await scene.another("Third")
            await expectFailure(.invalidState) { try await merge(accepted, third) }
            try await merge(closed, accepted)
            let view = try await client.call(Opportunities.Get.self, .init(id: accepted.id))
            #expect(view.stage == .accepted && view.timeline?.count == 2)
        }
    }

    @Test func `what is written beside a merge is moved by it or refused, and never left behind`() async throws {
        try await TestService.with { service in
            let doubles = try await Doubles(in: service)
            let scene = doubles.scene
            let outcomes = await withTaskGroup(of: String.self) { group in
                for rating in [1, 2, 3, 4, 5, 1, 2, 3] {
                    group.addTask {
                        do {
                            try await scene.rate(rating, .job, of: doubles.from.id)
                            return "written"
                        } catch {
                            return (error as? RPCError)?.data?.kind ?? "\(error)"
                        }
                    }
                }
                group.addTask {
                    do {
                        _ = try await doubles.merge()
                        return "merged"
                    } catch {
                        return (error as? RPCError)?.data?.kind ?? "\(error)"
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == "merged" }.count == 1, "\(outcomes)")
            #expect(Set(outcomes).isSubset(of: ["merged", "written", "invalid_state"]), "\(outcomes)")
            let rows = try await service.database.sql(
                "SELECT opportunity_id FROM tw.evidence WHERE scope = 'job'"
            )
            #expect(rows.count == outcomes.filter { $0 == "written" }.count)
            #expect(rows.allSatisfy { $0[0] == scene.opportunity.id.description })
        }
    }

    @Test func `together they have no more evidence than one may have`() async throws {
        try await TestService.with { service in
            let doubles = try await Doubles(in: service)
            try await service.database.sql(
                """
                INSERT INTO tw.evidence (owner_id, id, opportunity_id, priority_key, scope, origin, source_class, specificity,
                    rating, strength)
                SELECT owner_id, gen_random_uuid(), opportunity_id, priority_key, 'job', origin, source_class, specificity, 3, 0.3
                FROM tw.evidence, generate_series(1, 125) WHERE retired_at IS NULL
                """
            )
            let before = try await service.rowCounts(of: doubles.scene.candidate)
            await expectFailure(.limitReached) { _ = try await doubles.merge() }
            #expect(try await service.rowCounts(of: doubles.scene.candidate) == before)
        }
    }

    @Test func `notes that are too long together are left as they are`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let long = try Prose(String(repeating: "x", count: 9000))
            let double = try await scene.candidate.call(
                Organisations.Create.self,
                .init(name: try Title("Double"), notes: long)
            )
            _ = try await scene.candidate.call(
                Organisations.Update.self,
                .init(id: scene.organisation.id, revision: 1, notes: .set(try Prose("y" + long.text)))
            )
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(
                    Organisations.Merge.self,
                    .init(from: double.id, into: scene.organisation.id, revision: 2, fromRevision: 1)
                )
            }
            #expect(try await scene.candidate.call(Organisations.List.self, .init()).items.count == 2)
        }
    }

    @Test func `what is somebody else's is not there to be merged, like what is missing (R1)`() async throws {
        try await TestService.with { service in
            let anna = try await Scene("anna", in: service)
            let ben = try await Scene("ben", in: service)
            let client = ben.candidate
            for organisation in [anna.organisation.id, .make()] {
                for (from, into) in [(organisation, ben.organisation.id), (ben.organisation.id, organisation)] {
                    await expectFailure(.notFound) {
                        _ = try await client.call(
                            Organisations.Merge.self,
                            .init(from: from, into: into, revision: 1, fromRevision: 1)
                        )
                    }
                }
            }
            for person in [anna.peer.id, .make()] {
                for (from, into) in [(person, ben.peer.id), (ben.peer.id, person)] {
                    await expectFailure(.notFound) {
                        _ = try await client.call(
                            People.Merge.self,
                            .init(from: from, into: into, revision: 1, fromRevision: 1)
                        )
                    }
                }
            }
            for opportunity in [anna.opportunity.id, .make()] {
                for (from, into) in [(opportunity, ben.opportunity.id), (ben.opportunity.id, opportunity)] {
                    await expectFailure(.notFound) {
                        _ = try await client.call(
                            Opportunities.Merge.self,
                            .init(from: from, into: into, revision: 1, fromRevision: 1)
                        )
                    }
                }
            }
            await expectInvalid("params.into") {
                _ = try await client.call(
                    Organisations.Merge.self,
                    .init(from: ben.organisation.id, into: ben.organisation.id, revision: 1, fromRevision: 1)
                )
            }
            await expectInvalid("params.into") {
                _ = try await client.call(
                    People.Merge.self,
                    .init(from: ben.peer.id, into: ben.peer.id, revision: 1, fromRevision: 1)
                )
            }
            #expect(try await anna.candidate.call(Opportunities.List.self, .init()).items == [anna.opportunity])
        }
    }
}
