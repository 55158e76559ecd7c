import Foundation
import TwoWaySite

/// What the database itself does with the same SQL, the same context and row-level security, as pgbench measures it.
struct DatabaseLimit {
    let site: Site
    let program: String

    init(_ site: Site) throws {
        self.site = site
        let folders = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql").sorted()
        let programs = folders.reversed().map { "/usr/lib/postgresql/\($0)/bin/pgbench" }
        guard let program = programs.first(where: FileManager.default.isExecutableFile) else {
            throw Failure("there is no pgbench; apt-get install postgresql")
        }
        self.program = program
    }

    /// Transactions a second.
    func run(_ workload: Workload, clients: Int, seconds: Int) async throws -> Double? {
        guard let script = workload.script else { return nil }
        let path = "\(site.folder)/\(workload).sql"
        try script.write(toFile: path, atomically: false, encoding: .utf8)
        let connection = ["-h", site.socketFolder, "-U", "tw_app"]
        let options = ["-n", "-M", "prepared", "-D", "ready=0", "-f", path]
        let output = try await site.run(
            program,
            connection + options + [
                "-c", "\(clients)", "-j", "1", "-T", "\(seconds)", "dbname=twoway options='-c search_path=tw'",
            ]
        )
        guard let match = output.firstMatch(of: /tps = ([0-9.]+)/), let tps = Double(match.1) else {
            throw Failure("pgbench said: \(output)")
        }
        return tps
    }
}
