import NIOCore

extension ConnectionState {
    /// What a peer can be late with.
    enum Obligation: CaseIterable {
        /// To read what we have written.
        case writing
        /// To sign in.
        case signingIn
        /// To end a line that it has begun.
        case line
        /// To send anything at all.
        case activity
    }

    /// When ``timePassed(_:)`` must be called next, if nothing else happens.
    var nextDeadline: NIODeadline? {
        var earliest: NIODeadline?
        for obligation in Obligation.allCases {
            earliest = Self.sooner(earliest, deadline(of: obligation))
        }
        return earliest
    }

    /// What the peer is late with, the gravest first.
    func overdue(_ now: NIODeadline) -> Obligation? {
        Obligation.allCases.first { obligation in deadline(of: obligation).map { $0 <= now } ?? false }
    }

    /// Whether no end has been decided yet.
    var isOpen: Bool {
        if case .open = phase { true } else { false }
    }

    private func deadline(of obligation: Obligation) -> NIODeadline? {
        switch obligation {
        case .writing:
            writingDeadline
        case .signingIn:
            // A sign-in that runs may finish; `replied` looks again.
            isOpen && !isAnswering ? authenticateBy : nil
        case .line:
            isOpen ? partialSince.map { $0 + TimeAmount(limits.partialLineTimeout) } : nil
        case .activity:
            isOpen && !isAnswering && waiting.isEmpty ? activeAt + TimeAmount(limits.idleTimeout) : nil
        }
    }

    private var writingDeadline: NIODeadline? {
        let unread = unwritableSince.map { $0 + TimeAmount(limits.idleTimeout) }
        switch phase {
        case .flushing(_, let deadline), .lingering(let deadline): return Self.sooner(unread, deadline)
        case .open, .ending: return unread
        case .closed: return nil
        }
    }

    private static func sooner(_ one: NIODeadline?, _ other: NIODeadline?) -> NIODeadline? {
        guard let one, let other else { return one ?? other }
        return min(one, other)
    }
}
