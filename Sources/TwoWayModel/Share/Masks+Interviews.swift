// What belongs to interviews. What a plan is to settle, where its questions come from and what a library says beside them
// stays with the owner, and so do its findings: they name priorities.

extension Interview {
    /// Only the members that the fields of a share open.
    public func maskedFor(fields: Set<ShareField>) -> SharedInterview {
        var view = SharedInterview(id: id, opportunity: opportunity)
        if fields.contains(.overview) {
            view.round = round
            view.title = title
            view.format = format
            view.state = state
        }
        if fields.contains(.schedule) {
            view.scheduledStart = scheduledStart
            view.scheduledEnd = scheduledEnd
            view.timeZone = timeZone
            view.localStart = localStart
            view.questionMinutes = questionMinutes
        }
        if fields.contains(.people) {
            view.interviewers = interviewers.map { interviewer in
                var shown = SharedInterviewer(person: interviewer.person, role: interviewer.role)
                shown.name = fields.contains(.names) ? interviewer.name : nil
                return shown
            }
        }
        return view
    }
}

extension Plan {
    /// Only the members that the fields of a share open.
    public func maskedFor(fields: Set<ShareField>) -> SharedPlan {
        var view = SharedPlan(interview: interview)
        if !fields.isDisjoint(with: [.questions, .targets, .priorities]) {
            view.items = items.map { $0.maskedFor(fields: fields) }
        }
        if fields.contains(.talkingPoints) {
            view.talkingPoints = talkingPoints.map(\.text)
        }
        return view
    }
}

extension PlanItem {
    fileprivate func maskedFor(fields: Set<ShareField>) -> SharedPlanItem {
        var view = SharedPlanItem(id: id)
        if fields.contains(.questions) {
            view.text = text
            view.origin = origin
            view.mustAsk = mustAsk
            view.minutes = minutes
            view.state = state
            view.dropReason = fields.contains(.notes) ? dropReason : nil
        }
        if fields.contains(.targets) {
            view.targetPerson = targetPerson
            view.targetRole = targetRole
        }
        if fields.contains(.priorities) {
            view.priorities = priorities
        }
        return view
    }
}

extension Asking {
    /// Only the members that the fields of a share open.
    public func maskedFor(fields: Set<ShareField>) -> SharedAsking {
        var view = SharedAsking(id: id, interview: interview)
        if fields.contains(.questions) {
            view.item = item
            view.text = text
            view.askedAt = askedAt
            view.outcome = outcome
        }
        if fields.contains(.people) {
            view.person = person
            view.personName = fields.contains(.names) ? personName : nil
        }
        if let answer, !fields.isDisjoint(with: [.answers, .values]) {
            view.answer = answer.maskedFor(fields: fields)
        }
        return view
    }
}

extension Answer {
    fileprivate func maskedFor(fields: Set<ShareField>) -> SharedAnswer {
        var view = SharedAnswer()
        if fields.contains(.answers) {
            view.body = body
            view.specificity = specificity
            view.captured = captured
        }
        if fields.contains(.values) {
            view.value = value
        }
        return view
    }
}
