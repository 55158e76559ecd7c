extension Belief {
    /// What evidence about the organisation leaves open where it depends on the boss (DOMAIN 5.4); nil for any other.
    ///
    /// That the whole organisation is good at something says little about the one who is to be reported to: so it is
    /// believed of the future supervisor until it is checked there.
    public init?(openedBy evidence: Evidence, on priority: Priority, id: ID<Belief>) {
        guard evidence.scope == .organisation, priority.bossDependent else { return nil }
        let title = priority.title.text
        self.init(
            id: id,
            opportunity: evidence.opportunity,
            priority: evidence.priority,
            statement: Line(unchecked: "\(title): with the future supervisor it is as in the whole organisation"),
            basis: Prose(
                unchecked: "The organisation as a whole was rated \(evidence.rating) of 5 by what "
                    + "\(evidence.sourceClass.inWords) said. This depends on the boss: ask the future supervisor."
            ),
            scope: .supervisor,
            expected: evidence.rating,
            state: .unverified,
            openedBy: evidence.id,
            revision: 1,
            updatedAt: evidence.createdAt
        )
    }
}

extension SourceClass {
    /// As the one who says something in a sentence.
    fileprivate var inWords: String {
        switch self {
        case .writtenOffer: "a written offer"
        case .futureSupervisor: "the future supervisor"
        case .hiringManager: "the hiring manager"
        case .observation: "an own observation"
        case .peer: "a peer"
        case .directReport: "a direct report"
        case .skipLevel: "a manager further up"
        case .executive: "an executive"
        case .recruiter: "a recruiter"
        case .hr: "somebody of HR"
        case .published: "a published source"
        case .hearsay: "hearsay"
        }
    }
}
