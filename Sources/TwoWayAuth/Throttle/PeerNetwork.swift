import Foundation

/// The network a peer comes from: an IPv4 address cut to /24 or an IPv6 address cut to /64.
///
/// One household or office usually shares such a network, and an attacker usually owns a whole one, so attempts are
/// counted by it; session lists show it because the full address is personal and helps nobody.
public struct PeerNetwork: Hashable, Sendable, CustomStringConvertible {
    /// Such as `192.0.2.0/24`, `2001:db8:1:2::/64` or `unknown`.
    public let description: String

    /// For peers without an address, such as a Unix socket, and for texts that are none: they share one bucket.
    public static let unknown = PeerNetwork(description: "unknown")

    private init(description: String) {
        self.description = description
    }

    /// Reads an address as `inet_ntop` writes it, with or without brackets and an IPv6 zone; anything else is `unknown`.
    ///
    /// An IPv4-mapped address (`::ffff:192.0.2.1`) counts as IPv4, since it is the same peer seen by another socket.
    public init(address: String) {
        self = Self.parse(address) ?? .unknown
    }

    private static func parse(_ address: String) -> PeerNetwork? {
        var text = Substring(address)
        if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
        if let zone = text.firstIndex(of: "%"), text.contains(":") { text = text[..<zone] }
        // A C string would end at U+0000 and let the rest of the text pass unread.
        guard !text.utf8.contains(0) else { return nil }
        if let bytes = bytes(of: text, family: AF_INET, count: 4) { return shortened(bytes, AF_INET) }
        guard let bytes = bytes(of: text, family: AF_INET6, count: 16) else { return nil }
        let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return isMapped ? shortened(Array(bytes[12...]), AF_INET) : shortened(bytes, AF_INET6)
    }

    private static func bytes(of text: Substring, family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, String(text), &bytes) == 1 ? bytes : nil
    }

    private static func shortened(_ address: [UInt8], _ family: Int32) -> PeerNetwork? {
        let kept = family == AF_INET ? 3 : 8
        let network = Array(address[..<kept]) + [UInt8](repeating: 0, count: address.count - kept)
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, network, &text, socklen_t(text.count)) != nil else { return nil }
        let written = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return PeerNetwork(description: "\(written)/\(kept * 8)")
    }
}
