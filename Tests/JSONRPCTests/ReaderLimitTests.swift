import JSONRPC
import Testing

/// Depth, size, and texts made to hurt.
struct ReaderLimitTests {
    @Test(arguments: [("[", "]"), (#"{"a":"#, "1}")])
    func `thirty-two levels are read and thirty-three are not`(_ open: String, _ close: String) throws {
        func nest(_ depth: Int) -> [UInt8] {
            let inner = close.hasPrefix("1") ? "1" : ""
            let end = close.hasPrefix("1") ? "}" : "]"
            return bytes(String(repeating: open, count: depth) + inner + String(repeating: end, count: depth))
        }
        #expect(syntaxError(nest(32)) == nil)
        #expect(syntaxError(nest(33)) == JSONSyntaxError(offset: 32 * open.utf8.count, reason: .tooDeep))
        #expect(syntaxError(nest(33), limits: JSONReaderLimits(maximumDepth: 33)) == nil)
    }

    @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
    func `a million levels end at the thirty-third`(_ open: String) throws {
        let error = syntaxError(bytes(String(repeating: open, count: 1_000_000)))
        #expect(try #require(error).reason == .tooDeep)
        #expect(try #require(error).offset < 32 * 6)
    }

    @Test func `no limit lets the nesting reach the stack`() throws {
        let deep = bytes(String(repeating: "[", count: 1_000_000))
        let error = syntaxError(deep, limits: JSONReaderLimits(maximumDepth: .max, maximumBytes: .max))
        #expect(error == JSONSyntaxError(offset: 512, reason: .tooDeep))
    }

    @Test func `a text over the limit is refused unread`() {
        let limits = JSONReaderLimits(maximumBytes: 4)
        #expect(syntaxError(bytes("[12]"), limits: limits) == nil)
        #expect(syntaxError(bytes("[123]"), limits: limits) == JSONSyntaxError(offset: 4, reason: .tooLong))
    }

    @Test func `a hundred thousand members are compared, and the last can be the duplicate`() throws {
        let members = (0..<100_000).map { "\"member\($0)\":\($0)" }.joined(separator: ",")
        let node = try parse("{\(members)}")
        #expect(node.count == 100_000)
        #expect(node["member99999"]?.integer == 99_999)
        #expect(syntaxError(bytes("{\(members),\"\\u006dember0\":1}"))?.reason == .duplicateName)
    }

    @Test func `a hundred thousand members are decoded into a dictionary`() throws {
        let members = (0..<100_000).reversed().map { "\"member\($0)\":\($0)" }.joined(separator: ",")
        let dictionary = try decode([String: Int].self, "{\(members)}")
        #expect(dictionary.count == 100_000)
        #expect(dictionary["member777"] == 777)
    }

    private static let everything = """
        {"a":[1,-2.5e+3,true,false,null,"x\\u00e9\\ud83d\\ude00\\n"],"ä€😀":{"":{},"b":[[],[{}]]},"c":"0123456789abcdef"}
        """

    @Test func `every prefix of a text is refused`() {
        let whole = bytes(Self.everything)
        #expect(syntaxError(whole) == nil)
        for length in 0..<whole.count {
            #expect(syntaxError(Array(whole[..<length])) != nil, "the first \(length) bytes were accepted")
        }
    }

    @Test func `no mutation of a text traps, and what is accepted can be walked`() throws {
        var random = SplitMix64(state: 20_260_101)
        let whole = bytes(Self.everything)
        let alphabet = bytes("{}[]\",:\\u0eE+-. tfn\n") + [0, 0x1F, 0x80, 0xC3, 0xED, 0xF0, 0xFF]
        var accepted = 0
        for _ in 0..<20_000 {
            var mutant = whole
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                mutate(&mutant, alphabet, &random)
            }
            guard let document = try? JSONDocument(parsing: mutant) else { continue }
            accepted += 1
            walk(document.root)
            // What has been accepted is a value of its own, and reads the same again.
            let again = try JSONDocument(parsing: Array(document.root.rawBytes))
            #expect(again.root.rawBytes.elementsEqual(document.root.rawBytes))
            _ = try? JSONDecoding.decode([String: Anything].self, from: document.root)
        }
        #expect((1..<20_000).contains(accepted))
    }

    private func mutate(_ bytes: inout [UInt8], _ alphabet: [UInt8], _ random: inout SplitMix64) {
        guard let byte = alphabet.randomElement(using: &random) else { return }
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        case 2: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
        default: bytes.remove(at: place)
        }
    }

    private func walk(_ node: JSONNode) {
        _ = (node.string, node.integer, node.double, node.boolean)
        for element in node.elements { walk(element) }
        for member in node.members {
            #expect(node[member.name] != nil)
            walk(member.value)
        }
    }

    /// Decodes any value by trying one form after the other.
    private enum Anything: Decodable {
        case scalar
        case array([Anything])
        case object([String: Anything])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let array = try? container.decode([Anything].self) {
                self = .array(array)
            } else if let object = try? container.decode([String: Anything].self) {
                self = .object(object)
            } else {
                self = .scalar
            }
        }
    }
}

/// A generator that gives the same numbers in every run.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
