import TwoWayModel

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<OpenPrompt> {
    /// Prompts that coaches wait for.
    public static let dashboardPrompts = Statement(
        name: "dashboard_prompts",
        sql: """
            SELECT count(*) OVER (), p.id, coalesce(k.display_name, 'Closed account'), p.text, p.due_on, p.opportunity_id
            FROM prompt p LEFT JOIN account k ON k.id = p.coach_id
            WHERE p.owner_id = $1 AND p.state = 'open'
            ORDER BY p.due_on NULLS LAST, p.id LIMIT 20
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                OpenPrompt(
                    id: try row.id(),
                    coachName: try row.checked(),
                    text: try row.checked(),
                    dueOn: try row.optionalDay(),
                    opportunity: try row.optionalID()
                )
            }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<UnreadComment> {
    /// Comments of coaches since the candidate last looked.
    public static let dashboardComments = Statement(
        name: "dashboard_comments",
        sql: """
            SELECT count(*) OVER (), c.id, r.id, coalesce(k.display_name, 'Closed account'), c.opportunity_id, o.title,
                c.created_at
            FROM relationship r
            LEFT JOIN account k ON k.id = r.coach_id
            LEFT JOIN read_mark m ON m.owner_id = $1 AND m.relationship_id = r.id
            CROSS JOIN LATERAL (SELECT c.id, c.opportunity_id, c.created_at FROM comment c
                WHERE c.owner_id = $1 AND c.relationship_id = r.id AND c.author = 'coach'
                    AND c.created_at > (SELECT coalesce(m.seen_at, '-infinity'))) c
            LEFT JOIN opportunity o ON o.owner_id = $1 AND o.id = c.opportunity_id
            WHERE r.owner_id = $1
            ORDER BY c.created_at, c.id LIMIT 20
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                UnreadComment(
                    id: try row.id(),
                    relationship: try row.id(),
                    coachName: try row.checked(),
                    opportunity: try row.optionalID(),
                    title: try row.optionalChecked(),
                    at: try row.time()
                )
            }
        }
    )
}

extension Statement where Input == DashboardQuestion, Output == DashboardEntry<WaitingOpinion> {
    /// Second opinions that wait for the candidate's own sheet.
    public static let dashboardOpinions = Statement(
        name: "dashboard_opinions",
        sql: """
            SELECT count(*) OVER (), p.id, coalesce(k.display_name, 'Closed account'), p.coach_sealed, o.id, o.title, e.name
            FROM opinion p
            JOIN opportunity o ON o.owner_id = p.owner_id AND o.id = p.opportunity_id
            JOIN organisation e ON e.owner_id = $1 AND e.id = o.organisation_id
            LEFT JOIN account k ON k.id = p.coach_id
            WHERE p.owner_id = $1 AND p.state IN ('open', 'sealed') AND NOT p.candidate_sealed
            ORDER BY p.id LIMIT 20
            """,
        bind: { [.id($0.owner)] },
        decode: { row throws(RowError) in
            try DashboardEntry(row: &row) { row throws(RowError) in
                WaitingOpinion(
                    id: try row.id(),
                    coachName: try row.checked(),
                    coachSealed: try row.bool(),
                    opportunity: try row.id(),
                    title: try row.checked(),
                    organisation: try row.checked()
                )
            }
        }
    )
}
