/// What one round trip carries, and who waits for it.
///
/// `@unchecked Sendable`: what is `let` never changes; everything else belongs to the event loop from the moment the
/// exchange is posted to it, and `continuation` is set before that, in the same task.
final class Exchange: @unchecked Sendable {
    /// How the queries relate to transactions.
    enum Frame: Hashable, Sendable {
        /// A transaction of their own: the implicit one, which the server commits at the Sync.
        case single
        /// The first of an interactive transaction.
        case open(Isolation)
        /// Further ones of an interactive transaction.
        case inside
        /// The last one, which commits after its queries.
        case commit
        case rollback
    }

    typealias Outcome = Result<[QueryResult], ExchangeFailure>

    let frame: Frame
    let context: DatabaseContext
    let queries: [BoundQuery]
    let deadline: ContinuousClock.Instant

    var continuation: CheckedContinuation<Outcome, Never>?
    var results: [QueryResult] = []
    /// Whether the outcome is decided, so that later answers no longer matter.
    var isOver = false
    /// Whether it has been handed to a connection.
    var isSent = false
    var isCancelled = false
    /// How often it was sent again with statements prepared anew.
    var reruns = 0
    private var outcome: Outcome?

    init(
        _ frame: Frame,
        context: DatabaseContext,
        queries: [BoundQuery] = [],
        deadline: ContinuousClock.Instant
    ) {
        self.frame = frame
        self.context = context
        self.queries = queries
        self.deadline = deadline
    }

    /// Whether it starts by setting role and token.
    var setsContext: Bool {
        switch frame {
        case .single, .open: !context.isEmpty
        case .inside, .commit, .rollback: false
        }
    }

    /// Whether its end includes a commit, so that an unseen end may have been a success.
    var commits: Bool { frame == .single || frame == .commit }

    /// Whether it may be given up although it is on its way: nothing of it is committed without a further exchange.
    var isRevocable: Bool { !isSent || !commits && frame != .rollback }

    /// Decides the outcome, once; `deliver` tells it to the waiting task.
    func end(_ outcome: Outcome) {
        isOver = true
        self.outcome = outcome
    }

    func deliver() {
        guard let outcome, let continuation else { return }
        self.continuation = nil
        continuation.resume(returning: outcome)
    }
}
