import JSONRPC
import Testing
import TwoWayTestSupport

/// Goes through the table and compares each answer with it.
struct MatrixRun {
    let world: AuthorisationWorld
    /// All refusals for want of a login, whatever was called; one text, if all is well.
    private(set) var unauthenticated: Set<String> = []
    private(set) var calls = 0

    init(_ world: AuthorisationWorld) {
        self.world = world
    }

    private struct Cell {
        let caller: MatrixCaller
        let object: MatrixObject
        let outcome: MatrixOutcome
    }

    mutating func check(_ row: MatrixRow) async throws {
        let cells = MatrixCaller.allCases.flatMap { caller in
            MatrixObject.allCases.compactMap { object in
                row.outcome(caller, object).map { Cell(caller: caller, object: object, outcome: $0) }
            }
        }
        try await checkQuiet(cells.filter { !$0.outcome.writes }, of: row)
        for cell in cells where cell.outcome.writes { try await checkWriting(cell, of: row) }
    }

    /// Calls that leave nothing behind, and are refused in the same words whatever they point at.
    private mutating func checkQuiet(_ cells: [Cell], of row: MatrixRow) async throws {
        var refusals: [MatrixCaller: [MatrixOutcome: Set<String>]] = [:]
        var foreign: [MatrixCaller: String] = [:]
        var missing: [MatrixCaller: String] = [:]
        for cell in cells {
            let answer = try await ask(cell, of: row)
            if cell.outcome.tellsNothing {
                refusals[cell.caller, default: [:]][cell.outcome, default: []].insert(answer)
            }
            if cell.outcome == .unauthenticated { unauthenticated.insert(answer) }
            if cell.object == .foreign { foreign[cell.caller] = answer }
            if cell.object == .missing { missing[cell.caller] = answer }
        }
        for (caller, outcomes) in refusals {
            for (outcome, answers) in outcomes {
                #expect(answers.count == 1, "\(row.name), \(caller.rawValue), \(outcome): \(answers.sorted())")
            }
        }
        for (caller, answer) in foreign {
            if let other = missing[caller] { #expect(answer == other, "\(row.name), \(caller.rawValue)") }
        }
        let changes = try await world.undoChanges().parts
        let strays = changes.filter { !Self.mayChange($0, when: row.method) }
        #expect(strays.isEmpty, "\(row.name) is refused or only reads, and yet changed \(strays)")
    }

    /// Tries to sign in are counted, and noted when they fail.
    private static func mayChange(_ part: WorldPart, when method: String) -> Bool {
        [
            "session.login", "account.activate", "account.changePassword", "account.export", "account.import",
            "account.erase",
        ].contains(method)
            && ["throttle", "audit_event"].contains(part.table)
    }

    /// A call that writes, and that only what is the caller's; afterwards the world is as it was.
    private mutating func checkWriting(_ cell: Cell, of row: MatrixRow) async throws {
        _ = try await ask(cell, of: row)
        let changes = try await world.undoChanges()
        let parts = changes.parts
        let place = "\(row.name), \(cell.caller.rawValue), \(cell.object.rawValue)"
        #expect(!parts.isEmpty, "\(place): nothing was written")
        if cell.outcome == .receipt {
            try checkReceipt(changes, of: row, at: place)
        } else if row.method != "account.activate" {
            let player = try cell.caller.player.known
            let account = try world.accounts[player].known.id.description
            let strays = parts.filter { part in
                if part.owner.isEmpty || part.owner == account { return false }
                // A relationship belongs to the candidate, also when the coach moves it, and its shares end with it.
                return
                    !(row.method.hasPrefix("relationship.") && player.roles == [.coach]
                    && ["relationship", "share"].contains(part.table))
            }
            #expect(strays.isEmpty, "\(place): changed what is not the caller's: \(strays)")
        }
    }

    /// One receipt and nothing else (R17).
    private func checkReceipt(_ changes: WorldChanges, of row: MatrixRow, at place: String) throws {
        let anna = try world.accounts[.anna].known.id.description
        let reader = try world.accounts[.kim].known.id.description
        #expect(changes.parts == [WorldPart(table: "receipt", owner: anna)], "\(place)")
        #expect(changes.receipts == [[reader, row.method, world.things.shared.opportunity]], "\(place)")
    }

    /// Calls, and checks what comes back by itself.
    private mutating func ask(_ cell: Cell, of row: MatrixRow) async throws -> String {
        let call = MatrixCall(
            world: world,
            row: row.name,
            method: row.method,
            own: world.own(of: cell.caller),
            target: world.target(cell.object, of: cell.caller),
            isOwn: cell.object == .own,
            hasBothRoles: cell.caller.player?.roles.count == 2
        )
        let line = try call.line
        let answer = try await world.send(line, as: cell.caller)
        calls += 1
        let place = "\(row.name), \(cell.caller.rawValue), \(cell.object.rawValue)"
        if try !MatrixAnswer(answer).matches(cell.outcome) {
            Issue.record("\(place): \(cell.outcome) expected, \(answer.prefix(400))")
        }
        // The ids that a client makes for its askings and priorities come back to it.
        let sent = ["capture.record", "prioritySet.save"].contains(row.method) ? WorldWords.words(of: line) : []
        let leaks = world.words.leaks(in: answer, to: cell.caller.player).filter { !sent.contains($0) }
        if !leaks.isEmpty { Issue.record("\(place): \(leaks) in \(answer.prefix(4000))") }
        return answer
    }
}

/// What an answer is, apart from its contents.
enum MatrixAnswer {
    case result
    /// A page without items.
    case empty
    case failure(String)

    init(_ answer: String) throws {
        switch try RPCReply(parsing: Array(answer.utf8)) {
        case .result(let node, _):
            self = node["items"]?.kind == .array && node["items"]?.count == 0 ? .empty : .result
        case .failure(let error, _):
            self = .failure(error.data?.kind ?? "\(error.code)")
        case .notification:
            throw TestFailure("a notification is no answer")
        }
    }

    func matches(_ outcome: MatrixOutcome) -> Bool {
        switch self {
        case .result: outcome.failure == nil && outcome != .empty
        case .empty: outcome == .empty
        case .failure(let kind): outcome.failure == kind
        }
    }
}
