/// Where a server is: a host and a port.
struct ServerPlace: Hashable, Sendable, CustomStringConvertible {
    static let standard = ServerPlace(host: "127.0.0.1", port: 7464)

    let host: String
    let port: Int

    private init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host`, `host:port` or `[address]:port`; without a port the usual one is meant.
    init(_ text: String) throws(CommandFailure) {
        guard let (host, port) = Self.parts(of: text) else {
            throw .usage("\"\(text)\" is not a server.", hint: "Write host:port, such as twoway.example.org:7464.")
        }
        self.host = host
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Whether it is on this machine, so that nobody can listen in between.
    var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    private static func parts(of text: String) -> (host: String, port: Int)? {
        var host = Substring(text)
        var port = Substring("\(standard.port)")
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[text.index(after: text.startIndex)..<end]
            let rest = text[text.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            if !rest.isEmpty { port = rest.dropFirst() }
        } else if let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon {
            host = text[..<colon]
            port = text[text.index(after: colon)...]
        }
        let isPlain = host.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0 != "/" && $0 != "@" }
        guard !host.isEmpty, isPlain, let number = Int(port), (1...65_535).contains(number) else { return nil }
        return (host.lowercased(), number)
    }
}
