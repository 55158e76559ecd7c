/// What stands between the quotation marks of a string that the reader has accepted.
enum JSONStringContent {
    /// Appends the content with its escapes resolved, as UTF-8.
    static func decode(_ content: Span<UInt8>, into decoded: inout [UInt8]) {
        var position = 0
        while position < content.count {
            let start = position
            while position < content.count, content[position] != UInt8(ascii: "\\") { position += 1 }
            content.extracting(start..<position).withUnsafeBufferPointer { decoded.append(contentsOf: $0) }
            guard position < content.count else { return }
            decoded.append(contentsOf: utf8OfEscape(in: content, at: &position))
        }
    }

    /// Whether two contents are the same bytes once their escapes are resolved; stops at the first difference.
    static func areEqual(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Bool {
        var firstCursor = Cursor()
        var secondCursor = Cursor()
        while let byte = firstCursor.next(in: first) {
            guard secondCursor.next(in: second) == byte else { return false }
        }
        return secondCursor.next(in: second) == nil
    }

    /// Whether a content is these bytes once its escapes are resolved; stops at the first difference.
    static func areEqual(_ content: Span<UInt8>, _ wanted: UnsafeBufferPointer<UInt8>) -> Bool {
        var cursor = Cursor()
        for byte in wanted {
            guard cursor.next(in: content) == byte else { return false }
        }
        return cursor.next(in: content) == nil
    }

    /// Hands out the bytes of a content one by one, with escapes resolved and without a buffer.
    private struct Cursor {
        private var position = 0
        private var pending = UTF8.EncodedScalar()

        mutating func next(in content: Span<UInt8>) -> UInt8? {
            if !pending.isEmpty { return pending.removeFirst() }
            guard position < content.count else { return nil }
            guard content[position] == UInt8(ascii: "\\") else {
                position += 1
                return content[position - 1]
            }
            pending = utf8OfEscape(in: content, at: &position)
            return pending.removeFirst()
        }
    }

    /// The character that a one-letter escape stands for; nil where there is no such escape.
    static func plainEscape(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: nil
        }
    }

    /// The four hexadecimal digits at `position`; nil if there are fewer or others.
    static func hexadecimal(_ text: Span<UInt8>, at position: Int) -> UInt32? {
        guard position + 4 <= text.count else { return nil }
        var value: UInt32 = 0
        for offset in 0..<4 {
            let byte = text[position + offset]
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
            default: return nil
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    /// What the escape at `position` stands for; the reader has seen to it that it is one, and surrogates come in pairs.
    private static func utf8OfEscape(in content: Span<UInt8>, at position: inout Int) -> UTF8.EncodedScalar {
        let letter = position + 1 < content.count ? content[position + 1] : 0
        position += 2
        guard letter == UInt8(ascii: "u") else {
            return encode(Unicode.Scalar(plainEscape(letter) ?? letter))
        }
        var value = hexadecimal(content, at: position) ?? 0xFFFD
        position += 4
        if (0xD800..<0xDC00).contains(value), let low = hexadecimal(content, at: position + 2) {
            value = 0x1_0000 + (value - 0xD800) << 10 + (low & 0x3FF)
            position += 6
        }
        return encode(Unicode.Scalar(value) ?? "\u{FFFD}")
    }

    private static func encode(_ scalar: Unicode.Scalar) -> UTF8.EncodedScalar {
        UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
    }
}
