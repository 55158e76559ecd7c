/// Reads a text once, from left to right, and writes its tape.
///
/// There is no recursion: the way back to the parent stands in the `next` of every container that is still open.
struct JSONReader {
    var entries: [JSONTapeEntry] = []
    var position = 0
    private var parent = 0
    private var depth = 0
    private let maximumDepth: Int
    /// Scratch of the search for duplicate names, kept between objects.
    var nameTable: [UInt32] = []

    init(limits: JSONReaderLimits, textLength: Int) {
        maximumDepth = limits.effectiveDepth
        entries.reserveCapacity(min(textLength / 6, 4_096) + 8)
    }

    mutating func read(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        if text.count >= 3, text[0] == 0xEF, text[1] == 0xBB, text[2] == 0xBF {
            throw JSONSyntaxError(offset: 0, reason: .byteOrderMark)
        }
        skipSpace(text)
        guard position < text.count else { throw failure(.empty) }
        repeat {
            try readValue(text)
        } while try moveToNextValue(text)
        skipSpace(text)
        guard position == text.count else { throw failure(.trailingBytes) }
    }

    func failure(_ reason: JSONSyntaxError.Reason) -> JSONSyntaxError {
        JSONSyntaxError(offset: position, reason: reason)
    }

    mutating func skipSpace(_ text: Span<UInt8>) {
        while position < text.count {
            switch text[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"): position += 1
            default: return
            }
        }
    }

    /// Reads down to the first value that is complete: a scalar or an empty container.
    private mutating func readValue(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        while true {
            skipSpace(text)
            guard position < text.count else { throw failure(.unfinished) }
            if depth > 0 { entries[parent].countChild() }
            switch text[position] {
            case UInt8(ascii: "\""):
                return try readString(text)
            case UInt8(ascii: "{"):
                try open(.object)
                guard try !closesAtOnce(text, with: UInt8(ascii: "}")) else { return }
                try readName(text)
            case UInt8(ascii: "["):
                try open(.array)
                guard try !closesAtOnce(text, with: UInt8(ascii: "]")) else { return }
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                return try readNumber(text)
            case UInt8(ascii: "t"):
                return try readWord("true", kind: .boolean, text)
            case UInt8(ascii: "f"):
                return try readWord("false", kind: .boolean, text)
            case UInt8(ascii: "n"):
                return try readWord("null", kind: .null, text)
            default:
                throw failure(.unexpectedByte)
            }
        }
    }

    /// Goes on behind a complete value: to the next one (true), or out of the last container (false).
    private mutating func moveToNextValue(_ text: Span<UInt8>) throws(JSONSyntaxError) -> Bool {
        while depth > 0 {
            skipSpace(text)
            guard position < text.count else { throw failure(.unfinished) }
            let isObject = entries[parent].kind == .object
            switch text[position] {
            case UInt8(ascii: ","):
                position += 1
                skipSpace(text)
                guard position < text.count else { throw failure(.unfinished) }
                if text[position] == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
                    throw failure(.trailingComma)
                }
                if isObject { try readName(text) }
                return true
            case UInt8(ascii: "}") where isObject, UInt8(ascii: "]") where !isObject:
                try close(text)
            default:
                throw failure(.commaOrEndExpected)
            }
        }
        return false
    }

    private mutating func open(_ kind: JSONKind) throws(JSONSyntaxError) {
        guard depth < maximumDepth else { throw failure(.tooDeep) }
        depth += 1
        entries.append(JSONTapeEntry(kind: kind, start: position, next: parent))
        parent = entries.count - 1
        position += 1
    }

    private mutating func closesAtOnce(_ text: Span<UInt8>, with end: UInt8) throws(JSONSyntaxError) -> Bool {
        skipSpace(text)
        guard position < text.count else { throw failure(.unfinished) }
        guard text[position] == end else { return false }
        try close(text)
        return true
    }

    /// Closes the innermost container at its last byte.
    private mutating func close(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        position += 1
        let closed = parent
        if entries[closed].kind == .object, entries[closed].count > 1 {
            try refuseDuplicateNames(in: closed, text)
        }
        parent = Int(entries[closed].next)
        entries[closed].end = UInt32(truncatingIfNeeded: position)
        entries[closed].next = UInt32(truncatingIfNeeded: entries.count)
        depth -= 1
    }

    private mutating func readName(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        guard text[position] == UInt8(ascii: "\"") else { throw failure(.nameExpected) }
        try readString(text)
        skipSpace(text)
        guard position < text.count else { throw failure(.unfinished) }
        guard text[position] == UInt8(ascii: ":") else { throw failure(.colonExpected) }
        position += 1
    }
}
