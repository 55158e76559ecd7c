import Foundation
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayRepository

/// Interviews as their owner reads them, and as a coach does.
struct InterviewReading: Sendable {
    let store: Store

    func serve(on router: inout Router) {
        router.serve(Interviews.List.self, by: list)
        router.serve(Interviews.Get.self, by: get)
    }

    func get(_ params: Interviews.Get.Params, by member: Member) async throws(ServiceFailure) -> Reading<Interviews.Get>
    {
        if let candidate = member.asCandidate {
            let own = try await store.read(by: candidate, .first(.interview, OwnedID(candidate.id, params.id)))
            if let own { return .own(own) }
        }
        let thing = SharedThing.interview(params.id)
        let shared = try await Viewing(store: store).read(Interviews.Get.self, thing, by: member) {
            transaction,
            rights in
            try await transaction.first(.sharedInterview, OwnedID(rights.owner, params.id))?
                .maskedFor(fields: rights.fields)
        } kept: { document in
            document.interviews.first { $0.id == params.id }
        }
        return .shared(shared)
    }

    /// A coach names the opportunity; a candidate who is a coach, too, is asked about own ones first.
    func list(
        _ params: Interviews.List.Params,
        by member: Member
    ) async throws(ServiceFailure) -> Reading<Interviews.List> {
        let request = try PageRequest(Interviews.List.self, params)
        guard let candidate = member.asCandidate else { return .shared(try await shared(params, request, by: member)) }
        let page = InterviewPage(
            page: OwnerPage(owner: candidate.id, before: try request.beforeID, rows: request.rows),
            opportunity: params.opportunity,
            state: params.state
        )
        let lines = try await store.read(by: candidate, .all(.interviewLines, page))
        let own = request.page(lines.interviews) { $0.id.rawValue }
        guard own.items.isEmpty, member.asCoach != nil, params.opportunity != nil else { return .own(own) }
        do {
            return .shared(try await shared(params, request, by: member))
        } catch .notFound {
            return .own(own)
        }
    }

    private func shared(
        _ params: Interviews.List.Params,
        _ request: PageRequest,
        by member: Member
    ) async throws(ServiceFailure) -> Page<SharedInterview> {
        guard let opportunity = params.opportunity else { throw .notFound }
        let before = try request.beforeID
        let thing = SharedThing.interviews(of: opportunity)
        let found: [Found] = try await Viewing(store: store).list(Interviews.List.self, thing, by: member) {
            transaction,
            rights in
            // A state that is not open is not to be found out by asking for it.
            var open = rights.interviews
            if params.state != nil { open = rights.interviewsWithState(among: open) }
            let page = SharedInterviewPage(
                page: OwnerPage(owner: rights.owner, before: before, rows: request.rows),
                opportunity: opportunity,
                interviews: open,
                state: params.state
            )
            return try await transaction.all(.sharedInterviews, page).map { interview in
                let rank: Rank = rights.opens(interview.id) ? .live : .known
                return Found(rank: rank, interview: interview.maskedFor(fields: rights.fields(of: interview.id)))
            }
        } kept: { document, rights in
            document.interviews.compactMap { interview in
                let isWanted =
                    interview.id.rawValue.isBefore(before)
                    && (params.state == nil || interview.state == params.state)
                guard isWanted, rights?.opens(interview.id) != true else { return nil }
                // Of plans and answers only the ids are there.
                let isWhole = document.content.plans == nil && document.content.answers == nil
                return Found(rank: isWhole ? .kept : .known, interview: interview)
            }
        }
        return request.page(Self.best(found, rows: request.rows)) { $0.id.rawValue }
    }

    /// An interview that a share opens in one way.
    private struct Found {
        let rank: Rank
        let interview: SharedInterview
    }

    /// How good it is to have it from there: nothing but its id, as it was, as it is.
    private enum Rank: Int {
        case known
        case kept
        case live
    }

    /// Each interview once, newest first.
    private static func best(_ found: [Found], rows: Int) -> [SharedInterview] {
        var best: [ID<Interview>: Found] = [:]
        for one in found where one.rank.rawValue > best[one.interview.id]?.rank.rawValue ?? -1 {
            best[one.interview.id] = one
        }
        let newest = best.values.map(\.interview).sorted { $1.id.rawValue.isBefore($0.id.rawValue) }
        return Array(newest.prefix(rows))
    }
}

extension LiveRights {
    /// Of what is open, the interviews of which the state is; nil for all of the opportunity.
    fileprivate func interviewsWithState(among open: [ID<Interview>]?) -> [ID<Interview>]? {
        guard let open else { return opensEverywhere(.overview) ? nil : interviewsOpening(.overview) }
        return open.filter { fields(of: $0).contains(.overview) }
    }
}

extension KeptDocument {
    /// Those of a snapshot, each with its day.
    fileprivate var interviews: [SharedInterview] {
        (content.interviews ?? []).map { interview in
            var interview = interview
            interview.snapshotAt = takenAt
            return interview
        }
    }
}

extension UUID {
    /// In the order in which PostgreSQL has them.
    func isBefore(_ other: UUID) -> Bool {
        withUnsafeBytes(of: uuid) { mine in
            withUnsafeBytes(of: other.uuid) { theirs in mine.lexicographicallyPrecedes(theirs) }
        }
    }
}
