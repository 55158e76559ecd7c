// The one place that decides which members of a candidate's things somebody else receives (R1, R19). What no field names
// stays with the owner: the job search, deadlines, revisions, the candidate's notes on stages, the hash of the inputs.

extension OpportunityView {
    /// What a viewer with these rights receives; nil, to be answered as "not found", when they are about something else.
    public func visible(to rights: ViewerRights) -> OpportunityView? {
        switch rights {
        case .owner: self
        case .coach(let fields, subject: .opportunity): fields.isEmpty ? nil : maskedFor(fields: fields)
        case .coach: nil
        }
    }

    /// Only the members that the fields of a share open.
    public func maskedFor(fields: Set<ShareField>) -> OpportunityView {
        var view = OpportunityView(id: id, owner: owner)
        if fields.contains(.overview) {
            view.title = title
            view.functionName = functionName
            view.organisation = organisation
            view.organisationName = organisationName
            view.stage = stage
        }
        if fields.contains(.timeline) {
            view.closedReason = closedReason
            view.timeline = timeline?.map { event in
                StageEvent(from: event.from, to: event.to, reason: event.reason, at: event.at)
            }
        }
        if fields.contains(.posting) {
            view.posting = posting
            view.location = location
            view.workMode = workMode
        }
        if fields.contains(.pay) {
            view.pay = pay
        }
        if fields.contains(.people) {
            view.futureSupervisor = futureSupervisor
            view.people = people?.map { person in
                var person = person
                person.name = fields.contains(.names) ? person.name : nil
                return person
            }
        }
        return view
    }
}

extension Assessment {
    /// What a viewer with these rights receives; nil, to be answered as "not found", when they are about something else.
    public func visible(to rights: ViewerRights) -> Assessment? {
        switch rights {
        case .owner: self
        case .coach(let fields, subject: .assessment): fields.isEmpty ? nil : maskedFor(fields: fields)
        case .coach: nil
        }
    }

    /// Only the members that the fields of a share open.
    ///
    /// The hash of the inputs is always left out: guesses at hidden members could be tried against it.
    public func maskedFor(fields: Set<ShareField>) -> Assessment {
        var view = Assessment(
            opportunity: opportunity,
            prioritySet: prioritySet,
            methodVersion: methodVersion,
            priorities: priorities.map { $0.maskedFor(fields: fields) }
        )
        if fields.contains(.intervals) {
            view.score = score
            view.knowledge = knowledge
        }
        if fields.contains(.gates) {
            view.gate = gate
            view.gateWithWaivers = gateWithWaivers
        }
        return view
    }
}

extension PriorityAssessment {
    fileprivate func maskedFor(fields: Set<ShareField>) -> PriorityAssessment {
        let showsNotes = fields.contains(.notes)
        var view = PriorityAssessment(key: key, title: title)
        if fields.contains(.weights) {
            view.weight = weight
        }
        if fields.contains(.intervals) {
            view.interval = interval
            view.computed = computed
            view.own = own.map { own in
                OwnRating(interval: own.interval, note: showsNotes ? own.note : nil, revision: own.revision)
            }
        }
        if fields.contains(.gates) {
            view.gate = gate
            view.waiver = waiver.map { waiver in
                var waiver = waiver
                waiver.reason = showsNotes ? waiver.reason : nil
                return waiver
            }
        }
        if fields.contains(.evidence) {
            view.evidence = evidence?.map { evidence in
                var evidence = evidence
                evidence.note = showsNotes ? evidence.note : nil
                // No field opens answers, research and promises, so not even their ids go out.
                evidence.answer = nil
                evidence.research = nil
                evidence.promise = nil
                return evidence
            }
        }
        return view
    }
}
