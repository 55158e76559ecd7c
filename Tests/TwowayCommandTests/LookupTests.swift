import Testing
import TwoWayModel

@testable import twoway

@Suite struct LookupTests {
    private let lookup = Lookup<Opportunity>(noun: "opportunity", listing: "twoway opportunity list")
    private let first = "0197a3b2-0000-7000-8000-00000000abcd"
    private let second = "0197a3b2-0000-7000-8000-00000000ef01"
    private let third = "0197ffff-0000-7000-8000-00000000beef"

    private func entries() throws -> [Lookup<Opportunity>.Entry] {
        [
            .init(try id(first), "Backend developer", "Acme Ltd"),
            .init(try id(second), "Frontend developer", "Acme Ltd"),
            .init(try id(third), "Caf\u{E9} manager", "0000abcd"),
        ]
    }

    private func found(_ text: String) throws -> String {
        try lookup.find(text, among: try entries()).description
    }

    @Test func `a name will do, whatever its capitals, spaces and accents look like in memory`() throws {
        #expect(try found("backend  DEVELOPER") == first)
        #expect(try found(" Cafe\u{301} manager ") == third)
    }

    @Test func `the beginning or the end of an id will do`() throws {
        #expect(try found("0197ffff") == third)
        #expect(try found("BEEF") == third)
        #expect(try found("ef01") == second)
        #expect(try found(first) == first)
    }

    @Test func `a whole id is taken at its word`() throws {
        let stranger = "11111111-0000-7000-8000-000000000000"
        #expect(try found(stranger) == stranger)
    }

    @Test func `part of a name will do where nothing fits whole`() throws {
        #expect(try found("front") == second)
        #expect(throws: CommandFailure.self) { try found("f") }
    }

    @Test func `what fits several things is refused with their ids`() throws {
        let failed = failure { _ = try found("acme ltd") }
        #expect(failed?.status == .usage)
        #expect(failed?.details == ["\(first)  Backend developer", "\(second)  Frontend developer"])
        // The end of one id is the name of another thing.
        #expect(failure { _ = try found("0000abcd") }?.status == .usage)
        #expect(failure { _ = try found("0197a3b2") }?.status == .usage)
        #expect(failure { _ = try found("developer") }?.status == .usage)
    }

    @Test func `what does not fit is not found, and the listing is named`() {
        for text in ["nobody", "xyz", "01", "ffff9999"] {
            let failed = failure { _ = try found(text) }
            #expect(failed?.status == .notFound)
            #expect(failed?.hint == "See what there is: twoway opportunity list")
        }
        #expect(failure { _ = try found("  ") }?.status == .usage)
    }

    @Test func `the same thing listed twice is still one`() throws {
        let twice = try entries() + entries()
        #expect(try lookup.find("backend developer", among: twice).description == first)
    }

    @Test func `a misspelt word is guessed, a foreign one is not`() {
        let words = ["training", "technology", "overtime"]
        #expect(Nearest.word(to: "trainig", among: words) == "training")
        #expect(Nearest.word(to: "Overtme", among: words) == "overtime")
        #expect(Nearest.word(to: "salary", among: words) == nil)
        #expect(Nearest.word(to: "x", among: []) == nil)
    }
}
