import Foundation

/// What a wall clock and a calendar show somewhere, such as `2026-05-04T09:30:00`; without a zone, and to the second.
public struct LocalDateTime: TextValue, Comparable {
    /// Seconds since 1970-01-01T00:00:00 on the same wall clock.
    let seconds: Int64

    init(seconds: Int64) {
        self.seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
    }

    public init(_ text: String) throws(TextRefusal) {
        var reader = DateTimeReader(text)
        guard let seconds = reader.wallClockSeconds(), reader.isAtEnd else {
            throw TextRefusal("is not a local time such as 2026-05-04T09:30:00")
        }
        self.seconds = seconds
    }

    /// What the clocks of a zone show at a time; fractions of a second are cut off.
    public init(_ time: Timestamp, in zone: TimeZoneName) {
        let seconds = time.microseconds.floorDivided(by: 1_000_000)
        self.init(seconds: seconds + zone.offset(at: seconds))
    }

    public var text: String { plainText }

    /// The day that the calendar shows.
    public var day: Day { Day(daysSince1970: Int(seconds.floorDivided(by: 86_400))) }

    public static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
        left.seconds < right.seconds
    }
}

extension LocalDateTime: PlainText {
    package static var maximumBytes: Int { 19 }

    package func write(into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        var writer = DateTimeWriter(bytes)
        writer.putWallClock(seconds: seconds)
        return writer.count
    }
}

extension Timestamp {
    /// The time at which the clocks of a zone show this.
    ///
    /// An hour that happens twice, when the clocks go back, means its first occurrence. An hour that never happens, when
    /// they go forward, is moved later by the length of the gap: 02:30 becomes 03:30.
    public init(_ local: LocalDateTime, in zone: TimeZoneName) {
        // No zone is more than a day away from UTC, so that these two are surely before and after the time looked for.
        let before = zone.offset(at: local.seconds - 86_400)
        let after = zone.offset(at: local.seconds + 86_400)
        let early = local.seconds - before
        let late = local.seconds - after
        let happensLate = zone.offset(at: early) != before && zone.offset(at: late) == after
        self.init(microseconds: (happensLate ? late : early) * 1_000_000)
    }
}
