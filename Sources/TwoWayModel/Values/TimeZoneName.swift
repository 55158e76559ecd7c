import Foundation

/// A zone of the IANA time zone database that this machine knows, such as `Europe/Berlin`, or `UTC`.
///
/// Offsets (`GMT+2`) and abbreviations (`CET`) are refused: they do not say when the clocks change.
public struct TimeZoneName: TextValue {
    public static let utc = TimeZoneName(unchecked: "UTC")

    private static let regions: Set<Substring> = [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    ]

    public let text: String

    /// Takes a name that has been checked before, such as a stored one; an unknown name counts as UTC.
    public init(unchecked text: String) {
        self.text = text
    }

    /// Reads a name with its exact spelling; `Etc/UTC` is read as `UTC`.
    public init(_ text: String) throws(TextRefusal) {
        if text == "UTC" || text == "Etc/UTC" {
            self = .utc
            return
        }
        let isWellFormed = text.utf8.allSatisfy { byte in
            byte.isLetter || byte.isDigit || "/_-+".utf8.contains(byte)
        }
        guard text.utf8.count <= 64, isWellFormed,
            let slash = text.firstIndex(of: "/"), Self.regions.contains(text[..<slash]),
            TimeZone(identifier: text)?.identifier == text
        else { throw TextRefusal("is not a time zone such as Europe/Berlin or UTC") }
        self.text = text
    }

    /// For the formatting of times.
    public var zone: TimeZone { TimeZone(identifier: text) ?? .gmt }

    /// Seconds east of UTC at a number of seconds since 1970.
    func offset(at seconds: Int64) -> Int64 {
        // Most times are asked for in it, and Foundation looks it up like any other.
        if self == .utc { return 0 }
        return Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }
}
