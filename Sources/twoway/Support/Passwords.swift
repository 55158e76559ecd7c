import Foundation

/// Asks for secrets: from the environment, from a terminal without showing them, or from a pipe.
enum Passwords {
    /// The password that the environment or the person gives.
    static func ask(_ question: String, variable: String) throws(CommandFailure) -> String {
        if let password = ProcessInfo.processInfo.environment[variable], !password.isEmpty { return password }
        guard isatty(0) == 1 else { return try nextLine(or: variable) }
        return try hidden(question)
    }

    /// A new password, asked for twice on a terminal so that a slip of the finger is noticed.
    static func askNew(_ question: String, variable: String) throws(CommandFailure) -> String {
        if let password = ProcessInfo.processInfo.environment[variable], !password.isEmpty { return password }
        guard isatty(0) == 1 else { return try nextLine(or: variable) }
        for _ in 1...3 {
            let first = try hidden(question)
            if first == (try hidden("Once more, to be sure: ")) { return first }
            Output.standardError.say("The two are not the same; try again.")
        }
        throw CommandFailure("The two passwords were not the same.")
    }

    private static func nextLine(or variable: String) throws(CommandFailure) -> String {
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw .usage("There is no password.", hint: "Write it to standard input, or set \(variable).")
        }
        return line
    }

    /// Reads a line from the terminal without showing it.
    ///
    /// Keys are read one at a time so that Ctrl-C leaves the terminal as it was.
    private static func hidden(_ question: String) throws(CommandFailure) -> String {
        Output.standardError.prompt(StyledText(question))
        var before = termios()
        guard tcgetattr(0, &before) == 0 else { throw CommandFailure("The terminal cannot be made silent.") }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        guard tcsetattr(0, TCSAFLUSH, &silent) == 0 else {
            throw CommandFailure("The terminal cannot be made silent.")
        }
        defer {
            tcsetattr(0, TCSAFLUSH, &before)
            Output.standardError.prompt("")
            Output.standardError.say("")
        }
        var entry = HiddenEntry()
        var byte: UInt8 = 0
        while !entry.isFinished {
            let count = read(0, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { break }
            entry.type(byte)
        }
        guard let text = entry.text else { throw CommandFailure("Stopped.") }
        guard !text.isEmpty else { throw .usage("The password is empty.") }
        return text
    }
}

/// A line that is typed unseen, key by key.
struct HiddenEntry {
    private var bytes: [UInt8] = []
    private(set) var isFinished = false
    private var isCancelled = false

    /// What was typed; nil if it was given up or is no text.
    var text: String? { isCancelled ? nil : String(validating: bytes, as: UTF8.self) }

    mutating func type(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\r"), UInt8(ascii: "\n"), 0x04: isFinished = true
        case 0x03, 0x1C:
            isCancelled = true
            isFinished = true
        case 0x08, 0x7F: removeLast()
        case 0x15: bytes = []
        case 0x00...0x1F: break
        default: bytes.append(byte)
        }
    }

    /// Takes back one scalar, however many bytes it has.
    private mutating func removeLast() {
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
    }
}
