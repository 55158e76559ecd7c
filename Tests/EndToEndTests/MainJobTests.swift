import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd.OneServer {
    /// The main job by the client library: from an invitation to a number one can decide by.
    @Suite
    struct MainJobTests {
        let installation: Installation
        let server: RunningServer

        init() throws {
            (installation, server) = try #require(SharedServer.current)
        }

        private func coachAndCandidate(_ name: String) async throws -> (coach: Member, candidate: Member) {
            (
                try await installation.signUp("coach-\(name)", as: .coach, on: server),
                try await installation.signUp("candidate-\(name)", as: .candidate, on: server)
            )
        }
    }
}

extension EndToEnd.OneServer.MainJobTests {
    @Test func `an invitation opens one account, whose sessions are resumed, listed and revoked`() async throws {
        let anna = try await installation.signUp("anna", as: .candidate, on: server)
        #expect(anna.signedIn.account.roles == [.candidate])
        #expect(anna.signedIn.account.status == .active)
        await expectFailure(.codeInvalid) {
            try await server.connect().call(
                Accounts.Activate.self,
                .init(
                    code: anna.code,
                    email: try EmailAddress("bob@example.org"),
                    displayName: try Title("Bob"),
                    password: anna.password
                )
            )
        }

        let resumed = try await server.connect(token: anna.signedIn.token)
        #expect(resumed.greeting.resumed)
        #expect(resumed.greeting.account == anna.signedIn.account)

        let second = try await server.connect()
        #expect(!second.greeting.resumed)
        await expectFailure(.unauthenticated) { try await second.call(Accounts.Me.self) }
        await expectFailure(.invalidCredentials) {
            try await second.call(Sessions.Login.self, .init(email: anna.email, password: "not the password at all"))
        }
        let login = Sessions.Login.Params(email: anna.email, password: anna.password, label: try Title("phone"))
        let phone = try await second.call(Sessions.Login.self, login)
        let sessions = try await resumed.call(Sessions.List.self, .init()).items
        #expect(Set(sessions.map(\.id)) == [anna.signedIn.session, phone.session])
        #expect(sessions.filter(\.current).map(\.id) == [anna.signedIn.session])
        #expect(sessions.map(\.label?.text) == ["phone", "first device"])

        try await resumed.call(Sessions.Revoke.self, .init(id: phone.session))
        await expectFailure(.unauthenticated) { try await second.call(Accounts.Me.self) }
        #expect(try await !server.connect(token: phone.token).greeting.resumed)
        #expect(try await resumed.call(Accounts.Me.self) == anna.signedIn.account)
    }

    @Test func `a change of password ends every session but the one it opens`() async throws {
        let cleo = try await installation.signUp("cleo", as: .candidate, on: server)
        let other = try await server.connect(token: cleo.signedIn.token)
        await expectFailure(.invalidCredentials) {
            try await cleo.caller.call(
                Accounts.ChangePassword.self,
                .init(current: "something else entirely", new: "another lantern quartz umbrella")
            )
        }
        let changed = try await cleo.caller.call(
            Accounts.ChangePassword.self,
            .init(current: cleo.password, new: "another lantern quartz umbrella")
        )
        #expect(try await cleo.caller.call(Accounts.Me.self) == cleo.signedIn.account)
        await expectFailure(.unauthenticated) { try await other.call(Accounts.Me.self) }
        #expect(try await !server.connect(token: cleo.signedIn.token).greeting.resumed)
        #expect(try await server.connect(token: changed.token).greeting.resumed)
        let again = try await server.connect()
        await expectFailure(.invalidCredentials) {
            try await again.call(Sessions.Login.self, .init(email: cleo.email, password: cleo.password))
        }
        try await again.call(
            Sessions.Login.self,
            .init(email: cleo.email, password: "another lantern quartz umbrella")
        )
    }

    @Test func `a coach publishes the starter library, and a candidate finds it and follows it`() async throws {
        let (coach, candidate) = try await coachAndCandidate("library")
        let document = try StarterLibrary.document()
        let findings = try await coach.caller.call(Libraries.Check.self, .init(document: document)).findings
        #expect(findings.filter { $0.severity == .error } == [])

        let library = try await coach.caller.publishStarterLibrary()
        #expect(library.status == .published)
        #expect(library.latestVersion == 1)
        let found = try await candidate.caller.call(Libraries.Discover.self, .init(text: try Line("two-way streets")))
        #expect(found.items.contains(library))
        let subscription = try await candidate.caller.call(Subscriptions.Create.self, .init(library: library.id))
        #expect(subscription.pinnedVersion == 1)
        let version = try await candidate.caller.call(Libraries.GetVersion.self, .init(library: library.id, number: 1))
        #expect(version.document == document)
        #expect(version.author == coach.signedIn.account.displayName)
        await expectFailure(.forbidden) {
            try await candidate.caller.call(Libraries.GetDraft.self, .init(library: library.id))
        }
    }

    @Test func `a plan travels as a sheet, comes back as answers per person, and the interview can close`() async throws
    {
        let (coach, candidate) = try await coachAndCandidate("plan")
        let caller = candidate.caller
        let job = try await MainJob.play(caller, library: try await coach.caller.publishStarterLibrary())
        let document = try StarterLibrary.document()
        let asked = try #require(document.topics.flatMap(\.questions).first { $0.key == "last-week-hours" })
        #expect(job.plan.items.map(\.origin) == [.library, .library, .own, .own])
        #expect(job.plan.items[0].text.text == asked.text)
        #expect(job.plan.items[0].minutes == asked.minutes)
        #expect(job.plan.items[0].hints?.listenFor == asked.listenFor)

        for format in Sheet.Format.allCases {
            let sheet = try await caller.call(
                Plans.RenderSheet.self,
                .init(interview: job.plan.interview, format: format)
            )
            #expect(sheet.format == format)
            // Texts are broken into lines, so the words are compared.
            let words = sheet.content.split { $0.isWhitespace }.joined(separator: " ")
            for part in ["Harbour Ltd", "Mara Lindqvist", "4 May 2026, 09:30 to 10:15", "How long were people here"] {
                #expect(words.contains(part), "\(part) in \(format)")
            }
        }

        let askings = try await caller.call(Capture.List.self, .init(interview: job.plan.interview)).items
        #expect(askings.count == job.record.askings.count)
        #expect(Set(askings.compactMap(\.answer?.body.text)) == Set(MainJob.Answers.all))
        let learning = askings.filter { $0.item == job.plan.items[1].id }
        #expect(Set(learning.map(\.personName.text)) == ["Mara Lindqvist", "Piotr Nowak"])
        #expect(askings.filter { $0.answer == nil }.map(\.outcome) == [.declined])
        let twice = try await caller.call(
            Capture.Record.self,
            .init(interview: job.plan.interview, askings: job.record.askings)
        )
        #expect(twice.written == 0)

        var interview = try await caller.call(Interviews.Get.self, .init(id: job.plan.interview))
        #expect(Set(interview.interviewers.map(\.name.text)) == ["Mara Lindqvist", "Piotr Nowak", "Rosa Campbell"])
        #expect(interview.state == .inProgress)
        for state in [Interview.State.held, .closed] {
            interview = try await caller.call(
                Interviews.Advance.self,
                .init(id: interview.id, revision: interview.revision, state: state)
            )
        }
        #expect(interview.state == .closed)
        let plan = try await caller.call(Plans.Get.self, .init(interview: interview.id))
        #expect(plan.items.map(\.state) == [.asked, .asked, .asked, .asked])
    }
}
