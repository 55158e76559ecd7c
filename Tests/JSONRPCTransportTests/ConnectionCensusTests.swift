import Testing

@testable import JSONRPCTransport

struct ConnectionCensusTests {
    @Test func `connections are counted per network and in all`() {
        let census = ConnectionCensus(limits: ConnectionLimits(connectionsPerAddress: 2, connections: 3))
        #expect(census.admit("a") == .admitted)
        #expect(census.admit("a") == .admitted)
        #expect(census.admit("a") == .refused)
        #expect(census.admit("b") == .admitted)
        #expect(census.admit("b") == .refused)
        #expect(census.count == 3)
    }

    @Test func `a released place can be taken again, and a refusal frees no place`() {
        let census = ConnectionCensus(limits: ConnectionLimits(connectionsPerAddress: 1))
        #expect(census.admit("a") == .admitted)
        #expect(census.admit("a") == .refused)
        census.release("a", .refused)
        #expect(census.admit("a") == .refused)
        census.release("a", .admitted)
        #expect(census.count == 0)
        #expect(census.admit("a") == .admitted)
    }

    @Test func `only so many refused connections are told so at the same time`() {
        let census = ConnectionCensus(limits: ConnectionLimits(connections: 0))
        let verdicts = (0..<300).map { _ in census.admit("a") }
        #expect(verdicts.count { $0 == .refused } == 256)
        #expect(verdicts.count { $0 == .dropped } == 44)
        census.release("a", .dropped)
        #expect(census.admit("a") == .dropped)
        census.release("a", .refused)
        #expect(census.admit("a") == .refused)
    }
}
