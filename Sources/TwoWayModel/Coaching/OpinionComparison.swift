/// Two opinions beside each other, priority by priority.
public struct OpinionComparison: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        public var priority: ID<Priority>
        public var title: Title
        public var candidate: Int
        public var coach: Int
        /// Steps by which the coach rates higher; below 0 when lower.
        public var difference: Int
        /// Whether they are a step or more apart.
        public var differs: Bool
        public var candidateNote: Line?
        public var coachNote: Line?
    }

    public var rows: [Row]
    /// How many rows differ.
    public var differing: Int
    public var candidateNote: Prose?
    public var coachNote: Prose?

    /// What both have rated, in the order of the priorities.
    public init(of priorities: [OpinionPriority], candidate: OpinionSheet, coach: OpinionSheet) {
        let first = Self.byPriority(candidate)
        let second = Self.byPriority(coach)
        rows = priorities.compactMap { priority in
            guard let own = first[priority.key], let other = second[priority.key] else { return nil }
            return Row(
                priority: priority.key,
                title: priority.title,
                candidate: own.rating,
                coach: other.rating,
                difference: other.rating - own.rating,
                differs: own.rating != other.rating,
                candidateNote: own.note,
                coachNote: other.note
            )
        }
        differing = rows.count { $0.differs }
        candidateNote = candidate.note
        coachNote = coach.note
    }

    private static func byPriority(_ sheet: OpinionSheet) -> [ID<Priority>: OpinionRating] {
        Dictionary(sheet.ratings.map { ($0.priority, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
