import NIOCore

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Splits a stream of bytes into lines, looking at every byte once.
///
/// LF and CRLF end a line, also when the two come in different reads; lines of nothing but blanks are skipped. Bytes
/// that were received stay unsplit until ``next()`` asks for them, so that the caller decides how many lines wait.
/// After `tooLong` the stream has no meaning any more and the caller must call ``discard()``.
struct LineFraming {
    enum Event: Equatable {
        case line([UInt8])
        case tooLong
    }

    /// The longest line, in bytes without its line end.
    let limit: Int
    /// Received and not yet looked at.
    private var unread = ByteBuffer()
    /// The beginning of a line whose end has not come.
    private var partial: [UInt8] = []

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether received bytes wait to be split.
    var hasUnread: Bool { unread.readableBytes > 0 }
    /// Whether a line has begun and not ended.
    var hasPartial: Bool { !partial.isEmpty }

    /// Takes in bytes as they came.
    mutating func receive(_ bytes: ByteBuffer) {
        if unread.readableBytes == 0 {
            unread = bytes
        } else {
            unread.writeImmutableBuffer(bytes)
        }
    }

    /// The next complete line, or nil when more bytes are needed.
    mutating func next() -> Event? {
        while unread.readableBytes > 0 {
            let length = unread.withUnsafeReadableBytes(Self.lengthBeforeLineFeed)
            let added = length ?? unread.readableBytes
            // One byte more than the limit may be the CR of the line end.
            guard added <= limit + 1 - partial.count else { return .tooLong }
            unread.withUnsafeReadableBytes { partial.append(contentsOf: $0[..<added]) }
            guard length != nil else {
                unread = ByteBuffer()
                return partial.count > limit && partial.last != UInt8(ascii: "\r") ? .tooLong : nil
            }
            unread.moveReaderIndex(forwardBy: added + 1)
            if let event = takeLine() { return event }
        }
        unread = ByteBuffer()
        return nil
    }

    /// The last line, when the stream has ended without a line end; nil when there is none.
    mutating func end() -> Event? {
        partial.isEmpty ? nil : takeLine()
    }

    /// Forgets all that was received.
    mutating func discard() {
        unread = ByteBuffer()
        partial = []
    }

    private mutating func takeLine() -> Event? {
        var line: [UInt8] = []
        swap(&line, &partial)
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard line.count <= limit else { return .tooLong }
        return line.allSatisfy(\.isBlank) ? nil : .line(line)
    }

    private static func lengthBeforeLineFeed(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress, let found = memchr(start, Int32(UInt8(ascii: "\n")), bytes.count) else {
            return nil
        }
        return UnsafeRawPointer(found) - start
    }
}

extension UInt8 {
    /// Whether this is white space of JSON.
    var isBlank: Bool {
        switch self {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
        default: false
        }
    }
}
