import TwoWayTestSupport

/// What a call comes to; the raw value is the word in the table.
enum MatrixOutcome: String, Sendable {
    /// A result, and nothing was written.
    case result = "ok"
    /// A result, and something was written.
    case written = "wr"
    /// A result, and one receipt for it.
    case receipt = "re"
    /// A page without items.
    case empty = "em"
    case notFound = "nf"
    case forbidden = "fb"
    case invalid = "iv"
    case invalidState = "is"
    case alreadyExists = "ae"
    case keyReused = "kr"
    case invalidCredentials = "ic"
    case codeInvalid = "cc"
    case helloRequired = "he"
    case unauthenticated = "un"

    /// `data.kind` of the error, if it is one.
    var failure: String? {
        switch self {
        case .result, .written, .receipt, .empty: nil
        case .notFound: "not_found"
        case .forbidden: "forbidden"
        case .invalid: "invalid_params"
        case .invalidState: "invalid_state"
        case .alreadyExists: "already_exists"
        case .keyReused: "key_reused"
        case .invalidCredentials: "invalid_credentials"
        case .codeInvalid: "code_invalid"
        case .helloRequired: "hello_required"
        case .unauthenticated: "unauthenticated"
        }
    }

    /// Whether the call leaves something behind.
    var writes: Bool { self == .written || self == .receipt }

    /// Whether two such answers have to be the same, byte for byte.
    var tellsNothing: Bool { failure != nil || self == .empty }
}

/// Who may call a method at all; the raw value is the word in the table.
enum MatrixAccess: String, Sendable {
    case anybody = "all"
    case greeted = "hi"
    case signedIn = "in"
}

/// A method, or one reference in its parameters, with what it comes to.
struct MatrixRow: Sendable {
    /// Such as `plan.save`, or `plan.save:item` for a reference.
    let name: String
    let method: String
    let access: MatrixAccess
    private let cells: [MatrixCaller: [MatrixObject: MatrixOutcome]]

    /// What the table says; nil where there is no such thing to point at.
    func outcome(_ caller: MatrixCaller, _ object: MatrixObject) -> MatrixOutcome? {
        if MatrixCaller.signedIn.contains(caller) { return cells[caller]?[object] }
        let isPossible = cells.values.contains { $0[object] != nil }
        let ofOwner = cells[.owner]?[object]
        switch (access, caller) {
        case (.anybody, _): return ofOwner
        case (.greeted, .stranger), (.signedIn, .stranger): return isPossible ? .helloRequired : nil
        // Whom nobody knows has nothing of his own to show.
        case (.greeted, _): return object == .own ? nil : ofOwner
        case (.signedIn, _): return isPossible ? .unauthenticated : nil
        }
    }

    fileprivate init(_ words: [Substring], below method: String?) throws {
        guard words.count == 27, let first = words.first else { throw TestFailure("not a row: \(words)") }
        if first.hasPrefix(":") {
            self.method = try method.known
            name = self.method + first
        } else {
            self.method = String(first)
            name = self.method
        }
        access = try MatrixAccess(rawValue: String(words[1])).known
        var cells: [MatrixCaller: [MatrixObject: MatrixOutcome]] = [:]
        for (group, caller) in MatrixCaller.signedIn.enumerated() {
            for (place, object) in MatrixObject.allCases.enumerated() {
                let word = String(words[2 + 5 * group + place])
                if word == "--" { continue }
                cells[caller, default: [:]][object] = try MatrixOutcome(rawValue: word).known
            }
        }
        self.cells = cells
    }
}

/// The table as rows.
struct MatrixTable: Sendable {
    let rows: [MatrixRow]

    init(_ text: String = MatrixTable.standard) throws {
        var rows: [MatrixRow] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard let first = words.first, first != "#" else { continue }
            rows.append(try MatrixRow(words, below: rows.last?.method))
        }
        self.rows = rows
    }
}
