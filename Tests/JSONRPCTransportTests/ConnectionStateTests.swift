import NIOCore
import Testing

@testable import JSONRPCTransport

struct ConnectionStateTests {
    private var connection = ConnectionScript()

    // MARK: Order

    @Test mutating func `lines are delivered one at a time and in order`() {
        connection.receive("[1]\n[2]\n[3]\n")
        #expect(connection.step() == .deliver("[1]"))
        #expect(connection.step() == .wait)
        connection.reply()
        #expect(connection.step() == .deliver("[2]"))
        connection.reply()
        #expect(connection.step() == .deliver("[3]"))
        connection.reply()
        #expect(connection.step() == .wait)
    }

    @Test mutating func `reading stops when as many lines wait as may, and goes on after one is taken`() {
        connection = ConnectionScript(ConnectionLimits(waitingRequests: 2))
        connection.receive("[1]\n")
        #expect(connection.step() == .deliver("[1]"))
        connection.receive("[2]\n")
        #expect(connection.state.wantsInput)
        connection.receive("[3]\n")
        #expect(!connection.state.wantsInput)
        connection.reply()
        #expect(connection.step() == .deliver("[2]"))
        #expect(connection.state.wantsInput)
    }

    @Test mutating func `lines beyond those that may wait are kept and not lost`() {
        connection = ConnectionScript(ConnectionLimits(waitingRequests: 2))
        connection.receive((1...50).map { "[\($0)]\n" }.joined())
        for number in 1...50 {
            #expect(connection.step() == .deliver("[\(number)]"))
            connection.reply()
        }
        #expect(connection.step() == .wait)
        #expect(connection.state.wantsInput)
    }

    @Test mutating func `reading stops when the lines that wait hold more bytes than one frame`() {
        connection = ConnectionScript(ConnectionLimits(maximumFrame: 10))
        connection.receive("[1]\n")
        #expect(connection.step() == .deliver("[1]"))
        connection.receive("[2345678]\n")
        #expect(connection.state.wantsInput)
        connection.receive("[2345678]\n")
        #expect(!connection.state.wantsInput)
    }

    // MARK: Slow readers

    @Test mutating func `nothing is delivered while the peer does not read`() {
        connection.receive("[1]\n[2]\n")
        #expect(connection.step() == .deliver("[1]"))
        connection.writable(false)
        connection.reply()
        #expect(connection.step() == .wait)
        connection.writable(true)
        #expect(connection.step() == .deliver("[2]"))
    }

    @Test mutating func `a peer that does not read for the idle time is cut off`() {
        connection.signIn()
        connection.writable(false)
        connection.pass(.seconds(299))
        connection.writable(false)
        connection.pass(.milliseconds(999))
        #expect(connection.step() == .wait)
        connection.pass(.milliseconds(1))
        #expect(connection.step() == .close)
        #expect(connection.step() == .wait)
    }

    // MARK: End of stream

    @Test mutating func `a last line without a line end is answered before the connection is closed`() {
        connection.receive("[1]\n[2]")
        connection.endInput()
        #expect(connection.step() == .deliver("[1]"))
        connection.reply()
        #expect(connection.step() == .deliver("[2]"))
        #expect(connection.step() == .wait)
        connection.reply()
        #expect(connection.step() == .finish)
        #expect(connection.step() == .wait)
        connection.flush()
        #expect(connection.step() == .close)
    }

    @Test mutating func `lines that wait beyond the queue are answered after the end of the stream`() {
        connection = ConnectionScript(ConnectionLimits(waitingRequests: 1))
        connection.receive("[1]\n[2]\n[3]\n[4]")
        connection.endInput()
        for number in 1...4 {
            #expect(connection.step() == .deliver("[\(number)]"))
            connection.reply()
        }
        #expect(connection.step() == .finish)
    }

    // MARK: Refusals

    @Test(arguments: ["POST / HTTP/1.1\r\n\r\n{}\n", " \r\n\tGET /\n[1]\n", "\u{FEFF}{}\n", "\u{16}\u{3}\u{1}\n{}\n"])
    mutating func `a connection that does not begin with JSON is refused and nothing of it is delivered`(
        text: String
    ) {
        connection.receive(text)
        #expect(connection.step() == .refuse(connection.refusals.notJSONRPC))
        connection.receive("{}\n")
        connection.endInput()
        #expect(connection.step() == .wait)
    }

    @Test mutating func `blanks before the first JSON text are no offence, in however many pieces`() {
        for piece in [" ", "\r", "\n", "\t\r\n", "{", "}\n"] { connection.receive(piece) }
        #expect(connection.step() == .deliver("{}"))
    }

    @Test mutating func `only the beginning of a connection is looked at`() {
        connection.receive("{}\nPOST\n")
        #expect(connection.step() == .deliver("{}"))
        connection.reply()
        #expect(connection.step() == .deliver("POST"))
    }

    @Test mutating func `the refusal of a long line comes after the answers to the lines before it`() {
        connection = ConnectionScript(ConnectionLimits(maximumFrame: 10))
        connection.receive("[1]\n[2]\n[3456789012")
        #expect(connection.step() == .deliver("[1]"))
        #expect(!connection.state.wantsInput)
        connection.reply()
        #expect(connection.step() == .deliver("[2]"))
        connection.reply()
        #expect(connection.step() == .refuse(connection.refusals.frameTooLarge))
    }

    @Test mutating func `after a refusal the way out is closed and what comes in is thrown away`() {
        connection.receive("GET /\n")
        #expect(connection.step() == .refuse(connection.refusals.notJSONRPC))
        #expect(connection.step() == .wait)
        connection.flush()
        #expect(connection.step() == .closeOutput)
        #expect(connection.step() == .wait)
        #expect(connection.state.wantsInput)
        connection.receive("{}\n")
        #expect(connection.step() == .wait)
        connection.endInput()
        #expect(connection.step() == .close)
    }

    @Test mutating func `a peer that does not hang up after a refusal is cut off`() {
        connection.receive("GET /\n")
        #expect(connection.step() == .refuse(connection.refusals.notJSONRPC))
        connection.flush()
        #expect(connection.step() == .closeOutput)
        connection.pass(ConnectionState.lingerTimeout)
        #expect(connection.step() == .close)
    }

    @Test mutating func `a connection that is turned away gets its refusal and nothing is delivered`() {
        connection.state.turnAway(connection.refusals.tooManyConnections)
        connection.receive("{}\n")
        #expect(connection.step() == .refuse(connection.refusals.tooManyConnections))
        connection.receive("{}\n")
        #expect(connection.step() == .wait)
    }

    @Test mutating func `a session may close the connection, and lines that wait are dropped`() {
        connection.receive("[1]\n[2]\n")
        #expect(connection.step() == .deliver("[1]"))
        connection.reply(close: true)
        #expect(connection.step() == .finish)
        connection.flush()
        #expect(connection.step() == .closeOutput)
    }
}
