import JSONRPC
import Testing

/// Types that encode themselves by hand.
struct CustomEncodingTests {
    private enum Keys: String, CodingKey {
        case a
        case b
        case c
    }

    @Test func `two types can write into one object`() throws {
        struct Inner: Encodable { var a = 1 }
        struct Outer: Encodable {
            func encode(to encoder: any Encoder) throws {
                try Inner().encode(to: encoder)
                var container = encoder.container(keyedBy: Keys.self)
                try container.encode(2, forKey: .b)
            }
        }
        #expect(try encode([Outer(), Outer()]) == #"[{"a":1,"b":2},{"a":1,"b":2}]"#)
    }

    @Test func `nested containers close when something is written further out`() throws {
        struct Nest: Encodable {
            func encode(to encoder: any Encoder) throws {
                var outer = encoder.container(keyedBy: Keys.self)
                var inner = outer.nestedContainer(keyedBy: Keys.self, forKey: .a)
                try inner.encode(1, forKey: .a)
                var list = inner.nestedUnkeyedContainer(forKey: .b)
                try list.encode(2)
                _ = list.nestedContainer(keyedBy: Keys.self)
                try list.encode("x")
                #expect(list.count == 3)
                try outer.encodeNil(forKey: .b)
                _ = outer.superEncoder(forKey: .c)
            }
        }
        #expect(try encode(Nest()) == #"{"a":{"a":1,"b":[2,{},"x"]},"b":null,"c":{}}"#)
    }

    @Test func `going back to a complete container is an error, not broken text`() {
        struct Crossed: Encodable {
            func encode(to encoder: any Encoder) throws {
                var outer = encoder.container(keyedBy: Keys.self)
                var first = outer.nestedUnkeyedContainer(forKey: .a)
                var second = outer.nestedUnkeyedContainer(forKey: .b)
                try second.encode(2)
                try first.encode(1)
            }
        }
        #expect(throws: JSONEncodingError(path: "", reason: "was written to after it was complete")) {
            try JSONEncoding.encode(Crossed())
        }
    }

    @Test func `a value that writes around itself is an error`() {
        struct Rebel: Encodable {
            let outside: any Encoder
            func encode(to encoder: any Encoder) throws {
                var container = outside.container(keyedBy: Keys.self)
                try container.encode(1, forKey: .b)
                throw EncodingError.invalidValue(1, .init(codingPath: [], debugDescription: "no"))
            }
        }
        struct Accomplice: Encodable {
            let outside: any Encoder
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Keys.self)
                try container.encode(Rebel(outside: outside), forKey: .a)
            }
        }
        struct Outer: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Keys.self)
                try container.encode(Accomplice(outside: encoder), forKey: .a)
            }
        }
        #expect(throws: JSONEncodingError.self) { try JSONEncoding.encode(Outer()) }
    }

    @Test func `a value that is written twice is an error`() {
        struct Twice: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                try container.encode(1)
                try container.encode(2)
            }
        }
        struct Torn: Encodable {
            func encode(to encoder: any Encoder) throws {
                _ = encoder.unkeyedContainer()
                _ = encoder.container(keyedBy: Keys.self)
            }
        }
        #expect(throws: JSONEncodingError(path: "[0]", reason: "was given two different values")) {
            try JSONEncoding.encode([Twice()])
        }
        #expect(throws: JSONEncodingError(path: "[0]", reason: "was given two different values")) {
            try JSONEncoding.encode([Torn()])
        }
    }

    @Test func `a member that fails leaves nothing behind`() throws {
        struct Half: Encodable {
            var list = [1, .nan]
        }
        struct Careful: Encodable {
            func encode(to encoder: any Encoder) throws {
                var container = encoder.container(keyedBy: Keys.self)
                try container.encode(1, forKey: .a)
                try? container.encode(Half(), forKey: .b)
                try? container.encode(Double.nan, forKey: .b)
                try container.encode(3, forKey: .c)
            }
        }
        #expect(try encode([Careful()]) == #"[{"a":1,"c":3}]"#)
    }

    @Test func `an error of a type carries its place`() {
        struct Refused: Error {}
        struct Stubborn: Encodable {
            func encode(to encoder: any Encoder) throws { throw Refused() }
        }
        #expect(throws: JSONEncodingError(path: "a[0]", reason: "Refused was thrown")) {
            try JSONEncoding.encode(["a": [Stubborn()]])
        }
    }
}
