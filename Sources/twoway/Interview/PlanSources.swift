import TwoWayModel
import TwoWayProtocol

/// All that questions of a plan refer to: followed libraries, interviewers, and what matters.
struct PlanSources {
    private struct Shelf {
        var followed: FollowedLibrary
        var document: LibraryDocument
    }

    private let interview: Interview
    private let priorities: [Priority]
    private let shelves: [Shelf]
    /// What each name of a library stands for.
    private let names: [String: ID<Library>]

    /// Reads the libraries that are named, or the only one that is followed.
    init(_ conversation: Conversation, interview: Interview, libraries: [String]) async throws {
        self.interview = interview
        priorities = try await Self.priorities(of: interview, conversation)
        let followed = try await conversation.followedLibraries().filter { $0.subscription.state == .active }
        var names: [String: ID<Library>] = [:]
        for name in Set(libraries) { names[name] = try await conversation.followed(name).library.id }
        self.names = names
        let wanted = libraries.isEmpty ? Set(followed.map(\.library.id)) : Set(names.values)
        var shelves: [Shelf] = []
        for one in followed where wanted.contains(one.library.id) {
            let params = Libraries.GetVersion.Params(
                library: one.library.id,
                number: one.subscription.pinnedVersion
            )
            let version = try await conversation.server.call(Libraries.GetVersion.self, params).value
            shelves.append(Shelf(followed: one, document: version.document))
        }
        self.shelves = shelves
    }

    func entry(for wish: PlanFile.Item) throws(CommandFailure) -> Plans.Save.Entry {
        var entry = Plans.Save.Entry(
            ownQuestion: wish.ownQuestion,
            belief: wish.belief,
            contradiction: wish.contradiction,
            carriedFrom: wish.carriedFrom,
            text: wish.text,
            targetRole: wish.role,
            mustAsk: wish.mustAsk,
            minutes: wish.minutes
        )
        if let question = wish.question {
            try place(question, of: wish.library, into: &entry)
        } else if !wish.isQuestion {
            throw .usage("A question of a plan needs a key, a text, or where it comes from.")
        }
        if let names = wish.priorities {
            entry.priorities = try names.map { name throws(CommandFailure) in
                try PriorityText.find(name, among: priorities)
            }
        }
        if let person = wish.person { try aim(&entry, at: person) }
        return entry
    }

    /// Finds a question by its key; the server links it to the priorities that it is made for.
    private func place(
        _ key: String,
        of library: String?,
        into entry: inout Plans.Save.Entry
    ) throws(CommandFailure) {
        let shelf = try shelf(library, holding: key)
        let questions = shelf.document.topics.flatMap(\.questions)
        guard questions.contains(where: { $0.key == key }), let slug = try? Slug(key) else {
            let version = shelf.followed.subscription.pinnedVersion
            let nearest = Nearest.word(to: key, among: questions.map(\.key))
            throw .notFound(
                "\(shelf.followed.library.slug), version \(version), has no question \"\(key)\".",
                hint: nearest.map { "Do you mean \($0)?" }
                    ?? "See its questions: twoway library show \(shelf.followed.library.slug)"
            )
        }
        entry.source = QuestionSource(
            library: shelf.followed.library.id,
            version: shelf.followed.subscription.pinnedVersion,
            questionKey: slug
        )
    }

    /// The library that is named; without a name the only one, or the only one that has the question.
    private func shelf(_ name: String?, holding key: String) throws(CommandFailure) -> Shelf {
        if let name, let id = names[name], let shelf = shelves.first(where: { $0.followed.library.id == id }) {
            return shelf
        }
        guard let first = shelves.first else {
            throw .notFound("You follow no library.", hint: "Find one and follow it: twoway library find")
        }
        guard shelves.count > 1 else { return first }
        let holding = shelves.filter { shelf in
            shelf.document.topics.contains { $0.questions.contains { $0.key == key } }
        }
        guard holding.count == 1, let only = holding.first else {
            let slugs = shelves.map(\.followed.library.slug.text).joined(separator: ", ")
            throw .usage("It is not clear which library \"\(key)\" is from.", hint: "Say it with --library: \(slugs).")
        }
        return only
    }

    /// Aims a question at an interviewer, or at whoever has a role.
    private func aim(_ entry: inout Plans.Save.Entry, at text: String) throws(CommandFailure) {
        if let role = InterviewerRole(rawValue: text) {
            entry.targetRole = role
            return
        }
        entry.targetPerson = try InterviewerChoice.find(text, in: interview)
    }

    /// What matters in the job search of the interview; nothing if no set counts yet.
    private static func priorities(of interview: Interview, _ conversation: Conversation) async throws -> [Priority] {
        let view = try await conversation.server.call(Opportunities.Get.self, .init(id: interview.opportunity)).value
        guard let jobSearch = view.jobSearch else { return [] }
        let desk = PriorityDesk(conversation: conversation, jobSearch: jobSearch)
        return try await desk.current()?.value.priorities ?? []
    }
}

/// Finds one of the people of an interview.
enum InterviewerChoice {
    static func find(_ text: String, in interview: Interview) throws(CommandFailure) -> ID<Person> {
        let entries = interview.interviewers.map { Lookup<Person>.Entry($0.person, $0.name.text) }
        let lookup = Lookup<Person>(
            noun: "interviewer",
            hint: "Whom you meet is said with: twoway interview edit \(interview.id.short) --with PERSON"
        )
        return try lookup.find(text, among: entries)
    }
}
