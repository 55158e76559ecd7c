import Testing
import TwoWayModel
import TwoWayProtocol

/// The interviews, and what they make of the beliefs.
extension CandidateStory {
    /// The plan travels: without a server all is kept, and it arrives once.
    mutating func talkWithoutConnection() async throws {
        #expect(try await server.terminate() == .exit(0))
        let walk = try await anna.type(
            "interview run 'First talk'",
            answers: [
                // The first question, to the first interviewer, with an example.
                "a", "1", "Two weeks each, and everybody took them.", "", "1",
                "t", "Why do you want to leave?", "1", "Because I want to learn.", "",
                "pr", "Two courses a year.", "1",
                "f", "Send the example of a project.", "2", "+3",
                "q",
            ]
        )
        #expect(walk.contains("No connection"))
        #expect(walk.contains("Kept here; it will be sent later."))
        try await anna.type("interview sync", status: 6)

        let next = try await installation.startServer(port: server.port)
        self = CandidateStory(installation: installation, server: next, kim: kim, anna: anna)
        #expect(try await anna.type("interview sync").contains("4 records sent."))
        #expect(try await anna.type("interview sync").contains("0 records sent."))
        let debrief = try await anna.read(Debrief.self, "interview debrief 'First talk'")
        #expect(debrief.askings == 1)
        #expect(debrief.needFate.count == 4)
        #expect(debrief.next?.title.text == "Second talk")
        let promises = try await anna.read(Page<Promise>.self, "promise list")
        #expect(promises.items.map(\.text.text) == ["Two courses a year."])
        let asked = try await anna.value(
            of: Page<EmployerQuestion>.self,
            "call",
            "capture.employerQuestions",
            #"{"interview": "\#(debrief.interview.id)"}"#
        )
        #expect(asked.items.map(\.text.text) == ["Why do you want to leave?"])
    }

    /// Of four must-asks two are carried over, one is dropped and one is asked by mail.
    func closeFirstTalk() async throws {
        try await anna.type("interview held 'First talk'")
        #expect(try await today().toClose.items.map(\.needFate) == [4])
        let refusal = try await anna.type("interview close 'First talk'", status: 5)
        #expect(refusal.contains("4 must-asks not asked and without a fate."))
        let closed = try await anna.read(
            ClosedInterview.self,
            "interview close 'First talk' --carry last-week-hours latest-promotion "
                + "--drop 'away-two-weeks=It came up by itself.' --mail stuck-and-helped=+3"
        )
        #expect(closed.interview.state == .closed)
        #expect(closed.carried.count == 2)
        #expect(
            closed.followUps.map(\.text.text) == ["When were you last stuck with something, and who got you out of it?"]
        )

        let before = try await plan("First talk")
        func state(_ key: String) -> PlanItem.State? {
            before.items.first { $0.source?.questionKey.text == key }?.state
        }
        #expect(state("last-week-hours") == .moved)
        #expect(state("away-two-weeks") == .dropped)
        #expect(!before.items.contains { $0.state == .planned })
        let next = try await plan("Second talk")
        #expect(next.items.map(\.origin) == [.carried, .carried])
        #expect(next.items.first?.text.text == "Where did last week go, hour by hour?")

        let dashboard = try await today()
        #expect(dashboard.toClose.total == 0)
        #expect(Set(dashboard.dueSoon.items.map(\.owedBy)) == [.candidate, .employer])
        try await anna.type("follow-up done 'When were you last stuck'")
        #expect(try await today().dueSoon.items.map(\.text.text) == ["Send the example of a project."])
    }

    /// Evidence at the scope of a belief settles it; what is wider only suggests.
    func checkBeliefs() async throws {
        let interview = try await anna.read(Interview.self, "interview show 'First talk'")
        let askings = try await anna.value(
            of: Page<Asking>.self,
            "call",
            "capture.list",
            #"{"interview": "\#(interview.id)"}"#
        )
        let answer = try #require(askings.items.first?.answer)
        #expect(answer.body.text == "Two weeks each, and everybody took them.")
        try await anna.type(
            "evidence rate Platform training 5 --source published --specificity example --scope organisation"
        )
        #expect(try await [.unverified, .planned].contains(belief("They are known").belief.state))
        #expect(try await belief("They are known").suggests.map(\.rating) == [5])
        try await anna.type("evidence rate Platform training 4 --answer \(answer.id) --scope supervisor")
        #expect(try await belief("They are known").belief.state == .confirmed)
        #expect(try await anna.type("belief list --unchecked").contains("Nobody works late here."))
    }

    private func belief(_ words: String) async throws -> BeliefView {
        try await anna.read(BeliefView.self, "belief show '\(words)'")
    }

    /// The carried question is asked at last, and contradicts what she had believed.
    func holdSecondAndThirdTalk() async throws {
        try await anna.type("interview plan suggest 'Second talk' --accept")
        let late = try await record("Second talk", "last-week-hours", of: "Piotr Nowak", "Two evenings last week.")
        try await anna.type("evidence rate Platform overtime 4 --answer \(late)")
        #expect(try await belief("Nobody works late").belief.state == .contradicted)
        #expect(try await today().unchecked.total == 0)
        _ = try await record("Second talk", "latest-promotion", of: "Mara Lindqvist", "In May, after two years.")
        let learnt = try await record("Second talk", "Who showed you the ledger?", of: "Rosa Lee", "Piotr, in a week.")
        try await anna.type("evidence rate Platform 'Learning from colleagues' 4 --answer \(learnt)")
        try await anna.type("promise add 'Four days a week.' --opportunity Platform --person 'Rosa Lee'")
        for step in ["held", "close"] { try await anna.type("interview \(step) 'Second talk'") }

        try await anna.type("interview plan suggest 'Third talk' --accept")
        let third = try await plan("Third talk")
        #expect(!third.items.isEmpty)
        #expect(!third.items.contains { $0.source?.questionKey.text == "last-week-hours" })
        _ = try await record("Third talk", "1", of: "Mara Lindqvist", "We agreed on it on Monday.")
        for step in ["held", "close"] { try await anna.type("interview \(step) 'Third talk'") }

        let coverage = try await anna.read(Coverage.self, "opportunity coverage Platform")
        let training = try #require(coverage.priorities.first)
        #expect(training.vital && training.answeredByFutureSupervisor)
        #expect(coverage.topics.contains { $0.topic == "The job itself" && $0.asked })
        #expect(!coverage.warnings.isEmpty)
        #expect(coverage.openMustAsks.isEmpty)
    }

    /// The other place: a call, a visit where nothing is asked, and a last talk that gets its time late.
    func holdOtherTalks() async throws {
        try await anna.type("interview plan 'Quarry call' --must-ask finishing-times --ask 'Tom Okafor'")
        #expect(try await today().unprepared.total == 0)
        let times = try await record(
            "Quarry call",
            "finishing-times",
            of: "Tom Okafor",
            "At five, all of us, also on Fridays."
        )
        try await anna.type("evidence rate Data overtime 1 --answer \(times)")
        for step in ["held", "close"] { try await anna.type("interview \(step) 'Quarry call'") }

        try await anna.type("interview plan 'Quarry visit' --must-ask training-used --ask 'Ida Brandt'")
        try await anna.type("interview held 'Quarry visit'")
        let closed = try await anna.read(ClosedInterview.self, "interview close 'Quarry visit' --carry training-used")
        #expect(closed.carried.count + closed.waiting.count == 1)
        try await anna.type("interview edit 'Quarry last' --at '\(Self.day(16)) 11:00'")
        let last = try await plan("Quarry last")
        #expect(last.items.map(\.origin) == [.carried])
        let used = try await record("Quarry last", "1", of: "Ida Brandt", "None of it, to be honest.")
        try await anna.type("evidence rate Data training 1 --answer \(used)")
        for step in ["held", "close"] { try await anna.type("interview \(step) 'Quarry last'") }
        // The must-have is not met, whatever else is good.
        #expect(try await assessment("Data").gate == .fail)
    }
}
