import Foundation

/// Sees through the usual disguises of a word: case, leet spelling, separators, a year or a sign at the end.
enum PasswordWords {
    /// The letters-only readings of `password`, lower case.
    ///
    /// Digits and signs can stand for letters or be decoration, at the ends and between words, and a one can be an i or
    /// an l. Digits inside are taken for decoration only where they are few: many of them are a secret of their own.
    static func forms(of password: String) -> Set<String> {
        let scalars = Array(password.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars)
        let firstLetter = scalars.firstIndex { $0.properties.isAlphabetic } ?? scalars.endIndex
        let afterLastLetter = scalars.lastIndex { $0.properties.isAlphabetic }.map { $0 + 1 } ?? firstLetter
        let trims = [
            scalars[...], scalars[..<afterLastLetter], scalars[firstLetter...], scalars[firstLetter..<afterLastLetter],
        ]
        var forms: Set<String> = []
        for trim in trims {
            let unsigned = trim.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
            for reading in [Array(trim), unsigned] {
                for one: Unicode.Scalar in ["i", "l"] {
                    let letters = reading.map { letter(for: $0, one: one) }.filter { $0.properties.isAlphabetic }
                    forms.insert(text(letters))
                }
            }
        }
        let bare = scalars.filter { $0.properties.isAlphabetic }
        if 3 * bare.count >= 2 * scalars.count { forms.insert(text(bare)) }
        forms.remove("")
        return forms
    }

    /// How many letters stay when all `words` are taken out; `Int.max` when none of them occurs.
    static func remainder(of form: String, without words: Set<String>) -> Int {
        // Longest first, so that a short name inside a long one does not break it up.
        let ordered = words.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
        let rest = ordered.reduce(form) { $0.replacing($1, with: " ") }
        return rest == form ? Int.max : rest.unicodeScalars.count { $0 != " " }
    }

    /// The words that `form` consists of, if one or two words, however often repeated, are all there is.
    ///
    /// Three different common words are let through: a passphrase is made of common words.
    static func pieces(of form: String, extraWords: Set<String>) -> Set<String>? {
        let letters = Array(form.unicodeScalars)
        let longest = max(CommonPasswords.longest, extraWords.map { $0.unicodeScalars.count }.max() ?? 0)
        func words(at start: Int) -> [String] {
            (3...longest).prefix { start + $0 <= letters.count }.map { text(letters[start..<start + $0]) }
                .filter { CommonPasswords.words.contains($0) || extraWords.contains($0) }
        }
        for first in words(at: 0) {
            var starts = first.unicodeScalars.count
            if starts == letters.count { return [first] }
            // The second word begins after some number of copies of the first.
            repeat {
                for second in words(at: starts) where consists(letters, of: [first, second]) { return [first, second] }
                guard letters[starts...].starts(with: first.unicodeScalars) else { break }
                starts += first.unicodeScalars.count
            } while starts < letters.count
        }
        return nil
    }

    /// Whether `letters` can be cut into pieces that are all among `words`; linear in the length.
    private static func consists(_ letters: [Unicode.Scalar], of words: [String]) -> Bool {
        var isReachable = [Bool](repeating: false, count: letters.count + 1)
        isReachable[0] = true
        for start in letters.indices where isReachable[start] {
            for word in words where letters[start...].starts(with: word.unicodeScalars) {
                isReachable[start + word.unicodeScalars.count] = true
            }
        }
        return isReachable[letters.count]
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    private static func letter(for scalar: Unicode.Scalar, one: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar {
        case "0": "o"
        case "1", "!", "|": one
        case "2": "z"
        case "3", "€": "e"
        case "4", "@": "a"
        case "5", "$": "s"
        case "6": "g"
        case "7", "+": "t"
        case "8": "b"
        case "9": "g"
        default: scalar
        }
    }
}
