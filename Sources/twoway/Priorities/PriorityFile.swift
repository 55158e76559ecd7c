import TwoWayModel
import TwoWayProtocol

/// A priority set in a file.
struct PriorityFile: Codable {
    var weightMode: WeightMode?
    /// Needed with the weight mode points.
    var certainty: Certainty?
    var priorities: [PrioritySets.Save.Entry]
    var tradeOffs: [Exchange]?

    /// A trade-off in a file, where priorities go by their dimension or title.
    struct Exchange: Codable {
        var give: String
        var gain: String
        var limit: Double
        var note: Prose?
    }

    /// All that the file says; what it leaves open stays as it was.
    func content(keeping known: [Priority], mode: WeightMode, certainty usual: Certainty?) throws -> PriorityContent {
        let mode = weightMode ?? mode
        var content = PriorityContent(
            weightMode: mode,
            certainty: mode == .points ? certainty ?? usual : certainty,
            entries: entries(keeping: known)
        )
        guard let tradeOffs, !tradeOffs.isEmpty else { return content }
        content.giveKeys()
        let names = content.entries.compactMap { entry in
            entry.key.map { Lookup<Priority>.Entry($0, entry.dimension, entry.title?.text) }
        }
        let lookup = Lookup<Priority>(noun: "priority", hint: "A trade-off names priorities of the same file.")
        content.tradeOffs = try tradeOffs.map { exchange in
            TradeOff(
                give: try lookup.find(exchange.give, among: names),
                gain: try lookup.find(exchange.gain, among: names),
                limit: exchange.limit,
                note: exchange.note
            )
        }
        return content
    }

    /// The entries, each with the key of the known priority that it is about.
    func entries(keeping known: [Priority]) -> [PrioritySets.Save.Entry] {
        var taken: Set<ID<Priority>> = Set(priorities.compactMap(\.key))
        return priorities.map { entry in
            guard entry.key == nil else { return entry }
            var entry = entry
            entry.key =
                known.first { priority in
                    !taken.contains(priority.key) && Self.isSame(PrioritySets.Save.Entry(priority), entry)
                }?.key
            if let key = entry.key { taken.insert(key) }
            return entry
        }
    }

    /// Whether two entries are about the same thing: the dimension, or the title of one in own words.
    static func isSame(_ left: PrioritySets.Save.Entry, _ right: PrioritySets.Save.Entry) -> Bool {
        guard left.dimension == right.dimension else { return false }
        return left.dimension != nil || left.title?.text.lowercased() == right.title?.text.lowercased()
    }
}
