import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Looking for single questions.
extension LibraryService {
    /// Somebody who is both finds what either role may read, each question once.
    func search(
        _ params: Libraries.Search.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Page<FoundQuestion> {
        let request = try PageRequest(Libraries.Search.self, params)
        let before = try request.beforeIDAndNumber
        if let library = params.library {
            _ = try await get(Libraries.Get.Params(id: library), by: member)
        }
        let search = QuestionSearch(
            reader: member.id,
            before: (library: before.id, countdown: before.number),
            rows: request.rows,
            text: params.text?.text,
            dimension: params.dimension,
            audience: params.audience,
            kind: params.kind,
            library: params.library
        )
        var rows: [ListedQuestion] = []
        if let candidate = member.asCandidate {
            (_, rows) = try await store.read(by: candidate, .execute(.planForValues), Self.query(search))
        }
        if let coach = member.asCoach {
            let (_, seen) = try await store.read(by: coach, .execute(.planForValues), Self.query(search))
            rows = ListedQuestion.merged(rows, seen)
        }
        return try request.page(
            rows,
            place: { ($0.library.rawValue, $0.countdown) },
            item: { row throws(ServiceFailure) in try FoundQuestion(row) }
        )
    }

    private static func query(_ search: QuestionSearch) -> Query<[ListedQuestion]> {
        .all(search.text == nil ? .listedQuestions : .listedQuestionsWithWords, search)
    }
}

extension ListedQuestion {
    /// Both lists as one, in their order, with what is in both once.
    fileprivate static func merged(_ left: [ListedQuestion], _ right: [ListedQuestion]) -> [ListedQuestion] {
        var places = Set(left.map(\.place))
        return (left + right.filter { places.insert($0.place).inserted }).sorted { $0.place > $1.place }
    }

    private var place: Place { Place(library: library, countdown: countdown) }

    private struct Place: Hashable, Comparable {
        let library: ID<Library>
        let countdown: Int

        static func < (left: Place, right: Place) -> Bool {
            let (mine, theirs) = (left.library.rawValue, right.library.rawValue)
            return mine == theirs ? left.countdown < right.countdown : mine < theirs
        }
    }
}

extension FoundQuestion {
    fileprivate init(_ row: ListedQuestion) throws(ServiceFailure) {
        let question: LibraryDocument.Question
        let key: Slug
        do {
            let text = try JSONDocument(parsing: row.content)
            question = try JSONDecoding.decode(LibraryDocument.Question.self, from: text.root, at: "content")
            key = try Slug(question.key)
        } catch {
            throw .unexpected("a listed question cannot be read: \(error)")
        }
        self.init(
            library: row.library,
            libraryTitle: row.libraryTitle,
            ownerName: row.ownerName,
            version: row.version,
            questionKey: key,
            topic: row.topic,
            general: row.isGeneral,
            text: question.text,
            purpose: question.purpose,
            followUps: question.followUps,
            listenFor: question.listenFor,
            warningSigns: question.warningSigns,
            kind: question.kind,
            subject: question.subject,
            horizon: question.horizon,
            audience: question.audience,
            minutes: question.minutes,
            dimensions: question.dimensions
        )
    }
}
