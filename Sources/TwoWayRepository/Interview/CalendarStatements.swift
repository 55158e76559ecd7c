import TwoWayModel

/// Which appointments to render.
public struct CalendarSelection: Sendable {
    public let owner: ID<Account>
    public let opportunity: ID<Opportunity>?
    public let interview: ID<Interview>?

    public init(owner: ID<Account>, opportunity: ID<Opportunity>?, interview: ID<Interview>?) {
        self.owner = owner
        self.opportunity = opportunity
        self.interview = interview
    }
}

extension Statement where Input == CalendarSelection, Output == Appointment {
    /// Interviews with a start that will take place, or were called off; the latest 500.
    public static let appointments = Statement(
        name: "appointments",
        sql: """
            SELECT i.id, i.title, e.name, o.location, i.format, i.scheduled_start, i.scheduled_end, i.time_zone,
                i.state = 'cancelled', i.revision, i.updated_at
            FROM interview i
            JOIN opportunity o ON o.owner_id = i.owner_id AND o.id = i.opportunity_id
            JOIN organisation e ON e.owner_id = o.owner_id AND e.id = o.organisation_id
            WHERE i.owner_id = $1 AND i.state IN ('scheduled', 'in_progress', 'cancelled')
                AND i.scheduled_start IS NOT NULL
                AND ($2::uuid IS NULL OR i.opportunity_id = $2) AND ($3::uuid IS NULL OR i.id = $3)
            ORDER BY i.scheduled_start DESC LIMIT 500
            """,
        bind: { [.id($0.owner), .id($0.opportunity), .id($0.interview)] },
        decode: { row throws(RowError) in
            Appointment(
                interview: try row.id(),
                title: try row.checked(),
                organisation: try row.checked(),
                location: try row.optionalChecked(),
                format: try row.word(),
                start: try row.time(),
                end: try row.optionalTime(),
                timeZone: TimeZoneName(unchecked: try row.text()),
                isCancelled: try row.bool(),
                revision: try row.int(),
                updatedAt: try row.time()
            )
        }
    )
}

extension Statement where Input == CalendarSelection, Output == Bool {
    /// Whether the opportunity and the interview that are named are the owner's.
    public static let calendarIsOwn = Statement(
        name: "calendar_is_own",
        sql: """
            SELECT ($2::uuid IS NULL OR EXISTS (SELECT FROM opportunity WHERE owner_id = $1 AND id = $2))
                AND ($3::uuid IS NULL OR EXISTS (SELECT FROM interview WHERE owner_id = $1 AND id = $3))
            """,
        bind: { [.id($0.owner), .id($0.opportunity), .id($0.interview)] },
        decode: { row throws(RowError) in try row.bool() }
    )
}
