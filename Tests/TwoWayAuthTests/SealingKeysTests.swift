import Testing
import TwoWayModel

@testable import TwoWayAuth

@Suite struct SealingKeysTests {
    private static let first = String(repeating: "A", count: 43) + "="
    private static let second = String(repeating: "E", count: 43) + "="

    private func keys(_ lines: String...) throws -> SealingKeys {
        try SealingKeys(file: Array(lines.joined(separator: "\n").utf8))
    }

    private let anna = ID<Account>(UUIDv7().make())

    @Test func `a secret opens for its account and with its key only`() throws {
        let keys = try keys(Self.first)
        let sealed = try keys.seal([1, 2, 3], of: anna)
        #expect(try keys.open(sealed, of: anna) == [1, 2, 3])
        #expect(throws: SealingFailure.self) { try keys.open(sealed, of: ID(UUIDv7().make())) }
        let others = try self.keys(Self.second)
        #expect(throws: SealingFailure.self) { try others.open(sealed, of: anna) }
        #expect(throws: SealingFailure.self) {
            try others.open(SealedSecret(keyID: others.seal([], of: anna).keyID, bytes: sealed.bytes), of: anna)
        }
        #expect(try keys.seal([1, 2, 3], of: anna) != sealed, "no nonce is used twice")
    }

    @Test func `every altered byte is noticed`() throws {
        let keys = try keys(Self.first)
        let sealed = try keys.seal([1, 2, 3], of: anna)
        for place in sealed.bytes.indices {
            var bytes = sealed.bytes
            bytes[place] ^= 1
            #expect(throws: SealingFailure.self) {
                try keys.open(SealedSecret(keyID: sealed.keyID, bytes: bytes), of: anna)
            }
        }
        #expect(throws: SealingFailure.self) { try keys.open(SealedSecret(keyID: sealed.keyID, bytes: []), of: anna) }
    }

    @Test func `with a new key above the old one both open, and the new one seals`() throws {
        let old = try keys(Self.first).seal([9], of: anna)
        let both = try keys(Self.second, Self.first, "")
        #expect(try both.open(old, of: anna) == [9])
        #expect(!both.isCurrent(old))
        let new = try both.seal([9], of: anna)
        #expect(both.isCurrent(new))
        #expect(try keys(Self.second).open(new, of: anna) == [9])
    }

    @Test func `what is no key is refused, and nothing shows one`() throws {
        for text in ["AAAA", "not base64", Self.first + "x"] {
            #expect(throws: SealingKeyRefusal.notAKey) { try keys(text) }
        }
        #expect(throws: SealingKeyRefusal.wrongNumber) { try keys("") }
        #expect(throws: SealingKeyRefusal.wrongNumber) { try keys(Self.first, Self.second, Self.first) }
        #expect("\(try keys(Self.first))" == "SealingKeys(…)")
    }
}
