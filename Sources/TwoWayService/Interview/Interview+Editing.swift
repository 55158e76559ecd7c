import JSONRPC
import TwoWayModel
import TwoWayProtocol

/// The rules on edits of an interview.
extension Interview {
    /// The interview with the members of an edit applied, but for the interviewers.
    func edited(by params: Interviews.Update.Params) throws(ServiceFailure) -> Interview {
        var edited = self
        edited.title = params.title ?? title
        edited.format = params.format ?? format
        edited.scheduledStart = params.scheduledStart.applied(to: scheduledStart)
        edited.scheduledEnd = params.scheduledEnd.applied(to: scheduledEnd)
        edited.timeZone = params.timeZone ?? timeZone
        edited.questionMinutes = params.questionMinutes ?? questionMinutes
        // What was agreed stands until it is agreed anew, even if the zone has got other rules meanwhile.
        if edited.scheduledStart != scheduledStart || edited.timeZone != timeZone {
            edited.localStart = edited.scheduledStart.map { LocalDateTime($0, in: edited.timeZone) }
        }
        try edited.checkTimes(endIsGiven: !params.scheduledEnd.isUnchanged)
        guard edited.scheduledStart != nil || state != .scheduled else {
            throw .invalidState("A scheduled interview has a start; cancel it, or give it another one.")
        }
        return edited
    }

    /// Refuses an end that is not after the start, and minutes beyond a day.
    ///
    /// `endIsGiven` says whether the call names the end, and so which member is to blame.
    func checkTimes(endIsGiven: Bool) throws(ServiceFailure) {
        if let scheduledEnd {
            guard let scheduledStart else {
                let reason = endIsGiven ? "needs scheduledStart" : "is needed as long as there is an end"
                throw .invalid(path: endIsGiven ? "params.scheduledEnd" : "params.scheduledStart", reason: reason)
            }
            guard scheduledEnd > scheduledStart else {
                let reason = endIsGiven ? "must be after scheduledStart" : "must be before the end"
                throw .invalid(path: endIsGiven ? "params.scheduledEnd" : "params.scheduledStart", reason: reason)
            }
        }
        guard (0...1440).contains(questionMinutes) else {
            throw .invalid(path: "params.questionMinutes", reason: "must be from 0 to 1440")
        }
    }

    /// Refuses to lose somebody who was asked (R9).
    func requireInterviewers(_ asked: [ID<Person>]) throws(ServiceFailure) {
        guard Set(asked).isSubset(of: interviewers.map(\.person)) else {
            throw .invalidState("Somebody who was asked in this interview stays one of its interviewers.")
        }
    }

    /// Moves on, if the life cycle and the plan allow (R11).
    mutating func advance(to next: State, openMustAsks: Int) throws(ServiceFailure) {
        guard state.mayBecome(next) else {
            throw .invalidState("An interview that is \(state.words) cannot become \(next.words).")
        }
        if next == .scheduled && scheduledStart == nil {
            throw .invalidState("An interview needs a start before it is scheduled.")
        }
        if next == .closed && openMustAsks > 0 {
            let questions = openMustAsks == 1 ? "One must-ask is" : "\(openMustAsks) must-asks are"
            throw .invalidState("\(questions) still planned: interview.close gives each a fate.")
        }
        state = next
    }
}

extension Interview.State {
    var words: String {
        switch self {
        case .proposed: "proposed"
        case .scheduled: "scheduled"
        case .inProgress: "in progress"
        case .held: "held"
        case .closed: "closed"
        case .cancelled: "cancelled"
        case .noShow: "marked as no-show"
        }
    }

    /// Whether askings may still be written.
    var takesAskings: Bool {
        switch self {
        case .proposed, .scheduled, .inProgress, .held: true
        case .closed, .cancelled, .noShow: false
        }
    }
}

/// The people a call names as interviewers, in its order.
struct Roster {
    /// The most interviewers that one call names.
    static let maximum = 50

    private let participants: [Interviews.Participant]

    init(_ participants: [Interviews.Participant]) throws(ServiceFailure) {
        guard participants.count <= Self.maximum else {
            throw .invalid(path: "params.interviewers", reason: "must have at most \(Self.maximum) people")
        }
        var seen: Set<ID<Person>> = []
        for (index, participant) in participants.enumerated() where !seen.insert(participant.person).inserted {
            throw .invalid(path: "params.interviewers[\(index)].person", reason: "is listed already")
        }
        self.participants = participants
    }

    var people: [ID<Person>] { participants.map(\.person) }

    /// Each with the role that the call gives, else with the usual one; `own` are those of the people that are the
    /// owner's.
    func interviewers(among own: [Interviewer]) throws(ServiceFailure) -> [Interviewer] {
        let known = Dictionary(own.map { ($0.person, $0) }, uniquingKeysWith: { first, _ in first })
        var interviewers: [Interviewer] = []
        for participant in participants {
            guard var interviewer = known[participant.person] else { throw .notFound }
            interviewer.role = participant.role ?? interviewer.role
            interviewers.append(interviewer)
        }
        return interviewers
    }
}
