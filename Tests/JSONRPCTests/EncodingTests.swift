import JSONRPC
import Testing

/// What values look like as text.
struct EncodingTests {
    struct Item: Codable, Equatable {
        var zeta: String
        var alpha: Int?
        var list: [Double] = []
        var inner: Inner?
        var flags: [String: Bool] = [:]
    }

    struct Inner: Codable, Equatable {
        var deep: [[Inner]] = []
        var value: UInt64 = 0
    }

    struct Nothing: Codable {}

    @Test func `members stand in the order of declaration, and nil is left out`() throws {
        let item = Item(zeta: "z", list: [1, 0.5], inner: Inner(deep: [[], [Inner(value: .max)]]))
        let json = """
            {"zeta":"z","list":[1,0.5],"inner":{"deep":[[],[{"deep":[],"value":18446744073709551615}]],"value":0},\
            "flags":{}}
            """
        #expect(try encode(item) == json)
        #expect(try decode(Item.self, json) == item)
    }

    @Test func `empty values close properly`() throws {
        #expect(try encode(Nothing()) == "{}")
        #expect(try encode([Nothing(), Nothing()]) == "[{},{}]")
        #expect(try encode(["a": Nothing()]) == #"{"a":{}}"#)
        #expect(try encode([[Int]]()) == "[]")
        #expect(try encode([[[Int]]]([[], [[]]])) == "[[],[[]]]")
        #expect(try encode([Int?]([nil, 1])) == "[null,1]")
        #expect(try encode(Int?.none) == "null")
        #expect(try encode("x") == #""x""#)
        #expect(try encode(true) == "true")
    }

    @Test func `strings are escaped where JSON wants it, and nowhere else`() throws {
        let all = String(String.UnicodeScalarView((1..<0x80).compactMap(Unicode.Scalar.init))) + "é€😀\u{2028}/"
        let json = try encode(all)
        #expect(
            json.hasPrefix(#""\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e"#)
        )
        #expect(json.hasSuffix("|}~\u{7F}é€😀\u{2028}/\""))
        #expect(json.contains(##"\u001f !\"#$%"##))
        #expect(json.contains(#"[\\]"#))
        #expect(try decode(String.self, json) == all)
    }

    @Test func `an escape is found at every place in a word`() throws {
        for length in 0..<20 {
            for place in 0...length {
                let plain = String(repeating: "ä", count: place) + "\"" + String(repeating: "b", count: length - place)
                #expect(try decode(String.self, try encode(plain)) == plain)
            }
        }
    }

    @Test(arguments: [
        (0.0, "0"), (-0.0, "-0.0"), (1, "1"), (-17, "-17"), (0.1, "0.1"), (1e15, "1000000000000000"), (1e16, "1e+16"),
        (1e300, "1e+300"),
        (123_456_789_012_345, "123456789012345"), (.leastNonzeroMagnitude, "5e-324"),
        (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (1.0 / 3, "0.3333333333333333"),
    ])
    func `a floating-point value is written as short as it reads back`(_ value: Double, _ json: String) throws {
        #expect(try encode(value) == json)
        #expect(try decode(Double.self, json).bitPattern == value.bitPattern)
    }

    @Test func `a thousand random bit patterns survive`() throws {
        var random = SplitMix64(state: 7)
        for _ in 0..<1_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            #expect(try decode(Double.self, try encode(value)).bitPattern == value.bitPattern)
            let whole = Int(bitPattern: UInt(random.next()))
            #expect(try decode(Int.self, try encode(whole)) == whole)
        }
        #expect(try encode([Int.min, -1, 0, 9, 10, .max]) == "[-9223372036854775808,-1,0,9,10,9223372036854775807]")
        #expect(try encode([Float(0.1), 3]) == "[0.1,3]")
        #expect(try encode(UInt128.max) == "340282366920938463463374607431768211455")
    }

    @Test func `what is no number is refused by its place`() {
        #expect(throws: JSONEncodingError(path: "inner.list[1]", reason: "is not a finite number")) {
            try JSONEncoding.encode(["inner": Item(zeta: "", list: [1, .nan])])
        }
        struct Weight: Encodable { var weight = Double.infinity }
        #expect(throws: JSONEncodingError(path: "[0].weight", reason: "is not a finite number")) {
            try JSONEncoding.encode([Weight()])
        }
        #expect(throws: JSONEncodingError(path: "", reason: "is not a finite number")) {
            try JSONEncoding.encode(-Float.infinity)
        }
    }

    @Test func `raw JSON is written as it is`() throws {
        let raw = try RawJSON(validating: bytes(#"{ "a":1.0 }"#))
        #expect(try encode(["x": [raw, .null]]) == #"{"x":[{ "a":1.0 },null]}"#)
    }

    @Test func `the writer sets commas by itself`() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.name("a\"")
        writer.beginArray()
        writer.integer(-5)
        writer.string("[")
        writer.null()
        writer.beginObject()
        writer.endObject()
        writer.endArray()
        writer.name("b")
        writer.boolean(true)
        writer.name("c")
        writer.raw(bytes("[1]"))
        writer.name("d")
        let wroteNaN = writer.double(.nan)
        let wroteNumber = writer.double(2.5)
        writer.endObject()
        #expect(!wroteNaN)
        #expect(wroteNumber)
        #expect(text(writer.bytes) == #"{"a\"":[-5,"[",null,{}],"b":true,"c":[1],"d":2.5}"#)
    }
}
