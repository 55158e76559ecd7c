import TwoWayProtocol

/// How a command ends, for scripts that go by it.
enum CommandStatus: Int32 {
    case failure = 1
    case notFound = 3
    /// Not logged in, or refused.
    case login = 4
    /// Changed in the meantime, or there already.
    case conflict = 5
    /// The server cannot be reached or cannot do it just now.
    case unavailable = 6
    case usage = 64
}

/// Why a command could not do what it was asked to, in people's words.
struct CommandFailure: Error, Equatable {
    /// One sentence.
    var sentence: String
    /// What to do next, if that is known.
    var hint: String?
    /// Further lines, such as the findings of a check.
    var details: [String]
    var status: CommandStatus
    /// What the server called it; nil for what went wrong here.
    var kind: FailureKind?

    init(_ sentence: String, hint: String? = nil, details: [String] = [], status: CommandStatus = .failure) {
        self.sentence = sentence
        self.hint = hint
        self.details = details
        self.status = status
    }

    static func usage(_ sentence: String, hint: String? = nil) -> CommandFailure {
        CommandFailure(sentence, hint: hint, status: .usage)
    }

    static func notFound(_ sentence: String, hint: String? = nil) -> CommandFailure {
        CommandFailure(sentence, hint: hint, status: .notFound)
    }
}
