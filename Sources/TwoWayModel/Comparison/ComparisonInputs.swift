/// The arithmetic in use.
public enum ComparisonMethod {
    /// Stored with each result; any change that can move a number needs a new one.
    public static let version = "1"
    /// A larger whole number would not survive every reader of JSON.
    public static let maximumSeed = 1 << 53 - 1

    /// The seed of inputs for which none is given: from their hash, so that equal inputs give equal results.
    public static func seed(ofHash bytes: some Sequence<UInt8>) -> Int {
        let word = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int(truncatingIfNeeded: word >> 11)
    }
}

/// All that a comparison is computed from, besides its seed.
///
/// Opportunities are kept in the order of their ids, and their evidence in the order of its ids, so that equal inputs are
/// equal in whatever order they were read.
public struct ComparisonInputs: Hashable, Sendable {
    /// The fewest and the most opportunities of a comparison.
    public static let sizes = 2...50

    public struct Entry: Hashable, Sendable {
        public let assessment: AssessmentInputs
        /// What people call it; no number depends on it.
        public let title: Title
        public let organisation: Title

        public init(assessment: AssessmentInputs, title: Title, organisation: Title) {
            self.assessment = assessment
            self.title = title
            self.organisation = organisation
        }
    }

    public let prioritySet: PrioritySet
    public let entries: [Entry]

    /// Nil unless each opportunity is there once, and all are assessed by the one set (R15).
    public init?(prioritySet: PrioritySet, entries: [Entry]) {
        let ids = Set(entries.map(\.assessment.opportunity))
        guard ids.count == entries.count, entries.allSatisfy({ $0.assessment.prioritySet == prioritySet }) else {
            return nil
        }
        self.prioritySet = prioritySet
        self.entries = entries.sorted { $0.assessment.opportunity < $1.assessment.opportunity }
    }

    /// The bytes to be hashed with SHA-256 for `ComparisonOutcome.inputsHash`: all that bears on a number of the result.
    ///
    /// Independent of any order but that of the priorities; wordings and notes are left out.
    public func canonicalInputs() -> [UInt8] {
        var bytes = CanonicalBytes()
        bytes.put("comparison")
        bytes.put(ComparisonMethod.version)
        bytes.put(ComparisonDraws.standard)
        bytes.put(prioritySet.certainty?.rawValue)
        bytes.putList(count: entries.count)
        for entry in entries {
            bytes.put(entry.assessment.canonicalInputs())
        }
        return bytes.bytes
    }
}

/// What is tried out on a comparison without being stored.
public struct ComparisonChanges: Hashable, Sendable {
    /// Shares of the whole, from 0 to 1; the priorities that are not named share what is left as before.
    public var weights: [ID<Priority>: Double]
    public var ratings: [Rating]

    /// An interval in place of what is known.
    public struct Rating: Hashable, Sendable {
        public var opportunity: ID<Opportunity>
        public var priority: ID<Priority>
        public var interval: ValueInterval

        public init(opportunity: ID<Opportunity>, priority: ID<Priority>, interval: ValueInterval) {
            self.opportunity = opportunity
            self.priority = priority
            self.interval = interval
        }
    }

    public init(weights: [ID<Priority>: Double] = [:], ratings: [Rating] = []) {
        self.weights = weights
        self.ratings = ratings
    }
}

extension ComparisonInputs {
    /// The inputs as they would be.
    public func applying(_ changes: ComparisonChanges) -> ComparisonInputs? {
        let set = prioritySet.reweighted(changes.weights)
        let ratings = Dictionary(grouping: changes.ratings, by: \.opportunity)
        return ComparisonInputs(
            prioritySet: set,
            entries: entries.map { entry in
                var own = entry.assessment.own
                for rating in ratings[entry.assessment.opportunity] ?? [] {
                    own[rating.priority] = OwnRating(interval: rating.interval, revision: 0)
                }
                return Entry(
                    assessment: AssessmentInputs(
                        opportunity: entry.assessment.opportunity,
                        prioritySet: set,
                        evidence: entry.assessment.evidence,
                        own: own,
                        waivers: Array(entry.assessment.waivers.values)
                    ),
                    title: entry.title,
                    organisation: entry.organisation
                )
            }
        )
    }
}

extension PrioritySet {
    /// The set with other weights, of which the named ones are shares of the whole and the others share the rest in
    /// proportion.
    ///
    /// A ranking has no weights to change, so that it becomes the exact weights that are its mean. Shares that come to more
    /// than 1 are normalised.
    func reweighted(_ shares: [ID<Priority>: Double]) -> PrioritySet {
        let named = priorities.map { shares[$0.key] }
        guard named.contains(where: { $0 != nil }), let stated = normalisedWeights() else { return self }
        let taken = named.reduce(0) { $0 + ($1 ?? 0) }
        let others = zip(named, stated).reduce(0) { $0 + ($1.0 == nil ? $1.1 : 0) }
        let left = max(0, 1 - taken)
        var changed = self
        if weightMode == .ordinal { changed.weightMode = .exact }
        for place in priorities.indices {
            changed.priorities[place].weight = named[place] ?? (others > 0 ? stated[place] / others * left : 0)
            changed.priorities[place].rank = nil
        }
        return changed
    }
}
