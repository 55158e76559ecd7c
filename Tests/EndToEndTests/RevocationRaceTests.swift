import JSONRPC
import Synchronization
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// A revocation on one server, while a coach reads on two (R18).
    @Suite
    struct RevocationRaceTests {}
}

extension EndToEnd.RevocationRaceTests {
    /// How often the coach reads, and after how many readings the share is taken back.
    private static let readings = 1000
    private static let readingsBefore = 400
    private static let readingsAfter = 100

    /// One reading: when it began, and whether it showed anything.
    private struct Reading: Sendable {
        let began: ContinuousClock.Instant
        let succeeded: Bool
    }

    /// What several connections have read.
    private final class Readings: Sendable {
        private let state = Mutex<(made: [Reading], wanted: Int?)>(([], nil))

        var all: [Reading] { state.withLock { $0.made } }
        var count: Int { state.withLock { $0.made.count } }
        /// Whether there are as many as are wanted since `finish`.
        var isEnough: Bool { state.withLock { state in state.wanted.map { state.made.count >= $0 } ?? false } }

        func add(_ reading: Reading) { state.withLock { $0.made.append(reading) } }

        /// Asks for a number in all, but for some more in any case.
        func finish(_ number: Int, more: Int) {
            state.withLock { $0.wanted = max(number, $0.made.count + more) }
        }
    }

    @Test func `no reading that begins after a revocation was acknowledged succeeds, on neither of two servers`()
        async throws
    {
        try await Installation.with { installation in
            let servers = [try await installation.startServer(), try await installation.startServer()]
            let kim = try await installation.signUp("kim", as: .coach, on: servers[0])
            let anna = try await installation.signUp("anna", as: .candidate, on: servers[0])
            let (job, share) = try await prepare(anna.caller, kim.caller)
            let readings = Readings()
            var revoked: ContinuousClock.Instant?
            try await withThrowingTaskGroup(of: Void.self) { group in
                for server in servers + servers {
                    let reader = try await server.connect(token: kim.signedIn.token)
                    group.addTask { try await Self.read(job, by: reader, into: readings) }
                }
                while readings.count < Self.readingsBefore {
                    try await Task.sleep(for: .milliseconds(1))
                }
                try await anna.caller.call(Shares.Revoke.self, .init(id: share))
                revoked = .now
                readings.finish(Self.readings, more: Self.readingsAfter)
                try await group.waitForAll()
            }
            let acknowledged = try #require(revoked)
            let all = readings.all
            let late = all.filter { $0.began >= acknowledged }
            #expect(all.count >= Self.readings)
            #expect(all.filter(\.succeeded).count >= Self.readingsBefore - servers.count * 2)
            #expect(!late.isEmpty)
            #expect(late.allSatisfy { !$0.succeeded })
            // Each success has left one receipt, and nothing else has (R17).
            #expect(try await receipts(of: anna.caller) == all.filter(\.succeeded).count)
            for server in servers { #expect(try await server.terminate() == .exit(0)) }
        }
    }

    private func prepare(
        _ anna: ServerCaller,
        _ kim: ServerCaller
    ) async throws -> (ID<Opportunity>, ID<Share>) {
        let code = try await kim.call(Relationships.MakeCode.self).code
        let relationship = try await anna.call(Relationships.Redeem.self, .init(code: code))
        let search = try await anna.call(JobSearches.Create.self, .init(title: try Title("Spring")))
        let employer = try await anna.call(Organisations.Create.self, .init(name: try Title("Harbour")))
        let job = try await anna.call(
            Opportunities.Create.self,
            .init(jobSearch: search.id, organisation: employer.id, title: try Title("Lead"))
        )
        let share = try await anna.call(
            Shares.Create.self,
            .init(relationship: relationship.id, subject: .opportunity, opportunity: job.id)
        )
        return (job.id, share.id)
    }

    private static func read(
        _ job: ID<Opportunity>,
        by reader: ServerCaller,
        into readings: Readings
    ) async throws {
        while !readings.isEnough, !Task.isCancelled {
            let began = ContinuousClock.now
            var succeeded = true
            do {
                try await reader.call(Opportunities.Get.self, .init(id: job))
            } catch let error as RPCError where error.data?.kind == "not_found" {
                succeeded = false
            }
            readings.add(Reading(began: began, succeeded: succeeded))
        }
    }

    private func receipts(of anna: ServerCaller) async throws -> Int {
        var count = 0
        var cursor: String?
        repeat {
            let page = try await anna.call(
                Shares.ListReceipts.self,
                .init(limit: PageLimits.maximum, cursor: cursor)
            )
            count += page.items.count
            cursor = page.nextCursor
        } while cursor != nil
        return count
    }
}
