import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Coming interviews in the list of clients: what shares tell of them, and nothing else.
@Suite struct ClientInterviewTests {
    private func plan(_ desk: DeskScene, _ title: String, in hours: Int) async throws -> Interview {
        try await desk.anna.call(
            Interviews.Create.self,
            .init(
                opportunity: desk.job,
                title: try Title(title),
                format: .video,
                scheduledStart: Timestamp.now() + .seconds(hours * 3600)
            )
        )
    }

    private func share(
        _ desk: DeskScene,
        _ subject: ShareSubject,
        _ fields: [ShareField],
        _ mode: Share.Mode = .live,
        interview: ID<Interview>? = nil
    ) async throws -> Share {
        try await desk.anna.call(
            Shares.Create.self,
            .init(
                relationship: desk.relationship.id,
                subject: subject,
                opportunity: desk.job,
                interview: interview,
                fields: fields,
                mode: mode
            )
        )
    }

    private func revoke(_ desk: DeskScene, _ share: Share) async throws {
        _ = try await desk.anna.call(Shares.Revoke.self, .init(id: share.id))
    }

    /// Interviews that are soon, and how many of them are unprepared.
    private func coming(_ desk: DeskScene) async throws -> [Int] {
        let attention = try #require(try await desk.clients().first).attention
        return [attention.interviewsSoon, attention.interviewsUnprepared]
    }

    private func cancel(_ desk: DeskScene, _ interview: Interview) async throws {
        _ = try await desk.anna.call(
            Interviews.Advance.self,
            .init(id: interview.id, revision: interview.revision, state: .cancelled)
        )
    }

    private func postpone(_ desk: DeskScene, _ interview: Interview, _ hours: Int) async throws {
        var params = Interviews.Update.Params(id: interview.id, revision: interview.revision)
        params.scheduledStart = .set(Timestamp.now() + .seconds(hours * 3600))
        _ = try await desk.anna.call(Interviews.Update.self, params)
    }

    @Test func `an interview within 48 hours counts where its schedule is shared, and each counting leaves a receipt`()
        async throws
    {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let soon = try await plan(desk, "Soon", in: 47)
            _ = try await plan(desk, "Later", in: 49)
            _ = try await plan(desk, "Over", in: -1)
            #expect(try await coming(desk) == [0, 0])
            for fields in [[ShareField.overview], [.people, .names]] {
                let share = try await share(desk, .interviews, fields)
                #expect(try await coming(desk) == [0, 0])
                try await revoke(desk, share)
            }
            #expect(try await desk.receipts() == [])

            let all = try await share(desk, .interviews, [.schedule])
            #expect(try await coming(desk) == [1, 0])
            let receipt = try #require(try await desk.receipts().first)
            #expect(receipt.method == "client.list" && receipt.share == all.id && receipt.subject == .interviews)
            #expect(receipt.opportunity == desk.job && receipt.interview == nil)
            #expect(try await desk.receipts().count == 1)

            // The questions of plans, and only they, tell whether there are any.
            let points = try await share(desk, .plans, [.talkingPoints, .targets])
            #expect(try await coming(desk) == [1, 0])
            try await revoke(desk, points)
            _ = try await share(desk, .plans, [.questions])
            #expect(try await coming(desk) == [1, 1])
            #expect(Set(try await desk.receipts().prefix(2).map(\.subject)) == [.interviews, .plans])
            let item = Plans.Save.Entry(text: try Line("Who decides?"), minutes: 3)
            _ = try await desk.anna.call(Plans.Save.self, .init(interview: soon.id, revision: 0, items: [item]))
            #expect(try await coming(desk) == [1, 0])

            try await revoke(desk, all)
            let count = try await desk.receipts().count
            #expect(try await coming(desk) == [0, 0])
            #expect(try await desk.receipts().count == count)
        }
    }

    @Test func `a share of one interview counts that one, and a pause counts none`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let one = try await plan(desk, "One", in: 3)
            _ = try await plan(desk, "Other", in: 4)
            let share = try await share(desk, .interviews, [.schedule], interview: one.id)
            #expect(try await coming(desk) == [1, 0])
            #expect(try await desk.receipts().map(\.interview) == [one.id])
            #expect(try await desk.receipts().map(\.share) == [share.id])
            let paused = try await desk.anna.call(Relationships.Pause.self, .init(id: desk.relationship.id))
            #expect(try await coming(desk) == [0, 0])
            _ = try await desk.anna.call(Relationships.Resume.self, .init(id: paused.id, revision: paused.revision))
            #expect(try await coming(desk) == [1, 0])
        }
    }

    @Test func `that an interview is off is told by the count only where the state is shared`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let interview = try await plan(desk, "Soon", in: 3)
            _ = try await share(desk, .interviews, [.schedule])
            try await cancel(desk, interview)
            #expect(try await coming(desk) == [1, 0])
            let overview = try await share(desk, .interviews, [.overview])
            #expect(try await coming(desk) == [0, 0])
            try await revoke(desk, overview)
            #expect(try await coming(desk) == [1, 0])
        }
    }

    @Test func `a snapshot counts what it says, newer ones before older ones, and only while nothing live covers it`()
        async throws
    {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let interview = try await plan(desk, "Soon", in: 3)
            let kept = try await share(desk, .interviews, [.schedule, .overview], .snapshot)
            #expect(try await coming(desk) == [1, 0])
            #expect(try await desk.receipts().map(\.mode) == [.snapshot])
            try await postpone(desk, interview, 90)
            #expect(try await coming(desk) == [1, 0])
            // Live, it is read as it is; and a newer snapshot without the schedule is what is read instead of the older one.
            let live = try await share(desk, .interviews, [.overview])
            #expect(try await coming(desk) == [0, 0])
            try await revoke(desk, live)
            let newer = try await share(desk, .interviews, [.overview], .snapshot)
            #expect(try await coming(desk) == [0, 0])
            try await revoke(desk, newer)
            #expect(try await coming(desk) == [1, 0])
            try await revoke(desk, kept)
            #expect(try await coming(desk) == [0, 0])
        }
    }
}
