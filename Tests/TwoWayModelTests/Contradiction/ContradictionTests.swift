import Testing

@testable import TwoWayModel

/// What contradicts what, and what becomes of the records (DOMAIN 5.5).
struct ContradictionTests {
    private typealias Known = ContradictionUpkeep.Known

    private func belief(_ number: UInt32 = 1, expected: Int, state: Belief.State = .unverified) throws -> Belief {
        var belief = try NextQuestionsWorld.belief(number, state: state)
        belief.expected = expected
        return belief
    }

    // Values.

    @Test func `a value has what its kind needs and nothing else`() throws {
        #expect(AnswerValue.number(80000, unit: try Title("EUR")).isProper)
        #expect(AnswerValue.number(-1e15).isProper)
        #expect(AnswerValue.yesNo(false).isProper)
        #expect(AnswerValue.day(try Day("2026-05-04")).isProper)
        for kind in AnswerValue.Kind.allCases { #expect(!AnswerValue(kind: kind).isProper) }
        #expect(!AnswerValue.number(.nan).isProper)
        #expect(!AnswerValue.number(.infinity).isProper)
        #expect(!AnswerValue.number(1.1e15).isProper)
        #expect(!AnswerValue(kind: .yesNo, unit: try Title("EUR"), yes: true).isProper)
        #expect(!AnswerValue(kind: .day, yes: true, day: try Day("2026-05-04")).isProper)
        #expect(!AnswerValue(kind: .number, number: 1, yes: true).isProper)
    }

    @Test func `values differ only within a kind and a unit`() throws {
        let euros = try Title("EUR")
        let pay = AnswerValue.number(80000, unit: euros)
        #expect(pay.differs(from: .number(75000, unit: try Title("eur"))))
        #expect(!pay.differs(from: pay))
        #expect(!pay.differs(from: .number(75000)))
        #expect(!pay.differs(from: .number(75000, unit: try Title("USD"))))
        #expect(!pay.differs(from: .yesNo(true)))
        #expect(AnswerValue.yesNo(true).differs(from: .yesNo(false)))
        #expect(AnswerValue.day(try Day("2026-05-04")).differs(from: .day(try Day("2026-05-05"))))
    }

    @Test func `two answers with different values conflict, whatever their ratings, if both are strong enough`() throws
    {
        func conflict(_ one: Evidence, _ other: Evidence) -> EvidenceConflict? {
            EvidenceConflict(Testimony(one, value: .number(38)), Testimony(other, value: .number(45)))
        }
        let found = try #require(conflict(try .sample(2, .peer, 4), try .sample(1, .peer, 4)))
        #expect(found.first.id == .numbered(1))
        // As if they were two apart: 0.3 * 2/4 * 0.7.
        #expect(abs(found.severity(weight: 0.3) - 0.105) < 1e-12)
        let far = try #require(conflict(try .sample(1, .futureSupervisor, 5), try .sample(2, .peer, 2)))
        #expect(abs(far.severity(weight: 0.3) - 0.23625) < 1e-12)
        #expect(conflict(try .sample(1, .peer, 4), try .sample(2, .hearsay, 4)) == nil)
        #expect(conflict(try .sample(1, .peer, 4), try .sample(2, .peer, 4, scope: .supervisor)) == nil)
        let same = AnswerValue.number(38)
        #expect(
            EvidenceConflict(
                Testimony(try .sample(1, .peer, 4), value: same),
                Testimony(try .sample(2, .peer, 4), value: same)
            ) == nil
        )
    }

    // Clashes.

    @Test func `a belief is contradicted by what settles it and is two or more away`() throws {
        let evidence = [
            try Evidence.sample(1, .peer, 2), try .sample(2, .peer, 3), try .sample(3, .recruiter, 2),
            try .sample(4, .futureSupervisor, 2, scope: .supervisor),
        ]
        let clashes = Clash.all(among: evidence.map { Testimony($0) }, beliefs: [try belief(expected: 4)])
        #expect(clashes.map(\.pair) == [Clash.Pair(first: .numbered(1), belief: .numbered(1))])
        #expect(abs(try #require(clashes.first).severity(weight: 0.3) - 0.3 * 0.5 * 0.7) < 1e-12)
        let boss = try #require(Clash(try belief(expected: 5), try .sample(1, .futureSupervisor, 2)))
        #expect(abs(boss.severity(weight: 0.3) - 0.3 * 0.75 * 0.9 * 1.5) < 1e-12)
        #expect(Clash(try belief(expected: 5, state: .dismissed), try .sample(1, .peer, 2)) == nil)
    }

    @Test func `each pair is a clash once, in whatever order it was read`() throws {
        let evidence = [
            try Evidence.sample(1, .peer, 5), try .sample(2, .peer, 1), try .sample(3, .hiringManager, 2),
        ].map { Testimony($0) }
        let beliefs = [try belief(2, expected: 5), try belief(1, expected: 1)]
        let clashes = Clash.all(among: evidence, beliefs: beliefs)
        #expect(Set(clashes.map(\.pair)).count == clashes.count)
        #expect(clashes.count == 2 + 1 + 2)
        #expect(Clash.all(among: evidence.reversed(), beliefs: beliefs.reversed()) == clashes)
    }

    // Upkeep.

    @Test func `what follows for a record is written by hand for every state`() {
        typealias State = Contradiction.State
        func next(_ state: State) -> [State] {
            [(true, false), (true, true), (false, false), (false, true)]
                .map { state.following(stands: $0.0, isPlanned: $0.1) }
        }
        for waiting in [State.open, .queued, .resolvedByData] {
            #expect(next(waiting) == [.open, .queued, .resolvedByData, .resolvedByData])
        }
        for decided in [State.explained, .acceptedAsRisk, .dismissed] {
            #expect(next(decided) == Array(repeating: decided, count: 4))
        }
    }

    @Test func `a pair is noted once, resolved when its evidence goes, and open again when it returns`() throws {
        let clashes = Clash.all(
            among: [Testimony(try .sample(1, .peer, 5)), Testimony(try .sample(2, .peer, 1))],
            beliefs: []
        )
        let first = ContradictionUpkeep(known: [], clashes: clashes)
        #expect(first.changes.isEmpty)
        let added = first.additions(weights: [.numbered(1): 0.3])
        #expect(added.map(\.clash) == clashes)
        #expect(added.map(\.weight) == [0.3])
        #expect(abs(try #require(added.first).severity - 0.3 * 0.7) < 1e-12)
        func later(_ state: Contradiction.State, planned: Bool = false, clashes: [Clash]) -> ContradictionUpkeep {
            let known = Known(
                id: .numbered(7),
                pair: clashes.first?.pair ?? first.news[0].pair,
                state: state,
                isPlanned: planned
            )
            return ContradictionUpkeep(known: [known], clashes: clashes)
        }
        #expect(later(.open, clashes: clashes).changes.isEmpty && later(.open, clashes: clashes).news.isEmpty)
        #expect(later(.open, planned: true, clashes: clashes).changes.map(\.state) == [.queued])
        #expect(later(.queued, clashes: clashes).changes.map(\.state) == [.open])
        #expect(later(.queued, clashes: []).changes.map(\.state) == [.resolvedByData])
        #expect(later(.resolvedByData, clashes: clashes).changes.map(\.state) == [.open])
        #expect(later(.explained, clashes: []).changes.isEmpty)
    }

    @Test func `when there is no room the gravest are noted`() throws {
        let evidence = try (1...23).map { try Evidence.sample($0, .peer, $0 <= 11 ? 5 : 1 + Int($0 % 2)) }
        let clashes = Clash.all(among: evidence.map { Testimony($0) }, beliefs: [])
        // Eleven times twelve pairs, six dozen of them four apart.
        #expect(clashes.count == 132)
        let known = (1...200).map { number in
            Known(
                id: .numbered(number),
                pair: Clash.Pair(first: .numbered(number), second: .numbered(1000 + number)),
                state: .resolvedByData,
                isPlanned: false
            )
        }
        #expect(ContradictionUpkeep(known: known, clashes: clashes).room == 250)
        let taken = clashes.prefix(100).enumerated().map { index, clash in
            Known(id: .numbered(UInt32(index)), pair: clash.pair, state: .explained, isPlanned: false)
        }
        let upkeep = ContradictionUpkeep(known: taken, clashes: clashes)
        #expect(upkeep.room == 150)
        #expect(upkeep.news.count == 32)
        let severities = upkeep.additions(weights: [.numbered(1): 1]).map(\.severity)
        #expect(severities == severities.sorted(by: >))
        #expect(severities.count == 32)
    }

    // Kinds.

    private func side(
        _ source: SourceClass = .peer,
        person: UInt32? = nil,
        brokenPromise: Bool = false
    ) -> ContradictionSide {
        ContradictionSide(
            evidence: .numbered(1),
            origin: brokenPromise ? .promise : .answer,
            sourceClass: source,
            specificity: .example,
            rating: 3,
            strength: 0.7,
            brokenPromise: brokenPromise,
            person: person.map { .numbered($0) },
            saidAt: Timestamp(microseconds: 0)
        )
    }

    @Test func `the kind follows from the sides`() {
        func kind(_ one: ContradictionSide, _ other: ContradictionSide) -> Contradiction.Kind {
            Contradiction.Kind(of: [one, other], isAboutBelief: false)
        }
        #expect(kind(side(person: 1), side(person: 2)) == .betweenPeople)
        #expect(kind(side(person: 1), side(person: 1)) == .overTime)
        #expect(kind(side(person: 1), side(.writtenOffer)) == .againstOffer)
        #expect(kind(side(brokenPromise: true), side(person: 2)) == .againstOffer)
        #expect(kind(side(person: 1), side(.published)) == .betweenSources)
        #expect(kind(side(.observation), side(.published)) == .betweenSources)
        #expect(Contradiction.Kind(of: [side(.writtenOffer)], isAboutBelief: true) == .againstBelief)
    }
}
