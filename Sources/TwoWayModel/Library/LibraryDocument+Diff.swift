extension LibraryDocument {
    /// What has to change to turn one document into another; empty when both have the same canonical content.
    ///
    /// A key that stands twice, as it may in a draft, counts as two: the first of both documents go together, then the
    /// second ones. Texts are compared byte by byte, and an empty list counts as an absent one.
    public static func diff(from earlier: LibraryDocument, to later: LibraryDocument) -> LibraryDiff {
        let before = DiffSide(earlier)
        let after = DiffSide(later)
        return LibraryDiff(
            front: FieldList.front(earlier, later),
            addedTopics: after.topics(notIn: before),
            removedTopics: before.topics(notIn: after),
            changedTopics: after.changedTopics(since: before),
            addedQuestions: after.questions(notIn: before),
            removedQuestions: before.questions(notIn: after),
            changedQuestions: after.changedQuestions(since: before),
            movedQuestions: after.movedQuestions(since: before),
            isReordered: after.isReordered(since: before)
        )
    }
}

extension LibraryDiff {
    /// Whether nothing is different.
    public var isEmpty: Bool {
        front.isEmpty && addedTopics.isEmpty && removedTopics.isEmpty && changedTopics.isEmpty
            && addedQuestions.isEmpty && removedQuestions.isEmpty && changedQuestions.isEmpty
            && movedQuestions.isEmpty && !isReordered
    }
}

/// A key, and how many have had it before in the same document.
private struct Identity: Hashable {
    let key: ByteText
    let turn: Int
}

/// A text that is equal to another one when its bytes are, as in the database.
private struct ByteText: Hashable {
    let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }
}

/// One of the two documents, its topics and questions by identity.
private struct DiffSide {
    private struct Place {
        let identity: Identity
        let topic: Identity
        let topicKey: String
        let question: LibraryDocument.Question
    }

    private var topicOrder: [Identity] = []
    private var topics: [Identity: LibraryDocument.Topic] = [:]
    private var questionOrder: [Place] = []
    private var questions: [Identity: Place] = [:]

    init(_ document: LibraryDocument) {
        var topicTurns: [ByteText: Int] = [:]
        var questionTurns: [ByteText: Int] = [:]
        for topic in document.topics {
            let identity = Self.next(topic.key, in: &topicTurns)
            topicOrder.append(identity)
            topics[identity] = topic
            for question in topic.questions {
                let place = Place(
                    identity: Self.next(question.key, in: &questionTurns),
                    topic: identity,
                    topicKey: topic.key,
                    question: question
                )
                questionOrder.append(place)
                questions[place.identity] = place
            }
        }
    }

    private static func next(_ key: String, in turns: inout [ByteText: Int]) -> Identity {
        let text = ByteText(key)
        let turn = turns[text, default: 0]
        turns[text] = turn + 1
        return Identity(key: text, turn: turn)
    }

    func topics(notIn other: DiffSide) -> [LibraryDiff.PlacedTopic] {
        topicOrder.compactMap { identity in
            guard other.topics[identity] == nil, let topic = topics[identity] else { return nil }
            return LibraryDiff.PlacedTopic(key: topic.key, title: topic.title, general: topic.general ?? false)
        }
    }

    func questions(notIn other: DiffSide) -> [LibraryDiff.PlacedQuestion] {
        questionOrder.filter { other.questions[$0.identity] == nil }
            .map { LibraryDiff.PlacedQuestion(topic: $0.topicKey, question: $0.question) }
    }

    func changedTopics(since before: DiffSide) -> [LibraryDiff.ChangedTopic] {
        topicOrder.compactMap { identity in
            guard let old = before.topics[identity], let new = topics[identity] else { return nil }
            let fields = FieldList.topic(old, new)
            return fields.isEmpty ? nil : LibraryDiff.ChangedTopic(key: new.key, title: new.title, fields: fields)
        }
    }

    func changedQuestions(since before: DiffSide) -> [LibraryDiff.ChangedQuestion] {
        questionOrder.compactMap { place in
            guard let old = before.questions[place.identity] else { return nil }
            let new = place.question
            let fields = FieldList.question(old.question, new)
            return fields.isEmpty ? nil : LibraryDiff.ChangedQuestion(key: new.key, text: new.text, fields: fields)
        }
    }

    func movedQuestions(since before: DiffSide) -> [LibraryDiff.MovedQuestion] {
        questionOrder.compactMap { place in
            guard let old = before.questions[place.identity], old.topic != place.topic else { return nil }
            return LibraryDiff.MovedQuestion(
                key: place.question.key,
                text: place.question.text,
                from: old.topicKey,
                to: place.topicKey
            )
        }
    }

    func isReordered(since before: DiffSide) -> Bool {
        topicOrder.filter { before.topics[$0] != nil } != before.topicOrder.filter { topics[$0] != nil }
            || staying(since: before) != before.staying(since: self)
    }

    /// By topic, the questions that are under it in both documents.
    private func staying(since other: DiffSide) -> [Identity: [Identity]] {
        let both = questionOrder.filter { other.questions[$0.identity]?.topic == $0.topic }
        return Dictionary(grouping: both, by: \.topic).mapValues { $0.map(\.identity) }
    }
}

/// Collects the members in which two things differ.
private struct FieldList {
    private var changes: [LibraryDiff.FieldChange] = []

    static func front(_ before: LibraryDocument, _ after: LibraryDocument) -> [LibraryDiff.FieldChange] {
        var list = FieldList()
        list.compare(.slug, before.slug, after.slug)
        list.compare(.title, before.title, after.title)
        list.compare(.summary, before.summary, after.summary)
        list.compare(.language, before.language, after.language)
        list.compare(.licence, before.licence, after.licence)
        return list.changes
    }

    static func topic(
        _ before: LibraryDocument.Topic,
        _ after: LibraryDocument.Topic
    ) -> [LibraryDiff.FieldChange] {
        var list = FieldList()
        list.compare(.title, before.title, after.title)
        list.compare(.summary, before.summary, after.summary)
        list.compare(.general, "\(before.general ?? false)", "\(after.general ?? false)")
        return list.changes
    }

    static func question(
        _ before: LibraryDocument.Question,
        _ after: LibraryDocument.Question
    ) -> [LibraryDiff.FieldChange] {
        var list = FieldList()
        list.compare(.text, before.text, after.text)
        list.compare(.purpose, before.purpose, after.purpose)
        list.compare(.followUps, before.followUps ?? [], after.followUps ?? [])
        list.compare(.listenFor, before.listenFor ?? [], after.listenFor ?? [])
        list.compare(.warningSigns, before.warningSigns ?? [], after.warningSigns ?? [])
        list.compare(.kind, before.kind?.rawValue, after.kind?.rawValue)
        list.compare(.subject, before.subject?.rawValue, after.subject?.rawValue)
        list.compare(.horizon, before.horizon?.rawValue, after.horizon?.rawValue)
        list.compare(.audience, (before.audience ?? []).map(\.rawValue), (after.audience ?? []).map(\.rawValue))
        list.compare(.minutes, before.minutes.map(String.init), after.minutes.map(String.init))
        list.compare(
            .informativeness,
            before.informativeness.map { "\($0)" },
            after.informativeness.map { "\($0)" }
        )
        list.compare(.dimensions, before.dimensions ?? [], after.dimensions ?? [])
        return list.changes
    }

    private mutating func compare(_ field: LibraryDiff.Field, _ before: String?, _ after: String?) {
        compare(field, before.map { [$0] } ?? [], after.map { [$0] } ?? [])
    }

    private mutating func compare(_ field: LibraryDiff.Field, _ before: [String], _ after: [String]) {
        guard before.map(ByteText.init) != after.map(ByteText.init) else { return }
        changes.append(LibraryDiff.FieldChange(field: field, before: before, after: after))
    }
}
