import TwoWayAuth
import TwoWayTestSupport

/// The ids, names and marked texts of the world, and who may get to see each of them.
struct WorldWords: Sendable {
    /// Words that not everybody may see.
    private let readers: [String: Set<Player>]

    /// The words in a text that a player must not see; nobody in particular sees none.
    func leaks(in text: String, to player: Player?) -> [String] {
        Self.words(of: text).filter { word in
            guard let readers = readers[word] else { return false }
            return player.map { !readers.contains($0) } ?? true
        }
        .sorted()
    }

    init(
        of things: WorldThings,
        accounts: [Player: SignedInAccount],
        tables: [WorldTable],
        in database: TestDatabase
    ) async throws {
        let players = Dictionary(uniqueKeysWithValues: accounts.map { ($0.value.id.description, $0.key) })
        let told = tables.filter { $0.owner != "NULL" && !["idempotency", "audit_event"].contains($0.name) }
        let queries = told.map { table in
            // What hangs on a share is not open to whoever was told of it once.
            let limit = table.name == "event" ? "WHERE t.fields IS NULL AND t.kind <> 'share_granted'" : ""
            return "SELECT '\(table.name)', \(table.owner)::text, t::text FROM tw.\(table.name) t \(limit)"
        }
        var readers: [String: Set<Player>] = [:]
        for row in try await database.sql(queries.joined(separator: " UNION ALL ")) {
            let table = try row[0].known
            let owner = try players[row[1].known].known
            for word in Self.words(of: try row[2].known) where Self.tells(word) {
                readers[word, default: []].formUnion(
                    Self.readers(of: word, in: table, of: owner, things: things, isAccount: players[word] != nil)
                )
            }
        }
        for word in things.openToKim { readers[word, default: []].insert(.kim) }
        for (word, correspondents) in things.correspondents { readers[word, default: []].formUnion(correspondents) }
        self.readers = readers.filter { $0.value.count < Player.allCases.count }
    }

    private static func readers(
        of word: String,
        in table: String,
        of owner: Player,
        things: WorldThings,
        isAccount: Bool
    ) -> Set<Player> {
        // What a coach has rated belongs to the candidate, and is not for the candidate yet.
        if word.hasSuffix("-sealed") { return Set(Player.allCases.filter { word == "zq-\($0)-sealed" }) }
        switch table {
        case "account" where !word.contains("@"), "account_role":
            // The owners of published libraries are known to all.
            if [.kim, .rob, .zoe, .sue, .mal].contains(owner) { return Set(Player.allCases) }
            return (things.coaches[owner] ?? []).union([owner])
        case "library", "library_draft", "library_version", "question", "question_revision":
            if isAccount { return [owner] }
            return things.readersOfLibraries[word] ?? Set(Player.allCases)
        case "suggestion", "suggestion_fate":
            // Between the two of them; a letter has a word of its own.
            return isAccount ? [] : things.correspondents[word] ?? [owner]
        case "event":
            return isAccount ? [] : [owner]
        case "relationship":
            return Set(things.own.filter { $0.value.relationship == word }.keys)
                .union(word == things.shared.relationship ? [.kim] : [])
                .union(word == things.revoked.relationship ? [.rob] : [])
                .union(isAccount ? [] : [owner])
        default:
            return isAccount ? [] : [owner]
        }
    }

    /// Whether a word stands for one thing or person.
    private static func tells(_ word: String) -> Bool {
        if word.hasPrefix("zq-") || word.contains("@") || Player(rawValue: word) != nil { return true }
        let bytes = Array(word.utf8)
        if bytes.count == 36 { return bytes[8] == 45 && bytes[13] == 45 && bytes[18] == 45 && bytes[23] == 45 }
        return bytes.count == 7 && word.hasPrefix("917")
    }

    /// Runs of letters, digits and what e-mail addresses and ids have besides, in lower case; short ones are left out.
    static func words(of text: String) -> Set<String> {
        var words: Set<String> = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                UInt8(ascii: "@"):
                word.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                word.append(byte + 32)
            case UInt8(ascii: ".") where !word.isEmpty && word.contains(UInt8(ascii: "@")):
                word.append(byte)
            default:
                if word.count >= 7 { words.insert(String(decoding: word, as: UTF8.self)) }
                word.removeAll(keepingCapacity: true)
            }
        }
        if word.count >= 7 { words.insert(String(decoding: word, as: UTF8.self)) }
        return words
    }
}
