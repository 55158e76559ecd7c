/// Reads `2026-05-04T09:30:00` and what may follow it, byte by byte.
struct DateTimeReader {
    private var rest: ArraySlice<UInt8>

    init(_ text: String) {
        rest = ArraySlice(text.utf8)
    }

    var isAtEnd: Bool { rest.isEmpty }

    /// Takes one byte if it is the next.
    mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: byte) else { return false }
        rest.removeFirst()
        return true
    }

    /// Reads exactly that many digits.
    mutating func number(digits: Int) -> Int? {
        guard rest.count >= digits else { return nil }
        var value = 0
        for byte in rest.prefix(digits) {
            guard byte.isDigit else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        rest.removeFirst(digits)
        return value
    }

    /// Reads a date and a time of day, and gives the seconds since 1970 as if both were UTC.
    mutating func wallClockSeconds() -> Int64? {
        guard let year = number(digits: 4), take("-"), let month = number(digits: 2), take("-"),
            let day = number(digits: 2), take("T"),
            let hour = number(digits: 2), take(":"), let minute = number(digits: 2), take(":"),
            let second = number(digits: 2)
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard date.exists, hour < 24, minute < 60, second < 60 else { return nil }
        return Int64(date.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    }

    /// Reads an optional fraction of up to nine digits and gives microseconds; finer digits are cut off.
    mutating func fractionMicroseconds() -> Int64? {
        guard take(".") else { return 0 }
        let digits = rest.prefix { $0.isDigit }
        guard (1...9).contains(digits.count) else { return nil }
        rest.removeFirst(digits.count)
        var value: Int64 = 0
        for index in 0..<6 {
            let digit = index < digits.count ? digits[digits.startIndex + index] - UInt8(ascii: "0") : 0
            value = value * 10 + Int64(digit)
        }
        return value
    }

    /// Reads `Z` or an offset such as `+02:00` and gives the seconds east of UTC.
    mutating func offsetSeconds() -> Int64? {
        if take("Z") { return 0 }
        let isEast = take("+")
        guard isEast || take("-") else { return nil }
        guard let hours = number(digits: 2), take(":"), let minutes = number(digits: 2), hours < 24, minutes < 60 else {
            return nil
        }
        let seconds = Int64(hours * 3600 + minutes * 60)
        return isEast ? seconds : -seconds
    }
}

/// Writes dates and times digit by digit to where there is room for them.
struct DateTimeWriter {
    private let bytes: UnsafeMutableBufferPointer<UInt8>
    /// How many bytes are written.
    private(set) var count = 0

    init(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    mutating func put(_ byte: Unicode.Scalar) {
        bytes[count] = UInt8(ascii: byte)
        count += 1
    }

    /// Writes a number of 0 or more with leading zeros.
    mutating func put(_ number: Int, digits: Int) {
        var rest = number
        for place in stride(from: count + digits - 1, through: count, by: -1) {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        }
        count += digits
    }

    /// Writes a date and a time of day; the seconds must be within the years 1 to 9999.
    mutating func putWallClock(seconds: Int64) {
        let days = seconds.floorDivided(by: 86_400)
        let date = CivilDate(daysSince1970: Int(days))
        let secondOfDay = Int(seconds - days * 86_400)
        put(date.year, digits: 4)
        put("-")
        put(date.month, digits: 2)
        put("-")
        put(date.day, digits: 2)
        put("T")
        put(secondOfDay / 3600, digits: 2)
        put(":")
        put(secondOfDay / 60 % 60, digits: 2)
        put(":")
        put(secondOfDay % 60, digits: 2)
    }
}
