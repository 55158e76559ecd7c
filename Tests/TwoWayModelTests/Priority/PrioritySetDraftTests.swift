import Testing

@testable import TwoWayModel

struct PrioritySetDraftTests {
    private func findings(
        _ priorities: [Priority],
        isActivating: Bool = false,
        catalogue: Set<String>? = nil
    ) -> [String] {
        PrioritySetDraft(weightMode: .exact, priorities: priorities)
            .check(isActivating: isActivating, catalogue: catalogue)
            .map { "\($0.severity.rawValue) \($0.path): \($0.message)" }
    }

    private func findings(_ change: (inout Priority) throws -> Void) throws -> [String] {
        var priority = try Priority.sample()
        try change(&priority)
        return findings([priority])
    }

    @Test func `a sound set has no findings`() throws {
        let sound = [
            try Priority.sample(1), try .sample(2, direction: .target, target: 1),
            try .sample(3, direction: .less, threshold: 5, requiredSource: .peer), try .sample(4, weight: 0),
        ]
        #expect(findings(sound, isActivating: true) == [])
    }

    @Test func `a target goes with its direction`() throws {
        #expect(
            try findings { $0.direction = .target } == [
                "error priorities[0].target: is needed with the direction target"
            ]
        )
        #expect(try findings { $0.target = 3 } == ["error priorities[0].target: is only for the direction target"])
        for wrong in [0.9, 5.1, .nan, .infinity] {
            #expect(
                try findings { ($0.direction, $0.target) = (.target, wrong) } == [
                    "error priorities[0].target: must be a rating from 1 to 5"
                ]
            )
        }
    }

    @Test func `a threshold goes with a must-have`() throws {
        #expect(try findings { $0.mustHave = true } == ["error priorities[0].threshold: is needed with a must-have"])
        #expect(try findings { $0.threshold = 3 } == ["error priorities[0].threshold: is only for a must-have"])
        #expect(
            try findings { ($0.mustHave, $0.threshold) = (true, 6) } == [
                "error priorities[0].threshold: must be a rating from 1 to 5"
            ]
        )
        #expect(
            try findings { $0.requiredSource = .hr } == [
                "error priorities[0].requiredSource: is only for a must-have"
            ]
        )
    }

    @Test(arguments: [-0.1, .nan, .infinity, -.infinity])
    func `a weight is a number of 0 or more`(weight: Double) throws {
        #expect(try findings { $0.weight = weight } == ["error priorities[0].weight: must be a number of 0 or more"])
    }

    @Test func `weights that are all zero can be saved but not activated`() throws {
        let zero = [try Priority.sample(1, weight: 0), try .sample(2, weight: 0)]
        #expect(findings(zero) == [])
        #expect(findings(zero, isActivating: true) == ["error priorities: has only weights of zero"])
        #expect(findings([]) == [])
        #expect(findings([], isActivating: true) == ["error priorities: has no priorities"])
    }

    @Test func `a key stands once and a set has 60 priorities at most`() throws {
        let twice = [try Priority.sample(1), try .sample(2), try .sample(1)]
        #expect(findings(twice) == ["error priorities[2].key: is the key of priorities[0] already"])
        #expect(findings(try (0..<60).map { try .sample($0) }) == [])
        #expect(findings(try (0..<61).map { try .sample($0) }) == ["error priorities: has more than 60 priorities"])
    }

    @Test func `dimensions come from the catalogue if it is given`() throws {
        var priority = try Priority.sample()
        priority.dimension = "trainign"
        #expect(
            findings([priority], catalogue: ["training"]) == [
                "error priorities[0].dimension: is not a dimension of the catalogue"
            ]
        )
        #expect(findings([priority]) == [])
    }

    private func findings(_ draft: PrioritySetDraft) -> [String] {
        draft.check().map { "\($0.severity.rawValue) \($0.path): \($0.message)" }
    }

    @Test func `certainty is said exactly for points`() throws {
        let priorities = [try Priority.sample()]
        for mode in [WeightMode.exact, .points] {
            for certainty in [nil, Certainty.sure] {
                let found = findings(PrioritySetDraft(weightMode: mode, certainty: certainty, priorities: priorities))
                switch (mode, certainty) {
                case (.points, nil): #expect(found == ["error certainty: is needed in the mode points"])
                case (.exact, .some): #expect(found == ["error certainty: is only for the mode points"])
                default: #expect(found == [])
                }
            }
        }
    }

    @Test func `ranks are said exactly in the ordinal mode, from 1 to the number of priorities`() throws {
        func ranked(_ ranks: [Int?], _ mode: WeightMode = .ordinal) throws -> [String] {
            let priorities = try ranks.enumerated().map { try Priority.sample(UInt32($0), rank: $1) }
            return findings(PrioritySetDraft(weightMode: mode, priorities: priorities))
        }
        #expect(try ranked([2, 1, 2]) == [])
        #expect(try ranked([1, nil]) == ["error priorities[1].rank: is needed in the mode ordinal"])
        for wrong in [0, -1, 3, .max] {
            #expect(
                try ranked([1, wrong]) == ["error priorities[1].rank: must be from 1 to the number of priorities, 2"]
            )
        }
        #expect(try ranked([nil, 1], .exact) == ["error priorities[1].rank: is only for the mode ordinal"])
        #expect(try ranked([]) == [])
    }

    @Test func `own anchors are five`() throws {
        for count in [0, 4, 6] {
            #expect(
                try findings { $0.anchors = try Array(repeating: Line("Words"), count: count) } == [
                    "error priorities[0].anchors: must be five, for the ratings 1 to 5"
                ]
            )
        }
        #expect(try findings { $0.anchors = try Array(repeating: Line("Words"), count: 5) } == [])
    }

    @Test func `a threshold that every rating passes is doubted, unless somebody must have said it`() throws {
        let doubt = ["warning priorities[0].threshold: lets every rating pass: it is no must-have"]
        #expect(try findings { ($0.mustHave, $0.threshold) = (true, 1) } == doubt)
        #expect(try findings { ($0.direction, $0.mustHave, $0.threshold) = (.less, true, 5) } == doubt)
        #expect(try findings { ($0.mustHave, $0.threshold, $0.requiredSource) = (true, 1, .peer) } == [])
    }

    private func trading(_ tradeOffs: [TradeOff]) throws -> [String] {
        let priorities = [try Priority.sample(1, threshold: 3), try .sample(2, direction: .less), try .sample(3)]
        return findings(PrioritySetDraft(weightMode: .exact, priorities: priorities, tradeOffs: tradeOffs))
    }

    @Test func `a trade-off is about two priorities of the set, each pair once, with a rating as its limit`() throws {
        #expect(try trading([.init(give: .numbered(2), gain: .numbered(1), limit: 4)]) == [])
        #expect(
            try trading([.init(give: .numbered(9), gain: .numbered(8), limit: 4)]) == [
                "error tradeOffs[0].give: is not the key of a priority of the set",
                "error tradeOffs[0].gain: is not the key of a priority of the set",
            ]
        )
        #expect(
            try trading([.init(give: .numbered(2), gain: .numbered(2), limit: 4)]) == [
                "error tradeOffs[0].gain: must be another priority than give"
            ]
        )
        let twice = TradeOff(give: .numbered(2), gain: .numbered(1), limit: 4)
        #expect(try trading([twice, twice]) == ["error tradeOffs[1]: is about the same two as tradeOffs[0]"])
        for wrong in [0.9, 5.1, .nan, .infinity] {
            #expect(
                try trading([.init(give: .numbered(2), gain: .numbered(1), limit: wrong)]) == [
                    "error tradeOffs[0].limit: must be a rating from 1 to 5"
                ]
            )
        }
    }

    @Test func `giving back and giving up a must-have are doubted`() throws {
        #expect(
            try trading([
                .init(give: .numbered(2), gain: .numbered(3), limit: 4),
                .init(give: .numbered(3), gain: .numbered(2), limit: 4),
            ]) == ["warning tradeOffs[1]: takes back what tradeOffs[0] gives up"]
        )
        #expect(
            try trading([.init(give: .numbered(1), gain: .numbered(3), limit: 2)]) == [
                "warning tradeOffs[0].limit: gives up more of a must-have than its threshold allows"
            ]
        )
        #expect(try trading([.init(give: .numbered(1), gain: .numbered(3), limit: 3)]) == [])
    }

    @Test func `a set has 60 trade-offs at most`() throws {
        let priorities = try (0..<10).map { try Priority.sample($0) }
        let pairs = (0..<10 as Range<UInt32>).flatMap { give in (0..<10 as Range<UInt32>).map { (give, $0) } }
        let tradeOffs = pairs.filter { $0 < $1 || $1 == 0 && $0 > 0 }.prefix(61)
            .map { TradeOff(give: .numbered($0), gain: .numbered($1), limit: 3) }
        #expect(tradeOffs.count == 54)
        let many =
            tradeOffs + (0..<7 as Range<UInt32>).map { TradeOff(give: .numbered(9), gain: .numbered($0 + 1), limit: 3) }
        let draft = PrioritySetDraft(weightMode: .exact, priorities: priorities, tradeOffs: many)
        #expect(findings(draft) == ["error tradeOffs: has more than 60 trade-offs"])
        var fits = draft
        fits.tradeOffs.removeLast()
        #expect(!fits.check().contains { $0.severity == .error })
    }
}
