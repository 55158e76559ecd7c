import TwoWayAuth
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

/// What there is to point at.
struct WorldThings: Sendable {
    /// What each caller has.
    var own: [Player: Belongings] = [:]
    /// Anna's things of which no caller of the matrix was given a share.
    var foreign = Belongings()
    /// Ben's things.
    var foreignToAnna = Belongings()
    /// Anna's things that Kim has live shares of.
    var shared = Belongings()
    /// Anna's things that Kim and Rob had shares of.
    var revoked = Belongings()
    let missing = Belongings()
    /// What the table does not point at: a coach who is suspended.
    var suspendedCoach = Belongings.unusedID()
    /// Ids that Kim gets to see by her live shares, and words that stand in what they open.
    var openToKim: Set<String> = []
    /// Who may read what is sent between a candidate and a coach, by its id and by the word in its texts.
    var correspondents: [String: Set<Player>] = [:]
    /// The candidate who wrote a suggestion, by its id.
    var writers: [String: Player] = [:]
    /// The hash of the preview of the next upgrade of a subscription, by its id.
    var previews: [String: String] = [:]
    /// Who may read a library, by its id and by the word in its texts; the others are open to everybody.
    var readersOfLibraries: [String: Set<Player>] = [:]
    /// The coaches in whose relationships a candidate stands, ended ones included.
    let coaches: [Player: Set<Player>] = [.anna: [.kim, .rob, .zoe], .ben: [.kim, .rob, .zoe]]
}

extension WorldThings {
    fileprivate var ofSue: Belongings {
        get { own[.sue] ?? missing }
        set { own[.sue] = newValue }
    }

    fileprivate var ofTim: Belongings {
        get { own[.tim] ?? missing }
        set { own[.tim] = newValue }
    }
}

/// One pursuit of the world: whose it is, and where it is kept.
struct Pursuit: Sendable {
    let player: Player
    let name: String
    let place: any WritableKeyPath<WorldThings, Belongings> & Sendable

    init(_ player: Player, _ name: String, _ place: any WritableKeyPath<WorldThings, Belongings> & Sendable) {
        self.player = player
        self.name = name
        self.place = place
    }

    static let all = [
        Pursuit(.anna, "anna-private", \.foreign), Pursuit(.anna, "anna-shared", \.shared),
        Pursuit(.anna, "anna-revoked", \.revoked), Pursuit(.ben, "ben", \.foreignToAnna),
        Pursuit(.sue, "sue", \.ofSue), Pursuit(.tim, "tim", \.ofTim),
    ]
}

/// Makes the world, as its people would.
struct WorldBuilder {
    let service: TestService
    let clients: [Player: TestClient]

    /// The fields that Kim gets; the pay, notes, and all texts with the hidden word are left out on purpose.
    private static let fields: [ShareSubject: [ShareField]] = [
        .priorities: [.priorities, .weights, .gates, .tradeOffs],
        .opportunity: [.overview, .timeline, .posting, .people, .names],
        .interviews: [.schedule, .people, .names],
        .plans: [.targets, .priorities],
        .answers: [.people, .names, .values],
        .assessment: [.weights, .intervals, .gates, .evidence],
        .comparison: [.weights, .intervals, .gates, .ranks, .fragility],
        .decision: [.overview, .weights, .intervals, .gates, .evidence],
    ]

    init(_ service: TestService) async throws {
        self.service = service
        var clients: [Player: TestClient] = [:]
        for player in Player.allCases {
            clients[player] = try await service.signUp(player.rawValue, roles: player.roles)
        }
        self.clients = clients
    }

    func things() async throws -> WorldThings {
        var things = WorldThings()
        let libraries = try await makeLibraries(&things)
        try await makePursuits(&things, libraries)
        try await publishAgain(libraries, version: 2)
        try await upgradePursuits(&things)
        try await correspond(&things)
        try await publishAgain(libraries, version: 3)
        try await relateBen(&things)
        try await relateAnna(&things)
        try pointAtLibraries(&things, libraries)
        try await previewUpgrades(&things)
        try await releaseFigures()
        try await makeCodes(&things)
        try await shutOut(&things)
        return things
    }

    func client(_ player: Player) throws -> TestClient { try clients[player].known }

    func account(_ player: Player) throws -> ID<Account> { try client(player).account.id }
}

extension WorldBuilder {
    private func makePursuits(_ things: inout WorldThings, _ libraries: [String: String]) async throws {
        let follows = ["anna-private": "zoe", "anna-shared": "kim", "anna-revoked": "rob"]
        for (index, pursuit) in Pursuit.all.enumerated() {
            let name = "zq-\(follows[pursuit.name] ?? "kim")-public"
            let made = try await client(pursuit.player)
                .pursue(pursuit.name, pay: 9_170_001 + index, following: libraries[name].known)
            things[keyPath: pursuit.place] = made
        }
        for coach in [Player.kim, .rob, .nell] { things.own[coach] = try client(coach).ownBelongings() }
    }

    private func relateBen(_ things: inout WorldThings) async throws {
        let asked = (kim: try await relate(.ben, .kim, accept: false), rob: try await relate(.ben, .rob, accept: false))
        let active = try await relate(.ben, .zoe, accept: true)
        things.own[.kim]?.relationship = asked.kim
        things.own[.rob]?.relationship = asked.rob
        things.foreignToAnna.relationship = active
        things.foreignToAnna.share = try await share(things.foreignToAnna, of: .ben, in: active)[0]
        _ = try await talk(about: &things.foreignToAnna, "ben", .ben, with: .zoe)
        for coach in [Player.kim, .rob] {
            var own = try things.own[coach].known
            try await noteForOneself(&own, coach)
            things.own[coach] = own
        }
        things.own[.ben] = things.foreignToAnna
    }

    private func relateAnna(_ things: inout WorldThings) async throws {
        things.foreign.relationship = try await relate(.anna, .zoe, accept: true)
        things.foreign.share = try await share(things.foreign, of: .anna, in: things.foreign.relationship)[0]
        _ = try await talk(about: &things.foreign, "anna-private", .anna, with: .zoe)
        _ = try await client(.anna).call(Opinions.Cancel.self, .init(id: try ID(things.foreign.opinion).known))
        things.own[.anna] = things.foreign

        things.shared.relationship = try await relate(.anna, .kim, accept: true)
        let live = try await share(things.shared, of: .anna, in: things.shared.relationship)
        things.shared.share = live[0]
        let said = try await talk(about: &things.shared, "anna-shared", .anna, with: .kim)
        let open = things.shared
        things.openToKim = Set(live).union(said).union([
            open.opportunity, open.organisation, open.person, open.peer, open.activeSet, open.priority,
            open.secondPriority, open.evidence, open.observation, open.researched, open.waiver,
            "zq-anna-shared-shown", open.jobSearch, open.interview, open.heldInterview, open.nextInterview, open.asking,
            open.comparison, open.secondOpportunity, open.decision,
        ])
        for row in try await service.database.sql(
            """
            SELECT p.id FROM tw.plan_item p JOIN tw.interview i ON i.owner_id = p.owner_id AND i.id = p.interview_id
            WHERE i.opportunity_id = '\(open.opportunity)'
            """
        ) {
            things.openToKim.insert(try row[0].known)
        }
        var taken = try await share(things.revoked, of: .anna, in: things.shared.relationship)
        taken += try await share(things.revoked, of: .anna, in: things.shared.relationship, mode: .snapshot)
        for id in taken { _ = try await client(.anna).call(Shares.Revoke.self, .init(id: try ID(id).known)) }

        things.revoked.relationship = try await relate(.anna, .rob, accept: true)
        things.revoked.share = try await share(things.revoked, of: .anna, in: things.revoked.relationship)[0]
        _ = try await share(things.revoked, of: .anna, in: things.revoked.relationship, mode: .snapshot)
        _ = try await talk(about: &things.revoked, "anna-revoked", .anna, with: .rob)
        try await read(things.shared, as: .kim)
        try await read(things.revoked, as: .rob)
        _ = try await client(.anna)
            .call(Relationships.End.self, .init(id: try ID(things.revoked.relationship).known))
    }

    private func relate(_ candidate: Player, _ coach: Player, accept: Bool) async throws -> String {
        let asked = try await client(candidate).call(Relationships.Invite.self, .init(coach: try account(coach)))
        if accept { _ = try await client(coach).call(Relationships.Accept.self, .init(id: asked.id)) }
        return asked.id.description
    }

    /// Shares everything that there is of an opportunity.
    private func share(
        _ job: Belongings,
        of owner: Player,
        in relationship: String,
        mode: Share.Mode = .live
    ) async throws -> [String] {
        var shares: [String] = []
        for subject in ShareSubject.allCases {
            let ofOpportunity = subject != .priorities && subject != .comparison
            let made = try await client(owner).call(
                Shares.Create.self,
                .init(
                    relationship: try ID(relationship).known,
                    subject: subject,
                    jobSearch: subject == .priorities ? try ID(job.jobSearch).known : nil,
                    opportunity: ofOpportunity ? try ID(job.opportunity).known : nil,
                    comparison: subject == .comparison ? try ID(job.comparison).known : nil,
                    fields: Self.fields[subject],
                    mode: mode
                )
            )
            shares.append(made.id.description)
        }
        return shares
    }

    private func read(_ job: Belongings, as coach: Player) async throws {
        _ = try await client(coach).call(Opportunities.Get.self, .init(id: try ID(job.opportunity).known))
    }
}

extension WorldBuilder {
    /// One good code for whoever comes first, and one that was used.
    private func makeCodes(_ things: inout WorldThings) async throws {
        let good = ActivationCode.random()
        let used = ActivationCode.random()
        for (code, usedAt) in [(good, "NULL"), (used, "now()")] {
            try await service.database.sql(
                """
                INSERT INTO tw.invitation (id, purpose, code_sha256, roles, expires_at, used_at)
                VALUES (gen_random_uuid(), 'invitation', '\\x\(code.sha256.hexDigits)', '{candidate}',
                    now() + interval '1 hour', \(usedAt))
                """
            )
        }
        for player in things.own.keys { things.own[player]?.code = good.text }
        let ofCoach = try await client(.mal).call(Relationships.MakeCode.self)
        for player in [Player.anna, .ben] { things.own[player]?.clientCode = ofCoach.code }
        for player in [Player.kim, .rob, .nell] {
            let made = try await client(player).call(Relationships.MakeCode.self)
            things.own[player]?.clientInvitation = made.id.description
        }
        for place in [\WorldThings.foreign, \.foreignToAnna] {
            things[keyPath: place].clientInvitation = ofCoach.id.description
        }
        things.foreign.code = used.text
        things.foreignToAnna.code = used.text
    }

    /// Ends Tim's session from another device, and suspends Sue, whose session itself stays as it is.
    private func shutOut(_ things: inout WorldThings) async throws {
        let tim = try things.own[.tim].known
        let device = service.connect(network: "198.51.100.6")
        try await device.hello()
        _ = try await device.call(
            Sessions.Login.self,
            .init(email: try EmailAddress(tim.email), password: TestService.password)
        )
        _ = try await device.call(Sessions.Revoke.self, .init(id: try ID(tim.session).known))
        try await service.database.sql(
            "UPDATE tw.account SET status = 'suspended' WHERE id = '\(things.suspendedCoach)'"
        )
        // A token that once was good, instead of the good one of somebody else: that would open the account.
        for place in [\WorldThings.foreign, \.foreignToAnna, \.shared, \.revoked] {
            things[keyPath: place].token = tim.token
        }
    }
}

extension [UInt8] {
    /// Two lower-case hexadecimal digits for each byte.
    var hexDigits: String {
        map { String($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
