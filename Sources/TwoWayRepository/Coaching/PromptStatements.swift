import Foundation
import TwoWayModel

/// A page of one side's prompts, newest first.
public struct PromptPage: Sendable {
    public let page: OwnerPage
    /// Only those of this relationship.
    public let relationship: ID<Relationship>?
    /// Only those in this state.
    public let state: Prompt.State?

    public init(page: OwnerPage, relationship: ID<Relationship>?, state: Prompt.State?) {
        self.page = page
        self.relationship = relationship
        self.state = state
    }
}

/// What a candidate makes of a prompt.
public struct PromptAnswer: Sendable {
    public let prompt: OwnedID<Prompt>
    public let state: Prompt.State
    public let reply: Prose?

    public init(prompt: OwnedID<Prompt>, state: Prompt.State, reply: Prose?) {
        self.prompt = prompt
        self.state = state
        self.reply = reply
    }
}

extension Prompt {
    /// Columns: id, relationship_id, owner_id, name of the candidate, coach_id, name of the coach, opportunity_id, text,
    /// due_on, state, reply, created_at, closed_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            relationship: try row.id(),
            candidate: try row.id(),
            candidateName: try row.checked(),
            coach: try row.id(),
            coachName: try row.checked(),
            opportunity: try row.optionalID(),
            text: try row.checked(),
            dueOn: try row.optionalDay(),
            state: try row.word(),
            reply: try row.optionalChecked(),
            createdAt: try row.time(),
            closedAt: try row.optionalTime()
        )
    }
}

extension Statement where Input == (owner: ID<Account>, prompt: Prompt), Output == Void {
    public static let createPrompt = Statement(
        name: "create_prompt",
        sql: """
            INSERT INTO prompt (owner_id, id, relationship_id, coach_id, opportunity_id, text, due_on)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """,
        bind: {
            [
                .id($0.owner), .id($0.prompt.id), .id($0.prompt.relationship), .id($0.prompt.coach),
                .id($0.prompt.opportunity), .value($0.prompt.text), .day($0.prompt.dueOn),
            ]
        }
    )
}

extension Statement<PromptPage, Prompt> {
    /// As the candidate, with what was replied.
    public static let promptsOfCandidate = Statement(
        name: "prompts_of_candidate",
        sql: """
            SELECT p.id, p.relationship_id, p.owner_id, c.display_name, p.coach_id,
                coalesce(k.display_name, 'Closed account'), p.opportunity_id, p.text, p.due_on, p.state, p.reply,
                p.created_at, p.closed_at
            FROM prompt p
            JOIN account c ON c.id = p.owner_id
            LEFT JOIN account k ON k.id = p.coach_id
            WHERE p.owner_id = $1 AND p.id < $2 AND ($4::uuid IS NULL OR p.relationship_id = $4)
                AND ($5::text IS NULL OR p.state = $5)
            ORDER BY p.id DESC LIMIT $3
            """,
        bind: {
            [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.relationship), .word($0.state)]
        },
        decode: { row throws(RowError) in try Prompt(row: &row) }
    )

    /// As the coach, without what was replied: who reads that leaves a receipt.
    ///
    /// The page first, then the names on it.
    public static let promptsOfCoach = Statement(
        name: "prompts_of_coach",
        sql: """
            WITH page AS MATERIALIZED (
                SELECT p.id, p.relationship_id, p.owner_id, p.coach_id, p.opportunity_id, p.text, p.due_on, p.state,
                    p.created_at, p.closed_at
                FROM prompt p
                WHERE p.coach_id = $1 AND p.id < $2 AND ($4::uuid IS NULL OR p.relationship_id = $4)
                    AND ($5::text IS NULL OR p.state = $5)
                    AND (SELECT r.status = 'active' FROM relationship r
                        WHERE r.owner_id = p.owner_id AND r.id = p.relationship_id)
                    AND (p.opportunity_id IS NULL OR (SELECT true FROM live_share s WHERE s.owner_id = p.owner_id
                        AND s.opportunity_id = p.opportunity_id AND s.coach_id = $1 LIMIT 1))
                ORDER BY p.id DESC LIMIT $3
            )
            SELECT p.id, p.relationship_id, p.owner_id, c.display_name, p.coach_id, k.display_name, p.opportunity_id,
                p.text, p.due_on, p.state, NULL::text, p.created_at, p.closed_at
            FROM page p
            JOIN account c ON c.id = p.owner_id
            JOIN account k ON k.id = p.coach_id
            ORDER BY p.id DESC
            """,
        bind: {
            [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.relationship), .word($0.state)]
        },
        decode: { row throws(RowError) in try Prompt(row: &row) }
    )
}

extension Statement where Input == OwnedID<Prompt>, Output == Prompt {
    /// As the candidate, who owns it.
    public static let promptOfCandidate = Statement(
        name: "prompt_of_candidate",
        sql: """
            SELECT p.id, p.relationship_id, p.owner_id, c.display_name, p.coach_id,
                coalesce(k.display_name, 'Closed account'), p.opportunity_id, p.text, p.due_on, p.state, p.reply,
                p.created_at, p.closed_at
            FROM prompt p
            JOIN account c ON c.id = p.owner_id
            LEFT JOIN account k ON k.id = p.coach_id
            WHERE p.owner_id = $1 AND p.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Prompt(row: &row) }
    )

    /// As the coach, who sent it: while they work together, and what it is about is shared.
    public static let promptOfCoach = Statement(
        name: "prompt_of_coach",
        sql: """
            SELECT p.id, p.relationship_id, p.owner_id, c.display_name, p.coach_id, k.display_name, p.opportunity_id,
                p.text, p.due_on, p.state, p.reply, p.created_at, p.closed_at
            FROM prompt p
            JOIN relationship r ON r.owner_id = p.owner_id AND r.id = p.relationship_id AND r.status = 'active'
            JOIN account c ON c.id = p.owner_id
            JOIN account k ON k.id = p.coach_id
            WHERE p.coach_id = $1 AND p.id = $2
                AND (p.opportunity_id IS NULL OR (SELECT true FROM live_share s WHERE s.owner_id = p.owner_id
                    AND s.opportunity_id = p.opportunity_id AND s.coach_id = $1 LIMIT 1))
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Prompt(row: &row) }
    )
}

extension Statement<PromptAnswer, Void> {
    /// Touches no row that is not open.
    public static let answerPrompt = Statement(
        name: "answer_prompt",
        sql: """
            UPDATE prompt SET state = $3, reply = $4, closed_at = now()
            WHERE owner_id = $1 AND id = $2 AND state = 'open'
            """,
        bind: { [.id($0.prompt.owner), .id($0.prompt.id), .word($0.state), .value($0.reply)] }
    )
}

extension Statement where Input == (candidate: ID<Account>, prompt: OwnedID<Prompt>), Output == Void {
    /// As the coach; touches no row that is not open.
    public static let withdrawPrompt = Statement(
        name: "withdraw_prompt",
        sql: """
            UPDATE prompt SET state = 'withdrawn', closed_at = now()
            WHERE owner_id = $1 AND coach_id = $2 AND id = $3 AND state = 'open'
            """,
        bind: { [.id($0.candidate), .id($0.prompt.owner), .id($0.prompt.id)] }
    )
}
