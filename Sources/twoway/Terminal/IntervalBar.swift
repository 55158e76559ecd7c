import TwoWayModel

/// A range between 0 and 1 drawn with block characters: what is filled is what may be true.
enum IntervalBar {
    static let standardWidth = 20

    /// Draws to half a column; a range of a single point still shows.
    static func drawing(_ interval: ValueInterval, width: Int = standardWidth) -> String {
        let halves = width * 2
        var start = place(interval.lo, of: halves, .down)
        var end = place(interval.hi, of: halves, .up)
        if end <= start {
            start = min(start, halves - 1)
            end = start + 1
        }
        return (0..<width).map { column in
            let left = (start..<end).contains(column * 2)
            let right = (start..<end).contains(column * 2 + 1)
            return switch (left, right) {
            case (true, true): "\u{2588}"
            case (true, false): "\u{258C}"
            case (false, true): "\u{2590}"
            case (false, false): "\u{00B7}"
            }
        }.joined()
    }

    private static func place(_ value: Double, of halves: Int, _ rule: FloatingPointRoundingRule) -> Int {
        guard value.isFinite else { return 0 }
        // Without this a hair of rounding would light up half a column more.
        let place = (min(max(value, 0), 1) * Double(halves) * 1e6).rounded() / 1e6
        return Int(place.rounded(rule))
    }
}
