import Foundation
import Testing

@testable import TwoWayModel

struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("2026-05-04T09:30:00Z", 1_777_887_000_000_000),
        ("2026-05-04T09:30:00.123Z", 1_777_887_000_123_000),
        ("2026-05-04T09:30:00.123456Z", 1_777_887_000_123_456),
        ("2026-05-04T09:30:00.000001Z", 1_777_887_000_000_001),
        ("1969-12-31T23:59:59.999999Z", -1),
        ("2000-02-29T00:00:00Z", 951_782_400_000_000),
        ("2024-02-29T12:00:00Z", 1_709_208_000_000_000),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000_000),
        ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
    func `text and microseconds say the same`(text: String, microseconds: Int64) throws {
        #expect(try Timestamp(text).microseconds == microseconds)
        #expect(Timestamp(microseconds: microseconds).text == text)
        #expect(try json(Timestamp(microseconds: microseconds)) == "\"\(text)\"")
        #expect(try JSONDecoder().decode(Timestamp.self, from: Data("\"\(text)\"".utf8)).microseconds == microseconds)
    }

    @Test(arguments: [
        ("2026-05-04T11:30:00+02:00", "2026-05-04T09:30:00Z"),
        ("2026-05-04T04:00:00-05:30", "2026-05-04T09:30:00Z"),
        ("2026-01-01T00:15:00+00:30", "2025-12-31T23:45:00Z"),
        ("2026-05-04T09:30:00-00:00", "2026-05-04T09:30:00Z"),
        ("2026-05-04T09:30:00.5Z", "2026-05-04T09:30:00.500Z"),
        ("2026-05-04T09:30:00.123456789Z", "2026-05-04T09:30:00.123456Z"),
        ("2026-05-04T09:30:00.000Z", "2026-05-04T09:30:00Z"),
    ])
    func `offsets and fractions come out in canonical UTC`(text: String, canonical: String) throws {
        #expect(try Timestamp(text).text == canonical)
    }

    @Test(arguments: [
        "", "Z", "now", "2026-05-04", "2026-05-04T09:30Z", "2026-05-04T09:30:00", "2026-05-04 09:30:00Z",
        "2026-05-04t09:30:00Z", "2026-05-04T09:30:00z", "2026-05-04T09:30:00Z ", " 2026-05-04T09:30:00Z",
        "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z", "2026-12-31T23:59:60Z", "2026-05-04T09:30:00.Z", "2026-05-04T09:30:00,5Z",
        "2026-05-04T09:30:00.1234567890Z", "2026-05-04T09:30:00+2:00", "2026-05-04T09:30:00+0200",
        "2026-05-04T09:30:00+24:00", "2026-05-04T09:30:00+02:60", "2026-05-04T09:30:00+02:00Z",
        "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "+2026-05-04T09:30:00Z",
        "10000-01-01T00:00:00Z", "２026-05-04T09:30:00Z", "-026-05-04T09:30:00Z",
    ])
    func `anything else is refused in words for people`(text: String) throws {
        #expect(throws: TextRefusal("is not a time such as 2026-05-04T09:30:00Z")) { try Timestamp(text) }
        #expect(refusal(of: "\"\(text)\"", as: Timestamp.self) == "is not a time such as 2026-05-04T09:30:00Z")
    }

    @Test func `extremes stop at the ends without a trap`() {
        #expect(Timestamp(microseconds: .max).text == "9999-12-31T23:59:59.999999Z")
        #expect(Timestamp(microseconds: .min).text == "0001-01-01T00:00:00Z")
        #expect(Timestamp.latest + .microseconds(1) == .latest)
        #expect(Timestamp.earliest - .microseconds(1) == .earliest)
        #expect(Timestamp(microseconds: 0) + .seconds(Int64.max) == .latest)
        #expect(Timestamp(microseconds: 0) + .seconds(Int64.min + 1) == .earliest)
        #expect(Timestamp.earliest + .seconds(Int64.max) == .latest)
        #expect(Timestamp.latest - Timestamp.earliest > .zero)
    }

    @Test func `durations move a time and differences are durations`() throws {
        let start = try Timestamp("2026-05-04T09:30:00Z")
        #expect((start + .milliseconds(1500)).text == "2026-05-04T09:30:01.500Z")
        #expect((start - .seconds(86400)).text == "2026-05-03T09:30:00Z")
        #expect((start + .microseconds(7)) - start == .microseconds(7))
        #expect(start - (start + .seconds(1)) == .seconds(-1))
        #expect(start < start + .microseconds(1))
        var moved = start
        moved += .seconds(60)
        #expect(moved.text == "2026-05-04T09:31:00Z")
    }

    @Test func `every day from 1600 to 2400 exists once and reads back`() {
        var date = CivilDate(year: 1600, month: 1, day: 1)
        var days = date.daysSince1970
        var leapDays = 0
        while date.year <= 2400 {
            #expect(date.exists && CivilDate(daysSince1970: days) == date)
            leapDays += date.month == 2 && date.day == 29 ? 1 : 0
            days += 1
            date = CivilDate(year: date.year, month: date.month, day: date.day + 1)
            if !date.exists { date = CivilDate(year: date.year, month: date.month + 1, day: 1) }
            if !date.exists { date = CivilDate(year: date.year + 1, month: 1, day: 1) }
            guard date.daysSince1970 == days else {
                Issue.record("day \(days) is not \(date)")
                return
            }
        }
        #expect(leapDays == 195)
    }

    @Test func `random times read back, and Foundation agrees`() throws {
        var generator = SeededGenerator(seed: 1)
        let range = Timestamp.earliest.microseconds...Timestamp.latest.microseconds
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = .gmt
        for _ in 0..<300 {
            let time = Timestamp(microseconds: .random(in: range, using: &generator))
            #expect(try Timestamp(time.text) == time)
        }
        for _ in 0..<100 {
            // The calendars agree where both are Gregorian.
            let seconds = Int64.random(in: -10_000_000_000...100_000_000_000, using: &generator)
            let parts = calendar.dateComponents(
                [.year, .month, .day, .hour, .minute, .second],
                from: Date(timeIntervalSince1970: Double(seconds))
            )
            let numbers = [parts.year, parts.month, parts.day, parts.hour, parts.minute, parts.second].compactMap { $0 }
            let text = Timestamp(microseconds: seconds * 1_000_000).text
            #expect(text.dropLast().split { "-T:".contains($0) }.compactMap { Int($0) } == numbers)
        }
    }

    @Test func `the present is after the writing of this test`() throws {
        let written = try Timestamp("2025-01-01T00:00:00Z")
        #expect(Timestamp.now() > written)
    }
}
