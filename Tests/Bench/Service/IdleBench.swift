import Foundation
import TwoWaySite

/// What signed-in connections cost that do nothing, more and more of them.
struct IdleBench {
    let site: Site
    let actors: [BenchData.Actor]

    struct Figure: Codable, Sendable {
        var connections: Int
        var tls: Bool
        /// KiB of the server's process a connection.
        var each: Double
    }

    private static let goals = [1_000, 9_000]

    /// Each with a server of its own, which has served nobody before.
    func run() async throws -> [Figure] {
        let certificate = try await TestCertificate(site)
        let plain = try await measure(tls: false, []) { try PlainConnection(port: $0, from: $1, hello: $2) }
        let client = try TLSClient(trusting: certificate.path)
        let secured = try await measure(tls: true, certificate.options) { port, source, hello in
            try client.connect(port: port, from: source, hello: hello)
        }
        return plain + secured
    }

    private func measure(
        tls: Bool,
        _ options: [String],
        _ connect: (_ port: Int, _ source: String, _ hello: [UInt8]) throws -> any IdleConnection
    ) async throws -> [Figure] {
        let server = try await site.startAnother(options)
        guard let processID = server.processID else { throw Failure("no server") }
        var connections: [any IdleConnection] = []
        func open(upTo count: Int) throws {
            while connections.count < count {
                // Each address may have 256.
                let place = connections.count / 200
                let source = "127.0.\(1 + place / 250).\(1 + place % 250)"
                let hello = LoadSocket.hello(actors[connections.count % actors.count].token)
                connections.append(try connect(server.port, source, hello))
            }
        }
        // What the first connections cost is the server's, not theirs.
        let first = 10
        try open(upTo: first)
        guard let before = ProcessUse(processID) else { throw Failure("no server") }
        var figures: [Figure] = []
        for goal in Self.goals {
            try open(upTo: goal)
            try await Task.sleep(for: .seconds(2))
            guard let after = ProcessUse(processID) else { throw Failure("no server") }
            let each = Double(after.memory - before.memory) / Double(goal - first)
            figures.append(Figure(connections: goal, tls: tls, each: each))
        }
        for connection in connections { connection.end() }
        try await server.stop()
        return figures
    }
}

/// A connection that has said hello and is kept open.
protocol IdleConnection: AnyObject {
    func end()
}

/// One without TLS.
private final class PlainConnection: IdleConnection {
    private var socket: LoadSocket?

    init(port: Int, from source: String, hello: [UInt8]) throws {
        let socket = try LoadSocket(port: port, from: source)
        let answer = try socket.roundTrip(hello)
        guard answer.contains(#""result""#) else { throw Failure("hello: \(answer)") }
        self.socket = socket
    }

    func end() { socket = nil }
}

/// A certificate for 127.0.0.1 that signs itself, made with the `openssl` command.
private struct TestCertificate {
    let path: String
    /// What tells a server to use it.
    let options: [String]

    init(_ site: Site) async throws {
        path = site.folder + "/certificate.pem"
        let key = site.folder + "/key.pem"
        try await site.run(
            "/usr/bin/openssl",
            ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
                + ["-subj", "/CN=bench", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", path]
        )
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        options = ["--tls-certificate", path, "--tls-key", key]
    }
}
