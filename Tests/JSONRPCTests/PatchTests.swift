import JSONRPC
import Testing

/// The three things an edit can do, with synthesized conformances outside the module that declares `Patch`.
struct PatchTests {
    struct Edit: Codable, Equatable {
        var revision: Int
        var note: Patch<String> = .unchanged
        var rank: Patch<Int> = .unchanged
        var tags: Patch<[String]> = .unchanged
        var owner: Patch<Owner> = .unchanged
    }

    struct Owner: Codable, Equatable {
        var name: String
    }

    static let edits: [(String, Edit)] = [
        (#"{"revision":1}"#, Edit(revision: 1)),
        (#"{"revision":1,"note":null}"#, Edit(revision: 1, note: .clear)),
        (#"{"revision":1,"note":"x","rank":null}"#, Edit(revision: 1, note: .set("x"), rank: .clear)),
        (
            #"{"revision":1,"rank":7,"tags":[],"owner":{"name":"A"}}"#,
            Edit(revision: 1, rank: .set(7), tags: .set([]), owner: .set(Owner(name: "A")))
        ),
    ]

    @Test(arguments: edits)
    func `absent, null and a value are told apart both ways`(_ json: String, _ edit: Edit) throws {
        #expect(try decode(Edit.self, json) == edit)
        #expect(try encode(edit) == json)
    }

    @Test func `a patch is a known member, and its value is checked`() throws {
        #expect(try decodingError(Edit.self, #"{"revision":1,"nota":null}"#) == "params.nota is not a known member")
        #expect(
            try decodingError(Edit.self, #"{"revision":1,"rank":"x"}"#)
                == "params.rank must be a whole number, not a string"
        )
        #expect(
            try decodingError(Edit.self, #"{"revision":1,"owner":{"name":"A","x":1}}"#)
                == "params.owner.x is not a known member"
        )
    }

    @Test func `a patch says what becomes of the property`() {
        #expect(Patch<Int>.unchanged.applied(to: 1) == 1)
        #expect(Patch<Int>.clear.applied(to: 1) == nil)
        #expect(Patch.set(2).applied(to: 1) == 2)
        #expect(Patch.set(2).map { "\($0)" } == .set("2"))
        #expect(Patch<Int>.unchanged.isUnchanged)
        #expect(!Patch<Int>.clear.isUnchanged)
    }

    @Test func `a patch outside of a member cannot be unchanged`() throws {
        #expect(try encode([Patch.set(1), .clear]) == "[1,null]")
        #expect(throws: JSONEncodingError(path: "[1]", reason: "an unchanged Patch is written as a member only")) {
            try JSONEncoding.encode([Patch.set(1), .unchanged])
        }
    }
}
