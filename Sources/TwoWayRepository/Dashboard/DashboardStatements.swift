import TwoWayModel

/// Whose dashboard, and at which time it is drawn up.
public struct DashboardQuestion: Sendable {
    public let owner: ID<Account>
    public let now: Timestamp
    /// The day in the zone of the account.
    public let today: Day

    public init(owner: ID<Account>, now: Timestamp, today: Day) {
        self.owner = owner
        self.now = now
        self.today = today
    }
}

/// One entry of a list of the dashboard, with the length of the whole list.
public struct DashboardEntry<Entry: Sendable>: Sendable {
    public let total: Int
    public let entry: Entry

    /// Columns: the total, then those of the entry.
    init(
        row: inout Row,
        _ decode: (inout Row) throws(RowError) -> Entry
    ) throws(RowError) {
        total = try row.int()
        entry = try decode(&row)
    }
}

// Each list: at most 20 rows, with the number of all in the first column. What belongs to an opportunity that is over is
// left out, but for follow-ups, which are owed nevertheless. The LIMIT 1 makes the planner look up each job by its key,
// where it might otherwise go through all open ones for each row.
