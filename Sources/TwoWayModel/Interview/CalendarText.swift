/// Appointments as iCalendar text (RFC 5545).
///
/// Times are in UTC, so that no definition of a zone has to come along; the local time stands in the description. The
/// same appointments give the same bytes: a calendar that reads the text again finds each one by its UID, and knows from
/// SEQUENCE whether it has moved.
public struct CalendarText {
    private static let productID = "-//TwoWay//Interviews//EN"
    /// The most octets of a line, without its end.
    private static let maximumOctets = 75

    /// The text, with CR LF at the end of each line.
    public private(set) var text = ""

    /// Orders the appointments by their start.
    public init(_ appointments: [Appointment]) {
        add("BEGIN", "VCALENDAR")
        add("VERSION", "2.0")
        add("PRODID", Self.productID)
        add("CALSCALE", "GREGORIAN")
        for appointment in appointments.sorted(by: { ($0.start, $0.interview) < ($1.start, $1.interview) }) {
            add(appointment)
        }
        add("END", "VCALENDAR")
    }

    private mutating func add(_ appointment: Appointment) {
        add("BEGIN", "VEVENT")
        add("UID", "\(appointment.interview)")
        add("DTSTAMP", Self.utc(appointment.updatedAt))
        add("LAST-MODIFIED", Self.utc(appointment.updatedAt))
        add("SEQUENCE", String(appointment.revision))
        add("DTSTART", Self.utc(appointment.start))
        add("DTEND", Self.utc(appointment.end ?? appointment.start + .seconds(3600)))
        add("SUMMARY", Self.escaped("\(appointment.title.text), \(appointment.organisation.text)"))
        add("DESCRIPTION", Self.escaped(Self.description(of: appointment)))
        add("LOCATION", Self.escaped(Self.place(of: appointment)))
        add("STATUS", appointment.isCancelled ? "CANCELLED" : "CONFIRMED")
        add("CLASS", "PRIVATE")
        add("TRANSP", appointment.isCancelled ? "TRANSPARENT" : "OPAQUE")
        add("END", "VEVENT")
    }

    private static func description(of appointment: Appointment) -> String {
        let local = LocalDateTime(appointment.start, in: appointment.timeZone).text.replacing("T", with: " ")
        return "\(local.dropLast(3)) \(appointment.timeZone.text)\n\(words(for: appointment.format))"
    }

    private static func words(for format: Interview.Format) -> String {
        switch format {
        case .phone: "By phone"
        case .video: "By video"
        case .onsite: "On site"
        case .panel: "Panel"
        case .informal: "Informal"
        }
    }

    private static func place(of appointment: Appointment) -> String {
        switch appointment.format {
        case .phone, .video: words(for: appointment.format)
        case .onsite, .panel, .informal: appointment.location?.text ?? appointment.organisation.text
        }
    }

    /// Such as 20260504T073000Z.
    private static func utc(_ time: Timestamp) -> String {
        LocalDateTime(time, in: .utc).text.filter { $0 != "-" && $0 != ":" } + "Z"
    }

    /// A value of type TEXT: backslash, semicolon, comma and line breaks are written with a backslash.
    private static func escaped(_ value: String) -> String {
        var escaped = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case ";": escaped += "\\;"
            case ",": escaped += "\\,"
            case "\n": escaped += "\\n"
            case "\r": break
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// Adds a line, folded so that none is longer than 75 octets and no character is cut.
    private mutating func add(_ name: String, _ value: String) {
        var octets = 0
        for scalar in "\(name):\(value)".unicodeScalars {
            let length = UTF8.width(scalar)
            if octets + length > Self.maximumOctets {
                text += "\r\n "
                octets = 1
            }
            text.unicodeScalars.append(scalar)
            octets += length
        }
        text += "\r\n"
    }
}
