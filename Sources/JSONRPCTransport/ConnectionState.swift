import NIOCore

/// All decisions about one connection of the server; it does no I/O and reads no clock.
///
/// Feed it what happens, with the time, then call ``next(_:)`` until it says `wait` and do each step it names. Steps
/// are in the right order: answers come before the refusal that ends the connection.
struct ConnectionState {
    enum Step: Equatable {
        /// Give the line to the session; nothing more is delivered before ``replied(authenticated:close:_:)``.
        case deliver([UInt8])
        /// Write this last line and flush; say ``flushed(_:)`` when all is written. The session has ended.
        case refuse([UInt8])
        /// Flush; say ``flushed(_:)`` when all is written. The session has ended.
        case finish
        /// Close the way out only.
        case closeOutput
        /// Close now, whatever was not written.
        case close
        /// Nothing to do until something happens.
        case wait
    }

    enum Phase {
        case open
        /// What follows the lines that are already waiting.
        case ending(Ending)
        /// The last line is given away to be written, at the latest until then.
        case flushing(Ending, until: NIODeadline)
        /// The way out is closed and what still comes in is thrown away, until then: closing with bytes unread would
        /// reset the connection, and the peer would lose our last line.
        case lingering(until: NIODeadline)
        case closed
    }

    /// The ways a connection ends.
    enum Ending {
        case refuse([UInt8], lingering: Bool)
        case finish(lingering: Bool)
        case abort
    }

    /// How long a peer may take to read our last line.
    static let lingerTimeout = TimeAmount.seconds(2)

    let limits: ConnectionLimits
    let refusals: TransportRefusals

    private(set) var phase = Phase.open
    private(set) var framing: LineFraming
    private(set) var waiting = CircularBuffer<[UInt8]>(initialCapacity: 4)
    private var waitingBytes = 0
    private(set) var isAnswering = false
    private var isWritable = true
    private var isShuttingDown = false
    private var sawJSON = false
    private var inputIsClosed = false
    private var mustCloseOutput = false

    private(set) var activeAt: NIODeadline
    private(set) var authenticateBy: NIODeadline?
    private(set) var partialSince: NIODeadline?
    private(set) var unwritableSince: NIODeadline?

    init(limits: ConnectionLimits, refusals: TransportRefusals, now: NIODeadline) {
        self.limits = limits
        self.refusals = refusals
        self.framing = LineFraming(limit: limits.maximumFrame)
        self.activeAt = now
        self.authenticateBy = now + TimeAmount(limits.unauthenticatedTimeout)
    }

    /// Turns the connection away: its first step is this refusal, and no line of it is ever delivered.
    mutating func turnAway(_ refusal: [UInt8]) {
        end(with: .refuse(refusal, lingering: true), droppingLines: true)
    }
}

// MARK: - What happens

extension ConnectionState {
    /// Takes in bytes; after the end has been decided they are thrown away.
    mutating func received(_ bytes: ByteBuffer, _ now: NIODeadline) {
        guard isOpen, !inputIsClosed else { return }
        guard beginsWithJSON(bytes) else {
            end(with: .refuse(refusals.notJSONRPC, lingering: true), droppingLines: true)
            return
        }
        framing.receive(bytes)
        let completed = split()
        watchPartialLine(restart: completed, now)
    }

    /// The peer sends nothing more; a last line without a line end counts.
    mutating func closedInput(_ now: NIODeadline) {
        inputIsClosed = true
        guard isOpen else { return }
        split()
        watchPartialLine(restart: false, now)
    }

    /// The session has answered the delivered line, and the answer is written.
    mutating func replied(authenticated: Bool, close: Bool, _ now: NIODeadline) {
        isAnswering = false
        activeAt = now
        if authenticated { authenticateBy = nil }
        if close {
            end(with: .finish(lingering: true), droppingLines: true)
        } else if isShuttingDown {
            end(with: .refuse(refusals.shuttingDown, lingering: true), droppingLines: true)
        } else if let authenticateBy, authenticateBy <= now {
            end(with: .refuse(refusals.unauthenticatedTimeout, lingering: true), droppingLines: true)
        }
    }

    /// The peer has taken what was pushed: it lives, though it may have nothing to say.
    mutating func pushed(_ now: NIODeadline) {
        activeAt = now
    }

    /// The peer reads too slowly, or again fast enough.
    mutating func writabilityChanged(_ writable: Bool, _ now: NIODeadline) {
        isWritable = writable
        unwritableSince = writable ? nil : (unwritableSince ?? now)
    }

    /// The server stops: the running request may finish, lines that wait are not begun.
    mutating func shutDown() {
        isShuttingDown = true
        if !isAnswering { end(with: .refuse(refusals.shuttingDown, lingering: false), droppingLines: true) }
    }

    /// All that was written has left, after `refuse` or `finish`.
    mutating func flushed(_ now: NIODeadline) {
        guard case .flushing(let ending, _) = phase else { return }
        switch ending {
        case .refuse(_, lingering: true), .finish(lingering: true):
            phase = .lingering(until: now + Self.lingerTimeout)
            mustCloseOutput = true
        case .refuse, .finish, .abort:
            phase = .ending(.abort)
        }
    }

    /// The channel is gone.
    mutating func closed() {
        phase = .closed
        forgetLines()
    }

    /// Looks which of the deadlines have passed.
    mutating func timePassed(_ now: NIODeadline) {
        switch overdue(now) {
        case .writing: end(with: .abort, droppingLines: true)
        case .signingIn: end(with: .refuse(refusals.unauthenticatedTimeout, lingering: true), droppingLines: true)
        case .line: end(with: .refuse(refusals.partialLineTimeout, lingering: true), droppingLines: false)
        case .activity: end(with: .refuse(refusals.idleTimeout, lingering: false), droppingLines: true)
        case nil: break
        }
    }
}

// MARK: - What to do

extension ConnectionState {
    /// The next thing to do.
    mutating func next(_ now: NIODeadline) -> Step {
        switch phase {
        case .closed, .flushing:
            return .wait
        case .ending(.abort):
            phase = .closed
            return .close
        case .lingering:
            return nextWhileLingering()
        case .open, .ending:
            break
        }
        if isAnswering { return .wait }
        if !waiting.isEmpty { return isWritable ? deliver(now) : .wait }
        if case .ending(let ending) = phase { return conclude(ending, now) }
        return inputIsClosed ? conclude(.finish(lingering: false), now) : .wait
    }

    private mutating func nextWhileLingering() -> Step {
        if inputIsClosed {
            phase = .closed
            return .close
        }
        defer { mustCloseOutput = false }
        return mustCloseOutput ? .closeOutput : .wait
    }

    private mutating func conclude(_ ending: Ending, _ now: NIODeadline) -> Step {
        let patience = authenticateBy == nil ? limits.idleTimeout : limits.unauthenticatedTimeout
        phase = .flushing(ending, until: now + TimeAmount(patience))
        if case .refuse(let line, _) = ending { return .refuse(line) }
        return .finish
    }

    /// Whether bytes may be read from the peer now, be it to throw them away.
    var wantsInput: Bool {
        switch phase {
        case .open: !inputIsClosed && hasRoom && !framing.hasUnread
        case .flushing, .lingering: !inputIsClosed
        case .ending: false
        // TLS hears the farewell of the peer only when it may read.
        case .closed: true
        }
    }

    private mutating func deliver(_ now: NIODeadline) -> Step {
        let line = waiting.removeFirst()
        waitingBytes -= line.count
        isAnswering = true
        if isOpen {
            let completed = split()
            watchPartialLine(restart: completed, now)
        }
        return .deliver(line)
    }
}

// MARK: - Lines

extension ConnectionState {
    private var hasRoom: Bool {
        waiting.count < limits.waitingRequests && waitingBytes <= limits.maximumFrame
    }

    /// Moves complete lines to the queue while there is room; says whether any was complete.
    @discardableResult
    private mutating func split() -> Bool {
        var completed = false
        while hasRoom, let event = framing.next() ?? (inputIsClosed ? framing.end() : nil) {
            switch event {
            case .line(let line):
                waiting.append(line)
                waitingBytes += line.count
                completed = true
            case .tooLong:
                end(with: .refuse(refusals.frameTooLarge, lingering: true), droppingLines: false)
                return completed
            }
        }
        return completed
    }

    /// Whether the connection begins with an object or an array, as far as one can see yet.
    ///
    /// Looked at before anything is split: of a connection that begins otherwise no line may ever be delivered.
    private mutating func beginsWithJSON(_ bytes: ByteBuffer) -> Bool {
        if sawJSON { return true }
        guard let first = bytes.readableBytesView.first(where: { !$0.isBlank }) else { return true }
        sawJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
        return sawJSON
    }

    /// Decides the end, unless an end was decided before; `abort` goes before all.
    private mutating func end(with ending: Ending, droppingLines: Bool) {
        if droppingLines { forgetLines() } else { framing.discard() }
        partialSince = nil
        switch (phase, ending) {
        case (.open, _), (.ending, .abort), (.flushing, .abort), (.lingering, .abort): phase = .ending(ending)
        case (.ending, _), (.flushing, _), (.lingering, _), (.closed, _): break
        }
    }

    private mutating func forgetLines() {
        framing.discard()
        waiting.removeAll()
        waitingBytes = 0
    }

    /// Keeps the clock of the line that has begun; it stands while we do not read, since that is not the peer's fault.
    private mutating func watchPartialLine(restart: Bool, _ now: NIODeadline) {
        guard wantsInput, framing.hasPartial else {
            partialSince = nil
            return
        }
        if restart || partialSince == nil { partialSince = now }
    }
}
