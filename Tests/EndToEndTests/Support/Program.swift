import Foundation
import Subprocess

/// The programs under test, as they were built.
enum Program: String {
    case server = "twoway-server"
    case admin = "twoway-admin"
    case client = "twoway"
    case soak = "twoway-soak"

    /// Where the program is: in the folder that `TWOWAY_PROGRAMS` names, else beside the test bundle.
    var path: String {
        get throws {
            let path = Self.folder + "/" + rawValue
            guard FileManager.default.isExecutableFile(atPath: path) else {
                throw SetUpFailure(
                    "\(rawValue) is not in \(Self.folder): run `swift build` first, or name the folder in TWOWAY_PROGRAMS"
                )
            }
            return path
        }
    }

    private static let folder: String = {
        if let named = ProcessInfo.processInfo.environment["TWOWAY_PROGRAMS"], !named.isEmpty { return named }
        return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    }()

    /// The environment of the test without what is said in it to TwoWay, but for the folder with the migrations.
    static func environment(adding more: [String: String] = [:]) -> Environment {
        let variables = ProcessInfo.processInfo.environment
            .filter { !$0.key.hasPrefix("TWOWAY_") || $0.key == "TWOWAY_SCHEMA" }
            .merging(more) { $1 }
        return .custom(
            Dictionary(uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
        )
    }
}

/// What a test needs around it and did not get.
struct SetUpFailure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
