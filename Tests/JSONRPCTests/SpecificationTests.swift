import JSONRPC
import Testing

/// The exchanges of section 7 of the specification, with our `data` in the errors.
struct SpecificationTests {
    struct Exchange: Sendable, CustomTestStringConvertible {
        let name: String
        let line: String
        let answer: String?
        var testDescription: String { name }
    }

    private static let parseError = """
        {"jsonrpc":"2.0","error":{"code":-32700,"message":"Parse error","data":{"kind":"parse_error","retryable":false,\
        "reason":"REASON"}},"id":null}
        """

    private static let notAnObject = """
        {"jsonrpc":"2.0","error":{"code":-32600,"message":"Invalid Request","data":{"kind":"invalid_request",\
        "retryable":false,"reason":"a request must be an object"}},"id":null}
        """

    private static let parameterExchanges = [
        Exchange(
            name: "positional parameters",
            line: #"{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}"#,
            answer: #"{"jsonrpc":"2.0","result":19,"id":1}"#
        ),
        Exchange(
            name: "positional parameters, swapped",
            line: #"{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}"#,
            answer: #"{"jsonrpc":"2.0","result":-19,"id":2}"#
        ),
        Exchange(
            name: "named parameters",
            line: #"{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}"#,
            answer: #"{"jsonrpc":"2.0","result":19,"id":3}"#
        ),
        Exchange(
            name: "named parameters, swapped",
            line: #"{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}"#,
            answer: #"{"jsonrpc":"2.0","result":19,"id":4}"#
        ),
        Exchange(
            name: "a notification",
            line: #"{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"#,
            answer: nil
        ),
        Exchange(
            name: "a notification without params",
            line: #"{"jsonrpc": "2.0", "method": "foobar"}"#,
            answer: nil
        ),
    ]

    private static let errorExchanges = [
        Exchange(
            name: "a method that does not exist",
            line: #"{"jsonrpc": "2.0", "method": "foobar", "id": "1"}"#,
            answer: """
                {"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found","data":{"kind":"method_not_found",\
                "retryable":false}},"id":"1"}
                """
        ),
        Exchange(
            name: "invalid JSON",
            line: #"{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]"#,
            answer: parseError.replacing(
                "REASON",
                with: "a comma or the end of the array or object was expected (byte 39)"
            )
        ),
        Exchange(
            name: "an invalid request object",
            line: #"{"jsonrpc": "2.0", "method": 1, "params": "bar"}"#,
            answer: notAnObject.replacing("a request must be an object", with: "method must be a string")
        ),
        Exchange(
            name: "a batch of invalid JSON",
            line: """
                [
                  {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                  {"jsonrpc": "2.0", "method"
                ]
                """,
            answer: parseError.replacing("REASON", with: "a colon was expected (byte 101)")
        ),
        Exchange(
            name: "an empty array",
            line: "[]",
            answer: notAnObject.replacing(
                "a request must be an object",
                with: "a batch must hold at least one request"
            )
        ),
        Exchange(name: "an invalid batch that is not empty", line: "[1]", answer: "[\(notAnObject)]"),
        Exchange(
            name: "an invalid batch",
            line: "[1,2,3]",
            answer: "[\(notAnObject),\(notAnObject),\(notAnObject)]"
        ),
    ]

    private static let batchExchanges = [
        Exchange(
            name: "a batch",
            line: """
                [
                    {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
                    {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
                    {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
                    {"foo": "boo"},
                    {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
                    {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
                ]
                """,
            answer: """
                [{"jsonrpc":"2.0","result":7,"id":"1"},\
                {"jsonrpc":"2.0","result":19,"id":"2"},\
                \(notAnObject.replacing("a request must be an object", with: #"jsonrpc must be \"2.0\""#)),\
                {"jsonrpc":"2.0","error":{"code":-32601,"message":"Method not found","data":{"kind":"method_not_found",\
                "retryable":false}},"id":"5"},\
                {"jsonrpc":"2.0","result":["hello",5],"id":"9"}]
                """
        ),
        Exchange(
            name: "a batch of notifications",
            line: """
                [
                    {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
                    {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
                ]
                """,
            answer: nil
        ),
    ]

    static let exchanges = parameterExchanges + errorExchanges + batchExchanges

    @Test func `there are fifteen exchanges`() {
        #expect(Self.exchanges.count == 15)
    }

    @Test(arguments: exchanges)
    func `every exchange of the specification goes as written`(_ exchange: Exchange) async {
        let answer = await RPCProcessor().respond(to: bytes(exchange.line), handler: CalculatorRouter.handle)
        #expect(answer.map(text) == exchange.answer)
    }
}
