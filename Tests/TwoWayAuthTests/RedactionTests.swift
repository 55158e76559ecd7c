import Testing

@testable import TwoWayAuth

/// A secret in a structure, as it would be logged by mistake.
private struct Envelope {
    let token: SessionToken
    let code: ActivationCode?
    let hashes: [PasswordHash]
}

struct RedactionTests {
    /// Everything that Swift offers to turn a value into text.
    private func texts(of value: Any) -> [String] {
        var dumped = ""
        dump(value, to: &dumped)
        var printed = ""
        print(value, to: &printed)
        debugPrint(value, terminator: "", to: &printed)
        return [
            "\(value)", String(describing: value), String(reflecting: value), dumped, printed,
            String(describing: Optional(value)), "\([value])", "\(["key": value])", "\((value, 1))",
        ]
    }

    @Test func `no way of turning a secret into text shows it`() throws {
        let token = SessionToken.random()
        let code = ActivationCode.random()
        let hash = try PasswordHash.make(of: "x", parameters: .cheap)
        let envelope = Envelope(token: token, code: code, hashes: [hash])
        // The bytes as numbers are as good as the text.
        let numbers = try #require(Mirror(reflecting: token.sha256).children.first.map { "\($0.value)" })
        #expect(!numbers.isEmpty)
        let digest = try #require(hash.encoded.split(separator: "$").last.map(String.init))
        let secrets = [String(token.text.dropFirst(4)), code.text, code.text.replacing("-", with: ""), digest]
        for value in [token, code, hash, envelope] as [Any] {
            for text in texts(of: value) {
                #expect(text.contains("(…)"))
                for secret in secrets { #expect(!text.contains(secret)) }
            }
        }
    }

    @Test func `a mirror finds nothing inside`() {
        #expect(Mirror(reflecting: SessionToken.random()).children.isEmpty)
        #expect(Mirror(reflecting: ActivationCode.random()).children.isEmpty)
        #expect(Mirror(reflecting: PasswordHash.dummy(parameters: .cheap)).children.isEmpty)
    }

    @Test func `the name of the kind is shown`() {
        #expect("\(SessionToken.random())" == "SessionToken(…)")
        #expect("\(ActivationCode.random())" == "ActivationCode(…)")
        #expect("\(PasswordHash.dummy(parameters: .cheap))" == "PasswordHash(…)")
    }
}
