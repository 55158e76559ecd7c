import Foundation
import JSONRPC
import Testing
import TwoWayModel

@testable import TwoWayProtocol

@Suite struct OpenRPCTests {
    /// Written anew by `UPDATE_OPENRPC=1 swift test --filter OpenRPCTests`.
    @Test func `the document in the Schema folder is what the types say`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Schema/openrpc.json")
        let document = try OpenRPC.document()
        let object = try JSONSerialization.jsonObject(with: Data(document.bytes))
        let text = try JSONSerialization.data(
            withJSONObject: object,
            options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        )
        if ProcessInfo.processInfo.environment["UPDATE_OPENRPC"] != nil {
            try (text + Data("\n".utf8)).write(to: file)
        }
        #expect(try Data(contentsOf: file) == text + Data("\n".utf8))
    }

    @Test func `the document is the same bytes every time`() throws {
        #expect(try OpenRPC.document() == OpenRPC.document())
    }

    @Test func `every method has a name of its own, of the form area.verb`() throws {
        let names = API.methods.map { $0.name }
        #expect(Set(names).count == names.count)
        for name in names {
            #expect(name.wholeMatch(of: /[a-z][A-Za-z]*\.[a-z][A-Za-z]*/) != nil, "\(name)")
        }
    }

    @Test func `every summary is one sentence`() {
        for method in API.methods {
            #expect(method.summary.hasSuffix("."), "\(method.name)")
            #expect(method.summary.utf8.count <= 120, "\(method.name)")
        }
    }

    @Test func `no two kinds of failure share a name`() {
        let kinds = FailureKind.allCases.map(\.kind)
        #expect(Set(kinds).count == kinds.count)
    }

    @Test func `every write that makes or changes a candidate's or a coach's rows can be retried by key`() {
        let writes = [
            "create", "update", "save", "saveDraft", "advance", "record", "rate", "retire", "publish", "activate",
        ]
        let unkeyed = API.methods.filter { method in
            let verb = method.name.split(separator: ".").last.map(String.init) ?? ""
            return writes.contains(verb) && !method.isKeyed && method.name != "account.activate"
        }
        #expect(unkeyed.map { $0.name } == [])
    }
}
