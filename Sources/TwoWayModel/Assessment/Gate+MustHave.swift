extension Gate {
    /// Rounding of the interval must not decide a gate.
    private static let tolerance = 1e-9

    /// The answer of a must-have (DOMAIN 5.3): passes when even the worst case reaches theta and the required source has
    /// spoken, fails when not even the best case does.
    public init(interval: ValueInterval, theta: Double, requiredSourceHasSpoken: Bool) {
        if interval.lo >= theta - Self.tolerance && requiredSourceHasSpoken {
            self = .pass
        } else if interval.hi < theta - Self.tolerance {
            self = .fail
        } else {
            self = .unknown
        }
    }

    /// The answer over all must-haves: any fail is a fail, else any unknown is unknown, else, also without any, a pass.
    public static func overall(_ gates: some Sequence<Gate>) -> Gate {
        var result = Gate.pass
        for gate in gates {
            switch gate {
            case .fail: return .fail
            case .unknown: result = .unknown
            case .pass: break
            }
        }
        return result
    }
}

extension Priority {
    /// The answer of this must-have; nil for any other priority.
    ///
    /// The interval is the one that counts, the candidate's own or the computed one; the evidence is what is live for this
    /// priority.
    public func gate(interval: ValueInterval, evidence: [Evidence]) -> Gate? {
        guard let theta else { return nil }
        let hasSpoken = requiredSource.map { source in evidence.contains { $0.sourceClass == source } }
        return Gate(interval: interval, theta: theta, requiredSourceHasSpoken: hasSpoken ?? true)
    }
}
