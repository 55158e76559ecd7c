import Foundation

/// Where PostgreSQL's programs are.
struct PostgresPrograms: Sendable, Hashable {
    /// The folder with `initdb`, `pg_ctl` and `postgres`.
    let folder: String
    let majorVersion: Int

    func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Finds the programs of one major version, or of the newest one that is installed.
    static func locate(majorVersion wanted: Int? = nil) async throws(ClusterError) -> PostgresPrograms {
        var found: [PostgresPrograms] = []
        for folder in await candidates() {
            if let programs = await inspect(folder) { found.append(programs) }
        }
        found.sort { $0.majorVersion > $1.majorVersion }
        if let match = found.first(where: { wanted == nil || $0.majorVersion == wanted }) { return match }
        guard let wanted else {
            throw ClusterError("PostgreSQL's server programs were not found: install the package 'postgresql'")
        }
        let installed = found.isEmpty ? "none" : found.map { "\($0.majorVersion)" }.joined(separator: ", ")
        throw ClusterError("the data folder was made by PostgreSQL \(wanted), but installed is \(installed)")
    }

    /// Finds a program for people who only connect, such as `pg_dump`: the newest that is installed.
    static func locateClient(_ name: String) async throws(ClusterError) -> String {
        if let programs = try? await locate(),
            FileManager.default.isExecutableFile(atPath: programs.path(name))
        {
            return programs.path(name)
        }
        let folders = await candidates()
        guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") })
        else { throw ClusterError("\(name) was not found: install the package 'postgresql-client'") }
        return "\(folder)/\(name)"
    }

    private static func candidates() async -> [String] {
        let versioned = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: versioned)) ?? []
        let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        var folders = versions.map { "\(versioned)/\($0)/bin" } + search
        for folder in search where FileManager.default.isExecutableFile(atPath: "\(folder)/pg_config") {
            let answer = try? await Command("\(folder)/pg_config", ["--bindir"]).run()
            if let answer, answer.isSuccess { folders.append(answer.output) }
        }
        return folders
    }

    /// The programs of a folder, if they are all there and tell their version: `postgres (PostgreSQL) 15.4 (Debian)`.
    private static func inspect(_ folder: String) async -> PostgresPrograms? {
        let isComplete = ["initdb", "pg_ctl", "postgres"].allSatisfy {
            FileManager.default.isExecutableFile(atPath: "\(folder)/\($0)")
        }
        guard isComplete, let answer = try? await Command("\(folder)/postgres", ["--version"]).run(), answer.isSuccess
        else { return nil }
        let words = answer.output.split(separator: " ")
        guard words.count > 2, let version = Int(words[2].prefix { $0.isNumber }) else { return nil }
        return PostgresPrograms(folder: folder, majorVersion: version)
    }
}
