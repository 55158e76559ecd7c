import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

extension Scene {
    /// Something believed of a priority of the set.
    func belief(
        on priority: Int = 1,
        _ scope: Scope = .supervisor,
        expected: Int = 4,
        statement: String = "Known for its training"
    ) async throws -> Belief {
        try await candidate.call(
            Beliefs.Create.self,
            .init(
                opportunity: opportunity.id,
                priority: set.priorities[priority].key,
                statement: try Line(statement),
                basis: try Prose("A friend said so."),
                scope: scope,
                expected: expected
            )
        )
    }

    func read(_ belief: Belief) async throws -> BeliefView {
        try await candidate.call(Beliefs.Get.self, .init(id: belief.id))
    }

    func state(of belief: Belief) async throws -> Belief.State {
        try await read(belief).belief.state
    }

    /// Rates what no answer tells.
    @discardableResult
    func rate(
        _ rating: Int,
        on priority: Int = 1,
        _ scope: Scope = .supervisor,
        source: SourceClass = .observation,
        specificity: Specificity = .example,
        of opportunity: ID<Opportunity>? = nil
    ) async throws -> Evidence {
        try await candidate.call(
            EvidenceRatings.Rate.self,
            .init(
                opportunity: opportunity ?? self.opportunity.id,
                priority: set.priorities[priority].key,
                scope: scope,
                rating: rating,
                origin: source == .observation ? .observation : .research,
                sourceClass: source,
                specificity: specificity
            )
        )
    }

    /// Another job of the same search.
    func another(_ title: String, of employer: ID<Organisation>? = nil) async throws -> Opportunity {
        try await candidate.call(
            Opportunities.Create.self,
            .init(jobSearch: search.id, organisation: employer ?? organisation.id, title: try Title(title))
        )
    }

    /// A plan with one question that is to check a belief.
    func plan(_ belief: Belief, in interview: Interview, service: TestService) async throws -> Plan {
        let plan = try await candidate.call(
            Plans.Save.self,
            .init(interview: interview.id, revision: 0, items: [.init(text: try Line("How was it the last time?"))])
        )
        try await service.database.sql(
            "UPDATE tw.plan_item SET belief_id = '\(belief.id)' WHERE id = '\(plan.items[0].id)'"
        )
        try await refresh(belief)
        return plan
    }

    /// Has the belief settled anew, as every writer of evidence and plans does.
    func refresh(_ belief: Belief) async throws {
        let current = try await read(belief).belief
        _ = try await candidate.call(Beliefs.Update.self, .init(id: belief.id, revision: current.revision))
    }
}

extension TestService {
    /// How many rows each table of a person's data has, without those that are kept for retries.
    func rowCounts(of owner: TestClient) async throws -> [String: Int] {
        let tables = try await database.sql(
            """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'owner_id'
            WHERE c.relnamespace = 'tw'::regnamespace AND c.relkind = 'r' AND c.relname <> 'idempotency'
            """
        ).compactMap { $0[0] }
        var counts: [String: Int] = [:]
        for table in tables {
            let rows = try await database.sql(
                "SELECT count(*) FROM tw.\"\(table)\" WHERE owner_id = '\(try owner.account.id)'"
            )
            counts[table] = rows[0][0].flatMap { Int($0) } ?? 0
        }
        return counts.filter { $0.value > 0 }
    }
}
