import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol

/// What comes before the first interview.
extension CandidateStory {
    static let priorities = """
        weightMode: exact
        priorities:
          - dimension: training
            weight: 30
            mustHave: true
            threshold: 3
            requiredSource: future_supervisor
          - dimension: overtime
            weight: 20
          - dimension: pay
            weight: 20
          - title: Learning from colleagues
            direction: more
            weight: 20
            vital: true
          - dimension: growth
            weight: 10
        tradeOffs:
          - give: overtime
            gain: pay
            limit: 3
            note: A Saturday now and then for a tenth more.
        """

    /// First guided through the catalogue, then in a file, with a must-have and a trade-off.
    func sayWhatMatters() async throws {
        try await anna.type("search new Spring")
        #expect(try await today().unaskable.total == 0)
        // Broken off, the talk leaves nothing behind.
        #expect(try await anna.type("priorities start", answers: ["4", "n"], status: 1).contains("Nothing was saved."))
        try await anna.type("priorities show --draft", status: 3)
        try await anna.type("priorities start", answers: ["4", "y", "3", "r", "", "n"])
        let guided = try await anna.read(PrioritySet.self, "priorities show --draft")
        #expect(guided.priorities.map(\.dimension) == ["training"])
        #expect(guided.priorities.map(\.mustHave) == [true])

        let path = try file("priorities.yaml", Self.priorities)
        let set = try await anna.read(PrioritySet.self, "priorities set \(path) --activate")
        #expect(set.state == .active)
        #expect(set.tradeOffs.map(\.give) == [set.priorities[1].key])
        #expect(set.tradeOffs.map(\.gain) == [set.priorities[2].key])
        // No question asks about what was put in own words, and she is told so.
        #expect(try await anna.type("priorities outlook").contains("No question asks about Learning from colleagues."))
        #expect(try await today().unaskable.items.map(\.title.text) == ["Learning from colleagues"])
    }

    /// A question of her own, own words for one of the library, and a note on it.
    func writeQuestions() async throws {
        try await anna.type(
            "question own add 'Who taught you something last month?' --priority 'Learning from colleagues' --minutes 3"
        )
        #expect(try await today().unaskable.total == 0)
        try await anna.type("question word last-week-hours 'Where did last week go, hour by hour?'")
        try await anna.type("question note last-week-hours 'Ask the peer first.'")
        let shown = try await anna.type("question show last-week-hours")
        #expect(shown.contains("Where did last week go, hour by hour?"))
        #expect(shown.contains("Think of somebody already doing this work"))
        #expect(shown.contains("Ask the peer first."))
        #expect(try await anna.type("questions --own").contains("Who taught you something last month?"))
    }

    func noteEmployers() async throws {
        for name in ["Harbour Ltd", "Quarry AG"] { try await anna.type("organisation add '\(name)'") }
        for (name, role, place) in [
            ("Mara Lindqvist", "hiring_manager", "Harbour Ltd"), ("Piotr Nowak", "peer", "Harbour Ltd"),
            ("Rosa Lee", "recruiter", "Harbour Ltd"), ("Ida Brandt", "hiring_manager", "Quarry AG"),
            ("Tom Okafor", "peer", "Quarry AG"),
        ] {
            try await anna.type("person add '\(name)' --role \(role) --organisation '\(place)'")
        }
        try await anna.type(
            "opportunity add 'Platform engineer' --organisation 'Harbour Ltd' --supervisor 'Mara Lindqvist' "
                + "--pay '70000-84000 EUR year'"
        )
        try await anna.type("opportunity add 'Data steward' --organisation 'Quarry AG' --supervisor 'Ida Brandt'")
        for title in ["Platform", "Data"] { try await anna.type("opportunity move \(title) interviewing") }
        let shown = try await anna.read(OpportunityView.self, "opportunity show Platform")
        #expect(shown.people?.filter(\.futureSupervisor).map(\.name?.text) == ["Mara Lindqvist"])
    }

    /// What stands in public answers a question; what everybody says is still to be checked.
    func findOut() async throws {
        try await anna.type(
            "research add 'The range is in the advert: 70 to 84 thousand.' --opportunity Platform "
                + "--source 'Their advert' --about pay --question range-and-upper-part "
                + "--library starter --fate answered"
        )
        let notes = try await anna.read(Page<ResearchNote>.self, "research list --opportunity Platform")
        #expect(notes.items.map(\.question?.fate) == [.answered])
        try await anna.type(
            "belief add Platform training 'They are known for their training.' --expect 4 --scope supervisor "
                + "--basis 'Everybody says so.'"
        )
        try await anna.type("belief add Platform overtime 'Nobody works late here.' --expect 1")
        let unchecked = try await today().unchecked
        #expect(unchecked.total == 2)
        #expect(Set(unchecked.items.map(\.state)) == [.unverified])
    }

    /// Three at each place, in the zone in which each was agreed; two of them are tomorrow, and nothing is planned yet.
    func arrangeInterviews() async throws {
        for line in [
            "'First talk' --opportunity Platform --at '\(Self.day(1)) 09:30' --zone America/New_York --duration 60 "
                + "--question-minutes 20 --with 'Mara Lindqvist' 'Piotr Nowak'",
            "'Second talk' --opportunity Platform --at '\(Self.day(8)) 14:00' --with 'Mara Lindqvist' 'Piotr Nowak' 'Rosa Lee'",
            "'Third talk' --opportunity Platform --at '\(Self.day(15)) 10:00' --format onsite --with 'Mara Lindqvist'",
            "'Quarry call' --opportunity Data --at '\(Self.day(1)) 16:00' --format phone --with 'Tom Okafor'",
            "'Quarry visit' --opportunity Data --at '\(Self.day(9)) 10:00' --format onsite --with 'Ida Brandt' 'Tom Okafor'",
            "'Quarry last' --opportunity Data --with 'Ida Brandt'",
        ] {
            try await anna.type("interview add " + line)
        }
        let first = try await anna.read(Interview.self, "interview show 'First talk'")
        #expect(first.timeZone.text == "America/New_York")
        #expect(first.localStart?.text == "\(Self.day(1))T09:30:00")
        let interviews = try await anna.read(Page<Interview>.self, "interview list")
        #expect(interviews.items.count == 6)
        let calendar = try await anna.type("interview calendar")
        #expect(calendar.hasPrefix("BEGIN:VCALENDAR"))
        #expect(calendar.contains("SUMMARY:First talk\\, Harbour Ltd"))
        #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count == 6, "five have a time: \(calendar)")
        let dashboard = try await today()
        #expect(Set(dashboard.unprepared.items.map(\.title.text)) == ["First talk", "Quarry call"])
        #expect(try await anna.type("today").contains("No plan for an interview in the next 48 hours"))
    }

    /// What is suggested is put into the plan; must-asks and what she wants to say come to it; the sheet has it all.
    func prepareFirstTalk() async throws {
        let suggestion = try await anna.read(PlanSuggestion.self, "interview plan suggest 'First talk'")
        #expect(suggestion.suggestedMinutes <= 20)
        #expect(!suggestion.items.isEmpty)
        #expect(suggestion.items.allSatisfy { !$0.reason.isEmpty && !$0.doubts.isEmpty })
        // What stands in public is not asked; what is only believed is.
        #expect(!suggestion.items.contains { $0.source?.questionKey.text == "range-and-upper-part" })
        #expect(suggestion.items.contains { $0.belief != nil })
        try await anna.type("interview plan suggest 'First talk' --accept")
        try await anna.type("interview plan 'First talk' --must-ask last-week-hours --ask 'Mara Lindqvist'")
        try await anna.type(
            "interview plan 'First talk' --must-ask latest-promotion away-two-weeks stuck-and-helped --ask 'Piotr Nowak'"
        )
        try await anna.type("story add 'The night the ledger stopped' --situation 'All of it stood still.'")
        try await anna.type("interview plan 'First talk' --say 'The night the ledger stopped' --say 'Why I am here'")
        let plan = try await plan("First talk")
        #expect(plan.items.count == suggestion.items.count + 4)
        #expect(plan.items.prefix(suggestion.items.count).map(\.text) == suggestion.items.map(\.text))
        #expect(plan.items.count { $0.mustAsk } == 4)
        #expect(plan.talkingPoints.map(\.text.text) == ["The night the ledger stopped", "Why I am here"])

        for format in ["text", "markdown", "html"] {
            let sheet = try await anna.type("interview sheet 'First talk' --format \(format)")
            #expect(sheet.contains("Where did last week go, hour by hour?"))
            #expect(sheet.contains("Why I am here"))
            #expect(sheet.contains("09:30"))
        }
        let dashboard = try await today()
        #expect(dashboard.unprepared.items.map(\.title.text) == ["Quarry call"])
        #expect(dashboard.unchecked.items.contains { $0.state == .planned })
    }
}
