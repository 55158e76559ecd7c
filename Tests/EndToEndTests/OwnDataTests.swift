import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// `twoway account`: out into a file, in again, and erased.
    @Suite
    struct OwnDataTests {}
}

extension EndToEnd.OwnDataTests {
    @Test func `all that is one's own goes into a private file, and into an empty account once`() async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            let anna = try await Shell.open("anna", as: .candidate, on: server, of: installation)
            try await anna.run("search", "new", "Spring 2026")
            for number in 1...30 { try await anna.run("organisation", "add", "Harbour \(number)") }
            let file = "\(installation.folder)/mine.jsonl"
            let told = try await anna.type("account export \(file)")
            #expect(told.contains(file))
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
            #expect(lines.first?.contains("twoway-archive") == true)
            #expect(lines.filter { $0.hasPrefix(#"{"table":"organisation""#) }.count == 30)
            // What is there stays there, unless told otherwise.
            try await anna.type("account export \(file)", status: 5)
            try await anna.type("account export \(file) --force")
            let folder = try FileManager.default.contentsOfDirectory(atPath: installation.folder)
            #expect(!folder.contains { $0.hasSuffix(".part") })

            let carol = try await Shell.open("carol", as: .candidate, on: server, of: installation)
            let first = try await carol.type("account import \(file)")
            #expect(first.contains("31 records are yours here now."))
            let organisations = try await carol.read(Page<Organisation>.self, "organisation list")
            #expect(organisations.items.count == 30)
            let second = try await carol.type("account import \(file)")
            #expect(second.contains("All 31 records were there already; nothing has changed."))
            try await carol.type("organisation add Quay")
            let third = try await carol.type("account import \(file)", status: 1)
            #expect(third.contains("The account holds something else"))
            let text = try String(contentsOfFile: file, encoding: .utf8).replacing("Harbour 7", with: "Harbour Seven")
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            let dora = try await Shell.open("dora", as: .candidate, on: server, of: installation)
            let changed = try await dora.type("account import \(file)", status: 1)
            #expect(changed.contains("the file was changed or cut"))
            #expect(try await server.terminate() == .exit(0))
        }
    }

    @Test func `an erasure is confirmed by typing, told with every login, and taken back`() async throws {
        try await Installation.with { installation in
            let server = try await installation.startServer()
            let anna = try await Shell.open("anna", as: .candidate, on: server, of: installation)
            try await anna.type("account erase", answers: ["yes"], status: 64)
            try await anna.type("account keep", status: 1)
            let told = try await anna.type("account erase", answers: ["anna@example.org"])
            #expect(told.contains("This erases all you own, for ever."))
            #expect(told.contains("will be erased on"))
            let due = try #require(try await anna.read(Account.self, "whoami").erasureDue)
            #expect(due > Timestamp.now() + .seconds(13 * 86400))
            try await anna.run("logout")
            #expect(try await anna.type("login --email anna@example.org").contains("twoway account keep"))
            #expect(try await installation.admin(["account", "erase-due"]) == "Nothing is due.")
            try await anna.type("account keep")
            #expect(try await anna.read(Account.self, "whoami").erasureDue == nil)
            try await anna.type("account erase --confirm anna@example.org")
            #expect(try await server.terminate() == .exit(0))
        }
    }
}
