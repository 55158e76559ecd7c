import Foundation

/// A point in time, in microseconds since 1970-01-01T00:00:00Z.
///
/// On the wire RFC 3339 in UTC: `2026-05-04T09:30:00Z`, with three digits of fraction where there are milliseconds and
/// six where there are microseconds. The years are 1 to 9999, because that is what RFC 3339 can write: numbers beyond
/// are moved to `earliest` or `latest`, so arithmetic never traps.
public struct Timestamp: TextValue, Comparable {
    /// 0001-01-01T00:00:00Z.
    public static let earliest = Timestamp(microseconds: .min)
    /// 9999-12-31T23:59:59.999999Z.
    public static let latest = Timestamp(microseconds: .max)

    /// Since 1970 in UTC, without leap seconds; negative before.
    public let microseconds: Int64

    public init(microseconds: Int64) {
        self.microseconds = min(max(microseconds, -62_135_596_800_000_000), 253_402_300_799_999_999)
    }

    /// Reads RFC 3339 with `Z` or an offset, and with up to nine digits of fraction, of which six are kept.
    public init(_ text: String) throws(TextRefusal) {
        let refusal = TextRefusal("is not a time such as 2026-05-04T09:30:00Z")
        var reader = DateTimeReader(text)
        guard let seconds = reader.wallClockSeconds(), let fraction = reader.fractionMicroseconds(),
            let offset = reader.offsetSeconds(), reader.isAtEnd
        else { throw refusal }
        let microseconds = (seconds - offset) * 1_000_000 + fraction
        self.init(microseconds: microseconds)
        // An offset can lead out of the years that can be written.
        guard self.microseconds == microseconds else { throw refusal }
    }

    public var text: String { plainText }

    /// The present, as the clock of this machine has it.
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension Timestamp: PlainText {
    package static var maximumBytes: Int { 27 }

    package func write(into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int {
        let seconds = microseconds.floorDivided(by: 1_000_000)
        let fraction = Int(microseconds - seconds * 1_000_000)
        var writer = DateTimeWriter(bytes)
        writer.putWallClock(seconds: seconds)
        if fraction != 0 {
            writer.put(".")
            if fraction % 1000 == 0 {
                writer.put(fraction / 1000, digits: 3)
            } else {
                writer.put(fraction, digits: 6)
            }
        }
        writer.put("Z")
        return writer.count
    }
}

extension Timestamp {
    /// Moves by a duration, cut to microseconds; stops at `earliest` and `latest`.
    public static func + (time: Timestamp, duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let whole = seconds.multipliedReportingOverflow(by: 1_000_000)
        let part = whole.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        let sum = time.microseconds.addingReportingOverflow(part.partialValue)
        guard !whole.overflow, !part.overflow, !sum.overflow else { return seconds < 0 ? .earliest : .latest }
        return Timestamp(microseconds: sum.partialValue)
    }

    public static func - (time: Timestamp, duration: Duration) -> Timestamp {
        time + (.zero - duration)
    }

    /// The duration from the right time to the left one.
    public static func - (left: Timestamp, right: Timestamp) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    public static func += (time: inout Timestamp, duration: Duration) {
        time = time + duration
    }
}
