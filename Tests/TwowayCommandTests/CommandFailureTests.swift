import JSONRPC
import JSONRPCTransport
import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct CommandFailureTests {
    private func error(
        _ kind: FailureKind,
        path: String? = nil,
        reason: String? = nil,
        extra: [String: RawJSON] = [:]
    ) -> RPCError {
        RPCError(
            code: kind.rawValue,
            message: kind.message,
            data: RPCErrorData(
                kind: kind.kind,
                retryable: kind.isRetryable,
                path: path,
                reason: reason,
                extra: extra
            )
        )
    }

    @Test(arguments: [
        (FailureKind.notFound, CommandStatus.notFound), (.unauthenticated, .login), (.forbidden, .login),
        (.invalidCredentials, .login), (.codeInvalid, .login), (.staleRevision, .conflict), (.alreadyExists, .conflict),
        (.keyReused, .conflict), (.unavailable, .unavailable), (.busy, .unavailable), (.deadlineExceeded, .unavailable),
        (.outcomeUnknown, .unavailable), (.throttled, .unavailable), (.invalidState, .failure),
        (.checkFailed, .failure),
    ])
    func `each kind of failure has its exit code`(kind: FailureKind, status: CommandStatus) {
        #expect(CommandFailure(error(kind)).status == status)
    }

    @Test func `a refused parameter is a sentence with its place`() {
        let refused = RPCError.invalidParams(path: "params.items[2].minutes", reason: "must be from 1 to 60")
        #expect(CommandFailure(refused).sentence == "items[2].minutes must be from 1 to 60.")
    }

    @Test func `the server's reason takes the place of the general sentence`() {
        let closed = error(.invalidState, reason: "An interview that is closed cannot become held.")
        #expect(CommandFailure(closed).sentence == "An interview that is closed cannot become held.")
        let password = error(.passwordRefused, reason: "needs at least 15 characters")
        #expect(CommandFailure(password).sentence == "The password needs at least 15 characters.")
        let taken = error(.alreadyExists, path: "params.document.slug")
        #expect(CommandFailure(taken).sentence == "There is one already with the same document.slug.")
    }

    @Test func `a throttled person learns how long to wait`() throws {
        let wait = try RawJSON(validating: Array("12".utf8))
        #expect(
            CommandFailure(error(.throttled, extra: ["retryAfter": wait])).sentence
                == "Too many tries; wait 12 seconds."
        )
    }

    @Test func `an error inside the server shows its incident`() {
        let failure = CommandFailure(RPCError.internalError(incident: "42"))
        #expect(failure.sentence == "Something went wrong inside the server (incident 42).")
        #expect(failure.status == .failure)
    }

    @Test func `the errors of a refused publication are listed, its warnings are not`() throws {
        let findings = [
            Finding(severity: .error, path: "topics[0].key", message: "is missing"),
            Finding(severity: .warning, path: "topics", message: "has no general topic"),
        ]
        let refused = error(.checkFailed, extra: ["findings": try RawJSON(encoding: findings)])
        #expect(CommandFailure(refused).details == ["topics[0].key is missing"])
    }

    @Test func `a foreign server's error is shown as it is`() throws {
        let line = #"{"jsonrpc":"2.0","error":{"code":-5,"message":"Odd"},"id":1}"#
        guard case .failure(let error, _) = try RPCReply(parsing: Array(line.utf8)) else {
            Issue.record("not a failure")
            return
        }
        #expect(CommandFailure(error) == CommandFailure("Odd."))
    }

    @Test func `a server that was never reached is not tried again, a line that broke is`() {
        let place = ServerPlace.standard
        let refused = CallTrouble(LineClientError.cannotConnect(place: "x", reason: "connection refused"), place: place)
        #expect(!refused.mayPass(hasConnected: false))
        #expect(refused.mayPass(hasConnected: true))
        #expect(refused.failure(mayHaveHappened: false).sentence == "No server answers at 127.0.0.1:7464.")
        #expect(refused.failure(mayHaveHappened: false).status == .unavailable)
        let broken = CallTrouble(LineClientError.connectionClosed(reason: "", refusal: nil), place: place)
        #expect(broken.breaksLine)
        #expect(broken.mayPass(hasConnected: true))
        #expect(broken.failure(mayHaveHappened: true).hint == "Look whether it happened before you try again.")
    }

    @Test func `what the server said before it hung up is what the person reads`() {
        let line = """
            {"jsonrpc":"2.0","error":{"code":-32005,"message":"Too many connections.",\
            "data":{"kind":"too_many_connections","retryable":true}},"id":null}
            """
        let trouble = CallTrouble(
            LineClientError.connectionClosed(reason: "", refusal: Array(line.utf8)),
            place: .standard
        )
        #expect(trouble.failure(mayHaveHappened: true).sentence == "Too many connections.")
        #expect(trouble.failure(mayHaveHappened: true).status == .unavailable)
    }

    @Test func `an unknown outcome and a busy server are asked again, a refusal is not`() {
        func mayPass(_ kind: FailureKind) -> Bool {
            CallTrouble(error(kind), place: .standard).mayPass(hasConnected: true)
        }
        #expect(mayPass(.outcomeUnknown))
        #expect(mayPass(.busy))
        #expect(!mayPass(.throttled))
        #expect(!mayPass(.staleRevision))
        #expect(!CallTrouble(error(.busy), place: .standard).breaksLine)
    }

    @Test func `reads and keyed writes are repeatable, a login is not`() throws {
        #expect(CallSafety(Accounts.Me.self, NoParams()) == .read)
        let title = try Title("A")
        #expect(CallSafety(JobSearches.Create.self, .init(title: title)) == .onceOnly)
        #expect(CallSafety(JobSearches.Create.self, .init(title: title, idempotencyKey: .make())) == .keyedWrite)
        #expect(CallSafety(Sessions.Logout.self, NoParams()) == .onceOnly)
        #expect(CallSafety(Sessions.Login.self, params: nil) == .onceOnly)
        #expect(CallSafety(JobSearches.Create.self, params: nil) == .onceOnly)
        let params = try RawJSON(validating: Array(#"{"idempotencyKey":"x"}"#.utf8)).parsed()
        #expect(CallSafety(JobSearches.Create.self, params: params) == .keyedWrite)
        #expect(CallSafety.keyedWrite.isRepeatable)
        #expect(!CallSafety.onceOnly.isRepeatable)
    }

    @Test func `every write of the contract that takes no key is known as one`() {
        let reads = [
            "get", "list", "check", "find", "discover", "ping", "hello", "me", "sheet", "search", "preview", "guide",
            "drift", "outlook", "diff", "suggest", "coverage", "debrief", "calendar", "employerquestions", "explain",
            "history", "version", "whatif", "due", "lookup", "export",
            // A mark that only moves on, and following anew what one follows: twice is once.
            "acknowledge", "subscribe",
        ]
        for method in API.methods where !method.isKeyed && CallSafety(method, params: nil) == .read {
            let verb = method.name.split(separator: ".").last.map { $0.lowercased() } ?? ""
            #expect(reads.contains(where: verb.hasPrefix), "\(method.name)")
        }
    }

    @Test func `only what needs an account asks for a login`() {
        #expect(!CallSafety.needsLogin(Server.Ping.self))
        #expect(!CallSafety.needsLogin(Sessions.Login.self))
        #expect(CallSafety.needsLogin(Accounts.Me.self))
        #expect(CallSafety.needsLogin(Libraries.Create.self))
    }

    @Test func `pages are put together from what the server wrote`() throws {
        func page(_ text: String) throws -> RawJSON { try RawJSON(validating: Array(text.utf8)) }
        let one = try page(#"{"items":[{"a":1.0}],"nextCursor":"x"}"#)
        let two = try page(#"{"items":[{"b":2},{"c":3}]}"#)
        #expect(PageText.joined([one], cursor: "x") == one)
        #expect(PageText.joined([one, two], cursor: nil).text == #"{"items":[{"a":1.0},{"b":2},{"c":3}]}"#)
        #expect(PageText.joined([two, one], cursor: "y").text.hasSuffix(#"],"nextCursor":"y"}"#))
    }
}
