import Foundation
import Testing
import TwoWayModel

@testable import twoway

@Suite struct CredentialStoreTests {
    private let folder: TemporaryFolder
    private let store: CredentialStore

    init() throws {
        folder = try TemporaryFolder()
        store = CredentialStore(folder: "\(folder.path)/config/twoway")
    }

    private func login(_ server: String, _ profile: String, token: String) throws -> SavedLogin {
        SavedLogin(
            server: server,
            profile: profile,
            tls: true,
            authority: "/etc/ca.pem",
            account: .make(),
            email: try EmailAddress("anna@example.org"),
            token: token,
            expiresAt: Timestamp(microseconds: 1)
        )
    }

    @Test func `there is one login for each server and profile`() throws {
        let place = try ServerPlace("example.org:1")
        #expect(try store.login(server: place, profile: "default") == nil)
        let first = try login("example.org:1", "default", token: "a")
        let second = try login("example.org:1", "coach", token: "b")
        let third = try login("127.0.0.1:7464", "default", token: "c")
        for login in [first, second, third] { try store.save(login) }
        #expect(try store.login(server: place, profile: "default") == first)
        #expect(try store.login(server: place, profile: "coach") == second)
        #expect(try store.login(server: .standard, profile: "default") == third)

        let again = try login("example.org:1", "default", token: "d")
        try store.save(again)
        #expect(try store.login(server: place, profile: "default")?.token == "d")
        try store.remove(server: place, profile: "default")
        #expect(try store.login(server: place, profile: "default") == nil)
        #expect(try store.login(server: place, profile: "coach") == second)
    }

    @Test func `only the owner can look into file and folder`() throws {
        try store.save(login("example.org:1", "default", token: "a"))
        #expect(try folder.mode(of: "config/twoway/credentials.json") == 0o600)
        #expect(try folder.mode(of: "config/twoway") == 0o700)
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/config/twoway")
        #expect(Set(names) == ["credentials.json", "credentials.json.lock"])
    }

    @Test func `a folder that was open to others is closed`() throws {
        let path = "\(folder.path)/config/twoway"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755]
        )
        try store.save(login("example.org:1", "default", token: "a"))
        #expect(try folder.mode(of: "config/twoway") == 0o700)
    }

    @Test func `a folder that somebody chose keeps its mode, unless others can write to it`() throws {
        let file = PrivateFile(folder: folder.path, name: "a")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        try file.write([0x61])
        #expect(try folder.mode(of: ".") == 0o755)
        #expect(try folder.mode(of: "a") == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
        #expect(failure { try file.write([0x62]) }?.hint == "chmod 700 \(folder.path)")
        #expect(try file.read() == [0x61])
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o644])
    func `a file that others can read is not used`(mode: Int) throws {
        try store.save(login("example.org:1", "default", token: "a"))
        let path = "\(folder.path)/config/twoway/credentials.json"
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        let failure = failure { _ = try store.login(server: .standard, profile: "default") }
        #expect(failure?.hint == "chmod 600 \(path)")
    }

    @Test func `a damaged file is said to be damaged and is not overwritten`() throws {
        try store.save(login("example.org:1", "default", token: "a"))
        let path = "\(folder.path)/config/twoway/credentials.json"
        try PrivateFile(folder: "\(folder.path)/config/twoway", name: "credentials.json").write(Array("{".utf8))
        let failed = failure { try store.save(try login("example.org:1", "default", token: "b")) }
        #expect(failed?.status == .login)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "{")
    }

    @Test func `a link in place of the file is not followed to where others read`() throws {
        let file = PrivateFile(folder: folder.path, name: "journal")
        let target = try folder.write("", to: "elsewhere")
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: target)
        #expect(failure { try file.append(line: [0x61]) } != nil)
        #expect(try String(contentsOfFile: target, encoding: .utf8).isEmpty)
    }

    @Test func `a line that a crash cut off does not swallow the next one`() throws {
        let file = PrivateFile(folder: folder.path, name: "journal")
        try file.append(line: Array("one".utf8))
        try file.write(Array("one\ntw".utf8))
        try file.append(line: Array("three".utf8))
        #expect(try file.read() == Array("one\ntw\nthree\n".utf8))
        try file.remove()
        #expect(try file.read() == nil)
        try file.remove()
    }

    @Test func `a file that is larger than expected is refused`() throws {
        let file = PrivateFile(folder: folder.path, name: "large")
        try file.write(Array(repeating: 0x61, count: 11))
        #expect(failure { _ = try file.read(maximumBytes: 10) } != nil)
        #expect(try file.read(maximumBytes: 11)?.count == 11)
    }

    @Test func `folders follow the environment`() throws {
        let own = try PersonalFolders(environment: ["TWOWAY_CONFIG_HOME": "/a", "TWOWAY_STATE_HOME": "/b"])
        #expect(own.configuration == "/a")
        #expect(own.state == "/b")
        #expect(try PersonalFolders(environment: ["TWOWAY_CONFIG_HOME": "/a"]).state == "/a/state")
        let shared = try PersonalFolders(environment: ["XDG_CONFIG_HOME": "/c", "HOME": "/home/anna"])
        #expect(shared.configuration == "/c/twoway")
        #expect(shared.state == "/home/anna/.local/state/twoway")
        let home = try PersonalFolders(environment: ["XDG_CONFIG_HOME": "relative", "HOME": "/home/anna"])
        #expect(home.configuration == "/home/anna/.config/twoway")
        #expect(failure { _ = try PersonalFolders(environment: [:]) } != nil)
    }
}
