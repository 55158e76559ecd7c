import TwoWayModel

extension Statement where Input == OpportunityPlace, Output == ContradictionUpkeep.Known {
    /// The contradictions of an opportunity, each with whether a question about it stands in a plan.
    ///
    /// It does when it was asked, or is planned in an interview that can still be held; compare `beliefsToSettle`.
    public static let knownContradictions = Statement(
        name: "known_contradictions",
        sql: """
            SELECT c.id, c.first_id, c.second_id, c.belief_id, c.state,
                EXISTS (SELECT FROM plan_item p
                    JOIN interview i ON i.owner_id = p.owner_id AND i.id = p.interview_id
                    WHERE p.owner_id = $1 AND p.contradiction_id = c.id AND i.state NOT IN ('cancelled', 'no_show')
                        AND (p.state = 'asked' OR p.state = 'planned' AND i.state <> 'closed'))
            FROM contradiction c
            WHERE c.owner_id = $1 AND c.opportunity_id = (SELECT coalesce($2::uuid,
                (SELECT i.opportunity_id FROM interview i WHERE i.owner_id = $1 AND i.id = $3)))
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in
            ContradictionUpkeep.Known(
                id: try row.id(),
                pair: Clash.Pair(
                    first: try row.id(),
                    second: try row.optionalID(),
                    belief: try row.optionalID()
                ),
                state: try row.word(),
                isPlanned: try row.bool()
            )
        }
    )
}

/// Contradictions on their way into the table.
public struct NewContradictions: Sendable {
    public struct Entry: Sendable {
        public var id: ID<Contradiction>
        public var pair: Clash.Pair
        public var severity: Double
        public var weight: Double

        public init(id: ID<Contradiction>, pair: Clash.Pair, severity: Double, weight: Double) {
            self.id = id
            self.pair = pair
            self.severity = severity
            self.weight = weight
        }
    }

    public var opportunity: OwnedID<Opportunity>
    public var entries: [Entry]

    public init(opportunity: OwnedID<Opportunity>, entries: [Entry]) {
        self.opportunity = opportunity
        self.entries = entries
    }
}

extension Statement where Input == NewContradictions, Output == Void {
    /// Stores new contradictions as open; a pair that has a record already gets no second one.
    public static let addContradictions = Statement(
        name: "add_contradictions",
        sql: """
            INSERT INTO contradiction (owner_id, id, opportunity_id, first_id, second_id, belief_id, severity, weight)
            SELECT $1, w.id, $2, w.first_id, w.second_id, w.belief_id, w.severity, w.weight
            FROM unnest($3, $4, $5, $6, $7, $8) AS w (id, first_id, second_id, belief_id, severity, weight)
            ON CONFLICT DO NOTHING
            """,
        bind: {
            let entries = $0.entries
            return [
                .id($0.opportunity.owner), .id($0.opportunity.id), .ids(entries.map(\.id)),
                .ids(entries.map(\.pair.first)), .uuidArray(entries.map { $0.pair.second?.rawValue }),
                .uuidArray(entries.map { $0.pair.belief?.rawValue }), .doubleArray(entries.map(\.severity)),
                .doubleArray(entries.map(\.weight)),
            ]
        }
    )
}

extension Statement
where Input == (owner: ID<Account>, states: [(id: ID<Contradiction>, state: Contradiction.State)]), Output == Void {
    /// Stores what follows from evidence and plans.
    public static let settleContradictions = Statement(
        name: "settle_contradictions",
        sql: """
            UPDATE contradiction c SET state = s.state, updated_at = now()
            FROM unnest($2, $3) AS s (id, state)
            WHERE c.owner_id = $1 AND c.id = s.id
            """,
        bind: { [.id($0.owner), .ids($0.states.map(\.id)), .textArray($0.states.map(\.state.rawValue))] }
    )
}

extension Statement where Input == (opportunity: OwnedID<Opportunity>, kept: Int), Output == Void {
    /// Lets go of the oldest of those that are over and whose evidence is gone for good: such a pair never returns.
    public static let forgetContradictions = Statement(
        name: "forget_contradictions",
        sql: """
            DELETE FROM contradiction WHERE owner_id = $1 AND id IN (
                SELECT c.id FROM contradiction c
                WHERE c.owner_id = $1 AND c.opportunity_id = $2 AND c.state NOT IN ('open', 'queued')
                    AND EXISTS (SELECT FROM evidence e WHERE e.owner_id = $1 AND e.id IN (c.first_id, c.second_id)
                        AND e.retired_at IS NOT NULL)
                ORDER BY c.id DESC OFFSET $3)
            """,
        bind: { [.id($0.opportunity.owner), .id($0.opportunity.id), .int($0.kept)] }
    )
}
