import TwoWayModel
import TwoWayRepository

/// What stands on the sheet that a candidate takes along, in words; the three forms only lay it out.
///
/// Every text in it is one line without control characters, also where a library had others. The sheet lies on the table
/// in front of the employer: of what only concerns the candidate, weights, beliefs, notes, reasons, stories and other
/// employers, nothing stands on it.
struct SheetRenderer {
    /// One question to ask.
    struct Question {
        /// Counts from 1 over the sheet.
        var number: Int
        var text: String
        var isAsked: Bool
        var isMustAsk: Bool
        /// Whom to ask, such as "Jana Ortmann" or "a peer".
        var person: String?
        var minutes: Int
        /// How to go on, what to listen for, and what to beware of: a heading and the points below it.
        var hints: [(heading: String, points: [String])]
    }

    let organisation: String
    let opportunity: String
    let interview: String
    /// Such as "Round 2, by video".
    let meeting: String
    /// Local date and time with the zone.
    let time: String
    let interviewers: [String]
    /// Such as "10 questions, 31 of 30 minutes".
    let extent: String
    let isOverTime: Bool
    let talkingPoints: [String]
    let questions: [Question]
    /// The headings of the room for notes at the end.
    static let notes = ["What they asked", "Promised, by whom, until when"]

    init(
        interview: Interview,
        heading: SheetHeading,
        items: [PlanItem],
        talkingPoints: [TalkingPoint],
        people: [Interviewer]
    ) {
        let onSheet = items.filter { $0.state == .planned || $0.state == .asked }
        let minutes = onSheet.questionMinutes
        organisation = heading.organisation.text.onOneLine
        opportunity = heading.opportunity.text.onOneLine
        self.interview = interview.title.text.onOneLine
        meeting = "Round \(interview.round), \(interview.format.words)"
        time = interview.timeWords
        interviewers = interview.interviewers.map { interviewer in
            let name = interviewer.name.text.onOneLine
            return interviewer.role.words.map { "\(name) (\($0))" } ?? name
        }
        let noun = onSheet.count == 1 ? "question" : "questions"
        extent = "\(onSheet.count) \(noun), \(minutes) of \(interview.questionMinutes) minutes"
        isOverTime = minutes > interview.questionMinutes
        let names = Dictionary(
            (people + interview.interviewers).map { ($0.person, $0.name.text.onOneLine) },
            uniquingKeysWith: { first, _ in first }
        )
        self.talkingPoints = talkingPoints.map(\.text.text.onOneLine).filter { !$0.isEmpty }
        questions = onSheet.enumerated().map { index, item in
            Question(item, number: index + 1, name: item.targetPerson.flatMap { names[$0] })
        }
    }

    func render(as format: Sheet.Format) throws(ServiceFailure) -> String {
        switch format {
        case .text: text()
        case .markdown: markdown()
        case .html: try html()
        }
    }
}

extension SheetRenderer.Question {
    fileprivate init(_ item: PlanItem, number: Int, name: String?) {
        self.init(
            number: number,
            text: item.text.text.onOneLine,
            isAsked: item.state == .asked,
            isMustAsk: item.mustAsk,
            person: name ?? item.targetRole?.anybody,
            minutes: item.minutes,
            hints: []
        )
        add("Then", item.hints?.followUps)
        add("Listen for", item.hints?.listenFor)
        add("Beware", item.hints?.warningSigns)
    }

    private mutating func add(_ heading: String, _ points: [String]?) {
        let lines = (points ?? []).map(\.onOneLine).filter { !$0.isEmpty }
        if !lines.isEmpty { hints.append((heading: heading, points: lines)) }
    }
}
