import JSONRPC
import Testing

/// Values, and the errors that name the place and the reason.
struct DecodingTests {
    enum Role: String, Codable, CaseIterable {
        case lead
        case observer
    }

    enum Colour: String, Codable {
        case red
    }

    struct Interviewer: Codable, Equatable {
        var name: String
        var role: Role
    }

    struct Plan: Codable, Equatable {
        var title: String
        var minutes: Int
        var weight: Double?
        var interviewers: [Interviewer]
        var notes: [String: [Int8]]?
        var isOpen: Bool?
    }

    struct Nothing: Codable, Equatable {}

    private static let plan = """
        {"title":"Zo\\u00eb \\"1\\"","minutes":45,"weight":0.1,"interviewers":[{"name":"A","role":"lead"},\
        {"role":"observer","name":"ß"}],"notes":{"a":[1,-128],"b":[]},"isOpen":true}
        """

    @Test func `a value of every kind is decoded`() throws {
        let plan = try decode(Plan.self, Self.plan)
        let interviewers = [Interviewer(name: "A", role: .lead), Interviewer(name: "ß", role: .observer)]
        #expect(
            plan
                == Plan(
                    title: "Zoë \"1\"",
                    minutes: 45,
                    weight: 0.1,
                    interviewers: interviewers,
                    notes: ["a": [1, -128], "b": []],
                    isOpen: true
                )
        )
    }

    @Test(arguments: [
        (#"{"name":"A"}"#, "params.role is missing"),
        (#"{"name":"A","role":"boss"}"#, "params.role must be one of: lead, observer"),
        (#"{"name":"A","role":7}"#, "params.role must be a string, not a number"),
        (#"{"name":null,"role":"lead"}"#, "params.name must be a string, not null"),
        (#"{"name":"A","role":"lead","age":7}"#, "params.age is not a known member"),
        (#"{"name":"A","role":"lead","due date":7}"#, #"params["due date"] is not a known member"#),
        (#"{"name":"A","role":"lead","\n":7}"#, #"params["\n"] is not a known member"#),
        (#"[]"#, "params must be an object, not an array"),
        (#""x""#, "params must be an object, not a string"),
    ])
    func `an error names the member and the reason`(_ json: String, _ error: String) throws {
        #expect(try decodingError(Interviewer.self, json) == error)
    }

    @Test(arguments: [
        (#""lead""#, #""boss""#, "params.interviewers[0].role must be one of: lead, observer"),
        (#""ß""#, "[]", "params.interviewers[1].name must be a string, not an array"),
        (#""ß""#, #""ß","x":1"#, "params.interviewers[1].x is not a known member"),
        ("-128", "-129", "params.notes.a[1] must be between -128 and 127"),
        ("45", "4.5", "params.minutes must be a whole number"),
        ("45", "1e400", "params.minutes must be between -9223372036854775808 and 9223372036854775807"),
        ("0.1", "1e400", "params.weight is too large"),
        ("0.1", #""0.1""#, "params.weight must be a number, not a string"),
        (#""isOpen":true"#, #""isOpen":1"#, "params.isOpen must be true or false, not a number"),
        (#""a":[1,-128]"#, #""a b":[1,-129]"#, #"params.notes["a b"][1] must be between -128 and 127"#),
    ])
    func `an error deep inside names the whole way`(_ old: String, _ new: String, _ error: String) throws {
        #expect(try decodingError(Plan.self, Self.plan.replacing(old, with: new)) == error)
    }

    @Test func `an error never repeats the value`() throws {
        #expect(try decodingError(Colour.self, #""secret""#) == "params is not one of the accepted values")
        let long = String(repeating: "n", count: 100_000)
        let error = try #require(try decodingError(Nothing.self, "{\"\(long)\":1}"))
        #expect(error.utf8.count < 120)
    }

    @Test func `the root has the name the caller gives it`() throws {
        let node = try parse("[1,true]")
        let error = #expect(throws: JSONDecodingError.self) {
            try JSONDecoding.decode([Int].self, from: node, at: "result")
        }
        #expect(error == JSONDecodingError(path: "result[1]", reason: "must be a whole number, not a boolean"))
    }

    @Test func `a part of a document is decoded by itself`() throws {
        let node = try #require(try parse(#"{"x":1,"params":{"a":[{"name":"A","role":"x"}]},"y":2}"#)["params"])
        let error = #expect(throws: JSONDecodingError.self) {
            try JSONDecoding.decode([String: [Interviewer]].self, from: node)
        }
        #expect(error?.path == "params.a[0].role")
    }

    @Test func `a type without members takes an empty object only`() throws {
        #expect(try decode(Nothing.self, "{}") == Nothing())
        #expect(try decodingError(Nothing.self, #"{"a":1}"#) == "params.a is not a known member")
        #expect(try decodingError(Nothing.self, "[]") == "params must be an object, not an array")
        #expect(try decodingError([Nothing].self, "[{},null]") == "params[1] must be an object, not null")
    }

    @Test(arguments: ["1", "1.0", "100e-2", "0.01e2", "10.00e-1", "1E0", "1e-0"])
    func `a number that is whole is an integer however it is written`(_ json: String) throws {
        #expect(try decode(Int.self, json) == 1)
        #expect(try decode(UInt8.self, json) == 1)
    }

    @Test func `integers are exact up to their limits`() throws {
        #expect(try decode(Int.self, "9223372036854775807") == .max)
        #expect(try decode(Int.self, "-9223372036854775808") == .min)
        #expect(try decode(UInt64.self, "18446744073709551615") == .max)
        #expect(try decode(Int.self, "9.223372036854775807e18") == .max)
        #expect(try decode(Int.self, "-0") == 0)
        #expect(try decode(UInt.self, "-0.0e5") == 0)
        #expect(try decode(Int.self, "0e999999999999999999999") == 0)
        let large: Int128 = 12_345_678_901_234_567_890_123
        #expect(try decode(Int128.self, "\(large)") == large)
        #expect(try decode([String: [Int128]].self, #"{"a":[\#(large)]}"#) == ["a": [large]])
        for json in ["9223372036854775808", "-9223372036854775809", "1e19", "1e999999999999999999999"] {
            #expect(try decodingError(Int.self, json)?.contains("must be between") == true)
        }
        for json in ["0.5", "1e-1", "1e-999999999999999999999", "9223372036854775807.5"] {
            #expect(try decodingError(Int.self, json) == "params must be a whole number")
        }
        #expect(try decodingError(UInt8.self, "-1") == "params must be between 0 and 255")
    }

    @Test func `floating-point values are the nearest ones`() throws {
        for json in ["0.1", "1e23", "5e-324", "1.7976931348623157e308", "123456789012345.678", "0.30000000000000004"] {
            #expect(try decode(Double.self, json) == Double(json))
            #expect(try decode(Float.self, "0.1") == 0.1)
        }
        #expect(try decode(Double.self, "-0").sign == .minus)
        #expect(try decode(Double.self, "9007199254740993") == 9_007_199_254_740_992)
        #expect(try decodingError(Double.self, "-1e400") == "params is too large")
        #expect(try decodingError(Float.self, "1e39") == "params is too large")
    }

    @Test func `null is an absent optional`() throws {
        let json = Self.plan.replacing("0.1", with: "null").replacing("true", with: "null")
        let plan = try decode(Plan.self, json)
        #expect(plan.weight == nil)
        #expect(plan.isOpen == nil)
        #expect(try decode([Int?].self, "[1,null]") == [1, nil])
    }
}
