/// A published version by question keys, as upgrades look at it.
public struct LibraryEdition: Sendable, Hashable {
    public let number: Int
    /// By key.
    public let questions: [String: KeptQuestion]
    /// The keys in the order of the document.
    public let keys: [String]

    public init(number: Int, document: LibraryDocument) {
        self.number = number
        var questions: [String: KeptQuestion] = [:]
        var keys: [String] = []
        for topic in document.topics {
            for question in topic.questions where questions[question.key] == nil {
                keys.append(question.key)
                questions[question.key] = KeptQuestion(
                    version: number,
                    topic: topic.title,
                    general: topic.general,
                    question: question
                )
            }
        }
        self.questions = questions
        self.keys = keys
    }
}

/// A question of a library with its surroundings, as it stood in a version.
public struct KeptQuestion: Codable, Sendable, Hashable {
    public var version: Int
    public var topic: String?
    public var general: Bool?
    public var question: LibraryDocument.Question

    public init(version: Int, topic: String? = nil, general: Bool? = nil, question: LibraryDocument.Question) {
        self.version = version
        self.topic = topic
        self.general = general
        self.question = question
    }

    /// What differs in another version.
    func changes(to other: KeptQuestion) -> [QuestionField] {
        let (a, b) = (question, other.question)
        let differs: [(QuestionField, Bool)] = [
            (.text, a.text != b.text), (.purpose, a.purpose != b.purpose), (.followUps, a.followUps != b.followUps),
            (.listenFor, a.listenFor != b.listenFor), (.warningSigns, a.warningSigns != b.warningSigns),
            (.kind, a.kind != b.kind), (.subject, a.subject != b.subject), (.horizon, a.horizon != b.horizon),
            (.audience, a.audience != b.audience), (.minutes, a.minutes != b.minutes),
            (.informativeness, a.informativeness != b.informativeness), (.dimensions, a.dimensions != b.dimensions),
            (.topic, topic != other.topic || (general ?? false) != (other.general ?? false)),
        ]
        return differs.filter(\.1).map(\.0)
    }
}
