import Foundation
import TwoWayModel

/// One row of a person's data: every statement on such data names the owner.
public struct OwnedID<Entity>: Sendable {
    public let owner: ID<Account>
    public let id: ID<Entity>

    public init(_ owner: ID<Account>, _ id: ID<Entity>) {
        self.owner = owner
        self.id = id
    }
}

/// A page of an owner's rows, newest first.
public struct OwnerPage: Sendable {
    public let owner: ID<Account>
    /// Rows below this id; the highest there is for the first page.
    public let before: UUID
    /// How many rows at the most.
    public let rows: Int

    public init(owner: ID<Account>, before: UUID, rows: Int) {
        self.owner = owner
        self.before = before
        self.rows = rows
    }
}
