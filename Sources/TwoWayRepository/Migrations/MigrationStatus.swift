/// How a database and the migration files compare.
public struct MigrationStatus: Sendable, Hashable {
    /// A migration as the database remembers it.
    public struct Applied: Sendable, Hashable {
        public let number: Int
        public let name: String
        public let checksum: String
        /// When, as PostgreSQL writes it.
        public let appliedAt: String
    }

    /// What the database has, in order.
    public let applied: [Applied]
    /// What it still lacks, in order.
    public let pending: [Migration]
    /// What keeps the two from ever fitting: one line for each difference.
    public let problems: [String]

    /// Whether database and files are the same.
    public var isUpToDate: Bool { pending.isEmpty && problems.isEmpty }

    init(applied: [Applied], files: [Migration]) {
        self.applied = applied
        var problems: [String] = []
        for migration in applied {
            guard migration.number >= 1, migration.number <= files.count else {
                problems.append(
                    "migration \(migration.number) (\(migration.name)) is unknown here: this program is older"
                )
                continue
            }
            let file = files[migration.number - 1]
            if file.name != migration.name {
                problems.append(
                    "migration \(migration.number) was applied as \(migration.name), here it is \(file.name)"
                )
            } else if file.checksum != migration.checksum {
                problems.append("migration \(file.fileName) was changed after it was applied")
            }
        }
        let numbers = Set(applied.map(\.number))
        let last = numbers.max() ?? 0
        for file in files.prefix(last) where !numbers.contains(file.number) {
            problems.append("migration \(file.fileName) was passed over: later ones are applied")
        }
        self.problems = problems
        pending = Array(files.dropFirst(last))
    }
}
