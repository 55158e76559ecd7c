/// Turns the text of a number, which the reader has accepted, into a value.
enum JSONNumber {
    enum Integer<Value: FixedWidthInteger> {
        case value(Value)
        case fractional
        case outOfRange
    }

    /// The whole number a text stands for: `100`, `100.0` and `1e2` are the same, without a detour over floating point.
    static func integer<Value: FixedWidthInteger>(_ type: Value.Type, in text: Span<UInt8>) -> Integer<Value> {
        if let short = shortInteger(in: text) { return Value(exactly: short).map { .value($0) } ?? .outOfRange }
        let parts = Parts(text)
        guard parts.lastNonZero >= 0 else { return .value(0) }
        let shift = parts.exponent + parts.digitsAfterLastNonZero - parts.fractionDigits
        guard shift >= 0 else { return .fractional }
        var value: Value = 0
        var position = parts.isNegative ? 1 : 0
        while position <= parts.lastNonZero {
            let digit = text[position] &- UInt8(ascii: "0")
            position += 1
            guard digit < 10 else { continue }
            guard appendDigit(digit, to: &value, negative: parts.isNegative) else { return .outOfRange }
        }
        // The value is not zero here, so that this ends by overflow long before a huge exponent does.
        for _ in 0..<shift {
            guard appendDigit(0, to: &value, negative: parts.isNegative) else { return .outOfRange }
        }
        return .value(value)
    }

    /// The nearest floating-point value; infinite beyond the largest finite one.
    static func double(in text: Span<UInt8>) -> Double? {
        exactDouble(in: text) ?? floatingPoint(in: text)
    }

    static func floatingPoint<Value: LosslessStringConvertible>(in text: Span<UInt8>) -> Value? {
        text.withUnsafeBufferPointer { Value(String(decoding: $0, as: UTF8.self)) }
    }

    /// The usual short case: up to 15 digits and a power of ten that is exact, so that one operation rounds once.
    private static func exactDouble(in text: Span<UInt8>) -> Double? {
        guard text.count <= 17 else { return nil }
        var digits: UInt64 = 0
        var scale = 0
        var hasPoint = false
        for position in (text[0] == UInt8(ascii: "-") ? 1 : 0)..<text.count {
            let byte = text[position]
            if byte == UInt8(ascii: ".") {
                hasPoint = true
                continue
            }
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            digits = digits * 10 + UInt64(digit)
            if hasPoint { scale += 1 }
        }
        guard digits <= 1 << 53 else { return nil }
        var divisor = 1.0
        for _ in 0..<scale { divisor *= 10 }
        let value = Double(digits) / divisor
        return text[0] == UInt8(ascii: "-") ? -value : value
    }

    /// The usual case: nothing but digits, and so few that they cannot overflow.
    private static func shortInteger(in text: Span<UInt8>) -> Int? {
        guard text.count <= 18 else { return nil }
        let isNegative = text[0] == UInt8(ascii: "-")
        var value = 0
        for position in (isNegative ? 1 : 0)..<text.count {
            let digit = text[position] &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return isNegative ? -value : value
    }

    private static func appendDigit<Value: FixedWidthInteger>(
        _ digit: UInt8,
        to value: inout Value,
        negative: Bool
    ) -> Bool {
        let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
        let step = Value(truncatingIfNeeded: digit)
        let (sum, carry) = negative ? shifted.subtractingReportingOverflow(step) : shifted.addingReportingOverflow(step)
        value = sum
        return !overflow && !carry
    }

    /// Where the parts of a number are.
    private struct Parts {
        let isNegative: Bool
        /// The position of the last digit that is not 0, before the exponent; -1 if there is none.
        private(set) var lastNonZero = -1
        private(set) var digitsAfterLastNonZero = 0
        private(set) var fractionDigits = 0
        private(set) var exponent = 0

        init(_ text: Span<UInt8>) {
            isNegative = text[0] == UInt8(ascii: "-")
            var hasPoint = false
            var position = isNegative ? 1 : 0
            while position < text.count {
                let digit = text[position] &- UInt8(ascii: "0")
                if digit < 10 {
                    if hasPoint { fractionDigits += 1 }
                    digitsAfterLastNonZero = digit == 0 ? digitsAfterLastNonZero + 1 : 0
                    if digit != 0 { lastNonZero = position }
                } else if text[position] == UInt8(ascii: ".") {
                    hasPoint = true
                } else {
                    exponent = Self.exponent(in: text, from: position + 1)
                    return
                }
                position += 1
            }
        }

        /// Stops counting where no text could make up for it, so that it cannot overflow.
        private static func exponent(in text: Span<UInt8>, from start: Int) -> Int {
            var value = 0
            for position in start..<text.count {
                let digit = text[position] &- UInt8(ascii: "0")
                if digit < 10 { value = min(value * 10 + Int(digit), 1 << 40) }
            }
            return text[start] == UInt8(ascii: "-") ? -value : value
        }
    }
}
