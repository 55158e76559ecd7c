/// Something that is written down between a candidate and a coach.
///
/// A shared one is a comment that both read; one for the coach alone is the coach's own, and nobody else ever meets it (R19).
public struct Note: Codable, Sendable, Hashable {
    public enum Visibility: String, Codable, CaseIterable, Sendable {
        case coachOnly = "coach_only"
        case shared
    }

    public var id: ID<Note>
    public var relationship: ID<Relationship>
    public var visibility: Visibility
    public var author: Role
    /// What it is about; absent in the thread that is about nothing but working together.
    public var opportunity: ID<Opportunity>?
    public var text: Prose
    public var revision: Revision
    public var createdAt: Timestamp
    /// Absent as long as it is as it was written.
    public var editedAt: Timestamp?

    /// The most comments of one relationship; the most notes that one coach keeps.
    public static let maximum = 5000

    public init(
        id: ID<Note>,
        relationship: ID<Relationship>,
        visibility: Visibility,
        author: Role,
        opportunity: ID<Opportunity>? = nil,
        text: Prose,
        revision: Revision,
        createdAt: Timestamp,
        editedAt: Timestamp? = nil
    ) {
        self.id = id
        self.relationship = relationship
        self.visibility = visibility
        self.author = author
        self.opportunity = opportunity
        self.text = text
        self.revision = revision
        self.createdAt = createdAt
        self.editedAt = editedAt
    }
}
