import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

extension LibraryDocument {
    /// A small document that can be published.
    static func sample(
        slug: String = "first-talks",
        title: String = "First talks",
        summary: String? = "What to ask early on.",
        questions: [Question] = [.sample()]
    ) -> LibraryDocument {
        LibraryDocument(
            slug: slug,
            title: title,
            summary: summary,
            language: "en",
            licence: "CC-BY-4.0",
            topics: [Topic(key: "the-job", title: "The job itself", general: true, questions: questions)]
        )
    }
}

extension LibraryDocument.Question {
    static func sample(
        key: String = "last-week",
        text: String = "Where did the hours of last week go?",
        informativeness: Double? = 0.8
    ) -> Self {
        Self(
            key: key,
            text: text,
            purpose: "Adverts list duties, not hours.",
            followUps: ["How was the week before?"],
            listenFor: ["Named tasks with rough hours"],
            warningSigns: ["Nobody can say"],
            kind: .example,
            subject: .work,
            horizon: .firstThreeMonths,
            audience: [.hiringManager, .peer],
            minutes: 5,
            informativeness: informativeness,
            dimensions: ["training"]
        )
    }

    /// Says something else than any other that goes by another name.
    static let second = sample(key: "predecessor", text: "Who held this job before, and what became of them?")
    static let third = sample(key: "first-review", text: "By what will my work be judged after ninety days?")
}

extension TestClient {
    func createLibrary(
        _ document: LibraryDocument = .sample(),
        visibility: Library.Visibility = .public
    ) async throws -> Library {
        try await call(Libraries.Create.self, .init(document: document, visibility: visibility))
    }

    /// Creates a library and publishes its first version.
    func publishLibrary(
        _ document: LibraryDocument = .sample(),
        visibility: Library.Visibility = .public
    ) async throws -> Library {
        let library = try await createLibrary(document, visibility: visibility)
        try await publish(library.id, revision: 1)
        return try await call(Libraries.Get.self, .init(id: library.id))
    }

    @discardableResult
    func publish(_ library: ID<Library>, revision: Revision) async throws -> LibraryVersionSummary {
        let notes = try Prose("What is new.")
        return try await call(
            Libraries.Publish.self,
            .init(library: library, revision: revision, changeNotes: notes)
        )
    }

    /// Saves the document over the present draft, and publishes it.
    @discardableResult
    func publish(_ document: LibraryDocument, of library: ID<Library>) async throws -> LibraryVersionSummary {
        let draft = try await call(Libraries.GetDraft.self, .init(library: library))
        let saved = try await call(
            Libraries.SaveDraft.self,
            .init(library: library, document: document, revision: draft.revision)
        )
        return try await publish(library, revision: saved.revision)
    }

    /// Calls a method that has to fail, and answers the error as the bytes that came.
    func refusal<Method: TwoWayMethod>(_ method: Method.Type, _ params: Method.Params) async throws -> String {
        let line = try RPCCall.encode(method: Method.name, params: params, id: RPCID(1))
        let answer = try #require(await send(String(decoding: line, as: UTF8.self)))
        try #require(answer.contains(#""error":"#), "\(answer)")
        return answer
    }
}

/// The error that a call fails with.
func rpcError(_ body: () async throws -> Void) async throws -> RPCError {
    do {
        try await body()
    } catch let error as RPCError {
        return error
    }
    throw TestFailure("the call went well")
}

/// The findings in the data of an error.
func findings(of error: RPCError) throws -> [Finding] {
    let findings = try #require(error.data?.extra["findings"])
    return try JSONDecoding.decode([Finding].self, from: findings.parsed(), at: "findings")
}
