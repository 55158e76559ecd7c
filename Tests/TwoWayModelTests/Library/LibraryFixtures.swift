import TwoWayModel

extension LibraryDocument.Question {
    /// A question that no check has anything to say about, unless the text is asked twice.
    static func sample(_ key: String, _ text: String) -> Self {
        Self(
            key: key,
            text: text,
            purpose: "To learn what counts.",
            followUps: ["How did that work out?"],
            listenFor: ["A concrete case"],
            warningSigns: ["Long silence"],
            kind: .example,
            subject: .boss,
            horizon: .firstThreeMonths,
            audience: [.hiringManager, .peer],
            minutes: 4,
            informativeness: 0.6,
            dimensions: ["training"]
        )
    }
}

extension LibraryDocument {
    static func sample(_ questions: [Question]) -> LibraryDocument {
        LibraryDocument(
            slug: "good-questions",
            title: "Good questions",
            language: "en",
            topics: [Topic(key: "job", title: "The job", general: true, questions: questions)]
        )
    }

    static let sound = sample([
        .sample("first-year", "What does a good first year look like?"),
        .sample("feedback", "When did you last give feedback to somebody in the team?"),
    ])
}
