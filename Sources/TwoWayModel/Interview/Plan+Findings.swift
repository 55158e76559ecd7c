extension Plan {
    /// What is worth a second look before an interview (DOMAIN 5.6); nothing about one that is over.
    ///
    /// `covered` are the vital priorities of which nothing is left to ask.
    public static func findings(
        items: [PlanItem],
        of interview: Interview,
        prioritySet: PrioritySet?,
        covered: Set<ID<Priority>>,
        now: Timestamp
    ) -> [Finding] {
        switch interview.state {
        case .proposed, .scheduled, .inProgress: break
        case .held, .closed, .cancelled, .noShow: return []
        }
        let check = PlanCheck(items: items, interview: interview)
        return check.emptiness(now: now) + check.minutes() + check.targets()
            + check.vitals(of: prioritySet, covered: covered)
    }
}

/// The looks that are taken at a plan.
private struct PlanCheck {
    let items: [PlanItem]
    let interview: Interview

    private var questions: [PlanItem] { items.filter { $0.state == .planned || $0.state == .asked } }

    func emptiness(now: Timestamp) -> [Finding] {
        guard questions.isEmpty, interview.state != .inProgress, let start = interview.scheduledStart, start >= now,
            start <= now + Coverage.preparation
        else { return [] }
        return [warning("items", "The interview starts within 48 hours, and there is no question to ask.")]
    }

    func minutes() -> [Finding] {
        let room = interview.questionMinutes
        let all = items.questionMinutes
        guard all > room else { return [] }
        let vital = questions.filter(\.mustAsk).questionMinutes
        let excess = all.subtractingReportingOverflow(room).partialValue
        var findings = [
            warning("minutes", "The questions take \(all) minutes, \(excess) more than the \(room) there are.")
        ]
        if vital > room {
            findings.append(warning("minutes", "The must-asks alone take \(vital) minutes of the \(room) there are."))
        }
        return findings
    }

    func targets() -> [Finding] {
        let open = items.enumerated().filter { $1.state == .planned }
        guard !open.isEmpty else { return [] }
        let people = Set(interview.interviewers.map(\.person))
        let roles = Set(interview.interviewers.map(\.role))
        guard !people.isEmpty else { return [warning("interviewers", "Nobody is noted who could be asked.")] }
        return open.compactMap { index, item in
            if let person = item.targetPerson, !people.contains(person) {
                return warning("items[\(index)].targetPerson", "Who is to be asked is not one of the interviewers.")
            }
            if item.targetPerson == nil, let role = item.targetRole, !roles.contains(role) {
                return warning("items[\(index)].targetRole", "Nobody of this role takes part.")
            }
            return nil
        }
    }

    func vitals(of set: PrioritySet?, covered: Set<ID<Priority>>) -> [Finding] {
        let asked = Set(questions.flatMap(\.priorities))
        return (set?.vitals() ?? []).enumerated().compactMap { index, entry in
            guard entry.isVital, !asked.contains(entry.priority.key), !covered.contains(entry.priority.key) else {
                return nil
            }
            let message = "\(entry.priority.title) is vital, and no question of the plan is about it."
            return warning("priorities[\(index)]", message)
        }
    }

    private func warning(_ path: String, _ message: String) -> Finding {
        Finding(severity: .warning, path: path, message: message)
    }
}
