import Testing

@testable import TwoWayAuth

struct PeerNetworkTests {
    @Test(arguments: [
        ("192.0.2.17", "192.0.2.0/24"), ("255.255.255.255", "255.255.255.0/24"), ("127.0.0.1", "127.0.0.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:DB8:1:2::", "2001:db8:1:2::/64"), ("::1", "::/64"),
        ("::ffff:192.0.2.17", "192.0.2.0/24"), ("::FFFF:C000:0211", "192.0.2.0/24"), ("fe80::1%eth0", "fe80::/64"),
        ("[2001:db8::1]", "2001:db8::/64"), ("[fe80::1%2]", "fe80::/64"), ("::192.0.2.17", "::/64"),
        ("2001:db8:0:0:1::ffff", "2001:db8::/64"),
    ])
    func `an address is cut to its network`(address: String, network: String) {
        #expect(PeerNetwork(address: address).description == network)
    }

    @Test(arguments: [
        "", "unknown", "192.0.2", "192.0.2.256", "192.0.2.1.5", "192.0.2.1:80", "192.0.2.1 ", " 192.0.2.1", "0x7f.1",
        "3232235521",
        "::1::", "2001:db8", "[::1", "[::1]:80", "192.0.2.1\0.evil", "::1\0", "example.com", "/run/socket",
        "192.0.2.1%eth0",
        "１92.0.2.1", "%eth0", "[]",
    ])
    func `what is no address falls into the common bucket`(address: String) {
        #expect(PeerNetwork(address: address) == .unknown)
    }

    @Test func `neighbours share a network and strangers do not`() {
        #expect(PeerNetwork(address: "192.0.2.1") == PeerNetwork(address: "192.0.2.254"))
        #expect(PeerNetwork(address: "192.0.2.1") != PeerNetwork(address: "192.0.3.1"))
        #expect(PeerNetwork(address: "2001:db8::1") == PeerNetwork(address: "2001:db8::ffff:0:0:1"))
        #expect(PeerNetwork(address: "2001:db8:0:1::1") != PeerNetwork(address: "2001:db8:0:2::1"))
    }
}

struct ThrottleKeyTests {
    private func hex(_ key: ThrottleKey) -> String {
        key.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func `keys are the SHA-256 of the documented texts`() {
        #expect(hex(.account("anna@example.com")) == "6fd2c0082778690b0304162af3697c268dabd160c696205a71b1aa201ca46b03")
        #expect(
            hex(.network(PeerNetwork(address: "192.0.2.9")))
                == "f801c59b7951fea1df077ee6ab6879ef5d41852f32b96407aa4fe2ab5f5a6f4a"
        )
    }

    @Test(arguments: ["ANNA@Example.com", " anna@example.com\n", "ａｎｎａ@example.com", "\u{A0}anna@example.com"])
    func `another way to type a login makes no other bucket`(login: String) {
        #expect(ThrottleKey.account(login) == .account("anna@example.com"))
    }

    @Test func `accounts and networks cannot be taken for each other`() {
        #expect(ThrottleKey.account("192.0.2.0/24") != .network(PeerNetwork(address: "192.0.2.1")))
        #expect(ThrottleKey.account("anna@example.com") != .account("anne@example.com"))
    }

    @Test func `the numbers are ten and sixty in a quarter of an hour`() {
        let throttle = LoginThrottle()
        #expect(throttle.account == .init(capacity: 10, period: .seconds(900)))
        #expect(throttle.network == .init(capacity: 60, period: .seconds(900)))
        #expect(throttle.account.refillPerSecond == 10.0 / 900.0)
        #expect(LoginThrottle.Bucket(capacity: 3, period: .milliseconds(1500)).refillPerSecond == 2)
    }
}
