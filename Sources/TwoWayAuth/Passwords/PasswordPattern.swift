import Foundation

/// Measures how regular a password is, without knowing any words.
struct PasswordPattern {
    private let scalars: [Unicode.Scalar]
    /// The same without spaces, dashes and dots, which hide a sequence from nobody.
    private let core: [Unicode.Scalar]

    /// A password needs this many characters that do not follow from the one before.
    static let minimumChoices = 6
    static let minimumDistinct = 5

    /// Takes the password as typed; case and compatible characters make no difference.
    init(_ password: String) {
        scalars = Array(password.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars)
        core = scalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
    }

    /// Fewer than five different characters, or a unit of up to seven characters over and over.
    var isRepetitive: Bool {
        if Set(scalars).count < Self.minimumDistinct { return true }
        return (1...7).contains { period in
            2 * period <= scalars.count && zip(scalars, scalars.dropFirst(period)).allSatisfy { $0 == $1 }
        }
    }

    /// Fewer than six choices when a run along a track counts as one, also with doubled or interleaved characters.
    var isSequential: Bool {
        [scalars, core].contains { text in
            // A text of signs only has an empty core, of which nothing follows.
            guard !text.isEmpty else { return false }
            let undoubled = text.indices.filter { $0 == 0 || text[$0] != text[$0 - 1] }.map { text[$0] }
            let even = stride(from: 0, to: text.count, by: 2).map { text[$0] }
            let odd = stride(from: 1, to: text.count, by: 2).map { text[$0] }
            let fewest = min(
                Self.choices(in: text),
                Self.choices(in: undoubled),
                Self.choices(in: even) + Self.choices(in: odd)
            )
            return fewest < Self.minimumChoices
        }
    }

    /// Counts characters, where a run of three or more along one track counts once.
    private static func choices(in text: [Unicode.Scalar]) -> Int {
        var count = 0
        var index = 0
        while index < text.count {
            let length = tracks.map { $0.run(in: text, from: index) }.max() ?? 1
            index += length >= 3 ? length : 1
            count += 1
        }
        return count
    }

    /// Characters in an order that a finger or a school child follows.
    private struct Track {
        let isCircular: Bool
        let successors: [Unicode.Scalar: Unicode.Scalar]

        init(_ order: some Sequence<Character>, isCircular: Bool) {
            let order = order.flatMap(\.unicodeScalars)
            var successors = Dictionary(zip(order, order.dropFirst())) { first, _ in first }
            if isCircular, let first = order.first, let last = order.last { successors[last] = first }
            self.successors = successors
            self.isCircular = isCircular
        }

        func run(in text: [Unicode.Scalar], from start: Int) -> Int {
            var end = start
            while end + 1 < text.count, successors[text[end]] == text[end + 1] { end += 1 }
            return end - start + 1
        }
    }

    private static let circles = ["abcdefghijklmnopqrstuvwxyz", "0123456789"]
    private static let rows = [
        "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiopü", "asdfghjklöä", "yxcvbnm",
        "azertyuiop", "qsdfghjklm", "wxcvbn", "1234567890ß", "!@#$%^&*()", "!\"§$%&/()=",
    ]
    private static let columns = [
        "1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik", "9ol", "1qay", "6zhn", "1aqw", "2zsx",
    ]

    private static let tracks: [Track] =
        circles.flatMap { [Track($0, isCircular: true), Track($0.reversed(), isCircular: true)] }
        + (rows + columns).flatMap { [Track($0, isCircular: false), Track($0.reversed(), isCircular: false)] }
}
