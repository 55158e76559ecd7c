extension Belief {
    /// The strength below which evidence settles nothing (DOMAIN 5.4).
    public static let settlingStrength = 0.5

    /// Whether a piece of live evidence decides this belief: at its own scope, and strong enough.
    public func isSettled(by evidence: Evidence) -> Bool {
        isAbout(evidence) && evidence.scope == scope && evidence.strength >= Self.settlingStrength
    }

    /// Whether a piece of live evidence merely suggests something: of a wider scope, or too weak at its own.
    ///
    /// Evidence of a narrower scope says nothing about a wider belief.
    public func isSuggested(by evidence: Evidence) -> Bool {
        guard isAbout(evidence) else { return false }
        return evidence.scope == scope ? !isSettled(by: evidence) : evidence.scope.isWider(than: scope)
    }

    /// The state that follows from the live evidence of an opportunity, in any order.
    ///
    /// |rating - expected| <= 1 confirms, >= 2 contradicts, both present is mixed. Without evidence that settles it, it is
    /// planned while a question that is to settle it stands in a plan, else unverified. A dismissed belief stays so.
    public func state(from evidence: some Sequence<Evidence>, isPlanned: Bool) -> State {
        if state == .dismissed { return .dismissed }
        var agrees = false
        var disagrees = false
        for piece in evidence where isSettled(by: piece) {
            if abs(piece.rating - expected) <= 1 {
                agrees = true
            } else {
                disagrees = true
            }
        }
        switch (agrees, disagrees) {
        case (true, true): return .mixed
        case (true, false): return .confirmed
        case (false, true): return .contradicted
        case (false, false): return isPlanned ? .planned : .unverified
        }
    }

    private func isAbout(_ evidence: Evidence) -> Bool {
        evidence.opportunity == opportunity && evidence.priority == priority
    }
}

extension Scope {
    /// Whether something at this scope holds for more than something at the other: organisation, function, supervisor, job.
    public func isWider(than other: Scope) -> Bool {
        width > other.width
    }

    private var width: Int {
        switch self {
        case .organisation: 4
        case .function: 3
        case .supervisor: 2
        case .job: 1
        }
    }
}

extension BeliefView {
    /// Sorts the live evidence of the opportunity into what settles a belief and what merely suggests something.
    public init(_ belief: Belief, evidence: [Evidence]) {
        self.init(
            belief: belief,
            settledBy: evidence.filter(belief.isSettled(by:)),
            suggests: evidence.filter(belief.isSuggested(by:))
        )
    }
}
