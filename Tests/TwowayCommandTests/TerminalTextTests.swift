import JSONRPC
import Testing

@testable import twoway

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("\u{1B}[31mred\u{1B}[0m", "red"),
        ("\u{1B}]0;a new title\u{07}rest", "rest"),
        ("\u{1B}]8;;http://evil.example\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"),
        ("\u{1B}P1$r0m\u{1B}\\x", "x"),
        ("\u{9B}2Jgone", "gone"),
        ("\u{9D}52;c;aGk=\u{9C}clip", "clip"),
        ("\u{1B}cx", "x"),
        ("\u{1B}(0x", "x"),
        ("a\u{08}\u{08}b\u{7F}", "ab"),
        ("a\u{202E}b\u{2066}c", "abc"),
        ("one\r\ntwo\tthree\rfour", "one two three four"),
        ("\u{1B}", ""),
        ("\u{1B}[", ""),
        ("plain \u{E9} \u{1F600} \u{65E5}", "plain \u{E9} \u{1F600} \u{65E5}"),
    ])
    func `what a terminal would obey is gone from a line`(text: String, expected: String) {
        #expect(TerminalText.line(text) == expected)
    }

    @Test func `a control string that never ends hides nothing`() {
        #expect(TerminalText.line("\u{1B}]0;all of this stays") == "0;all of this stays")
        #expect(TerminalText.lines("\u{1B}]0;first\nsecond") == "0;first\nsecond")
    }

    @Test func `line ends and tabs stay in a text of lines`() {
        #expect(TerminalText.lines("a\tb\r\nc\rd\u{1B}[1m") == "a\tb\nc\nd")
    }

    @Test func `nothing that a terminal obeys is left of any sequence of such characters`() {
        let parts = ["\u{1B}", "[", "]", "\u{9B}", "\u{07}", "m", "0", "\\", "\u{9C}", "x", "\u{90}", "\n"]
        for first in parts {
            for second in parts {
                for third in parts {
                    let text = TerminalText.line(first + second + third + "0m")
                    #expect(!text.unicodeScalars.contains(where: TerminalText.isCommand))
                }
            }
        }
    }

    @Test func `a line in colours is cleaned piece by piece`() {
        let terminal = Terminal(isInteractive: true, width: 80, isColoured: false)
        let text = StyledText("a\u{1B}[1m", .strong) + StyledText("b\nc")
        #expect(text.rendered(on: terminal) == "ab c")
    }

    @Test func `json keeps its value and loses what a terminal would obey`() throws {
        let json = try RawJSON(validating: Array("{\"a\":[1.0,\"x\u{9B}2J\u{202E}\"],\"b\":{},\"c\":[]}".utf8))
        let text = PrettyJSON.text(json)
        #expect(
            text == """
                {
                  "a": [
                    1.0,
                    "x\\u009b2J\\u202e"
                  ],
                  "b": {},
                  "c": []
                }
                """
        )
        let back = try RawJSON(validating: Array(text.utf8)).parsed()
        #expect(back["a"]?.elements.map(\.string) == [nil, "x\u{9B}2J\u{202E}"])
    }

    @Test func `wide, combining and invisible characters are measured as they are shown`() {
        #expect(DisplayWidth.of("abc") == 3)
        #expect(DisplayWidth.of("\u{65E5}\u{672C}") == 4)
        #expect(DisplayWidth.of("e\u{301}") == 1)
        #expect(DisplayWidth.of("\u{1F469}\u{200D}\u{1F680}") == 2)
        #expect(DisplayWidth.of("\u{2764}\u{FE0F}") == 2)
        #expect(DisplayWidth.of("\u{AC00}") == 2)
        #expect(DisplayWidth.of("\u{200B}") == 0)
    }

    @Test func `a text is cut at a whole character with a sign of it`() {
        #expect(DisplayWidth.truncated("abcdef", to: 6) == "abcdef")
        #expect(DisplayWidth.truncated("abcdef", to: 4) == "abc\u{2026}")
        #expect(DisplayWidth.truncated("\u{65E5}\u{672C}\u{8A9E}", to: 4) == "\u{65E5}\u{2026}")
        #expect(DisplayWidth.truncated("abc", to: 0) == "")
        #expect(DisplayWidth.truncated("a bcdef", to: 3) == "a\u{2026}")
    }

    @Test func `a text is broken at its spaces`() {
        #expect(DisplayWidth.wrapped("one two three", to: 7) == ["one two", "three"])
        #expect(DisplayWidth.wrapped("incomprehensible a", to: 5) == ["incomprehensible", "a"])
        #expect(DisplayWidth.wrapped("", to: 5).isEmpty)
    }
}
