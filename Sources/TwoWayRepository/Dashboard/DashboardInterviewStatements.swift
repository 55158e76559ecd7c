import TwoWayModel

extension ComingInterview {
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            title: try row.checked(),
            organisation: try row.checked(),
            state: try row.word(),
            start: try row.time(),
            timeZone: TimeZoneName(unchecked: try row.text()),
            planned: try row.int()
        )
    }
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<ComingInterview> {
    /// Interviews of the next seven days.
    public static let dashboardComing = Statement(
        name: "dashboard_coming",
        sql: """
            SELECT count(*) OVER (), i.id, i.title, e.name, i.state, i.scheduled_start, i.time_zone,
                (SELECT count(*) FROM plan_item p
                    WHERE p.owner_id = $1 AND p.interview_id = i.id AND p.state IN ('planned', 'asked'))
            FROM interview i
            CROSS JOIN LATERAL (SELECT o.id, o.title, o.stage, o.organisation_id
                FROM opportunity o WHERE o.owner_id = $1 AND o.id = i.opportunity_id LIMIT 1) o
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            WHERE i.owner_id = $1 AND i.state IN ('proposed', 'scheduled') AND i.scheduled_start >= $2
                AND i.scheduled_start < $2 + interval '7 days' AND o.stage <> 'closed'
            ORDER BY i.scheduled_start, i.id LIMIT 20
            """,
        bind: { [.id($0.owner), .time($0.now)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in try ComingInterview(row: &row) }
        }
    )

    /// Interviews within 48 hours without a question.
    public static let dashboardUnprepared = Statement(
        name: "dashboard_unprepared",
        sql: """
            SELECT count(*) OVER (), i.id, i.title, e.name, i.state, i.scheduled_start, i.time_zone, 0
            FROM interview i
            CROSS JOIN LATERAL (SELECT o.id, o.title, o.stage, o.organisation_id
                FROM opportunity o WHERE o.owner_id = $1 AND o.id = i.opportunity_id LIMIT 1) o
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            WHERE i.owner_id = $1 AND i.state IN ('proposed', 'scheduled') AND i.scheduled_start >= $2
                AND i.scheduled_start <= $2 + interval '48 hours' AND o.stage <> 'closed'
                AND NOT EXISTS (SELECT FROM plan_item p
                    WHERE p.owner_id = $1 AND p.interview_id = i.id AND p.state IN ('planned', 'asked'))
            ORDER BY i.scheduled_start, i.id LIMIT 20
            """,
        bind: { [.id($0.owner), .time($0.now)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in try ComingInterview(row: &row) }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<HeldInterview> {
    /// Interviews that were held, and those whose time is over without anybody saying so.
    public static let dashboardToClose = Statement(
        name: "dashboard_to_close",
        sql: """
            SELECT count(*) OVER (), i.id, i.title, e.name, i.state, i.scheduled_start,
                (SELECT count(*) FROM plan_item p
                    WHERE p.owner_id = $1 AND p.interview_id = i.id AND p.must_ask AND p.state = 'planned')
            FROM interview i
            CROSS JOIN LATERAL (SELECT o.id, o.title, o.stage, o.organisation_id
                FROM opportunity o WHERE o.owner_id = $1 AND o.id = i.opportunity_id LIMIT 1) o
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            WHERE i.owner_id = $1 AND i.state IN ('scheduled', 'in_progress', 'held')
                AND (i.state = 'held' OR coalesce(i.scheduled_end, i.scheduled_start + interval '1 hour') < $2)
                AND o.stage <> 'closed'
            ORDER BY i.scheduled_start, i.id LIMIT 20
            """,
        bind: { [.id($0.owner), .time($0.now)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                HeldInterview(
                    id: try row.id(),
                    title: try row.checked(),
                    organisation: try row.checked(),
                    state: try row.word(),
                    start: try row.optionalTime(),
                    needFate: try row.int()
                )
            }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<OpenMustAsk> {
    /// Must-asks of interviews that are over, or will not be, which stand in no plan to come.
    public static let dashboardMustAsks = Statement(
        name: "dashboard_must_asks",
        sql: """
            SELECT count(*) OVER (), p.id, p.text, i.id, i.title, i.state
            FROM plan_item p
            JOIN interview i ON i.owner_id = p.owner_id AND i.id = p.interview_id
            CROSS JOIN LATERAL (SELECT o.id, o.title, o.stage, o.organisation_id
                FROM opportunity o WHERE o.owner_id = $1 AND o.id = i.opportunity_id LIMIT 1) o
            WHERE p.owner_id = $1 AND p.must_ask AND p.state IN ('planned', 'deferred')
                AND (p.state = 'deferred' OR i.state IN ('held', 'no_show', 'cancelled'))
                AND o.stage NOT IN ('accepted', 'closed')
            ORDER BY i.id, p.position, p.id LIMIT 20
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                OpenMustAsk(
                    item: try row.id(),
                    text: try row.checked(),
                    interview: try row.id(),
                    interviewTitle: try row.checked(),
                    interviewState: try row.word()
                )
            }
        }
    )
}

extension DueFollowUp {
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            owedBy: try row.word(),
            text: try row.checked(),
            dueOn: try row.day(),
            opportunity: try row.id(),
            organisation: try row.checked()
        )
    }
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<DueFollowUp> {
    /// Open follow-ups of today and of the days before.
    public static let dashboardDue = Statement(
        name: "dashboard_due",
        sql: """
            SELECT count(*) OVER (), f.id, f.owed_by, f.text, f.due_on, o.id, e.name
            FROM follow_up f
            CROSS JOIN LATERAL (SELECT o.id, o.title, o.stage, o.organisation_id
                FROM opportunity o WHERE o.owner_id = $1 AND o.id = f.opportunity_id LIMIT 1) o
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            WHERE f.owner_id = $1 AND f.state = 'open' AND f.due_on <= $2
            ORDER BY f.due_on, f.id LIMIT 20
            """,
        bind: { [.id($0.owner), .day($0.today)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in try DueFollowUp(row: &row) }
        }
    )

    /// Open follow-ups of the seven days after today.
    public static let dashboardDueSoon = Statement(
        name: "dashboard_due_soon",
        sql: """
            SELECT count(*) OVER (), f.id, f.owed_by, f.text, f.due_on, o.id, e.name
            FROM follow_up f
            CROSS JOIN LATERAL (SELECT o.id, o.title, o.stage, o.organisation_id
                FROM opportunity o WHERE o.owner_id = $1 AND o.id = f.opportunity_id LIMIT 1) o
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            WHERE f.owner_id = $1 AND f.state = 'open' AND f.due_on > $2 AND f.due_on <= $2 + 7
            ORDER BY f.due_on, f.id LIMIT 20
            """,
        bind: { [.id($0.owner), .day($0.today)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in try DueFollowUp(row: &row) }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<PromiseToCheck> {
    /// Promises that nobody has looked for in the offer that is there.
    public static let dashboardPromises = Statement(
        name: "dashboard_promises",
        sql: """
            SELECT count(*) OVER (), p.id, p.text, o.id, e.name
            FROM opportunity o
            JOIN promise p ON p.owner_id = o.owner_id AND p.opportunity_id = o.id AND p.state = 'noted'
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            WHERE o.owner_id = $1 AND o.stage = 'offer'
            ORDER BY p.id LIMIT 20
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                PromiseToCheck(
                    id: try row.id(),
                    text: try row.checked(),
                    opportunity: try row.id(),
                    organisation: try row.checked()
                )
            }
        }
    )
}
