import JSONRPC
import Testing

/// The calling side: what it writes, and what it makes of the answers.
struct CallTests {
    private struct Params: Encodable {
        var name = "A"
        var note: String?
    }

    @Test func `a call is written with its members in order`() throws {
        #expect(
            text(try RPCCall.encode(method: "a.b", params: Params(), id: RPCID(7)))
                == #"{"jsonrpc":"2.0","method":"a.b","params":{"name":"A"},"id":7}"#
        )
        #expect(
            text(RPCCall.encode(method: "a\"b", id: RPCID("x\n")))
                == #"{"jsonrpc":"2.0","method":"a\"b","id":"x\n"}"#
        )
        let raw = try RawJSON(validating: bytes("[1, 2]"))
        let notification = RPCCall.encode(method: "n", params: raw, id: nil)
        #expect(text(notification) == #"{"jsonrpc":"2.0","method":"n","params":[1, 2]}"#)
        #expect(try RPCCall.encode(method: "n", params: RawJSON?.none, id: nil) == RPCCall.encode(method: "n", id: nil))
        #expect(text(RPCCall.batch([notification, notification])) == "[\(text(notification)),\(text(notification))]")
    }

    @Test func `a result, an error and a notification are told apart`() throws {
        guard case .result(let node, let id) = try RPCReply(parsing: bytes(#"{"jsonrpc":"2.0","result":null,"id":7}"#))
        else {
            Issue.record("not a result")
            return
        }
        #expect(node.isNull)
        #expect(id == RPCID(7))
        let push = #"{"jsonrpc":"2.0","method":"event","params":{"seq":3}}"#
        guard case .notification("event", let params?) = try RPCReply(parsing: bytes(push)) else {
            Issue.record("not a notification")
            return
        }
        #expect(params["seq"]?.integer == 3)
    }

    @Test func `an error survives the way over the wire`() async throws {
        let sent = RPCError(
            code: 1_003,
            message: "Somebody else was faster",
            data: RPCErrorData(
                kind: "conflict",
                retryable: false,
                path: "params.revision",
                reason: "is not the current one",
                extra: ["retryAfter": RawJSON(trusted: bytes("1.5")), "current": try RawJSON(encoding: ["a": 1])]
            )
        )
        let line = await RPCProcessor().respond(to: bytes(#"{"jsonrpc":"2.0","method":"m","id":"\u0061"}"#)) { _ in
            .failure(sent)
        }
        #expect(
            line.map(text) == """
                {"jsonrpc":"2.0","error":{"code":1003,"message":"Somebody else was faster","data":{"kind":"conflict",\
                "retryable":false,"path":"params.revision","reason":"is not the current one","current":{"a":1},\
                "retryAfter":1.5}},"id":"\\u0061"}
                """
        )
        guard case .failure(let received, let id) = try RPCReply(parsing: try #require(line)) else {
            Issue.record("not an error")
            return
        }
        #expect(received == sent)
        #expect(id.description == #""\u0061""#)
    }

    @Test func `an error of a foreign server needs no data`() throws {
        let line = #"{"jsonrpc":"2.0","error":{"code":-32000,"message":"No","data":"x"},"id":null}"#
        guard case .failure(let error, let id) = try RPCReply(parsing: bytes(line)) else {
            Issue.record("not an error")
            return
        }
        #expect(error.data == nil)
        #expect(error.code == -32_000)
        #expect(id.isNull)
    }

    @Test(arguments: [
        (
            #"{"jsonrpc":"2.0","result":1,"error":{"code":1,"message":""},"id":1}"#,
            "there must be either a result or an error"
        ),
        (#"{"jsonrpc":"2.0","id":1}"#, "there must be either a result or an error"),
        (#"{"jsonrpc":"2.0","result":1}"#, "there is no valid id"),
        (#"{"jsonrpc":"2.0","result":1,"id":{}}"#, "there is no valid id"),
        (#"{"result":1,"id":1}"#, #"jsonrpc is not "2.0""#),
        (#"{"jsonrpc":"2.0","error":{"code":"x","message":""},"id":1}"#, "the error has no code or no message"),
        (#"{"jsonrpc":"2.0","method":"m","id":1}"#, "a server may notify but not ask"),
        ("7", #"jsonrpc is not "2.0""#),
    ])
    func `anything else is no reply`(_ line: String, _ reason: String) {
        #expect(throws: RPCReply.ParsingError.notAReply(reason: reason)) { try RPCReply(parsing: bytes(line)) }
    }

    @Test func `a reply may nest deeper than a request`() throws {
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        let line = bytes(#"{"jsonrpc":"2.0","result":\#(deep),"id":1}"#)
        #expect(try RPCReply.all(parsing: line).count == 1)
        #expect(syntaxError(line)?.reason == .tooDeep)
    }

    @Test func `the five errors of the specification have their codes and kinds`() {
        let syntax = JSONSyntaxError(offset: 3, reason: .trailingComma)
        let errors: [RPCError] = [
            .parseError(syntax), .invalidRequest("no"), .methodNotFound,
            .invalidParams(path: "params.a", reason: "is missing"),
            .internalError(incident: "i"),
        ]
        #expect(errors.map(\.code) == [-32_700, -32_600, -32_601, -32_602, -32_603])
        #expect(
            errors.map { $0.data?.kind } == [
                "parse_error", "invalid_request", "method_not_found", "invalid_params", "internal_error",
            ]
        )
        #expect(errors[3].message == "Invalid params: params.a is missing")
        #expect(errors[0].description == "Parse error: a comma has nothing after it (byte 3) (-32700)")
    }
}
