import JSONRPC
import Testing

/// What the reader accepts, what it refuses, and where it says the trouble is.
struct ReaderTests {
    struct Offence: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let offset: Int
        let reason: JSONSyntaxError.Reason
        var testDescription: String { String(decoding: bytes.prefix(40), as: UTF8.self) }

        init(_ text: String, _ offset: Int, _ reason: JSONSyntaxError.Reason) {
            self.init(Array(text.utf8), offset, reason)
        }

        init(_ bytes: [UInt8], _ offset: Int, _ reason: JSONSyntaxError.Reason) {
            self.bytes = bytes
            self.offset = offset
            self.reason = reason
        }

        /// A string of raw bytes, in quotation marks.
        static func string(_ content: [UInt8], _ offset: Int, _ reason: JSONSyntaxError.Reason) -> Self {
            Self([0x22] + content + [0x22], offset, reason)
        }
    }

    static let structure = [
        Offence("", 0, .empty),
        Offence(" \n", 2, .empty),
        Offence("[1,]", 3, .trailingComma),
        Offence(#"{"a":1,}"#, 7, .trailingComma),
        Offence("[,1]", 1, .unexpectedByte),
        Offence("[1 2]", 3, .commaOrEndExpected),
        Offence("[1}", 2, .commaOrEndExpected),
        Offence(#"{"a":1]"#, 6, .commaOrEndExpected),
        Offence(#"{"a" 1}"#, 5, .colonExpected),
        Offence("{1:1}", 1, .nameExpected),
        Offence("{a:1}", 1, .nameExpected),
        Offence(#"{"a":1,b}"#, 7, .nameExpected),
        Offence("1 2", 2, .trailingBytes),
        Offence("{}x", 2, .trailingBytes),
        Offence("]", 0, .unexpectedByte),
        Offence("nul", 3, .unfinished),
        Offence("nulL", 0, .unexpectedByte),
        Offence("True", 0, .unexpectedByte),
        Offence("'a'", 0, .unexpectedByte),
        Offence("/* */1", 0, .unexpectedByte),
        Offence("\u{A0}1", 0, .unexpectedByte),
        Offence("\u{0B}1", 0, .unexpectedByte),
        Offence([0], 0, .unexpectedByte),
        Offence(Array("[1".utf8) + [0, 0x5D], 2, .commaOrEndExpected),
        Offence([0xEF, 0xBB, 0xBF, 0x31], 0, .byteOrderMark),
        Offence([0xFF, 0xFE, 0x31, 0], 0, .unexpectedByte),
    ]

    static let numbers = [
        Offence("01", 0, .leadingZero),
        Offence("-01", 1, .leadingZero),
        Offence("00", 0, .leadingZero),
        Offence("[1.]", 3, .malformedNumber),
        Offence("[.5]", 1, .unexpectedByte),
        Offence("+1", 0, .unexpectedByte),
        Offence("[-]", 2, .malformedNumber),
        Offence("-", 1, .unfinished),
        Offence("[1e]", 3, .malformedNumber),
        Offence("[1e+]", 4, .malformedNumber),
        Offence("1e+", 3, .unfinished),
        Offence("0x10", 1, .trailingBytes),
        Offence("1_000", 1, .trailingBytes),
        Offence("NaN", 0, .unexpectedByte),
        Offence("Infinity", 0, .unexpectedByte),
        Offence("-Infinity", 1, .malformedNumber),
    ]

    static let names = [
        Offence(#"{"a":1,"a":2}"#, 7, .duplicateName),
        Offence(#"{"a":1,"\u0061":2}"#, 7, .duplicateName),
        Offence(#"{"\u0061":1,"a":2}"#, 12, .duplicateName),
        Offence(#"{"\u0061":1,"\u0061":2}"#, 12, .duplicateName),
        Offence(#"{"":1,"":2}"#, 6, .duplicateName),
        Offence(#"[{"x":{"b":1,"c":[{}],"b":2}}]"#, 22, .duplicateName),
        Offence(#"{"\ud83d\ude00":1,"😀":2}"#, 18, .duplicateName),
        Offence(#"{"/":1,"\/":2}"#, 7, .duplicateName),
        Offence(
            #"{"a":0,"b":1,"c":2,"d":3,"e":4,"f":5,"g":6,"h":7,"i":8,"j":9,"\u0065":10}"#,
            61,
            .duplicateName
        ),
    ]

    static let strings = [
        Offence(#""abc"#, 4, .unfinished),
        Offence(#""\"#, 2, .unfinished),
        Offence(#""\u00"#, 5, .unfinished),
        Offence(#""\x""#, 1, .malformedEscape),
        Offence(#""\u00g0""#, 1, .malformedEscape),
        Offence(#""\U0041""#, 1, .malformedEscape),
        Offence(#""\u0000""#, 1, .nulCharacter),
        Offence(#""abcdefgh\u0000""#, 9, .nulCharacter),
        Offence(#"{"\u0000":1}"#, 2, .nulCharacter),
        .string([0], 1, .nulCharacter),
        .string([0x61, 0x0A], 2, .controlCharacter),
        .string([0x09], 1, .controlCharacter),
        .string([0x1F], 1, .controlCharacter),
        Offence(#""\ud800""#, 1, .loneSurrogate),
        Offence(#""\ud800x""#, 1, .loneSurrogate),
        Offence(#""\udc00""#, 1, .loneSurrogate),
        Offence(#""\ud800\n""#, 1, .loneSurrogate),
        Offence(#""\ud800\u0041""#, 1, .loneSurrogate),
        Offence(#""\ud800\ud800""#, 1, .loneSurrogate),
        Offence(#""\udc00\ud800""#, 1, .loneSurrogate),
    ]

    static let encodings = [
        Offence.string([0x80], 1, .malformedUTF8),
        .string([0xC0, 0x80], 1, .malformedUTF8),
        .string([0xC1, 0xBF], 1, .malformedUTF8),
        .string([0xC2], 1, .malformedUTF8),
        .string([0xE0, 0x80, 0x80], 1, .malformedUTF8),
        .string([0xE0, 0x9F, 0xBF], 1, .malformedUTF8),
        .string([0xE2, 0x82], 1, .malformedUTF8),
        .string([0xED, 0xA0, 0x80], 1, .malformedUTF8),
        .string([0xF0, 0x80, 0x80, 0x80], 1, .malformedUTF8),
        .string([0xF0, 0x8F, 0xBF, 0xBF], 1, .malformedUTF8),
        .string([0xF4, 0x90, 0x80, 0x80], 1, .malformedUTF8),
        .string([0xF5, 0x80, 0x80, 0x80], 1, .malformedUTF8),
        .string([0x61, 0xFF], 2, .malformedUTF8),
        .string(Array("0123456789ä".utf8) + [0xE4], 13, .malformedUTF8),
    ]

    @Test(arguments: structure + numbers + names + strings + encodings)
    func `a text that breaks a rule is refused at the right byte`(_ offence: Offence) {
        #expect(syntaxError(offence.bytes) == JSONSyntaxError(offset: offence.offset, reason: offence.reason))
    }

    @Test(arguments: [
        "0", "-0", "10", "-1.5e-10", "1E+2", "1e400", "12345678901234567890123", "true", "false", "null", #""""#,
        " [ 1 , { \"a\" : [ ] } ]\r\n", #"{"a":{"a":{"a":1}}}"#, #"{"ä":1,"a\u0308":2,"A":3}"#,
        #""\u20AC \ud83d\ude00 \" \\ \/ \b \f \n \r \t""#, "\"\u{7F} \u{FFFF} \u{10FFFF} €\"",
    ])
    func `a valid text is accepted and kept byte for byte`(_ valid: String) throws {
        let node = try parse(valid)
        #expect(text(Array(node.rawBytes)) == valid.trimming { $0 == " " || $0.isNewline })
    }

    @Test func `names are the same if their bytes are, not if they look alike`() throws {
        let node = try parse(#"{"é":1,"e\#u{301}":2}"#)
        #expect(node["é"]?.integer == 1)
        #expect(node["e\u{301}"]?.integer == 2)
        #expect(node.members.map { Array($0.name.utf8).count } == [2, 3])
    }

    @Test func `a node shows what it is made of`() throws {
        let node = try parse(#"{"a":[1,"x",null,true,{}],"b\n":{"c":-2.5}}"#)
        let elements = try #require(node["a"]?.elements)
        #expect(elements.map(\.kind) == [.number, .string, .null, .boolean, .object])
        #expect(node.members.map(\.name) == ["a", "b\n"])
        #expect(node["b\n"]?["c"]?.double == -2.5)
        #expect(node["b"] == nil)
        #expect(node.count == 2)
        #expect(node["a"]?.count == 5)
    }
}

extension String {
    fileprivate func trimming(where isTrimmed: (Character) -> Bool) -> String {
        var rest = self[...]
        while let first = rest.first, isTrimmed(first) { rest.removeFirst() }
        while let last = rest.last, isTrimmed(last) { rest.removeLast() }
        return String(rest)
    }
}
