extension ServiceFailure {
    /// Why an archive was refused, as the schema says it: a path, a bar and a reason.
    static func ofArchive(_ sqlState: String, _ message: String) -> ServiceFailure? {
        guard ["TW400", "TW401", "TW402", "TW403"].contains(sqlState), let bar = message.firstIndex(of: "|") else {
            return nil
        }
        let path = String(message[..<bar])
        let reason = String(message[message.index(after: bar)...])
        return switch sqlState {
        case "TW400": .invalid(path: path, reason: reason)
        case "TW401": .alreadyExists(path: path)
        case "TW402": .invalidState(reason)
        default: .limitReached(reason)
        }
    }
}
