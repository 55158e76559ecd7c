import JSONRPC
import Testing
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// R19: what a coach notes for nobody else is in nothing that the candidate is answered, nor does it change it.
@Suite struct SecrecyTests {
    /// Every method without a side effect that a candidate can ask about working with a coach, and some that go wrong.
    private func requests(_ desk: DeskScene, _ secret: ID<Note>) -> [String] {
        let relationship = #""relationship":"\#(desk.relationship.id)""#
        let note = #""id":"\#(secret)","revision":1"#
        let calls = [
            ("note.list", "{\(relationship)}"),
            ("note.list", #"{\#(relationship),"opportunity":"\#(desk.job)"}"#),
            ("note.list", #"{\#(relationship),"visibility":"coach_only"}"#),
            ("note.create", #"{\#(relationship),"visibility":"coach_only","text":"Mine"}"#),
            ("note.update", #"{\#(note),"text":"What is it?"}"#),
            ("note.delete", "{\(note)}"),
            ("prompt.list", "{}"), ("opinion.list", "{}"), ("dashboard.get", "{}"), ("relationship.list", "{}"),
            ("share.list", "{}"), ("receipt.list", "{}"), ("account.me", "{}"), ("opportunity.list", "{}"),
            ("opportunity.get", #"{"id":"\#(desk.job)"}"#),
            ("library.search", #"{"text":"undersells"}"#), ("question.search", #"{"text":"undersells"}"#),
        ]
        return calls.map { #"{"jsonrpc":"2.0","id":7,"method":"\#($0.0)","params":\#($0.1)}"# }
    }

    @Test func `the candidate is answered the same whether or not a coach has noted something`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            try await desk.say("Hello.", by: desk.anna, about: desk.job)
            func answers(_ secret: ID<Note>) async throws -> [String] {
                var answers: [String] = []
                for request in requests(desk, secret) {
                    answers.append(try #require(await desk.anna.send(request)))
                }
                return answers
            }
            let before = try await answers(.make())
            let secret = try await desk.say("Undersells herself. zq-private", by: desk.kim, .coachOnly)
            try await desk.say("About the job. zq-private", by: desk.kim, .coachOnly, about: desk.job)
            let after = try await answers(secret.id)
            #expect(before.count == after.count)
            for (first, second) in zip(before, after) {
                #expect(!second.contains("zq-private") && !second.contains(secret.id.description))
                // A dashboard says when it was drawn up.
                if !second.contains(#""today""#) { #expect(first == second) }
            }
            #expect(try await desk.receipts() == [])
            // Nor is it among what the candidate owns: an export or an erasure by owner does not meet it.
            let owned = try await service.database.sql(
                "SELECT count(*) FROM tw.coach_note WHERE owner_id = '\(try desk.anna.account.id)'"
            )
            #expect(owned == [["0"]])
        }
    }

    @Test func `another coach of the same candidate finds nothing of it either`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            let lee = try await Scene.coach("lee", in: service)
            let other = try await desk.scene.relationship(with: lee)
            _ = try await desk.scene.share(.opportunity, [.overview], in: other)
            let secret = try await desk.say("zq-private", by: desk.kim, .coachOnly, about: desk.job)
            try await desk.say("zq-shared", by: desk.kim, about: desk.job)
            let own = try await lee.call(
                Notes.List.self,
                .init(relationship: desk.relationship.id, visibility: .coachOnly)
            )
            #expect(own.items == [])
            await expectFailure(.notFound) {
                _ = try await lee.call(
                    Notes.List.self,
                    .init(relationship: desk.relationship.id, opportunity: desk.job)
                )
            }
            await expectFailure(.notFound) {
                _ = try await lee.call(Notes.Delete.self, .init(id: secret.id, revision: 1))
            }
        }
    }

    @Test func `an account that is both sides keeps them apart`() async throws {
        try await TestService.with { service in
            let desk = try await DeskScene(in: service)
            try await service.database.sql(
                "INSERT INTO tw.account_role (account_id, role) VALUES ('\(try desk.anna.account.id)', 'coach')"
            )
            let line =
                #"{"jsonrpc":"2.0","id":7,"method":"note.list","params":{"relationship":"\#(desk.relationship.id)","visibility":"coach_only"}}"#
            try await desk.say("zq-private", by: desk.kim, .coachOnly)
            let both = service.connect(network: "10.9.9.1")
            try await both.hello(token: try desk.anna.token)
            let answer = try #require(await both.send(line))
            #expect(!answer.contains("zq-private"))
            #expect(try RPCReply(parsing: Array(answer.utf8)).isEmptyPage)
        }
    }
}

extension RPCReply {
    fileprivate var isEmptyPage: Bool {
        if case .result(let node, _) = self { node["items"]?.count == 0 } else { false }
    }
}
