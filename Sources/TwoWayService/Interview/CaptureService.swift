import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// What was asked, and what was answered.
struct CaptureService: Sendable {
    /// The most askings of one call.
    static let maximumPerCall = 50
    /// The most askings of one interview.
    static let maximumPerInterview = 500

    let store: Store

    func serve(on router: inout Router) {
        router.serve(Capture.Record.self, by: record)
        router.serve(Capture.List.self, by: list)
        CaptureAmendments(store: store).serve(on: &router)
    }

    /// Writes everything at once and then compares it with what was sent; any difference takes it all back.
    ///
    /// One round trip for the askings, one more when some of them were taken back before, two for what is beside them, and one
    /// to commit. What was taken back by `capture.remove` stays away, and is named in the answer.
    func record(
        _ params: Capture.Record.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Capture.Record.Result {
        let id = OwnedID(candidate.id, params.interview)
        let sent = SentAskings(interview: id, entries: try checked(params.askings))
        let remarks = try SentRemarks(params, interview: id, now: store.now())
        return try await store.write(Capture.Record.self, params, by: candidate) { transaction in
            let (state, written, stored, count) = try await transaction.run(
                .first(.lockedInterviewState, id),
                .all(.recordAskings, sent),
                .all(.storedAskings, sent),
                .one(.askingCount, id)
            )
            guard let state else { throw ServiceFailure.notFound }
            // What is there was not taken back.
            let removed =
                stored.count == sent.entries.count
                ? [] : try await transaction.all(.removedAskingsAmong, (interview: id, askings: sent.entries.map(\.id)))
            try Self.compare(sent, with: stored, removed: removed, state: state)
            guard written.isEmpty || count <= Self.maximumPerInterview else {
                throw ServiceFailure.limitReached(
                    "There may be at most \(Self.maximumPerInterview) askings an interview."
                )
            }
            // A question that had been dropped checks its belief again once it was asked.
            if written.contains(where: \.settlesSomething) {
                try await EvidenceUpkeep(store: store).refresh(of: id, in: transaction)
            }
            let more = remarks.isEmpty ? 0 : try await remarks.record(in: transaction, state: state)
            return Capture.Record.Result(
                written: written.count + more,
                askings: sent.entries.map(\.id),
                removed: removed.isEmpty ? nil : sent.entries.map(\.id).filter(removed.contains)
            )
        }
    }

    func list(_ params: Capture.List.Params, by member: Member) async throws(ServiceFailure) -> Reading<Capture.List> {
        let request = try PageRequest(Capture.List.self, params)
        let before = try request.beforeID
        if let candidate = member.asCandidate {
            let page = OwnerPage(owner: candidate.id, before: before, rows: request.rows)
            let (state, askings) = try await store.read(
                by: candidate,
                .first(.interviewState, OwnedID(candidate.id, params.interview)),
                .all(.askings, (interview: params.interview, page: page))
            )
            if state != nil { return .own(request.page(askings) { $0.id.rawValue }) }
        }
        let thing = SharedThing.answers(in: params.interview)
        let shared = try await Viewing(store: store).read(Capture.List.self, thing, by: member) {
            transaction,
            rights -> [SharedAsking]? in
            let page = OwnerPage(owner: rights.owner, before: before, rows: request.rows)
            return try await transaction.all(.sharedAskings, (interview: params.interview, page: page))
                .map { $0.maskedFor(fields: rights.fields) }
        } kept: { document in
            document.content.answers?.filter { $0.interview == params.interview && $0.id.rawValue.isBefore(before) }
                .map { asking in
                    var asking = asking
                    asking.snapshotAt = document.takenAt
                    return asking
                }
        }
        return .shared(request.page(Array(shared.prefix(request.rows))) { $0.id.rawValue })
    }

    /// The entries without repetitions; the same id with other contents is refused already here (R22).
    private func checked(_ entries: [Capture.Record.Entry]) throws(ServiceFailure) -> [SentAskings.Entry] {
        guard entries.count <= Self.maximumPerCall else {
            throw .invalid(path: "params.askings", reason: "must have at most \(Self.maximumPerCall) askings")
        }
        let now = store.now()
        var seen: [ID<Asking>: Capture.Record.Entry] = [:]
        var answers: Set<ID<Answer>> = []
        var sent: [SentAskings.Entry] = []
        for (index, entry) in entries.enumerated() {
            try Self.check(entry, at: "params.askings[\(index)]", now: now)
            if let earlier = seen.updateValue(entry, forKey: entry.id) {
                guard earlier == entry else { throw .keyReused }
                continue
            }
            if let answer = entry.answer, !answers.insert(answer.id).inserted { throw .keyReused }
            sent.append(SentAskings.Entry(entry))
        }
        return sent
    }

    private static func check(
        _ entry: Capture.Record.Entry,
        at path: String,
        now: Timestamp
    ) throws(ServiceFailure) {
        guard entry.text != nil || entry.item != nil else {
            throw .invalid(path: "\(path).text", reason: "is needed without an item")
        }
        guard entry.answer == nil || entry.outcome.allowsAnswer else {
            throw .invalid(path: "\(path).answer", reason: "is only for the outcomes answered, partial and evaded")
        }
        if let value = entry.answer?.value { try check(value, at: "\(path).answer.value") }
        try check(entry.askedAt, at: "\(path).askedAt", now: now)
    }

    /// Refuses a value that has more or less than its kind needs.
    static func check(_ value: AnswerValue, at path: String) throws(ServiceFailure) {
        guard value.isProper else {
            throw .invalid(path: path, reason: "must have what its kind needs and nothing else, a number within 10^15")
        }
    }

    /// Refuses a time that can only be a mistake.
    static func check(_ time: Timestamp, at path: String, now: Timestamp) throws(ServiceFailure) {
        guard time >= earliest, time <= now + .seconds(86_400) else {
            throw .invalid(path: path, reason: "must be after 1999 and at most a day from now")
        }
    }

    /// Refuses a day that can only be a mistake; somewhere on earth it may be tomorrow.
    static func check(_ day: Day, at path: String, now: Timestamp) throws(ServiceFailure) {
        let latest = LocalDateTime(now + .seconds(86_400), in: .utc).day
        guard day >= LocalDateTime(earliest, in: .utc).day, day <= latest else {
            throw .invalid(path: path, reason: "must be after 1999 and not in the future")
        }
    }

    /// 2000-01-01T00:00:00Z.
    private static let earliest = Timestamp(microseconds: 946_684_800_000_000)

    static let takesNothing = ServiceFailure.invalidState(
        "This interview is closed, cancelled or was not held; nothing more is recorded in it."
    )

    /// Refuses everything if one of the askings is not stored as it was sent.
    private static func compare(
        _ sent: SentAskings,
        with stored: [Asking],
        removed: [ID<Asking>],
        state: Interview.State
    ) throws(ServiceFailure) {
        let found = Dictionary(stored.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        guard sent.entries.allSatisfy({ $0.agrees(with: found[$0.id], in: sent.interview.id) }) else {
            throw .keyReused
        }
        guard found.count + removed.count < sent.entries.count else { return }
        guard state.takesAskings else {
            throw takesNothing
        }
        // A person or an item that is missing, or somebody else's (R1).
        throw .notFound
    }
}

extension SentAskings.Entry {
    fileprivate init(_ entry: Capture.Record.Entry) {
        self.init(
            id: entry.id,
            item: entry.item,
            text: entry.text,
            person: entry.person,
            askedAt: entry.askedAt,
            outcome: entry.outcome,
            answer: entry.answer
        )
    }

    /// Whether a stored asking has the same contents; nothing stored is no contradiction.
    ///
    /// A wording that was left to the item is whatever the item said at the time. What was corrected since is not compared,
    /// so that a late copy of the first record does no harm: outcome and answer, and the person after a merge.
    fileprivate func agrees(with stored: Asking?, in interview: ID<Interview>) -> Bool {
        guard let stored else { return true }
        let isSame =
            stored.interview == interview && stored.item == item && (text == nil || text == stored.text)
            && stored.askedAt == askedAt
        return isSame
            && (stored.amendedAt != nil
                || stored.person == person && stored.outcome == outcome && stored.answer == answer)
    }
}
