import Testing
import TwoWayModel

@testable import twoway

@Suite struct TableTests {
    private func table(_ rows: [[Cell]]) -> Table {
        var table = Table([.word("ID"), .text("Title"), .number("Weight"), .drawing("Bar")])
        for row in rows { table.add(row) }
        return table
    }

    @Test func `columns are aligned by what is seen, not by what is stored`() {
        let table = table([
            ["1", "\u{65E5}\u{672C}", "7", "##"],
            ["22", "Cafe\u{301}", "10", "#"],
        ])
        #expect(
            table.lines(for: .screen()) == [
                "ID  Title  Weight  Bar",
                "1   \u{65E5}\u{672C}        7  ##",
                "22  Cafe\u{301}       10  #",
            ]
        )
    }

    @Test func `the widest flexible column gives way on a narrow terminal`() {
        let table = table([["1", "A title that is far too long for this", "7", "##"]])
        let lines = table.lines(for: .screen(30))
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 30 })
        #expect(lines[1] == "1   A title that\u{2026}       7  ##")
    }

    @Test func `a column that is empty throughout is not shown`() {
        let table = table([["1", "", "7", ""]])
        #expect(table.lines(for: .screen()) == ["ID  Weight", "1        7"])
    }

    @Test func `no line ends in spaces`() {
        let table = table([["1", "A", "", ""], ["2", "", "3", "#"]])
        #expect(table.lines(for: .screen()).allSatisfy { $0.last != " " })
    }

    @Test func `programs get whole values, a tab between them and no heading`() throws {
        let id: ID<Opportunity> = try id("0197a3b2-0000-7000-8000-00000000abcd")
        let long = String(repeating: "x", count: 300)
        let table = table([[Cell(id), Cell(long), "7", "##"]])
        #expect(table.lines(for: .pipe) == ["0197a3b2-0000-7000-8000-00000000abcd\t\(long)\t7"])
    }

    @Test func `people see the end of an id and the words of a name`() throws {
        let id: ID<Opportunity> = try id("0197a3b2-0000-7000-8000-00000000abcd")
        let table = table([[Cell(id), Cell(InterviewerRole.hiringManager), "", ""]])
        #expect(table.lines(for: .screen())[1] == "0000abcd  hiring manager")
        #expect(table.lines(for: .pipe) == ["\(id)\thiring_manager\t"])
    }

    @Test func `a value cannot break out of its cell`() {
        let table = table([["1", "a\tb\nc\u{1B}[31md", "7", ""]])
        #expect(table.lines(for: .pipe) == ["1\ta b cd\t7"])
        #expect(table.lines(for: .screen())[1] == "1   a b cd       7")
    }

    @Test func `facts without a value are left out, and long ones are wrapped beside their label`() {
        var facts = Facts()
        facts.add("Title", "Engineer")
        facts.add("Pay", "")
        facts.add("Notes", "one two three four five six seven")
        #expect(
            facts.lines(for: .screen(24)) == [
                "Title  Engineer", "Notes  one two three four", "       five six seven",
            ]
        )
        #expect(facts.lines(for: .pipe) == ["Title\tEngineer", "Notes\tone two three four five six seven"])
    }

    @Test func `a bar fills what may be true`() {
        #expect(IntervalBar.drawing(ValueInterval(lo: 0, hi: 1), width: 4) == "\u{2588}\u{2588}\u{2588}\u{2588}")
        #expect(IntervalBar.drawing(ValueInterval(lo: 0.25, hi: 0.5), width: 4) == "\u{B7}\u{2588}\u{B7}\u{B7}")
        #expect(IntervalBar.drawing(ValueInterval(lo: 0.125, hi: 0.375), width: 4) == "\u{2590}\u{258C}\u{B7}\u{B7}")
        #expect(IntervalBar.drawing(ValueInterval(lo: 0, hi: 0), width: 2) == "\u{258C}\u{B7}")
        #expect(IntervalBar.drawing(ValueInterval(lo: 1, hi: 1), width: 2) == "\u{B7}\u{2590}")
        #expect(IntervalBar.drawing(ValueInterval(lo: .nan, hi: .nan), width: 2) == "\u{258C}\u{B7}")
        #expect(IntervalBar.drawing(ValueInterval(lo: -5, hi: 9), width: 2) == "\u{2588}\u{2588}")
    }
}
