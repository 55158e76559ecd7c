import TwoWayModel

/// The words of the model as they stand on a sheet.
extension Interview.Format {
    var words: String {
        switch self {
        case .phone: "by phone"
        case .video: "by video"
        case .onsite: "on site"
        case .panel: "with a panel"
        case .informal: "informal"
        }
    }
}

extension InterviewerRole {
    /// What somebody is; nothing to say of `other`.
    var words: String? {
        switch self {
        case .recruiter: "recruiter"
        case .hr: "human resources"
        case .hiringManager: "hiring manager"
        case .skipLevel: "next level up"
        case .peer: "peer"
        case .directReport: "direct report"
        case .crossFunctional: "other department"
        case .executive: "executive"
        case .other: nil
        }
    }

    /// Anybody who is that, as somebody to ask.
    var anybody: String? {
        switch self {
        case .recruiter: "the recruiter"
        case .hr: "human resources"
        case .hiringManager: "the hiring manager"
        case .skipLevel: "the next level up"
        case .peer: "a peer"
        case .directReport: "a direct report"
        case .crossFunctional: "somebody of another department"
        case .executive: "an executive"
        case .other: nil
        }
    }
}

extension Interview {
    /// Such as "Monday 4 May 2026, 09:30 to 10:15 (Europe/Berlin)".
    var timeWords: String {
        guard let scheduledStart else { return "Time not agreed yet" }
        let start = localStart ?? LocalDateTime(scheduledStart, in: timeZone)
        var words = "\(start.dateWords), \(start.clock)"
        if let scheduledEnd {
            let end = LocalDateTime(scheduledEnd, in: timeZone)
            words += end.date == start.date ? " to \(end.clock)" : " to \(end.dateWords), \(end.clock)"
        }
        return "\(words) (\(timeZone.text))"
    }
}

extension LocalDateTime {
    /// Such as "2026-05-04".
    fileprivate var date: Substring { text.prefix(10) }

    /// Such as "09:30".
    fileprivate var clock: String { String(text.dropFirst(11).prefix(5)) }

    /// Such as "Monday 4 May 2026".
    fileprivate var dateWords: String {
        let weekdays = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
        let months = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        let numbers = date.split(separator: "-").compactMap { Int($0) }
        // Day 0, 1 January 1970, was a Thursday.
        let microsecondsOfDay: Int64 = 86_400_000_000
        let time = Timestamp(self, in: .utc).microseconds
        let day = (time - (time % microsecondsOfDay + microsecondsOfDay) % microsecondsOfDay) / microsecondsOfDay
        let weekday = weekdays[Int((day % 7 + 7) % 7)]
        guard numbers.count == 3, months.indices.contains(numbers[1] - 1) else { return String(date) }
        return "\(weekday) \(numbers[2]) \(months[numbers[1] - 1]) \(numbers[0])"
    }
}

extension String {
    /// The text on one line: white space and control characters become single spaces, and marks that turn the
    /// direction of writing around, which could make a sheet read otherwise than it is stored, are left out.
    var onOneLine: String {
        var line = String.UnicodeScalarView()
        var isSpaceDue = false
        for scalar in unicodeScalars {
            if scalar.properties.isWhitespace || scalar.properties.generalCategory == .control {
                isSpaceDue = !line.isEmpty
            } else if !scalar.turnsDirection {
                if isSpaceDue { line.append(" ") }
                isSpaceDue = false
                line.append(scalar)
            }
        }
        return String(line)
    }
}

extension Unicode.Scalar {
    /// Embeddings, overrides and isolates (Unicode Standard Annex 9).
    fileprivate var turnsDirection: Bool {
        (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    }
}
