import TwoWayModel

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<UncheckedBelief> {
    /// Beliefs that nothing has settled, the oldest first.
    public static let dashboardBeliefs = Statement(
        name: "dashboard_beliefs",
        sql: """
            SELECT count(*) OVER (), b.id, b.statement, b.scope, b.state, o.id, e.name
            FROM belief b
            CROSS JOIN LATERAL (SELECT o.id, o.organisation_id, o.stage
                FROM opportunity o WHERE o.owner_id = $1 AND o.id = b.opportunity_id LIMIT 1) o
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            WHERE b.owner_id = $1 AND b.state IN ('unverified', 'planned') AND o.stage NOT IN ('accepted', 'closed')
            ORDER BY b.id LIMIT 20
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                UncheckedBelief(
                    id: try row.id(),
                    statement: try row.checked(),
                    scope: try row.word(),
                    state: try row.word(),
                    opportunity: try row.id(),
                    organisation: try row.checked()
                )
            }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<OpenContradiction> {
    /// Contradictions that no plan is to clear up, the gravest first; what else is told of them is looked up for these alone.
    public static let dashboardContradictions = Statement(
        name: "dashboard_contradictions",
        sql: """
            WITH open AS MATERIALIZED (
                SELECT count(*) OVER () AS total, c.id, c.first_id, c.second_id, c.severity, o.id AS opportunity_id,
                    o.job_search_id, o.organisation_id
                FROM contradiction c CROSS JOIN LATERAL (SELECT o.id, o.job_search_id, o.organisation_id, o.stage
                    FROM opportunity o WHERE o.owner_id = $1 AND o.id = c.opportunity_id LIMIT 1) o
                WHERE c.owner_id = $1 AND c.state = 'open' AND o.stage NOT IN ('accepted', 'closed')
                ORDER BY c.severity DESC, c.id LIMIT 20
            )
            SELECT c.total, c.id, e.priority_key,
                (SELECT p.title FROM priority p
                    JOIN priority_set s ON s.owner_id = p.owner_id AND s.id = p.priority_set_id
                        AND s.job_search_id = c.job_search_id
                    WHERE p.owner_id = $1 AND p.priority_key = e.priority_key
                    ORDER BY s.version DESC LIMIT 1),
                e.scope, c.severity, e.rating || coalesce((SELECT ARRAY[f.rating] FROM evidence f
                    WHERE f.owner_id = $1 AND f.id = c.second_id), '{}'),
                c.opportunity_id, g.name
            FROM open c
            CROSS JOIN LATERAL (SELECT e.priority_key, e.scope, e.rating FROM evidence e
                WHERE e.owner_id = $1 AND e.id = c.first_id LIMIT 1) e
            CROSS JOIN LATERAL (SELECT g.name FROM organisation g
                WHERE g.owner_id = $1 AND g.id = c.organisation_id LIMIT 1) g
            ORDER BY c.severity DESC, c.id
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                OpenContradiction(
                    id: try row.id(),
                    priority: try row.id(),
                    priorityTitle: try row.checked(),
                    scope: try row.word(),
                    severity: try row.double(),
                    ratings: try row.intArray(),
                    opportunity: try row.id(),
                    organisation: try row.checked()
                )
            }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<OfferDeadline> {
    /// Offers to be answered within fourteen days, or too late already.
    public static let dashboardOffers = Statement(
        name: "dashboard_offers",
        sql: """
            SELECT count(*) OVER (), o.id, o.title, e.name, o.offer_deadline
            FROM opportunity o
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            WHERE o.owner_id = $1 AND o.stage = 'offer' AND o.offer_deadline < $2 + interval '14 days'
            ORDER BY o.offer_deadline, o.id LIMIT 20
            """,
        bind: { [.id($0.owner), .time($0.now)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                OfferDeadline(
                    opportunity: try row.id(),
                    title: try row.checked(),
                    organisation: try row.checked(),
                    deadline: try row.time()
                )
            }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<DueRealityCheck> {
    /// Reality checks that are due today or were before; compare `dueRealityChecks`.
    public static let dashboardReality = Statement(
        name: "dashboard_reality",
        sql: """
            SELECT count(*) OVER (), o.id, o.title, g.name, w.day, s.starts_on + w.day
            FROM job_start s
            JOIN decision d ON d.owner_id = s.owner_id AND d.id = s.decision_id
            CROSS JOIN LATERAL (SELECT o.id, o.title, o.stage, o.organisation_id
                FROM opportunity o WHERE o.owner_id = $1 AND o.id = d.opportunity_id LIMIT 1) o
            JOIN organisation g ON g.owner_id = $1 AND g.id = o.organisation_id
            CROSS JOIN unnest(ARRAY[30, 90, 180]) AS w (day)
            WHERE s.owner_id = $1 AND s.starts_on + w.day <= $2
                AND NOT EXISTS (SELECT FROM decision r WHERE r.owner_id = $1 AND r.reverses_id = d.id)
                AND NOT EXISTS (SELECT FROM reality_check c WHERE c.owner_id = $1 AND c.opportunity_id = o.id
                    AND c.day = w.day)
            ORDER BY s.starts_on + w.day, o.id LIMIT 20
            """,
        bind: { [.id($0.owner), .day($0.today)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in try DueRealityCheck(row: &row) }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<UnaskablePriority> {
    /// Priorities of searches that are going on which no question, no plan and no research will find out about, the
    /// heaviest first.
    ///
    /// A question finds out about a priority if it is linked to it or is of its dimension; hidden and dormant ones do
    /// not count, since they are in no plan until chosen, and neither do plans of interviews that are over.
    public static let dashboardUnaskable = Statement(
        name: "dashboard_unaskable",
        sql: """
            WITH wanted AS MATERIALIZED (
                SELECT j.id AS job_search_id, p.priority_key, p.dimension, p.title, p.weight
                FROM job_search j
                JOIN priority_set s ON s.owner_id = j.owner_id AND s.job_search_id = j.id
                    AND s.state IN ('active', 'frozen')
                JOIN priority p ON p.owner_id = s.owner_id AND p.priority_set_id = s.id
                WHERE j.owner_id = $1 AND j.state = 'active'
            ), linked AS MATERIALIZED (
                SELECT unnest(t.priorities) AS key
                FROM interview i
                JOIN plan_item t ON t.owner_id = i.owner_id AND t.interview_id = i.id AND t.state IN ('planned', 'asked')
                WHERE i.owner_id = $1 AND i.state IN ('proposed', 'scheduled', 'in_progress', 'held')
                UNION
                SELECT unnest(priorities) FROM own_question WHERE owner_id = $1 AND NOT archived
                UNION
                SELECT unnest(v.priorities)
                FROM overlay v
                JOIN subscription f ON f.owner_id = v.owner_id AND f.id = v.subscription_id AND f.state <> 'cancelled'
                WHERE v.owner_id = $1 AND NOT v.hidden AND v.state <> 'dormant'
                UNION
                SELECT unnest(priorities) FROM research_note WHERE owner_id = $1
            ), covered AS MATERIALIZED (
                SELECT unnest(dimensions) AS dimension FROM own_question WHERE owner_id = $1 AND NOT archived
                UNION
                SELECT d #>> '{}'
                FROM subscription s
                JOIN library_version v ON v.owner_id = s.library_owner_id AND v.library_id = s.library_id
                    AND v.number = s.pinned_version
                CROSS JOIN LATERAL jsonb_path_query(v.document, '$.topics[*].questions[*]') q
                CROSS JOIN LATERAL jsonb_path_query(q, '$.dimensions[*]') d
                WHERE s.owner_id = $1 AND s.state <> 'cancelled' AND NOT EXISTS (SELECT FROM overlay y
                    WHERE y.owner_id = $1 AND y.subscription_id = s.id AND y.question_key = q ->> 'key'
                    AND (y.hidden OR y.state = 'dormant'))
            )
            SELECT count(*) OVER (), w.job_search_id, w.priority_key, w.title, w.weight
            FROM wanted w
            WHERE NOT EXISTS (SELECT FROM evidence e
                    WHERE e.owner_id = $1 AND e.priority_key = w.priority_key AND e.retired_at IS NULL)
                AND NOT EXISTS (SELECT FROM linked l WHERE l.key = w.priority_key)
                AND NOT EXISTS (SELECT FROM covered c WHERE c.dimension = w.dimension)
            ORDER BY w.weight DESC, w.priority_key LIMIT 20
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                UnaskablePriority(
                    jobSearch: try row.id(),
                    priority: try row.id(),
                    title: try row.checked(),
                    weight: try row.double()
                )
            }
        }
    )
}
