import NIOCore
import Testing

@testable import JSONRPCTransport

struct ConnectionDeadlineTests {
    private var connection = ConnectionScript()

    @Test mutating func `a line that does not end in time is refused, whatever trickles in`() {
        connection.signIn()
        connection.receive("{")
        connection.pass(.seconds(6))
        connection.receive("\"a\":")
        connection.pass(.milliseconds(3999))
        #expect(connection.step() == .wait)
        connection.pass(.milliseconds(1))
        #expect(connection.step() == .refuse(connection.refusals.partialLineTimeout))
    }

    @Test mutating func `each line has its own time`() {
        connection.signIn()
        for _ in 1...5 {
            connection.receive("[1")
            connection.pass(.seconds(6))
            connection.receive("]\n[2")
            #expect(connection.step() == .deliver("[1]"))
            connection.reply()
            connection.pass(.seconds(6))
            connection.receive("]\n")
            #expect(connection.step() == .deliver("[2]"))
            connection.reply()
        }
        #expect(connection.step() == .wait)
    }

    @Test mutating func `time in which we do not read is not counted against a line`() {
        connection = ConnectionScript(ConnectionLimits(waitingRequests: 1))
        connection.signIn()
        connection.receive("[1]\n")
        #expect(connection.step() == .deliver("[1]"))
        connection.receive("[2]\n[3")
        #expect(!connection.state.wantsInput)
        connection.pass(.seconds(60))
        connection.reply()
        #expect(connection.step() == .deliver("[2]"))
        connection.pass(.seconds(9))
        #expect(connection.state.wantsInput)
        connection.receive("]\n")
        connection.reply()
        #expect(connection.step() == .deliver("[3]"))
    }

    @Test mutating func `a connection that only listens is not silent while what is pushed is taken`() {
        connection.signIn()
        for _ in 1...5 {
            connection.pass(.seconds(299))
            #expect(connection.step() == .wait)
            connection.push()
        }
        connection.pass(.seconds(299))
        #expect(connection.step() == .wait)
        connection.pass(.seconds(1))
        #expect(connection.step() == .refuse(connection.refusals.idleTimeout))
    }

    @Test mutating func `what is pushed prolongs no other time`() {
        connection.push()
        connection.pass(.seconds(10))
        #expect(connection.step() == .refuse(connection.refusals.unauthenticatedTimeout))
    }

    @Test mutating func `a connection on which nobody signs in is refused`() {
        connection.pass(.milliseconds(9999))
        #expect(connection.step() == .wait)
        connection.pass(.milliseconds(1))
        #expect(connection.step() == .refuse(connection.refusals.unauthenticatedTimeout))
    }

    @Test mutating func `calls that do not sign in do not prolong the time for it`() {
        for _ in 1...3 {
            connection.receive("{}\n")
            #expect(connection.step() == .deliver("{}"))
            connection.reply()
            connection.pass(.seconds(3))
        }
        #expect(connection.step() == .wait)
        connection.pass(.seconds(1))
        #expect(connection.step() == .refuse(connection.refusals.unauthenticatedTimeout))
    }

    @Test mutating func `a sign-in that is running when the time is over may still succeed`() {
        connection.pass(.seconds(9))
        connection.receive("{}\n")
        #expect(connection.step() == .deliver("{}"))
        connection.pass(.seconds(5))
        #expect(connection.step() == .wait)
        connection.reply(authenticated: true)
        connection.pass(.seconds(60))
        #expect(connection.step() == .wait)
    }

    @Test mutating func `a sign-in that is running when the time is over and fails is the last`() {
        connection.pass(.seconds(9))
        connection.receive("{}\n{}\n")
        #expect(connection.step() == .deliver("{}"))
        connection.pass(.seconds(5))
        connection.reply()
        #expect(connection.step() == .refuse(connection.refusals.unauthenticatedTimeout))
    }

    @Test mutating func `a silent connection is closed after the idle time`() {
        connection.signIn()
        connection.pass(.milliseconds(299_999))
        #expect(connection.step() == .wait)
        connection.pass(.milliseconds(1))
        #expect(connection.step() == .refuse(connection.refusals.idleTimeout))
        connection.flush()
        #expect(connection.step() == .close)
    }

    @Test mutating func `a connection whose request runs is not idle`() {
        connection.signIn()
        connection.receive("{}\n")
        #expect(connection.step() == .deliver("{}"))
        connection.pass(.seconds(1000))
        #expect(connection.step() == .wait)
        connection.reply()
        connection.pass(.seconds(299))
        #expect(connection.step() == .wait)
        connection.pass(.seconds(1))
        #expect(connection.step() == .refuse(connection.refusals.idleTimeout))
    }

    @Test mutating func `empty lines do not keep a connection alive`() {
        connection.signIn()
        connection.pass(.seconds(200))
        connection.receive("\n\r\n")
        connection.pass(.seconds(100))
        #expect(connection.step() == .refuse(connection.refusals.idleTimeout))
    }

    @Test mutating func `a peer that never reads its refusal is cut off`() {
        connection.receive("GET /\n")
        #expect(connection.step() == .refuse(connection.refusals.notJSONRPC))
        connection.pass(.seconds(10))
        #expect(connection.step() == .close)
    }

    @Test mutating func `an idle connection is told of the shutdown and closed at once`() {
        connection.signIn()
        connection.state.shutDown()
        #expect(connection.step() == .refuse(connection.refusals.shuttingDown))
        connection.flush()
        #expect(connection.step() == .close)
    }

    @Test mutating func `a running request is finished before the shutdown, and the lines after it are not begun`() {
        connection.signIn()
        connection.receive("[1]\n[2]\n")
        #expect(connection.step() == .deliver("[1]"))
        connection.state.shutDown()
        #expect(connection.step() == .wait)
        connection.reply(authenticated: true)
        #expect(connection.step() == .refuse(connection.refusals.shuttingDown))
        connection.flush()
        #expect(connection.step() == .closeOutput)
    }
}
