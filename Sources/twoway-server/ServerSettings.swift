import ArgumentParser
import Configuration
import Foundation
import JSONRPCTransport
import Logging
import TwoWayAuth
import TwoWayRepository

/// What a server is to do, from the command line or else the environment.
struct ServerSettings: Sendable {
    var database: DatabaseHome.Settings
    var host: String
    var port: Int
    var tls: ServerTLS?
    /// What seals seeds of second factors.
    var keys: SealingKeys?
    var plaintextBeyondLoopback: Bool
    var logLevel: Logger.Level

    init(options: ServerCommand, environment: ConfigReader) throws {
        database = DatabaseHome.Settings(
            dataFolder: options.dataFolder ?? environment.string(forKey: "data.folder", default: "data"),
            app: options.database ?? environment.string(forKey: "database"),
            migrator: options.migratorDatabase ?? environment.string(forKey: "migrator.database"),
            schemaFolder: options.schemaFolder ?? environment.string(forKey: "schema")
        )
        host = options.host ?? environment.string(forKey: "host", default: "127.0.0.1")
        port = options.port ?? environment.int(forKey: "port", default: 7464)
        guard (0...65535).contains(port) else { throw ValidationError("The port must be from 0 to 65535.") }
        let certificate = options.tlsCertificate ?? environment.string(forKey: "tls.certificate")
        let key = options.tlsKey ?? environment.string(forKey: "tls.key")
        switch (certificate, key) {
        case (nil, nil): tls = nil
        case (let certificate?, let key?): tls = ServerTLS(certificateChainPath: certificate, privateKeyPath: key)
        case (.some, nil), (nil, .some): throw ValidationError("TLS needs both the certificate and the key.")
        }
        if let path = options.keyFile ?? environment.string(forKey: "key.file") {
            let credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
            do {
                keys = try SealingKeys(file: SecretFile(path: path, credentialsDirectory: credentials).bytes)
            } catch let refusal as SealingKeyRefusal {
                throw ValidationError("\(path): \(refusal)")
            }
        }
        plaintextBeyondLoopback =
            options.plaintextBeyondLoopback || environment.bool(forKey: "plaintext.beyond.loopback", default: false)
        let word = options.logLevel ?? environment.string(forKey: "log.level", default: "info")
        guard let level = Logger.Level(rawValue: word) else {
            throw ValidationError("The log level must be debug, info, warning or error.")
        }
        logLevel = level
    }
}
