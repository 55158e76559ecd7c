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

    private func findings(_ change: (inout Priority) -> Void) throws -> [String] {
        var priority = try Priority.sample()
        change(&priority)
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
}
