import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository
import TwoWayTestSupport

@testable import TwoWayService

@Suite struct StatisticsServiceTests {
    private let november = "2025-11"

    private func admin(_ service: TestService) -> AdminService {
        AdminService(
            store: Store(
                database: service.database.openAdmin { $0.deadline = .seconds(60) },
                now: { Timestamp.now() },
                makeID: { ID<Account>.make().rawValue }
            )
        )
    }

    @Test func `each candidate counts once by question and month, and only with consent for the whole of it`()
        async throws
    {
        try await TestService.with { service in
            let crowd = try await Crowd(service, size: 8)
            try await crowd.plan("last-week", first: 8)
            try await crowd.plan("predecessor", first: 3)
            try await crowd.ask("last-week", candidates: 1...4)
            try await crowd.ask("last-week", candidates: 5...6, outcome: "evaded")
            let database = service.database
            #expect(
                try await crowd.counts() == [
                    "total 8 6 4 2 0", "last-week 8 6 4 2 0", "predecessor 3 0 0 0 0", "first-review 0 0 0 0 0",
                ]
            )
            // The same question again, of another person, in another interview of the month: no further candidate.
            try await database.sql(
                """
                INSERT INTO tw.plan_item (owner_id, id, interview_id, origin, library_id, library_version, question_key, text,
                    position, minutes)
                SELECT crowd.id(1, 'account'), crowd.id(1, 'again'), crowd.id(1, 'interview'), 'library', '\(crowd.library.id)',
                    1, 'last-week', 'Again', 2, 5
                """
            )
            #expect(try await crowd.counts().first == "total 8 6 4 2 0")
            // Who opted out, who opted in when the month had begun, who cancelled, whose interview was called off.
            try await database.sql(
                """
                UPDATE tw.subscription SET share_statistics = false WHERE owner_id = crowd.id(1, 'account');
                SET session_replication_role = replica;
                UPDATE tw.subscription SET share_statistics_since = '2025-11-01T00:00:01Z' WHERE owner_id = crowd.id(2, 'account');
                UPDATE tw.subscription SET state = 'cancelled' WHERE owner_id = crowd.id(3, 'account');
                UPDATE tw.interview SET state = 'cancelled' WHERE owner_id = crowd.id(5, 'account');
                UPDATE tw.interview SET scheduled_start = '2025-12-01T00:00:00Z' WHERE owner_id = crowd.id(6, 'account')
                """
            )
            #expect(
                try await crowd.counts() == [
                    "total 3 1 1 0 0", "last-week 3 1 1 0 0", "predecessor 0 0 0 0 0", "first-review 0 0 0 0 0",
                ]
            )
            #expect(try await crowd.contributors() == ["3"])
            #expect(try await crowd.counts("2025-12-01").first == "total 1 1 0 1 0")
        }
    }

    @Test func `consent counts from when it was last given`() async throws {
        try await TestService.with { service in
            let crowd = try await Crowd(service, size: 1)
            func since() async throws -> String? {
                try await service.database.sql("SELECT share_statistics_since::date FROM tw.subscription")[0][0]
            }
            #expect(try await since() == "2025-01-01")
            try await service.database.sql("UPDATE tw.subscription SET policy = 'all', revision = revision + 1")
            #expect(try await since() == "2025-01-01")
            try await service.database.sql("UPDATE tw.subscription SET share_statistics = false")
            #expect(try await since() == nil)
            try await service.database.sql("UPDATE tw.subscription SET share_statistics = true")
            #expect(try await since() != "2025-01-01")
            #expect(try await since() != nil)
            _ = crowd
        }
    }

    @Test func `an answer is informative when it narrowed an interval by a tenth, as the model reckons`() async throws {
        try await TestService.with { service in
            let crowd = try await Crowd(service, size: 2)
            for key in ["last-week", "predecessor", "first-review"] {
                try await crowd.plan(key, first: 2)
                try await crowd.ask(key, candidates: 1...2)
            }
            // 0.9 leaves a width of 0.1 of 1; another 0.7 that agrees takes away 0.07 of that.
            try await crowd.rate("last-week", candidates: 1...2, strength: 0.9)
            try await crowd.rate("predecessor", candidates: 1...2, strength: 0.7)
            // For the first of them nothing was known before.
            try await service.database.sql(
                """
                SET session_replication_role = replica;
                UPDATE tw.evidence SET retired_at = '2025-11-13', created_at = '2025-11-12'
                WHERE id = crowd.id(1, 'evidence last-week');
                UPDATE tw.evidence SET created_at = '2025-11-14' WHERE id = crowd.id(1, 'evidence predecessor');
                UPDATE tw.evidence SET created_at = '2025-11-12' WHERE id = crowd.id(2, 'evidence last-week');
                UPDATE tw.evidence SET created_at = '2025-11-14' WHERE id = crowd.id(2, 'evidence predecessor')
                """
            )
            #expect(
                try await crowd.counts() == [
                    "total 2 2 2 0 2", "last-week 2 2 2 0 1", "predecessor 2 2 2 0 1", "first-review 2 2 2 0 0",
                ]
            )
            let widths = try await service.database.sql(
                """
                SELECT round(sec.interval_width(e, 'more', NULL, false)::numeric, 9), round(sec.interval_width(e, 'more', NULL, true)::numeric, 9)
                FROM tw.evidence e WHERE e.owner_id = crowd.id(2, 'account') ORDER BY e.created_at
                """
            )
            // The golden ones of DOMAIN 5.1: [0.675, 0.775], then [0.7275, 0.7575].
            #expect(widths == [["1.000000000", "0.100000000"], ["0.100000000", "0.030000000"]])
        }
    }

    @Test func `a month is released once, frozen, to the coach of the library and nobody else`() async throws {
        try await TestService.with { service in
            let crowd = try await Crowd(service, size: 40)
            try await crowd.plan("last-week", first: 25)
            try await crowd.plan("predecessor", first: 15)
            try await crowd.plan("first-review", first: 2)
            try await service.database.sql(
                """
                INSERT INTO tw.plan_item (owner_id, id, interview_id, origin, library_id, library_version, question_key, text,
                    position, minutes)
                SELECT crowd.id(n, 'account'), crowd.id(n, 'more'), crowd.id(n, 'interview'), 'library', '\(crowd.library.id)', 1,
                    'predecessor', 'More', 3, 5 FROM generate_series(26, 40) n
                """
            )
            try await crowd.ask("last-week", candidates: 1...12)
            let month = try StatisticsMonth(november)
            let admin = admin(service)
            #expect(try await admin.releaseStatistics(month) == .released(versions: 1))
            #expect(try await admin.releaseStatistics(month) == .before)
            #expect(try await admin.auditEvents(beginning: "admin.statistics", atMost: 5).count == 1)

            let list = try await crowd.coach.call(Statistics.List.self, .init())
            #expect(list.items.map(\.period) == [month])
            #expect(list.items.map(\.contributors) == [40])
            let params = Statistics.Get.Params(library: crowd.library.id, version: 1, period: month)
            let figures = try await crowd.coach.call(Statistics.Get.self, params)
            let topic = try #require(figures.topics.first)
            let shown = Dictionary(topic.questions.map { ($0.key.text, $0.counts) }) { first, _ in first }
            // Two of forty planned the third question, so it is hidden, and the smallest beside it for company.
            #expect(shown["first-review"] == nil)
            #expect(shown["last-week"]?.planned == nil)
            #expect(shown["predecessor"]?.planned == 30)
            #expect([10, 15].contains(shown["last-week"]?.asked))
            #expect(topic.total.planned == nil && topic.total.asked == nil)

            // What comes later changes nothing.
            try await service.database.sql("UPDATE tw.subscription SET share_statistics = false")
            #expect(try await admin.releaseStatistics(month) == .before)
            #expect(try await crowd.coach.call(Statistics.Get.self, params) == figures)
            for change in [
                "UPDATE tw.statistics_cell SET asked = 20", "UPDATE tw.statistics_release SET contributors = 50",
                "DELETE FROM tw.statistics_cell", "DELETE FROM tw.statistics_release",
                "DELETE FROM tw.statistics_month",
                "UPDATE tw.statistics_month SET released_at = now()",
            ] {
                await #expect(throws: (any Error).self, "\(change)") { try await service.database.sql(change) }
            }

            let rob = try await service.signUp("rob", roles: [.coach])
            await expectFailure(.notFound) { _ = try await rob.call(Statistics.Get.self, params) }
            #expect(try await rob.call(Statistics.List.self, .init()).items.isEmpty)
            let anna = try await service.signUp("anna", roles: [.candidate])
            await expectFailure(.forbidden) { _ = try await anna.call(Statistics.Get.self, params) }

            for finding in try await Verification(conninfo: service.database.backup).run()
            where finding.check.rule == "R20" {
                #expect(finding.isClean, "\(finding.check.name)")
                #expect(finding.looked > 0)
            }
        }
    }

    /// The attack on what is really released: what is seen fits a candidate who asked, and one who did not.
    ///
    /// That each may be seen as well as the other the model's tests show.
    @Test func `two releases that are one candidate apart leave open what that candidate did`() async throws {
        try await TestService.with { service in
            let crowd = try await Crowd(service, size: 21)
            try await crowd.plan("last-week", first: 21)
            try await crowd.ask("last-week", candidates: 1...10)
            let admin = admin(service)
            var compared = 0
            for first in stride(from: 1, through: 9, by: 2) {
                var sights: [(contributors: Int, asked: Int?)] = []
                // In the first month of two candidate 1 is among them, who asked.
                for (month, candidates) in [(first, "1 AND 21"), (first + 1, "2 AND 21")] {
                    let start = "2025-\(month < 10 ? "0" : "")\(month)"
                    try await service.database.sql(
                        """
                        SET session_replication_role = replica;
                        UPDATE tw.interview i SET scheduled_start = '\(start)-12T10:00:00Z' FROM generate_series(1, 21) n
                        WHERE i.owner_id = crowd.id(n, 'account') AND n BETWEEN \(candidates)
                        """
                    )
                    let period = try StatisticsMonth(start)
                    #expect(try await admin.releaseStatistics(period) == .released(versions: 1))
                    let params = Statistics.Get.Params(library: crowd.library.id, version: 1, period: period)
                    let seen = try await crowd.coach.call(Statistics.Get.self, params)
                    // Shown with the question, or as the total of its topic, of which nothing else was asked.
                    let topic = try #require(seen.topics.first)
                    let asked = topic.questions.first { $0.key.text == "last-week" }?.counts.asked
                    sights.append((seen.contributors, asked ?? topic.total.asked))
                }
                let (with, without) = (sights[0], sights[1])
                var figures = [(with.contributors, without.contributors)]
                if let before = with.asked, let after = without.asked { figures.append((before, after)) }
                for (before, after) in figures {
                    compared += 1
                    let (outer, inner) = (
                        Disclosure.possibleCounts(behind: before), Disclosure.possibleCounts(behind: after)
                    )
                    for apart in [0, 1] {
                        #expect(outer.contains { inner.contains($0 - apart) }, "\(before) and \(after), \(apart) apart")
                    }
                }
            }
            #expect(compared >= 5)
        }
    }

    @Test func `a group that is too small, and whoever opted out before, is in no release`() async throws {
        try await TestService.with { service in
            let crowd = try await Crowd(service, size: 20)
            try await crowd.plan("last-week", first: 10)
            try await crowd.plan("predecessor", first: 20)
            try await service.database.sql(
                """
                UPDATE tw.subscription SET share_statistics = false
                WHERE owner_id IN (SELECT crowd.id(n, 'account') FROM generate_series(1, 11) n)
                """
            )
            let admin = admin(service)
            #expect(try await admin.releaseStatistics(try StatisticsMonth(november)) == .released(versions: 0))
            #expect(try await crowd.coach.call(Statistics.List.self, .init()).items.isEmpty)
        }
    }

    @Test func `a month that is not over is not released`() async throws {
        try await TestService.with { service in
            let admin = admin(service)
            let days = Int(Timestamp.now().microseconds / 86_400_000_000)
            let current = StatisticsMonth(containing: Day(daysSince1970: days))
            do {
                _ = try await admin.releaseStatistics(current)
                Issue.record("it was released")
            } catch ServiceFailure.invalidState {}
            let outcome = try? await service.database.sql("SELECT sec.statistics_release('\(current.start)', '[]')")
            #expect(outcome == nil)
        }
    }

    @Test func `releases are listed page by page, newest month first`() async throws {
        try await TestService.with { service in
            let crowd = try await Crowd(service, size: 1)
            try await service.database.sql(
                """
                INSERT INTO tw.statistics_release (owner_id, library_id, version, month, contributors)
                SELECT owner_id, id, 1, ('2025-' || lpad(m::text, 2, '0') || '-01')::date, 20
                FROM tw.library, generate_series(1, 7) m
                """
            )
            var seen: [String] = []
            var cursor: String?
            repeat {
                let page = try await crowd.coach.call(
                    Statistics.List.self,
                    .init(library: crowd.library.id, limit: 3, cursor: cursor)
                )
                seen += page.items.map(\.period.text)
                cursor = page.nextCursor
            } while cursor != nil
            #expect(seen == (1...7).reversed().map { "2025-0\($0)" })
        }
    }
}
