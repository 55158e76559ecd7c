/// What makes two wordings the same question: where it comes from, or, letter case aside, the wording itself.
enum QuestionIdentity: Hashable {
    case library(ID<Library>, Slug)
    case own(ID<OwnQuestion>)
    case wording(String)

    /// All that a question is known by; two that share one are the same.
    static func all(source: QuestionSource?, own: ID<OwnQuestion>?, text: String) -> Set<QuestionIdentity> {
        var identities: Set<QuestionIdentity> = [.wording(text.lowercased())]
        if let source { identities.insert(.library(source.library, source.questionKey)) }
        if let own { identities.insert(.own(own)) }
        return identities
    }
}

extension AskableQuestion {
    var identities: Set<QuestionIdentity> { QuestionIdentity.all(source: source, own: own, text: text) }
}

extension PlanItem {
    var identities: Set<QuestionIdentity> { QuestionIdentity.all(source: source, own: ownQuestion, text: text.text) }
}

extension AskedQuestion {
    var identities: Set<QuestionIdentity> { QuestionIdentity.all(source: source, own: ownQuestion, text: text.text) }
}

extension AnsweredQuestion {
    /// The question of a library or of one's own that it is about.
    var identity: QuestionIdentity? {
        if let own { return .own(own) }
        guard let library, let questionKey else { return nil }
        return .library(library, questionKey)
    }
}
