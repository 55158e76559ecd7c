extension Direction {
    /// The value of a rating, 0 to 1: how close it comes to what the candidate wants.
    ///
    /// More is better: (r-1)/4. Less is better: (5-r)/4. Target t: 1 - |r-t| / max(t-1, 5-t). Numbers beyond 1 to 5 count
    /// as the nearest end, and a missing target, which a stored priority cannot have (R7), as the middle.
    public func value(of rating: Double, target: Double? = nil) -> Double {
        let rating = Self.onScale(rating)
        switch self {
        case .more: return (rating - 1) / 4
        case .less: return (5 - rating) / 4
        case .target:
            let target = Self.onScale(target ?? 3)
            return 1 - abs(rating - target) / max(target - 1, 5 - target)
        }
    }

    private static func onScale(_ rating: Double) -> Double {
        min(max(1, rating), 5)
    }
}

extension Priority {
    /// The value of a rating, 0 to 1, by the direction and the target of this priority.
    public func value(of rating: Double) -> Double {
        direction.value(of: rating, target: target)
    }

    /// The value that a must-have must reach (theta of DOMAIN 5.3); nil for any other priority.
    public var theta: Double? {
        guard mustHave, let threshold else { return nil }
        return value(of: threshold)
    }
}
