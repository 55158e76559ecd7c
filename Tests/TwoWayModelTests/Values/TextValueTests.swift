import Foundation
import Testing

@testable import TwoWayModel

struct TextValueTests {
    @Test(arguments: [
        ("anna@example.org", "anna@example.org"),
        ("  Anna.Berg+jobs@Mail.Example.ORG ", "anna.berg+jobs@mail.example.org"),
        ("o'neil_x-1@a-b.co", "o'neil_x-1@a-b.co"),
        ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"),
    ])
    func `an address is kept in small letters`(text: String, canonical: String) throws {
        #expect(try EmailAddress(text).text == canonical)
        #expect(try json(try EmailAddress(text)) == "\"\(canonical)\"")
    }

    @Test(arguments: [
        "", "anna", "@example.org", "anna@", "anna@localhost", "anna@@example.org", "a@b@example.org",
        ".anna@example.org", "anna.@example.org", "an..na@example.org", "an na@example.org", "anna@exa_mple.org",
        "anna@-example.org", "anna@example-.org", "anna@example..org", "anna@example.org.", "anna@127.0.0.1",
        "\\\"anna\\\"@example.org", "anna@[127.0.0.1]", "änna@example.org", "anna@exämple.org", "anna@example.org\\n.x",
        "anna<anna@example.org>",
    ])
    func `what is not an address is refused`(text: String) {
        let message = "is not an e-mail address such as anna@example.org"
        #expect(refusal(of: "\"\(text)\"", as: EmailAddress.self) == message)
    }

    @Test func `an address has its limits in bytes`() throws {
        let label = String(repeating: "d", count: 63)
        let domain = "\(label).\(label).\(label)"
        _ = try EmailAddress(String(repeating: "l", count: 62) + "@" + domain)
        #expect(throws: TextRefusal("is longer than 254 bytes")) {
            try EmailAddress(String(repeating: "l", count: 63) + "@" + domain)
        }
        #expect(throws: TextRefusal.self) { try EmailAddress(String(repeating: "l", count: 65) + "@example.org") }
        #expect(throws: TextRefusal.self) { try EmailAddress("a@\(label)d.org") }
    }

    @Test func `a slug has 2 to 63 small letters, digits and hyphens`() throws {
        for good in ["ab", "0-", "good-questions", String(repeating: "a", count: 63)] {
            #expect(try Slug(good).text == good)
        }
        for bad in ["", "a", "-a", "Ab", "a_b", "a b", "ä0", String(repeating: "a", count: 64), "ab\n"] {
            #expect(throws: TextRefusal.self) { try Slug(bad) }
        }
    }

    @Test(arguments: [
        ("en", "en"), ("DE-ch", "de-CH"), ("zh-hANT-tw", "zh-Hant-TW"), ("es-419", "es-419"),
        ("de-1996", "de-1996"), ("sl-ROZAJ", "sl-rozaj"), ("gsw", "gsw"),
    ])
    func `a language comes out in the usual capitals`(text: String, canonical: String) throws {
        #expect(try LanguageTag(text).text == canonical)
    }

    @Test(arguments: ["", "e", "engl", "en-", "-en", "en_GB", "en-x-private", "en-u-co-phonebk", "12", "en--GB", "ën"])
    func `what is not a language is refused`(text: String) {
        #expect(throws: TextRefusal("is not a language such as en or de-CH")) { try LanguageTag(text) }
    }

    @Test func `a currency has three capital letters`() throws {
        #expect(try CurrencyCode("EUR").text == "EUR")
        for bad in ["", "eur", "EU", "EURO", "E1R", "ÄÖÜ", "€"] {
            #expect(throws: TextRefusal("is not a currency such as EUR")) { try CurrencyCode(bad) }
        }
    }

    @Test func `titles, lines and prose count bytes and refuse control characters`() throws {
        #expect(try Title("  Manager ").text == "Manager")
        #expect(try Title(String(repeating: "é", count: 100)).text.utf8.count == 200)
        #expect(throws: TextRefusal("is longer than 200 bytes")) { try Title(String(repeating: "é", count: 101)) }
        #expect(throws: TextRefusal("must not be empty")) { try Line(" \n\u{2003}") }
        #expect(throws: TextRefusal("has a control character")) { try Line("two\nlines") }
        #expect(throws: TextRefusal("has a control character")) { try Prose("nul\u{0}") }
        #expect(try Prose("two\n\tlines").text == "two\n\tlines")
        #expect(refusal(of: "\"\"", as: Prose.self) == "must not be empty")
    }

    @Test func `a value of another JSON type is refused`() {
        #expect(refusal(of: "5", as: Timestamp.self) != nil)
        #expect(refusal(of: "null", as: Slug.self) != nil)
    }
}
