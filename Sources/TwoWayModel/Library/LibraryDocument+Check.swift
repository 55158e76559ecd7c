extension LibraryDocument {
    /// Says what must be mended before the library can be published, and what is worth a look.
    ///
    /// The findings come in the order of the document, at most `LibraryLimits.findings` of them. Takes time about linear
    /// in the size of the document. The catalogue has the keys of the dimensions.
    public func check(catalogue: Set<String>) -> [Finding] {
        var check = LibraryCheck(catalogue: catalogue)
        check.visit(self)
        return check.findings.result
    }
}

/// One run over a document.
private struct LibraryCheck {
    let catalogue: Set<String>
    var findings = FindingList()
    private var topicPlaces: [String: String] = [:]
    private var questionPlaces: [String: String] = [:]
    private var titlePlaces: [String: String] = [:]
    /// Only of English it is known how a question begins that yes or no is an answer to.
    private var isEnglish = false

    init(catalogue: Set<String>) {
        self.catalogue = catalogue
    }

    mutating func visit(_ document: LibraryDocument) {
        visitHead(document)
        let questions = document.topics.reduce(0) { $0 + $1.questions.count }
        var isTooLarge = false
        if document.topics.count > LibraryLimits.topics {
            findings.error("topics", "has more than \(LibraryLimits.topics) topics")
            isTooLarge = true
        }
        if questions > LibraryLimits.questions {
            findings.error("topics", "has more than \(LibraryLimits.questions) questions")
            isTooLarge = true
        }
        if document.textBytes > LibraryLimits.document {
            findings.error("", "has more than \(LibraryLimits.document) bytes of text")
            isTooLarge = true
        }
        if document.topics.isEmpty {
            findings.error("topics", "has no topics")
        } else if !document.topics.contains(where: { $0.general == true }) {
            findings.warning("topics", "has no general topic, such as the job itself")
        }
        // A document beyond the limits is not worth the time that looking at each question takes.
        guard !isTooLarge else { return }
        let similar = SimilarTexts(document.topics.map { $0.questions.map(\.text) })
        for (index, topic) in document.topics.enumerated() {
            visit(topic, at: "topics[\(index)]", similar: similar.findings[index])
        }
    }

    private mutating func visitHead(_ document: LibraryDocument) {
        isEnglish = document.language.lowercased().split(separator: "-").first == "en"
        if !Slug.accepts(document.slug) {
            findings.error("slug", "must have 2 to 63 small letters, digits or hyphens, and not start with a hyphen")
        }
        findings.check(document.title, at: "title", limit: LibraryLimits.title)
        findings.check(document.summary, at: "summary", limit: LibraryLimits.summary, allowsLines: true)
        do {
            _ = try LanguageTag(document.language)
        } catch {
            findings.error("language", error.description)
        }
        findings.check(document.licence, at: "licence", limit: LibraryLimits.licence)
    }

    private mutating func visit(_ topic: LibraryDocument.Topic, at path: String, similar: [SimilarTexts.Match?]) {
        visitKey(topic.key, at: "\(path).key", places: \.topicPlaces)
        findings.check(topic.title, at: "\(path).title", limit: LibraryLimits.topicTitle)
        let title = topic.title.trimmingWhitespace().lowercased()
        if let first = titlePlaces[title] {
            findings.warning("\(path).title", "is the same as \(first)")
        } else {
            titlePlaces[title] = "\(path).title"
        }
        findings.check(topic.summary, at: "\(path).summary", limit: LibraryLimits.summary, allowsLines: true)
        if topic.questions.isEmpty {
            findings.error("\(path).questions", "has no questions")
        }
        for (index, question) in topic.questions.enumerated() {
            let place = "\(path).questions[\(index)]"
            visitKey(question.key, at: "\(place).key", places: \.questionPlaces)
            visitText(question, at: "\(place).text", similar: similar[index])
            visitGuidance(question, at: place)
            visitClasses(question, at: place, isGeneral: topic.general == true)
        }
    }

    private mutating func visitKey(
        _ key: String,
        at path: String,
        places: WritableKeyPath<LibraryCheck, [String: String]>
    ) {
        if !Slug.accepts(key) {
            findings.error(path, "must have 2 to 63 small letters, digits or hyphens, and not start with a hyphen")
        } else if let first = self[keyPath: places][key] {
            findings.error(path, "is the same as \(first)")
        } else {
            self[keyPath: places][key] = path
        }
    }

    private mutating func visitText(
        _ question: LibraryDocument.Question,
        at path: String,
        similar: SimilarTexts.Match?
    ) {
        let text = question.text
        findings.check(text, at: path, limit: LibraryLimits.text)
        let questionMarks: Set<Unicode.Scalar> = ["?", "\u{FF1F}", "\u{061F}", "\u{037E}", "\u{055E}", "\u{1367}"]
        if !text.unicodeScalars.contains(where: questionMarks.contains) {
            findings.warning(path, "does not look like a question")
        } else if isEnglish, question.kind != .factual, ClosedQuestion.matches(text) {
            findings.warning(path, "can be answered with yes or no; let it start with how, what, when or who")
        }
        switch similar {
        case .same(let place): findings.error(path, "says the same as \(place)")
        case .close(let place): findings.warning(path, "says nearly the same as \(place)")
        case nil: break
        }
    }

    private mutating func visitGuidance(_ question: LibraryDocument.Question, at path: String) {
        if let purpose = question.purpose {
            findings.check(purpose, at: "\(path).purpose", limit: LibraryLimits.purpose, allowsLines: true)
        } else {
            findings.error("\(path).purpose", "is missing")
        }
        visitList(question.followUps, at: "\(path).followUps")
        visitList(question.listenFor, at: "\(path).listenFor")
        visitList(question.warningSigns, at: "\(path).warningSigns")
    }

    private mutating func visitList(_ items: [String]?, at path: String) {
        guard let items, !items.isEmpty else { return findings.error(path, "is missing") }
        if items.count > LibraryLimits.listItems {
            findings.error(path, "has more than \(LibraryLimits.listItems) items")
        }
        for (index, item) in items.enumerated() {
            findings.check(item, at: "\(path)[\(index)]", limit: LibraryLimits.listItem)
        }
        visitRepetitions(items.map { $0.trimmingWhitespace().lowercased() }, at: path)
    }

    private mutating func visitRepetitions(_ items: [String], at path: String) {
        var places: [String: Int] = [:]
        for (index, item) in items.enumerated() where !item.isEmpty {
            if let first = places[item] {
                findings.warning("\(path)[\(index)]", "is the same as \(path)[\(first)]")
            } else {
                places[item] = index
            }
        }
    }

    private mutating func visitClasses(_ question: LibraryDocument.Question, at path: String, isGeneral: Bool) {
        if question.kind == nil {
            findings.error("\(path).kind", "is missing")
        }
        if question.audience?.isEmpty ?? true {
            findings.error("\(path).audience", "is missing")
        }
        visitRepetitions((question.audience ?? []).map(\.rawValue), at: "\(path).audience")
        if let minutes = question.minutes {
            if !LibraryLimits.minutes.contains(minutes) {
                findings.error("\(path).minutes", "must be from 1 to 30")
            }
        } else {
            findings.error("\(path).minutes", "is missing")
        }
        if let informativeness = question.informativeness, !(0...1).contains(informativeness) {
            findings.error("\(path).informativeness", "must be from 0 to 1")
        }
        visitDimensions(question.dimensions ?? [], at: "\(path).dimensions", isGeneral: isGeneral)
    }

    /// A general question belongs to every list anyway, so that it may do without a dimension.
    private mutating func visitDimensions(_ dimensions: [String], at path: String, isGeneral: Bool) {
        if dimensions.isEmpty {
            findings.add(isGeneral ? .warning : .error, path, "is missing")
        }
        if dimensions.count > LibraryLimits.listItems {
            findings.error(path, "has more than \(LibraryLimits.listItems) items")
        }
        for (index, dimension) in dimensions.enumerated() where !catalogue.contains(dimension) {
            findings.error("\(path)[\(index)]", "is not a dimension of the catalogue")
        }
        visitRepetitions(dimensions, at: path)
    }
}

/// English questions that yes or no is an answer to, by their first word.
enum ClosedQuestion {
    private static let beginnings: Set<Substring> = [
        "am", "are", "can", "could", "did", "do", "does", "had", "has", "have", "is", "may", "might", "must", "should",
        "was", "were", "will", "would",
    ]

    /// A question that offers a choice ("is it this or that?") is none.
    static func matches(_ text: String) -> Bool {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber) }
        guard let first = words.first else { return false }
        return beginnings.contains(first) && !words.contains("or")
    }
}
