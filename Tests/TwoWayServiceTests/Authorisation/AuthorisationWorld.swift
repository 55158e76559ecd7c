import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// People with all that belongs to them, made through the API, and what each caller can point at.
struct AuthorisationWorld: Sendable {
    let service: TestService
    let clients: [Player: TestClient]
    /// Each as it was signed in when the world was ready.
    let accounts: [Player: SignedInAccount]
    /// Has said hello, and nothing else.
    let anonymous: TestClient
    let things: WorldThings
    /// Revisions by table and id, such as "person 0190…".
    let revisions: [String: Revision]
    let words: WorldWords
    let tables: [WorldTable]
    /// The rows as they were when the world was ready.
    let baseline: WorldState

    /// Builds a world in a database of its own, runs the test in it, and cleans up.
    static func with<Answer>(_ body: (AuthorisationWorld) async throws -> Answer) async throws -> Answer {
        try await TestService.with { service in try await body(try await AuthorisationWorld(service)) }
    }

    private init(_ service: TestService) async throws {
        self.service = service
        let builder = try await WorldBuilder(service)
        clients = builder.clients
        things = try await builder.things()
        var accounts: [Player: SignedInAccount] = [:]
        for (player, client) in builder.clients {
            accounts[player] = try client.conversation.credentials.signedIn.known
        }
        self.accounts = accounts
        anonymous = service.connect(network: "198.51.100.4")
        try await anonymous.hello()
        tables = try await WorldTable.all(in: service.database)
        revisions = try await Self.revisions(in: service)
        words = try await WorldWords(of: things, accounts: accounts, tables: tables, in: service.database)
        // That a session was used is noted once in five minutes, and a machine may need longer for all the calls.
        try await service.database.sql("UPDATE tw.session SET last_used_at = now() + interval '1 day'")
        baseline = try await WorldState.keep(tables, in: service.database)
    }

    private static func revisions(in service: TestService) async throws -> [String: Revision] {
        let rows = try await service.database.sql(
            """
            SELECT 'organisation ' || id, revision FROM tw.organisation
            UNION ALL SELECT 'person ' || id, revision FROM tw.person
            UNION ALL SELECT 'relationship ' || id, revision FROM tw.relationship
            UNION ALL SELECT 'opportunity ' || id, revision FROM tw.opportunity
            UNION ALL SELECT 'interview ' || id, revision FROM tw.interview
            UNION ALL SELECT 'asking ' || id, revision FROM tw.asking
            UNION ALL SELECT 'plan ' || interview_id, revision FROM tw.plan
            UNION ALL SELECT 'prioritySet ' || id, revision FROM tw.priority_set
            UNION ALL SELECT 'draft ' || job_search_id, revision FROM tw.priority_set WHERE state = 'draft'
            UNION ALL SELECT 'rating ' || opportunity_id, revision FROM tw.priority_rating
            UNION ALL SELECT 'subscription ' || id, revision FROM tw.subscription
            UNION ALL SELECT 'library ' || library_id, revision FROM tw.library_draft
            UNION ALL SELECT 'edition ' || id, revision FROM tw.library
            UNION ALL SELECT 'overlay ' || subscription_id, revision FROM tw.overlay
            UNION ALL SELECT 'ownQuestion ' || id, revision FROM tw.own_question
            UNION ALL SELECT 'jobSearch ' || id, revision FROM tw.job_search
            UNION ALL SELECT 'research ' || id, revision FROM tw.research_note
            UNION ALL SELECT 'belief ' || id, revision FROM tw.belief
            UNION ALL SELECT 'promise ' || id, revision FROM tw.promise
            UNION ALL SELECT 'followUp ' || id, revision FROM tw.follow_up
            UNION ALL SELECT 'note ' || id, revision FROM tw.comment
            UNION ALL SELECT 'note ' || id, revision FROM tw.coach_note
            UNION ALL SELECT 'story ' || id, revision FROM tw.story
            UNION ALL SELECT 'assessment ' || opportunity_id, revision FROM tw.assessment WHERE state = 'draft'
            """
        )
        var revisions: [String: Revision] = [:]
        for row in rows { revisions[try row[0].known] = try Int(row[1].known).known }
        return revisions
    }
}

extension AuthorisationWorld {
    /// What a caller has, to point at and to use beside what is pointed at.
    func own(of caller: MatrixCaller) -> Belongings {
        guard let player = caller.player, let own = things.own[player] else { return things.missing }
        return own
    }

    /// What an object of the table is for a caller.
    func target(_ object: MatrixObject, of caller: MatrixCaller) -> Belongings {
        switch object {
        case .own: own(of: caller)
        case .foreign: caller == .owner ? things.foreignToAnna : things.foreign
        case .shared: things.shared
        case .revoked: things.revoked
        case .missing: things.missing
        }
    }

    /// Sends a line as a caller, and signs everybody in or out again who should be.
    func send(_ line: String, as caller: MatrixCaller) async throws -> String {
        guard let player = caller.player else {
            let client = caller == .stranger ? service.connect(network: "198.51.100.5") : anonymous
            let answer = try await client.send(line).known
            if client.conversation.credentials.signedIn != nil { client.conversation.signIn(nil) }
            return answer
        }
        let client = try clients[player].known
        let answer = try await client.send(line).known
        let account = try accounts[player].known
        if client.conversation.credentials.signedIn?.session != account.session { client.conversation.signIn(account) }
        return answer
    }

    /// Who an account is.
    func player(of account: String) -> Player? {
        accounts.first { $0.value.id.description == account }?.key
    }
}
