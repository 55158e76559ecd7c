import JSONRPC
import Testing

@Suite struct SurplusTests {
    private struct Answer: Codable, Equatable {
        var name: String
        var parts: [Part]

        struct Part: Codable, Equatable {
            var size: Int
        }
    }

    private let text = #"{"name":"a","new":1,"parts":[{"size":2,"colour":"red"}]}"#

    @Test func `members that nobody asked for are refused in parameters`() throws {
        let node = try JSONDocument(parsing: Array(text.utf8)).root
        #expect(throws: JSONDecodingError(path: "params.new", reason: "is not a known member")) {
            try JSONDecoding.decode(Answer.self, from: node)
        }
    }

    @Test func `an older client passes over what a newer server adds to its answers`() throws {
        let node = try JSONDocument(parsing: Array(text.utf8)).root
        let answer = try JSONDecoding.decode(Answer.self, from: node, at: "result", surplus: .ignored)
        #expect(answer == Answer(name: "a", parts: [.init(size: 2)]))
    }
}
