import Testing

@testable import TwoWayAuth

struct PasswordHashTests {
    /// From the reference implementation's own test.c: password "password", salt "somesalt".
    let reference =
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
    let salt = "AAAAAAAAAAAAAAAAAAAAAA"
    let digest = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

    @Test func `a string of the reference implementation is understood`() throws {
        let hash = try PasswordHash(encoded: reference)
        #expect(try hash.matches("password"))
        #expect(try !hash.matches("Password"))
        #expect(try !hash.matches(""))
        #expect(hash.encoded == reference)
    }

    @Test func `a fresh hash carries its parameters, reads back and matches only its password`() throws {
        let hash = try PasswordHash.make(of: "correct pony", parameters: .cheap)
        #expect(hash.encoded.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$"))
        let stored = try PasswordHash(encoded: hash.encoded)
        #expect(stored.parameters == .cheap)
        #expect(try stored.matches("correct pony"))
        #expect(try !stored.matches("correct pony "))
        #expect(try !stored.matches("correct ponz"))
    }

    @Test func `the production parameters are the documented ones and work`() throws {
        let hash = try PasswordHash.make(of: "correct pony", parameters: .production)
        #expect(hash.encoded.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(hash.encoded.utf8.count == 97)
        #expect(try hash.matches("correct pony"))
        #expect(try !hash.matches("correct ponY"))
    }

    @Test func `the same password gives another hash each time`() throws {
        let first = try PasswordHash.make(of: "x", parameters: .cheap)
        let second = try PasswordHash.make(of: "x", parameters: .cheap)
        #expect(first.encoded != second.encoded)
    }

    @Test func `composed, decomposed and full-width spellings are one password`() throws {
        let hash = try PasswordHash.make(of: "caf\u{E9} Ａ１ ﬁ", parameters: .cheap)
        #expect(try hash.matches("cafe\u{301} A1 fi"))
        #expect(try !hash.matches("cafe A1 fi"))
    }

    @Test func `a null character does not end a password early`() throws {
        let hash = try PasswordHash.make(of: "abc\0def", parameters: .cheap)
        #expect(try hash.matches("abc\0def"))
        #expect(try !hash.matches("abc"))
        #expect(try !hash.matches("abc\0deg"))
    }

    @Test func `nothing of a long password is cut off, and beyond the limit it is refused`() throws {
        let long = String(repeating: "🐴", count: 256)
        let hash = try PasswordHash.make(of: long, parameters: .cheap)
        #expect(try hash.matches(long))
        #expect(try !hash.matches(String(long.dropLast()) + "🐎"))
        #expect(try !hash.matches(long + "a"))
        #expect(throws: Argon2Failure.passwordTooLong) {
            try PasswordHash.make(of: long + "a", parameters: .cheap)
        }
    }

    @Test func `a weaker hash asks to be made again, an equal or stronger one does not`() throws {
        let current = try Argon2Parameters(memoryKiB: 128, passes: 2, lanes: 1)
        func ask(_ costs: String, salt: String? = nil, digest: String? = nil) throws -> Bool {
            let text = "$argon2id$v=19$\(costs)$\(salt ?? self.salt)$\(digest ?? self.digest)"
            return try PasswordHash(encoded: text).needsRehash(for: current)
        }
        #expect(try !ask("m=128,t=2,p=1"))
        #expect(try !ask("m=256,t=3,p=1"))
        #expect(try ask("m=64,t=2,p=1"))
        #expect(try ask("m=128,t=1,p=1"))
        #expect(try ask("m=1024,t=1,p=1"))
        #expect(try ask("m=128,t=2,p=1", salt: "c29tZXNhbHQ"))
        #expect(try ask("m=128,t=2,p=1", digest: "AAAAAAAAAAAAAAAAAAAAAA"))
    }

    @Test func `the dummy has the current parameters and matches nothing`() throws {
        let dummy = PasswordHash.dummy(parameters: .cheap)
        #expect(dummy.parameters == .cheap)
        #expect(!dummy.needsRehash(for: .cheap))
        #expect(try PasswordHash(encoded: dummy.encoded).encoded == dummy.encoded)
        for password in ["", "dummy", "password", dummy.encoded] {
            #expect(try !dummy.matches(password))
        }
    }

    @Test(arguments: [
        "m=262145,t=2,p=1", "m=4294967295,t=2,p=1", "m=4294967296,t=2,p=1", "m=99999999999999999999,t=1,p=1",
        "m=64,t=17,p=1", "m=64,t=4294967295,p=1", "m=64,t=0,p=1", "m=64,t=1,p=0", "m=64,t=1,p=5",
        "m=64,t=1,p=16777215", "m=7,t=1,p=1", "m=16,t=1,p=4", "m=0,t=1,p=1",
    ])
    func `absurd parameters in a stored hash are refused before any work`(costs: String) {
        #expect(throws: PasswordHashRefusal.parametersOutOfRange) {
            try PasswordHash(encoded: "$argon2id$v=19$\(costs)$\(salt)$\(digest)")
        }
    }

    @Test(arguments: [
        "$argon2i$v=19$m=64,t=1,p=1$", "$argon2d$v=19$m=64,t=1,p=1$", "$argon2id$v=16$m=64,t=1,p=1$",
        "$2b$v=19$m=64,t=1,p=1$", "$ARGON2ID$v=19$m=64,t=1,p=1$",
    ])
    func `another algorithm or version is refused`(prefix: String) {
        #expect(throws: PasswordHashRefusal.unsupportedAlgorithm) {
            try PasswordHash(encoded: "\(prefix)\(salt)$\(digest)")
        }
    }

    @Test(arguments: [
        "m=064,t=1,p=1", "m=+64,t=1,p=1", "m=-64,t=1,p=1", "m=64,t=1", "m=64,t=1,p=1,x=1", "t=1,m=64,p=1", "m=,t=1,p=1",
        "m=64, t=1,p=1", "m=6４,t=1,p=1", "m=0x40,t=1,p=1", "", "m=64,t=1,p=1$", "m=64,t=1,p=1,data=AAAA",
    ])
    func `a parameter part in any other spelling is malformed`(costs: String) {
        #expect(throws: PasswordHashRefusal.malformed) {
            try PasswordHash(encoded: "$argon2id$v=19$\(costs)$\(salt)$\(digest)")
        }
    }

    @Test(arguments: [
        "", "$", "$$$$", "$$$$$$", "argon2id", "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA",
        "x$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA\n",
        "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA==",
        "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAB$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAA_A$AAAAAAAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA\0AAAAAAAAAAAAAAAAA",
        "$argon2id$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAA\u{212A}A$AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `other malformed strings are refused`(text: String) {
        #expect(throws: PasswordHashRefusal.malformed) { try PasswordHash(encoded: text) }
    }

    @Test func `salt and digest have limits, and so has the whole string`() {
        let costs = "$argon2id$v=19$m=64,t=1,p=1$"
        let long = String(repeating: "AAAA", count: 22)
        for (salt, digest) in [("AAAA", digest), (salt, "AAAA"), (long, digest), (salt, long), ("", digest)] {
            #expect(throws: PasswordHashRefusal.parametersOutOfRange) {
                try PasswordHash(encoded: costs + salt + "$" + digest)
            }
        }
        #expect(throws: PasswordHashRefusal.malformed) {
            try PasswordHash(encoded: costs + salt + "$" + String(repeating: "AAAA", count: 100_000))
        }
    }

    @Test func `parameters made by hand are checked like stored ones`() throws {
        #expect(throws: PasswordHashRefusal.parametersOutOfRange) {
            try Argon2Parameters(memoryKiB: .max, passes: 1, lanes: 1)
        }
        #expect(try Argon2Parameters(memoryKiB: 19_456, passes: 2, lanes: 1) == .production)
    }

    @Test func `wiping leaves no byte`() {
        var bytes: [UInt8] = Array("a secret".utf8)
        wipe(&bytes)
        #expect(bytes == [UInt8](repeating: 0, count: 8))
        var nothing: [UInt8] = []
        wipe(&nothing)
        #expect(nothing.isEmpty)
    }
}
