import Testing

@testable import TwoWayModel

struct ComparisonOutcomeTests {
    private func set(_ mode: WeightMode = .exact, threshold: Double? = nil) throws -> PrioritySet {
        PrioritySet.sample(
            [
                try .sample(1, weight: 3, rank: mode == .ordinal ? 1 : nil, threshold: threshold),
                try .sample(2, weight: 1, rank: mode == .ordinal ? 2 : nil),
            ],
            mode: mode
        )
    }

    private func waiver(_ opportunity: UInt32, revoked: Bool = false) throws -> Waiver {
        Waiver(
            id: .numbered(1),
            opportunity: .numbered(opportunity),
            priority: .numbered(1),
            reason: try Line("It pays for two."),
            createdAt: Timestamp(microseconds: 0),
            revokedAt: revoked ? Timestamp(microseconds: 1) : nil
        )
    }

    @Test func `whoever fails a must-have has no ranks unless it is waived (R14)`() throws {
        let rows: [[ValueInterval?]] = [[.point(0.1), .point(1)], [.point(0.9), .point(0.5)], [nil, .point(0.2)]]
        let result = try ComparisonInputs.sample(set(threshold: 4), rows).computed()
        #expect(result.opportunities.map(\.opportunity) == [.numbered(2), .numbered(3), .numbered(1)])
        #expect(result.opportunities.map(\.standing) == [.ranked, .provisional, .excluded])
        #expect(result.opportunities[2].failed == [.numbered(1)] && result.opportunities[2].ranking == nil)
        #expect(result.opportunities[1].open == [.numbered(1)])
        #expect(result.opportunities[0].ranking?.rankChances.count == 2)

        let waived = try ComparisonInputs.sample(set(threshold: 4), rows, waivers: [waiver(1), waiver(9)]).computed()
        let first = try #require(waived.opportunities.first { $0.opportunity == .numbered(1) })
        #expect(first.standing == .ranked && first.failed.isEmpty && first.ranking?.rankChances.count == 3)
        #expect(first.waived.map(\.gate) == [.fail])
        #expect(first.waived.first?.reason?.text == "It pays for two.")

        let revoked = try ComparisonInputs.sample(set(threshold: 4), rows, waivers: [waiver(1, revoked: true)])
        #expect(try revoked.computed() == ComparisonInputs.sample(set(threshold: 4), rows).computed())
    }

    @Test func `all that bears on a number changes the hash, and wordings do not`() throws {
        let rows: [[ValueInterval?]] = [[.point(0.1), .point(1)], [.point(0.9), .point(0.5)]]
        let bytes = try ComparisonInputs.sample(set(threshold: 4), rows).canonicalInputs()
        #expect(try ComparisonInputs.sample(set(threshold: 4), rows, waivers: [waiver(1)]).canonicalInputs() != bytes)
        #expect(try ComparisonInputs.sample(set(threshold: 3), rows).canonicalInputs() != bytes)
        #expect(try ComparisonInputs.sample(set(threshold: 4), rows + [[nil, nil]]).canonicalInputs() != bytes)
        var points = try set(.points)
        points.certainty = .sure
        let sure = try ComparisonInputs.sample(points, rows).canonicalInputs()
        points.certainty = .rough
        #expect(try ComparisonInputs.sample(points, rows).canonicalInputs() != sure)
        var renamed = try set(threshold: 4)
        renamed.priorities[0].title = try Title("Another word for it")
        #expect(try ComparisonInputs.sample(renamed, rows).canonicalInputs() == bytes)
    }

    @Test func `inputs of two sets or with the same opportunity twice are none (R15)`() throws {
        let one = try ComparisonInputs.sample(set(), [[nil, nil]])
        let other = try ComparisonInputs.sample(set(threshold: 2), [[nil, nil]])
        #expect(ComparisonInputs(prioritySet: one.prioritySet, entries: one.entries + one.entries) == nil)
        #expect(ComparisonInputs(prioritySet: one.prioritySet, entries: other.entries) == nil)
    }

    @Test func `dominance is told apart from chances`() throws {
        let rows: [[ValueInterval?]] = [
            [.point(0.9), .point(0.5)], [ValueInterval(lo: 0.2, hi: 0.4), .point(0.9)],
            [ValueInterval(lo: 0.1, hi: 0.3), .point(0.4)], [ValueInterval(lo: 0, hi: 1), .point(0.6)],
        ]
        let result = try ComparisonInputs.sample(set(), rows).computed()
        let first = try #require(result.opportunities.first?.ranking)
        #expect(result.opportunities.first?.opportunity == .numbered(1))
        #expect(first.certainlyBeats.sorted() == [.numbered(2), .numbered(3)])
        #expect(first.beatsUnderAllWeights == [.numbered(3)])
    }

    @Test func `an untouched opportunity has knowledge 0 and the headline says that nothing is known`() throws {
        for mode in WeightMode.allCases {
            var set = try set(mode)
            set.certainty = mode == .points ? .fairly : nil
            let result = try ComparisonInputs.sample(set, [[nil, nil], [nil, nil], [nil, nil]]).computed()
            #expect(result.opportunities.allSatisfy { $0.knowledge == 0 && $0.score == .unknown })
            #expect(result.headline == "Nothing is known yet that tells these 3 apart.")
            #expect(result.tooClose)
        }
    }

    @Test func `the headline says who leads and what hangs on it`() throws {
        func headline(_ rows: [[ValueInterval?]], threshold: Double? = nil, waived: Bool = false) throws -> String {
            try ComparisonInputs.sample(
                set(threshold: threshold),
                rows,
                waivers: waived ? [waiver(1)] : []
            ).computed().headline
        }
        #expect(
            try headline([[.point(0.9), .point(0.9)], [.point(0.2), .point(0.2)]])
                == "A-Works is better than the other one, whatever the weights."
        )
        #expect(
            try headline([[.point(0.9), .point(0.1)], [.point(0.2), .point(0.2)], [.point(0.1), .point(0.1)]])
                == "A-Works is better than all 2 others by your weights, whatever is still open."
        )
        #expect(
            try headline([[.point(0.62), .point(0.5)], [.point(0.6), .point(0.55)]])
                == "Too close to call: A-Works comes first in 100 % of all draws, B-Works in 0 %, and a weight of "
                + "71.4 % instead of 75 % for Priority 1 would put B-Works in front."
        )
        #expect(
            try headline([[.point(0.9), .point(0.5)], [ValueInterval(lo: 0.5, hi: 1), .point(0.4)]])
                .hasPrefix("A-Works is ahead: it comes first in 8")
        )
        #expect(
            try headline([[.point(0.1), nil], [.point(0.9), nil]], threshold: 4)
                == "Only B-Works can be ranked: the other one fails a must-have that is not waived."
        )
        #expect(
            try headline([[.point(0.1), nil], [.point(0.2), nil]], threshold: 4)
                == "None can be ranked: each fails a must-have that is not waived."
        )
        #expect(
            try headline([[.point(0.7), .point(0.9)], [.point(0), .point(0.2)]], threshold: 5, waived: true)
                == "Only A-Works can be ranked: the other one fails a must-have that is not waived; you waived its "
                + "must-have Priority 1."
        )
    }
}

struct ComparisonChangesTests {
    @Test func `a changed weight is a share, and the others share the rest`() throws {
        let set = PrioritySet.sample([try .sample(1, weight: 5), try .sample(2, weight: 3), try .sample(3, weight: 2)])
        let changed = set.reweighted([.numbered(1): 0.2])
        let weights = try #require(changed.normalisedWeights())
        for (weight, expected) in zip(weights, [0.2, 0.48, 0.32]) { #expect(abs(weight - expected) < 1e-12) }
        #expect(set.reweighted([:]) == set)
        let whole = set.reweighted([.numbered(1): 1])
        #expect(whole.normalisedWeights() == [1, 0, 0])
        let over = set.reweighted([.numbered(1): 0.9, .numbered(2): 0.9])
        #expect(over.normalisedWeights() == [0.5, 0.5, 0])
    }

    @Test func `a ranking becomes exact weights, and points keep their doubt`() throws {
        let ranked = PrioritySet.sample([try .sample(1, rank: 1), try .sample(2, rank: 2)], mode: .ordinal)
        let changed = ranked.reweighted([.numbered(1): 0.5])
        #expect(changed.weightMode == .exact && changed.normalisedWeights() == [0.5, 0.5])
        #expect(changed.priorities.allSatisfy { $0.rank == nil })
        var points = PrioritySet.sample([try .sample(1), try .sample(2)], mode: .points)
        points.certainty = .sure
        #expect(points.reweighted([.numbered(1): 0.25]).certainty == .sure)
    }

    @Test func `a changed rating counts in place of what is known, also for the must-have`() throws {
        let set = PrioritySet.sample([try .sample(1, threshold: 4), try .sample(2)])
        let inputs = try ComparisonInputs.sample(set, [[.point(0.1), .point(0.5)], [.point(0.9), .point(0.4)]])
        let changes = ComparisonChanges(
            ratings: [.init(opportunity: .numbered(1), priority: .numbered(1), interval: .point(1))]
        )
        let after = try #require(inputs.applying(changes)).computed()
        #expect(inputs.computed().opportunities.first { $0.opportunity == .numbered(1) }?.standing == .excluded)
        #expect(after.opportunities.map(\.opportunity) == [.numbered(1), .numbered(2)])
        #expect(try #require(inputs.applying(ComparisonChanges())) == inputs)
    }
}
