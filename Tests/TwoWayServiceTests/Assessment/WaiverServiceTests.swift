import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository
import TwoWayTestSupport

/// R14, and accepting a job at the borders of DOMAIN 5.3.
@Suite struct WaiverServiceTests {
    @Test func `a waiver stands beside the gate, and taken back it no longer does`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let waiver = try await scene.waive(0)
            #expect(waiver.reason?.text == "The pay makes up for it." && waiver.isLive)
            var assessment = try await scene.assessment()
            #expect(assessment.gate == .unknown && assessment.gateWithWaivers == .pass)
            #expect(assessment.priorities.map(\.gate) == [.unknown, nil])
            #expect(assessment.priorities.map(\.waiver) == [waiver, nil])

            let revoked = try await scene.candidate.call(Waivers.Revoke.self, .init(id: waiver.id))
            #expect(revoked.revokedAt != nil && revoked.reason == waiver.reason)
            assessment = try await scene.assessment()
            #expect(assessment.gateWithWaivers == .unknown && assessment.priorities[0].waiver == nil)
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(Waivers.Revoke.self, .init(id: waiver.id))
            }
            let again = try await scene.waive(0)
            let list = try await scene.candidate.call(Waivers.List.self, .init(opportunity: scene.opportunity.id))
            #expect(list.items == [again, revoked])
        }
    }

    @Test func `only a must-have of the set that counts is waived, and once`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            await expectInvalid("params.priority") { _ = try await scene.waive(1) }
            await expectInvalid("params.priority") {
                _ = try await scene.candidate.call(
                    Waivers.Grant.self,
                    .init(opportunity: scene.opportunity.id, priority: .make(), reason: try Line("x"))
                )
            }
            try await scene.waive(0)
            await expectFailure(.alreadyExists) { _ = try await scene.waive(0) }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(
                    Waivers.Grant.self,
                    .init(opportunity: .make(), priority: scene.set.priorities[0].key, reason: try Line("x"))
                )
            }
            await expectFailure(.notFound) {
                _ = try await scene.candidate.call(Waivers.List.self, .init(opportunity: .make()))
            }
        }
    }

    @Test func `of two who waive at once one is refused`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 1...5 {
                    group.addTask {
                        do {
                            return try await scene.waive(0).isLive ? "waived" : ""
                        } catch {
                            return (error as? RPCError)?.data?.kind ?? "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(outcomes.sorted() == Array(repeating: "already_exists", count: 4) + ["waived"])
        }
    }

    @Test func `an opportunity has so many waivers in all`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let owner = try scene.candidate.account.id
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                INSERT INTO tw.waiver (owner_id, id, opportunity_id, priority_key, reason, revoked_at)
                SELECT '\(owner)', gen_random_uuid(), '\(scene.opportunity.id)', '\(scene.set.priorities[0].key)', 'x', now()
                FROM generate_series(2, \(Waiver.maximumPerOpportunity))
                """
            )
            try await scene.waive(0)
            try await service.database.sql("UPDATE tw.waiver SET revoked_at = now() WHERE revoked_at IS NULL")
            await expectFailure(.limitReached) { _ = try await scene.waive(0) }
        }
    }

    @Test func `an open must-have stands against accepting, by its title, until it is waived`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let title = scene.set.priorities[0].title.text
            let refusal = try await scene.refusalToAccept()
            #expect(
                refusal
                    == "A must-have is still open: \(title). To accept all the same, waive it with a reason."
            )
            // Any other stage is free.
            try await scene.advance(to: .offer)
            #expect(try await scene.refusalToAccept() == refusal)
            let waiver = try await scene.waive(0)
            try await scene.advance(to: .accepted)
            // What the acceptance rests on stays.
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(Waivers.Revoke.self, .init(id: waiver.id))
            }
            #expect(try await scene.assessment().priorities[0].waiver == waiver)
        }
    }

    @Test func `a failed must-have stands against it too, and a waiver taken back before does not help`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            try await scene.rate(1, on: 0)
            let waiver = try await scene.waive(0)
            _ = try await scene.candidate.call(Waivers.Revoke.self, .init(id: waiver.id))
            #expect(try await scene.refusalToAccept()?.hasPrefix("A must-have failed: ") == true)
            try await scene.waive(0)
            try await scene.advance(to: .accepted)
        }
    }

    /// theta of a threshold of 3 is 0.5; a hiring manager's 4 with an example is [0.675, 0.775].
    @Test(arguments: [(3.7, true), (3.71, false)])
    func `the worst case decides, at the border to the last digit`(threshold: Double, isAccepted: Bool) async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            try await service.database.sql("UPDATE tw.priority SET threshold = \(threshold) WHERE must_have")
            try await scene.rate(4, on: 0, source: .hiringManager)
            #expect(try await scene.assessment().gate == (isAccepted ? .pass : .unknown))
            if isAccepted {
                try await scene.advance(to: .accepted)
            } else {
                #expect(try await scene.refusalToAccept() != nil)
            }
        }
    }

    @Test func `the required source must have spoken`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            try await service.database.sql("UPDATE tw.priority SET required_source = 'peer' WHERE must_have")
            try await scene.rate(5, on: 0, source: .hiringManager)
            #expect(try await scene.assessment().gate == .unknown)
            #expect(try await scene.refusalToAccept()?.contains("still open") == true)
            try await scene.rate(5, on: 0, source: .peer)
            try await scene.advance(to: .accepted)
        }
    }

    @Test func `an own range decides instead of the computed one`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            try await scene.rate(5, on: 0, source: .hiringManager)
            func own(_ lo: Double, _ revision: Revision) async throws {
                _ = try await scene.candidate.call(
                    Assessments.Rate.self,
                    .init(
                        opportunity: scene.opportunity.id,
                        priority: scene.set.priorities[0].key,
                        revision: revision,
                        interval: .set(ValueInterval(lo: lo, hi: 1))
                    )
                )
            }
            try await own(0.49, 0)
            #expect(try await scene.refusalToAccept() != nil)
            try await own(0.5, 1)
            try await scene.advance(to: .accepted)
        }
    }

    /// The schema refuses by itself what the service lets through, over random evidence: the arithmetic is the same.
    @Test func `what the service accepts the schema accepts, and the reverse`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let id = scene.opportunity.id
            let pieces: [(SourceClass, Int)] = [
                (.hiringManager, 4), (.peer, 2), (.recruiter, 5), (.executive, 3), (.published, 5), (.observation, 4),
            ]
            var verdicts: Set<Bool> = []
            for (source, rating) in pieces {
                try await scene.rate(rating, on: 0, source: source)
                for threshold in [1, 1.5, 2, 2.5, 3, 3.5, 4] {
                    for direction in ["'more', target = NULL", "'less', target = NULL", "'target', target = 3.5"] {
                        try await service.database.sql(
                            "UPDATE tw.priority SET threshold = \(threshold), direction = \(direction) WHERE must_have"
                        )
                        let mayBeAccepted = try await scene.assessment().mayBeAccepted
                        let outcome =
                            try await service.database.sql(
                                """
                                DO $$ BEGIN
                                    UPDATE tw.opportunity SET stage = 'accepted' WHERE id = '\(id)';
                                    RAISE EXCEPTION 'undo' USING ERRCODE = 'UNDO0';
                                EXCEPTION WHEN SQLSTATE 'UNDO0' THEN PERFORM set_config('probe.outcome', 'accepted', false);
                                    WHEN SQLSTATE 'TW123' THEN PERFORM set_config('probe.outcome', 'refused', false);
                                END $$;
                                SELECT current_setting('probe.outcome')
                                """
                            ).last?.first ?? nil
                        #expect(
                            outcome == (mayBeAccepted ? "accepted" : "refused"),
                            "\(source) \(threshold) \(direction)"
                        )
                        verdicts.insert(mayBeAccepted)
                    }
                }
            }
            #expect(verdicts == [true, false])
        }
    }

    @Test func `waivers go over with a merged job, except where the other one has one`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let second = try await scene.another("Second")
            let third = try await scene.another("Third")
            let moved = try await scene.waive(0, of: second.id)
            let left = try await scene.waive(0, of: third.id)
            for duplicate in [second, third] {
                let now = try await scene.candidate.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
                _ = try await scene.candidate.call(
                    Opportunities.Merge.self,
                    .init(
                        from: duplicate.id,
                        into: scene.opportunity.id,
                        revision: try #require(now.revision),
                        fromRevision: duplicate.revision
                    )
                )
            }
            #expect(try await scene.assessment().priorities[0].waiver?.id == moved.id)
            let stayed = try await scene.candidate.call(Waivers.List.self, .init(opportunity: third.id))
            #expect(stayed.items.map(\.id) == [left.id])
            await expectFailure(.invalidState) { _ = try await scene.waive(0, of: second.id) }
        }
    }

    @Test func `the live waivers of several jobs are read at once`() async throws {
        try await TestService.with { service in
            let (anna, ben) = (try await Scene("anna", in: service), try await Scene("ben", in: service))
            let second = try await anna.another("Second")
            let waivers = [try await anna.waive(0), try await anna.waive(0, of: second.id)]
            let taken = try await anna.waive(0, of: try await anna.another("Third").id)
            _ = try await anna.candidate.call(Waivers.Revoke.self, .init(id: taken.id))
            try await ben.waive(0)
            let ids = [anna.opportunity.id, second.id, taken.opportunity, ben.opportunity.id]
            let context = DatabaseContext.candidate(
                tokenHash: try #require(anna.candidate.conversation.credentials.signedIn).tokenHash
            )
            let found = try await service.database.open().all(
                .liveWaiversOfOpportunities,
                (owner: try anna.candidate.account.id, opportunities: ids),
                as: context
            )
            #expect(found == waivers)
        }
    }

    @Test func `a coach sees that a must-have is waived, and why only with the notes`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            let waiver = try await scene.waive(0)
            _ = try await scene.share(.assessment, [.weights], in: relationship)
            var seen = try await scene.assessment(by: kim)
            #expect(seen.gateWithWaivers == nil && seen.priorities.allSatisfy { $0.waiver == nil })
            _ = try await scene.share(.assessment, [.gates], in: relationship)
            seen = try await scene.assessment(by: kim)
            #expect(seen.gate == .unknown && seen.gateWithWaivers == .pass)
            #expect(seen.priorities[0].waiver?.id == waiver.id && seen.priorities[0].waiver?.reason == nil)
            _ = try await scene.share(.assessment, [.notes], in: relationship)
            #expect(try await scene.assessment(by: kim).priorities[0].waiver == waiver)
        }
    }
}

extension Scene {
    @discardableResult
    func waive(_ priority: Int, of opportunity: ID<Opportunity>? = nil) async throws -> Waiver {
        try await candidate.call(
            Waivers.Grant.self,
            .init(
                opportunity: opportunity ?? self.opportunity.id,
                priority: set.priorities[priority].key,
                reason: try Line("The pay makes up for it.")
            )
        )
    }

    func advance(to stage: Opportunity.Stage) async throws {
        let now = try await candidate.call(Opportunities.Get.self, .init(id: opportunity.id))
        let params = Opportunities.Advance.Params(id: now.id, revision: try #require(now.revision), stage: stage)
        _ = try await candidate.call(Opportunities.Advance.self, params)
    }

    /// Why the job is not accepted; nil if it is, and it stays as it was either way only when refused.
    func refusalToAccept() async throws -> String? {
        do {
            try await advance(to: .accepted)
            return nil
        } catch let error as RPCError where error.data?.kind == FailureKind.invalidState.kind {
            return error.data?.reason
        }
    }
}
