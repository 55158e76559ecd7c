import TwoWayModel

/// Points in time as people type them.
enum TimeText {
    /// Reads `2026-05-04 09:30` on the clock of a zone, a date alone as its beginning, or RFC 3339 with a zone of its own.
    static func timestamp(_ text: String, in zone: TimeZoneName) throws(CommandFailure) -> Timestamp {
        let trimmed = text.split(whereSeparator: \.isWhitespace).joined(separator: "T")
        if let time = try? Timestamp(trimmed) { return time }
        let forms = [trimmed, trimmed + ":00", trimmed + "T00:00:00"]
        for form in forms {
            if let local = try? LocalDateTime(form) { return Timestamp(local, in: zone) }
        }
        throw .usage(
            "\"\(text)\" is not a time.",
            hint: "Write it as \"2026-05-04 09:30\", or 2026-05-04T09:30:00+02:00."
        )
    }
}
