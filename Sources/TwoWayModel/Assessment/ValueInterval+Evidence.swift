extension ValueInterval {
    /// Whether 0 <= lo <= hi <= 1 (R13); false also for what is not a number.
    public var isProper: Bool { 0 <= lo && lo <= hi && hi <= 1 }

    /// How much is open: 0 to 1.
    public var width: Double { hi - lo }

    /// What pieces of evidence say together about one priority (DOMAIN 5.1).
    static func supported(by items: [(value: Double, strength: Double)]) -> ValueInterval {
        EvidenceSum(items)?.interval ?? .unknown
    }
}

/// The sums that an interval is made of (DOMAIN 5.1).
///
///     S = sum s;  m = sum s*u / S;  d = sum s*|u-m| / S;  g = product (1-s)
///     lo = (1-g) * max(0, m-d)          hi = (1-g) * min(1, m+d) + g
///
/// The result depends on the order only in the last bits; `Priority.sum(of:)` fixes the order.
struct EvidenceSum {
    let total: Double
    let mean: Double
    /// How far the sources disagree.
    let disagreement: Double
    /// The chance that no source is reliable.
    let ignorance: Double

    /// Takes values and strengths, both 0 to 1; nil when nothing of any strength is there.
    init?(_ items: [(value: Double, strength: Double)]) {
        let total = items.reduce(0) { $0 + $1.strength }
        guard total > 0 else { return nil }
        let mean = items.reduce(0) { $0 + $1.strength * $1.value } / total
        self.total = total
        self.mean = mean
        disagreement = items.reduce(0) { $0 + $1.strength * abs($1.value - mean) } / total
        ignorance = items.reduce(1) { $0 * (1 - $1.strength) }
    }

    var interval: ValueInterval {
        let lo = (1 - ignorance) * max(0, mean - disagreement)
        let hi = (1 - ignorance) * min(1, mean + disagreement) + ignorance
        // Rounding must not carry the ends past each other or out of 0 to 1.
        let bottom = min(max(0, lo), 1)
        return ValueInterval(lo: bottom, hi: min(max(bottom, hi), 1))
    }
}

extension Priority {
    /// What pieces of evidence about this priority say together; the order of the evidence does not matter.
    public func interval(from evidence: [Evidence]) -> ValueInterval {
        sum(of: evidence)?.interval ?? .unknown
    }

    /// The sums behind that; nil when nothing of any strength is there.
    func sum(of evidence: [Evidence]) -> EvidenceSum? {
        EvidenceSum(
            evidence.sorted { $0.id < $1.id }.map { piece in
                let strength = piece.strength.isFinite ? min(max(0, piece.strength), 1) : 0
                return (value: value(of: Double(piece.rating)), strength: strength)
            }
        )
    }
}
