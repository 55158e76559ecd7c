import Testing

@testable import TwoWayModel

struct LocalDateTimeTests {
    @Test(arguments: [
        ("2026-05-04T09:30:00", "Europe/Berlin", "2026-05-04T07:30:00Z"),
        ("2026-01-04T09:30:00", "Europe/Berlin", "2026-01-04T08:30:00Z"),
        ("2026-05-04T09:30:00", "UTC", "2026-05-04T09:30:00Z"),
        ("2026-05-04T09:30:00", "Asia/Kolkata", "2026-05-04T04:00:00Z"),
        ("2026-05-04T09:30:00", "America/New_York", "2026-05-04T13:30:00Z"),
        ("2026-05-04T09:30:00", "America/Argentina/Buenos_Aires", "2026-05-04T12:30:00Z"),
        // The last second before and the first after the clocks go forward.
        ("2026-03-29T01:59:59", "Europe/Berlin", "2026-03-29T00:59:59Z"),
        ("2026-03-29T03:00:00", "Europe/Berlin", "2026-03-29T01:00:00Z"),
        // Before, in the first occurrence of, and after the hour that happens twice.
        ("2026-10-25T01:59:59", "Europe/Berlin", "2026-10-24T23:59:59Z"),
        ("2026-10-25T02:30:00", "Europe/Berlin", "2026-10-25T00:30:00Z"),
        ("2026-10-25T03:00:00", "Europe/Berlin", "2026-10-25T02:00:00Z"),
        // Samoa left out the 30th of December 2011.
        ("2011-12-29T23:59:59", "Pacific/Apia", "2011-12-30T09:59:59Z"),
        ("2011-12-31T00:00:00", "Pacific/Apia", "2011-12-30T10:00:00Z"),
    ])
    func `a wall clock and its zone name a time and back`(local: String, zone: String, time: String) throws {
        let zone = try TimeZoneName(zone)
        let local = try LocalDateTime(local)
        #expect(Timestamp(local, in: zone).text == time)
        #expect(LocalDateTime(try Timestamp(time), in: zone) == local)
    }

    @Test(arguments: [
        ("2026-03-29T02:30:00", "Europe/Berlin", "2026-03-29T03:30:00"),
        ("2026-03-08T02:00:00", "America/New_York", "2026-03-08T03:00:00"),
        ("2011-12-30T12:00:00", "Pacific/Apia", "2011-12-31T12:00:00"),
    ])
    func `an hour that never happens moves later by the gap`(local: String, zone: String, shown: String) throws {
        let zone = try TimeZoneName(zone)
        #expect(LocalDateTime(Timestamp(try LocalDateTime(local), in: zone), in: zone).text == shown)
    }

    @Test func `the second occurrence of an hour shows the same clock`() throws {
        let berlin = try TimeZoneName("Europe/Berlin")
        let second = try Timestamp("2026-10-25T01:30:00.900Z")
        #expect(LocalDateTime(second, in: berlin).text == "2026-10-25T02:30:00")
    }

    @Test func `every hour of a year in Berlin comes back, but for the doubled one`() throws {
        let berlin = try TimeZoneName("Europe/Berlin")
        var time = try Timestamp("2026-01-01T00:00:00Z")
        var changed: [String] = []
        for _ in 0..<8760 {
            if Timestamp(LocalDateTime(time, in: berlin), in: berlin) != time { changed.append(time.text) }
            time += .seconds(3600)
        }
        #expect(changed == ["2026-10-25T01:00:00Z"])
    }

    @Test(arguments: ["2026-05-04T09:30", "2026-05-04T09:30:00Z", "2026-02-30T09:30:00", "2026-05-04T09:30:00.5", ""])
    func `a text with a zone, a fraction or a wrong date is refused`(text: String) {
        let message = "is not a local time such as 2026-05-04T09:30:00"
        #expect(refusal(of: "\"\(text)\"", as: LocalDateTime.self) == message)
    }

    @Test func `the ends of time do not trap`() throws {
        let apia = try TimeZoneName("Pacific/Apia")
        #expect(LocalDateTime(.latest, in: apia).text == "9999-12-31T23:59:59")
        #expect(LocalDateTime(.earliest, in: try TimeZoneName("America/New_York")).text == "0001-01-01T00:00:00")
        #expect(Timestamp(try LocalDateTime("0001-01-01T00:00:00"), in: apia) >= .earliest)
        #expect(Timestamp(try LocalDateTime("9999-12-31T23:59:59"), in: try TimeZoneName("America/Adak")) == .latest)
    }

    @Test(arguments: ["Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/UTC", "UTC", "Australia/Lord_Howe"])
    func `names of the time zone database are accepted`(name: String) throws {
        #expect(try TimeZoneName(name).text == (name == "Etc/UTC" ? "UTC" : name))
    }

    @Test(arguments: [
        "", "CET", "EST5EDT", "GMT", "GMT+2", "+02:00", "Etc/GMT+2", "europe/berlin", "Europe/Atlantis", "Europe/",
        "Europe/../Europe/Berlin", "posix/Europe/Berlin", "Europe/Berlin ", "/etc/localtime", "utc",
    ])
    func `offsets, abbreviations and unknown places are refused`(name: String) {
        let message = "is not a time zone such as Europe/Berlin or UTC"
        #expect(refusal(of: "\"\(name)\"", as: TimeZoneName.self) == message)
    }
}
