import TwoWayModel

extension Belief {
    /// Columns: id, opportunity_id, priority_key, statement, basis, scope, expected, state, dismiss_reason, opened_by_id,
    /// revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            opportunity: try row.id(),
            priority: try row.id(),
            statement: try row.checked(),
            basis: try row.optionalChecked(),
            scope: try row.word(),
            expected: try row.int(),
            state: try row.word(),
            dismissReason: try row.optionalChecked(),
            openedBy: try row.optionalID(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

/// An opportunity by its own id, or by that of one of its interviews.
public struct OpportunityPlace: Sendable {
    public let owner: ID<Account>
    fileprivate let opportunity: ID<Opportunity>?
    fileprivate let interview: ID<Interview>?

    public init(_ opportunity: OwnedID<Opportunity>) {
        owner = opportunity.owner
        self.opportunity = opportunity.id
        interview = nil
    }

    public init(of interview: OwnedID<Interview>) {
        owner = interview.owner
        opportunity = nil
        self.interview = interview.id
    }

    fileprivate var values: [SQLValue] { [.id(owner), .id(opportunity), .id(interview)] }
}

/// What others need to know of an opportunity that they hold.
public struct HeldOpportunity: Sendable {
    public let id: ID<Opportunity>
    public let jobSearch: ID<JobSearch>
    public let organisation: ID<Organisation>
}

extension Statement where Input == OpportunityPlace, Output == HeldOpportunity {
    /// The row locked until the end of the transaction: whoever settles beliefs takes this lock first, and an interview's
    /// before it, so that of two who write evidence the second sees what the first one wrote.
    public static let heldOpportunity = Statement(
        name: "held_opportunity",
        sql: """
            SELECT o.id, o.job_search_id, o.organisation_id FROM opportunity o
            WHERE o.owner_id = $1 AND o.id = coalesce($2::uuid,
                (SELECT i.opportunity_id FROM interview i WHERE i.owner_id = $1 AND i.id = $3))
            FOR NO KEY UPDATE
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in
            HeldOpportunity(id: try row.id(), jobSearch: try row.id(), organisation: try row.id())
        }
    )
}

extension Statement where Input == OpportunityPlace, Output == (belief: Belief, isPlanned: Bool) {
    /// The beliefs that are not dismissed, each with whether a question that is to check it stands in a plan.
    ///
    /// It does when an item for it was asked, or is planned in an interview that can still be held: not in one that was
    /// cancelled or missed, and not in one that was closed without asking it.
    public static let beliefsToSettle = Statement(
        name: "beliefs_to_settle",
        sql: """
            SELECT b.id, b.opportunity_id, b.priority_key, b.statement, NULL::text, b.scope, b.expected, b.state,
                b.dismiss_reason, b.opened_by_id, b.revision, b.updated_at,
                EXISTS (SELECT FROM plan_item p
                    JOIN interview i ON i.owner_id = p.owner_id AND i.id = p.interview_id
                    WHERE p.owner_id = $1 AND p.belief_id = b.id AND i.state NOT IN ('cancelled', 'no_show')
                        AND (p.state = 'asked' OR p.state = 'planned' AND i.state <> 'closed'))
            FROM belief b
            WHERE b.owner_id = $1 AND b.state <> 'dismissed' AND b.opportunity_id = coalesce($2::uuid,
                (SELECT i.opportunity_id FROM interview i WHERE i.owner_id = $1 AND i.id = $3))
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in (belief: try Belief(row: &row), isPlanned: try row.bool()) }
    )
}

extension Statement where Input == OpportunityPlace, Output == Evidence {
    /// The live evidence, without its notes; a belief knows by itself what of it settles it.
    public static let evidenceToSettle = Statement(
        name: "evidence_to_settle",
        sql: """
            SELECT e.id, e.opportunity_id, e.priority_key, e.scope, e.origin, e.answer_id, e.source_class,
                e.specificity, e.rating, e.strength, NULL::text, e.created_at, e.research_note_id,
                e.promise_id
            FROM evidence e
            WHERE e.owner_id = $1 AND e.retired_at IS NULL AND e.opportunity_id = coalesce($2::uuid,
                    (SELECT i.opportunity_id FROM interview i WHERE i.owner_id = $1 AND i.id = $3))
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try Evidence(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, states: [(ID<Belief>, Belief.State)]), Output == Void {
    /// Stores what follows from the evidence; the revision counts edits, and this is none.
    public static let settleBeliefs = Statement(
        name: "settle_beliefs",
        sql: """
            UPDATE belief b SET state = s.state, updated_at = now()
            FROM unnest($2, $3) AS s (id, state)
            WHERE b.owner_id = $1 AND b.id = s.id
            """,
        bind: { [.id($0.owner), .ids($0.states.map { $0.0 }), .textArray($0.states.map { $0.1.rawValue })] }
    )
}

extension Statement where Input == (owner: ID<Account>, belief: Belief), Output == Void {
    /// Stores a new belief as unverified; settling it comes next.
    public static let createBelief = Statement(
        name: "create_belief",
        sql: """
            INSERT INTO belief (owner_id, id, opportunity_id, priority_key, statement, basis, scope, expected,
                opened_by_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
        bind: { [.id($0.owner)] + $0.belief.values + [.id($0.belief.openedBy)] }
    )

    /// The same, unless something is believed already of the priority at that scope, dismissed or not.
    public static let openBelief = Statement(
        name: "open_belief",
        sql: """
            INSERT INTO belief (owner_id, id, opportunity_id, priority_key, statement, basis, scope, expected,
                opened_by_id)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
            WHERE NOT EXISTS (SELECT FROM belief b WHERE b.owner_id = $1 AND b.opportunity_id = $3
                AND b.priority_key = $4 AND b.scope = $7)
            """,
        bind: { [.id($0.owner)] + $0.belief.values + [.id($0.belief.openedBy)] }
    )

    /// Stores an edited belief and counts its revision on; the row has been locked before.
    public static let updateBelief = Statement(
        name: "update_belief",
        sql: """
            UPDATE belief
            SET statement = $3, basis = $4, scope = $5, expected = $6, state = $7, dismiss_reason = $8,
                revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            """,
        bind: {
            [
                .id($0.owner), .id($0.belief.id), .value($0.belief.statement), .value($0.belief.basis),
                .word($0.belief.scope), .int($0.belief.expected), .word($0.belief.state),
                .value($0.belief.dismissReason),
            ]
        }
    )
}

extension Belief {
    /// In the order id, opportunity_id, priority_key, statement, basis, scope, expected.
    fileprivate var values: [SQLValue] {
        [
            .id(id), .id(opportunity), .id(priority), .value(statement), .value(basis), .word(scope), .int(expected),
        ]
    }
}

extension Statement where Input == OwnedID<Belief>, Output == Belief {
    public static let belief = Statement(
        name: "belief",
        sql: """
            SELECT id, opportunity_id, priority_key, statement, basis, scope, expected, state, dismiss_reason,
                opened_by_id, revision, updated_at
            FROM belief WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Belief(row: &row) }
    )

    /// The row locked until the end of the transaction, for an edit.
    public static let beliefForUpdate = Statement(
        name: "belief_for_update",
        sql: """
            SELECT id, opportunity_id, priority_key, statement, basis, scope, expected, state, dismiss_reason,
                opened_by_id, revision, updated_at
            FROM belief WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Belief(row: &row) }
    )
}

extension Statement where Input == OwnedID<Belief>, Output == HeldOpportunity {
    /// The opportunity of a belief, locked as by `heldOpportunity`.
    public static let heldOpportunityOfBelief = Statement(
        name: "held_opportunity_of_belief",
        sql: """
            SELECT o.id, o.job_search_id, o.organisation_id FROM opportunity o
            WHERE o.owner_id = $1
                AND o.id = (SELECT b.opportunity_id FROM belief b WHERE b.owner_id = $1 AND b.id = $2)
            FOR NO KEY UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            HeldOpportunity(id: try row.id(), jobSearch: try row.id(), organisation: try row.id())
        }
    )
}

extension Statement where Input == OwnedID<Belief>, Output == Evidence {
    /// The live evidence on the priority of a belief at its opportunity, at any scope.
    public static let evidenceOnBelief = Statement(
        name: "evidence_on_belief",
        sql: """
            SELECT e.id, e.opportunity_id, e.priority_key, e.scope, e.origin, e.answer_id, e.source_class,
                e.specificity, e.rating, e.strength, e.note, e.created_at, e.research_note_id, e.promise_id
            FROM belief b
            JOIN evidence e ON e.owner_id = b.owner_id AND e.opportunity_id = b.opportunity_id
                AND e.priority_key = b.priority_key AND e.retired_at IS NULL
            WHERE b.owner_id = $1 AND b.id = $2
            ORDER BY e.id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Evidence(row: &row) }
    )
}

/// A page of beliefs, in one state or unchecked ones only if so wanted.
public struct BeliefPage: Sendable {
    public let page: OwnerPage
    public let opportunity: ID<Opportunity>?
    public let state: Belief.State?
    public let unchecked: Bool

    public init(page: OwnerPage, opportunity: ID<Opportunity>?, state: Belief.State?, unchecked: Bool) {
        self.page = page
        self.opportunity = opportunity
        self.state = state
        self.unchecked = unchecked
    }

    fileprivate var values: [SQLValue] { [.id(page.owner), .uuid(page.before), .int(page.rows), .word(state)] }
}

extension Statement where Input == BeliefPage, Output == Belief {
    public static let beliefs = Statement(
        name: "beliefs",
        sql: """
            SELECT id, opportunity_id, priority_key, statement, basis, scope, expected, state, dismiss_reason,
                opened_by_id, revision, updated_at
            FROM belief
            WHERE owner_id = $1 AND id < $2 AND ($4::text IS NULL OR state = $4)
            ORDER BY id DESC LIMIT $3
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try Belief(row: &row) }
    )

    /// Those in state unverified or planned, by an index of their own.
    public static let uncheckedBeliefs = Statement(
        name: "unchecked_beliefs",
        sql: """
            SELECT id, opportunity_id, priority_key, statement, basis, scope, expected, state, dismiss_reason,
                opened_by_id, revision, updated_at
            FROM belief
            WHERE owner_id = $1 AND id < $2 AND state IN ('unverified', 'planned') AND ($4::text IS NULL OR state = $4)
            ORDER BY id DESC LIMIT $3
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try Belief(row: &row) }
    )

    public static let beliefsOfOpportunity = Statement(
        name: "beliefs_of_opportunity",
        sql: """
            SELECT id, opportunity_id, priority_key, statement, basis, scope, expected, state, dismiss_reason,
                opened_by_id, revision, updated_at
            FROM belief
            WHERE owner_id = $1 AND opportunity_id = $5 AND id < $2 AND ($4::text IS NULL OR state = $4)
                AND (NOT $6 OR state IN ('unverified', 'planned'))
            ORDER BY id DESC LIMIT $3
            """,
        bind: { $0.values + [.id($0.opportunity), .bool($0.unchecked)] },
        decode: { row throws(RowError) in try Belief(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Int {
    /// The beliefs of the candidate's own; what evidence opened is bounded by the priorities.
    public static let countBeliefs = Statement(
        name: "count_beliefs",
        sql: "SELECT count(*) FROM belief WHERE owner_id = $1 AND opportunity_id = $2 AND opened_by_id IS NULL",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.int() }
    )
}
