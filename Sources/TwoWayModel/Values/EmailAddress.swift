/// An address to write to, in lower case so that one mailbox is one address.
///
/// A pragmatic part of RFC 5321: a dot-atom of at most 64 bytes, and a domain of at least two ASCII labels; no quoted
/// local parts, no address literals, no comments. At most 254 bytes.
public struct EmailAddress: TextValue {
    public let text: String

    /// Trims white space at the ends, checks, and turns capitals into small letters.
    public init(_ text: String) throws(TextRefusal) {
        let address = text.trimmingWhitespace()
        guard address.utf8.count <= 254 else { throw TextRefusal("is longer than 254 bytes") }
        let parts = address.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, Self.isLocalPart(parts[0]), Self.isDomain(parts[1]) else {
            throw TextRefusal("is not an e-mail address such as anna@example.org")
        }
        self.text = address.lowercased()
    }

    private static func isLocalPart(_ part: Substring.UTF8View) -> Bool {
        let atoms = part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return part.count <= 64
            && atoms.allSatisfy { atom in
                !atom.isEmpty
                    && atom.allSatisfy { $0.isLetter || $0.isDigit || "!#$%&'*+/=?^_`{|}~-".utf8.contains($0) }
            }
    }

    private static func isDomain(_ part: Substring.UTF8View) -> Bool {
        let labels = part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count >= 2, let last = labels.last, !last.allSatisfy({ $0.isDigit }) else { return false }
        let hyphen = UInt8(ascii: "-")
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { $0.isLetter || $0.isDigit || $0 == hyphen }
        }
    }
}
