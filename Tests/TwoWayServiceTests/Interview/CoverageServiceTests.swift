import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct CoverageServiceTests {
    @Test func `everything is open at first`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let coverage = try await world.coverage()
            #expect(coverage.opportunity == world.scene.opportunity.id)
            #expect(coverage.prioritySet == world.prioritySet.id)
            #expect(coverage.priorities.map(\.key) == [world.training, world.pace])
            #expect(coverage.priorities.map(\.weight) == [0.75, 0.25])
            #expect(coverage.priorities.map(\.vital) == [true, true])
            #expect(coverage.priorities.allSatisfy { $0.askings.isEmpty && !$0.planned })
            #expect(
                coverage.topics == [
                    TopicCoverage(library: world.library.id, topic: "The job itself", asked: false, planned: false)
                ]
            )
            #expect(coverage.unprepared == [])
            #expect(coverage.openMustAsks == [])
            let words = coverage.warnings.map(\.message)
            #expect(words.contains("Pace is vital and has not been put to the future supervisor."))
            #expect(words.contains("Pace is vital and has been put to nobody."))
            #expect(words.contains("Nothing was asked yet about a general topic: The job itself."))
        }
    }

    @Test func `whom a priority was put to is told with role, round and outcome`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let item = try await world.scene.save([.init(source: try world.source())], of: world.interview).items[0]
            #expect(try await world.coverage().priorities.map(\.planned) == [true, false])
            #expect(try await world.coverage().topics.map(\.planned) == [true])
            try await world.scene.record(
                [
                    try .asked(world.scene.peer, item: item, outcome: .declined),
                    try .asked(world.scene.manager, item: item, outcome: .partial),
                ],
                in: world.interview
            )
            let coverage = try await world.coverage()
            let training = coverage.priorities[0]
            #expect(Set(training.askings.map(\.person)) == [world.scene.peer.id, world.scene.manager.id])
            let boss = try #require(training.askings.first { $0.person == world.scene.manager.id })
            #expect(boss.futureSupervisor)
            #expect(boss.role == .hiringManager)
            #expect(boss.round == 1)
            #expect(boss.outcome == .partial)
            #expect(boss.interview == world.interview.id)
            #expect(training.answeredByFutureSupervisor)
            #expect(training.putToTwoPeople)
            #expect(training.isCovered)
            #expect(coverage.topics.map(\.asked) == [true])
            #expect(coverage.priorities[1].askings == [])
            #expect(coverage.warnings.allSatisfy { $0.path == "priorities[1]" })
        }
    }

    @Test func `interviews within 48 hours without a question are told`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            func interview(_ title: String, in hours: Int) async throws -> Interview {
                try await world.candidate.call(
                    Interviews.Create.self,
                    .init(
                        opportunity: world.scene.opportunity.id,
                        title: try Title(title),
                        format: .phone,
                        scheduledStart: Timestamp.now() + .seconds(hours * 3600)
                    )
                )
            }
            let near = try await interview("Near", in: 47)
            _ = try await interview("Far", in: 49)
            let calledOff = try await interview("Called off", in: 1)
            _ = try await world.scene.advance(calledOff, to: .cancelled)
            let ready = try await interview("Ready", in: 2)
            _ = try await world.scene.save([try .own()], of: ready)
            let dropped = try await interview("Dropped", in: 3)
            _ = try await world.scene.save([.init(text: try Line("A?"), dropReason: try Line("No"))], of: dropped)
            let coverage = try await world.coverage()
            #expect(coverage.unprepared.map(\.interview) == [dropped.id, near.id])
            #expect(coverage.warnings.prefix(2).map(\.path) == ["unprepared[0]", "unprepared[1]"])
            #expect(coverage.warnings[1].message == "Near starts within 48 hours and has no question to ask.")
        }
    }

    @Test func `a must-ask that was left is open until it has a place`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let (earlier, left) = try await world.leftOver()
            let coverage = try await world.coverage()
            #expect(
                coverage.openMustAsks == [
                    UnaskedMustAsk(
                        item: left.id,
                        interview: earlier.id,
                        round: earlier.round,
                        text: left.text,
                        priorities: [world.pace]
                    )
                ]
            )
            _ = try await world.scene.save([.init(carriedFrom: left.id)], of: world.interview)
            #expect(try await world.coverage().openMustAsks == [])
        }
    }

    @Test func `without a set and a supervisor there is something to say all the same`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let coverage = try await scene.candidate.call(Coverages.Get.self, .init(id: scene.opportunity.id))
            #expect(coverage.prioritySet == nil)
            #expect(coverage.priorities == [])
            #expect(coverage.warnings.map(\.path) == ["prioritySet", "futureSupervisor"])
        }
    }

    @Test func `somebody else's opportunity and a missing one look the same`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let other = try await InterviewScene(service, name: "ben")
            let foreign = try await world.candidate.refusal(Coverages.Get.self, .init(id: other.opportunity.id))
            let missing = try await world.candidate.refusal(Coverages.Get.self, .init(id: unknown()))
            #expect(foreign == missing)
            #expect(foreign.contains("not_found"))
        }
    }
}
