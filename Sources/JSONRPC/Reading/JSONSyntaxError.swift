/// Why a text is not JSON as this reader understands it (RFC 8259, and no more than that).
public struct JSONSyntaxError: Error, Hashable {
    /// What is wrong; the raw value is a sentence for people and never repeats the text.
    public enum Reason: String, Sendable, Hashable, CaseIterable {
        case empty = "there is no value"
        case tooLong = "the text is too long"
        case tooDeep = "arrays and objects are nested too deeply"
        case byteOrderMark = "a byte order mark is not part of JSON"
        case unfinished = "the text ends too early"
        case unexpectedByte = "a value was expected"
        case nameExpected = "the name of a member was expected"
        case colonExpected = "a colon was expected"
        case commaOrEndExpected = "a comma or the end of the array or object was expected"
        case trailingComma = "a comma has nothing after it"
        case trailingBytes = "something follows the value"
        case duplicateName = "an object names a member twice"
        case leadingZero = "a number starts with a superfluous zero"
        case malformedNumber = "a number is not complete"
        case controlCharacter = "a string holds a control character that is not escaped"
        case nulCharacter = "a string holds U+0000"
        case malformedEscape = "an escape sequence is unknown"
        case loneSurrogate = "half of a surrogate pair stands alone"
        case malformedUTF8 = "a string is not valid UTF-8"
    }

    /// The position of the byte that gave offence, counted from 0.
    public let offset: Int
    public let reason: Reason

    public init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    public var description: String { "\(reason.rawValue) (byte \(offset))" }
}
