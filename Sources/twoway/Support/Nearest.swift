/// Guesses which word was meant by one that nobody knows.
enum Nearest {
    /// The word with the fewest changes between them, if there are few enough to be a slip.
    static func word(to typed: String, among words: [String]) -> String? {
        let wanted = Array(typed.lowercased().prefix(64))
        let tolerance = max(1, wanted.count / 3)
        let best = words.map { (word: $0, distance: distance(wanted, Array($0.lowercased()))) }
            .min { $0.distance < $1.distance }
        guard let best, best.distance <= tolerance else { return nil }
        return best.word
    }

    /// Insertions, deletions and replacements (Levenshtein).
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var row = Array(0...right.count)
        for (i, a) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, b) in right.enumerated() {
                let replaced = diagonal + (a == b ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
