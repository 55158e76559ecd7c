import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

struct PlanSuggestTests {
    @Test func `what the library asks about what matters is suggested to whoever knows best`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let suggestion = try await world.suggest()
            #expect(suggestion.interview == world.interview.id)
            #expect(suggestion.minutes == 15)
            #expect(suggestion.suggestedMinutes == 10)
            #expect(suggestion.findings == [])
            #expect(suggestion.items.map(\.source?.questionKey.text) == ["last-week", "predecessor"])
            let first = try #require(suggestion.items.first)
            // 0.75 * 1 * 0.9 * 0.9 * 0.8, and 0.05 * 0.9 * 0.9 * 0.8 for the general topic that it opens.
            #expect(abs(first.gain - 0.8 * 0.81 * 0.8) < 1e-9)
            #expect(first.origin == .suggested)
            #expect(first.person == world.scene.manager.id)
            #expect(first.personName == world.scene.manager.name)
            #expect(first.priorities == [world.training])
            #expect(first.doubts.map(\.kind) == [.openPriority, .generalTopic])
            #expect(first.reason.hasPrefix("Nothing is known yet about"))
            // It stored nothing.
            #expect(try await world.scene.plan(of: world.interview).revision == 0)
            #expect(try await world.suggest() == suggestion)
        }
    }

    @Test func `what is taken over is not suggested again, and is marked as suggested`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let entries = try await world.suggest().items.map { item in
                Plans.Save.Entry(
                    source: item.source,
                    suggested: true,
                    text: item.text,
                    targetPerson: item.person,
                    minutes: item.minutes,
                    priorities: item.priorities
                )
            }
            let plan = try await world.scene.save(entries, of: world.interview)
            #expect(plan.items.map(\.origin) == [.suggested, .suggested])
            #expect(plan.items.allSatisfy { $0.source != nil && $0.hints != nil })
            let more = try await world.suggest()
            #expect(more.minutes == 5)
            #expect(more.items == [])
        }
    }

    @Test func `one's own questions, wordings and links count, hidden and dormant ones do not`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let own = try await world.own(priorities: [world.pace])
            try await world.lay("own_text = 'In my words?'")
            try await world.lay("hidden = true", over: "predecessor")
            let items = try await world.suggest().items
            #expect(items.map(\.text.text) == ["In my words?", "Who taught the last newcomer?"])
            #expect(items[1].ownQuestion == own.id)
            #expect(items[1].minutes == 7)
            // It is for peers.
            #expect(items[1].person == world.scene.peer.id)
            try await world.lay("own_text = NULL, state = 'dormant'")
            #expect(try await world.suggest().items.map(\.ownQuestion) == [own.id])
        }
    }

    @Test func `minutes may be given, from 0 to a day`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            #expect(try await world.suggest(minutes: 5).items.count == 1)
            #expect(try await world.suggest(minutes: 4).items.count == 0)
            #expect(try await world.suggest(minutes: 0).findings.map(\.path) == ["minutes"])
            for minutes in [-1, 1441] {
                await expectInvalid("params.minutes") { _ = try await world.suggest(minutes: minutes) }
            }
        }
    }

    @Test func `what was answered by one is asked of another, and what research answers is not`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let earlier = try await world.scene.interview(title: "Before")
            let item = try await world.scene.save([.init(source: try world.source())], of: earlier).items[0]
            try await world.scene.record(
                [try .asked(world.scene.manager, item: item, answer: "So and so")],
                in: earlier
            )
            let items = try await world.suggest().items
            let again = try #require(items.first { $0.source?.questionKey.text == "last-week" })
            #expect(again.person == world.scene.peer.id)
            func note(_ fate: AnsweredQuestion.Fate, _ sharper: String? = nil) async throws {
                _ = try await world.candidate.call(
                    Research.Create.self,
                    .init(
                        organisation: world.scene.organisation.id,
                        source: try Title("Web site"),
                        sourceClass: .published,
                        foundOn: Day(daysSince1970: 20000),
                        body: try Prose("It says so."),
                        question: AnsweredQuestion(
                            library: world.library.id,
                            questionKey: try Slug("predecessor"),
                            fate: fate,
                            sharpenedText: try sharper.map { try Line($0) }
                        )
                    )
                )
            }
            try await note(.sharpened, "Why did they leave after a year?")
            #expect(try await world.suggest().items.map(\.text.text).contains("Why did they leave after a year?"))
            try await note(.answered)
            let keys = try await world.suggest().items.compactMap(\.source?.questionKey.text)
            #expect(keys == ["last-week"])
        }
    }

    @Test func `an unverified belief comes with a question for its priority`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let belief = try await world.belief()
            let pace = try await world.belief(about: world.pace, "Calm")
            let items = try await world.suggest().items
            let first = try #require(items.first { $0.belief == belief.id })
            #expect(first.origin == .belief)
            #expect(first.source != nil)
            let second = try #require(items.first { $0.belief == pace.id })
            #expect(second.origin == .belief)
            // Planned, it is settled as far as planning goes.
            _ = try await world.scene.save(
                [.init(source: first.source, belief: belief.id)],
                of: world.interview
            )
            #expect(try await world.suggest().items.map(\.belief).contains(belief.id) == false)
        }
    }

    @Test func `a must-ask that was left over comes first`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let (_, left) = try await world.leftOver()
            let first = try #require(try await world.suggest().items.first)
            #expect(first.carriedFrom == left.id)
            #expect(first.origin == .carried)
            #expect(first.mustAsk)
            #expect(first.minutes == 4)
            #expect(first.reason.hasPrefix("You wanted to ask this without fail"))
            _ = try await world.scene.save([.init(carriedFrom: left.id)], of: world.interview)
            #expect(try await world.suggest().items.allSatisfy { $0.carriedFrom == nil })
        }
    }

    @Test func `a must-ask of an interview that was called off is left over, too`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let other = try await world.scene.interview(title: "Called off")
            _ = try await world.scene.save([try .own("Still open?", mustAsk: true)], of: other)
            #expect(try await world.suggest().items.allSatisfy { $0.carriedFrom == nil })
            _ = try await world.scene.advance(other, to: .cancelled)
            #expect(try await world.suggest().items.first?.text.text == "Still open?")
        }
    }

    @Test func `two who disagree and an unknown must-have are said`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            for (person, rating) in [(world.scene.manager, 5), (world.scene.peer, 2)] {
                let asking = try Capture.Record.Entry.asked(person, text: "How was it?", answer: "So")
                try await world.scene.record([asking], in: world.interview)
                _ = try await world.candidate.call(
                    EvidenceRatings.Rate.self,
                    .init(
                        opportunity: world.scene.opportunity.id,
                        priority: world.training,
                        scope: .job,
                        rating: rating,
                        origin: .answer,
                        answer: asking.answer?.id
                    )
                )
            }
            let first = try #require(try await world.suggest().items.first)
            #expect(first.doubts.map(\.kind).contains(.contradiction))
            #expect(first.reason.contains("Two sources disagree about"))
            #expect(!first.reason.contains(world.scene.peer.name.text))
        }
    }

    @Test func `without a set, a library or people it says what is missing`() async throws {
        try await TestService.with { service in
            let scene = try await InterviewScene(service)
            let interview = try await scene.interview(interviewers: [])
            let suggestion = try await scene.candidate.call(Plans.Suggest.self, .init(interview: interview.id))
            #expect(suggestion.items == [])
            #expect(suggestion.findings.map(\.path) == ["priorities", "interviewers", "questions"])
        }
    }

    @Test func `an interview that is over, somebody else's and a missing one have no suggestions`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let other = try await PlanScene(service, name: "ben", coach: "kay")
            let over = try await world.scene.advance(
                try await world.scene.interview(title: "Missed"),
                to: .noShow
            )
            await expectFailure(.invalidState) { _ = try await world.suggest(over) }
            let foreign = try await world.candidate.refusal(Plans.Suggest.self, .init(interview: other.interview.id))
            let missing = try await world.candidate.refusal(Plans.Suggest.self, .init(interview: unknown()))
            #expect(foreign == missing)
            #expect(foreign.contains("not_found"))
        }
    }

    @Test func `a coach is no candidate`() async throws {
        try await TestService.with { service in
            let world = try await PlanScene(service)
            let coach = try await service.signUp("lou", roles: [.coach])
            await expectFailure(.forbidden) {
                _ = try await coach.call(Plans.Suggest.self, .init(interview: world.interview.id))
            }
            await expectFailure(.forbidden) {
                _ = try await coach.call(Coverages.Get.self, .init(id: world.scene.opportunity.id))
            }
        }
    }
}
