import Foundation
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Looking after libraries, sessions, the audit and the database: what is there and how much, never what it says (R21).
extension AdminService {
    private static let highest = UUID(
        uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255)
    )
    private static let page = 500

    /// All libraries, newest first.
    public func libraries() async throws(ServiceFailure) -> [LibrarySummary] {
        var all: [LibrarySummary] = []
        var before = Self.highest
        while true {
            let place = before
            let page = try await asking { () async throws in
                try await store.database.all(.adminLibraries, (before: place, rows: Self.page), as: .admin)
            }
            all += page
            guard page.count == Self.page, let last = page.last else { return all }
            before = last.id.rawValue
        }
    }

    /// Moves a library along its life cycle, with a reason for the audit; only as its owner could.
    @discardableResult
    public func move(
        _ library: ID<Library>,
        to status: Library.Status,
        reason: Line
    ) async throws(ServiceFailure) -> LibrarySummary {
        try await asking { () async throws in
            try await store.database.transaction(as: .admin) { transaction in
                let before = try await transaction.found(.adminLibrary, library)
                guard before.status.mayBecome(status) else {
                    throw ServiceFailure.invalidState(
                        "The library is \(before.status.rawValue); it cannot become \(status.rawValue)."
                    )
                }
                guard try await transaction.one(.adminMoveLibrary, (library: library, status: status)) else {
                    throw ServiceFailure.notFound
                }
                let event = "admin.library\(status.rawValue.prefix(1).uppercased())\(status.rawValue.dropFirst())"
                try await note(event, library.rawValue, ["reason": reason.text], in: transaction)
                return try await transaction.found(.adminLibrary, library)
            }
        }
    }

    /// The sessions that are live, newest first: of one account, or of everybody.
    public func sessions(of email: EmailAddress?) async throws(ServiceFailure) -> [SessionRecord] {
        var all: [SessionRecord] = []
        var before = Self.highest
        while true {
            let search = SessionSearch(email: email, before: before, rows: Self.page)
            let page = try await asking { () async throws in
                try await store.database.all(.adminSessions, search, as: .admin)
            }
            all += page
            guard page.count == Self.page, let last = page.last else { return all }
            before = last.id
        }
    }

    /// Ends one session.
    public func endSession(_ id: UUID) async throws(ServiceFailure) {
        try await asking { () async throws in
            try await store.database.transaction(as: .admin) { transaction in
                guard try await transaction.one(.adminEndSession, id) else { throw ServiceFailure.notFound }
                try await note("admin.sessionEnd", id, in: transaction)
            }
        }
    }

    /// The newest events of the audit, those whose name begins in a certain way.
    public func auditEvents(beginning: String, atMost limit: Int) async throws(ServiceFailure) -> [AuditRecord] {
        var all: [AuditRecord] = []
        var before = Int.max
        while all.count < limit {
            let search = AuditSearch(before: before, event: beginning, rows: min(Self.page, limit - all.count))
            let page = try await asking { () async throws in
                try await store.database.all(.adminAuditEvents, search, as: .admin)
            }
            all += page
            guard page.count == search.rows, let last = page.last else { break }
            before = last.number
        }
        return all
    }

    /// Rows and sizes of the whole and of its tables.
    public func figures() async throws(ServiceFailure) -> (whole: DatabaseFigures, tables: [TableFigures]) {
        try await asking { () async throws in
            try await store.database.run(.one(.adminDatabaseFigures), .all(.adminTableFigures), as: .admin)
        }
    }

    /// Writes into the audit what was done outside of the database, such as a backup.
    public func noteAction(_ event: String, _ detail: [String: String] = [:]) async throws(ServiceFailure) {
        try await asking { () async throws in
            try await store.database.transaction(as: .admin) { transaction in
                try await note(event, nil, detail, in: transaction)
            }
        }
    }
}
