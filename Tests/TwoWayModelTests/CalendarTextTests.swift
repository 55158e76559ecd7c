import Testing

@testable import TwoWayModel

struct CalendarTextTests {
    private func appointment(
        title: String = "First talk",
        organisation: String = "Acme",
        location: String? = nil,
        format: Interview.Format = .video,
        start: String = "2026-05-04T07:30:00Z",
        end: String? = "2026-05-04T08:15:00Z",
        isCancelled: Bool = false
    ) throws -> Appointment {
        Appointment(
            interview: try #require(ID("019a0000-0000-7000-8000-00000000000A")),
            title: try Title(title),
            organisation: try Title(organisation),
            location: try location.map { try Title($0) },
            format: format,
            start: try Timestamp(start),
            end: try end.map { try Timestamp($0) },
            timeZone: try TimeZoneName("Europe/Berlin"),
            isCancelled: isCancelled,
            revision: 3,
            updatedAt: try Timestamp("2026-04-01T10:00:00.25Z")
        )
    }

    @Test func `an appointment is written as RFC 5545 has it, byte for byte`() throws {
        let text = CalendarText([try appointment()]).text
        let expected = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//TwoWay//Interviews//EN", "CALSCALE:GREGORIAN", "BEGIN:VEVENT",
            "UID:019a0000-0000-7000-8000-00000000000a", "DTSTAMP:20260401T100000Z", "LAST-MODIFIED:20260401T100000Z",
            "SEQUENCE:3", "DTSTART:20260504T073000Z", "DTEND:20260504T081500Z", "SUMMARY:First talk\\, Acme",
            "DESCRIPTION:2026-05-04 09:30 Europe/Berlin\\nBy video", "LOCATION:By video", "STATUS:CONFIRMED",
            "CLASS:PRIVATE", "TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR", "",
        ]
        #expect(text == expected.joined(separator: "\r\n"))
    }

    @Test func `without appointments it is still a calendar`() {
        #expect(
            CalendarText([]).text
                == "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//TwoWay//Interviews//EN\r\nCALSCALE:GREGORIAN\r\n"
                + "END:VCALENDAR\r\n"
        )
    }

    @Test func `what was called off is marked, blocks no time, and lasts an hour when nobody said`() throws {
        let lines = unfolded(CalendarText([try appointment(end: nil, isCancelled: true)]).text)
        #expect(lines.contains("STATUS:CANCELLED"))
        #expect(lines.contains("TRANSP:TRANSPARENT"))
        #expect(lines.contains("DTEND:20260504T083000Z"))
    }

    @Test func `the place of a meeting on site is where the job is, or the employer`() throws {
        let known = unfolded(CalendarText([try appointment(location: "Kiel; Hafen, 2", format: .onsite)]).text)
        #expect(known.contains("LOCATION:Kiel\\; Hafen\\, 2"))
        #expect(unfolded(CalendarText([try appointment(format: .panel)]).text).contains("LOCATION:Acme"))
        let phone = unfolded(CalendarText([try appointment(location: "Kiel", format: .phone)]).text)
        #expect(phone.contains("LOCATION:By phone"))
    }

    @Test(arguments: [
        "Backslash \\ semicolon ; comma , colon : quote \"", "Größe 面談 👩‍👩‍👧‍👦 — naïve",
        String(repeating: "ä", count: 100), String(repeating: "👍", count: 50), String(repeating: "x", count: 200),
    ])
    func `no line is longer than 75 octets, no character is cut, and the text comes back`(_ title: String) throws {
        let text = CalendarText([try appointment(title: title, organisation: "O")]).text
        #expect(text.hasSuffix("\r\n"))
        let bytes = Array(text.utf8)
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            #expect(line.last == UInt8(ascii: "\r"))
            #expect(line.count - 1 <= 75)
            #expect(String(validating: Array(line), as: UTF8.self) != nil)
        }
        let summary = try #require(unfolded(text).first { $0.hasPrefix("SUMMARY:") })
        var value = ""
        var isEscaped = false
        for scalar in summary.dropFirst("SUMMARY:".count).unicodeScalars {
            if isEscaped || scalar != "\\" { value.unicodeScalars.append(scalar) }
            isEscaped = !isEscaped && scalar == "\\"
        }
        #expect(value == "\(title), O")
    }

    @Test func `appointments come in the order of their starts, and give the same bytes again`() throws {
        let late = try appointment(title: "Late", start: "2026-06-04T07:30:00Z", end: nil)
        let early = try appointment(title: "Early")
        let text = CalendarText([late, early]).text
        #expect(unfolded(text).filter { $0.hasPrefix("SUMMARY") } == ["SUMMARY:Early\\, Acme", "SUMMARY:Late\\, Acme"])
        #expect(text == CalendarText([early, late]).text)
    }

    /// The lines with folds taken back.
    private func unfolded(_ text: String) -> [String] {
        text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    }
}
