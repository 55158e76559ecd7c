import Foundation
import TwoWayModel

/// A second opinion about to be asked for.
public struct NewOpinion: Sendable {
    /// The candidate.
    public let owner: ID<Account>
    public let id: ID<Opinion>
    public let relationship: ID<Relationship>
    public let coach: ID<Account>
    public let opportunity: ID<Opportunity>
    public let question: Line?
    public let priorities: [OpinionPriority]

    public init(
        owner: ID<Account>,
        id: ID<Opinion>,
        relationship: ID<Relationship>,
        coach: ID<Account>,
        opportunity: ID<Opportunity>,
        question: Line?,
        priorities: [OpinionPriority]
    ) {
        self.owner = owner
        self.id = id
        self.relationship = relationship
        self.coach = coach
        self.opportunity = opportunity
        self.question = question
        self.priorities = priorities
    }
}

/// A second opinion with what is asked, and nothing of what anybody thinks.
public struct AskedOpinion: Sendable {
    public let opinion: Opinion
    public let question: Line?
    public let priorities: [OpinionPriority]
}

extension Opinion {
    /// Columns: id, relationship_id, owner_id, name of the candidate, coach_id, name of the coach, opportunity_id, state,
    /// candidate_sealed, coach_sealed, created_at, ended_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            relationship: try row.id(),
            candidate: try row.id(),
            candidateName: try row.checked(),
            coach: try row.id(),
            coachName: try row.checked(),
            opportunity: try row.id(),
            state: try row.word(),
            candidateSealed: try row.bool(),
            coachSealed: try row.bool(),
            createdAt: try row.time(),
            endedAt: try row.optionalTime()
        )
    }
}

extension AskedOpinion {
    /// Columns: those of the opinion, question, priority_keys, priority_titles.
    fileprivate init(row: inout Row) throws(RowError) {
        opinion = try Opinion(row: &row)
        question = try row.optionalChecked()
        let keys = try row.ids(Priority.self)
        let titles = try row.textArray()
        priorities = zip(keys, titles).map { OpinionPriority(key: $0, title: Title(unchecked: $1)) }
    }
}

extension Statement<NewOpinion, Void> {
    public static let askOpinion = Statement(
        name: "ask_opinion",
        sql: """
            INSERT INTO opinion (owner_id, id, relationship_id, coach_id, opportunity_id, question, priority_keys,
                priority_titles)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
        bind: {
            [
                .id($0.owner), .id($0.id), .id($0.relationship), .id($0.coach), .id($0.opportunity),
                .value($0.question), .ids($0.priorities.map(\.key)), .textArray($0.priorities.map(\.title.text)),
            ]
        }
    )
}

extension Statement where Input == OwnerPage, Output == Opinion {
    /// As the candidate.
    public static let opinionsOfCandidate = Statement(
        name: "opinions_of_candidate",
        sql: """
            SELECT o.id, o.relationship_id, o.owner_id, c.display_name, o.coach_id,
                coalesce(k.display_name, 'Closed account'), o.opportunity_id, o.state, o.candidate_sealed,
                o.coach_sealed, o.created_at, o.ended_at
            FROM opinion o
            JOIN account c ON c.id = o.owner_id
            LEFT JOIN account k ON k.id = o.coach_id
            WHERE o.owner_id = $1 AND o.id < $2
            ORDER BY o.id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Opinion(row: &row) }
    )

    /// As the coach: those of which the assessment is shared.
    public static let opinionsOfCoach = Statement(
        name: "opinions_of_coach",
        sql: """
            SELECT o.id, o.relationship_id, o.owner_id, c.display_name, o.coach_id, k.display_name, o.opportunity_id,
                o.state, o.candidate_sealed, o.coach_sealed, o.created_at, o.ended_at
            FROM opinion o
            JOIN account c ON c.id = o.owner_id
            JOIN account k ON k.id = o.coach_id
            WHERE o.coach_id = $1 AND o.id < $2
                AND (SELECT true FROM live_share s WHERE s.owner_id = o.owner_id AND s.coach_id = $1
                    AND s.opportunity_id = o.opportunity_id AND s.subject = 'assessment' LIMIT 1)
            ORDER BY o.id DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .uuid($0.before), .int($0.rows)] },
        decode: { row throws(RowError) in try Opinion(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opinion>, Output == AskedOpinion {
    /// As the candidate, who owns it.
    public static let opinionOfCandidate = Statement(
        name: "opinion_of_candidate",
        sql: """
            SELECT o.id, o.relationship_id, o.owner_id, c.display_name, o.coach_id,
                coalesce(k.display_name, 'Closed account'), o.opportunity_id, o.state, o.candidate_sealed,
                o.coach_sealed, o.created_at, o.ended_at, o.question, o.priority_keys, o.priority_titles
            FROM opinion o
            JOIN account c ON c.id = o.owner_id
            LEFT JOIN account k ON k.id = o.coach_id
            WHERE o.owner_id = $1 AND o.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try AskedOpinion(row: &row) }
    )

    /// As the coach who is asked, while the assessment is shared.
    public static let opinionOfCoach = Statement(
        name: "opinion_of_coach",
        sql: """
            SELECT o.id, o.relationship_id, o.owner_id, c.display_name, o.coach_id, k.display_name, o.opportunity_id,
                o.state, o.candidate_sealed, o.coach_sealed, o.created_at, o.ended_at, o.question, o.priority_keys,
                o.priority_titles
            FROM opinion o
            JOIN account c ON c.id = o.owner_id
            JOIN account k ON k.id = o.coach_id
            WHERE o.coach_id = $1 AND o.id = $2
                AND (SELECT true FROM live_share s WHERE s.owner_id = o.owner_id AND s.coach_id = $1
                    AND s.opportunity_id = o.opportunity_id AND s.subject = 'assessment' LIMIT 1)
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try AskedOpinion(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opinion>, Output == Void {
    /// Touches no row that is revealed or was cancelled before.
    public static let cancelOpinion = Statement(
        name: "cancel_opinion",
        sql: """
            UPDATE opinion SET state = 'cancelled', ended_at = now()
            WHERE owner_id = $1 AND id = $2 AND state IN ('open', 'sealed')
            """,
        bind: { [.id($0.owner), .id($0.id)] }
    )
}
