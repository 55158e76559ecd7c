import Testing

@testable import TwoWayModel

struct EvidenceConflictTests {
    @Test func `a manager's 5 against a peer's 2 at weight 0.30 is as grave as the book says`() throws {
        let conflict = try #require(
            EvidenceConflict(try .sample(1, .futureSupervisor, 5), try .sample(2, .peer, 2))
        )
        #expect(abs(conflict.severity(weight: 0.3) - 0.23625) < 1e-12)
        #expect(conflict.severity(weight: 1) <= 1)
        let peers = try #require(EvidenceConflict(try .sample(1, .peer, 5), try .sample(2, .peer, 2)))
        #expect(abs(peers.severity(weight: 0.3) - 0.1575) < 1e-12)
    }

    @Test func `two steps apart is a conflict, one is not`() throws {
        #expect(EvidenceConflict(try .sample(1, .peer, 3), try .sample(2, .peer, 5)) != nil)
        #expect(EvidenceConflict(try .sample(1, .peer, 4), try .sample(2, .peer, 5)) == nil)
        #expect(EvidenceConflict(try .sample(1, .peer, 3), try .sample(1, .peer, 5)) == nil)
    }

    @Test func `weak evidence, another scope and another priority contradict nothing`() throws {
        let strong = try Evidence.sample(1, .peer, 5)
        #expect(EvidenceConflict(strong, try .sample(2, .hearsay, 1)) == nil)
        // A recruiter's example counts 0.4, which is just enough.
        #expect(EvidenceConflict(strong, try .sample(2, .recruiter, 1)) != nil)
        #expect(EvidenceConflict(strong, try .sample(2, .recruiter, 1, specificity: .practice)) == nil)
        #expect(EvidenceConflict(strong, try .sample(2, .peer, 1, scope: .supervisor)) == nil)
        #expect(EvidenceConflict(strong, try .sample(2, priority: 2, .peer, 1)) == nil)
    }

    @Test func `each pair is found once, in whatever order it was read`() throws {
        let evidence = [
            try Evidence.sample(1, .peer, 5), try .sample(2, .peer, 1), try .sample(3, .hiringManager, 2),
            try .sample(4, priority: 2, .peer, 1), try .sample(5, priority: 2, .peer, 5),
        ]
        let pairs = EvidenceConflict.all(among: evidence)
        #expect(
            pairs.map { [$0.first.id, $0.second.id] } == [[1, 2], [1, 3], [4, 5]].map { $0.map { .numbered($0) } }
        )
        #expect(EvidenceConflict.all(among: evidence.reversed()) == pairs)
        #expect(EvidenceConflict.all(among: [Evidence]()) == [])
    }
}
