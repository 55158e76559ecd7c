import Foundation
import TwoWayModel

extension RawRepresentable where RawValue == String {
    /// The name as people write it: `hiring_manager` as "hiring manager".
    var words: String { rawValue.split(separator: "_").joined(separator: " ") }
}

extension ID {
    /// The last eight characters: enough to tell things apart, and taken wherever an id is expected.
    var short: String { String(description.suffix(8)) }
}

/// Times as the clocks of a zone show them.
struct LocalClock: Sendable {
    /// The clock of this machine; UTC, and saying so, if its zone has no name.
    static let here = LocalClock(identifier: TimeZone.current.identifier)

    let zone: TimeZoneName
    private let remark: String

    init(identifier: String) {
        let named = identifier == "GMT" ? .utc : try? TimeZoneName(identifier)
        zone = named ?? .utc
        remark = named == nil ? " UTC" : ""
    }

    /// Date and time to the minute: `2026-05-04 09:30`.
    func text(_ time: Timestamp) -> String {
        Self.minutes(LocalDateTime(time, in: zone)) + remark
    }

    static func minutes(_ local: LocalDateTime) -> String {
        String(local.text.prefix(16)).split(separator: "T").joined(separator: " ")
    }
}

/// Numbers as people read them.
enum NumberText {
    /// Two digits behind the point.
    static func value(_ number: Double) -> String {
        guard number.isFinite else { return "-" }
        return String(format: "%.2f", number)
    }

    static func percent(_ share: Double) -> String {
        guard share.isFinite else { return "-" }
        return "\(Int((min(max(share, 0), 1) * 100).rounded())) %"
    }

    /// `1 question`, `3 questions`.
    static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }
}
