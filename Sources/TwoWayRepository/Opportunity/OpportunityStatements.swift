import Foundation
import TwoWayModel

/// The values of a new opportunity.
public struct NewOpportunity: Sendable {
    public var owner: ID<Account>
    public var id: ID<Opportunity>
    public var jobSearch: ID<JobSearch>
    public var organisation: ID<Organisation>
    public var details: OpportunityDetails

    public init(
        owner: ID<Account>,
        id: ID<Opportunity>,
        jobSearch: ID<JobSearch>,
        organisation: ID<Organisation>,
        details: OpportunityDetails
    ) {
        self.owner = owner
        self.id = id
        self.jobSearch = jobSearch
        self.organisation = organisation
        self.details = details
    }
}

/// The members of an opportunity that its owner edits.
public struct OpportunityDetails: Sendable {
    public var title: Title
    public var functionName: Title?
    public var posting: Line?
    public var location: Title?
    public var workMode: WorkMode?
    public var pay: PayRange?
    public var offerDeadline: Timestamp?
    public var futureSupervisor: ID<Person>?

    public init(
        title: Title,
        functionName: Title?,
        posting: Line?,
        location: Title?,
        workMode: WorkMode?,
        pay: PayRange?,
        offerDeadline: Timestamp?,
        futureSupervisor: ID<Person>?
    ) {
        self.title = title
        self.functionName = functionName
        self.posting = posting
        self.location = location
        self.workMode = workMode
        self.pay = pay
        self.offerDeadline = offerDeadline
        self.futureSupervisor = futureSupervisor
    }

    /// In the order title, function_name, posting, location, work_mode, pay_low, pay_high, pay_currency, pay_period,
    /// offer_deadline, future_supervisor_id.
    fileprivate var values: [SQLValue] {
        [
            .value(title), .value(functionName), .value(posting), .value(location), .word(workMode), .int(pay?.low),
            .int(pay?.high), .value(pay?.currency), .word(pay?.period), .time(offerDeadline), .id(futureSupervisor),
        ]
    }
}

extension Opportunity {
    /// Columns: id, job_search_id, organisation_id, name of the organisation, title, function_name, stage, closed_reason,
    /// merged_into_id, posting, location, work_mode, pay_low, pay_high, pay_currency, pay_period, offer_deadline, future_supervisor_id,
    /// revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            jobSearch: try row.id(),
            organisation: try row.id(),
            organisationName: try row.checked(),
            title: try row.checked(),
            functionName: try row.optionalChecked(),
            stage: try row.word(),
            closedReason: try row.optionalWord(),
            mergedInto: try row.optionalID(),
            posting: try row.optionalChecked(),
            location: try row.optionalChecked(),
            workMode: try row.optionalWord(),
            pay: try PayRange(row: &row),
            offerDeadline: try row.optionalTime(),
            futureSupervisor: try row.optionalID(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension PayRange {
    /// Columns: low, high, currency, period; all or none is null.
    fileprivate init?(row: inout Row) throws(RowError) {
        let low = try row.optionalInt()
        let high = try row.optionalInt()
        let currency: CurrencyCode? = try row.optionalValue()
        let period: Period? = try row.optionalWord()
        guard let low, let high, let currency, let period else { return nil }
        self.init(low: low, high: high, currency: currency, period: period)
    }
}

extension Statement<NewOpportunity, Opportunity> {
    public static let createOpportunity = Statement(
        name: "create_opportunity",
        sql: """
            WITH created AS (
                INSERT INTO opportunity (owner_id, id, job_search_id, organisation_id, title, function_name, posting,
                    location, work_mode, pay_low, pay_high, pay_currency, pay_period, offer_deadline,
                    future_supervisor_id)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                RETURNING *
            )
            SELECT o.id, o.job_search_id, o.organisation_id, g.name, o.title, o.function_name, o.stage, o.closed_reason,
                o.merged_into_id, o.posting, o.location, o.work_mode, o.pay_low, o.pay_high, o.pay_currency,
                o.pay_period, o.offer_deadline, o.future_supervisor_id, o.revision, o.updated_at
            FROM created o JOIN organisation g ON g.owner_id = o.owner_id AND g.id = o.organisation_id
            """,
        bind: { [.id($0.owner), .id($0.id), .id($0.jobSearch), .id($0.organisation)] + $0.details.values },
        decode: { row throws(RowError) in try Opportunity(row: &row) }
    )
}

/// A page of opportunities, of one job search or one stage if so wanted.
public struct OpportunityPage: Sendable {
    public let page: OwnerPage
    public let jobSearch: ID<JobSearch>?
    public let stage: Opportunity.Stage?
    /// Whether those that were merged into another one are listed, too.
    public let merged: Bool

    public init(page: OwnerPage, jobSearch: ID<JobSearch>?, stage: Opportunity.Stage?, merged: Bool) {
        self.page = page
        self.jobSearch = jobSearch
        self.stage = stage
        self.merged = merged
    }
}

extension Statement<OpportunityPage, Opportunity> {
    public static let opportunities = Statement(
        name: "opportunities",
        sql: """
            SELECT o.id, o.job_search_id, o.organisation_id, g.name, o.title, o.function_name, o.stage, o.closed_reason,
                o.merged_into_id, o.posting, o.location, o.work_mode, o.pay_low, o.pay_high, o.pay_currency,
                o.pay_period, o.offer_deadline, o.future_supervisor_id, o.revision, o.updated_at
            FROM opportunity o JOIN organisation g ON g.owner_id = o.owner_id AND g.id = o.organisation_id
            WHERE o.owner_id = $1 AND o.id < $2
                AND ($4::uuid IS NULL OR o.job_search_id = $4) AND ($5::text IS NULL OR o.stage = $5)
                AND ($6 OR o.merged_into_id IS NULL)
            ORDER BY o.id DESC LIMIT $3
            """,
        bind: {
            [
                .id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.jobSearch), .word($0.stage),
                .bool($0.merged),
            ]
        },
        decode: { row throws(RowError) in try Opportunity(row: &row) }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == Opportunity {
    public static let opportunity = Statement(
        name: "opportunity",
        sql: """
            SELECT o.id, o.job_search_id, o.organisation_id, g.name, o.title, o.function_name, o.stage, o.closed_reason,
                o.merged_into_id, o.posting, o.location, o.work_mode, o.pay_low, o.pay_high, o.pay_currency,
                o.pay_period, o.offer_deadline, o.future_supervisor_id, o.revision, o.updated_at
            FROM opportunity o JOIN organisation g ON g.owner_id = o.owner_id AND g.id = o.organisation_id
            WHERE o.owner_id = $1 AND o.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Opportunity(row: &row) }
    )

    /// The same without the opportunity that it was merged into, which is its owner's to know, for whoever else reads it.
    public static let sharedOpportunity = Statement(
        name: "shared_opportunity",
        sql: """
            SELECT o.id, o.job_search_id, o.organisation_id, g.name, o.title, o.function_name, o.stage, o.closed_reason,
                NULL::uuid, o.posting, o.location, o.work_mode, o.pay_low, o.pay_high, o.pay_currency,
                o.pay_period, o.offer_deadline, o.future_supervisor_id, o.revision, o.updated_at
            FROM opportunity o JOIN organisation g ON g.owner_id = o.owner_id AND g.id = o.organisation_id
            WHERE o.owner_id = $1 AND o.id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Opportunity(row: &row) }
    )

    /// The row locked until the end of the transaction, for an edit.
    public static let opportunityForUpdate = Statement(
        name: "opportunity_for_update",
        sql: """
            SELECT o.id, o.job_search_id, o.organisation_id, g.name, o.title, o.function_name, o.stage, o.closed_reason,
                o.merged_into_id, o.posting, o.location, o.work_mode, o.pay_low, o.pay_high, o.pay_currency,
                o.pay_period, o.offer_deadline, o.future_supervisor_id, o.revision, o.updated_at
            FROM opportunity o JOIN organisation g ON g.owner_id = o.owner_id AND g.id = o.organisation_id
            WHERE o.owner_id = $1 AND o.id = $2
            FOR UPDATE OF o
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Opportunity(row: &row) }
    )
}

extension Statement
where Input == (owner: ID<Account>, id: ID<Opportunity>, details: OpportunityDetails), Output == Void {
    /// Stores edited details and counts the revision on; the row has been locked before.
    public static let updateOpportunity = Statement(
        name: "update_opportunity",
        sql: """
            UPDATE opportunity
            SET title = $3, function_name = $4, posting = $5, location = $6, work_mode = $7, pay_low = $8, pay_high = $9,
                pay_currency = $10, pay_period = $11, offer_deadline = $12, future_supervisor_id = $13,
                revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.id)] + $0.details.values }
    )
}

/// A move of an opportunity to another stage.
public struct StageChange: Sendable {
    public let owner: ID<Account>
    public let id: ID<Opportunity>
    public let stage: Opportunity.Stage
    public let reason: Opportunity.ClosedReason?
    public let note: Prose?

    public init(
        owner: ID<Account>,
        id: ID<Opportunity>,
        stage: Opportunity.Stage,
        reason: Opportunity.ClosedReason?,
        note: Prose?
    ) {
        self.owner = owner
        self.id = id
        self.stage = stage
        self.reason = reason
        self.note = note
    }
}

extension Statement<StageChange, Void> {
    /// A trigger writes the one stage event (R8).
    public static let advanceOpportunity = Statement(
        name: "advance_opportunity",
        sql: """
            UPDATE opportunity
            SET stage = $3, closed_reason = $4, stage_note = $5, revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2
            """,
        bind: { [.id($0.owner), .id($0.id), .word($0.stage), .word($0.reason), .value($0.note)] }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == StageEvent {
    /// Oldest first.
    public static let stageEvents = Statement(
        name: "stage_events",
        sql: """
            SELECT from_stage, to_stage, reason, note, at FROM stage_event
            WHERE owner_id = $1 AND opportunity_id = $2
            ORDER BY ordinal
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            StageEvent(
                from: try row.optionalWord(),
                to: try row.word(),
                reason: try row.optionalWord(),
                note: try row.optionalChecked(),
                at: try row.time()
            )
        }
    )
}

extension Statement where Input == OwnedID<Opportunity>, Output == PersonView {
    /// The people of the opportunity's organisation and its future supervisor, oldest first.
    public static let peopleOfOpportunity = Statement(
        name: "people_of_opportunity",
        sql: """
            SELECT p.id, p.name, p.job_title, p.role, coalesce(p.id = o.future_supervisor_id, false)
            FROM opportunity o
            JOIN person p ON p.owner_id = o.owner_id
                AND (p.organisation_id = o.organisation_id OR p.id = o.future_supervisor_id)
            WHERE o.owner_id = $1 AND o.id = $2
            ORDER BY p.id LIMIT 200
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in
            PersonView(
                id: try row.id(),
                name: try row.checked(),
                jobTitle: try row.optionalChecked(),
                role: try row.word(),
                futureSupervisor: try row.bool()
            )
        }
    )
}

extension Statement where Input == Merge<Opportunity>, Output == Opportunity {
    /// Both rows locked until the end of the transaction, in the order of their ids.
    public static let opportunitiesToMerge = Statement(
        name: "opportunities_to_merge",
        sql: """
            WITH held AS (
                SELECT i.id FROM interview i WHERE i.owner_id = $1 AND i.opportunity_id IN ($2, $3)
                ORDER BY i.id FOR NO KEY UPDATE
            )
            SELECT o.id, o.job_search_id, o.organisation_id, g.name, o.title, o.function_name, o.stage, o.closed_reason,
                o.merged_into_id, o.posting, o.location, o.work_mode, o.pay_low, o.pay_high, o.pay_currency,
                o.pay_period, o.offer_deadline, o.future_supervisor_id, o.revision, o.updated_at
            FROM opportunity o JOIN organisation g ON g.owner_id = o.owner_id AND g.id = o.organisation_id
            WHERE o.owner_id = $1 AND o.id IN ($2, $3) AND (SELECT count(*) FROM held) >= 0
            ORDER BY o.id FOR UPDATE OF o
            """,
        bind: { [.id($0.owner), .id($0.from), .id($0.into)] },
        decode: { row throws(RowError) in try Opportunity(row: &row) }
    )
}
