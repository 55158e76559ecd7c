import Foundation
import Testing

@testable import TwoWayModel

struct UUIDv7Tests {
    @Test func `a UUID tells its version, its variant and its time`() {
        let text = ID<Asking>(UUIDv7().make(at: Timestamp(microseconds: 0x0123_4567_89AB * 1000 + 999))).description
        #expect(text.hasPrefix("01234567-89ab-7"))
        #expect("89ab".contains(text[text.index(text.startIndex, offsetBy: 19)]))
    }

    @Test func `UUIDs grow within a millisecond and when the clock goes back`() {
        let generator = UUIDv7()
        var clock = SeededGenerator(seed: 7)
        var last = ID<Asking>(generator.make(at: Timestamp(microseconds: 0)))
        for _ in 0..<20_000 {
            let time = Timestamp(microseconds: .random(in: 0...9_000, using: &clock))
            let next = ID<Asking>(generator.make(at: time))
            #expect(last < next)
            last = next
        }
    }

    @Test func `random bits that are used up carry over to the next millisecond`() {
        let time = Timestamp(microseconds: 5000)
        let lowIsFull = UUIDv7(last: .init(milliseconds: 5, high: 0x123, low: 0x3FFF_FFFF_FFFF_FFFF))
        #expect(lowIsFull.make(at: time).uuidString.hasPrefix("00000000-0005-7124-8000-"))
        let allIsFull = UUIDv7(last: .init(milliseconds: 5, high: 0xFFF, low: 0x3FFF_FFFF_FFFF_FFFF))
        #expect(allIsFull.make(at: time).uuidString.hasPrefix("00000000-0006-7000-8000-"))
    }

    @Test func `tasks at once never get the same UUID`() async {
        let ids = await withTaskGroup(of: [ID<Asking>].self) { group in
            for _ in 0..<8 {
                group.addTask { (0..<1000).map { _ in ID.make() } }
            }
            return await group.reduce(into: []) { $0 += [$1] }
        }
        #expect(Set(ids.joined()).count == 8000)
        #expect(ids.allSatisfy { $0 == $0.sorted() })
    }

    @Test func `times before 1970 and far ahead do not trap`() {
        let generator = UUIDv7()
        let early = ID<Asking>(generator.make(at: .earliest))
        let late = ID<Asking>(generator.make(at: .latest))
        #expect(early.description.hasPrefix("00000000-0000-7"))
        #expect(early < late)
    }

    @Test func `an id is a lower-case string and reads 36 characters only`() throws {
        let text = "0190a5b0-0000-7000-8000-00000000abcd"
        let id = try #require(ID<Asking>(text.uppercased()))
        #expect(try json([id]) == "[\"\(text)\"]")
        #expect(ID<Asking>("{\(text)}") == nil)
        #expect(ID<Asking>("0190a5b0000070008000-00000000abcd") == nil)
        #expect(refusal(of: "\"x\"", as: ID<Asking>.self) == "is not a UUID")
    }

    @Test func `ids are ordered by their bytes from left to right`() throws {
        let texts = [
            "00000000-0000-7000-8000-0000000000ff", "00000000-0000-7000-8000-000000000100",
            "00000000-0000-7000-9000-000000000000", "00000000-0001-7000-8000-000000000000",
            "7fffffff-0000-7000-8000-000000000000", "80000000-0000-7000-8000-000000000000",
        ]
        let ids = texts.compactMap { ID<Asking>($0) }
        #expect(ids.count == texts.count)
        #expect(ids.reversed().sorted() == ids)
    }
}
