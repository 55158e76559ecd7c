import Testing
import TwoWayModel

@testable import TwoWayAuth

@Suite struct TOTPSeedTests {
    /// RFC 6238, appendix B, the rows for SHA-1: seconds since 1970, and the code of eight digits.
    static let vectors: [(Int64, String)] = [
        (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
        (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ]

    static let seed = TOTPSeed(bytes: Array("12345678901234567890".utf8))

    private func time(_ seconds: Int64) -> Timestamp { Timestamp(microseconds: seconds * 1_000_000) }

    @Test(arguments: vectors) func `the vectors of RFC 6238 hold`(_ seconds: Int64, _ code: String) {
        #expect(TOTPSeed.code(key: Self.seed.bytes, step: Int(seconds / 30), digits: 8) == code)
        #expect(Self.seed.code(at: time(seconds)) == code.suffix(6))
    }

    @Test func `a code is good for its step and the two beside it, and names its own`() {
        let code = Self.seed.code(at: time(600))
        for (seconds, step) in [(570, 20), (599, 20), (600, 20), (629, 20), (659, 20)] as [(Int64, Int)] {
            #expect(Self.seed.step(of: code, at: time(seconds)) == step, "\(seconds)")
        }
        #expect(Self.seed.step(of: code, at: time(569)) == nil)
        #expect(Self.seed.step(of: code, at: time(660)) == nil)
    }

    @Test func `spaces do not matter, and everything else does`() {
        let code = Self.seed.code(at: time(600))
        #expect(Self.seed.step(of: " \(code.prefix(3)) \(code.suffix(3)) ", at: time(600)) == 20)
        for wrong in ["", "1", code + "0", String(code.dropLast()), "000000000000", "abcdef", "١٢٣٤٥٦"] {
            #expect(Self.seed.step(of: wrong, at: time(600)) == nil, "\(wrong)")
        }
        #expect(TOTPSeed(bytes: Array(repeating: 7, count: 20)).step(of: code, at: time(600)) == nil)
    }

    @Test func `times before 1970 and at the end of all times do not trap`() {
        #expect(Self.seed.code(at: .earliest).utf8.count == 6)
        #expect(Self.seed.step(of: Self.seed.code(at: .latest), at: .latest) != nil)
    }

    /// RFC 4648, section 10, without its padding.
    @Test(arguments: [
        ("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"),
        ("foobar", "MZXW6YTBOI"),
    ])
    func `the vectors of RFC 4648 hold`(_ text: String, _ encoded: String) {
        #expect(Base32Text.encode(Array(text.utf8)) == encoded)
        #expect(Base32Text.decode(encoded) == Array(text.utf8))
        #expect(Base32Text.decode(encoded + "1") == nil)
    }

    @Test func `the address escapes the login, and nothing shows the seed`() {
        let address = Self.seed.address(login: "anna+x@example.org")
        #expect(
            address.hasPrefix("otpauth://totp/TwoWay:anna%2Bx%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&")
        )
        #expect("\(Self.seed)" == "TOTPSeed(…)")
        #expect(TOTPSeed.random() != TOTPSeed.random())
        #expect(TOTPSeed.random().bytes.count == 20)
    }
}
