import NIOCore
import Testing

@testable import JSONRPCTransport

struct PeerAddressTests {
    private func address(_ text: String) throws -> PeerAddress {
        PeerAddress(try SocketAddress(ipAddress: text, port: 7))
    }

    @Test func `an IPv4 address is its own network`() throws {
        let peer = try address("192.0.2.7")
        #expect(peer == PeerAddress(host: "192.0.2.7", port: 7))
        #expect(peer.network == "192.0.2.7")
        #expect(peer.description == "192.0.2.7:7")
    }

    @Test func `IPv6 addresses of one household share a network`() throws {
        #expect(try address("2001:db8:1:2::1").network == "2001:db8:1:2::/64")
        #expect(try address("2001:db8:1:2:aaaa::9").network == "2001:db8:1:2::/64")
        #expect(try address("2001:db8:1:3::1").network != "2001:db8:1:2::/64")
        #expect(try address("2001:db8:1:2::1").description == "[2001:db8:1:2::1]:7")
    }

    @Test func `an IPv4 address that came through IPv6 counts as IPv4`() throws {
        #expect(try address("::ffff:192.0.2.7") == address("192.0.2.7"))
    }

    @Test(arguments: [
        ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("::ffff:127.0.0.1", true), ("0.0.0.0", false),
        ("::", false), ("192.168.1.1", false), ("fe80::1", false),
    ]) func `only loopback addresses are loopback`(text: String, isLoopback: Bool) throws {
        #expect(try address(text).isLoopback == isLoopback)
    }
}
