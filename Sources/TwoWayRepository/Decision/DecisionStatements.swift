import TwoWayModel

extension Decision {
    /// Columns: id, opportunity_id, kind, reasons, stage, reverses_id, the decision that reverses it, priority_set_id,
    /// priority_set_version, inputs_hash, method_version, decided_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            opportunity: try row.id(),
            kind: try row.word(),
            reasons: try row.checked(),
            stage: try row.word(),
            reverses: try row.optionalID(),
            reversedBy: try row.optionalID(),
            basis: try row.optionalBasis(),
            decidedAt: try row.time()
        )
    }
}

extension Row {
    fileprivate mutating func optionalBasis() throws(RowError) -> DecisionBasis? {
        let set: ID<PrioritySet>? = try optionalID()
        let version = try optionalInt()
        let hash = try optionalText()
        let method = try optionalText()
        guard let set, let version, let hash, let method else { return nil }
        return DecisionBasis(prioritySet: set, prioritySetVersion: version, inputsHash: hash, methodVersion: method)
    }
}

/// A decision on its way into the table.
public struct NewDecision: Sendable {
    public let owner: ID<Account>
    public let decision: Decision
    /// The JSON of an `Assessment`; present exactly with a basis.
    public let scorecard: [UInt8]?

    public init(owner: ID<Account>, decision: Decision, scorecard: [UInt8]?) {
        self.owner = owner
        self.decision = decision
        self.scorecard = scorecard
    }
}

extension Statement<NewDecision, Void> {
    public static let createDecision = Statement(
        name: "create_decision",
        sql: """
            INSERT INTO decision (owner_id, id, opportunity_id, kind, reasons, stage, reverses_id, priority_set_id,
                priority_set_version, inputs_hash, method_version, scorecard, decided_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """,
        bind: {
            let decision = $0.decision
            let basis = decision.basis
            return [
                .id($0.owner), .id(decision.id), .id(decision.opportunity), .word(decision.kind),
                .value(decision.reasons), .word(decision.stage), .id(decision.reverses), .id(basis?.prioritySet),
                .int(basis?.prioritySetVersion), .text(basis?.inputsHash), .text(basis?.methodVersion),
                .json($0.scorecard), .time(decision.decidedAt),
            ]
        }
    )
}

/// Which decisions a page is to have.
public struct DecisionPage: Sendable {
    public let page: OwnerPage
    public let opportunity: ID<Opportunity>?

    public init(page: OwnerPage, opportunity: ID<Opportunity>?) {
        self.page = page
        self.opportunity = opportunity
    }

    fileprivate var values: [SQLValue] { [.id(page.owner), .uuid(page.before), .int(page.rows)] }
}

extension Statement where Input == DecisionPage, Output == Decision {
    /// Newest first.
    public static let decisions = Statement(
        name: "decisions",
        sql: """
            SELECT d.id, d.opportunity_id, d.kind, d.reasons, d.stage, d.reverses_id,
                (SELECT r.id FROM decision r WHERE r.owner_id = $1 AND r.reverses_id = d.id),
                d.priority_set_id, d.priority_set_version, d.inputs_hash, d.method_version, d.decided_at
            FROM decision d
            WHERE d.owner_id = $1 AND d.id < $2
            ORDER BY d.id DESC LIMIT $3
            """,
        bind: { $0.values },
        decode: { row throws(RowError) in try Decision(row: &row) }
    )

    /// The same for one opportunity.
    public static let decisionsOfOpportunity = Statement(
        name: "decisions_of_opportunity",
        sql: """
            SELECT d.id, d.opportunity_id, d.kind, d.reasons, d.stage, d.reverses_id,
                (SELECT r.id FROM decision r WHERE r.owner_id = $1 AND r.reverses_id = d.id),
                d.priority_set_id, d.priority_set_version, d.inputs_hash, d.method_version, d.decided_at
            FROM decision d
            WHERE d.owner_id = $1 AND d.opportunity_id = $4 AND d.id < $2
            ORDER BY d.id DESC LIMIT $3
            """,
        bind: { $0.values + [.id($0.opportunity)] },
        decode: { row throws(RowError) in try Decision(row: &row) }
    )
}

/// A decision with the JSON of its scorecard.
public struct StoredDecision: Sendable {
    public let decision: Decision
    public let scorecard: [UInt8]?

    /// Columns: scorecard, then those of a decision.
    fileprivate init(row: inout Row) throws(RowError) {
        scorecard = try row.optionalJSON()
        decision = try Decision(row: &row)
    }
}

extension Statement where Input == OwnedID<Decision>, Output == StoredDecision {
    public static let decision = Statement(
        name: "decision",
        sql: """
            SELECT d.scorecard, d.id, d.opportunity_id, d.kind, d.reasons, d.stage, d.reverses_id,
                (SELECT r.id FROM decision r WHERE r.owner_id = $1 AND r.reverses_id = d.id),
                d.priority_set_id, d.priority_set_version, d.inputs_hash, d.method_version, d.decided_at
            FROM decision d
            WHERE d.owner_id = $1 AND d.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try StoredDecision(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == StoredDecision {
    /// The acceptance of a job that nobody has taken back, the last of them.
    public static let standingAcceptance = Statement(
        name: "standing_acceptance",
        sql: """
            SELECT d.scorecard, d.id, d.opportunity_id, d.kind, d.reasons, d.stage, d.reverses_id, NULL::uuid,
                d.priority_set_id, d.priority_set_version, d.inputs_hash, d.method_version, d.decided_at
            FROM decision d
            WHERE d.owner_id = $1 AND d.opportunity_id = $2 AND d.kind = 'accept'
                AND NOT EXISTS (SELECT FROM decision r WHERE r.owner_id = $1 AND r.reverses_id = d.id)
            ORDER BY d.id DESC LIMIT 1
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try StoredDecision(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Int {
    public static let countDecisions = Statement(
        name: "count_decisions",
        sql: "SELECT count(*) FROM decision WHERE owner_id = $1 AND opportunity_id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == OwnedID<Decision>, Output == ID<Opportunity> {
    /// The opportunity of a decision, locked as by `opportunityForUpdate`.
    public static let lockedOpportunityOfDecision = Statement(
        name: "locked_opportunity_of_decision",
        sql: """
            SELECT o.id FROM opportunity o
            WHERE o.owner_id = $1
                AND o.id = (SELECT d.opportunity_id FROM decision d WHERE d.owner_id = $1 AND d.id = $2)
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<Decision>, Output == JobStart {
    public static let jobStart = Statement(
        name: "job_start",
        sql: "SELECT decision_id, starts_on, revision FROM job_start WHERE owner_id = $1 AND decision_id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            JobStart(decision: try row.id(), startsOn: try row.day(), revision: try row.int())
        }
    )
}

extension Statement where Input == (owner: ID<Account>, start: JobStart), Output == Void {
    /// Changes no row when somebody else's edit came between (R23).
    public static let saveJobStart = Statement(
        name: "save_job_start",
        sql: """
            INSERT INTO job_start AS s (owner_id, decision_id, starts_on) VALUES ($1, $2, $3)
            ON CONFLICT (owner_id, decision_id) DO UPDATE
            SET starts_on = excluded.starts_on, revision = s.revision + 1, updated_at = now()
            WHERE s.revision = $4
            """,
        bind: { [.id($0.owner), .id($0.start.decision), .day($0.start.startsOn), .int($0.start.revision)] }
    )
}
