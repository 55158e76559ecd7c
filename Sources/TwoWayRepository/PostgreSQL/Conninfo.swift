import CLibPQ

/// A libpq connection string taken apart, so that its secrets can be kept out of sight.
public struct Conninfo: Sendable, Hashable {
    private let settings: [(keyword: String, value: String, isSecret: Bool)]

    public static func == (left: Conninfo, right: Conninfo) -> Bool { left.text == right.text }
    public func hash(into hasher: inout Hasher) { hasher.combine(text) }

    /// Takes a list of keywords and values, or a URI; nil if it is neither.
    public init?(_ text: String) {
        guard let entries = PQconninfoParse(text, nil) else { return nil }
        defer { PQconninfoFree(entries) }
        var settings: [(keyword: String, value: String, isSecret: Bool)] = []
        var entry = entries
        while let keyword = entry.pointee.keyword {
            if let value = entry.pointee.val {
                let character = entry.pointee.dispchar.map { String(cString: $0) } ?? ""
                settings.append((String(cString: keyword), String(cString: value), character == "*"))
            }
            entry += 1
        }
        self.settings = settings
    }

    /// What is said of a keyword; nil if nothing is.
    public func value(of keyword: String) -> String? {
        settings.first { $0.keyword == keyword }?.value
    }

    /// The whole string, secrets included.
    var text: String { joined(settings.map { ($0.keyword, $0.value) }) }

    /// The string with stars in place of secrets, for people.
    public var redacted: String {
        joined(settings.map { ($0.keyword, $0.isSecret ? "***" : $0.value) })
    }

    /// The string without its secrets, for a command line that everybody on the host can read.
    var withoutSecrets: String {
        joined(settings.filter { !$0.isSecret }.map { ($0.keyword, $0.value) })
    }

    private func joined(_ settings: [(keyword: String, value: String)]) -> String {
        settings.map { "\($0.keyword)=\(conninfoQuoted($0.value))" }.joined(separator: " ")
    }
}
