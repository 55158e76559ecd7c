import Foundation
import Testing

@testable import JSONRPCTransport

/// A self-signed certificate and its key in a folder of their own, made with the `openssl` command.
final class TestCertificate: Sendable {
    let folder: String
    let files: ServerTLS

    /// Makes a certificate for a name, such as `DNS:localhost` or `IP:127.0.0.1`.
    init(for name: String) throws {
        folder = NSTemporaryDirectory() + "/twoway-tls-" + UUID().uuidString
        files = ServerTLS(certificateChainPath: folder + "/cert.pem", privateKeyPath: folder + "/key.pem")
        try FileManager.default.createDirectory(
            atPath: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try make(for: name)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Replaces certificate and key by new ones.
    func make(for name: String) throws {
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2", "-subj", "/CN=test", "-addext", "subjectAltName=\(name)", "-keyout", files.privateKeyPath, "-out",
            files.certificateChainPath,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        try #require(openssl.terminationStatus == 0, "the tests of TLS need the openssl command")
        try setKeyMode(0o600)
    }

    func setKeyMode(_ mode: Int) throws {
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: files.privateKeyPath)
    }
}
