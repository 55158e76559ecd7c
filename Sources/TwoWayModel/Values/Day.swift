/// A day of the calendar without a time or zone, such as 2026-05-04.
public struct Day: TextValue, Comparable {
    /// Days since 1970-01-01.
    public let daysSince1970: Int

    public init(daysSince1970: Int) {
        self.daysSince1970 = daysSince1970
    }

    /// Reads ten ASCII characters, YYYY-MM-DD, of a day that exists.
    public init(_ text: String) throws(TextRefusal) {
        let bytes = Array(text.utf8)
        let hyphen = UInt8(ascii: "-")
        let digits = bytes.enumerated().filter { $0.offset != 4 && $0.offset != 7 }
        guard bytes.count == 10, bytes[4] == hyphen, bytes[7] == hyphen, digits.allSatisfy({ $0.element.isDigit })
        else {
            throw TextRefusal("must be a day such as 2026-05-04")
        }
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        }
        let date = CivilDate(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        guard date.exists else { throw TextRefusal("is not a day of the calendar") }
        daysSince1970 = date.daysSince1970
    }

    public var text: String {
        let date = CivilDate(daysSince1970: daysSince1970)
        func padded(_ number: Int, _ count: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
    }

    public static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}
