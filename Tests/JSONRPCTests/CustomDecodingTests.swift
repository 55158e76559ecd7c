import JSONRPC
import Testing

/// Types that take part in decoding with code of their own.
struct CustomDecodingTests {
    struct Day: Decodable, Equatable {
        let text: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            text = try container.decode(String.self)
            guard text.utf8.count == 10 else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "must be a day (YYYY-MM-DD)")
            }
        }
    }

    struct Span: Decodable {
        enum CodingKeys: String, CodingKey {
            case from
            case to
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            guard try container.decode(Int.self, forKey: .from) < container.decode(Int.self, forKey: .to) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .to,
                    in: container,
                    debugDescription: "must be after from"
                )
            }
        }
    }

    struct Refused: Error {}

    struct Stubborn: Decodable {
        init(from decoder: any Decoder) throws { throw Refused() }
    }

    /// A shape with associated values, which the compiler wraps in an object of one member.
    enum Shape: Codable, Equatable {
        case circle(radius: Double)
        case point
    }

    /// Either form; the first attempt looks at members that the second does not know.
    enum Either: Decodable, Equatable {
        case person(name: String)
        case number(Int)

        private struct Person: Decodable {
            var name: String
            var age: Int
        }

        private struct Number: Decodable {
            var value: Int
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let person = try? container.decode(Person.self) {
                self = .person(name: person.name)
            } else {
                self = .number(try container.decode(Number.self).value)
            }
        }
    }

    struct Pair: Decodable, Equatable {
        let first: Int
        let second: Int

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            first = try container.decode(Int.self)
            second = try container.decode(Int.self)
        }
    }

    struct Nested: Decodable, Equatable {
        let x: Int

        enum Outer: CodingKey {
            case place
        }

        enum Inner: CodingKey {
            case x
        }

        init(from decoder: any Decoder) throws {
            let outer = try decoder.container(keyedBy: Outer.self)
            x = try outer.nestedContainer(keyedBy: Inner.self, forKey: .place).decode(Int.self, forKey: .x)
        }
    }

    @Test func `what a type says becomes the reason`() throws {
        #expect(try decodingError([Day].self, #"["2026-01-01","1.1."]"#) == "params[1] must be a day (YYYY-MM-DD)")
        #expect(try decodingError([Span].self, #"[{"from":2,"to":1}]"#) == "params[0].to must be after from")
        #expect(try decodingError([Stubborn].self, "[1]") == "params[0] is not valid")
    }

    @Test func `an enumeration with associated values is decoded`() throws {
        #expect(
            try decode([Shape].self, #"[{"circle":{"radius":2}},{"point":{}}]"#) == [.circle(radius: 2), .point]
        )
        #expect(
            try decodingError(Shape.self, #"{"circle":{"radius":2,"x":1}}"#)
                == "params.circle.x is not a known member"
        )
        #expect(try decodingError(Shape.self, #"{"point":{},"x":1}"#) == "params.x is not a known member")
    }

    @Test func `members that only a failed attempt knew are not known`() throws {
        #expect(try decode(Either.self, #"{"name":"A","age":7}"#) == .person(name: "A"))
        #expect(try decode(Either.self, #"{"value":7}"#) == .number(7))
        #expect(try decodingError(Either.self, #"{"name":"A","value":7}"#) == "params.name is not a known member")
    }

    @Test func `a long array of failed attempts does not get slower with every element`() throws {
        let elements = Array(repeating: #"{"value":7}"#, count: 20_000).joined(separator: ",")
        #expect(try decode([Either].self, "[\(elements)]").count == 20_000)
        #expect(
            try decodingError([Either].self, "[\(elements),{}]") == "params[20000].value is missing"
        )
    }

    @Test func `elements that nobody takes are refused`() throws {
        #expect(try decode([Pair].self, "[[1,2]]").first?.second == 2)
        #expect(try decodingError([Pair].self, "[[1,2,3]]") == "params[0][2] is one element too many")
        #expect(try decodingError([Pair].self, "[[1]]") == "params[0] has too few elements")
    }

    @Test func `nested containers are checked like values`() throws {
        #expect(try decode(Nested.self, #"{"place":{"x":1}}"#).x == 1)
        #expect(try decodingError(Nested.self, #"{"place":{"x":1,"y":2}}"#) == "params.place.y is not a known member")
        #expect(try decodingError(Nested.self, #"{"place":[]}"#) == "params.place must be an object, not an array")
    }

    @Test func `names that look alike do not vanish in a dictionary`() throws {
        #expect(try decode([String: Int].self, #"{"é":1}"#) == ["é": 1])
        #expect(
            try decodingError([String: Int].self, "{\"é\":1,\"e\u{301}\":2}")
                == "params has two members with names that look the same"
        )
    }

    @Test func `raw JSON is captured as it stands`() throws {
        struct Draft: Codable {
            var body: RawJSON
            var rest: [RawJSON]
            var more: RawJSON?
        }
        let json = #"{"body":{ "b" : 1.50e1, "a":["\u0041"] },"rest":[12345678901234567890123,null,"x"]}"#
        let draft = try decode(Draft.self, json)
        #expect(draft.body.text == #"{ "b" : 1.50e1, "a":["\u0041"] }"#)
        #expect(draft.rest.map(\.text) == ["12345678901234567890123", "null", #""x""#])
        #expect(draft.more == nil)
        #expect(try encode(draft) == json)
    }

    @Test func `raw JSON holds one valid value without line breaks`() throws {
        #expect(try RawJSON(validating: bytes(" {\"a\":\r\n[1,\n2]} \n")).text == #"{"a":  [1, 2]}"#)
        #expect(throws: JSONSyntaxError(offset: 1, reason: .trailingBytes)) {
            try RawJSON(validating: bytes("1,2"))
        }
        #expect(RawJSON(trusted: bytes("[\n]")).text == "[ ]")
        #expect(try RawJSON(encoding: ["a": 1]).parsed()["a"]?.integer == 1)
    }
}
