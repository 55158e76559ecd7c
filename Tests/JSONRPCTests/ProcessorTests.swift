import JSONRPC
import Testing

/// Envelopes, batches and limits, as text.
struct ProcessorTests {
    private func answer(_ line: String, limits: RPCLimits = .default) async -> String? {
        await RPCProcessor(limits: limits).respond(to: bytes(line), handler: Self.echo).map(text)
    }

    /// Gives the params back, and as many bytes as asked for.
    private static func echo(_ request: RPCRequest) async -> Result<[UInt8], RPCError> {
        switch request.method {
        case "echo": .success(request.params.map { Array($0.rawBytes) } ?? bytes("null"))
        case "grow":
            .success(bytes("\"" + String(repeating: "x", count: request.params?["bytes"]?.integer ?? 0) + "\""))
        case "fail": .failure(.internalError(incident: "0f\"3"))
        default: .failure(.methodNotFound)
        }
    }

    private func invalid(_ reason: String, id: String) -> String {
        """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request","data":{"kind":"invalid_request",\
        "retryable":false,"reason":"\(reason)"}},"id":\(id)}
        """
    }

    @Test(arguments: [
        "12345678901234567890", "-0", "1.50e+3", #""\u0061\/""#, #""""#, "null", "99999999999999999999999999.5",
    ])
    func `an id comes back byte for byte`(_ id: String) async {
        let line = #"{"id" : \#(id) ,"method":"echo","jsonrpc":"2.0","params":{}}"#
        #expect(await answer(line) == #"{"jsonrpc":"2.0","result":{},"id":\#(id)}"#)
    }

    @Test(arguments: [
        (#"{"method":"echo","id":1}"#, #"jsonrpc must be \"2.0\""#, "1"),
        (#"{"jsonrpc":"1.0","method":"echo","id":1}"#, #"jsonrpc must be \"2.0\""#, "1"),
        (#"{"jsonrpc":2.0,"method":"echo","id":1}"#, #"jsonrpc must be \"2.0\""#, "1"),
        (#"{"jsonrpc":"2.0","id":"x"}"#, "method must be a string", #""x""#),
        (#"{"jsonrpc":"2.0","method":null,"id":"x"}"#, "method must be a string", #""x""#),
        (#"{"jsonrpc":"2.0","method":"echo","params":null,"id":1}"#, "params must be an object", "1"),
        (#"{"jsonrpc":"2.0","method":"echo","params":"x"}"#, "params must be an object", "null"),
        (#"{"jsonrpc":"2.0","method":"echo","id":true}"#, "id must be a string, a number or null", "null"),
        (#"{"jsonrpc":"2.0","method":"echo","id":[1]}"#, "id must be a string, a number or null", "null"),
        (
            #"{"jsonrpc":"2.0","method":"echo","id":1,"x":1}"#,
            "a request has the members jsonrpc, method, params and id only", "1"
        ),
        (#""echo""#, "a request must be an object", "null"),
        ("[[]]", "a request must be an object", "null"),
    ])
    func `an envelope that is not valid says why`(_ line: String, _ reason: String, _ id: String) async {
        let error = invalid(reason, id: id)
        #expect(await answer(line) == (line.hasPrefix("[") ? "[\(error)]" : error))
    }

    @Test func `escaped envelope names are the same names`() async {
        let line = #"{"json\u0072pc":"2.\u0030","method":"ech\u006f","id":1}"#
        #expect(await answer(line) == #"{"jsonrpc":"2.0","result":null,"id":1}"#)
    }

    @Test func `a text that cannot be read is answered to null`() async {
        let error = """
            {"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error","data":{"kind":"parse_error",\
            "retryable":false,"reason":"REASON"}},"id":null}
            """
        #expect(await answer("") == error.replacing("REASON", with: "there is no value (byte 0)"))
        #expect(
            await answer(#"{"jsonrpc":"2.0","method":"echo","id":1,"id":2}"#)
                == error.replacing("REASON", with: "an object names a member twice (byte 40)")
        )
        #expect(
            await answer("POST /rpc HTTP/1.1") == error.replacing("REASON", with: "a value was expected (byte 0)")
        )
    }

    @Test func `errors of the handler are written with their data`() async {
        let failed = #"{"jsonrpc":"2.0","method":"fail","id":1}"#
        #expect(
            await answer(failed) == """
                {"jsonrpc":"2.0","error":{"code":-32603,"message":"Internal error","data":{"kind":"internal_error",\
                "retryable":false,"incident":"0f\\"3"}},"id":1}
                """
        )
    }

    @Test func `a notification is carried out and never answered`() async {
        var methods: [String] = []
        let line = #"[{"jsonrpc":"2.0","method":"one"},{"jsonrpc":"2.0","method":"two","params":{"a":1}}]"#
        let answer = await RPCProcessor().respond(to: bytes(line)) { request in
            methods.append(request.method)
            #expect(request.isNotification)
            return request.method == "one" ? .success(bytes("1")) : .failure(.methodNotFound)
        }
        #expect(answer == nil)
        #expect(methods == ["one", "two"])
    }

    @Test func `a batch is carried out in order`() async {
        let calls = (1...50).map { #"{"jsonrpc":"2.0","method":"echo","params":[\#($0)],"id":\#($0)}"# }
        let results = (1...50).map { #"{"jsonrpc":"2.0","result":[\#($0)],"id":\#($0)}"# }
        #expect(await answer("[\(calls.joined(separator: ","))]") == "[\(results.joined(separator: ","))]")
    }

    @Test func `a batch over the limit gets one error and nothing is carried out`() async {
        let call = #"{"jsonrpc":"2.0","method":"echo","id":1}"#
        let line = "[\(Array(repeating: call, count: 51).joined(separator: ","))]"
        var count = 0
        let answer = await RPCProcessor().respond(to: bytes(line)) { _ in
            count += 1
            return .failure(.methodNotFound)
        }
        #expect(answer.map(text) == invalid("a batch must hold at most 50 requests", id: "null"))
        #expect(count == 0)
    }

    private static let tooLarge = """
        {"jsonrpc":"2.0","error":{"code":-32004,"message":"Response too large","data":{"kind":"response_too_large",\
        "retryable":false,"reason":"the request was carried out, but its answer would exceed LIMIT bytes"}},"id":ID}
        """

    @Test func `a result that just fits is sent, one byte more is not`() async {
        let limits = RPCLimits(maximumResponseBytes: 1_000)
        let frame = #"{"jsonrpc":"2.0","result":"","id":1}"#.utf8.count
        func call(_ size: Int) -> String { #"{"jsonrpc":"2.0","method":"grow","params":{"bytes":\#(size)},"id":1}"# }
        #expect(await answer(call(1_000 - frame), limits: limits)?.utf8.count == 1_000)
        #expect(
            await answer(call(1_001 - frame), limits: limits)
                == Self.tooLarge.replacing("LIMIT", with: "1000").replacing("ID", with: "1")
        )
    }

    @Test func `a batch keeps the limit as a whole and still answers everybody`() async throws {
        let limits = RPCLimits(maximumResponseBytes: 40_000)
        let calls = (1...50).map {
            #"{"jsonrpc":"2.0","method":"grow","params":{"bytes":\#($0 * 100)},"id":"\#($0)"}"#
        }
        let line = try #require(await answer("[\(calls.joined(separator: ","))]", limits: limits))
        #expect(line.utf8.count <= 40_000)
        let replies = try RPCReply.all(parsing: bytes(line))
        #expect(replies.count == 50)
        let failures = replies.filter { if case .failure = $0 { true } else { false } }
        #expect((1..<50).contains(failures.count))
    }

    @Test func `params by position are refused where they have to go by name`() throws {
        struct Params: Decodable { var a: Int? }
        #expect(throws: RPCError.invalidParams(path: "params", reason: "must be an object: params go by name")) {
            try RPCRequest(method: "m", params: parse("[1]"), id: nil).namedParams(Params.self)
        }
        #expect(throws: RPCError.invalidParams(path: "params.b", reason: "is not a known member")) {
            try RPCRequest(method: "m", params: parse(#"{"b":1}"#), id: nil).namedParams(Params.self)
        }
        #expect(try RPCRequest(method: "m", params: nil, id: nil).namedParams(Params.self).a == nil)
        #expect(try RPCRequest(method: "m", params: parse(#"{"a":1}"#), id: nil).namedParams(Params.self).a == 1)
    }
}
