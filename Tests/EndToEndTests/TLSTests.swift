import Foundation
import JSONRPCTransport
import Subprocess
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd {
    /// A server that may be reached from elsewhere.
    @Suite
    struct TLSTests {}
}

extension EndToEnd.TLSTests {
    /// An authority, and a certificate of it for `localhost` with its key, made by the `openssl` command.
    private struct Certificates {
        let authority: String
        let chain: String
        let key: String

        init(in folder: String) async throws {
            authority = folder + "/ca.pem"
            chain = folder + "/server.pem"
            key = folder + "/server.key"
            let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
            try await openssl(
                ["req", "-x509", "-days", "2", "-subj", "/CN=Test authority", "-keyout", folder + "/ca.key"]
                    + ["-out", authority] + curve
            )
            let request = folder + "/server.csr"
            try await openssl(["req", "-subj", "/CN=localhost", "-keyout", key, "-out", request] + curve)
            let names = folder + "/names"
            try "subjectAltName=DNS:localhost".write(toFile: names, atomically: false, encoding: .utf8)
            try await openssl(
                ["x509", "-req", "-days", "2", "-in", request, "-CA", authority, "-CAkey", folder + "/ca.key"]
                    + ["-CAcreateserial", "-extfile", names, "-out", chain]
            )
            try setKeyMode(0o600)
        }

        func setKeyMode(_ mode: Int) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: key)
        }

        private func openssl(_ arguments: [String]) async throws {
            let result = try await Subprocess.run(
                .name("openssl"),
                arguments: Arguments(arguments),
                output: .discarded,
                error: .string(limit: 1 << 16)
            )
            try #require(result.terminationStatus.isSuccess, "openssl: \(result.standardError)")
        }
    }

    @Test func `a client that trusts the authority gets in, and one that does not refuses`() async throws {
        try await Installation.with { installation in
            let files = try await Certificates(in: installation.folder)
            let server = try await installation.startServer(["--tls-certificate", files.chain, "--tls-key", files.key])
            func connect(_ tls: ClientTLS?) async throws {
                let caller = try await ServerCaller(port: server.port, host: "localhost", tls: tls)
                try await caller.call(Server.Ping.self)
                await caller.connection.close()
            }
            try await connect(ClientTLS(authorityPath: files.authority))
            // The system does not know the authority, and the certificate is for no other name.
            for tls in [ClientTLS(), ClientTLS(authorityPath: files.authority, serverName: "example.org")] {
                await #expect(throws: LineClientError.self) { try await connect(tls) }
            }
            // Without TLS the server hears something that is none, and hangs up.
            await #expect(throws: LineClientError.self) { try await connect(nil) }

            // A new certificate takes effect on SIGHUP, for connections from then on.
            let renewed = try await Certificates(in: installation.folder)
            server.process.send(SIGHUP)
            try await eventually { try await connect(ClientTLS(authorityPath: renewed.authority)) }
            #expect(try await server.terminate() == .exit(0))
        }
    }

    @Test func `a key that others can read is refused, and so is a half of the pair`() async throws {
        try await Installation.with(expectingErrors: true) { installation in
            let files = try await Certificates(in: installation.folder)
            try files.setKeyMode(0o640)
            let options = ["--tls-certificate", files.chain, "--tls-key", files.key]
            let exposed = try await installation.refusedServer(["--port", "0"] + options)
            #expect(exposed.ending != .exit(0))
            #expect(exposed.log.contains(files.key))
            #expect(!exposed.log.contains(#""message":"listening""#))
            #expect(installation.postmaster == nil)

            let half = try await installation.refusedServer(["--port", "0", "--tls-certificate", files.chain])
            #expect(half.ending == .exit(64))
            #expect(half.log.contains("TLS needs both the certificate and the key."))
        }
    }

    @Test func `without TLS the server keeps to this machine, unless told in words`() async throws {
        try await Installation.with(expectingErrors: true) { installation in
            let refused = try await installation.refusedServer(["--port", "0", "--host", "0.0.0.0"])
            #expect(refused.ending != .exit(0))
            #expect(refused.log.contains("TLS"))
            #expect(!refused.log.contains(#""message":"listening""#))
            #expect(installation.postmaster == nil)

            let told = try await installation.startServer(["--host", "0.0.0.0", "--plaintext-beyond-loopback"])
            try await told.connect().call(Server.Ping.self)
            #expect(try await told.terminate() == .exit(0))
        }
    }
}
