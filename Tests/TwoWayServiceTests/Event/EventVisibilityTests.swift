import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayService
import TwoWayTestSupport

/// R18 for what is pushed: who has lost a right or a session hears nothing more, also of what was told before.
@Suite struct EventVisibilityTests {
    /// Looks often, so that a test waits for no wake-up that does not come.
    private static var eager: EventDesk.Limits {
        var limits = EventDesk.Limits()
        limits.look = .milliseconds(50)
        limits.heartbeat = .milliseconds(50)
        return limits
    }

    private func change(_ scene: Scene, _ location: String) async throws {
        let opportunity = try await scene.candidate.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
        _ = try await scene.candidate.call(
            Opportunities.Update.self,
            .init(
                id: scene.opportunity.id,
                revision: try #require(opportunity.revision),
                location: .set(try Title(location))
            )
        )
    }

    /// Waits until everything up to a number was sent or passed over.
    private func settled(_ client: TestClient, upTo seq: Int) async throws {
        try await eventually {
            try client.pushed.notices.contains { notice in
                if case .heartbeat(let upTo) = notice { upTo >= seq } else { false }
            }
        }
    }

    @Test func `events of a revoked share are not delivered, nor those that were written before`() async throws {
        try await TestService.with(events: Self.eager) { service in
            try await service.delivering {
                let scene = try await Scene("anna", in: service)
                let kim = try await Scene.coach("kim", in: service)
                let relationship = try await scene.relationship(with: kim)
                let share = try await scene.share(.opportunity, [.posting], in: relationship)
                try await change(scene, "Berlin")
                _ = try await scene.candidate.call(Shares.Revoke.self, .init(id: share.id))
                try await change(scene, "Hamburg")

                let last = try await kim.call(Events.Subscribe.self, .init(since: 0)).last
                #expect(last == 4)
                try await settled(kim, upTo: last)
                #expect(try kim.pushed.events.map(\.kind) == [.relationshipInvited, .shareRevoked])
                #expect(try kim.pushed.events.map(\.seq) == [1, 4])
                let listed = try await kim.call(Events.List.self, .init()).items
                #expect(listed.map(\.kind) == [.shareRevoked, .relationshipInvited])
            }
        }
    }

    @Test func `a paused relationship holds back what hangs on its shares, and gives it free again`() async throws {
        try await TestService.with(events: Self.eager) { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            _ = try await scene.share(.opportunity, [.posting], in: relationship)
            try await change(scene, "Berlin")
            let all = try await kim.call(Events.List.self, .init()).items.map(\.kind)
            #expect(all == [.opportunityChanged, .shareGranted, .relationshipInvited])
            func move(to status: String) async throws {
                try await service.database.sql(
                    """
                    UPDATE tw.relationship SET status = '\(status)',
                        candidate_paused_at = CASE '\(status)' WHEN 'paused' THEN now() END
                    WHERE id = '\(relationship.id)'
                    """
                )
            }
            try await move(to: "paused")
            let left = try await kim.call(Events.List.self, .init()).items.map(\.kind)
            #expect(left == [.relationshipPaused, .relationshipInvited])
            try await move(to: "active")
            let again = try await kim.call(Events.List.self, .init()).items.map(\.kind)
            #expect(again == [.relationshipActive, .relationshipPaused] + all)
        }
    }

    @Test func `a revoked session hears that it is over and nothing more`() async throws {
        try await TestService.with(events: Self.eager) { service in
            try await service.delivering {
                let kim = try await service.signUp("kim", roles: [.coach])
                let other = service.connect()
                _ = try await other.hello(token: try kim.token)
                _ = try await other.call(Events.Subscribe.self, .init())
                try await eventually { service.events.subscriptionCount == 1 }
                let session = try #require(kim.conversation.credentials.signedIn).session
                _ = try await kim.call(Sessions.Revoke.self, .init(id: session))
                try await service.database.sql(
                    """
                    SELECT sec.tell('\(try kim.account.id)', 'coach', 'relationship_active', 'relationship', gen_random_uuid(), NULL)
                    """
                )
                try await eventually { try other.pushed.notices.contains(.ended) }
                #expect(try other.pushed.events.isEmpty)
                #expect(try other.pushed.notices.last == .ended)
                #expect(service.events.subscriptionCount == 0)
            }
        }
    }

    @Test func `a connection that changes hands hears nothing of its former owner`() async throws {
        try await TestService.with(events: Self.eager) { service in
            try await service.delivering {
                let kim = try await service.signUp("kim", roles: [.coach])
                let lee = try await service.signUp("lee", roles: [.coach])
                _ = try await kim.call(Events.Subscribe.self, .init())
                #expect(service.events.subscriptionCount == 1)
                _ = try await kim.hello(token: try lee.token)
                #expect(service.events.subscriptionCount == 0)
                let heard = kim.pushed.lines.count
                try await service.database.sql(
                    """
                    SELECT sec.tell('\(try kim.account.id)', 'coach', 'relationship_active', 'relationship', gen_random_uuid(), NULL)
                    """
                )
                // Lee hears in her own name; by then Kim's event would have come as well.
                _ = try await kim.call(Events.Subscribe.self, .init())
                try await eventually { kim.pushed.lines.count > heard }
                #expect(try kim.pushed.events.isEmpty)
            }
        }
    }

    @Test func `an account with both roles hears of both, in one order`() async throws {
        try await TestService.with { service in
            try await service.delivering {
                let both = try await service.signUp("both", roles: [.candidate, .coach])
                let account = try both.account.id
                for number in 1...20 {
                    let side = number.isMultiple(of: 3) ? "coach" : "candidate"
                    try await service.database.sql(
                        """
                        SELECT sec.tell('\(account)', '\(side)', 'relationship_active', 'relationship', gen_random_uuid(), NULL)
                        """
                    )
                }
                _ = try await both.call(Events.Subscribe.self, .init(since: 0))
                try await eventually { try both.pushed.events.count == 20 }
                #expect(try both.pushed.events.map(\.seq) == Array(1...20))
                let listed = try await both.call(Events.List.self, .init(limit: 7))
                #expect(listed.items.map(\.seq) == Array((14...20).reversed()) && listed.nextCursor != nil)
            }
        }
    }
}
