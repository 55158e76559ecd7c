import Foundation
import JSONRPC
import Testing
import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// Coach and candidate finding each other from either side, and each step of the life cycle.
@Suite struct RelationshipServiceTests {
    @Test func `a code of the coach opens a relationship, once, and its maker learns of nobody`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let ben = try await service.signUp("ben", roles: [.candidate])
            // Without a library nobody could find her.
            let kim = try await service.signUp("kim", roles: [.coach])
            let made = try await kim.call(Relationships.MakeCode.self)
            #expect(try await kim.call(Relationships.List.self, .init()).items == [])

            let invitation = try await anna.call(Relationships.LookUpCode.self, .init(code: made.code.lowercased()))
            #expect(invitation.coachName.text == "Kim" && invitation.expiresAt == made.expiresAt)
            let joined = try await anna.call(Relationships.Redeem.self, .init(code: made.code))
            #expect(joined.status == .active && joined.coachName.text == "Kim")
            #expect(try await kim.call(Relationships.List.self, .init()).items.map(\.candidateName.text) == ["Anna"])

            for code in [made.code, "7ZK3M-7ZK3M-7ZK3M-7ZK3M-7ZK3M", "x"] {
                await expectFailure(.codeInvalid) {
                    _ = try await ben.call(Relationships.LookUpCode.self, .init(code: code))
                }
                await expectFailure(.codeInvalid) {
                    _ = try await ben.call(Relationships.Redeem.self, .init(code: code))
                }
            }
        }
    }

    @Test func `the same call with the same key redeems a code once`() async throws {
        try await TestService.with { service in
            let anna = try await service.signUp("anna", roles: [.candidate])
            let kim = try await service.signUp("kim", roles: [.coach])
            let code = try await kim.call(Relationships.MakeCode.self).code
            let params = Relationships.Redeem.Params(code: code, idempotencyKey: .make())
            let first = try await anna.call(Relationships.Redeem.self, params)
            #expect(try await anna.call(Relationships.Redeem.self, params) == first)
        }
    }

    @Test func `a code that has expired, or is one's own, or whose coach is suspended opens nothing`() async throws {
        try await TestService.with { service in
            let both = try await service.signUp("both", roles: [.candidate, .coach])
            let anna = try await service.signUp("anna", roles: [.candidate])
            let own = try await both.call(Relationships.MakeCode.self).code
            await expectFailure(.codeInvalid) { _ = try await both.call(Relationships.Redeem.self, .init(code: own)) }
            _ = try await service.database.sql(
                "UPDATE tw.client_invitation SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"
            )
            await expectFailure(.codeInvalid) { _ = try await anna.call(Relationships.Redeem.self, .init(code: own)) }
            let good = try await both.call(Relationships.MakeCode.self).code
            // What has expired goes with the next one that is made.
            #expect(try await service.database.sql("SELECT id FROM tw.client_invitation").count == 1)
            _ = try await service.database.sql(
                "UPDATE tw.account SET status = 'suspended' WHERE id = '\(both.account.id)'"
            )
            await expectFailure(.codeInvalid) { _ = try await anna.call(Relationships.Redeem.self, .init(code: good)) }
        }
    }

    @Test func `whoever made a code takes it back before it is used, and it is as unknown as any other`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let (anna, kim) = (scene.candidate, try await Scene.coach("kim", in: service))
            let lee = try await Scene.coach("lee", in: service)
            let made = [
                try await kim.call(Relationships.MakeCode.self), try await kim.call(Relationships.MakeCode.self),
            ]
            let codes = try await kim.call(Relationships.ListCodes.self, .init()).items
            #expect(codes.map(\.id) == made.reversed().map(\.id))
            #expect(codes.map(\.expiresAt) == made.reversed().map(\.expiresAt))
            let page = try await kim.call(Relationships.ListCodes.self, .init(limit: 1))
            #expect(page.items == [codes[0]] && page.nextCursor != nil)
            #expect(try await lee.call(Relationships.ListCodes.self, .init()).items == [])
            await expectFailure(.notFound) {
                _ = try await lee.call(Relationships.WithdrawCode.self, .init(id: made[0].id))
            }

            let params = Relationships.WithdrawCode.Params(id: made[0].id, idempotencyKey: .make())
            #expect(try await kim.call(Relationships.WithdrawCode.self, params) == codes[1])
            #expect(try await kim.call(Relationships.WithdrawCode.self, params) == codes[1])
            #expect(try await kim.call(Relationships.ListCodes.self, .init()).items == [codes[0]])
            func answer(_ method: String, _ code: String) async -> String? {
                await anna.send(#"{"jsonrpc":"2.0","id":7,"method":"\#(method)","params":{"code":"\#(code)"}}"#)
            }
            let unknown = ActivationCode.random().text
            for method in ["relationship.lookUpCode", "relationship.redeem"] {
                #expect(await answer(method, made[0].code) == answer(method, unknown))
            }
            await expectFailure(.codeInvalid) {
                _ = try await anna.call(Relationships.Redeem.self, .init(code: made[0].code))
            }

            // What was taken, or is over, cannot be taken back.
            _ = try await anna.call(Relationships.Redeem.self, .init(code: made[1].code))
            await expectFailure(.notFound) {
                _ = try await kim.call(Relationships.WithdrawCode.self, .init(id: made[1].id))
            }
            let old = try await kim.call(Relationships.MakeCode.self)
            try await service.database.sql(
                "UPDATE tw.client_invitation SET created_at = now() - interval '2 days', expires_at = now() - interval '1 day'"
            )
            #expect(try await kim.call(Relationships.ListCodes.self, .init()).items == [])
            await expectFailure(.notFound) {
                _ = try await kim.call(Relationships.WithdrawCode.self, .init(id: old.id))
            }
        }
    }

    /// Both write the row of the invitation: one of the two comes first, and the other one finds nothing.
    @Test func `a code that is taken and taken back at the same moment does one of the two`() async throws {
        try await TestService.with { service in
            let kim = try await Scene.coach("kim", in: service)
            for round in 0..<12 {
                let anna = try await service.signUp("anna\(round)", roles: [.candidate])
                let made = try await kim.call(Relationships.MakeCode.self)
                func outcome(_ body: @Sendable () async throws -> Void) async throws -> Bool {
                    do {
                        try await body()
                        return true
                    } catch let error as RPCError where ["code_invalid", "not_found"].contains(error.data?.kind) {
                        return false
                    }
                }
                async let taken = outcome { _ = try await anna.call(Relationships.Redeem.self, .init(code: made.code)) }
                async let withdrawn = outcome {
                    _ = try await kim.call(Relationships.WithdrawCode.self, .init(id: made.id))
                }
                let outcomes = (try await taken, try await withdrawn)
                #expect(outcomes.0 != outcomes.1)
                let relationships = try await anna.call(Relationships.List.self, .init()).items
                #expect(relationships.count == (outcomes.0 ? 1 : 0))
            }
        }
    }

    @Test func `codes are stored as hashes alone, and not without a limit`() async throws {
        try await TestService.with { service in
            let kim = try await service.signUp("kim", roles: [.coach])
            var codes: [String] = []
            for _ in 0..<ClientInvitation.maximumOpen {
                codes.append(try await kim.call(Relationships.MakeCode.self).code)
            }
            await expectFailure(.limitReached) { _ = try await kim.call(Relationships.MakeCode.self) }
            let stored = try await service.database.sql(
                "SELECT t::text FROM tw.client_invitation t UNION ALL SELECT t::text FROM tw.idempotency t"
            ).joined().compactMap(\.self).joined()
            #expect(codes.allSatisfy { !stored.contains($0) })
        }
    }

    @Test func `who works together already keeps the code for later, and who has asked is answered by it`() async throws
    {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let asked = try await scene.candidate.call(Relationships.Invite.self, .init(coach: try kim.account.id))
            let code = try await kim.call(Relationships.MakeCode.self).code
            let joined = try await scene.candidate.call(Relationships.Redeem.self, .init(code: code))
            #expect(joined.status == .active && joined.id != asked.id)
            let second = try await kim.call(Relationships.MakeCode.self).code
            await expectFailure(.alreadyExists) {
                _ = try await scene.candidate.call(Relationships.Redeem.self, .init(code: second))
            }
            let listed = try await scene.candidate.call(Relationships.List.self, .init()).items
            #expect(Set(listed.map(\.status)) == [.active, .ended])
            _ = try await scene.candidate.call(Relationships.End.self, .init(id: joined.id))
            #expect(try await scene.candidate.call(Relationships.Redeem.self, .init(code: second)).status == .active)
        }
    }

    @Test func `while it is paused nothing is readable, and everything that stayed comes back`() async throws {
        try await TestService.with { service in
            let world = try await SharingScene(in: service)
            for subject in ShareSubject.allCases { _ = try await world.share(subject) }
            for (client, role) in [(world.candidate, Role.candidate), (world.coach, .coach)] {
                let paused = try await client.call(Relationships.Pause.self, .init(id: world.relationship.id))
                #expect(paused.status == .paused && paused.pausedBy == [role])
                for subject in ShareSubject.allCases {
                    await expectFailure(.notFound) { _ = try await world.read(subject) }
                }
                #expect(try await world.coach.call(Shares.List.self, .init()).items == [])
                let given = try await world.candidate.call(Shares.List.self, .init()).items
                #expect(given.count == ShareSubject.allCases.count && given.allSatisfy { $0.state == .active })
                await expectFailure(.invalidState) { _ = try await world.share(.opportunity) }

                let resumed = try await client.call(
                    Relationships.Resume.self,
                    .init(id: paused.id, revision: paused.revision)
                )
                #expect(resumed.status == .active && resumed.pausedBy == nil)
                for subject in ShareSubject.allCases { _ = try await world.read(subject) }
            }
        }
    }

    @Test func `each side takes back its own pause and no other`() async throws {
        try await TestService.with { service in
            let scene = try await Scene("anna", in: service)
            let kim = try await Scene.coach("kim", in: service)
            let id = try await scene.relationship(with: kim).id
            let first = try await scene.candidate.call(Relationships.Pause.self, .init(id: id))
            await expectFailure(.invalidState) {
                _ = try await scene.candidate.call(Relationships.Pause.self, .init(id: id))
            }
            await expectFailure(.invalidState) {
                _ = try await kim.call(Relationships.Resume.self, .init(id: id, revision: first.revision))
            }
            let both = try await kim.call(Relationships.Pause.self, .init(id: id))
            #expect(both.pausedBy == [.candidate, .coach])
            await expectFailure(.staleRevision) {
                _ = try await scene.candidate.call(Relationships.Resume.self, .init(id: id, revision: first.revision))
            }
            let left = try await scene.candidate.call(Relationships.Resume.self, .init(id: id, revision: both.revision))
            #expect(left.status == .paused && left.pausedBy == [.coach])
            let over = try await kim.call(Relationships.Resume.self, .init(id: id, revision: left.revision))
            #expect(over.status == .active)
        }
    }

    /// Every step from every status, by either side: those that there are, and those that are refused.
    @Test(arguments: Relationship.Status.allCases)
    func `every step of the life cycle is taken or refused`(from status: Relationship.Status) async throws {
        try await TestService.with { service in
            var number = 0
            func run(_ step: Step, byCoach: Bool) async throws -> Relationship.Status? {
                number += 1
                let scene = try await Scene("anna\(number)", in: service)
                let kim = try await Scene.coach("kim\(number)", in: service)
                let row = try await step.prepare(status, scene, kim)
                return try await step.take(row, by: byCoach ? kim : scene.candidate)
            }
            for step in Step.allCases {
                for byCoach in [false, true] {
                    let outcome = try await run(step, byCoach: byCoach)
                    #expect(
                        outcome == step.outcome(from: status, byCoach: byCoach),
                        "\(step) by \(byCoach ? "coach" : "candidate")"
                    )
                }
            }
        }
    }
}

/// A step in the life of a relationship.
private enum Step: CaseIterable {
    case accept
    case decline
    case pause
    case resume
    case end

    /// What it comes to, nil where it is refused; a relationship that is paused was paused by both.
    func outcome(from status: Relationship.Status, byCoach: Bool) -> Relationship.Status? {
        switch (self, status) {
        case (.accept, .invited): byCoach ? .active : nil
        case (.decline, .invited): byCoach ? .ended : nil
        case (.pause, .active): .paused
        case (.resume, .paused): .paused
        case (.end, .invited), (.end, .active), (.end, .paused): .ended
        default: nil
        }
    }

    func prepare(_ status: Relationship.Status, _ scene: Scene, _ kim: TestClient) async throws -> Relationship {
        if status == .invited {
            return try await scene.candidate.call(Relationships.Invite.self, .init(coach: try kim.account.id))
        }
        let active = try await scene.relationship(with: kim)
        switch status {
        case .invited, .active: return active
        case .paused:
            _ = try await kim.call(Relationships.Pause.self, .init(id: active.id))
            return try await scene.candidate.call(Relationships.Pause.self, .init(id: active.id))
        case .ended: return try await kim.call(Relationships.End.self, .init(id: active.id))
        }
    }

    func take(_ row: Relationship, by client: TestClient) async throws -> Relationship.Status? {
        do {
            return switch self {
            case .accept: try await client.call(Relationships.Accept.self, .init(id: row.id)).status
            case .decline: try await client.call(Relationships.Decline.self, .init(id: row.id)).status
            case .pause: try await client.call(Relationships.Pause.self, .init(id: row.id)).status
            case .resume:
                try await client.call(Relationships.Resume.self, .init(id: row.id, revision: row.revision)).status
            case .end: try await client.call(Relationships.End.self, .init(id: row.id)).status
            }
        } catch let error as RPCError where ["invalid_state", "forbidden"].contains(error.data?.kind) {
            return nil
        }
    }
}
