/// A place inside a JSON value as people write it: `params.interviewers[2].role`.
public struct JSONPath: Sendable, Hashable, CustomStringConvertible {
    public private(set) var description: String

    /// The longest part of a member's name that is shown, in bytes, because names come from outside.
    private static let longestName = 64

    public init(_ description: String = "") {
        self.description = description
    }

    /// Steps into a member; a name that is no plain word is shown in brackets: `params["due date"]`.
    public mutating func append(member name: String) {
        if Self.isPlain(name) {
            if !description.isEmpty { description += "." }
            description += name
        } else {
            var writer = JSONWriter()
            writer.string(Self.shortened(name))
            description += "[\(String(decoding: writer.bytes, as: UTF8.self))]"
        }
    }

    /// Steps into an element, counted from 0.
    public mutating func append(element index: Int) {
        description += "[\(index)]"
    }

    mutating func append(_ keys: some Sequence<any CodingKey>) {
        for key in keys {
            if let index = key.intValue {
                append(element: index)
            } else {
                append(member: key.stringValue)
            }
        }
    }

    private static func isPlain(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= longestName
            && name.utf8.allSatisfy { byte in
                switch byte | 0x20 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"): true
                default: byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                }
            }
    }

    private static func shortened(_ name: String) -> String {
        guard name.utf8.count > longestName else { return name }
        var short = ""
        var length = 0
        for scalar in name.unicodeScalars {
            length += UTF8.width(scalar)
            guard length <= longestName else { break }
            short.unicodeScalars.append(scalar)
        }
        return short + "..."
    }
}
