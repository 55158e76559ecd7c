import Foundation

/// Where this program keeps things: what to log in with, and what has not been sent yet.
struct PersonalFolders: Sendable {
    let configuration: String
    let state: String

    /// Follows TWOWAY_CONFIG_HOME and TWOWAY_STATE_HOME, else the XDG base directories, else the home folder.
    ///
    /// Who sets only the first gets all of it there.
    init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(CommandFailure) {
        configuration = try Self.folder("TWOWAY_CONFIG_HOME", "XDG_CONFIG_HOME", ".config", environment)
        let isOwn = environment["TWOWAY_CONFIG_HOME"]?.isEmpty == false
        let saysState = environment["TWOWAY_STATE_HOME"]?.isEmpty == false
        state =
            isOwn && !saysState
            ? "\(configuration)/state"
            : try Self.folder("TWOWAY_STATE_HOME", "XDG_STATE_HOME", ".local/state", environment)
    }

    private static func folder(
        _ own: String,
        _ shared: String,
        _ usual: String,
        _ environment: [String: String]
    ) throws(CommandFailure) -> String {
        if let path = environment[own], !path.isEmpty { return absolute(path) }
        // The specification says to ignore a relative path.
        if let path = environment[shared], path.hasPrefix("/") { return "\(path)/twoway" }
        guard let home = environment["HOME"], home.hasPrefix("/") else {
            throw CommandFailure("There is no home folder.", hint: "Set HOME, or \(own).")
        }
        return "\(home)/\(usual)/twoway"
    }

    private static func absolute(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
    }
}
