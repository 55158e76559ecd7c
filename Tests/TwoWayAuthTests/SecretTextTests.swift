import Testing

@testable import TwoWayAuth

struct SessionTokenTests {
    let text = "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func `the text and the hash of known bytes are known`() {
        let token = SessionToken(bytes: Array(0..<32))
        #expect(token.text == text)
        #expect(hex(token.sha256) == "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd")
        #expect(SessionToken(bytes: Array(repeating: 0xFF, count: 32)).text.hasPrefix("tw1_____"))
    }

    @Test func `a token reads back from its text`() throws {
        let token = SessionToken.random()
        let read = try #require(SessionToken(token.text))
        #expect(read == token)
        #expect(read.sha256 == token.sha256)
        #expect(token.text.utf8.count == 47)
    }

    @Test func `tokens do not repeat`() {
        #expect(Set((0..<1000).map { _ in SessionToken.random() }).count == 1000)
    }

    @Test(arguments: [
        "", "tw1_", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "TW1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "tw2_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "tw1-AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh", "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8A",
        "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=", "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9",
        " tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n",
        "tw1_AAECAwQFBgcICQoL+A0ODxAREhMUFRYXGBkaGxwdHh8", "tw1_AAECAwQFBgcICQoL/A0ODxAREhMUFRYXGBkaGxwdHh8",
        "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh ", "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH\0h",
        "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGx\u{212A}wdH", "tw1_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh８",
        "tw1_AAEC\r\nwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", "tw1_=======================================AAAA",
    ])
    func `anything but the one spelling is refused`(text: String) {
        #expect(SessionToken(text) == nil)
    }
}

struct ActivationCodeTests {
    let text = "01234-56789-ABCDE-FGHJK-MNPQR"

    @Test func `the hash is that of the bare characters`() throws {
        let code = try #require(ActivationCode(text))
        let hash = code.sha256.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        #expect(hash == "d6213dc13e91424d6329234d774aeeaff252696a15c5690c30deeece46907694")
        #expect(code.text == text)
    }

    @Test func `a fresh code is five groups of five from the alphabet and reads back`() throws {
        for _ in 0..<200 {
            let code = ActivationCode.random()
            let groups = code.text.split(separator: "-", omittingEmptySubsequences: false)
            #expect(groups.map(\.count) == [5, 5, 5, 5, 5])
            #expect(!code.text.contains { "ILOU".contains($0) })
            #expect(try #require(ActivationCode(code.text)) == code)
        }
    }

    @Test func `every character of the alphabet turns up`() {
        let seen = Set((0..<200).flatMap { _ in ActivationCode.random().text })
        #expect(seen == Set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-"))
    }

    @Test(arguments: [
        "0123456789ABCDEFGHJKMNPQR", "0123456789abcdefghjkmnpqr", "o1234-56789-abcde-fghjk-mnpqr",
        "Oi234-56789-ABCDE-FGHJK-MNPQR", "OL234 56789 ABCDE FGHJK MNPQR", "0I2-3456789-ABCDEFGHJKMNPQ-R",
        "  01234-56789-ABCDE-FGHJK-MNPQR\n", "--01234--56789ABCDEFGHJKMNPQR--",
        "01234\u{2013}56789\u{2011}ABCDE\u{A0}FGHJK\tMNPQR",
    ])
    func `a code is read as people type it`(typed: String) throws {
        let code = try #require(ActivationCode(typed))
        #expect(code.text == text)
    }

    @Test(arguments: [
        "", "-----", "01234-56789-ABCDE-FGHJK-MNPQ", "01234-56789-ABCDE-FGHJK-MNPQRS", "01234-56789-ABCDE-FGHJK-MNPQU",
        "01234-56789-ABCDE-FGHJK-MNPQ.", "01234_56789_ABCDE_FGHJK_MNPQR", "01234-56789-ABCDE-FGHJ\u{212A}-MNPQR",
        "01234-56789-ABCDE-FGHJK-MNPQ\u{301}R", "０1234-56789-ABCDE-FGHJK-MNPQR", "01234-56789-ABCDE-FGHJK-MNPQ\0R",
    ])
    func `other texts are refused`(typed: String) {
        #expect(ActivationCode(typed) == nil)
    }

    @Test func `a text of dashes without end is refused unread`() {
        #expect(ActivationCode(text + String(repeating: "-", count: 1_000_000)) == nil)
    }
}
