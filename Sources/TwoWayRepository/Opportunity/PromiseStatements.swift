import TwoWayModel

/// A page of one's promises.
public struct PromisePage: Sendable {
    public let page: OwnerPage
    /// Only those of this opportunity.
    public let opportunity: ID<Opportunity>?
    /// Only those in this state.
    public let state: Promise.State?

    public init(page: OwnerPage, opportunity: ID<Opportunity>?, state: Promise.State?) {
        self.page = page
        self.opportunity = opportunity
        self.state = state
    }
}

/// Promises on their way from an interview.
public struct SentPromises: Sendable {
    public struct Entry: Sendable {
        public var id: ID<Promise>
        public var person: ID<Person>?
        public var priority: ID<Priority>?
        public var text: Line
        public var promisedOn: Day

        public init(id: ID<Promise>, person: ID<Person>?, priority: ID<Priority>?, text: Line, promisedOn: Day) {
            self.id = id
            self.person = person
            self.priority = priority
            self.text = text
            self.promisedOn = promisedOn
        }
    }

    public var interview: OwnedID<Interview>
    /// No two with the same id.
    public var promises: [Entry]

    public init(interview: OwnedID<Interview>, promises: [Entry]) {
        self.interview = interview
        self.promises = promises
    }
}

extension Promise {
    /// Columns: id, opportunity_id, interview_id, person_id, priority_key, text, promised_on, state, offer_text,
    /// waive_reason, revision, updated_at.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(
            id: try row.id(),
            opportunity: try row.id(),
            interview: try row.optionalID(),
            person: try row.optionalID(),
            priority: try row.optionalID(),
            text: try row.checked(),
            promisedOn: try row.day(),
            state: try row.word(),
            offerText: try row.optionalChecked(),
            waiveReason: try row.optionalChecked(),
            revision: try row.int(),
            updatedAt: try row.time()
        )
    }
}

extension Statement where Input == (owner: ID<Account>, promise: Promise), Output == Promise {
    /// Stores a new promise; no row if the interview is not one of the opportunity.
    public static let createPromise = Statement(
        name: "create_promise",
        sql: """
            INSERT INTO promise (owner_id, id, opportunity_id, interview_id, person_id, priority_key, text, promised_on)
            SELECT $1, $2, o.id, $4, $5, $6, $7, $8
            FROM opportunity o
            WHERE o.owner_id = $1 AND o.id = $3 AND ($4 IS NULL OR EXISTS (
                SELECT FROM interview i WHERE i.owner_id = $1 AND i.id = $4 AND i.opportunity_id = o.id))
            RETURNING id, opportunity_id, interview_id, person_id, priority_key, text, promised_on, state, offer_text,
                waive_reason, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.promise.id), .id($0.promise.opportunity), .id($0.promise.interview),
                .id($0.promise.person), .id($0.promise.priority), .value($0.promise.text), .day($0.promise.promisedOn),
            ]
        },
        decode: { row throws(RowError) in try Promise(row: &row) }
    )

    /// Stores an edited promise and counts its revision on.
    public static let updatePromise = Statement(
        name: "update_promise",
        sql: """
            UPDATE promise
            SET person_id = $3, priority_key = $4, text = $5, state = $6, offer_text = $7, waive_reason = $8,
                revision = revision + 1, updated_at = now()
            WHERE owner_id = $1 AND id = $2 AND revision = $9
            RETURNING id, opportunity_id, interview_id, person_id, priority_key, text, promised_on, state, offer_text,
                waive_reason, revision, updated_at
            """,
        bind: {
            [
                .id($0.owner), .id($0.promise.id), .id($0.promise.person), .id($0.promise.priority),
                .value($0.promise.text), .word($0.promise.state), .value($0.promise.offerText),
                .value($0.promise.waiveReason), .int($0.promise.revision),
            ]
        },
        decode: { row throws(RowError) in try Promise(row: &row) }
    )
}

extension Statement where Input == OwnedID<Promise>, Output == Promise {
    /// The row locked until the end of the transaction, for an edit.
    public static let promiseForUpdate = Statement(
        name: "promise_for_update",
        sql: """
            SELECT id, opportunity_id, interview_id, person_id, priority_key, text, promised_on, state, offer_text,
                waive_reason, revision, updated_at
            FROM promise
            WHERE owner_id = $1 AND id = $2
            FOR UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try Promise(row: &row) }
    )
}

extension Statement where Input == OwnedID<Promise>, Output == ID<Opportunity> {
    /// The opportunity of a promise, locked until the end of the transaction, as whoever settles beliefs does it.
    public static let heldOpportunityOfPromise = Statement(
        name: "held_opportunity_of_promise",
        sql: """
            SELECT o.id FROM opportunity o
            WHERE o.owner_id = $1
                AND o.id = (SELECT p.opportunity_id FROM promise p WHERE p.owner_id = $1 AND p.id = $2)
            FOR NO KEY UPDATE
            """,
        bind: { [.id($0.owner), .id($0.id)] },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == OwnedID<Promise>, Output == Void {
    public static let deletePromise = Statement(
        name: "delete_promise",
        sql: "DELETE FROM promise WHERE owner_id = $1 AND id = $2",
        bind: { [.id($0.owner), .id($0.id)] }
    )
}

extension Statement where Input == PromisePage, Output == Promise {
    /// Promises, newest first.
    public static let promises = Statement(
        name: "promises",
        sql: """
            SELECT id, opportunity_id, interview_id, person_id, priority_key, text, promised_on, state, offer_text,
                waive_reason, revision, updated_at
            FROM promise
            WHERE owner_id = $1 AND id < $2 AND ($4::uuid IS NULL OR opportunity_id = $4)
                AND ($5::text IS NULL OR state = $5)
            ORDER BY id DESC LIMIT $3
            """,
        bind: {
            [.id($0.page.owner), .uuid($0.page.before), .int($0.page.rows), .id($0.opportunity), .word($0.state)]
        },
        decode: { row throws(RowError) in try Promise(row: &row) }
    )
}

extension Statement where Input == SentPromises, Output == ID<Promise> {
    /// Writes the promises that are new and answers their ids.
    ///
    /// Passed over, for the caller to find out: ids that are there already, people that are not the owner's, and
    /// everything of an interview that takes no more.
    public static let recordPromises = Statement(
        name: "record_promises",
        sql: """
            INSERT INTO promise (owner_id, id, opportunity_id, interview_id, person_id, priority_key, text, promised_on)
            SELECT $1, s.id, i.opportunity_id, i.id, s.person_id, s.priority_key, s.text, DATE '1970-01-01' + s.day::int
            FROM unnest($3, $4, $5, $6, $7) AS s (id, person_id, priority_key, text, day)
            JOIN interview i ON i.owner_id = $1 AND i.id = $2 AND i.state NOT IN ('closed', 'cancelled', 'no_show')
            LEFT JOIN person p ON p.owner_id = $1 AND p.id = s.person_id
            WHERE s.person_id IS NULL OR p.id IS NOT NULL
            ON CONFLICT (owner_id, id) DO NOTHING
            RETURNING id
            """,
        bind: {
            [
                .id($0.interview.owner), .id($0.interview.id), .ids($0.promises.map(\.id)),
                .uuidArray($0.promises.map { $0.person?.rawValue }),
                .uuidArray($0.promises.map { $0.priority?.rawValue }), .textArray($0.promises.map(\.text.text)),
                .intArray($0.promises.map(\.promisedOn.daysSince1970)),
            ]
        },
        decode: { row throws(RowError) in try row.id() }
    )
}

extension Statement where Input == SentPromises, Output == Promise {
    /// What is stored under the ids that were sent, in whichever interview of the owner.
    public static let storedPromises = Statement(
        name: "stored_promises",
        sql: """
            SELECT id, opportunity_id, interview_id, person_id, priority_key, text, promised_on, state, offer_text,
                waive_reason, revision, updated_at
            FROM promise
            WHERE owner_id = $1 AND id = ANY ($2)
            """,
        bind: { [.id($0.interview.owner), .ids($0.promises.map(\.id))] },
        decode: { row throws(RowError) in try Promise(row: &row) }
    )
}
