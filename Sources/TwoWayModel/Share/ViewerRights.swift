/// What a viewer may see of one thing.
public enum ViewerRights: Hashable, Sendable {
    /// All of it, because it is the viewer's own.
    case owner
    /// The fields that live shares of one subject open.
    case coach(Set<ShareField>, subject: ShareSubject)

    /// The rights of a coach to read one thing at a time: all that the live shares open together.
    ///
    /// Nil when no live share covers it, which the coach must see as "not found" (R1). Shares of others are ignored.
    public static func coach(
        _ coach: ID<Account>,
        reading subject: ShareSubject,
        of opportunity: ID<Opportunity>,
        shares: [Share],
        at time: Timestamp
    ) -> ViewerRights? {
        let covering = shares.filter { share in
            share.coach == coach && share.opportunity == opportunity && share.subject == subject
                && share.isLive(at: time)
        }
        let fields = Set(covering.flatMap(\.fields)).intersection(subject.fields)
        return fields.isEmpty ? nil : .coach(fields, subject: subject)
    }
}

extension ShareSubject {
    /// The fields that mean something for this subject; others open nothing.
    public var fields: Set<ShareField> {
        Set(ShareField.allCases.filter { $0.subject == self })
    }
}

extension ShareField {
    /// What the field is a part of.
    public var subject: ShareSubject {
        switch self {
        case .overview, .timeline, .posting, .pay, .people, .names: .opportunity
        case .weights, .intervals, .gates, .evidence, .notes: .assessment
        }
    }
}
