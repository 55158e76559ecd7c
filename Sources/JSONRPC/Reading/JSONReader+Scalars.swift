extension JSONReader {
    /// Reads the string whose opening quotation mark is at the position.
    mutating func readString(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        let start = position
        var hasEscapes = false
        position += 1
        while true {
            position = JSONStringScan.firstNotable(in: text, from: position)
            guard position < text.count else { throw failure(.unfinished) }
            switch text[position] {
            case UInt8(ascii: "\""):
                position += 1
                let index = entries.count
                entries.append(
                    JSONTapeEntry(kind: .string, start: start, end: position, next: index + 1, isIntricate: hasEscapes)
                )
                return
            case UInt8(ascii: "\\"):
                hasEscapes = true
                try skipEscape(text)
            case 0:
                throw failure(.nulCharacter)
            case ..<0x20:
                throw failure(.controlCharacter)
            default:
                try skipMultibyteScalar(text)
            }
        }
    }

    /// Checks the escape whose backslash is at the position, and goes behind it.
    private mutating func skipEscape(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        guard position + 1 < text.count else {
            position = text.count
            throw failure(.unfinished)
        }
        let letter = text[position + 1]
        guard letter == UInt8(ascii: "u") else {
            guard JSONStringContent.plainEscape(letter) != nil else { throw failure(.malformedEscape) }
            position += 2
            return
        }
        let value = try hexadecimal(text, at: position + 2)
        switch value {
        case 0:
            throw failure(.nulCharacter)
        case 0xD800..<0xDC00:
            let low = position + 6
            guard low + 1 < text.count else {
                throw low == text.count || text[low] == UInt8(ascii: "\\")
                    ? JSONSyntaxError(offset: text.count, reason: .unfinished) : failure(.loneSurrogate)
            }
            guard text[low] == UInt8(ascii: "\\"), text[low + 1] == UInt8(ascii: "u") else {
                throw failure(.loneSurrogate)
            }
            guard try (0xDC00..<0xE000).contains(hexadecimal(text, at: low + 2)) else { throw failure(.loneSurrogate) }
            position += 12
        case 0xDC00..<0xE000:
            throw failure(.loneSurrogate)
        default:
            position += 6
        }
    }

    private func hexadecimal(_ text: Span<UInt8>, at start: Int) throws(JSONSyntaxError) -> UInt32 {
        if let value = JSONStringContent.hexadecimal(text, at: start) { return value }
        guard start + 4 <= text.count else { throw JSONSyntaxError(offset: text.count, reason: .unfinished) }
        throw failure(.malformedEscape)
    }

    /// Checks the scalar of two to four bytes at the position (RFC 3629, section 4), and goes behind it.
    private mutating func skipMultibyteScalar(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        let lead = text[position]
        // The second byte's range is what keeps out overlong forms, surrogates and values above U+10FFFF.
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw failure(.malformedUTF8)
        }
        guard position + length <= text.count, second.contains(text[position + 1]) else {
            throw failure(.malformedUTF8)
        }
        for offset in 2..<max(length, 2) where text[position + offset] & 0xC0 != 0x80 {
            throw failure(.malformedUTF8)
        }
        position += length
    }

    /// Reads the number that starts at the position.
    mutating func readNumber(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        let start = position
        var isIntricate = false
        if text[position] == UInt8(ascii: "-") { position += 1 }
        let first = position
        try skipDigits(text)
        if text[first] == UInt8(ascii: "0"), position > first + 1 {
            throw JSONSyntaxError(offset: first, reason: .leadingZero)
        }
        if position < text.count, text[position] == UInt8(ascii: ".") {
            isIntricate = true
            position += 1
            try skipDigits(text)
        }
        if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
            isIntricate = true
            position += 1
            if position < text.count, text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") {
                position += 1
            }
            try skipDigits(text)
        }
        let index = entries.count
        entries.append(
            JSONTapeEntry(kind: .number, start: start, end: position, next: index + 1, isIntricate: isIntricate)
        )
    }

    /// Goes behind the digits at the position, of which there has to be one.
    private mutating func skipDigits(_ text: Span<UInt8>) throws(JSONSyntaxError) {
        let first = position
        while position < text.count, text[position] &- UInt8(ascii: "0") < 10 {
            position += 1
        }
        guard position > first else { throw failure(position < text.count ? .malformedNumber : .unfinished) }
    }

    mutating func readWord(_ word: StaticString, kind: JSONKind, _ text: Span<UInt8>) throws(JSONSyntaxError) {
        let length = word.utf8CodeUnitCount
        for offset in 0..<length {
            guard position + offset < text.count else {
                throw JSONSyntaxError(offset: text.count, reason: .unfinished)
            }
            guard text[position + offset] == word.utf8Start[offset] else { throw failure(.unexpectedByte) }
        }
        let index = entries.count
        entries.append(JSONTapeEntry(kind: kind, start: position, end: position + length, next: index + 1))
        position += length
    }
}
