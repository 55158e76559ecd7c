import Testing

@testable import TwoWayModel

/// The goldens of DOMAIN 5.1 taken apart, to the last word.
struct PriorityExplanationTests {
    private func explain(
        _ priority: Priority,
        _ evidence: [Evidence],
        own: OwnRating? = nil,
        waivers: [Waiver] = []
    ) throws -> PriorityExplanation {
        let inputs = AssessmentInputs(
            opportunity: .numbered(1),
            prioritySet: .sample([priority, try .sample(2, weight: 1)]),
            evidence: evidence,
            own: own.map { [priority.key: $0] } ?? [:],
            waivers: waivers
        )
        return try #require(PriorityExplanation(of: priority.key, in: inputs))
    }

    private func isClose(_ interval: ValueInterval, _ lo: Double, _ hi: Double) -> Bool {
        abs(interval.lo - lo) <= 1e-9 && abs(interval.hi - hi) <= 1e-9
    }

    @Test func `a manager's 4 with an example`() throws {
        let told = try explain(.sample(1, weight: 3), [.sample(1, .hiringManager, 4)])
        #expect(isClose(told.computed, 0.675, 0.775))
        #expect(told.interval == told.computed && told.weight == 0.75)
        #expect(
            told.summary
                == "“Priority 1” gives you 0.68 to 0.78, on a scale from 0 to 1. It weighs 75 % of all, and so brings 0.51 to 0.58 to the score."
        )
        #expect(
            told.pieces.map(\.sentence) == [
                "The hiring manager said 4 with an example: counts 0.90 of 1, and is worth 0.75 to you. Without it the range would be 0.00 to 1.00."
            ]
        )
        #expect(told.pieces.map(\.without) == [.unknown])
        #expect(
            told.steps?.sentences == [
                "S = 0.90: what all sources count for together.",
                "m = 0.75: the value that they speak for, each weighed by what it counts for.",
                "d = 0.00: the sources agree, which leaves nothing to spread.",
                "g = 0.10: the chance that none of them can be relied on; as much stays open.",
                "From (1 - g) * max(0, m - d) to (1 - g) * min(1, m + d) + g: 0.68 to 0.78.",
            ]
        )
        #expect(told.missing == ["It rests on a single source."])
        #expect(
            told.narrowing.map(\.sentence) == [
                "See it in the written offer: if it agrees with what is known, 0.75 is left.",
                "Ask the future supervisor for an example: if it agrees with what is known, 0.74 to 0.75 is left.",
                "See it for yourself on site: if it agrees with what is known, 0.74 to 0.76 is left.",
            ]
        )
        #expect(told.mustHave == nil)
    }

    @Test func `a recruiter alone with 5`() throws {
        let told = try explain(.sample(1), [.sample(1, .recruiter, 5)])
        #expect(isClose(told.computed, 0.4, 1))
        let steps = try #require(told.steps)
        #expect(abs(steps.ignorance - 0.6) < 1e-12 && steps.mean == 1 && steps.disagreement == 0)
        #expect(
            told.pieces[0].sentence
                == "The recruiter said 5 with an example: counts 0.40 of 1, and is worth 1.00 to you. Without it the range would be 0.00 to 1.00."
        )
    }

    @Test func `two who agree each carry a part`() throws {
        let told = try explain(.sample(1), [.sample(1, .hiringManager, 4), .sample(2, .peer, 4)])
        #expect(isClose(told.computed, 0.7275, 0.7575))
        #expect(isClose(told.pieces[0].without, 0.525, 0.825))
        #expect(isClose(told.pieces[1].without, 0.675, 0.775))
        #expect(told.missing == [])
    }

    @Test func `two who contradict each other are to be asked again first`() throws {
        let told = try explain(.sample(1), [.sample(1, .hiringManager, 5), .sample(2, .peer, 2)])
        #expect(isClose(told.computed, 0.2936523437, 1))
        #expect(
            told.steps?.sentences[2]
                == "d = 0.37: so far the sources are from that value on average; the range spreads by it to both sides."
        )
        let first = try #require(told.narrowing.first)
        #expect(first.settles == [.numbered(1), .numbered(2)] && first.source == nil)
        #expect(isClose(first.interval, 0.9, 1))
        #expect(
            first.sentence
                == "Ask again about what contradicts itself, 5 by the hiring manager and 2 by a peer: if the second does not hold, 0.90 to 1.00 is left."
        )
    }

    @Test func `nothing is known, and the most telling source comes first`() throws {
        let told = try explain(.sample(1), [])
        #expect(told.computed == .unknown && told.steps == nil && told.pieces == [])
        #expect(
            told.summary
                == "Nothing is known yet of “Priority 1”: it may give you anything from 0 to 1. It weighs 50 % of all, and so brings 0.00 to 0.50 to the score."
        )
        #expect(told.missing == ["No answer, note, promise or observation is rated yet."])
        #expect(
            told.narrowing.map(\.sentence) == [
                "See it in the written offer: whatever it tells, only 0.00 of the range stays open.",
                "Ask the future supervisor for an example: whatever it tells, only 0.10 of the range stays open.",
                "See it for yourself on site: whatever it tells, only 0.20 of the range stays open.",
            ]
        )
    }

    @Test func `what depends on a person is asked of the person and not sought in the contract`() throws {
        var priority = try Priority.sample(1)
        priority.bossDependent = true
        let told = try explain(priority, [.sample(1, .published, 5, specificity: .general, scope: .organisation)])
        #expect(told.narrowing.map(\.source) == [.futureSupervisor, .observation, .peer])
        #expect(
            told.missing == [
                "It depends on the person you would report to, who has not been heard on it.",
                "All of it is about the organisation as a whole, nothing about this job.",
                "It rests on a single source.",
                "Nobody has told an example or described how it is done.",
            ]
        )
        #expect(
            told.pieces[0].sentence.hasPrefix(
                "What is published says 5 in general terms, about the organisation as a whole: counts 0.42 of 1,"
            )
        )
    }

    @Test func `the own range counts, and the computed one stays beside it`() throws {
        let own = OwnRating(interval: ValueInterval(lo: 0.5, hi: 0.6), revision: 1)
        let told = try explain(.sample(1), [.sample(1, .hiringManager, 4)], own: own)
        #expect(told.interval == own.interval && told.own == own && isClose(told.computed, 0.675, 0.775))
        #expect(
            told.summary
                == "“Priority 1” gives you 0.50 to 0.60, on a scale from 0 to 1. That is your own judgement; computed from the evidence it would be 0.68 to 0.78. It weighs 50 % of all, and so brings 0.25 to 0.30 to the score."
        )
    }

    @Test(
        arguments: [
            (
                2.5, nil, 4,
                "A must-have: at least 2.50, a value of 0.38. Even the worst case, 0.68, reaches it: passed."
            ),
            (
                4, nil, 4,
                "A must-have: at least 4, a value of 0.75. The best case, 0.78, reaches it, the worst, 0.68, does not: open."
            ),
            (5, nil, 4, "A must-have: at least 5, a value of 1.00. Not even the best case, 0.78, reaches it: failed."),
            (
                2, .peer, 4,
                "A must-have: at least 2, a value of 0.25. The worst case, 0.68, reaches it, but nothing counts until there is word from a peer: open."
            ),
            (
                4, .peer, 4,
                "A must-have: at least 4, a value of 0.75. The best case, 0.78, reaches it, the worst, 0.68, does not: open. It also needs word from a peer, and there is none."
            ),
        ] as [(Double, SourceClass?, Int, String)]
    )
    func `the gate says why`(threshold: Double, source: SourceClass?, rating: Int, sentence: String) throws {
        let told = try explain(
            .sample(1, threshold: threshold, requiredSource: source),
            [.sample(1, .hiringManager, rating)]
        )
        #expect(told.mustHave?.sentence == sentence)
        #expect(told.mustHave?.requiredSourceHasSpoken == (source == nil))
        // Without that source the must-have cannot pass, so it is the first to ask.
        if let source { #expect(told.narrowing.first?.source == source) }
    }

    @Test func `a waiver stands beside the gate and does not move it`() throws {
        let waiver = Waiver.sample(1, priority: 1)
        let told = try explain(.sample(1, threshold: 5), [.sample(1, .hiringManager, 4)], waivers: [waiver])
        #expect(told.mustHave?.gate == .fail && told.mustHave?.waiver == waiver)
        #expect(told.mustHave?.sentence.hasSuffix("failed. You waived it: “The pay makes up for it.”") == true)
    }

    @Test func `the numbers are those of the assessment, and taking all evidence away leaves everything open`() throws {
        var generator = SeededGenerator(seed: 23)
        for _ in 0..<200 {
            let priority = try Priority.sample(
                1,
                direction: .random(using: &generator),
                target: 3,
                threshold: Bool.random(using: &generator) ? .random(in: 1...5, using: &generator) : nil,
                requiredSource: nil
            )
            let count = UInt32.random(in: 0...6, using: &generator)
            let evidence = try (0..<count).map { number in
                try Evidence.sample(
                    number,
                    SourceClass.allCases.randomElement(using: &generator) ?? .peer,
                    .random(in: 1...5, using: &generator),
                    specificity: Specificity.allCases.randomElement(using: &generator) ?? .general,
                    scope: Scope.allCases.randomElement(using: &generator) ?? .job
                )
            }
            let inputs = AssessmentInputs(
                opportunity: .numbered(1),
                prioritySet: .sample([priority]),
                evidence: evidence.shuffled(using: &generator)
            )
            let told = try #require(PriorityExplanation(of: priority.key, in: inputs))
            let known = try #require(Assessment.computed(from: inputs).priorities.first)
            #expect(told.computed == known.computed && told.interval == known.interval)
            #expect(told.mustHave?.gate == known.gate && told.weight == known.weight)
            #expect(told.narrowing.count <= 3 && told.narrowing.allSatisfy { $0.interval.isProper })
            #expect(told.narrowing.allSatisfy { $0.interval.width < told.computed.width })
            // What is left without a piece is what would be computed without it.
            for piece in told.pieces {
                let others = evidence.filter { $0.id != piece.evidence }
                #expect(piece.without == priority.interval(from: others))
                if others.isEmpty { #expect(piece.without == .unknown) }
            }
        }
    }

    @Test func `a priority of another set has no explanation`() throws {
        let inputs = AssessmentInputs(opportunity: .numbered(1), prioritySet: .sample([]), evidence: [])
        #expect(PriorityExplanation(of: .numbered(1), in: inputs) == nil)
    }
}

extension Direction {
    fileprivate static func random(using generator: inout SeededGenerator) -> Direction {
        allCases.randomElement(using: &generator) ?? .more
    }
}
