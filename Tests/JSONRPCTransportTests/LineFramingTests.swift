import NIOCore
import Testing

@testable import JSONRPCTransport

struct LineFramingTests {
    /// Feeds the pieces one after another and collects what comes out.
    private func events(_ pieces: [String], limit: Int = 100, ends: Bool = false) -> [LineFraming.Event] {
        var framing = LineFraming(limit: limit)
        var events: [LineFraming.Event] = []
        for piece in pieces {
            framing.receive(ByteBuffer(string: piece))
            while let event = framing.next() {
                events.append(event)
                if event == .tooLong { return events }
            }
        }
        if ends, let event = framing.end() { events.append(event) }
        return events
    }

    private func lines(_ texts: String...) -> [LineFraming.Event] {
        texts.map { .line(Array($0.utf8)) }
    }

    @Test func `a line feed ends a line`() {
        #expect(events(["[1]\n[2]\n"]) == lines("[1]", "[2]"))
    }

    @Test func `a carriage return before the line feed belongs to the line end`() {
        #expect(events(["[1]\r\n[2]\r\n"]) == lines("[1]", "[2]"))
    }

    @Test(arguments: [["[1]\r", "\n[2]\n"], ["[1]", "\r\n[2]\n"], ["[1", "]\r\n[2]", "\n"]])
    func `a line end may come in two reads`(pieces: [String]) {
        #expect(events(pieces) == lines("[1]", "[2]"))
    }

    @Test func `a carriage return inside a line stays`() {
        #expect(events(["[1,\r2]\n"]) == lines("[1,\r2]"))
    }

    @Test func `empty and blank lines are skipped`() {
        #expect(events(["\n\r\n  \t\r\n[1]\n\n\n[2]\n"]) == lines("[1]", "[2]"))
    }

    @Test func `every way to cut a text gives the same lines`() {
        let text = Array("{}\r\n\n[1,2]\n\r\n\"x\"\n")
        for first in 0...text.count {
            for second in first...text.count {
                let pieces = [text[..<first], text[first..<second], text[second...]].map { String($0) }
                #expect(events(pieces) == lines("{}", "[1,2]", "\"x\""))
            }
        }
    }

    @Test func `bytes after the last line end are a line only at the end of the stream`() {
        #expect(events(["[1]\n[2]"]) == lines("[1]"))
        #expect(events(["[1]\n[2]"], ends: true) == lines("[1]", "[2]"))
        #expect(events(["[1]\n[2]\r"], ends: true) == lines("[1]", "[2]"))
        #expect(events(["[1]\n  "], ends: true) == lines("[1]"))
    }

    @Test(arguments: ["\n", "\r\n"])
    func `a line as long as the limit is accepted and one byte more is not`(end: String) {
        let longest = String(repeating: "x", count: 10)
        #expect(events([longest + end], limit: 10) == lines(longest))
        #expect(events([longest, end], limit: 10) == lines(longest))
        #expect(events([longest + "x" + end], limit: 10) == [.tooLong])
        #expect(events([longest, "x", end], limit: 10) == [.tooLong])
    }

    @Test func `a line that is too long is noticed before its end comes`() {
        #expect(events([String(repeating: "x", count: 11)], limit: 10) == [.tooLong])
        #expect(events([String(repeating: "x", count: 10) + "\r", "x"], limit: 10) == [.tooLong])
    }

    @Test func `lines before one that is too long come out`() {
        #expect(events(["[1]\n" + String(repeating: "x", count: 11)], limit: 10) == lines("[1]") + [.tooLong])
    }

    @Test func `a long line may come byte by byte`() {
        let length = 1 << 18
        var framing = LineFraming(limit: length)
        let byte = ByteBuffer(string: "x")
        var events = 0
        for _ in 0..<length {
            framing.receive(byte)
            if framing.next() != nil { events += 1 }
        }
        #expect(events == 0)
        framing.receive(ByteBuffer(string: "\n"))
        #expect(framing.next() == .line([UInt8](repeating: UInt8(ascii: "x"), count: length)))
    }
}
