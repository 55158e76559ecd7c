import JSONRPC
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Questions of a candidate's own.
struct OwnQuestionService: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(OwnQuestions.Create.self, by: create)
        router.serve(OwnQuestions.Update.self, by: update)
        router.serve(OwnQuestions.List.self, by: list)
    }

    func create(
        _ params: OwnQuestions.Create.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> OwnQuestion {
        let question = OwnQuestion(
            id: store.newID(),
            text: params.text,
            hints: try Self.checked(params.hints),
            kind: params.kind,
            audience: params.audience ?? [],
            minutes: params.minutes,
            informativeness: params.informativeness,
            dimensions: params.dimensions ?? [],
            priorities: params.priorities ?? [],
            archived: false,
            revision: 1,
            updatedAt: store.now()
        )
        return try await store.write(OwnQuestions.Create.self, params, by: candidate) { transaction in
            try await transaction.require(.ownQuestions, of: candidate.id)
            try await check(question, linked: question.priorities, in: transaction, by: candidate)
            return try await stored(question, by: .createOwnQuestion, in: transaction, of: candidate.id)
        }
    }

    func update(
        _ params: OwnQuestions.Update.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> OwnQuestion {
        let hints = try params.hints.map { hints throws(ServiceFailure) in try Self.checked(hints) }
        return try await store.write(OwnQuestions.Update.self, params, by: candidate) { transaction in
            var row = try await transaction.found(.ownQuestionForUpdate, OwnedID(candidate.id, params.id))
            try row.require(params.revision)
            row.text = params.text ?? row.text
            row.hints = hints.applied(to: row.hints) ?? nil
            row.kind = params.kind.applied(to: row.kind)
            row.audience = params.audience ?? row.audience
            row.minutes = params.minutes.applied(to: row.minutes)
            row.informativeness = params.informativeness.applied(to: row.informativeness)
            row.dimensions = params.dimensions ?? row.dimensions
            // A link to a priority that was deleted since may stay.
            let linked = params.priorities.map { keys in keys.filter { !row.priorities.contains($0) } } ?? []
            row.priorities = params.priorities ?? row.priorities
            row.archived = params.archived ?? row.archived
            try await check(row, linked: linked, in: transaction, by: candidate)
            return try await stored(row, by: .updateOwnQuestion, in: transaction, of: candidate.id)
        }
    }

    func list(
        _ params: OwnQuestions.List.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Page<OwnQuestion> {
        let request = try PageRequest(OwnQuestions.List.self, params)
        let page = OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows)
        let rows = try await store.read(by: candidate, .all(.ownQuestions, (page: page, archived: params.archived)))
        return request.page(rows) { $0.id.rawValue }
    }

    private func stored(
        _ question: OwnQuestion,
        by statement: Statement<OwnQuestionRow, (Revision, Timestamp)>,
        in transaction: Transaction,
        of owner: ID<Account>
    ) async throws -> OwnQuestion {
        var question = question
        let hints = try question.hints.map { try JSONEncoding.encode($0) }
        (question.revision, question.updatedAt) = try await transaction.one(
            statement,
            OwnQuestionRow(owner: owner, question: question, hints: hints)
        )
        return question
    }

    private func check(
        _ question: OwnQuestion,
        linked: [ID<Priority>],
        in transaction: Transaction,
        by candidate: Candidate
    ) async throws {
        if let minutes = question.minutes, !(1...60).contains(minutes) {
            throw ServiceFailure.invalid(path: "params.minutes", reason: "must be from 1 to 60")
        }
        if let informativeness = question.informativeness, !(0...1).contains(informativeness) {
            throw ServiceFailure.invalid(path: "params.informativeness", reason: "must be from 0 to 1")
        }
        guard Set(question.audience).count == question.audience.count else {
            throw ServiceFailure.invalid(path: "params.audience", reason: "must not name a role twice")
        }
        guard Set(question.dimensions).count == question.dimensions.count else {
            throw ServiceFailure.invalid(path: "params.dimensions", reason: "must not name a dimension twice")
        }
        if !question.dimensions.isEmpty {
            let catalogue = Set(try await transaction.all(.catalogueKeys, ()))
            for (index, dimension) in question.dimensions.enumerated() where !catalogue.contains(dimension) {
                throw ServiceFailure.invalid(
                    path: "params.dimensions[\(index)]",
                    reason: "is not a dimension of the catalogue"
                )
            }
        }
        guard question.priorities.count <= 50 else {
            throw ServiceFailure.invalid(path: "params.priorities", reason: "must have at most 50 items")
        }
        try await transaction.requirePriorities(linked, at: "params.priorities", of: candidate.id)
    }

    /// The hints with each text looked at; nil if nothing is left of them.
    private static func checked(_ hints: QuestionHints?) throws(ServiceFailure) -> QuestionHints? {
        guard let hints else { return nil }
        var checked = QuestionHints()
        if let purpose = hints.purpose {
            checked.purpose = try Self.text(purpose, as: Prose.self, at: "params.hints.purpose")
        }
        checked.followUps = try list(hints.followUps, at: "params.hints.followUps")
        checked.listenFor = try list(hints.listenFor, at: "params.hints.listenFor")
        checked.warningSigns = try list(hints.warningSigns, at: "params.hints.warningSigns")
        return checked == QuestionHints() ? nil : checked
    }

    /// The most items of each kind of hint.
    private static let hintLimit = 12

    private static func list(_ items: [String]?, at path: String) throws(ServiceFailure) -> [String]? {
        guard let items, !items.isEmpty else { return nil }
        guard items.count <= hintLimit else {
            throw .invalid(path: path, reason: "must have at most \(hintLimit) items")
        }
        var checked: [String] = []
        for (index, item) in items.enumerated() {
            checked.append(try text(item, as: Line.self, at: "\(path)[\(index)]"))
        }
        return checked
    }

    private static func text<Text: CheckedText>(
        _ text: String,
        as type: Text.Type,
        at path: String
    ) throws(ServiceFailure) -> String {
        do {
            return try Text(text).text
        } catch {
            throw .invalid(path: path, reason: error.description)
        }
    }
}

extension OwnQuestion: Revised {}

extension OwnerLimit {
    static let ownQuestions = OwnerLimit(count: .countOwnQuestions, maximum: 1000, noun: "questions of one's own")
}
