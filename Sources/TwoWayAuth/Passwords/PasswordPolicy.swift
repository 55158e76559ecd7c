import Foundation

/// Which passwords may be chosen: long ones that are neither well known nor about their owner.
///
/// No composition rules and no forced change (NIST SP 800-63B, 3.1.1.2). Asked when a password is set, never at sign-in.
public struct PasswordPolicy: Hashable, Sendable {
    /// The least number of Unicode scalars.
    public let minimumLength: Int
    /// The largest number of Unicode scalars; longer ones are refused, never cut.
    public let maximumLength = 256

    /// For an account whose password is all there is.
    public static let passwordOnly = PasswordPolicy(minimumLength: 15)
    /// For an account that also asks for a second factor.
    public static let withSecondFactor = PasswordPolicy(minimumLength: 8)

    private init(minimumLength: Int) {
        self.minimumLength = minimumLength
    }

    /// Throws the first reason against `password`.
    ///
    /// A length counts before and after normalisation and both must fit, since a single scalar can stand for eighteen
    /// and an accent may or may not be a scalar of its own.
    public func check(_ password: String, context: PasswordContext) throws(PasswordRefusal) {
        // Four bytes are the most a scalar takes: spares normalising a megabyte.
        guard password.utf8.count <= 4 * maximumLength else { throw .tooLong(maximum: maximumLength) }
        let folded = password.precomposedStringWithCompatibilityMapping
        let lengths = [password.unicodeScalars.count, folded.unicodeScalars.count]
        guard lengths.allSatisfy({ $0 <= maximumLength }) else { throw .tooLong(maximum: maximumLength) }
        guard lengths.allSatisfy({ $0 >= minimumLength }) else { throw .tooShort(minimum: minimumLength) }
        let pattern = PasswordPattern(password)
        if pattern.isRepetitive { throw .repetitive }
        if pattern.isSequential { throw .sequential }
        try checkWords(of: password, context: context)
    }

    private func checkWords(of password: String, context: PasswordContext) throws(PasswordRefusal) {
        for form in PasswordWords.forms(of: password) {
            if PasswordWords.remainder(of: form, without: context.words) < minimumLength / 2 { throw .personal }
            guard let pieces = PasswordWords.pieces(of: form, extraWords: context.words) else { continue }
            throw pieces.isDisjoint(with: context.words) ? .common : .personal
        }
    }
}

/// Why a password may not be chosen; the description is fit to be shown after "The password".
public enum PasswordRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case tooShort(minimum: Int)
    case tooLong(maximum: Int)
    /// A few characters over and over.
    case repetitive
    /// Along the alphabet, the digits or a keyboard.
    case sequential
    /// Little more than a name, an address or the name of this service.
    case personal
    /// Among the first that an attacker tries.
    case common

    public var description: String {
        switch self {
        case .tooShort(let minimum):
            "needs at least \(minimum) characters; a few words in a row are easy to keep in mind"
        case .tooLong(let maximum): "may have at most \(maximum) characters"
        case .repetitive: "repeats the same few characters; add something different"
        case .sequential: "follows the alphabet, the digits or the keyboard; choose something less regular"
        case .personal: "is mostly made of a name, an e-mail address or the name of this service"
        case .common: "is one of the first that attackers try; choose one that only makes sense to you"
        }
    }
}

/// The words that an attacker who knows a person would try first.
public struct PasswordContext: Hashable, Sendable {
    /// As `PasswordWords` compares them: letters only, lower case.
    let words: Set<String>

    /// Takes the e-mail address or login, the display name, and always the name of the service.
    public init(login: String, displayName: String? = nil) {
        var words: Set<String> = ["twoway"]
        let parts = login.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        // The last label of a domain, such as "com", says nothing about its owner.
        let domain = parts.count == 2 ? parts[1].split(separator: ".").dropLast().map(String.init) : []
        for text in [login, String(parts[0]), displayName ?? ""] + domain {
            // Two thousand letters are no name; the comparison below must stay cheap.
            let text = text.prefix(200)
            let pieces = text.split { !$0.isLetter }
            for candidate in [String(text)] + pieces.map(String.init) {
                words.formUnion(PasswordWords.forms(of: candidate).filter { $0.unicodeScalars.count >= 3 })
            }
        }
        self.words = words
    }
}
