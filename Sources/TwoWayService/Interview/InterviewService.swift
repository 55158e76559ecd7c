import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Meetings with employers.
struct InterviewService: Sendable {
    /// The most interviews of one account.
    static let maximumInterviews = 2000

    let store: Store

    func serve(on router: inout Router) {
        router.serve(Interviews.Create.self, by: create)
        InterviewReading(store: store).serve(on: &router)
        router.serve(Interviews.Update.self, by: update)
        router.serve(Interviews.Advance.self, by: advance)
    }

    func create(_ params: Interviews.Create.Params, by candidate: Candidate) async throws(ServiceFailure) -> Interview {
        var interview = Interview(
            id: store.newID(),
            opportunity: params.opportunity,
            round: params.round ?? 1,
            title: params.title,
            format: params.format,
            scheduledStart: params.scheduledStart,
            scheduledEnd: params.scheduledEnd,
            timeZone: params.timeZone ?? candidate.account.timeZone,
            questionMinutes: params.questionMinutes ?? 15,
            state: params.scheduledStart == nil ? .proposed : .scheduled,
            interviewers: [],
            revision: 1,
            updatedAt: store.now()
        )
        interview.localStart = interview.scheduledStart.map { LocalDateTime($0, in: interview.timeZone) }
        if let round = params.round, !(1...1000).contains(round) {
            throw .invalid(path: "params.round", reason: "must be from 1 to 1000")
        }
        try interview.checkTimes(endIsGiven: true)
        let roster = try Roster(params.interviewers ?? [])
        return try await store.write(Interviews.Create.self, params, by: candidate) { transaction in
            let opportunity = OwnedID(candidate.id, params.opportunity)
            let (_, place, people, waiting) = try await transaction.run(
                .first(.lockedOpportunity, opportunity),
                .first(.placeOfNextInterview, opportunity),
                .all(.peopleInUsualRole, (owner: candidate.id, people: roster.people)),
                .all(.waitingItems, opportunity)
            )
            guard let place else { throw ServiceFailure.notFound }
            guard place.interviews < Self.maximumInterviews else {
                throw ServiceFailure.limitReached("There may be at most \(Self.maximumInterviews) interviews.")
            }
            interview.round = params.round ?? place.nextRound
            interview.interviewers = try roster.interviewers(among: people)
            let stored = (owner: candidate.id, interview: interview)
            let carried = waiting.map { CarriedItem(item: $0, interview: interview.id, newID: store.newID()) }
            let (_, _, _, answer) = try await transaction.run(
                .execute(.createInterview, stored),
                .execute(.putInterviewers, stored),
                .all(.carryItems, (owner: candidate.id, items: carried)),
                .one(.interview, OwnedID(candidate.id, interview.id))
            )
            if !carried.isEmpty {
                try await EvidenceUpkeep(store: store)
                    .refresh(params.opportunity, owner: candidate.id, in: transaction)
            }
            return answer
        }
    }

    func update(_ params: Interviews.Update.Params, by candidate: Candidate) async throws(ServiceFailure) -> Interview {
        let roster = try params.interviewers.map { list throws(ServiceFailure) in try Roster(list) }
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Interviews.Update.self, params, by: candidate) { transaction in
            let (locked, current, asked, people) = try await transaction.run(
                .first(.lockedInterviewState, id),
                .first(.interview, id),
                .all(.peopleAsked, id),
                .all(.peopleInUsualRole, (owner: candidate.id, people: roster?.people ?? []))
            )
            guard locked != nil, let current else { throw ServiceFailure.notFound }
            try current.require(params.revision)
            var edited = try current.edited(by: params)
            if let roster {
                edited.interviewers = try roster.interviewers(among: people)
                try edited.requireInterviewers(asked)
            }
            let stored = (owner: candidate.id, interview: edited)
            let (_, _, _, answer) = try await transaction.run(
                .execute(.updateInterview, stored),
                .execute(.removeOtherInterviewers, stored),
                .execute(.putInterviewers, stored),
                .one(.interview, id)
            )
            return answer
        }
    }

    func advance(
        _ params: Interviews.Advance.Params,
        by candidate: Candidate
    ) async throws(ServiceFailure) -> Interview {
        let id = OwnedID(candidate.id, params.id)
        return try await store.write(Interviews.Advance.self, params, by: candidate) { transaction in
            let (locked, current, openMustAsks) = try await transaction.run(
                .first(.lockedInterviewState, id),
                .first(.interview, id),
                .one(.plannedMustAsks, id)
            )
            guard locked != nil, var interview = current else { throw ServiceFailure.notFound }
            try interview.require(params.revision)
            try interview.advance(to: params.state, openMustAsks: openMustAsks)
            if interview.state == .closed { _ = try await transaction.all(.deferPlannedItems, id) }
            let (_, answer) = try await transaction.run(
                .execute(.updateInterview, (owner: candidate.id, interview: interview)),
                .one(.interview, id)
            )
            // What was only planned to be asked in it may be nowhere in a plan any more, or again.
            try await EvidenceUpkeep(store: store).refresh(of: id, in: transaction)
            return answer
        }
    }
}
