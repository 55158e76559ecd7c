import DequeModule

/// One thing that a connection is asked to do; several make an exchange, which ends with a Sync.
enum Step: Hashable, Sendable {
    case context
    case begin
    case prepare(PreparedKey)
    /// The query at this position of the exchange.
    case query(Int, PreparedKey)
    case commit
    case rollback
}

extension Step {
    /// What to call it in an error text.
    var summary: String {
        switch self {
        case .context: "context"
        case .begin: "begin"
        case .prepare: "prepare"
        case .query: "query"
        case .commit: "commit"
        case .rollback: "rollback"
        }
    }
}

/// What a prepared statement is known by: its text, and the role it was planned for.
///
/// A plan depends on the policies of the role, and the server would plan anew each time the role changes.
struct PreparedKey: Hashable, Sendable {
    /// The address of the statement's text, a literal that lives as long as the program.
    let sql: UInt
    let role: String

    init(_ sql: StaticString, role: String) {
        self.sql = UInt(bitPattern: sql.utf8Start)
        self.role = role
    }
}

/// What the server answered, as far as it matters for keeping track.
enum Reply: Hashable, Sendable {
    case done
    case failed(ServerError)
    /// Not run because an earlier step of the exchange failed.
    case skipped
    case sync
}

/// Knows what a pipelined connection is owed, and whose each answer is.
///
/// Pure: it is told what was sent and what came, and says what that means. After a failed step the server skips the rest
/// of the exchange up to its Sync; the next exchange is not touched.
struct ReplyTracker<Token> {
    enum Event {
        /// The step was carried out; its result is the one at hand.
        case done(Token, Step)
        /// The step failed or was skipped.
        case undone(Token, Step)
        /// The exchange is over; with a failure, nothing of it was committed.
        case finished(Token, failure: ServerError?, failedStep: Step?)
        /// Nothing to be done.
        case none
        /// The server answered what nobody asked; the connection cannot be trusted any more.
        case disorder
    }

    private struct Entry {
        let token: Token
        let steps: [Step]
        var position = 0
        var failure: ServerError?
        var failedStep: Step?
    }

    private var entries: Deque<Entry> = []

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }
    /// The exchanges that were sent and have not finished, oldest first.
    var pending: [Token] { entries.map(\.token) }
    /// The exchange whose answers are arriving.
    var current: Token? { entries.first?.token }

    mutating func sent(_ token: Token, _ steps: [Step]) {
        entries.append(Entry(token: token, steps: steps))
    }

    mutating func received(_ reply: Reply) -> Event {
        guard !entries.isEmpty else { return .disorder }
        if reply == .sync { return finish() }
        let position = entries[0].position
        let step = position < entries[0].steps.count ? entries[0].steps[position] : nil
        if case .failed(let error) = reply, entries[0].failure == nil {
            entries[0].failure = error
            entries[0].failedStep = step
        }
        guard let step else {
            // The commit itself may fail after the last step, for instance on a deferred constraint.
            if case .failed = reply { return .none }
            return .disorder
        }
        entries[0].position += 1
        return reply == .done ? .done(entries[0].token, step) : .undone(entries[0].token, step)
    }

    private mutating func finish() -> Event {
        let entry = entries.removeFirst()
        if entry.failure == nil && entry.position < entry.steps.count { return .disorder }
        return .finished(entry.token, failure: entry.failure, failedStep: entry.failedStep)
    }
}
