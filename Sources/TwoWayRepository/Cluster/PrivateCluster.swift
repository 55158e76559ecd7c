import Foundation
public import Logging

/// A PostgreSQL server of our own in a folder of ours: the default when no database is configured.
///
/// It listens on a socket in a folder that only we can enter, never on a network, and knows who connects from the
/// operating system. It goes on running if this process is killed; the next start finds it and uses it again.
public actor PrivateCluster {
    /// How long the server may take to start; after a crash it may have much to recover.
    private static let startLimit = 120
    private static let progressInterval: Duration = .seconds(5)

    private let folder: String
    private let schemaFolder: SchemaFolder
    private let settings: [String: String]
    private let fsync: Bool
    private let logger: Logger
    private var running: (files: ClusterFiles, programs: PostgresPrograms, user: ClusterUser)?
    /// Tells other processes that this one uses the cluster.
    private var use: FileLock?

    /// Whether the last `start` found the server running already.
    public private(set) var wasRunning = false

    /// - Parameters:
    ///   - folder: where everything is kept; made if need be, its parent has to exist.
    ///   - schemaFolder: where `roles.sql` is.
    ///   - settings: PostgreSQL settings that differ from ours.
    ///   - fsync: whether data has to survive a crash of the host; false is for tests only.
    ///   - logger: for what happens.
    public init(
        folder: String,
        schemaFolder: SchemaFolder,
        settings: [String: String] = [:],
        fsync: Bool = true,
        logger: Logger
    ) {
        self.folder = folder
        self.schemaFolder = schemaFolder
        self.settings = settings
        self.fsync = fsync
        self.logger = logger
    }

    /// Makes the cluster if there is none, starts it if it does not run, and sees to roles and database.
    public func start() async throws(ClusterError) -> ClusterConnections {
        let user = try ClusterUser.current()
        try user.makePrivateFolder(folder)
        try user.checkReach(folder)
        var files = try ClusterFiles(folder: folder, user: user)
        try user.makePrivateFolder(files.socketFolder)
        // Before the other lock: whoever is about to stop the cluster has to see it.
        let use = try await FileLock.acquire(files.users, shared: true, within: .seconds(PrivateCluster.startLimit))
        self.use?.release()
        self.use = use
        let lock = try await FileLock.acquire(files.lock, within: .seconds(PrivateCluster.startLimit))
        defer { lock.release() }

        let programs = try await PostgresPrograms.locate(majorVersion: dataVersion(files))
        if dataVersion(files) == nil { try await makeData(files, programs, user) }
        try writeSettings(files, user)
        if let postmaster = try await findRunning(files) {
            files = ClusterFiles(files, socketFolder: postmaster.socketFolder)
            wasRunning = true
            _ = try await command(programs, user, "pg_ctl", ["reload", "-s", "-D", files.data]).run()
            logger.info("the private cluster is running already", metadata: ["pid": "\(postmaster.processID)"])
        } else {
            wasRunning = false
            RunningPostmaster.removeStaleLocks(files)
            try await launch(files, programs, user)
        }
        running = (files, programs, user)
        let connections = ClusterConnections(
            socketFolder: files.socketFolder,
            database: ClusterConnections.databaseName
        )
        try await ClusterBootstrap(connections: connections, schemaFolder: schemaFolder).run()
        return connections
    }

    /// Stops the server: open transactions are rolled back, and what is committed is written out.
    public func stop() async throws(ClusterError) {
        try await end(evenIfUsed: true)
    }

    /// Stops the server unless another process uses it too; the last one to leave stops it, whoever started it.
    public func leave() async throws(ClusterError) {
        try await end(evenIfUsed: false)
    }

    private func end(evenIfUsed: Bool) async throws(ClusterError) {
        guard let (files, programs, user) = running else { return }
        let lock = try await FileLock.acquire(files.lock, within: .seconds(PrivateCluster.startLimit))
        defer { lock.release() }
        running = nil
        defer {
            use?.release()
            use = nil
        }
        guard evenIfUsed || use?.becomesExclusive() != false else { return }
        guard RunningPostmaster.find(files) != nil else { return }
        let limit = "\(PrivateCluster.startLimit)"
        let arguments = ["stop", "-s", "-w", "-t", limit, "-m", "fast", "-D", files.data]
        let answer = try await command(programs, user, "pg_ctl", arguments).run()
        guard answer.isSuccess || RunningPostmaster.find(files) == nil else {
            throw ClusterError("the private cluster did not stop: \(answer.errors)")
        }
    }
}

/// Steps of starting.
extension PrivateCluster {
    /// The major version of PostgreSQL that made the data folder; nil if there is none.
    private func dataVersion(_ files: ClusterFiles) -> Int? {
        guard let text = try? String(contentsOfFile: "\(files.data)/PG_VERSION", encoding: .utf8) else { return nil }
        return Int(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func makeData(
        _ files: ClusterFiles,
        _ programs: PostgresPrograms,
        _ user: ClusterUser
    ) async throws(ClusterError) {
        logger.info("making a private cluster", metadata: ["folder": "\(files.data)"])
        // What an interrupted attempt left has never held anything.
        try? FileManager.default.removeItem(atPath: files.growingData)
        let arguments =
            ["-D", files.growingData, "-U", ClusterConnections.superuserName, "--auth=peer", "--data-checksums"]
            + ["-E", "UTF8", "--locale=C", "--lc-ctype=C.UTF-8"] + (fsync ? [] : ["--no-sync"])
        let answer = try await command(programs, user, "initdb", arguments).run()
        guard answer.isSuccess else { throw ClusterError("initdb failed: \(answer.errors)") }
        let path = "\(files.growingData)/postgresql.conf"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw ClusterError("cannot read \(path)")
        }
        try user.writePrivateFile(path, text + ClusterFiles.includeLine)
        guard rename(files.growingData, files.data) == 0 else {
            throw ClusterError("cannot rename \(files.growingData): \(String(cString: strerror(errno)))")
        }
    }

    private func writeSettings(_ files: ClusterFiles, _ user: ClusterUser) throws(ClusterError) {
        try user.writePrivateFile("\(files.data)/twoway.conf", files.settings(settings, fsync: fsync))
        try user.writePrivateFile("\(files.data)/pg_hba.conf", ClusterFiles.hostRules)
        try user.writePrivateFile("\(files.data)/pg_ident.conf", ClusterFiles.identityMap(user))
    }

    /// Finds the server running and waits until it answers; nil if it does not run, or stops meanwhile.
    private func findRunning(_ files: ClusterFiles) async throws(ClusterError) -> RunningPostmaster? {
        let end = ContinuousClock.now + .seconds(PrivateCluster.startLimit)
        while let postmaster = RunningPostmaster.find(files) {
            let connections = ClusterConnections(socketFolder: postmaster.socketFolder, database: "postgres")
            if await SerialSession.isAnswering(connections.superuser) { return postmaster }
            // It may still be recovering from a crash, or be on its way out.
            guard ContinuousClock.now < end, (try? await Task.sleep(for: .milliseconds(200))) != nil else {
                throw ClusterError("PostgreSQL (process \(postmaster.processID)) runs but does not answer")
            }
        }
        return nil
    }

    private func launch(
        _ files: ClusterFiles,
        _ programs: PostgresPrograms,
        _ user: ClusterUser
    ) async throws(ClusterError) {
        let limit = "\(PrivateCluster.startLimit)"
        let arguments = ["start", "-s", "-w", "-t", limit, "-l", files.startLog, "-D", files.data]
        let start = command(programs, user, "pg_ctl", arguments)
        let progress = Task {
            let begin = ContinuousClock.now
            while (try? await Task.sleep(for: PrivateCluster.progressInterval)) != nil {
                let seconds = (ContinuousClock.now - begin).components.seconds
                try? FileHandle.standardError.write(contentsOf: Data("starting PostgreSQL, \(seconds) s\n".utf8))
            }
        }
        defer { progress.cancel() }
        // Back ends of a killed server may need a moment to notice; until then the memory they share is in the way.
        for attempt in 1... {
            try? FileManager.default.removeItem(atPath: files.startLog)
            let answer = try await start.run()
            if answer.isSuccess { return }
            let log = (try? String(contentsOfFile: files.startLog, encoding: .utf8)) ?? ""
            guard attempt < 10, log.contains("shared memory block") else {
                throw ClusterError("PostgreSQL did not start: \(answer.errors)\n\(log.suffix(2_000))")
            }
            guard (try? await Task.sleep(for: .seconds(1))) != nil else { throw ClusterError("starting was cancelled") }
        }
    }

    private func command(
        _ programs: PostgresPrograms,
        _ user: ClusterUser,
        _ name: String,
        _ arguments: [String]
    ) -> Command {
        let (program, arguments) = user.command(programs.path(name), arguments)
        return Command(program, arguments)
    }
}
