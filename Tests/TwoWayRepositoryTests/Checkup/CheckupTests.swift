import Foundation
import Testing
import TwoWayTestSupport

@testable import TwoWayRepository

/// What the doctor sees.
@Suite struct CheckupTests {
    @Test func `a healthy database has nothing that fails`() async throws {
        try await TestDatabase.with { database in
            let findings = await DatabaseCheckup(conninfo: database.admin).run()
            #expect(findings.count == 8)
            for finding in findings {
                // The test cluster is meant to be forgotten, and says so.
                let expected: CheckupFinding.Level = finding.subject == "durability" ? .warn : .ok
                #expect(finding.level == expected, "\(finding)")
                #expect(finding.level == .ok || finding.advice != nil)
            }
        }
    }

    @Test(arguments: [
        ("row-level security", "ALTER TABLE tw.plan NO FORCE ROW LEVEL SECURITY"),
        ("open to everybody", "GRANT SELECT ON tw.dimension TO PUBLIC"),
        ("open to everybody", "GRANT EXECUTE ON FUNCTION sec.me() TO PUBLIC"),
        (
            "audit",
            """
            INSERT INTO tw.audit_seal (upto, events, sha256) VALUES (1, 1, sha256('no'))
            """
        ),
    ])
    func `what is wrong with a database is found`(_ subject: String, _ mistake: String) async throws {
        try await TestDatabase.with { database in
            try await database.sql(mistake)
            let findings = await DatabaseCheckup(conninfo: database.admin).run()
            let bad = findings.filter { $0.level == .fail }
            #expect(bad.map(\.subject) == [subject])
            #expect(bad.allSatisfy { $0.advice != nil })
        }
    }

    @Test func `rows that nobody sweeps, and events that nobody seals, are a warning`() async throws {
        try await TestDatabase.with { database in
            try await database.sql(
                """
                INSERT INTO tw.throttle (key, tokens, at) VALUES (sha256('a'), 1, now() - interval '3 days');
                INSERT INTO tw.audit_event (at, event) VALUES (now() - interval '2 hours', 'test.event')
                """
            )
            let findings = await DatabaseCheckup(conninfo: database.admin).run()
            let warned = findings.filter { $0.level == .warn }.map(\.subject)
            #expect(Set(warned) == ["durability", "audit", "sweeping"])
        }
    }

    @Test func `a role with another login, and a database that does not answer, are said so`() async throws {
        try await TestDatabase.with { database in
            let asApp = await DatabaseCheckup(conninfo: database.backup).run()
            #expect(asApp.contains { $0.level != .ok })
            let silent = await DatabaseCheckup(conninfo: "host=/nowhere dbname=none").run()
            #expect(silent.map(\.level) == [.fail])
        }
    }

    @Test func `a data folder that is missing or open to others fails`() async throws {
        let folder = "/tmp/twt-\(getpid())-checkup\(UInt32.random(in: 0..<0xffff))"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let missing = await HostCheckup(dataFolder: folder, isRemote: false).run()
        #expect(missing.contains { $0.subject == "data folder" && $0.level == .fail })

        let user = try ClusterUser.current()
        try user.makePrivateFolder(folder)
        let sound = await HostCheckup(dataFolder: folder, isRemote: false).run()
        #expect(sound.filter { $0.level == .fail }.isEmpty, "\(sound)")
        #expect(sound.contains { $0.subject == "socket" && $0.level == .ok })

        chmod(folder, 0o755)
        let open = await HostCheckup(dataFolder: folder, isRemote: false).run()
        #expect(open.contains { $0.subject == "data folder" && $0.level == .fail })
    }

    @Test func `a secret that others can read fails`() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "twk-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(HostCheckup.secretFile(path, "private key").level == .fail)
        try Data("key".utf8).write(to: URL(filePath: path))
        chmod(path, 0o644)
        #expect(HostCheckup.secretFile(path, "private key").level == .fail)
        chmod(path, 0o600)
        #expect(HostCheckup.secretFile(path, "private key").level == .ok)
    }

    @Test(arguments: [
        "host=/run/db user=tw_admin password='se cret' dbname=twoway",
        "postgresql://tw_admin:se%20cret@db.example.org:5433/twoway?sslmode=verify-full",
    ])
    func `a connection string is shown without its password`(_ text: String) throws {
        let conninfo = try #require(Conninfo(text))
        #expect(!conninfo.redacted.contains("cret"))
        #expect(conninfo.redacted.contains("password='***'"))
        #expect(conninfo.redacted.contains("user='tw_admin'"))
        #expect(!conninfo.withoutSecrets.contains("password"))
        #expect(conninfo.value(of: "password") == "se cret")
        #expect(Conninfo(conninfo.text) == conninfo)
        #expect(Conninfo("nonsense without an equals sign") == nil)
    }
}
