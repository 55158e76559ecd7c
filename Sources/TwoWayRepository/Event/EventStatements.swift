import TwoWayModel

/// How far the log of an account goes, and what is kept of it.
public struct EventLogState: Sendable {
    /// The oldest event that is kept; one above the last when none is.
    public let first: Int
    /// The newest event; 0 before the first one.
    public let last: Int
    /// All up to this one are acknowledged.
    public let read: Int

    public init(first: Int, last: Int, read: Int) {
        self.first = first
        self.last = last
        self.read = read
    }

    /// The log of an account that was never told anything.
    public static let empty = EventLogState(first: 1, last: 0, read: 0)

    /// Columns: first_seq, last_seq, read_seq.
    fileprivate init(row: inout Row) throws(RowError) {
        self.init(first: try row.int(), last: try row.int(), read: try row.int())
    }
}

/// A stretch of an account's log.
public struct EventWindow: Sendable {
    public let owner: ID<Account>
    /// Events above this number.
    public let after: Int
    /// How many numbers; fewer events where some may not be read.
    public let count: Int

    public init(owner: ID<Account>, after: Int, count: Int) {
        self.owner = owner
        self.after = after
        self.count = count
    }
}

/// One event of a window with the state of the log at the same moment.
public struct EventWindowRow: Sendable {
    public let log: EventLogState
    /// Absent when no event of the window may be read; then there is one such row.
    public let event: Event?
}

/// A page of an account's log, newest first.
public struct EventPage: Sendable {
    public let owner: ID<Account>
    public let before: Int
    public let rows: Int
    public let unreadOnly: Bool

    public init(owner: ID<Account>, before: Int, rows: Int, unreadOnly: Bool) {
        self.owner = owner
        self.before = before
        self.rows = rows
        self.unreadOnly = unreadOnly
    }
}

extension Event {
    /// Columns: seq, at, side, kind, subject_kind, subject_id, other_id, name of the other one, title, whether it is read.
    fileprivate init(row: inout Row) throws(RowError) {
        let seq = try row.int()
        let at = try row.time()
        let side: Role = try row.word()
        let kind: Kind = try row.word()
        let subject = EventSubject(kind: try row.word(), id: try row.id())
        self.init(
            seq: seq,
            at: at,
            side: side,
            kind: kind,
            subject: subject,
            other: try row.optionalID(),
            otherName: try row.optionalChecked(),
            title: try row.optionalChecked(),
            read: try row.bool()
        )
    }
}

extension Statement<EventWindow, EventWindowRow> {
    /// In the order of the numbers; no row at all before the account was told anything.
    ///
    /// Which events are there, and which names, is decided by what the asker may read at this moment.
    public static let eventWindow = Statement(
        name: "event_window",
        sql: """
            SELECT l.first_seq, l.last_seq, l.read_seq, e.seq, e.at, e.side, e.kind, e.subject_kind, e.subject_id, e.other_id,
                (SELECT a.display_name FROM account a WHERE a.id = e.other_id),
                CASE e.subject_kind
                    WHEN 'library' THEN (SELECT b.title FROM library b WHERE b.id = e.subject_id)
                    WHEN 'suggestion' THEN (SELECT b.title FROM suggestion s JOIN library b ON b.id = s.library_id
                        WHERE s.id = e.subject_id)
                    WHEN 'share' THEN (SELECT o.title FROM share s
                        JOIN opportunity o ON o.owner_id = s.owner_id AND o.id = s.opportunity_id
                        WHERE e.side = 'candidate' AND s.owner_id = e.owner_id AND s.id = e.subject_id) END,
                e.seq <= l.read_seq
            FROM event_log l LEFT JOIN event e ON e.owner_id = l.owner_id AND e.seq > $2 AND e.seq <= $2 + $3
            WHERE l.owner_id = $1
            ORDER BY e.seq
            """,
        bind: { [.id($0.owner), .int($0.after), .int($0.count)] },
        decode: { row throws(RowError) in
            let log = try EventLogState(row: &row)
            return EventWindowRow(log: log, event: row.isNull ? nil : try Event(row: &row))
        }
    )
}

extension Statement<EventPage, Event> {
    public static let events = Statement(
        name: "events",
        sql: """
            SELECT e.seq, e.at, e.side, e.kind, e.subject_kind, e.subject_id, e.other_id,
                (SELECT a.display_name FROM account a WHERE a.id = e.other_id),
                CASE e.subject_kind
                    WHEN 'library' THEN (SELECT b.title FROM library b WHERE b.id = e.subject_id)
                    WHEN 'suggestion' THEN (SELECT b.title FROM suggestion s JOIN library b ON b.id = s.library_id
                        WHERE s.id = e.subject_id)
                    WHEN 'share' THEN (SELECT o.title FROM share s
                        JOIN opportunity o ON o.owner_id = s.owner_id AND o.id = s.opportunity_id
                        WHERE e.side = 'candidate' AND s.owner_id = e.owner_id AND s.id = e.subject_id) END,
                e.seq <= (SELECT l.read_seq FROM event_log l WHERE l.owner_id = $1)
            FROM event e
            WHERE e.owner_id = $1 AND e.seq < $2
                AND e.seq > (SELECT CASE WHEN $4::boolean THEN l.read_seq ELSE 0 END FROM event_log l WHERE l.owner_id = $1)
            ORDER BY e.seq DESC LIMIT $3
            """,
        bind: { [.id($0.owner), .int($0.before), .int($0.rows), .bool($0.unreadOnly)] },
        decode: { row throws(RowError) in try Event(row: &row) }
    )
}

extension Statement<ID<Account>, EventLogState> {
    /// No row before the account was told anything.
    public static let eventLog = Statement(
        name: "event_log",
        sql: "SELECT first_seq, last_seq, read_seq FROM event_log WHERE owner_id = $1",
        bind: { [.id($0)] },
        decode: { row throws(RowError) in try EventLogState(row: &row) }
    )
}

extension Statement where Input == (owner: ID<Account>, upTo: Int), Output == EventLogState {
    /// The mark only ever moves on, and never beyond what there is.
    public static let acknowledgeEvents = Statement(
        name: "acknowledge_events",
        sql: """
            UPDATE event_log SET read_seq = greatest(read_seq, least($2, last_seq)) WHERE owner_id = $1
            RETURNING first_seq, last_seq, read_seq
            """,
        bind: { [.id($0.owner), .int($0.upTo)] },
        decode: { row throws(RowError) in try EventLogState(row: &row) }
    )
}
