import Foundation
import TwoWayModel

extension Evidence {
    /// Columns: id, opportunity_id, priority_key, scope, origin, answer_id, source_class, specificity, rating, strength,
    /// note, created_at, research_note_id, promise_id.
    init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            opportunity: try row.id(),
            priority: try row.id(),
            scope: try row.word(),
            origin: try row.word(),
            answer: try row.optionalID(),
            sourceClass: try row.word(),
            specificity: try row.word(),
            rating: try row.int(),
            strength: try row.double(),
            note: try row.optionalChecked(),
            createdAt: try row.time()
        )
        research = try row.optionalID()
        promise = try row.optionalID()
    }
}

/// What an answer brings along as evidence: who said it, and how concrete it was.
public struct AnswerSource: Sendable {
    public let role: InterviewerRole
    public let isFutureSupervisor: Bool
    public let specificity: Specificity
}

extension Statement
where Input == (owner: ID<Account>, opportunity: ID<Opportunity>, answer: ID<Answer>), Output == AnswerSource {
    /// No row when the answer was not given in an interview of this opportunity.
    public static let answerSource = Statement(
        name: "answer_source",
        sql: """
            SELECT w.role, coalesce(o.future_supervisor_id = q.person_id, false), a.specificity
            FROM answer a
            JOIN asking q ON q.owner_id = a.owner_id AND q.id = a.asking_id
            JOIN interviewer w ON w.owner_id = q.owner_id AND w.interview_id = q.interview_id
                AND w.person_id = q.person_id
            JOIN interview i ON i.owner_id = q.owner_id AND i.id = q.interview_id
            JOIN opportunity o ON o.owner_id = i.owner_id AND o.id = i.opportunity_id
            WHERE a.owner_id = $1 AND o.id = $2 AND a.id = $3
            """,
        bind: { [.id($0.owner), .id($0.opportunity), .id($0.answer)] },
        decode: { row throws(RowError) in
            AnswerSource(role: try row.word(), isFutureSupervisor: try row.bool(), specificity: try row.word())
        }
    )
}

extension Statement
where Input == (owner: ID<Account>, opportunity: ID<Opportunity>, note: ID<ResearchNote>), Output == SourceClass {
    /// No row when the note is neither about this opportunity nor about its organisation at large.
    public static let researchSource = Statement(
        name: "research_source",
        sql: """
            SELECT n.source_class
            FROM opportunity o
            JOIN research_note n ON n.owner_id = o.owner_id AND n.organisation_id = o.organisation_id
                AND (n.opportunity_id IS NULL OR n.opportunity_id = o.id)
            WHERE o.owner_id = $1 AND o.id = $2 AND n.id = $3
            """,
        bind: { [.id($0.owner), .id($0.opportunity), .id($0.note)] },
        decode: { row throws(RowError) in try row.word() }
    )
}

/// What a promise brings along as evidence: who made it, and whether the offer speaks about it.
public struct PromiseSource: Sendable {
    public let state: Promise.State
    /// In the interview that it was made in, else as the person is noted; absent when nobody is named.
    public let role: InterviewerRole?
    public let isFutureSupervisor: Bool
}

extension Statement
where Input == (owner: ID<Account>, opportunity: ID<Opportunity>, promise: ID<Promise>), Output == PromiseSource {
    /// No row when the promise was not made for this opportunity.
    public static let promiseSource = Statement(
        name: "promise_source",
        sql: """
            SELECT p.state, coalesce(w.role, n.role), coalesce(o.future_supervisor_id = p.person_id, false)
            FROM promise p
            JOIN opportunity o ON o.owner_id = p.owner_id AND o.id = p.opportunity_id
            LEFT JOIN person n ON n.owner_id = p.owner_id AND n.id = p.person_id
            LEFT JOIN interviewer w ON w.owner_id = p.owner_id AND w.interview_id = p.interview_id
                AND w.person_id = p.person_id
            WHERE p.owner_id = $1 AND p.opportunity_id = $2 AND p.id = $3
            """,
        bind: { [.id($0.owner), .id($0.opportunity), .id($0.promise)] },
        decode: { row throws(RowError) in
            PromiseSource(state: try row.word(), role: try row.optionalWord(), isFutureSupervisor: try row.bool())
        }
    )
}

extension Statement where Input == (owner: ID<Account>, evidence: Evidence), Output == Evidence {
    public static let createEvidence = Statement(
        name: "create_evidence",
        sql: """
            INSERT INTO evidence (owner_id, id, opportunity_id, priority_key, scope, origin, answer_id, source_class,
                specificity, rating, strength, note, research_note_id, promise_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            RETURNING id, opportunity_id, priority_key, scope, origin, answer_id, source_class, specificity, rating,
                strength, note, created_at, research_note_id, promise_id
            """,
        bind: { input in
            let evidence = input.evidence
            return [
                .id(input.owner), .id(evidence.id), .id(evidence.opportunity), .id(evidence.priority),
                .word(evidence.scope), .word(evidence.origin), .id(evidence.answer), .word(evidence.sourceClass),
                .word(evidence.specificity), .int(evidence.rating), .double(evidence.strength), .value(evidence.note),
                .id(evidence.research), .id(evidence.promise),
            ]
        },
        decode: { row throws(RowError) in try Evidence(row: &row) }
    )
}

extension Statement where Input == (page: OwnerPage, opportunity: ID<Opportunity>), Output == Evidence {
    /// Live evidence, newest first.
    public static let evidencePage = Statement(
        name: "evidence_page",
        sql: """
            SELECT id, opportunity_id, priority_key, scope, origin, answer_id, source_class, specificity, rating,
                strength, note, created_at, research_note_id, promise_id
            FROM evidence
            WHERE owner_id = $1 AND opportunity_id = $4 AND id < $2 AND retired_at IS NULL
            ORDER BY id DESC LIMIT $3
            """,
        bind: { [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.opportunity)] },
        decode: { row throws(RowError) in try Evidence(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Evidence {
    /// All live evidence of an opportunity; at most as much as one may have.
    public static let liveEvidence = Statement(
        name: "live_evidence",
        sql: """
            SELECT id, opportunity_id, priority_key, scope, origin, answer_id, source_class, specificity, rating,
                strength, note, created_at, research_note_id, promise_id
            FROM evidence
            WHERE owner_id = $1 AND opportunity_id = $2 AND retired_at IS NULL
            ORDER BY id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Evidence(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Int {
    public static let countEvidence = Statement(
        name: "count_evidence",
        sql: "SELECT count(*) FROM evidence WHERE owner_id = $1 AND opportunity_id = $2 AND retired_at IS NULL",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.int() }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == UUID {
    /// The job search of an opportunity; no row when there is no such opportunity.
    public static let jobSearchOfOpportunity = Statement(
        name: "job_search_of_opportunity",
        sql: "SELECT job_search_id FROM opportunity WHERE owner_id = $1 AND id = $2",
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.uuid() }
    )
}

extension Statement where Input == OwnedID<Evidence>, Output == ID<Opportunity> {
    /// Answers what it was about; no row when there is no such live evidence.
    public static let retireEvidence = Statement(
        name: "retire_evidence",
        sql: """
            UPDATE evidence SET retired_at = now() WHERE owner_id = $1 AND id = $2 AND retired_at IS NULL
            RETURNING opportunity_id
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == (owner: ID<Account>, askings: [ID<Asking>]), Output == Evidence {
    /// The live evidence that rests on the answers to these askings.
    public static let evidenceOfAskings = Statement(
        name: "evidence_of_askings",
        sql: """
            SELECT e.id, e.opportunity_id, e.priority_key, e.scope, e.origin, e.answer_id, e.source_class,
                e.specificity, e.rating, e.strength, e.note, e.created_at, e.research_note_id, e.promise_id
            FROM answer w JOIN evidence e ON e.owner_id = w.owner_id AND e.answer_id = w.id AND e.retired_at IS NULL
            WHERE w.owner_id = $1 AND w.asking_id = ANY ($2)
            ORDER BY e.id
            """,
        bind: { [.id($0.owner), .ids($0.askings)] },
        decode: { row throws(RowError) in try Evidence(row: &row) }
    )
}
