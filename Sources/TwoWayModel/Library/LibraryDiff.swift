/// What has to change to turn one document of a library into another.
///
/// Topics and questions are told apart by their keys. Each list is in the order of the later document; what was removed in
/// that of the earlier one.
public struct LibraryDiff: Codable, Sendable, Hashable {
    /// A member of a document that two documents have different values in.
    public enum Field: String, Codable, CaseIterable, Sendable {
        case slug
        case title
        case summary
        case language
        case licence
        case general
        case text
        case purpose
        case followUps
        case listenFor
        case warningSigns
        case kind
        case subject
        case horizon
        case audience
        case minutes
        case informativeness
        case dimensions
    }

    /// The values of one member before and after: none when it was absent, one of a single value, the items of a list.
    public struct FieldChange: Codable, Sendable, Hashable {
        public var field: Field
        public var before: [String]
        public var after: [String]

        public init(field: Field, before: [String], after: [String]) {
            self.field = field
            self.before = before
            self.after = after
        }
    }

    /// A topic that is new or gone.
    public struct PlacedTopic: Codable, Sendable, Hashable {
        public var key: String
        public var title: String
        public var general: Bool

        public init(key: String, title: String, general: Bool) {
            self.key = key
            self.title = title
            self.general = general
        }
    }

    /// A topic with another title, summary or generality.
    public struct ChangedTopic: Codable, Sendable, Hashable {
        public var key: String
        /// As it is now.
        public var title: String
        public var fields: [FieldChange]

        public init(key: String, title: String, fields: [FieldChange]) {
            self.key = key
            self.title = title
            self.fields = fields
        }
    }

    /// A question that is new or gone.
    public struct PlacedQuestion: Codable, Sendable, Hashable {
        /// The key of its topic.
        public var topic: String
        public var question: LibraryDocument.Question

        public init(topic: String, question: LibraryDocument.Question) {
            self.topic = topic
            self.question = question
        }
    }

    /// A question of which something is different.
    public struct ChangedQuestion: Codable, Sendable, Hashable {
        public var key: String
        /// As it is now.
        public var text: String
        public var fields: [FieldChange]

        public init(key: String, text: String, fields: [FieldChange]) {
            self.key = key
            self.text = text
            self.fields = fields
        }
    }

    /// A question under another topic than before.
    public struct MovedQuestion: Codable, Sendable, Hashable {
        public var key: String
        /// As it is now.
        public var text: String
        /// The keys of the topics.
        public var from: String
        public var to: String

        public init(key: String, text: String, from: String, to: String) {
            self.key = key
            self.text = text
            self.from = from
            self.to = to
        }
    }

    /// Title, summary, language, licence and slug.
    public var front: [FieldChange]
    public var addedTopics: [PlacedTopic]
    public var removedTopics: [PlacedTopic]
    public var changedTopics: [ChangedTopic]
    public var addedQuestions: [PlacedQuestion]
    public var removedQuestions: [PlacedQuestion]
    public var changedQuestions: [ChangedQuestion]
    public var movedQuestions: [MovedQuestion]
    /// Whether topics, or questions that stayed under their topic, stand in another order.
    public var isReordered: Bool

    public init(
        front: [FieldChange],
        addedTopics: [PlacedTopic],
        removedTopics: [PlacedTopic],
        changedTopics: [ChangedTopic],
        addedQuestions: [PlacedQuestion],
        removedQuestions: [PlacedQuestion],
        changedQuestions: [ChangedQuestion],
        movedQuestions: [MovedQuestion],
        isReordered: Bool
    ) {
        self.front = front
        self.addedTopics = addedTopics
        self.removedTopics = removedTopics
        self.changedTopics = changedTopics
        self.addedQuestions = addedQuestions
        self.removedQuestions = removedQuestions
        self.changedQuestions = changedQuestions
        self.movedQuestions = movedQuestions
        self.isReordered = isReordered
    }
}
