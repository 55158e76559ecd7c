import TwoWayModel

/// Finds the one thing that a person means: by its id, by the beginning or end of it, or by a name.
struct Lookup<Entity> {
    struct Entry {
        var id: ID<Entity>
        /// What it is called; the first name is shown when several things are meant.
        var names: [String]

        init(_ id: ID<Entity>, _ names: String?...) {
            self.id = id
            self.names = names.compactMap(\.self)
        }

        init(_ id: ID<Entity>, names: [String]) {
            self.id = id
            self.names = names
        }
    }

    /// The fewest characters of an id that count as one.
    private var fewestCharacters: Int { 4 }

    /// What is looked for, such as "opportunity".
    let noun: String
    /// What to do when it is not there.
    let hint: String

    /// Names the command that lists what there is.
    init(noun: String, listing: String) {
        self.init(noun: noun, hint: "See what there is: \(listing)")
    }

    init(noun: String, hint: String) {
        self.noun = noun
        self.hint = hint
    }

    /// The thing that is meant.
    ///
    /// A whole id is taken at its word. Otherwise a whole name or a part of the id must fit one thing only; where nothing fits whole, a part of a name does.
    func find(_ text: String, among entries: [Entry]) throws(CommandFailure) -> ID<Entity> {
        if let id = ID<Entity>(text) { return id }
        let wanted = Self.folded(text)
        guard !wanted.isEmpty else { throw .usage("The \(noun) is empty.") }
        let whole = entries.filter { entry in
            entry.names.contains { Self.folded($0) == wanted } || isPart(wanted, of: entry.id)
        }
        if !whole.isEmpty { return try only(whole, text) }
        let partial = entries.filter { entry in entry.names.contains { Self.contains(Self.folded($0), wanted) } }
        if !partial.isEmpty { return try only(partial, text) }
        throw .notFound("There is no \(noun) \"\(text)\".", hint: hint)
    }

    private func only(_ matches: [Entry], _ text: String) throws(CommandFailure) -> ID<Entity> {
        guard let first = matches.first else { throw .notFound("There is no \(noun) \"\(text)\".") }
        let others = matches.dropFirst().filter { $0.id != first.id }
        guard others.isEmpty else {
            throw CommandFailure(
                "\"\(text)\" could be more than one \(noun).",
                hint: "Use an id, or its last characters.",
                details: matches.prefix(10).map { "\($0.id.description)  \($0.names.first ?? "")" },
                status: .usage
            )
        }
        return first.id
    }

    private func isPart(_ text: String, of id: ID<Entity>) -> Bool {
        let whole = id.description
        guard text.utf8.count >= fewestCharacters else { return false }
        return whole.hasPrefix(text) || whole.hasSuffix(text)
    }

    /// Without regard to capitals, to how accents are stored, and to spaces at the ends or doubled.
    private static func folded(_ text: String) -> String {
        text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func contains(_ text: String, _ part: String) -> Bool {
        part.count >= 2 && text.contains(part)
    }
}
