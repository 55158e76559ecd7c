import Foundation
import TwoWayModel
import TwoWayProtocol
import TwoWayTestSupport

extension WorldBuilder {
    /// Libraries by the word in their texts.
    func makeLibraries(_ things: inout WorldThings) async throws -> [String: String] {
        let plan: [(owner: Player, kind: String, visibility: Library.Visibility, readers: Set<Player>?)] = [
            (.kim, "public", .public, nil), (.rob, "public", .public, nil), (.zoe, "public", .public, nil),
            (.sue, "public", .public, nil), (.mal, "public", .public, nil),
            (.kim, "clients", .clients, [.kim, .anna]), (.rob, "clients", .clients, [.rob]),
            (.zoe, "private", .private, [.zoe]), (.nell, "private", .private, [.nell]),
            (.tim, "private", .private, [.tim]), (.kim, "draft", .private, [.kim]), (.rob, "draft", .private, [.rob]),
            (.nell, "draft", .private, [.nell]), (.tim, "draft", .private, [.tim]),
        ]
        var libraries: [String: String] = [:]
        for entry in plan {
            let name = "zq-\(entry.owner)-\(entry.kind)"
            let publish = entry.kind != "draft"
            let id = try await client(entry.owner).makeLibrary(name, entry.visibility, publish: publish)
            libraries[name] = id
            things.readersOfLibraries[id] = entry.readers
            things.readersOfLibraries[name] = entry.readers
        }
        return libraries
    }

    /// Publishes all libraries but drafts once more.
    func publishAgain(_ libraries: [String: String], version: Int) async throws {
        for (name, id) in libraries.sorted(by: { $0.key < $1.key }) where !name.hasSuffix("-draft") {
            let owner = Player.allCases.first { name.hasPrefix("zq-\($0)-") }
            try await client(owner.known).publishNext(id, name, version: version)
        }
    }

    /// Libraries and coaches are pointed at by what the caller may do with them.
    func pointAtLibraries(_ things: inout WorldThings, _ libraries: [String: String]) throws {
        let others: [(WritableKeyPath<WorldThings, Belongings>, String)] = [
            (\.foreign, "zq-zoe-private"), (\.foreignToAnna, "zq-zoe-private"), (\.shared, "zq-kim-clients"),
            (\.revoked, "zq-rob-clients"),
        ]
        for (place, name) in others {
            things[keyPath: place].library = try libraries[name].known
            things[keyPath: place].edition = try libraries[name].known
        }
        let owned: [(Player, library: String, edition: String)] = [
            (.anna, "zq-kim-public", "zq-kim-public"), (.ben, "zq-kim-public", "zq-kim-public"),
            (.kim, "zq-kim-draft", "zq-kim-clients"), (.rob, "zq-rob-draft", "zq-rob-clients"),
            (.nell, "zq-nell-draft", "zq-nell-private"), (.tim, "zq-tim-draft", "zq-tim-private"),
            (.sue, "zq-sue-public", "zq-sue-public"),
        ]
        for (player, library, edition) in owned {
            things.own[player]?.library = try libraries[library].known
            things.own[player]?.edition = try libraries[edition].known
        }
        for coach in [Player.kim, .rob] {
            things.own[coach]?.followed = try libraries["zq-\(coach)-public"].known
        }

        for player in things.own.keys { things.own[player]?.coach = try account(.mal).description }
        things.foreign.coach = try account(.nell).description
        things.foreignToAnna.coach = try account(.nell).description
        things.shared.coach = try account(.kim).description
        things.revoked.coach = try account(.rob).description
        things.suspendedCoach = try account(.sue).description
    }
}

extension WorldBuilder {
    /// Takes the second version of what is followed.
    func upgradePursuits(_ things: inout WorldThings) async throws {
        for pursuit in Pursuit.all {
            var made = things[keyPath: pursuit.place]
            try await client(pursuit.player).upgrade(&made)
            things[keyPath: pursuit.place] = made
        }
    }

    /// An open suggestion for each pursuit, and one that the coach has answered.
    func correspond(_ things: inout WorldThings) async throws {
        for pursuit in Pursuit.all {
            let coach: Player = ["anna-private": .zoe, "anna-revoked": .rob][pursuit.name] ?? .kim
            let words = TellTales(pursuit.name, pay: 0)
            var made = things[keyPath: pursuit.place]
            let candidate = try client(pursuit.player)
            let answered = try await candidate.suggest(made, words, signed: true)
            _ = try await client(coach).call(
                Suggestions.Decide.self,
                .init(id: try ID(answered).known, fate: .accepted, reply: try Prose("Thank you. \(words.letter)"))
            )
            made.suggestion = try await candidate.suggest(made, words, signed: false)
            for id in [answered, made.suggestion] { things.writers[id] = pursuit.player }
            for word in [answered, made.suggestion, words.letter] {
                things.correspondents[word] = [pursuit.player, coach]
            }
            things[keyPath: pursuit.place] = made
        }
        things.own[.kim]?.suggestion = things.shared.suggestion
        things.own[.rob]?.suggestion = things.revoked.suggestion
    }

    /// Group figures of every first version, as if there had been groups large enough.
    func releaseFigures() async throws {
        try await service.database.sql(
            """
            INSERT INTO tw.statistics_month (month) VALUES ('2025-11-01');
            INSERT INTO tw.statistics_release (owner_id, library_id, version, month, contributors)
            SELECT owner_id, library_id, number, '2025-11-01', 15 FROM tw.library_version WHERE number = 1;
            INSERT INTO tw.statistics_cell (owner_id, library_id, version, month, place, topic_place, topic, planned)
            SELECT owner_id, library_id, number, '2025-11-01', 0, 1, document -> 'topics' -> 0 ->> 'title', 5
            FROM tw.library_version WHERE number = 1;
            INSERT INTO tw.statistics_cell (owner_id, library_id, version, month, place, topic_place, topic, question_key,
                question, asked)
            SELECT owner_id, library_id, number, '2025-11-01', place, 1, document -> 'topics' -> 0 ->> 'title',
                q.item ->> 'key', q.item ->> 'text', 5
            FROM tw.library_version,
                jsonb_array_elements(document -> 'topics' -> 0 -> 'questions') WITH ORDINALITY q (item, place)
            WHERE number = 1
            """
        )
    }

    func previewUpgrades(_ things: inout WorldThings) async throws {
        for pursuit in Pursuit.all {
            let subscription = things[keyPath: pursuit.place].subscription
            let preview = try await client(pursuit.player)
                .call(Upgrades.Preview.self, .init(subscription: try ID(subscription).known))
            things.previews[subscription] = preview.previewHash
        }
    }
}
