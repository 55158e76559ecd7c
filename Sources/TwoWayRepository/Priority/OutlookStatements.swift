import TwoWayModel

/// The priorities whose outlook is wanted, and where.
public struct OutlookRequest: Sendable {
    public let search: OwnedID<JobSearch>
    /// Nil for the whole job search.
    public let opportunity: ID<Opportunity>?
    public let priorities: [ID<Priority>]

    public init(search: OwnedID<JobSearch>, opportunity: ID<Opportunity>?, priorities: [ID<Priority>]) {
        self.search = search
        self.opportunity = opportunity
        self.priorities = priorities
    }
}

/// What stands in plans and records about one priority.
public struct PriorityTraces: Sendable {
    public let key: ID<Priority>
    public let planned: Int
    /// At most 20, newest first.
    public let plannedIn: [ID<Interview>]
    public let askings: Int
    /// At most 20.
    public let people: [ID<Person>]
    public let researchNotes: Int
    public let openBeliefs: Int
    public let evidence: Int
}

extension Statement<OutlookRequest, PriorityTraces> {
    /// One row for each of the priorities.
    ///
    /// Research on an organisation as a whole counts for each of its opportunities. What was planned for an interview that
    /// did not or will not take place does not count.
    public static let tracesOfPriorities = Statement(
        name: "traces_of_priorities",
        sql: """
            WITH jobs AS (
                SELECT o.id, o.organisation_id FROM opportunity o
                WHERE o.owner_id = $1 AND o.job_search_id = $2 AND ($3 IS NULL OR o.id = $3)
            ), talks AS MATERIALIZED (
                SELECT m.id, m.state IN ('proposed', 'scheduled', 'in_progress', 'held') AS open
                FROM jobs j JOIN interview m ON m.owner_id = $1 AND m.opportunity_id = j.id
            ), planned AS (
                SELECT k.key, count(*) AS items, array_agg(i.target_person_id) AS people,
                    (array_agg(DISTINCT i.interview_id ORDER BY i.interview_id DESC))[1:20] AS interviews
                FROM talks t
                JOIN plan_item i ON i.owner_id = $1 AND i.interview_id = t.id AND i.state = 'planned'
                CROSS JOIN LATERAL unnest(i.priorities) k (key)
                WHERE t.open
                GROUP BY k.key
            ), asked AS (
                SELECT p.key, sum(p.askings)::bigint AS askings, array_agg(p.person_id) AS people
                FROM (SELECT k.key, a.person_id, count(*) AS askings
                    FROM talks t
                    JOIN asking a ON a.owner_id = $1 AND a.interview_id = t.id AND a.priorities <> '{}'
                    CROSS JOIN LATERAL unnest(a.priorities) k (key)
                    GROUP BY k.key, a.person_id) p
                GROUP BY p.key
            ), research AS (
                SELECT k.key, count(*) AS notes
                FROM research_note n CROSS JOIN LATERAL unnest(n.priorities) k (key)
                WHERE n.owner_id = $1 AND n.priorities && $4
                    AND ($3 IS NULL OR n.opportunity_id = $3
                        OR n.opportunity_id IS NULL AND n.organisation_id IN (SELECT j.organisation_id FROM jobs j))
                GROUP BY k.key
            ), beliefs AS (
                SELECT b.priority_key AS key, count(*) AS open
                FROM jobs j JOIN belief b ON b.owner_id = $1 AND b.opportunity_id = j.id
                WHERE b.state IN ('unverified', 'planned') AND b.priority_key = ANY ($4)
                GROUP BY b.priority_key
            ), live AS (
                SELECT e.priority_key AS key, count(*) AS pieces
                FROM jobs j JOIN evidence e ON e.owner_id = $1 AND e.opportunity_id = j.id
                WHERE e.retired_at IS NULL AND e.priority_key = ANY ($4)
                GROUP BY e.priority_key
            )
            SELECT p.key, coalesce(i.items, 0), coalesce(i.interviews, '{}'), coalesce(a.askings, 0),
                ARRAY(SELECT DISTINCT person FROM unnest(i.people || a.people) person WHERE person IS NOT NULL
                    ORDER BY person LIMIT 20),
                coalesce(r.notes, 0), coalesce(b.open, 0), coalesce(e.pieces, 0)
            FROM unnest($4) AS p (key)
            LEFT JOIN planned i ON i.key = p.key
            LEFT JOIN asked a ON a.key = p.key
            LEFT JOIN research r ON r.key = p.key
            LEFT JOIN beliefs b ON b.key = p.key
            LEFT JOIN live e ON e.key = p.key
            """,
        bind: { [.id($0.search.owner), .id($0.search.id), .id($0.opportunity), .ids($0.priorities)] },
        decode: { row throws(RowError) in
            PriorityTraces(
                key: try row.id(),
                planned: try row.int(),
                plannedIn: try row.ids(),
                askings: try row.int(),
                people: try row.ids(),
                researchNotes: try row.int(),
                openBeliefs: try row.int(),
                evidence: try row.int()
            )
        }
    )
}

/// Priorities with what links a question to them.
public struct AskablePriorities: Sendable {
    public let owner: ID<Account>
    public let keys: [ID<Priority>]
    /// As many as keys; nil for a priority of no dimension.
    public let dimensions: [String?]

    public init(owner: ID<Account>, priorities: [Priority]) {
        self.owner = owner
        keys = priorities.map(\.key)
        dimensions = priorities.map(\.dimension)
    }
}

extension Statement where Input == AskablePriorities, Output == (key: ID<Priority>, questions: Int) {
    /// How many of the questions that a candidate can ask are linked to each priority or about its dimension.
    ///
    /// No row for none. Those that are hidden, or dormant until chosen, do not count; compare `askableQuestions`, of which
    /// this reads no more than counting needs.
    public static let questionsOfPriorities = Statement(
        name: "questions_of_priorities",
        sql: """
            WITH askable AS MATERIALIZED (
                SELECT coalesce(o.priorities, '{}') AS priorities, q.dimensions
                FROM subscription s
                JOIN library_version v ON v.owner_id = s.library_owner_id AND v.library_id = s.library_id
                    AND v.number = s.pinned_version
                CROSS JOIN LATERAL jsonb_array_elements(v.document -> 'topics') AS t (topic)
                CROSS JOIN LATERAL jsonb_to_recordset(t.topic -> 'questions') AS q (key text, dimensions text[])
                LEFT JOIN overlay o ON o.owner_id = $1 AND o.subscription_id = s.id AND o.question_key = q.key
                WHERE s.owner_id = $1 AND s.state <> 'cancelled'
                    AND NOT coalesce(o.hidden OR o.state = 'dormant', false)
                UNION ALL
                SELECT o.priorities, q.dimensions
                FROM overlay o
                JOIN subscription s ON s.owner_id = o.owner_id AND s.id = o.subscription_id AND s.state <> 'cancelled'
                CROSS JOIN LATERAL jsonb_to_record(o.copy -> 'question') AS q (dimensions text[])
                WHERE o.owner_id = $1 AND o.state = 'orphaned' AND NOT o.hidden
                UNION ALL
                SELECT w.priorities, w.dimensions FROM own_question w WHERE w.owner_id = $1 AND NOT w.archived
            )
            SELECT p.key, count(*)
            FROM unnest($2, $3) AS p (key, dimension)
            JOIN askable a ON p.key = ANY (a.priorities) OR p.dimension = ANY (a.dimensions)
            GROUP BY p.key
            """,
        bind: { [.id($0.owner), .ids($0.keys), .textArray($0.dimensions)] },
        decode: { row throws(RowError) in (key: try row.id(), questions: try row.int()) }
    )
}
