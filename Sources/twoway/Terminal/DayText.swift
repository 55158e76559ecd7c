import TwoWayModel

/// Days as people type them.
enum DayText {
    /// The day on the clock of this machine.
    static func today(_ now: Timestamp = .now()) -> Day {
        LocalDateTime(now, in: LocalClock.here.zone).day
    }

    /// Reads `2026-05-08`, `today`, `tomorrow`, or `+7` for in seven days.
    static func day(_ text: String, today: Day = today()) throws(CommandFailure) -> Day {
        switch text.lowercased() {
        case "today": return today
        case "tomorrow": return Day(daysSince1970: today.daysSince1970 + 1)
        default: break
        }
        if text.hasPrefix("+"), let days = Int(text.dropFirst()), (0...36_500).contains(days) {
            return Day(daysSince1970: today.daysSince1970 + days)
        }
        if let day = try? Day(text) { return day }
        throw .usage("\"\(text)\" is not a day.", hint: "Write it as 2026-05-08, today, tomorrow, or +7 for in a week.")
    }

    /// The day, and how far away it is.
    static func distance(_ day: Day, from today: Day) -> String {
        let days = day.daysSince1970 - today.daysSince1970
        return switch days {
        case 0: "today"
        case 1: "tomorrow"
        case -1: "yesterday"
        case 2...: "in \(days) days"
        default: "\(-days) days ago"
        }
    }
}
