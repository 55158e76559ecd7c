import Testing

@testable import TwoWayModel

/// DOMAIN 5.4: what settles a belief, what merely suggests something, and what is opened.
struct BeliefTests {
    private func belief(
        _ scope: Scope = .supervisor,
        expected: Int = 4,
        state: Belief.State = .unverified
    ) throws -> Belief {
        Belief(
            id: .numbered(1),
            opportunity: .numbered(1),
            priority: .numbered(1),
            statement: try Line("Known for its training"),
            scope: scope,
            expected: expected,
            state: state,
            dismissReason: state == .dismissed ? try Line("No longer of interest") : nil,
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
    }

    @Test(
        arguments: [
            (1, .contradicted), (2, .contradicted), (3, .confirmed), (4, .confirmed), (5, .confirmed),
        ] as [(Int, Belief.State)]
    )
    func `a rating within one confirms what was expected, one further off contradicts it`(
        rating: Int,
        state: Belief.State
    ) throws {
        let evidence = [try Evidence.sample(1, .futureSupervisor, rating, scope: .supervisor)]
        #expect(try belief().state(from: evidence, isPlanned: false) == state)
        #expect(try belief().state(from: evidence, isPlanned: true) == state)
    }

    @Test func `every distance settles as the rule says, for every expectation`() throws {
        for expected in 1...5 {
            for rating in 1...5 {
                let evidence = [try Evidence.sample(1, .observation, rating, scope: .supervisor)]
                let state = try belief(expected: expected).state(from: evidence, isPlanned: false)
                #expect(state == (abs(rating - expected) >= 2 ? .contradicted : .confirmed))
            }
        }
    }

    @Test func `both present is mixed, in whichever order and however often`() throws {
        let agreeing = try Evidence.sample(1, .futureSupervisor, 5, scope: .supervisor)
        let disagreeing = try Evidence.sample(2, .peer, 2, scope: .supervisor)
        for evidence in [[agreeing, disagreeing], [disagreeing, agreeing], [agreeing, agreeing, disagreeing]] {
            #expect(try belief().state(from: evidence, isPlanned: false) == .mixed)
        }
    }

    @Test func `without evidence it is planned or unverified, and a dismissed one stays so`() throws {
        let evidence = [try Evidence.sample(1, .futureSupervisor, 4, scope: .supervisor)]
        for state in Belief.State.allCases where state != .dismissed {
            #expect(try belief(state: state).state(from: [], isPlanned: false) == .unverified)
            #expect(try belief(state: state).state(from: [], isPlanned: true) == .planned)
            #expect(try belief(state: state).state(from: evidence, isPlanned: true) == .confirmed)
        }
        #expect(try belief(state: .dismissed).state(from: evidence, isPlanned: true) == .dismissed)
        #expect(try belief(state: .dismissed).state(from: [], isPlanned: false) == .dismissed)
    }

    @Test func `wider evidence suggests and narrower says nothing, however strong`() throws {
        let scopes: [Scope] = [.organisation, .function, .supervisor, .job]
        for (width, of) in scopes.enumerated() {
            for (place, scope) in scopes.enumerated() {
                let belief = try belief(of)
                let evidence = try Evidence.sample(1, .writtenOffer, 4, scope: scope)
                #expect(belief.isSettled(by: evidence) == (place == width))
                #expect(belief.isSuggested(by: evidence) == (place < width))
                #expect(scope.isWider(than: of) == (place < width))
                #expect((belief.state(from: [evidence], isPlanned: false) == .confirmed) == (place == width))
            }
        }
    }

    @Test func `weak evidence at its own scope suggests, from a strength of one half it settles`() throws {
        var evidence = try Evidence.sample(1, .hearsay, 1, scope: .supervisor)
        let belief = try belief()
        for (strength, settles) in [(0.0, false), (0.4999, false), (0.5, true), (1, true)] {
            evidence.strength = strength
            #expect(belief.isSettled(by: evidence) == settles)
            #expect(belief.isSuggested(by: evidence) != settles)
            #expect(belief.state(from: [evidence], isPlanned: true) == (settles ? .contradicted : .planned))
        }
        // Of the table: a recruiter never settles what holds for the boss, a peer with a general statement does not.
        #expect(try !belief.isSettled(by: .sample(1, .recruiter, 4, scope: .supervisor)))
        #expect(try !belief.isSettled(by: .sample(1, .peer, 4, specificity: .general, scope: .supervisor)))
        #expect(try belief.isSettled(by: .sample(1, .peer, 4, specificity: .practice, scope: .supervisor)))
        #expect(try self.belief(.organisation).isSettled(by: .sample(1, .recruiter, 4, scope: .organisation)))
    }

    @Test func `evidence on another priority or another opportunity is none`() throws {
        let belief = try belief()
        var other = try Evidence.sample(1, priority: 2, .writtenOffer, 4, scope: .supervisor)
        #expect(!belief.isSettled(by: other) && !belief.isSuggested(by: other))
        other.priority = belief.priority
        other.opportunity = .numbered(2)
        #expect(!belief.isSettled(by: other) && !belief.isSuggested(by: other))
        let wide = try Evidence.sample(2, .recruiter, 5, scope: .organisation)
        let own = try Evidence.sample(3, .peer, 5, scope: .supervisor)
        let view = BeliefView(belief, evidence: [other, wide, own])
        #expect(view.settledBy == [own] && view.suggests == [wide])
    }

    @Test func `the state does not depend on the order, and evidence that suggests never moves it`() throws {
        var random = SeededGenerator(seed: 54)
        for _ in 0..<500 {
            let belief = try belief(
                Scope.allCases.randomElement(using: &random) ?? .job,
                expected: .random(in: 1...5, using: &random)
            )
            let evidence = try (0..<Int.random(in: 0...6, using: &random)).map { number in
                try Evidence.sample(
                    UInt32(number),
                    SourceClass.allCases.randomElement(using: &random) ?? .peer,
                    .random(in: 1...5, using: &random),
                    specificity: Specificity.allCases.randomElement(using: &random) ?? .general,
                    scope: Scope.allCases.randomElement(using: &random) ?? .job
                )
            }
            let state = belief.state(from: evidence, isPlanned: false)
            #expect(belief.state(from: evidence.shuffled(using: &random), isPlanned: false) == state)
            #expect(belief.state(from: evidence.filter(belief.isSettled(by:)), isPlanned: false) == state)
            #expect(state.isSettled == evidence.contains(where: belief.isSettled(by:)))
            let view = BeliefView(belief, evidence: evidence)
            #expect(Set(view.settledBy).isDisjoint(with: view.suggests))
        }
    }

    @Test func `evidence on the whole organisation opens a belief where it depends on the boss`() throws {
        var priority = try Priority.sample()
        for scope in Scope.allCases {
            let evidence = try Evidence.sample(7, .published, 4, scope: scope)
            priority.bossDependent = false
            #expect(Belief(openedBy: evidence, on: priority, id: .numbered(9)) == nil)
            priority.bossDependent = true
            let opened = Belief(openedBy: evidence, on: priority, id: .numbered(9))
            #expect((opened != nil) == (scope == .organisation))
            guard let opened else { continue }
            #expect(opened.scope == .supervisor && opened.expected == 4 && opened.state == .unverified)
            #expect(opened.openedBy == evidence.id && opened.opportunity == evidence.opportunity)
            #expect(opened.isSuggested(by: evidence) && !opened.isSettled(by: evidence))
            #expect(
                opened.basis?.text == """
                    The organisation as a whole was rated 4 of 5 by what a published source said. \
                    This depends on the boss: ask the future supervisor.
                    """
            )
        }
    }

    @Test func `the longest title of a priority fits into what is opened`() throws {
        var priority = try Priority.sample()
        priority.title = try Title(String(repeating: "x", count: Title.maximumBytes))
        priority.bossDependent = true
        let evidence = try Evidence.sample(7, .recruiter, 2, scope: .organisation)
        let opened = try #require(Belief(openedBy: evidence, on: priority, id: .numbered(9)))
        #expect(try Line(opened.statement.text) == opened.statement)
    }
}
