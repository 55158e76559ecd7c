import Testing
import TwoWayModel

@testable import twoway

@Suite struct LibraryDiffTextTests {
    private func lines(_ from: LibraryDocument, _ to: LibraryDocument) -> [String] {
        LibraryDiffText(LibraryDocument.diff(from: from, to: to)).lines.map { $0.rendered(on: .pipe) }
    }

    @Test func `a difference is told line by line, each with a sign`() {
        let before = LibraryDocument(
            slug: "talks",
            title: "Talks",
            language: "en",
            licence: "CC0-1.0",
            topics: [
                .init(
                    key: "job",
                    title: "The job",
                    questions: [
                        .init(key: "hours", text: "Where?", followUps: ["One", "Two"]),
                        .init(key: "size", text: "Who?"),
                        .init(key: "pay", text: "How much?"),
                    ]
                ), .init(key: "old", title: "Old", questions: []),
            ]
        )
        var after = before
        after.title = "First talks"
        after.licence = nil
        after.topics[0].title = "The work"
        after.topics[0].questions[0] = .init(key: "hours", text: "Where to?", followUps: ["One"], minutes: 5)
        after.topics[1] = .init(key: "new", title: "New", questions: [.init(key: "plan", text: "What next?")])
        after.topics[1].questions.append(after.topics[0].questions.remove(at: 2))
        after.topics[0].questions.remove(at: 1)
        #expect(
            lines(before, after) == [
                "title: Talks -> First talks", "licence: CC0-1.0 -> (nothing)", "+ topic new  New", "- topic old  Old",
                "~ topic job  The work", "    title: The job -> The work", "+ plan  What next?", "- size  Who?",
                "~ hours  Where to?", "    text: Where? -> Where to?", "    followUps: One | Two -> One",
                "    minutes: 5", "> pay  from job to new",
            ]
        )
        #expect(lines(before, before) == [])
    }

    @Test func `another order is told`() {
        let before = LibraryDocument(
            slug: "talks",
            title: "Talks",
            language: "en",
            topics: [.init(key: "one", title: "1", questions: []), .init(key: "two", title: "2", questions: [])]
        )
        var after = before
        after.topics.reverse()
        #expect(lines(before, after) == ["> topics or questions stand in another order"])
    }
}
