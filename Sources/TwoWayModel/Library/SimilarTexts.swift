/// Finds questions that say the same as an earlier one, or nearly.
///
/// Texts are taken as sets of words in small letters. The same words in the same order are the same; sets of which at
/// least four fifths of all words are in both (Jaccard index) are close. To stay near linear time only texts that share
/// one of their rarest words are compared: a set of n words that is close to another must have one of its n - ceil(0.8 n)
/// + 1 rarest words in the other's rarest too ("prefix filtering", Chaudhuri, Ganti and Kaushik, ICDE 2006).
struct SimilarTexts {
    /// The place of the earlier text.
    enum Match {
        case same(String)
        case close(String)
    }

    /// By topic and question.
    private(set) var findings: [[Match?]] = []

    private static let threshold = 0.8
    /// Words beyond are not looked at: such a text is too long anyway.
    private static let maximumWords = 120

    init(_ topics: [[String]]) {
        let words = topics.map { $0.map(Self.words) }
        var frequency: [String: Int] = [:]
        for text in words.joined() {
            for word in Set(text) { frequency[word, default: 0] += 1 }
        }
        var sames: [[String]: String] = [:]
        var index = Index()
        for (topic, texts) in words.enumerated() {
            var matches: [Match?] = []
            for (question, text) in texts.enumerated() {
                let place = "topics[\(topic)].questions[\(question)].text"
                if text.isEmpty {
                    matches.append(nil)
                } else if let first = sames[text] {
                    matches.append(.same(first))
                } else {
                    sames[text] = place
                    let close = index.insert(Set(text), frequency: frequency, threshold: Self.threshold, place: place)
                    matches.append(close.map { .close($0) })
                }
            }
            findings.append(matches)
        }
    }

    private static func words(_ text: String) -> [String] {
        let words = text.lowercased().split { !($0.isLetter || $0.isNumber) }
        return words.prefix(maximumWords).map(String.init)
    }

    /// Earlier texts by their rarest words.
    private struct Index {
        private var texts: [(words: Set<String>, place: String)] = []
        private var byWord: [String: [Int]] = [:]

        /// Adds a text and gives the place of the first earlier one that is close to it.
        mutating func insert(
            _ words: Set<String>,
            frequency: [String: Int],
            threshold: Double,
            place: String
        ) -> String? {
            let rarestFirst = words.sorted { (frequency[$0] ?? 0, $0) < (frequency[$1] ?? 0, $1) }
            let needed = Int((threshold * Double(words.count)).rounded(.up))
            let prefix = rarestFirst.prefix(words.count - needed + 1)
            let candidates = Set(prefix.flatMap { byWord[$0] ?? [] })
            let close = candidates.sorted().first { candidate in
                let other = texts[candidate].words
                let common = words.intersection(other).count
                return Double(common) >= threshold * Double(words.count + other.count - common)
            }
            for word in prefix { byWord[word, default: []].append(texts.count) }
            texts.append((words, place))
            return close.map { texts[$0].place }
        }
    }
}
