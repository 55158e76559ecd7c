import Testing

@testable import TwoWayModel

/// The numbers of DOMAIN 5, 5.1 and 5.3.
struct EvidenceArithmeticTests {
    private func isClose(_ left: Double, _ right: Double) -> Bool {
        abs(left - right) <= 1e-9
    }

    @Test(
        arguments: [
            (Direction.more, nil, [0, 0.25, 0.5, 0.75, 1]),
            (.less, nil, [1, 0.75, 0.5, 0.25, 0]),
            (.target, 3, [0, 0.5, 1, 0.5, 0]),
            (.target, 2, [2.0 / 3, 1, 2.0 / 3, 1.0 / 3, 0]),
            (.target, 5, [0, 0.25, 0.5, 0.75, 1]),
            (.target, 1, [1, 0.75, 0.5, 0.25, 0]),
            (.target, 2.5, [0.4, 0.8, 0.8, 0.4, 0]),
        ] as [(Direction, Double?, [Double])]
    )
    func `the value of a rating follows direction and target`(direction: Direction, target: Double?, values: [Double]) {
        for (index, value) in values.enumerated() {
            #expect(isClose(direction.value(of: Double(index + 1), target: target), value))
        }
        #expect((0...1).contains(direction.value(of: 99, target: target)))
        #expect((0...1).contains(direction.value(of: -.infinity, target: target)))
    }

    @Test(
        arguments: [
            (SourceClass.writtenOffer, 1, 1), (.futureSupervisor, 0.9, 0.9), (.hiringManager, 0.9, 0.9),
            (.observation, 0.8, 0.8), (.peer, 0.7, 0.7), (.directReport, 0.7, 0.7), (.skipLevel, 0.6, 0.6),
            (.executive, 0.6, 0.6), (.recruiter, 0.4, 0.6), (.hr, 0.4, 0.6), (.published, 0.3, 0.6),
            (.hearsay, 0.2, 0.2),
        ] as [(SourceClass, Double, Double)]
    )
    func `the strength of a source is that of the table`(source: SourceClass, narrow: Double, wide: Double) {
        let tables = EvidenceTables.standard
        for (specificity, factor) in [(Specificity.example, 1), (.practice, 0.9), (.general, 0.7), (.evasive, 0.4)] {
            for scope in Scope.allCases {
                let strength = tables.strength(of: source, at: scope, specificity: specificity)
                #expect(isClose(strength, (scope == .organisation ? wide : narrow) * factor))
            }
        }
    }

    @Test func `the tables know every source and specificity and have a version`() {
        #expect(Set(EvidenceTables.standard.sources.keys) == Set(SourceClass.allCases))
        #expect(Set(EvidenceTables.standard.specificities.keys) == Set(Specificity.allCases))
        #expect(EvidenceTables.standard.version == "1")
        #expect(AssessmentMethod.version == "1")
    }

    @Test(
        arguments: [
            ([], 0, 1),
            ([(.hiringManager, 4)], 0.675, 0.775),
            ([(.recruiter, 5)], 0.4, 1),
            ([(.hiringManager, 4), (.peer, 4)], 0.7275, 0.7575),
            ([(.hiringManager, 5), (.peer, 2)], 0.29365234375, 1),
            ([(.writtenOffer, 3)], 0.5, 0.5),
            ([(.writtenOffer, 5), (.writtenOffer, 1)], 0, 1),
        ] as [([(SourceClass, Int)], Double, Double)]
    )
    func `the golden intervals come out`(sources: [(SourceClass, Int)], lo: Double, hi: Double) throws {
        let evidence = try sources.enumerated().map { try Evidence.sample(UInt32($0), $1.0, $1.1) }
        let interval = try Priority.sample().interval(from: evidence)
        #expect(isClose(interval.lo, lo) && isClose(interval.hi, hi), "\(interval)")
    }

    private func randomEvidence(
        _ generator: inout SeededGenerator,
        number: UInt32,
        rating: Int? = nil
    ) throws -> Evidence {
        try Evidence.sample(
            number,
            SourceClass.allCases.randomElement(using: &generator) ?? .peer,
            rating ?? .random(in: 1...5, using: &generator),
            specificity: Specificity.allCases.randomElement(using: &generator) ?? .general,
            scope: Scope.allCases.randomElement(using: &generator) ?? .job
        )
    }

    @Test func `intervals stay within 0 and 1, in whatever order the evidence comes`() throws {
        var generator = SeededGenerator(seed: 11)
        for _ in 0..<500 {
            let direction = try #require(Direction.allCases.randomElement(using: &generator))
            let target = direction == .target ? Double.random(in: 1...5, using: &generator) : nil
            let priority = try Priority.sample(direction: direction, target: target)
            let evidence = try (0..<UInt32.random(in: 0...12, using: &generator)).map {
                try randomEvidence(&generator, number: $0)
            }
            let interval = priority.interval(from: evidence)
            #expect(interval.isProper)
            #expect(priority.interval(from: evidence.shuffled(using: &generator)) == interval)
        }
    }

    @Test func `agreeing evidence never widens an interval`() throws {
        var generator = SeededGenerator(seed: 12)
        let priority = try Priority.sample()
        for _ in 0..<300 {
            let rating = Int.random(in: 1...5, using: &generator)
            var evidence: [Evidence] = []
            var width = 1.0
            for number in 0..<UInt32(8) {
                evidence.append(try randomEvidence(&generator, number: number, rating: rating))
                let next = priority.interval(from: evidence).width
                #expect(next <= width + 1e-12)
                width = next
            }
        }
    }

    @Test func `a piece at the mean never widens an interval, even one of disagreement`() {
        var generator = SeededGenerator(seed: 13)
        for _ in 0..<500 {
            var items = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
                (
                    value: Double.random(in: 0...1, using: &generator),
                    strength: Double.random(in: 0.01...1, using: &generator)
                )
            }
            let total = items.reduce(0) { $0 + $1.strength }
            let mean = items.reduce(0) { $0 + $1.strength * $1.value } / total
            let before = ValueInterval.supported(by: items)
            items.append((value: mean, strength: .random(in: 0...1, using: &generator)))
            #expect(ValueInterval.supported(by: items).width <= before.width + 1e-12)
        }
    }

    @Test func `evidence of no strength says nothing`() throws {
        var evidence = try Evidence.sample(1, .hiringManager, 5)
        evidence.strength = 0
        #expect(try Priority.sample().interval(from: [evidence]) == .unknown)
        evidence.strength = .nan
        #expect(try Priority.sample().interval(from: [evidence]) == .unknown)
    }

    @Test(arguments: [
        (0.75, 0.8, true, Gate.pass), (0.75, 0.8, false, .unknown), (0.5, 0.7, true, .fail), (0.5, 0.7, false, .fail),
        (0.5, 0.75, true, .unknown), (0, 1, true, .unknown), (0, 1, false, .unknown),
        // Rounding does not decide.
        (0.75 - 1e-12, 0.8, true, .pass), (0.2, 0.75 - 1e-12, true, .unknown),
    ])
    func `a must-have passes, fails or is unknown`(lo: Double, hi: Double, hasSpoken: Bool, gate: Gate) {
        let interval = ValueInterval(lo: lo, hi: hi)
        #expect(Gate(interval: interval, theta: 0.75, requiredSourceHasSpoken: hasSpoken) == gate)
    }

    @Test func `theta is the threshold as a value, and only a must-have has one`() throws {
        #expect(try Priority.sample(threshold: 4).theta == 0.75)
        #expect(try Priority.sample(direction: .less, threshold: 2).theta == 0.75)
        #expect(try Priority.sample().theta == nil)
        #expect(try Priority.sample().gate(interval: .unknown, evidence: []) == nil)
    }

    @Test func `the required source must have spoken itself`() throws {
        let priority = try Priority.sample(threshold: 2, requiredSource: .futureSupervisor)
        let peers = [try Evidence.sample(1, .peer, 5), try Evidence.sample(2, .hiringManager, 5)]
        let all = peers + [try Evidence.sample(3, .futureSupervisor, 5)]
        #expect(priority.gate(interval: priority.interval(from: peers), evidence: peers) == .unknown)
        #expect(priority.gate(interval: priority.interval(from: all), evidence: all) == .pass)
    }

    @Test func `a hard fact that meets the threshold exactly passes however often it is repeated`() throws {
        for rating in 1...5 {
            let priority = try Priority.sample(direction: .target, target: 2.7, threshold: Double(rating))
            for count in 1...9 {
                let evidence = try (0..<count).map {
                    try Evidence.sample(UInt32($0), $0 == 0 ? .writtenOffer : .hr, rating)
                }
                #expect(priority.gate(interval: priority.interval(from: evidence), evidence: evidence) == .pass)
            }
        }
    }

    @Test(
        arguments: [
            ([], Gate.pass), ([.pass, .pass], .pass), ([.pass, .unknown], .unknown), ([.unknown, .fail], .fail),
            ([.fail, .pass], .fail),
        ] as [([Gate], Gate)]
    )
    func `one failed must-have fails the opportunity, one unknown leaves it open`(gates: [Gate], overall: Gate) {
        #expect(Gate.overall(gates) == overall)
        #expect(Gate.overall(gates.reversed()) == overall)
    }
}
