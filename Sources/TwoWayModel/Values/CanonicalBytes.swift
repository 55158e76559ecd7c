/// Collects values into bytes for hashing, so that different values never give the same bytes.
///
/// Every value carries its kind and, where it has one, its length; numbers do not depend on the machine or the locale.
struct CanonicalBytes {
    private(set) var bytes: [UInt8] = []

    mutating func put(_ text: String) {
        header("s", text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    mutating func put(_ text: String?) {
        if let text { put(text) } else { putAbsent() }
    }

    mutating func put(_ number: Int) {
        header("i", number)
    }

    mutating func put(_ number: Int?) {
        if let number { put(number) } else { putAbsent() }
    }

    /// Writes the bit pattern, in which 0.1 + 0.2 and 0.3 differ; negative zero counts as zero.
    mutating func put(_ number: Double) {
        let pattern = number == 0 ? 0 : number.bitPattern
        bytes.append(contentsOf: "d\(String(pattern, radix: 16)):".utf8)
    }

    mutating func put(_ number: Double?) {
        if let number { put(number) } else { putAbsent() }
    }

    mutating func put(_ flag: Bool) {
        bytes.append(contentsOf: (flag ? "t:" : "f:").utf8)
    }

    /// Takes over bytes that are canonical by themselves.
    mutating func put(_ canonical: [UInt8]) {
        header("b", canonical.count)
        bytes.append(contentsOf: canonical)
    }

    /// Announces a list of so many elements, which are to follow.
    mutating func putList(count: Int) {
        header("l", count)
    }

    private mutating func putAbsent() {
        bytes.append(contentsOf: "n:".utf8)
    }

    private mutating func header(_ kind: String, _ number: Int) {
        bytes.append(contentsOf: "\(kind)\(number):".utf8)
    }
}
