import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd.OneServer {
    /// What a coach gets to see, on the wire and field by field.
    @Suite
    struct SharingTests {
        let coach: Member
        let candidate: Member
        let job: MainJob
        let relationship: Relationship

        init() async throws {
            let (installation, server) = try #require(SharedServer.current)
            let name = "\(UInt32.random(in: 0...UInt32.max))"
            coach = try await installation.signUp("coach-\(name)", as: .coach, on: server)
            candidate = try await installation.signUp("candidate-\(name)", as: .candidate, on: server)
            job = try await MainJob.play(candidate.caller, library: try await coach.caller.publishStarterLibrary())
            let invited = try await candidate.caller.call(Relationships.Invite.self, .init(coach: coach.id))
            relationship = try await coach.caller.call(Relationships.Accept.self, .init(id: invited.id))
            // An own judgement with a note, which no share but one on notes may show.
            try await candidate.caller.call(
                Assessments.Rate.self,
                .init(
                    opportunity: job.opportunity.id,
                    priority: job.set.priorities[6].key,
                    revision: 0,
                    interval: .set(ValueInterval(lo: 0.2, hi: 0.6)),
                    note: .set(try Prose("Heard from a friend."))
                )
            )
        }
    }
}

extension EndToEnd.OneServer.SharingTests {
    private func share(_ subject: ShareSubject, _ fields: [ShareField]) async throws -> Share {
        try await candidate.caller.call(
            Shares.Create.self,
            .init(relationship: relationship.id, subject: subject, opportunity: job.opportunity.id, fields: fields)
        )
    }

    /// What the coach gets: the paths of all members, lists shown as `[]`.
    private func visible(_ subject: ShareSubject) async throws -> Set<String> {
        let text =
            switch subject {
            case .opportunity:
                try await coach.caller.text(of: Opportunities.Get.self, .init(id: job.opportunity.id))
            default:
                try await coach.caller.text(of: Assessments.Get.self, .init(opportunity: job.opportunity.id))
            }
        var paths: Set<String> = []
        func walk(_ node: JSONNode, _ path: String) {
            switch node.kind {
            case .object: for member in node.members { walk(member.value, "\(path).\(member.name)") }
            case .array: for element in node.elements { walk(element, "\(path)[]") }
            case .string, .number, .boolean, .null: paths.insert(String(path.dropFirst()))
            }
        }
        walk(try text.parsed(), "")
        return paths
    }

    private static let evidence = [
        "id", "opportunity", "priority", "scope", "origin", "sourceClass", "specificity", "rating", "strength",
        "createdAt",
    ]

    @Test func `each field of an opportunity opens just its members`() async throws {
        let members: [ShareField: [String]] = [
            .overview: ["title", "functionName", "organisation", "organisationName", "stage"],
            .timeline: ["timeline[].from", "timeline[].to", "timeline[].at"],
            .posting: ["posting", "location", "workMode"],
            .pay: ["pay.low", "pay.high", "pay.currency", "pay.period"],
            .people: ["futureSupervisor"] + ["id", "jobTitle", "role", "futureSupervisor"].map { "people[].\($0)" },
            .names: [],
        ]
        for field in ShareSubject.opportunity.fields {
            let share = try await share(.opportunity, [field])
            let expected = Set(try #require(members[field]) + ["id", "owner"])
            #expect(try await visible(.opportunity) == expected, "\(field)")
            await expectFailure(.notFound) {
                try await coach.caller.call(Assessments.Get.self, .init(opportunity: job.opportunity.id))
            }
            try await candidate.caller.call(Shares.Revoke.self, .init(id: share.id))
        }
    }

    @Test func `each field of an assessment opens just its members`() async throws {
        let members: [ShareField: [String]] = [
            .weights: ["priorities[].weight"],
            .intervals: ["score.lo", "score.hi", "knowledge"]
                + ["interval.lo", "interval.hi", "computed.lo", "computed.hi"].map { "priorities[].\($0)" }
                + ["interval.lo", "interval.hi", "revision"].map { "priorities[].own.\($0)" },
            .gates: ["gate", "gateWithWaivers", "priorities[].gate"],
            .evidence: Self.evidence.map { "priorities[].evidence[].\($0)" },
            .notes: [],
        ]
        let always = ["opportunity", "prioritySet", "methodVersion", "priorities[].key", "priorities[].title"]
        for field in ShareSubject.assessment.fields {
            let share = try await share(.assessment, [field])
            let expected = Set(try #require(members[field]) + always)
            #expect(try await visible(.assessment) == expected, "\(field)")
            await expectFailure(.notFound) {
                try await coach.caller.call(Opportunities.Get.self, .init(id: job.opportunity.id))
            }
            try await candidate.caller.call(Shares.Revoke.self, .init(id: share.id))
        }
    }

    @Test func `a share is dead from the call after its end, and each reading left one receipt`() async throws {
        let coach = coach.caller
        await expectFailure(.notFound) { try await coach.call(Opportunities.Get.self, .init(id: job.opportunity.id)) }
        let overview = try await share(.opportunity, [.overview, .people, .names])
        let scores = try await share(.assessment, [.intervals, .notes])

        let view = try await coach.call(Opportunities.Get.self, .init(id: job.opportunity.id))
        #expect(view.title == job.opportunity.title)
        #expect(
            Set((view.people ?? []).compactMap(\.name?.text)) == ["Mara Lindqvist", "Piotr Nowak", "Rosa Campbell"]
        )
        #expect(view.people?.filter(\.futureSupervisor).map(\.id) == [job.people.manager.id])
        let mine = try await candidate.caller.call(Assessments.Get.self, .init(opportunity: job.opportunity.id))
        let theirs = try await coach.call(Assessments.Get.self, .init(opportunity: job.opportunity.id))
        #expect(theirs.score == mine.score)
        #expect(theirs.priorities[6].own?.note?.text == "Heard from a friend.")

        var receipts = try await candidate.caller.call(Shares.ListReceipts.self, .init()).items
        #expect(receipts.map(\.share) == [scores.id, overview.id])
        #expect(receipts.map(\.method) == ["assessment.get", "opportunity.get"])
        #expect(receipts.allSatisfy { $0.reader == self.coach.id && $0.opportunity == job.opportunity.id })

        try await candidate.caller.call(Shares.Revoke.self, .init(id: overview.id))
        await expectFailure(.notFound) { try await coach.call(Opportunities.Get.self, .init(id: job.opportunity.id)) }
        try await coach.call(Assessments.Get.self, .init(opportunity: job.opportunity.id))
        try await candidate.caller.call(Relationships.End.self, .init(id: relationship.id))
        await expectFailure(.notFound) {
            try await coach.call(Assessments.Get.self, .init(opportunity: job.opportunity.id))
        }
        receipts = try await candidate.caller.call(Shares.ListReceipts.self, .init()).items
        #expect(receipts.count == 3)
    }
}
