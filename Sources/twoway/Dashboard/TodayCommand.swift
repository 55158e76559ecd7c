import ArgumentParser
import TwoWayModel
import TwoWayProtocol

/// What needs doing now.
struct TodayCommand: ServerCommand {
    static let configuration = CommandConfiguration(
        commandName: "today",
        abstract: "See what needs doing now, and with which command."
    )

    @OptionGroup var options: ServerOptions

    func run(_ conversation: Conversation) async throws {
        let dashboard = try await conversation.server.call(Dashboards.Get.self, .init())
        conversation.output.show(dashboard) { dashboard in
            let sections = TodayText(dashboard).sections
            guard !sections.isEmpty else { return conversation.output.say("Nothing needs doing now.") }
            for (index, section) in sections.enumerated() {
                if index > 0 { conversation.output.say("") }
                conversation.output.say(section.heading)
                for line in section.lines { conversation.output.say(line) }
            }
        }
    }
}

/// A dashboard to be read on a terminal: what is most urgent first, each line with the command to run next.
struct TodayText {
    struct Section {
        var heading: StyledText
        var lines: [StyledText]
    }

    private(set) var sections: [Section] = []

    init(_ dashboard: Dashboard) {
        add("No plan for an interview in the next 48 hours", .bad, dashboard.unprepared) { interview in
            (Self.when(interview), "twoway interview plan \(interview.id.short)")
        }
        add("Over, and not closed", .doubtful, dashboard.toClose) { interview in
            let open = interview.needFate > 0 ? ", \(NumberText.count(interview.needFate, "must-ask")) not asked" : ""
            return (
                "\(interview.title.text), \(interview.organisation.text)\(open)",
                "twoway interview debrief \(interview.id.short)"
            )
        }
        add("An offer waits for an answer", .bad, dashboard.offerDeadlines) { offer in
            let isLate = offer.deadline < dashboard.at ? ", too late" : ""
            return (
                "\(offer.title.text), \(offer.organisation.text): until \(LocalClock.here.text(offer.deadline))\(isLate)",
                "twoway assess show \(offer.opportunity.short)"
            )
        }
        add("Due", .bad, dashboard.due) { followUp in
            (Self.owed(followUp, dashboard.today), "twoway follow-up done \(followUp.id.short)")
        }
        addCoaching(dashboard)
        add("Due within a week", .strong, dashboard.dueSoon) { followUp in
            (Self.owed(followUp, dashboard.today), "twoway follow-up done \(followUp.id.short)")
        }
        add("Interviews of the next seven days", .strong, dashboard.coming) { interview in
            let plan = NumberText.count(interview.planned, "question")
            return ("\(Self.when(interview)), \(plan)", "twoway interview sheet \(interview.id.short)")
        }
        add("Must-asks without a place", .doubtful, dashboard.openMustAsks) { item in
            let command =
                item.interviewState == .held
                ? "twoway interview close \(item.interview.short)" : "twoway interview show \(item.interview.short)"
            return ("\(item.text.text) (\(item.interviewTitle.text), \(item.interviewState.words))", command)
        }
        add("Promised, and not looked for in the offer", .doubtful, dashboard.promisesToCheck) { promise in
            (
                "\(promise.text.text) (\(promise.organisation.text))",
                "twoway promise check \(promise.id.short) in_offer"
            )
        }
        add("Contradicts itself", .doubtful, dashboard.contradictions) { contradiction in
            (
                "\(contradiction.priorityTitle.text): \(ContradictionText.ratings(contradiction.ratings)) "
                    + "(\(contradiction.organisation.text), \(contradiction.scope.words))",
                "twoway contradiction show \(contradiction.id.short)"
            )
        }
        add("Believed, and not checked", .strong, dashboard.unchecked) { belief in
            let state = belief.state == .planned ? ", planned" : ""
            return (
                "\(belief.statement.text) (\(belief.organisation.text), \(belief.scope.words)\(state))",
                "twoway opportunity show \(belief.opportunity.short)"
            )
        }
        add("See how it really is", .strong, dashboard.realityDue) { check in
            (
                "\(check.title.text), \(check.organisation.text): \(check.day) days after the start, due "
                    + DayText.distance(check.dueOn, from: dashboard.today),
                "twoway reality check \(check.opportunity.short) \(check.day)"
            )
        }
        add("Nothing will find out about", .doubtful, dashboard.unaskable) { priority in
            (priority.title.text, "twoway library find")
        }
        add("Libraries with a newer version", .strong, dashboard.upgrades) { upgrade in
            ("\(upgrade.title.text): \(upgrade.pinned), now \(upgrade.latest)", "twoway subscriptions")
        }
        addOverlays(dashboard)
    }

    private mutating func addCoaching(_ dashboard: Dashboard) {
        add("Your coach asks", .strong, dashboard.coaching.prompts) { prompt in
            let due = prompt.dueOn.map { ", due \(DayText.distance($0, from: dashboard.today))" } ?? ""
            return (
                "\(prompt.coachName.text): \(prompt.text.text)\(due)", "twoway prompt answer \(prompt.id.short) TEXT"
            )
        }
        add("Comments you have not read", .strong, dashboard.coaching.comments) { comment in
            let about = comment.title.map { " on \($0.text)" } ?? ""
            let option = comment.opportunity.map { " --opportunity \($0.short)" } ?? ""
            return (
                "\(comment.coachName.text)\(about), \(LocalClock.here.text(comment.at))",
                "twoway note list \(comment.relationship.short)\(option)"
            )
        }
        add("A second opinion waits for yours", .strong, dashboard.coaching.opinions) { opinion in
            let sealed = opinion.coachSealed ? ", who has sealed" : ""
            return (
                "\(opinion.title.text), \(opinion.organisation.text), with \(opinion.coachName.text)\(sealed)",
                "twoway opinion show \(opinion.id.short)"
            )
        }
    }

    private mutating func addOverlays(_ dashboard: Dashboard) {
        var lines: [StyledText] = []
        if dashboard.conflicts > 0 {
            lines.append("  \(NumberText.count(dashboard.conflicts, "wording")) of yours differ from a new version")
        }
        if dashboard.dormant > 0 {
            lines.append("  \(NumberText.count(dashboard.dormant, "new question")) not chosen yet")
        }
        guard !lines.isEmpty else { return }
        sections.append(Section(heading: StyledText("In your libraries", .strong), lines: lines))
    }

    private mutating func add<Entry>(
        _ heading: String,
        _ ink: Ink,
        _ list: TopOf<Entry>,
        _ line: (Entry) -> (text: String, command: String)
    ) {
        guard list.total > 0 else { return }
        var lines: [StyledText] = []
        for entry in list.items {
            let (text, command) = line(entry)
            lines.append(StyledText("  \(text)"))
            lines.append(StyledText("    \(command)", .accent))
        }
        let left = list.total - list.items.count
        if left > 0 { lines.append(StyledText("  and \(left) more", .faint)) }
        sections.append(Section(heading: StyledText(heading, ink), lines: lines))
    }

    private static func when(_ interview: ComingInterview) -> String {
        let local = LocalClock.minutes(LocalDateTime(interview.start, in: interview.timeZone))
        let zone = LocalClock.here.zone == interview.timeZone ? "" : " \(interview.timeZone.text)"
        return "\(local)\(zone)  \(interview.title.text), \(interview.organisation.text)"
    }

    private static func owed(_ followUp: DueFollowUp, _ today: Day) -> String {
        let side = followUp.owedBy == .candidate ? "you" : followUp.organisation.text
        return "\(DayText.distance(followUp.dueOn, from: today)), \(side): \(followUp.text.text)"
    }
}
