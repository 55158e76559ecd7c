import Foundation
import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// From when and until when a share opens something, and what may be asked of one.
@Suite struct ShareTimeTests {
    @Test(arguments: [Share.Mode.live, .snapshot])
    func `a share that begins later opens nothing before`(mode: Share.Mode) async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let share = try await world.share(.interviews, mode: mode, from: Timestamp.now() + .seconds(3600))
            #expect(share.state == .active && share.from > share.createdAt)
            await expectFailure(.notFound) { _ = try await world.read(.interviews) }
            #expect(try await world.coach.call(Shares.List.self, .init()).items == [])
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.share SET valid_from = now() - interval '1 second'
                """
            )
            _ = try await world.read(.interviews)
            #expect(try await world.coach.call(Shares.List.self, .init()).items.map(\.id) == [share.id])
        }
    }

    @Test func `what has begun before begins with the share`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let share = try await world.share(.plans, from: Timestamp(microseconds: 0))
            #expect(share.from == share.createdAt)
        }
    }

    @Test func `a snapshot that has run out opens nothing`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            _ = try await world.share(.answers, mode: .snapshot, until: Timestamp.now() + .seconds(3600))
            _ = try await world.read(.answers)
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.share SET valid_from = now() - interval '2 hours', valid_until = now() - interval '1 hour'
                """
            )
            await expectFailure(.notFound) { _ = try await world.read(.answers) }
        }
    }

    @Test func `times that cannot be are refused`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let now = Timestamp.now()
            await expectInvalid("params.until") { _ = try await world.share(.plans, until: now) }
            await expectInvalid("params.until") {
                _ = try await world.share(.plans, from: now + .seconds(100), until: now + .seconds(50))
            }
        }
    }

    /// The share is taken back in the moment in which the first of two readings is committed.
    @Test func `between two calls of one batch a revoked share dies`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            _ = try await world.share(.comparison)
            try await service.database.sql(
                """
                CREATE FUNCTION tw.revoke_at_once() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
                BEGIN
                    UPDATE tw.share SET revoked_at = clock_timestamp() WHERE owner_id = NEW.owner_id AND id = NEW.share_id;
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER revokes_at_once AFTER INSERT ON tw.receipt DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION tw.revoke_at_once()
                """
            )
            func call(_ id: Int) -> String {
                #"{"jsonrpc":"2.0","id":\#(id),"method":"comparison.get","params":{"id":"\#(world.comparison.id)"}}"#
            }
            let answer = try #require(await world.coach.send("[\(call(1)),\(call(2))]"))
            let batch = try JSONDocument(parsing: Array(answer.utf8))
            let replies = Array(batch.root.elements)
            #expect(replies.count == 2)
            #expect(replies.first?["result"] != nil)
            #expect(replies.last?["error"]?["data"]?["kind"]?.string == "not_found")
            #expect(try await world.receipts().count == 1)
        }
    }

    @Test func `in one batch a coach who pauses reads no further`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            _ = try await world.share(.decision)
            let read = #""method":"decision.list","params":{"opportunity":"\#(world.opportunity)"}"#
            let pause = #""method":"relationship.pause","params":{"id":"\#(world.relationship.id)"}"#
            let calls = [read, pause, read].enumerated().map { #"{"jsonrpc":"2.0","id":\#($0),\#($1)}"# }
            let answer = try #require(await world.coach.send("[\(calls.joined(separator: ","))]"))
            let kinds = Array(try JSONDocument(parsing: Array(answer.utf8)).root.elements)
                .map { $0["error"]?["data"]?["kind"]?.string }
            #expect(kinds == [nil, nil, "not_found"])
        }
    }
}

/// What may be asked of a share and of its preview.
@Suite struct ShareChoiceTests {
    @Test func `a share is about what its subject needs, and about nothing else`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let (job, search) = (world.opportunity, world.scene.search.id)
            let wrong: [(String, Shares.Preview.Params)] = [
                ("params.jobSearch", .init(subject: .priorities)),
                ("params.opportunity", .init(subject: .priorities, jobSearch: search, opportunity: job)),
                ("params.opportunity", .init(subject: .plans)),
                ("params.comparison", .init(subject: .comparison)),
                ("params.opportunity", .init(subject: .comparison, opportunity: job, comparison: world.comparison.id)),
                ("params.interview", .init(subject: .assessment, opportunity: job, interview: world.interview.id)),
                ("params.fields", .init(subject: .answers, opportunity: job, fields: [])),
                ("params.fields[0]", .init(subject: .answers, opportunity: job, fields: [.pay])),
            ]
            for (path, params) in wrong {
                await expectInvalid(path) { _ = try await world.candidate.call(Shares.Preview.self, params) }
                await expectInvalid(path) {
                    _ = try await world.candidate.call(
                        Shares.Create.self,
                        .init(
                            relationship: world.relationship.id,
                            subject: params.subject,
                            jobSearch: params.jobSearch,
                            opportunity: params.opportunity,
                            comparison: params.comparison,
                            interview: params.interview,
                            fields: params.fields
                        )
                    )
                }
            }
        }
    }

    @Test(arguments: ShareSubject.allCases)
    func `what is somebody else's is neither shared nor previewed`(subject: ShareSubject) async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let ben = try await Scene("ben", in: service)
            let relationship = try await ben.relationship(with: world.coach)
            let anchor = world.anchor(subject)
            await expectFailure(.notFound) {
                _ = try await ben.candidate.call(
                    Shares.Preview.self,
                    .init(
                        subject: subject,
                        jobSearch: anchor.jobSearch,
                        opportunity: anchor.opportunity,
                        comparison: anchor.comparison
                    )
                )
            }
            for mode in [Share.Mode.live, .snapshot] {
                await expectFailure(.notFound) {
                    _ = try await ben.candidate.call(
                        Shares.Create.self,
                        .init(
                            relationship: relationship.id,
                            subject: subject,
                            jobSearch: anchor.jobSearch,
                            opportunity: anchor.opportunity,
                            comparison: anchor.comparison,
                            mode: mode
                        )
                    )
                }
            }
        }
    }

    @Test func `an interview of another job narrows nothing`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let job = try await world.candidate.call(
                Opportunities.Create.self,
                .init(
                    jobSearch: world.scene.search.id,
                    organisation: world.scene.organisation.id,
                    title: try Title("Third job")
                )
            )
            for mode in [Share.Mode.live, .snapshot] {
                await expectFailure(.notFound) {
                    _ = try await world.candidate.call(
                        Shares.Create.self,
                        .init(
                            relationship: world.relationship.id,
                            subject: .plans,
                            opportunity: job.id,
                            interview: world.interview.id,
                            mode: mode
                        )
                    )
                }
            }
        }
    }

    @Test func `a deleted comparison takes its shares along, and nothing is left to read`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            _ = try await world.share(.comparison, mode: .snapshot)
            _ = try await world.read(.comparison)
            _ = try await world.candidate.call(Comparisons.Delete.self, .init(id: world.comparison.id))
            await expectFailure(.notFound) { _ = try await world.read(.comparison) }
            #expect(try await world.candidate.call(Shares.List.self, .init()).items == [])
        }
    }

    @Test func `an account that is both reads its own first, and then what is shared with it`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            let both = try await Scene.coach("both", in: service, roles: [.candidate, .coach])
            let relationship = try await world.scene.relationship(with: both)
            let params = Interviews.List.Params(opportunity: world.opportunity)
            #expect(try await both.call(Interviews.List.self, params).items == [])
            _ = try await world.candidate.call(
                Shares.Create.self,
                .init(relationship: relationship.id, subject: .interviews, opportunity: world.opportunity)
            )
            #expect(try await both.read(Interviews.List.self, params).items.count == 2)
            #expect(try await both.call(Interviews.List.self, .init()).items == [])
        }
    }
}
