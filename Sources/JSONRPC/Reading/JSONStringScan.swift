/// Looks for the bytes of a string that need attention, eight at a time.
enum JSONStringScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// The first quotation mark, backslash, control character or non-ASCII byte from `start` on; else the end.
    static func firstNotable(in text: Span<UInt8>, from start: Int) -> Int {
        let raw = text.bytes
        var position = start
        while position + 8 <= text.count {
            let word = UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            let notable = (escapable(word) | word) & highs
            guard notable == 0 else { return position + notable.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < text.count, !isEscapable(text[position]), text[position] < 0x80 {
            position += 1
        }
        return position
    }

    /// The first byte from `start` on that has to be escaped in a string: quotation mark, backslash, control character.
    static func firstEscapable(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        let raw = UnsafeRawBufferPointer(text)
        var position = start
        while position + 8 <= text.count {
            let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt64.self))
            let notable = escapable(word) & highs
            guard notable == 0 else { return position + notable.trailingZeroBitCount >> 3 }
            position += 8
        }
        while position < text.count, !isEscapable(text[position]) {
            position += 1
        }
        return position
    }

    private static func isEscapable(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    /// Sets the high bit of every byte that has to be escaped.
    ///
    /// A borrow can also set it in bytes above such a one, never below: the lowest is always true, and the only one used.
    private static func escapable(_ word: UInt64) -> UInt64 {
        let control = (word &- ones &* 0x20) & ~word
        return control | zeroBytes(word ^ (ones &* 0x22)) | zeroBytes(word ^ (ones &* 0x5C))
    }

    private static func zeroBytes(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }
}
