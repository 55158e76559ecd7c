import TwoWayAuth

/// A session token, with the hash that the database is to know it by.
struct BenchToken: Sendable {
    let text: String
    /// Hexadecimal.
    let hash: String

    init() {
        let token = SessionToken.random()
        text = token.text
        hash = token.sha256.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
