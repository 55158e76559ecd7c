import Testing

@testable import TwoWayModel

/// Group figures against somebody who wants to learn what one candidate did (R20).
@Suite struct DisclosureTests {
    /// A population at random, from a handful of candidates to a crowd, who plan, ask and hear by chance.
    private func population(_ random: inout SplitMix64) -> Disclosure.Counts {
        let people = Int.random(in: 0...60, using: &random)
        let zeal = Double.random(in: 0...1, using: &random)
        var topics: [Disclosure.Counts.Topic] = []
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            var any: [StatisticsMeasure: Set<Int>] = [:]
            var questions: [[StatisticsMeasure: Int]] = []
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                var done: [StatisticsMeasure: Set<Int>] = [:]
                for person in 0..<people where random.uniform() < zeal {
                    done[.planned, default: []].insert(person)
                    guard random.uniform() < 0.7 else { continue }
                    done[.asked, default: []].insert(person)
                    if random.uniform() < 0.3 { done[.evaded, default: []].insert(person) }
                    guard random.uniform() < 0.7 else { continue }
                    done[.answered, default: []].insert(person)
                    if random.uniform() < 0.5 { done[.informative, default: []].insert(person) }
                }
                for (measure, who) in done { any[measure, default: []].formUnion(who) }
                questions.append(done.mapValues(\.count))
            }
            topics.append(.init(total: any.mapValues(\.count), questions: questions))
        }
        return Disclosure.Counts(contributors: people, topics: topics)
    }

    /// Draws many populations and what is shown of each.
    private func play(_ rounds: Int, _ body: (Disclosure.Counts, Disclosure.Shown) throws -> Void) rethrows {
        var random = SplitMix64(seed: 20)
        var seen = 0
        for _ in 0..<rounds {
            let counts = population(&random)
            guard let shown = Disclosure.shown(counts, using: &random) else { continue }
            seen += 1
            try body(counts, shown)
        }
        #expect(seen > rounds / 2)
    }

    @Test func `nothing rests on fewer than five, or on all but fewer than five, and all is a multiple of five`() throws
    {
        var figures = 0
        play(3000) { counts, shown in
            #expect(counts.contributors >= 10)
            #expect(shown.contributors % 5 == 0)
            for (topic, shownTopic) in zip(counts.topics, shown.topics) {
                let cells = zip([topic.total] + topic.questions, [shownTopic.total] + shownTopic.questions)
                for (true_, seen) in cells {
                    for measure in StatisticsMeasure.allCases {
                        guard let figure = seen[measure] else { continue }
                        let count = true_[measure] ?? 0
                        figures += 1
                        #expect(count >= 5 && counts.contributors - count >= 5)
                        #expect(figure % 5 == 0 && figure >= 5)
                        #expect(Disclosure.possibleCounts(behind: figure).contains(count))
                    }
                }
            }
        }
        #expect(figures > 1000)
    }

    @Test func `a small group has no figures at all`() {
        var random = SplitMix64(seed: 3)
        for people in 0..<10 {
            let counts = Disclosure.Counts(
                contributors: people,
                topics: [.init(total: [.planned: people], questions: [[.planned: people]])]
            )
            #expect(Disclosure.shown(counts, using: &random) == nil)
        }
    }

    @Test func `a total is never beside its parts, and no question of a topic is hidden alone`() {
        var totals = 0
        play(3000) { _, shown in
            for topic in shown.topics {
                for measure in StatisticsMeasure.allCases {
                    let seen = topic.questions.compactMap { $0[measure] }
                    if topic.total[measure] != nil {
                        totals += 1
                        #expect(seen.isEmpty)
                    }
                    if !seen.isEmpty { #expect(topic.questions.count - seen.count != 1) }
                }
            }
        }
        #expect(totals > 100)
    }

    @Test func `the difference of two figures never pins a group of one to four`() {
        // What was planned and not asked, asked and not answered, and so on: groups inside of groups.
        let nested: [(StatisticsMeasure, StatisticsMeasure)] = [
            (.planned, .asked), (.planned, .answered), (.planned, .informative), (.asked, .answered),
            (.asked, .evaded), (.asked, .informative), (.answered, .informative),
        ]
        var pairs = 0
        play(3000) { _, shown in
            let all = Disclosure.possibleCounts(behind: shown.contributors)
            for topic in shown.topics {
                for cell in [topic.total] + topic.questions {
                    for (outer, inner) in nested {
                        guard let large = cell[outer], let small = cell[inner] else { continue }
                        pairs += 1
                        expectVague(
                            Disclosure.possibleCounts(behind: large),
                            minus: Disclosure.possibleCounts(behind: small)
                        )
                    }
                    // Those who did not.
                    for measure in StatisticsMeasure.allCases {
                        guard let figure = cell[measure] else { continue }
                        expectVague(all, minus: Disclosure.possibleCounts(behind: figure))
                    }
                }
                // Topic against topic, question against question, a total of one measure against a figure of another.
                let figures = ([topic.total] + topic.questions).flatMap { cell in
                    StatisticsMeasure.allCases.compactMap { cell[$0] }
                }
                for large in figures {
                    for small in figures where small <= large {
                        expectVague(
                            Disclosure.possibleCounts(behind: large),
                            minus: Disclosure.possibleCounts(behind: small)
                        )
                    }
                }
            }
        }
        #expect(pairs > 500)
    }

    private func expectVague(_ outer: ClosedRange<Int>, minus inner: ClosedRange<Int>) {
        let least = max(0, outer.lowerBound - inner.upperBound)
        let most = outer.upperBound - inner.lowerBound
        #expect(least == 0 || most >= Disclosure.k, "\(outer) \(inner)")
    }
}

/// Two releases that are one candidate apart.
@Suite struct NeighbourTests {
    /// What is seen of one figure and of the size of its group.
    private struct Sight: Hashable {
        let contributors: Int?
        let figure: Int?
    }

    /// All that can be seen of a count, found by drawing often enough.
    private func sights(_ count: Int, of base: Int, _ random: inout SplitMix64) -> Set<Sight> {
        var sights: Set<Sight> = []
        for _ in 0..<400 {
            let contributors = Disclosure.contributors(base, using: &random)
            let figure = contributors.flatMap { _ in Disclosure.figure(count, of: base, using: &random) }
            sights.insert(Sight(contributors: contributors, figure: figure))
        }
        return sights
    }

    @Test func `whoever sees a release with and one without a candidate does not learn what that candidate did`() {
        var random = SplitMix64(seed: 7)
        let sizes = 8...46
        var table: [[Set<Sight>]] = []
        for base in 0...(sizes.upperBound + 1) {
            table.append(
                sizes.lowerBound...(sizes.upperBound + 1) ~= base
                    ? (0...base).map { sights($0, of: base, &random) } : []
            )
        }
        struct Pair: Hashable {
            let before: Sight
            let after: Sight
        }
        /// What can be seen before and after when somebody comes along who did it, or who did not.
        func pairs(_ did: Bool, _ bases: ClosedRange<Int>) -> Set<Pair> {
            var pairs: Set<Pair> = []
            for base in bases {
                for count in 0...base {
                    for before in table[base][count] {
                        for after in table[base + 1][count + (did ? 1 : 0)] {
                            pairs.insert(Pair(before: before, after: after))
                        }
                    }
                }
            }
            return pairs
        }
        // Whatever may be seen with the one deed may be seen with the other one, in a group of about the same size.
        let did = pairs(true, sizes.lowerBound...36)
        let didNot = pairs(false, sizes.lowerBound...36)
        let wideDid = pairs(true, sizes)
        let wideDidNot = pairs(false, sizes)
        #expect(did.isSubset(of: wideDidNot))
        #expect(didNot.isSubset(of: wideDid))
        #expect(did.count > 100)
    }

    @Test func `a hidden figure may stand for nobody, for a few, and for five and more`() {
        var random = SplitMix64(seed: 5)
        for base in 20...40 {
            for count in 0...base {
                let seen = sights(count, of: base, &random)
                let isHiddenAtTimes = seen.contains { $0.contributors != nil && $0.figure == nil }
                let isShownAtTimes = seen.contains { $0.figure != nil }
                #expect(isHiddenAtTimes == (count < 10 || base - count < 10), "\(count) of \(base)")
                #expect(isShownAtTimes == (count >= 5 && base - count >= 5), "\(count) of \(base)")
            }
        }
    }

    @Test func `rounding is right on the average, and leaves multiples alone`() {
        var random = SplitMix64(seed: 11)
        for count in 5...30 {
            var sum = 0
            for _ in 0..<4000 {
                let rounded = Disclosure.rounded(count, using: &random)
                #expect(abs(rounded - count) < 5 && rounded % 5 == 0)
                if count % 5 == 0 { #expect(rounded == count) }
                sum += rounded
            }
            #expect(abs(Double(sum) / 4000 - Double(count)) < 0.25)
        }
    }

    @Test func `months are read, compared and closed in UTC`() throws {
        let month = try StatisticsMonth("2026-02")
        #expect(month.start.text == "2026-02-01")
        #expect(month.end.text == "2026-03-01")
        #expect(StatisticsMonth(containing: try Day("2026-02-28")) == month)
        #expect(try StatisticsMonth("2025-12").end.text == "2026-01-01")
        #expect(!month.isClosed(at: try Timestamp("2026-02-28T23:59:59Z")))
        #expect(month.isClosed(at: try Timestamp("2026-03-01T00:00:00Z")))
        for wrong in ["2026", "2026-13", "2026-1", "26-01", "1999-12", "2026-02-01", "abcd-ef"] {
            #expect(throws: TextRefusal.self) { try StatisticsMonth(wrong) }
        }
    }
}
