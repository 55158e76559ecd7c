import Testing
import TwoWayModel

@testable import twoway

@Suite struct AnswerValueTextTests {
    @Test func `a value is typed as people say it`() throws {
        let euros = try Title("EUR a year")
        for (text, value) in [
            ("yes", AnswerValue.yesNo(true)), ("No", .yesNo(false)), ("2026-09-01", .day(try Day("2026-09-01"))),
            ("80000 EUR a  year", .number(80000, unit: euros)), ("-2.5", .number(-2.5)),
        ] {
            #expect(try AnswerValueText.value(text) == value, "\(text)")
            #expect(value.isProper)
        }
        for text in ["", "maybe", "EUR 80000", "80,000", "nan", "1e16", "2026-02-30"] {
            #expect(throws: CommandFailure.self, "\(text)") { try AnswerValueText.value(text) }
        }
    }

    @Test func `it reads as it was typed`() throws {
        #expect(AnswerValueText.words(.number(80000, unit: try Title("EUR"))) == "80000 EUR")
        #expect(AnswerValueText.words(.number(37.5)) == "37.5")
        #expect(AnswerValueText.words(.yesNo(false)) == "no")
        #expect(AnswerValueText.words(.day(try Day("2026-09-01"))) == "2026-09-01")
    }
}
