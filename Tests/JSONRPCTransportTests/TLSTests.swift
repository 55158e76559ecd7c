import Foundation
import Testing

@testable import JSONRPCTransport

@Suite(.timeLimit(.minutes(2)))
struct TLSTests {
    private static func call(_ id: Int) -> [UInt8] {
        Array(#"{"jsonrpc":"2.0","id":\#(id),"result":1}"#.utf8)
    }

    /// One call over a new connection.
    private func callOnce(_ port: Int, host: String = "localhost", _ tls: ClientTLS?) async throws {
        let connection = try await RPCConnection.connect(host: host, port: port, tls: tls)
        #expect(try await connection.roundTrip(Self.call(1), id: 1) == Self.call(1))
        await connection.close()
    }

    @Test(arguments: [("DNS:localhost", "localhost"), ("IP:127.0.0.1", "127.0.0.1")])
    func `lines travel over TLS when the certificate is for the host`(name: String, host: String) async throws {
        let certificate = try TestCertificate(for: name)
        let trust = ClientTLS(authorityPath: certificate.files.certificateChainPath)
        try await withServer(EchoService(), tls: certificate.files) { _, port, _ in
            try await callOnce(port, host: host, trust)
        }
    }

    @Test func `large lines travel over TLS`() async throws {
        let certificate = try TestCertificate(for: "DNS:localhost")
        let trust = ClientTLS(authorityPath: certificate.files.certificateChainPath)
        try await withServer(EchoService(), tls: certificate.files) { _, port, _ in
            let connection = try await RPCConnection.connect(host: "localhost", port: port, tls: trust)
            let text = String(repeating: "x", count: 1_000_000)
            let line = Array(#"{"jsonrpc":"2.0","id":1,"result":"\#(text)"}"#.utf8)
            #expect(try await connection.roundTrip(line, id: 1) == line)
            await connection.close()
        }
    }

    @Test func `a client refuses an authority that it does not know and a name that does not match`() async throws {
        let certificate = try TestCertificate(for: "DNS:localhost")
        let stranger = try TestCertificate(for: "DNS:localhost")
        try await withServer(EchoService(), tls: certificate.files) { _, port, _ in
            for tls in [
                ClientTLS(),
                ClientTLS(authorityPath: stranger.files.certificateChainPath),
                ClientTLS(authorityPath: certificate.files.certificateChainPath, serverName: "example.org"),
            ] {
                await #expect(throws: LineClientError.self) { try await callOnce(port, tls) }
            }
        }
    }

    @Test func `the name to verify can be given`() async throws {
        let certificate = try TestCertificate(for: "DNS:twoway.example")
        let trust = ClientTLS(
            authorityPath: certificate.files.certificateChainPath,
            serverName: "twoway.example"
        )
        try await withServer(EchoService(), tls: certificate.files) { _, port, _ in
            try await callOnce(port, host: "127.0.0.1", trust)
        }
    }

    @Test func `plain text to a TLS port is never seen by the service`() async throws {
        let service = EchoService()
        let certificate = try TestCertificate(for: "DNS:localhost")
        try await withServer(service, tls: certificate.files) { server, port, _ in
            let socket = try await TestSocket.connect(to: port)
            try await socket.send(String(decoding: Self.call(1), as: UTF8.self) + "\n")
            _ = try await socket.rest()
            try await eventually { server.connectionCount == 0 }
        }
        #expect(service.lines.isEmpty)
    }

    @Test func `a TLS handshake with a plain port fails`() async throws {
        let service = EchoService()
        try await withServer(service) { _, port, _ in
            await #expect(throws: LineClientError.self) { try await callOnce(port, ClientTLS()) }
        }
        #expect(service.lines.isEmpty)
    }

    @Test func `a client that never shakes hands is closed`() async throws {
        let certificate = try TestCertificate(for: "DNS:localhost")
        let limits = ConnectionLimits.patient { $0.unauthenticatedTimeout = .milliseconds(50) }
        try await withServer(EchoService(), limits: limits, tls: certificate.files) { server, port, _ in
            let socket = try await TestSocket.connect(to: port)
            _ = try await socket.rest()
            try await eventually { server.connectionCount == 0 }
        }
    }

    @Test func `a refusal is readable over TLS`() async throws {
        let certificate = try TestCertificate(for: "DNS:localhost")
        let trust = ClientTLS(authorityPath: certificate.files.certificateChainPath)
        let limits = ConnectionLimits.patient { $0.connections = 0 }
        try await withServer(EchoService(), limits: limits, tls: certificate.files) { _, port, _ in
            let (lines, line) = AsyncStream.makeStream(of: [UInt8].self)
            let client = try await LineClient.connect(
                host: "localhost",
                port: port,
                tls: trust,
                onLine: { line.yield($0) },
                onClose: { _ in line.finish() }
            )
            var heard: [[UInt8]] = []
            for await line in lines { heard.append(line) }
            #expect(heard == [TransportRefusals().tooManyConnections])
            await client.close()
        }
    }

    @Test func `idle TLS connections are closed at shutdown`() async throws {
        let certificate = try TestCertificate(for: "DNS:localhost")
        let trust = ClientTLS(authorityPath: certificate.files.certificateChainPath)
        try await withServer(EchoService(), tls: certificate.files) { server, port, stop in
            let connection = try await RPCConnection.connect(host: "localhost", port: port, tls: trust)
            #expect(try await connection.roundTrip(Self.call(1), id: 1) == Self.call(1))
            await stop()
            try await eventually { server.connectionCount == 0 }
            let closed = LineClientError.connectionClosed(
                reason: "closed without a word",
                refusal: TransportRefusals().shuttingDown
            )
            await #expect(throws: closed) { try await connection.roundTrip(Self.call(2), id: 2) }
        }
    }

    @Test func `new connections get the new certificate after a reload, and a broken one changes nothing`() async throws
    {
        let certificate = try TestCertificate(for: "DNS:localhost")
        let old = certificate.folder + "/old.pem"
        try FileManager.default.copyItem(atPath: certificate.files.certificateChainPath, toPath: old)
        try await withServer(EchoService(), tls: certificate.files) { server, port, _ in
            let open = try await RPCConnection.connect(
                host: "localhost",
                port: port,
                tls: ClientTLS(authorityPath: old)
            )
            try certificate.make(for: "DNS:localhost")
            try await callOnce(port, ClientTLS(authorityPath: old))

            try certificate.setKeyMode(0o644)
            #expect(throws: TLSFailure.self) { try server.reloadTLS() }
            try await callOnce(port, ClientTLS(authorityPath: old))

            try certificate.setKeyMode(0o600)
            try server.reloadTLS()
            try await callOnce(port, ClientTLS(authorityPath: certificate.files.certificateChainPath))
            await #expect(throws: LineClientError.self) { try await callOnce(port, ClientTLS(authorityPath: old)) }
            #expect(try await open.roundTrip(Self.call(7), id: 7) == Self.call(7))
            await open.close()
        }
    }

    @Test(arguments: [0o640, 0o604, 0o660, 0o602]) func `a key that others can use is refused`(mode: Int) throws {
        let certificate = try TestCertificate(for: "DNS:localhost")
        try certificate.setKeyMode(mode)
        let expected = TLSFailure.exposedPrivateKey(path: certificate.files.privateKeyPath, mode: UInt32(mode))
        #expect(throws: expected) { try server(with: certificate.files) }
        #expect(expected.description.contains("chmod 600"))
    }

    @Test func `files that are missing, empty or do not belong together are named`() throws {
        let certificate = try TestCertificate(for: "DNS:localhost")
        let other = try TestCertificate(for: "DNS:localhost")
        var files = certificate.files
        files.privateKeyPath = other.files.privateKeyPath
        #expect(throws: TLSFailure.self) { try server(with: files) }
        files.privateKeyPath = certificate.folder + "/absent.pem"
        let error = #expect(throws: TLSFailure.self) { try server(with: files) }
        #expect(error?.description.contains("absent.pem") == true)
        let empty = certificate.folder + "/empty.pem"
        #expect(FileManager.default.createFile(atPath: empty, contents: nil))
        files = certificate.files
        files.certificateChainPath = empty
        #expect(throws: TLSFailure.self) { try server(with: files) }
    }

    private func server(with files: ServerTLS) throws -> LineServer {
        try LineServer(
            configuration: .init(binds: [.init(host: "127.0.0.1", port: 0)], tls: files),
            service: EchoService(),
            logger: .silent
        )
    }
}
