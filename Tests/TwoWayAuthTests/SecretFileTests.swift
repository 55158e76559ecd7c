import Foundation
import Testing

@testable import TwoWayAuth

/// A folder of its own for each test, gone afterwards.
final class SecretFileTests {
    private let folder = FileManager.default.temporaryDirectory.path + "/twoway-secret-\(UUID().uuidString)"

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func file(_ content: String, mode: Int) throws -> String {
        let path = "\(folder)/\(UUID().uuidString)"
        try Data(content.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    private func reason(_ path: String, credentialsDirectory: String? = nil) -> SecretFileRefusal.Reason? {
        do throws(SecretFileRefusal) {
            _ = try SecretFile(path: path, credentialsDirectory: credentialsDirectory)
            return nil
        } catch {
            return error.reason
        }
    }

    @Test(arguments: [0o400, 0o600, 0o700])
    func `a file of the owner alone is read`(mode: Int) throws {
        let secret = try SecretFile(path: file("the key", mode: mode), credentialsDirectory: nil)
        #expect(secret.bytes == Array("the key".utf8))
        #expect("\(secret)" == "SecretFile(…)")
        #expect(Mirror(reflecting: secret).children.isEmpty)
    }

    @Test(arguments: [0o640, 0o440, 0o604, 0o444, 0o644, 0o660, 0o620, 0o610, 0o602, 0o601, 0o777])
    func `a file that lets anybody else in is refused`(mode: Int) throws {
        #expect(try reason(file("the key", mode: mode)) == .openToOthers(mode: UInt32(mode)))
    }

    @Test func `the refusal names the file and the mode, not the content`() throws {
        let path = try file("the key", mode: 0o644)
        let refusal = #expect(throws: SecretFileRefusal.self) {
            try SecretFile(path: path, credentialsDirectory: nil)
        }
        #expect(try #require(refusal).description == "\(path): mode 644 lets other users in; set it to 400 or 600")
    }

    @Test func `a link is judged by what it points to`() throws {
        let link = folder + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file("k", mode: 0o644))
        #expect(reason(link) == .openToOthers(mode: 0o644))
    }

    @Test func `a missing file, a folder, a pipe and an empty file are refused`() throws {
        #expect(reason(folder + "/none") == .missing)
        #expect(reason(folder) == .notAFile)
        #expect(mkfifo(folder + "/pipe", 0o600) == 0)
        #expect(reason(folder + "/pipe") == .notAFile)
        #expect(try reason(file("", mode: 0o600)) == .empty)
    }

    @Test func `a file up to the limit is read, a larger one refused`() throws {
        let path = try file(String(repeating: "k", count: 10_000), mode: 0o600)
        #expect(try SecretFile(path: path, credentialsDirectory: nil, maximumBytes: 10_000).bytes.count == 10_000)
        #expect(throws: SecretFileRefusal(path: path, reason: .tooLarge)) {
            try SecretFile(path: path, credentialsDirectory: nil, maximumBytes: 9999)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can make a file as systemd makes it"))
    func `the group bit of a systemd credential is let through in its folder only`() throws {
        let path = try file("the key", mode: 0o440)
        #expect(chown(path, 0, 0) == 0)
        #expect(reason(path, credentialsDirectory: folder) == nil)
        #expect(reason(path, credentialsDirectory: "/run/credentials/other.service") == .openToOthers(mode: 0o440))
        #expect(reason(path, credentialsDirectory: "") == .openToOthers(mode: 0o440))
        #expect(chmod(path, 0o444) == 0)
        #expect(reason(path, credentialsDirectory: folder) == .openToOthers(mode: 0o444))
        #expect(chmod(path, 0o440) == 0)
        #expect(chown(path, 0, 65_534) == 0)
        #expect(reason(path, credentialsDirectory: folder) == .openToOthers(mode: 0o440))
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"))
    func `a file of somebody else is refused even when it could be read`() throws {
        let path = try file("the key", mode: 0o600)
        #expect(chown(path, 65_534, 65_534) == 0)
        #expect(reason(path) == .foreignOwner)
    }
}
