import Testing
import TwoWayAuth
import TwoWayModel
import TwoWayTestSupport

/// The second wall by itself: the services are made to believe that the caller is the victim, so that gate, roles and
/// each `owner_id = $1` of a statement let the call pass; only the token is the attacker's.
@Suite struct RowLevelSecurityAloneTests {
    /// Somebody who goes by the id and the session of somebody else.
    private struct Impostor {
        let attacker: Player
        let victim: Player
        let roles: Set<Role>

        init(_ attacker: Player, as victim: Player, _ roles: Set<Role>) {
            self.attacker = attacker
            self.victim = victim
            self.roles = roles
        }

        var words: String { "\(attacker) as \(victim) with the roles \(roles.map(\.rawValue).sorted())" }
    }

    /// Each attacker with the roles that the token has, and with both.
    private static let impostors: [Impostor] = [
        Impostor(.ben, as: .anna, [.candidate]), Impostor(.ben, as: .anna, [.candidate, .coach]),
        Impostor(.mal, as: .anna, [.candidate, .coach]), Impostor(.mal, as: .anna, [.coach]),
        Impostor(.kim, as: .anna, [.coach]), Impostor(.kim, as: .anna, [.candidate, .coach]),
        Impostor(.rob, as: .anna, [.coach]), Impostor(.nell, as: .anna, [.coach]),
        Impostor(.sue, as: .anna, [.candidate, .coach]), Impostor(.tim, as: .anna, [.candidate, .coach]),
        Impostor(.rob, as: .kim, [.coach]), Impostor(.nell, as: .kim, [.coach]),
        Impostor(.mal, as: .kim, [.candidate, .coach]), Impostor(.ben, as: .kim, [.candidate]),
    ]

    /// Methods that say nothing of the account the caller goes by, but of everybody's or of the token's own; a list of
    /// libraries has those that are public, and an overview, a calibration or a log of events has what the token shows.
    private static let impersonal: Set<String> = [
        "server.ping", "rpc.discover", "session.hello", "account.me", "secondFactor.get", "session.revokeOthers",
        "dimension.list",
        "library.list", "library.discover", "library.check", "library.search", "prioritySet.guide", "dashboard.get",
        "upgrade.auto", "calibration.get", "event.subscribe", "event.acknowledge",
    ]

    /// What an impostor points at: everything of the victim's, and nothing that opens an account by itself.
    private static func targets(of victim: Player, in world: AuthorisationWorld) throws -> [Belongings] {
        let things = world.things
        let targets = [things.foreign, things.shared, things.revoked]
        return (victim == .anna ? targets : [try things.own[victim].known, things.shared]).map { target in
            var target = target
            target.token = things.missing.token
            target.code = things.missing.code
            return target
        }
    }

    @Test func `row-level security alone lets nothing through`() async throws {
        let table = try MatrixTable()
        try await AuthorisationWorld.with { world in
            try await Self.checkControl(table, in: world)
            for impostor in Self.impostors {
                let client = try await Self.connect(impostor, in: world)
                for target in try Self.targets(of: impostor.victim, in: world) {
                    for row in table.rows {
                        // What the attacker may read without any pretence proves nothing.
                        let readers = [target.library, target.edition].compactMap {
                            world.things.readersOfLibraries[$0]
                        }
                        let mayRead = readers.contains { $0.contains(impostor.attacker) }
                        if row.method.hasPrefix("library."), mayRead { continue }
                        let answer = try await Self.ask(row, target, through: client, in: world)
                        let leaks = world.words.leaks(in: answer, to: impostor.attacker)
                        if !leaks.isEmpty {
                            Issue.record("\(impostor.words), \(row.name): \(leaks) in \(answer.prefix(2000))")
                        }
                        if case .result = try MatrixAnswer(answer), !Self.impersonal.contains(row.method) {
                            Issue.record("\(impostor.words), \(row.name): \(answer.prefix(400))")
                        }
                    }
                }
                let strays = try await world.undoChanges().parts.filter {
                    !["audit_event", "throttle"].contains($0.table)
                }
                #expect(strays.isEmpty, "\(impostor.words) changed \(strays)")
            }
        }
    }

    /// With the victim's own token the very same calls go through, so that the refusals are due to the token alone.
    private static func checkControl(_ table: MatrixTable, in world: AuthorisationWorld) async throws {
        let client = try await connect(Impostor(.anna, as: .anna, [.candidate]), in: world)
        let anna = try world.things.own[.anna].known
        var results = 0
        for row in table.rows where row.outcome(.owner, .own).map({ $0.failure == nil }) ?? false {
            // These end the session, or open another one.
            if row.method.hasPrefix("session.") || row.method.hasPrefix("account.") { continue }
            let answer = try await ask(row, anna, isOwn: true, through: client, in: world)
            if case .failure(let kind) = try MatrixAnswer(answer) {
                Issue.record("\(row.name): \(kind)")
            }
            results += 1
            _ = try await world.undoChanges()
        }
        #expect(results > 140)
    }

    private static func connect(_ impostor: Impostor, in world: AuthorisationWorld) async throws -> TestClient {
        let client = world.service.connect(network: "203.0.113.9")
        try await client.hello()
        let victim = try world.accounts[impostor.victim].known
        client.conversation.signIn(
            SignedInAccount(
                id: victim.id,
                session: victim.session,
                tokenHash: try world.accounts[impostor.attacker].known.tokenHash,
                roles: impostor.roles,
                timeZone: victim.timeZone
            )
        )
        return client
    }

    private static func ask(
        _ row: MatrixRow,
        _ target: Belongings,
        isOwn: Bool = false,
        through client: TestClient,
        in world: AuthorisationWorld
    ) async throws -> String {
        let call = MatrixCall(
            world: world,
            row: row.name,
            method: row.method,
            own: target,
            target: target,
            isOwn: isOwn,
            hasBothRoles: client.conversation.credentials.signedIn?.roles.count == 2
        )
        let pretended = client.conversation.credentials.signedIn
        let answer = try await client.send(try call.line).known
        // Whatever the call did to the connection, the next one is made under the same pretence.
        let left = client.conversation.credentials.signedIn
        if left?.session != pretended?.session || left?.tokenHash != pretended?.tokenHash {
            client.conversation.signIn(pretended)
        }
        return answer
    }
}
