import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What a capture holds beside the askings, checked as far as that goes without the database.
struct SentRemarks {
    /// The most of each kind in one interview.
    static let maximumPerInterview = 200

    private let interview: OwnedID<Interview>
    private let questions: [Capture.Record.Question]
    private let promises: [Capture.Record.Promised]
    private let followUps: [Capture.Record.Owed]

    var isEmpty: Bool { questions.isEmpty && promises.isEmpty && followUps.isEmpty }

    /// Takes each once; the same id with other contents is refused already here (R22).
    init(
        _ params: Capture.Record.Params,
        interview: OwnedID<Interview>,
        now: Timestamp
    ) throws(ServiceFailure) {
        self.interview = interview
        for (index, sent) in (params.employerQuestions ?? []).enumerated() {
            try CaptureService.check(sent.askedAt, at: "params.employerQuestions[\(index)].askedAt", now: now)
        }
        for (index, sent) in (params.promises ?? []).enumerated() {
            try CaptureService.check(sent.promisedOn, at: "params.promises[\(index)].promisedOn", now: now)
        }
        questions = try Self.once(params.employerQuestions, "employerQuestions", by: \.id)
        promises = try Self.once(params.promises, "promises", by: \.id)
        followUps = try Self.once(params.followUps, "followUps", by: \.id)
    }

    private static func once<Entry: Hashable, Key: Hashable>(
        _ entries: [Entry]?,
        _ member: String,
        by key: KeyPath<Entry, Key>
    ) throws(ServiceFailure) -> [Entry] {
        let entries = entries ?? []
        guard entries.count <= CaptureService.maximumPerCall else {
            throw .invalid(path: "params.\(member)", reason: "must have at most \(CaptureService.maximumPerCall)")
        }
        var seen: [Key: Entry] = [:]
        var result: [Entry] = []
        for entry in entries {
            if let earlier = seen.updateValue(entry, forKey: entry[keyPath: key]) {
                guard earlier == entry else { throw .keyReused }
            } else {
                result.append(entry)
            }
        }
        return result
    }

    /// Writes everything at once and compares it with what was sent; any difference takes it all back.
    ///
    /// Answers how many were new.
    func record(in transaction: Transaction, state: Interview.State) async throws -> Int {
        let sentQuestions = SentEmployerQuestions(
            interview: interview,
            questions: questions.map { EmployerQuestion($0, in: interview.id) }
        )
        let sentPromises = SentPromises(
            interview: interview,
            promises: promises.map {
                .init(id: $0.id, person: $0.person, priority: $0.priority, text: $0.text, promisedOn: $0.promisedOn)
            }
        )
        let sentFollowUps = SentFollowUps(
            interview: interview,
            followUps: followUps.map {
                .init(id: $0.id, person: $0.person, owedBy: $0.owedBy, text: $0.text, dueOn: $0.dueOn)
            }
        )
        if !promises.isEmpty { try await transaction.require(.promises, of: interview.owner) }
        if !followUps.isEmpty { try await transaction.require(.followUps, of: interview.owner) }
        let (newQuestions, newPromises, newFollowUps) = try await transaction.run(
            .all(.recordEmployerQuestions, sentQuestions),
            .all(.recordPromises, sentPromises),
            .all(.recordFollowUps, sentFollowUps)
        )
        let (storedQuestions, storedPromises, storedFollowUps, counts) = try await transaction.run(
            .all(.storedEmployerQuestions, sentQuestions),
            .all(.storedPromises, sentPromises),
            .all(.storedFollowUps, sentFollowUps),
            .one(.recordCounts, interview)
        )
        try compare(storedQuestions, storedPromises, storedFollowUps)
        let missing =
            questions.count + promises.count + followUps.count - storedQuestions.count - storedPromises.count
            - storedFollowUps.count
        if missing > 0 {
            guard state.takesAskings else { throw CaptureService.takesNothing }
            // A person that is missing, or somebody else's (R1).
            throw ServiceFailure.notFound
        }
        let isNew = !(newQuestions.isEmpty && newPromises.isEmpty && newFollowUps.isEmpty)
        let most = max(counts.employerQuestions, counts.promises, counts.followUps)
        guard !isNew || most <= Self.maximumPerInterview else {
            throw ServiceFailure.limitReached(
                "There may be at most \(Self.maximumPerInterview) questions of the employer, promises and follow-ups "
                    + "each an interview."
            )
        }
        return newQuestions.count + newPromises.count + newFollowUps.count
    }

    /// Refuses what is stored under an id with other contents.
    ///
    /// A promise or a follow-up that was edited since is still the one that was sent.
    private func compare(
        _ storedQuestions: [EmployerQuestion],
        _ storedPromises: [Promise],
        _ storedFollowUps: [FollowUp]
    ) throws(ServiceFailure) {
        let sentQuestions = Dictionary(
            questions.map { ($0.id, EmployerQuestion($0, in: interview.id)) },
            uniquingKeysWith: { first, _ in first }
        )
        let sentPromises = Dictionary(promises.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let sentFollowUps = Dictionary(followUps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let agree =
            storedQuestions.allSatisfy { sentQuestions[$0.id] == $0 }
            && storedPromises.allSatisfy { sentPromises[$0.id].map($0.isRecord) == true }
            && storedFollowUps.allSatisfy { sentFollowUps[$0.id].map($0.isRecord) == true }
            && (storedPromises.map(\.interview) + storedFollowUps.map(\.interview)).allSatisfy { $0 == interview.id }
        guard agree else { throw .keyReused }
    }
}

extension EmployerQuestion {
    fileprivate init(_ sent: Capture.Record.Question, in interview: ID<Interview>) {
        self.init(
            id: sent.id,
            interview: interview,
            person: sent.person,
            text: sent.text,
            reply: sent.reply,
            askedAt: sent.askedAt
        )
    }
}

extension Promise {
    /// Whether this is what was sent, or was when it was recorded.
    fileprivate func isRecord(of sent: Capture.Record.Promised) -> Bool {
        revision > 1
            || person == sent.person && priority == sent.priority && text == sent.text && promisedOn == sent.promisedOn
    }
}

extension FollowUp {
    /// Whether this is what was sent, or was when it was recorded.
    fileprivate func isRecord(of sent: Capture.Record.Owed) -> Bool {
        revision > 1 || person == sent.person && owedBy == sent.owedBy && text == sent.text && dueOn == sent.dueOn
    }
}
