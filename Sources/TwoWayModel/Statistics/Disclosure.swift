/// Decides which counts of people may be shown, and how exactly (DOMAIN 5.9, R20).
///
/// A count passes through three gates, and nothing but the chance drawn for it and the count itself decides:
///
/// 1. *Threshold.* At least `k` candidates did it and at least `k` did not. From there up to `2k - 1`, on either side, a
///    count is withheld with a chance of one in four. Without that, a figure that appears from one release to the next would
///    tell that the count went from 4 to 5, and so, to whoever knows that one person came along, what that person did.
/// 2. *Rounding.* To one of the two neighbouring multiples of 5, by chance, so that the mean is right (random rounding, as
///    statistical offices do it); a multiple stays. A shown 10 stands for any count from 6 to 14, so that the difference of
///    two shown figures never pins down a group of fewer than `k`, nor what one person more or less changes.
/// 3. *Company.* If exactly one question of a topic is hidden, the one with the smallest shown figure is hidden too. What is
///    chosen goes by what would be shown, never by the counts behind it, so that it can tell nothing more about them.
///
/// A total of a topic is shown only of measures of which none of its questions is: a total and its parts are never in one
/// release, so that nothing is left to subtract. The chance is drawn anew for each figure and kept nowhere: versions, months
/// and measures are rounded apart from each other, and a release that is there is never made again.
public struct Disclosure: Sendable {
    /// The smallest group that is ever spoken of.
    public static let k = 5
    /// What counts are rounded to.
    public static let step = 5
    /// Below this a count is withheld by chance.
    static let margin = 2 * k
    /// The chance to be withheld is one in this many.
    static let withheldOneIn = 4

    /// Counts of candidates of one release before anything is hidden.
    public struct Counts: Sendable, Hashable {
        public struct Topic: Sendable, Hashable {
            /// Candidates with any question of the topic.
            public var total: [StatisticsMeasure: Int]
            /// By question, in the order of the library.
            public var questions: [[StatisticsMeasure: Int]]

            public init(total: [StatisticsMeasure: Int], questions: [[StatisticsMeasure: Int]]) {
                self.total = total
                self.questions = questions
            }
        }

        /// Candidates who let themselves be counted and have used the version.
        public var contributors: Int
        public var topics: [Topic]

        public init(contributors: Int, topics: [Topic]) {
            self.contributors = contributors
            self.topics = topics
        }
    }

    /// What of it may be shown.
    public struct Shown: Sendable, Hashable {
        public struct Topic: Sendable, Hashable {
            public var total: ShownCounts
            public var questions: [ShownCounts]
        }

        public var contributors: Int
        public var topics: [Topic]
    }

    /// What may be shown of counts; nil when there are too few candidates for anything.
    ///
    /// - Parameters:
    ///   - counts: what was counted.
    ///   - generator: the chance; of the system where it is meant to keep secrets.
    /// - Returns: figures that have passed the three gates.
    public static func shown(
        _ counts: Counts,
        using generator: inout some RandomNumberGenerator
    ) -> Shown? {
        guard let contributors = contributors(counts.contributors, using: &generator) else { return nil }
        let topics = counts.topics.map { topic in
            var shown = Shown.Topic(
                total: ShownCounts(),
                questions: Array(repeating: ShownCounts(), count: topic.questions.count)
            )
            for measure in StatisticsMeasure.allCases {
                let figures = topic.questions.map { question in
                    figure(question[measure] ?? 0, of: counts.contributors, using: &generator)
                }
                let kept = company(of: figures)
                for (place, figure) in kept.enumerated() { shown.questions[place][measure] = figure }
                let total = figure(topic.total[measure] ?? 0, of: counts.contributors, using: &generator)
                if kept.allSatisfy({ $0 == nil }) { shown.total[measure] = total }
            }
            return shown
        }
        return Shown(contributors: contributors, topics: topics)
    }

    /// The number of candidates, if there are enough of them for any figure: `k` who did, and `k` who did not.
    static func contributors(_ count: Int, using generator: inout some RandomNumberGenerator) -> Int? {
        guard count >= 2 * k else { return nil }
        if count < 3 * k, isWithheld(using: &generator) { return nil }
        return rounded(count, using: &generator)
    }

    /// One figure; nil when it is hidden.
    static func figure(_ count: Int, of base: Int, using generator: inout some RandomNumberGenerator) -> Int? {
        let others = base - count
        guard count >= k, others >= k else { return nil }
        if count < margin, isWithheld(using: &generator) { return nil }
        if others < margin, isWithheld(using: &generator) { return nil }
        return rounded(count, using: &generator)
    }

    private static func isWithheld(using generator: inout some RandomNumberGenerator) -> Bool {
        Int.random(in: 0..<withheldOneIn, using: &generator) == 0
    }

    /// One of the neighbouring multiples, the nearer the likelier.
    static func rounded(_ count: Int, using generator: inout some RandomNumberGenerator) -> Int {
        let rest = count % step
        let isUp = Int.random(in: 0..<step, using: &generator) < rest
        return count - rest + (isUp ? step : 0)
    }

    /// Hides the smallest figure, the first of equal ones, when exactly one beside it is hidden.
    static func company(of figures: [Int?]) -> [Int?] {
        guard figures.count(where: { $0 == nil }) == 1 else { return figures }
        let shown = figures.enumerated().compactMap { place, figure in figure.map { (place, $0) } }
        guard let smallest = shown.min(by: { ($0.1, $0.0) < ($1.1, $1.0) }) else { return figures }
        var kept = figures
        kept[smallest.0] = nil
        return kept
    }
}

extension Disclosure {
    /// The counts that a shown figure can stand for, of which nobody but the release knows which it is.
    public static func possibleCounts(behind figure: Int) -> ClosedRange<Int> {
        max(k, figure - step + 1)...(figure + step - 1)
    }
}
