/// Collects findings up to a limit.
struct FindingList {
    private var kept: [Finding] = []
    /// The gravest severity of those that were not kept.
    private var cut: Finding.Severity?

    /// The findings; if some were cut, the last one says so, and is an error if one of them was.
    var result: [Finding] {
        guard let cut else { return kept }
        return kept + [Finding(severity: cut, path: "", message: "has more findings; mend these first")]
    }

    mutating func error(_ path: String, _ message: String) {
        add(.error, path, message)
    }

    mutating func warning(_ path: String, _ message: String) {
        add(.warning, path, message)
    }

    mutating func add(_ severity: Finding.Severity, _ path: String, _ message: String) {
        if kept.count < LibraryLimits.findings - 1 {
            kept.append(Finding(severity: severity, path: path, message: message))
        } else if cut != .error {
            cut = severity
        }
    }

    /// Looks at a text that may be absent, but neither blank nor too long.
    mutating func check(_ text: String?, at path: String, limit: Int, allowsLines: Bool = false) {
        guard let text else { return }
        if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            error(path, "must not be empty")
        }
        if text.utf8.count > limit {
            error(path, "is longer than \(limit) bytes")
        }
        let hasControl = text.unicodeScalars.contains { scalar in
            let isLayout = scalar == "\n" || scalar == "\t"
            return scalar.properties.generalCategory == .control && !(allowsLines && isLayout)
        }
        if hasControl {
            error(path, allowsLines ? "has a control character" : "has a line break or another control character")
        }
    }
}
