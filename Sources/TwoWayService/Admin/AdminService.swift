import Foundation
import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What looks after accounts on the host; never sees contents (R21).
///
/// Runs as the database role tw_admin, which has no way to anybody's answers, notes, priorities or assessments.
public struct AdminService: Sendable {
    let store: Store

    /// How long a code can be used.
    public static let codeLifetime = Duration.seconds(72 * 3600)
    /// How long a code for a new password can be used.
    public static let resetLifetime = Duration.seconds(24 * 3600)

    public init(store: Store) {
        self.store = store
    }

    /// Makes an account that its owner activates with the code, which is answered once and never stored.
    public func createAccount(
        email: EmailAddress,
        displayName: Title,
        roles: [Role]
    ) async throws(ServiceFailure) -> ActivationCode {
        guard !roles.isEmpty else { throw .invalid(path: "roles", reason: "must name at least one role") }
        let account = InvitedAccount(id: store.newID(), email: email, displayName: displayName, roles: roles)
        return try await asking { () async throws in
            do {
                return try await store.database.transaction(as: .admin) { transaction in
                    try await transaction.execute(.adminCreateAccount, account)
                    let code = try await invite(roles, account: account.id, in: transaction)
                    try await note("admin.accountCreate", account.id.rawValue, in: transaction)
                    return code
                }
            } catch StorageError.constraint(name: "account_email_key", sqlState: _) {
                throw ServiceFailure.alreadyExists(path: "email")
            }
        }
    }

    /// Makes a code that opens one new account with these roles.
    public func createInvitation(roles: [Role]) async throws(ServiceFailure) -> ActivationCode {
        guard !roles.isEmpty else { throw .invalid(path: "roles", reason: "must name at least one role") }
        return try await asking { () async throws in
            try await store.database.transaction(as: .admin) { transaction in
                let code = try await invite(roles, account: nil, in: transaction)
                try await note("admin.invitationCreate", nil, in: transaction)
                return code
            }
        }
    }

    /// Makes a new code for an account that was never activated.
    public func reinvite(_ email: EmailAddress) async throws(ServiceFailure) -> ActivationCode {
        try await asking { () async throws in
            try await store.database.transaction(as: .admin) { transaction in
                let account = try await transaction.found(.adminAccount, email)
                guard account.status == .invited else {
                    throw ServiceFailure.invalidState("The account is \(account.status.rawValue), not invited.")
                }
                let code = try await invite(account.roles, account: account.id, in: transaction)
                try await note("admin.accountReinvite", account.id.rawValue, in: transaction)
                return code
            }
        }
    }

    /// All accounts, newest first.
    public func accounts() async throws(ServiceFailure) -> [AccountSummary] {
        var all: [AccountSummary] = []
        var before = UUID(uuid: (255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255))
        while true {
            let page = try await asking { () async throws in
                try await store.database.all(.adminAccounts, (before: before, rows: 500), as: .admin)
            }
            all += page
            guard page.count == 500, let last = page.last else { return all }
            before = last.id.rawValue
        }
    }

    /// Keeps an account out and ends its sessions at once.
    public func suspend(_ email: EmailAddress) async throws(ServiceFailure) {
        try await change(email, .adminSuspend, event: "admin.accountSuspend", refusal: "The account is not active.")
    }

    /// Lets a suspended account in again.
    public func resume(_ email: EmailAddress) async throws(ServiceFailure) {
        try await change(email, .adminResume, event: "admin.accountResume", refusal: "The account is not suspended.")
    }

    /// Makes a code with which the owner of an active account sets a new password; a second factor stays in force.
    public func resetPassword(_ email: EmailAddress) async throws(ServiceFailure) -> ActivationCode {
        try await asking { () async throws in
            try await store.database.transaction(as: .admin) { transaction in
                let account = try await transaction.found(.adminAccount, email)
                guard account.status == .active else {
                    throw ServiceFailure.invalidState("The account is \(account.status.rawValue), not active.")
                }
                let code = ActivationCode.random()
                let reset = NewInvitation(
                    id: store.newID(),
                    codeHash: code.sha256,
                    roles: [],
                    account: account.id,
                    expiresAt: store.now() + Self.resetLifetime
                )
                try await transaction.execute(.adminReset, reset)
                try await note("admin.passwordReset", account.id.rawValue, in: transaction)
                return code
            }
        }
    }

    /// Takes away the second factor of somebody who has lost device and codes, and ends all sessions.
    public func removeSecondFactor(_ email: EmailAddress, reason: Line) async throws(ServiceFailure) {
        try await change(
            email,
            .adminRemoveFactor,
            event: "admin.secondFactorRemove",
            reason: reason,
            refusal: "The account has no second factor."
        )
    }

    /// Ends all sessions of an account; answers how many were live.
    public func endSessions(_ email: EmailAddress) async throws(ServiceFailure) -> Int {
        try await asking { () async throws in
            try await store.database.transaction(as: .admin) { transaction in
                let account = try await transaction.found(.adminAccount, email)
                let ended = try await transaction.one(.adminEndSessions, account.id)
                try await note("admin.sessionsEnd", account.id.rawValue, in: transaction)
                return ended
            }
        }
    }

    /// Erases the accounts whose day has come, as the server does once an hour; answers how many rows went.
    public func eraseDue() async throws(ServiceFailure) -> Int {
        try await asking { () async throws in
            var rows = 0
            while true {
                let gone = try await store.database.one(.eraseDue, 1000, as: .admin)
                if gone == 0 { return rows }
                rows += gone
            }
        }
    }

    /// Seals the events of the audit; answers how many.
    public func sealAudit() async throws(ServiceFailure) -> Int {
        try await asking { () async throws in try await store.database.one(.sealAudit, (), as: .admin) }
    }

    /// Computes the chain of the audit again; answers the first seal that does not hold.
    public func verifyAudit() async throws(ServiceFailure) -> Int? {
        try await asking { () async throws in try await store.database.one(.verifyAudit, (), as: .admin) }
    }

    private func invite(
        _ roles: [Role],
        account: ID<Account>?,
        in transaction: Transaction
    ) async throws -> ActivationCode {
        let code = ActivationCode.random()
        let invitation = NewInvitation(
            id: store.newID(),
            codeHash: code.sha256,
            roles: roles,
            account: account,
            expiresAt: store.now() + Self.codeLifetime
        )
        try await transaction.execute(.adminInvite, invitation)
        return code
    }

    private func change(
        _ email: EmailAddress,
        _ statement: Statement<ID<Account>, Bool>,
        event: String,
        reason: Line? = nil,
        refusal: String
    ) async throws(ServiceFailure) {
        try await asking { () async throws in
            try await store.database.transaction(as: .admin) { transaction in
                let account = try await transaction.found(.adminAccount, email)
                guard try await transaction.one(statement, account.id) else {
                    throw ServiceFailure.invalidState(refusal)
                }
                let detail = reason.map { ["reason": $0.text] } ?? [:]
                try await note(event, account.id.rawValue, detail, in: transaction)
            }
        }
    }

    /// Writes into the audit what is being done, in the transaction that does it.
    func note(
        _ event: String,
        _ subject: UUID?,
        _ detail: [String: String] = [:],
        in transaction: Transaction
    ) async throws {
        let text = detail.isEmpty ? nil : Array(try JSONEncoding.encode(detail))
        try await transaction.execute(.adminAudit, AdminAction(event: event, subject: subject, detail: text))
    }
}
