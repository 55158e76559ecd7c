/// A calendar month in UTC, such as 2026-05.
public struct StatisticsMonth: TextValue, Comparable {
    /// The first day of it.
    public let start: Day

    /// Reads seven ASCII characters, YYYY-MM, of a month from 2000 on.
    public init(_ text: String) throws(TextRefusal) {
        guard text.utf8.count == 7, let start = try? Day("\(text)-01"), text >= "2000-01" else {
            throw TextRefusal("must be a month such as 2026-05")
        }
        self.start = start
    }

    /// The month of a day.
    public init(containing day: Day) {
        let date = CivilDate(daysSince1970: day.daysSince1970)
        start = Day(daysSince1970: CivilDate(year: date.year, month: date.month, day: 1).daysSince1970)
    }

    public var text: String { String(start.text.prefix(7)) }

    /// The first day of the next month.
    public var end: Day {
        StatisticsMonth(containing: Day(daysSince1970: start.daysSince1970 + 31)).start
    }

    /// Whether it is over.
    public func isClosed(at time: Timestamp) -> Bool {
        Int64(end.daysSince1970) * 86_400_000_000 <= time.microseconds
    }

    public static func < (left: StatisticsMonth, right: StatisticsMonth) -> Bool { left.start < right.start }
}
