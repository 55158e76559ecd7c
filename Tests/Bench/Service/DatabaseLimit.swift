import Foundation
import TwoWaySite

/// What the database itself does with the same SQL, the same context and row-level security, as pgbench measures it.
struct DatabaseLimit {
    /// How the statements of a transaction travel.
    enum Form {
        /// All of them in one round trip.
        case pipeline
        /// Each by itself, as pgbench does it unless told otherwise.
        case statements
    }

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

    /// Seconds in which pgbench makes its connections and the server plans for each; not counted, as for the others.
    private static func warmUp(_ clients: Int) -> Int { max(2, clients / 16) }

    /// Transactions a second.
    func run(_ workload: Workload, as form: Form = .pipeline, clients: Int, seconds: Int) async throws -> Double? {
        guard let script = workload.script(form) else { return nil }
        let path = "\(site.folder)/\(workload).sql"
        try script.write(toFile: path, atomically: false, encoding: .utf8)
        // What it says of its progress goes where its errors go.
        let pgbench = ["-c", "exec \"$0\" \"$@\" 2>&1", program, "-h", site.socketFolder, "-U", "tw_app"]
        let options = ["-n", "-M", "prepared", "-D", "ready=0", "-f", path, "-P", "1", "-j", "1"]
        let warmUp = Self.warmUp(clients)
        let size = ["-c", "\(clients)", "-T", "\(warmUp + seconds)"]
        let output = try await site.run(
            "/bin/sh",
            pgbench + options + size + ["dbname=twoway options='-c search_path=pg_catalog,tw,pg_temp'"]
        )
        // By the time that it says: busy making connections, it passes over some.
        let counted = output.matches(of: /progress: ([0-9.]+) s, ([0-9.]+) tps/).compactMap { line in
            Double(line.1).flatMap { time in time > Double(warmUp) + 0.5 ? Double(line.2) : nil }
        }
        guard !counted.isEmpty else { throw Failure("pgbench said: \(output)") }
        return counted.reduce(0, +) / Double(counted.count)
    }
}
