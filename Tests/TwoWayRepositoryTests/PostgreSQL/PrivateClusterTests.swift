import Foundation
import Testing
import TwoWayTestSupport

@testable import TwoWayRepository

/// A cluster of our own from nothing to its end.
@Suite struct PrivateClusterTests {
    /// Makes a cluster in a folder, and removes both after `body`.
    private func withCluster(
        _ folder: String = "/tmp/twt-\(getpid())-cluster\(UInt32.random(in: 0..<0xffff))",
        fsync: Bool = false,
        _ body: (PrivateCluster, String) async throws -> Void
    ) async throws {
        let cluster = try makeCluster(folder, fsync: fsync)
        do {
            try await body(cluster, folder)
        } catch {
            try? await cluster.stop()
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
        try await cluster.stop()
        try FileManager.default.removeItem(atPath: folder)
    }

    private func makeCluster(_ folder: String, fsync: Bool = false) throws -> PrivateCluster {
        PrivateCluster(
            folder: folder,
            schemaFolder: try TestCluster.schemaFolder(),
            settings: ["shared_buffers": "16MB"],
            fsync: fsync,
            logger: TestCluster.logger
        )
    }

    private func processID(_ folder: String) throws -> Int32 {
        let text = try String(contentsOfFile: "\(folder)/pg/postmaster.pid", encoding: .utf8)
        return try #require(text.split(separator: "\n").first.flatMap { Int32($0) })
    }

    private func query(_ conninfo: String, _ sql: String) async throws -> String? {
        try await SerialSession.run(conninfo) { session in try session.execute(sql).first?.first ?? nil }
    }

    @Test func `stopping and starting keeps the data, and starting twice finds it running`() async throws {
        try await withCluster { cluster, folder async throws in
            let connections = try await cluster.start()
            #expect(await cluster.wasRunning == false)
            _ = try await query(connections.superuser, "CREATE TABLE public.kept AS SELECT 7 AS number")
            let again = try makeCluster(folder)
            #expect(try await again.start() == connections)
            #expect(await again.wasRunning)
            try await cluster.stop()
            #expect(try await cluster.start() == connections)
            #expect(await cluster.wasRunning == false)
            #expect(try await query(connections.superuser, "SELECT number FROM public.kept") == "7")
            #expect(try await query(connections.superuser, "SHOW data_checksums") == "on")
            #expect(try await query(connections.superuser, "SHOW listen_addresses") == "")
            #expect(try await query(connections.superuser, "SHOW server_encoding") == "UTF8")
        }
    }

    @Test func `what the server commits is on the disk before it is answered`() async throws {
        try await withCluster(fsync: true) { cluster, _ async throws in
            let connections = try await cluster.start()
            for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
                #expect(try await query(connections.app, "SHOW \(setting)") == "on")
            }
        }
    }

    @Test func `the server's role has its statements planned once a connection`() async throws {
        try await withCluster { cluster, _ async throws in
            let connections = try await cluster.start()
            #expect(try await query(connections.app, "SHOW plan_cache_mode") == "force_generic_plan")
            let searchPath = DatabaseConfiguration(conninfo: "").searchPath
            #expect(try await query(connections.app, "SHOW search_path") == searchPath)
        }
    }

    @Test func `the last one to leave stops it, whoever started it`() async throws {
        try await withCluster { first, folder async throws in
            let connections = try await first.start()
            let second = try makeCluster(folder)
            _ = try await second.start()
            #expect(await second.wasRunning)
            try await first.leave()
            #expect(try await query(connections.app, "SELECT 1") == "1")
            try await second.leave()
            await #expect(throws: (any Error).self) { try await query(connections.app, "SELECT 1") }
            // Who comes back finds a cluster to start, and nobody in the way of stopping it.
            #expect(try await first.start() == connections)
            #expect(await first.wasRunning == false)
            try await first.leave()
            await #expect(throws: (any Error).self) { try await query(connections.app, "SELECT 1") }
        }
    }

    @Test func `each role gets in as itself and holds only what it should`() async throws {
        try await withCluster { cluster, _ async throws in
            let connections = try await cluster.start()
            for (conninfo, name) in [
                (connections.app, "tw_app"), (connections.migrator, "tw_migrator"), (connections.admin, "tw_admin"),
                (connections.backup, "tw_backup"),
            ] {
                #expect(try await query(conninfo, "SELECT current_user") == name)
                #expect(try await query(conninfo, "SHOW is_superuser") == "off")
            }
            let bypassing =
                "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE rolbypassrls AND NOT rolsuper"
            #expect(
                try await query(connections.superuser, bypassing) == "tw_archivist tw_backup tw_definer tw_migrator"
            )
            let owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'twoway'"
            #expect(try await query(connections.superuser, owner) == "tw_owner")
        }
    }

    @Test func `a server that was killed is recovered, and a database over it carries on`() async throws {
        try await withCluster { cluster, folder async throws in
            let connections = try await cluster.start()
            let database = Database(DatabaseConfiguration(conninfo: connections.app), logger: TestCluster.logger)
            try await database.ping()
            // Tests do not wait for the disk otherwise.
            let make = "SET synchronous_commit = on; CREATE TABLE public.kept AS SELECT 7 AS number"
            _ = try await query(connections.superuser, make)
            kill(try processID(folder), SIGKILL)
            while database.metrics.openConnections > 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(try await cluster.start() == connections)
            #expect(await cluster.wasRunning == false)
            try await database.ping()
            #expect(try await query(connections.superuser, "SELECT number FROM public.kept") == "7")
            await database.close()
        }
    }

    @Test func `a lock file with the number of somebody else's process is not believed`() async throws {
        try await withCluster { cluster, folder async throws in
            _ = try await cluster.start()
            let lock = try String(contentsOfFile: "\(folder)/pg/postmaster.pid", encoding: .utf8)
            try await cluster.stop()
            // After a restart of the host the old number may be anybody's; ours is as good as any.
            var lines = lock.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            lines[0] = "\(getpid())"
            try lines.joined(separator: "\n").write(
                toFile: "\(folder)/pg/postmaster.pid",
                atomically: true,
                encoding: .utf8
            )
            let connections = try await cluster.start()
            #expect(try await query(connections.app, "SELECT 1") == "1")
        }
    }

    @Test func `what an interrupted initdb left is no obstacle`() async throws {
        try await withCluster { cluster, folder async throws in
            let user = try ClusterUser.current()
            try user.makePrivateFolder(folder)
            try user.makePrivateFolder("\(folder)/pg.new")
            try "half".write(toFile: "\(folder)/pg.new/PG_VERSION", atomically: false, encoding: .utf8)
            let connections = try await cluster.start()
            #expect(try await query(connections.app, "SELECT 1") == "1")
        }
    }

    @Test func `a long path puts the socket into a short folder of its own`() async throws {
        let parent = "/tmp/twt-\(getpid())-" + String(repeating: "long", count: 25)
        mkdir(parent, 0o755)
        defer { try? FileManager.default.removeItem(atPath: parent) }
        try await withCluster("\(parent)/cluster") { cluster, _ async throws in
            let connections = try await cluster.start()
            #expect(!connections.socketFolder.hasPrefix(parent))
            #expect("\(connections.socketFolder)/.s.PGSQL.5432".utf8.count <= 107)
            var status = stat()
            #expect(stat(connections.socketFolder, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700)
            #expect(try await query(connections.app, "SELECT 1") == "1")
            try await cluster.stop()
            try FileManager.default.removeItem(atPath: connections.socketFolder)
        }
    }

    @Test func `folders that are not ours are refused`() async throws {
        let folder = "/tmp/twt-\(getpid())-not-ours\(UInt32.random(in: 0..<0xffff))"
        mkdir(folder, 0o700)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "x".write(toFile: "\(folder)/file", atomically: false, encoding: .utf8)
        let link = "\(folder)/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/tmp")
        await #expect(throws: ClusterError.self) { try await makeCluster(link).start() }
        await #expect(throws: ClusterError.self) { try await makeCluster("\(folder)/file").start() }
        if try ClusterUser.current().isOther {
            chown(folder, 65_534, 65_534)
            await #expect(throws: ClusterError.self) { try await makeCluster(folder).start() }
        }
    }

    @Test func `strange characters in a folder's name survive the connection string`() async throws {
        try await withCluster("/tmp/twt-\(getpid())-a 'b'\(UInt32.random(in: 0..<0xffff))") { cluster, _ async throws in
            let connections = try await cluster.start()
            #expect(try await query(connections.app, "SELECT 1") == "1")
        }
    }
}
