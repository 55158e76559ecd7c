/// Logarithm and exponential made of additions, multiplications and divisions only.
///
/// Those of the C library differ in the last bit between its versions and between processors, and a comparison gives the
/// same bytes everywhere (R15). The error is a few units in the last place.
enum PortableMath {
    private static let ln2 = 0.693_147_180_559_945_3
    /// The head of ln 2, with so many zeros at its end that small multiples are exact, and what it lacks.
    private static let ln2Head = 0x1.62e42fee00000p-1
    private static let ln2Tail = 0x1.a39ef35793c76p-33

    /// The natural logarithm of a positive, normal number.
    static func log(_ number: Double) -> Double {
        var exponent = Int64(number.exponent)
        var significand = number.significand
        if significand > 1.414_213_562_373_095_1 {
            significand /= 2
            exponent += 1
        }
        // ln m = 2 artanh(s) with s = (m - 1) / (m + 1), of which the square is below 0.03.
        let s = (significand - 1) / (significand + 1)
        let square = s * s
        var sum = square * (1.0 / 23)
        sum = (sum + 1.0 / 21) * square
        sum = (sum + 1.0 / 19) * square
        sum = (sum + 1.0 / 17) * square
        sum = (sum + 1.0 / 15) * square
        sum = (sum + 1.0 / 13) * square
        sum = (sum + 1.0 / 11) * square
        sum = (sum + 1.0 / 9) * square
        sum = (sum + 1.0 / 7) * square
        sum = (sum + 1.0 / 5) * square
        sum = (sum + 1.0 / 3) * square
        let tail = Double(exponent) * ln2Tail + 2 * s * sum
        return Double(exponent) * ln2Head + (2 * s + tail)
    }

    /// e to a power of at most 0; 0 where the result would be too small for a normal number.
    static func exp(_ power: Double) -> Double {
        guard power > -700 else { return 0 }
        let twos = (power / ln2).rounded()
        let rest = (power - twos * ln2Head) - twos * ln2Tail
        var sum = 1 + rest * (1.0 / 13)
        sum = 1 + sum * rest * (1.0 / 12)
        sum = 1 + sum * rest * (1.0 / 11)
        sum = 1 + sum * rest * (1.0 / 10)
        sum = 1 + sum * rest * (1.0 / 9)
        sum = 1 + sum * rest * (1.0 / 8)
        sum = 1 + sum * rest * (1.0 / 7)
        sum = 1 + sum * rest * (1.0 / 6)
        sum = 1 + sum * rest * (1.0 / 5)
        sum = 1 + sum * rest * (1.0 / 4)
        sum = 1 + sum * rest * (1.0 / 3)
        sum = 1 + sum * rest * (1.0 / 2)
        sum = 1 + sum * rest
        return Double(sign: .plus, exponent: Int(twos), significand: sum)
    }
}
