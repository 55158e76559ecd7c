import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayService
import TwoWayTestSupport

@Suite struct EventServiceTests {
    /// Tells an account so many things, each in a transaction of its own.
    private func tell(_ client: TestClient, _ count: Int, in service: TestService) async throws {
        let account = try client.account.id
        for _ in 0..<count {
            try await service.database.sql(
                """
                SELECT sec.tell('\(account)', 'coach', 'relationship_active', 'relationship', gen_random_uuid(), NULL)
                """
            )
        }
    }

    private func changeTitle(_ scene: Scene, to title: String) async throws {
        let opportunity = try await scene.candidate.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
        _ = try await scene.candidate.call(
            Opportunities.Update.self,
            .init(id: scene.opportunity.id, revision: try #require(opportunity.revision), title: try Title(title))
        )
    }

    @Test func `each side is told what the other one does, with the names that it may read`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let relationship = try await scene.relationship(with: kim)
            let share = try await scene.share(.opportunity, [.overview], in: relationship)
            _ = try await kim.call(Opportunities.Get.self, .init(id: scene.opportunity.id))
            try await changeTitle(scene, to: "Lead engineer")

            let told = try await kim.call(Events.List.self, .init()).items
            #expect(told.map(\.kind) == [.opportunityChanged, .shareGranted, .relationshipInvited])
            #expect(told.map(\.seq) == [3, 2, 1])
            #expect(told.allSatisfy { $0.side == .coach && $0.otherName?.text == "Anna" && !$0.read })
            // To read the title of what is shared would leave a receipt.
            #expect(told.allSatisfy { $0.title == nil })
            #expect(told[1].subject.id.rawValue == share.id.rawValue)

            let own = try await scene.candidate.call(Events.List.self, .init()).items
            #expect(own.map(\.kind) == [.shareRead, .relationshipActive])
            #expect(own.map(\.otherName?.text) == ["Kim", "Kim"])
            #expect(own[0].title?.text == "Lead engineer")
            #expect(try await scene.candidate.call(Shares.ListReceipts.self, .init()).items.count == 1)
        }
    }

    @Test func `the inbox comes in pages, knows what is read, and can leave that out`() async throws {
        try await TestService.with { service in
            let kim = try await service.signUp("kim", roles: [.coach])
            #expect(try await kim.call(Events.Acknowledge.self, .init(upTo: 4)) == .init(read: 0, last: 0))
            try await tell(kim, 5, in: service)
            let first = try await kim.call(Events.List.self, .init(limit: 3))
            #expect(first.items.map(\.seq) == [5, 4, 3])
            let second = try await kim.call(Events.List.self, .init(limit: 3, cursor: first.nextCursor))
            #expect(second.items.map(\.seq) == [2, 1] && second.nextCursor == nil)

            #expect(try await kim.call(Events.Acknowledge.self, .init(upTo: 3)) == .init(read: 3, last: 5))
            #expect(try await kim.call(Events.Acknowledge.self, .init(upTo: 1)) == .init(read: 3, last: 5))
            let all = try await kim.call(Events.List.self, .init()).items
            #expect(all.map(\.read) == [false, false, true, true, true])
            let unread = try await kim.call(Events.List.self, .init(unreadOnly: true)).items
            #expect(unread.map(\.seq) == [5, 4])
            #expect(try await kim.call(Events.Acknowledge.self, .init(upTo: .max)) == .init(read: 5, last: 5))
            await expectInvalid("params.upTo") { _ = try await kim.call(Events.Acknowledge.self, .init(upTo: -1)) }
        }
    }

    @Test func `what follows a subscription comes in order, from where one is and then as it happens`() async throws {
        try await TestService.with { service in
            try await service.delivering {
                let kim = try await service.signUp("kim", roles: [.coach])
                try await tell(kim, 4, in: service)
                let answer = try await kim.call(Events.Subscribe.self, .init(since: 1))
                #expect(answer == .init(since: 1, first: 1, last: 4, heartbeatSeconds: 60))
                try await eventually { try kim.pushed.events.count == 3 }
                try await tell(kim, 3, in: service)
                try await eventually { try kim.pushed.events.count == 6 }
                #expect(try kim.pushed.events.map(\.seq) == Array(2...7))
            }
        }
    }

    @Test func `without a number one hears only what is still to come`() async throws {
        try await TestService.with { service in
            try await service.delivering {
                let kim = try await service.signUp("kim", roles: [.coach])
                #expect(try await kim.call(Events.Subscribe.self, .init()).since == 0)
                try await tell(kim, 2, in: service)
                try await eventually { try kim.pushed.events.count == 2 }
                #expect(try await kim.call(Events.Subscribe.self, .init()).since == 2)
                try await tell(kim, 1, in: service)
                try await eventually { try kim.pushed.events.count == 3 }
                #expect(try kim.pushed.events.map(\.seq) == [1, 2, 3])
                await expectInvalid("params.since") { _ = try await kim.call(Events.Subscribe.self, .init(since: 4)) }
                await expectInvalid("params.since") { _ = try await kim.call(Events.Subscribe.self, .init(since: -1)) }
            }
        }
    }

    @Test func `a long log comes in stretches, each when the one before was taken`() async throws {
        var limits = EventDesk.Limits()
        limits.page = 3
        try await TestService.with(events: limits) { service in
            try await service.delivering {
                let kim = try await service.signUp("kim", roles: [.coach])
                try await tell(kim, 10, in: service)
                kim.pushed.makeRoom(for: 3)
                _ = try await kim.call(Events.Subscribe.self, .init(since: 0))
                try await eventually { try kim.pushed.events.count == 3 }
                kim.pushed.makeRoom(for: nil)
                try await eventually { try kim.pushed.events.count == 10 }
                #expect(try kim.pushed.events.map(\.seq) == Array(1...10))
            }
        }
    }

    @Test func `a reader that takes nothing more is told where to go on, and goes on there`() async throws {
        try await TestService.with { service in
            try await service.delivering {
                let kim = try await service.signUp("kim", roles: [.coach])
                try await tell(kim, 5, in: service)
                kim.pushed.makeRoom(for: 2)
                _ = try await kim.call(Events.Subscribe.self, .init(since: 0))
                try await eventually { try kim.pushed.events.count == 2 }
                kim.pushed.makeRoom(for: nil)
                try await eventually { try kim.pushed.notices.count == 3 }
                #expect(try kim.pushed.notices.last == .lagged(.init(next: 3, reason: .slow)))
                try await eventually { service.events.subscriptionCount == 0 }
                try await tell(kim, 1, in: service)
                _ = try await kim.call(Events.Subscribe.self, .init(since: 2))
                try await eventually { try kim.pushed.events.count == 6 }
                #expect(try kim.pushed.events.map(\.seq) == Array(1...6))
            }
        }
    }

    @Test func `whoever comes back after what is kept learns what is left`() async throws {
        try await TestService.with { service in
            try await service.delivering {
                let kim = try await service.signUp("kim", roles: [.coach])
                try await tell(kim, 4, in: service)
                try await service.database.sql(
                    "UPDATE tw.event SET at = now() - interval '31 days' WHERE seq < 3; SELECT sec.sweep_events()"
                )
                #expect(try await kim.call(Events.Subscribe.self, .init(since: 1)).first == 3)
                try await eventually { try !kim.pushed.notices.isEmpty }
                #expect(try kim.pushed.notices == [.lagged(.init(next: 3, reason: .forgotten))])
                _ = try await kim.call(Events.Subscribe.self, .init(since: 2))
                try await eventually { try kim.pushed.events.count == 2 }
                #expect(try kim.pushed.events.map(\.seq) == [3, 4])
            }
        }
    }

    @Test func `notifications look on the wire as the contract says`() async throws {
        var limits = EventDesk.Limits()
        limits.heartbeat = .milliseconds(1)
        limits.look = .milliseconds(20)
        try await TestService.with(events: limits) { service in
            try await service.delivering {
                let kim = try await service.signUp("kim", roles: [.coach])
                _ = try await kim.call(Events.Subscribe.self, .init())
                try await eventually { !kim.pushed.lines.isEmpty }
                #expect(kim.pushed.lines[0] == #"{"jsonrpc":"2.0","method":"event.heartbeat","params":{"upTo":0}}"#)
                let id = "019a0000-0000-7000-8000-000000000001"
                try await service.database.sql(
                    """
                    SELECT sec.tell('\(try kim.account.id)', 'coach', 'relationship_active', 'relationship', '\(id)', '\(id)');
                    """
                )
                try await eventually { try kim.pushed.events.count == 1 }
                let at = try #require(try kim.pushed.events.first).at.text
                let line = try #require(kim.pushed.lines.first { $0.contains("event.notify") })
                let expected = #"""
                    {"jsonrpc":"2.0","method":"event.notify","params":{"seq":1,"at":"\#(at)","side":"coach",\#
                    "kind":"relationship_active","subject":{"kind":"relationship","id":"\#(id)"},"other":"\#(id)",\#
                    "read":false}}
                    """#
                #expect(line == expected)
            }
        }
    }
}
