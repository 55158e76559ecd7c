import Foundation

/// The identity of an `Entity`, so that the ids of two kinds of things cannot be swapped.
///
/// On the wire a lower-case UUID string. The server makes version 7 (RFC 9562); capture records carry ids that the
/// client made, of any version.
public struct ID<Entity>: Hashable, Sendable {
    public let rawValue: UUID

    public init(_ rawValue: UUID) {
        self.rawValue = rawValue
    }

    /// Reads the 36 characters of a UUID; anything else gives nil.
    public init?(_ text: String) {
        guard let uuid = UUID(plainText: text) else { return nil }
        self.rawValue = uuid
    }
}

extension ID: CustomStringConvertible {
    public var description: String { rawValue.plainText }
}

extension ID: Comparable {
    /// Byte by byte, as PostgreSQL orders them; for version 7 this is the order in which they were made.
    public static func < (left: ID, right: ID) -> Bool {
        left.words < right.words
    }

    var words: (UInt64, UInt64) {
        let u = rawValue.uuid
        func word(_ bytes: (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8)) -> UInt64 {
            UInt64(bytes.0) << 56 | UInt64(bytes.1) << 48 | UInt64(bytes.2) << 40 | UInt64(bytes.3) << 32
                | UInt64(bytes.4) << 24 | UInt64(bytes.5) << 16 | UInt64(bytes.6) << 8 | UInt64(bytes.7)
        }
        return (word((u.0, u.1, u.2, u.3, u.4, u.5, u.6, u.7)), word((u.8, u.9, u.10, u.11, u.12, u.13, u.14, u.15)))
    }
}

extension ID: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = ID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "is not a UUID")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Counts the edits of a row; an edit names the revision it was read at (R23).
public typealias Revision = Int
