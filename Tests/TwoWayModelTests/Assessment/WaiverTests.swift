import Testing

@testable import TwoWayModel

/// R14 and the rule of acceptance (DOMAIN 5.3).
struct WaiverTests {
    /// Priority 1 passes, 2 is open, 3 fails, 4 is no must-have.
    private func compute(waiving keys: [UInt32] = [], _ change: (inout Waiver) -> Void = { _ in }) throws -> Assessment
    {
        let set = PrioritySet.sample([
            try .sample(1, threshold: 3), try .sample(2, threshold: 3), try .sample(3, threshold: 3), try .sample(4),
        ])
        let waivers = keys.map { key in
            var waiver = Waiver.sample(key, priority: key)
            change(&waiver)
            return waiver
        }
        let inputs = AssessmentInputs(
            opportunity: .numbered(1),
            prioritySet: set,
            evidence: [
                try .sample(1, .writtenOffer, 5), try .sample(2, priority: 3, .writtenOffer, 1),
            ],
            waivers: waivers
        )
        return .computed(from: inputs)
    }

    @Test func `a gate stays what the evidence says, and the waiver stands beside it`() throws {
        let plain = try compute()
        let waived = try compute(waiving: [2, 3])
        #expect(plain.priorities.map(\.gate) == [.pass, .unknown, .fail, nil])
        #expect(waived.priorities.map(\.gate) == plain.priorities.map(\.gate))
        #expect(waived.gate == .fail && waived.score == plain.score)
        #expect(waived.priorities.map { $0.waiver?.priority } == [nil, .numbered(2), .numbered(3), nil])
    }

    @Test(
        arguments: [
            ([], .fail, false, false), ([2], .fail, false, false), ([3], .unknown, false, false),
            ([2, 3], .pass, true, true), ([1, 2, 3], .pass, true, true),
        ] as [([UInt32], Gate, Bool, Bool)]
    )
    func `a job may be accepted when every must-have passes or is waived`(
        keys: [UInt32],
        gate: Gate,
        mayBeAccepted: Bool,
        byWaivers: Bool
    ) throws {
        let assessment = try compute(waiving: keys)
        #expect(assessment.gateWithWaivers == gate)
        #expect(assessment.mayBeAccepted == mayBeAccepted)
        #expect(assessment.standsOnlyByWaivers == byWaivers)
        #expect((assessment.obstacle == nil) == mayBeAccepted)
    }

    @Test func `what passes anyway does not stand by its waiver`() throws {
        let inputs = AssessmentInputs(
            opportunity: .numbered(1),
            prioritySet: .sample([try .sample(1, threshold: 3)]),
            evidence: [try .sample(1, .writtenOffer, 5)],
            waivers: [.sample(1, priority: 1)]
        )
        let assessment = Assessment.computed(from: inputs)
        #expect(assessment.mayBeAccepted && !assessment.standsOnlyByWaivers)
    }

    @Test func `waivers that are revoked, of other jobs or of what is no must-have do not count`() throws {
        #expect(try compute(waiving: [4]) == compute())
        #expect(try compute(waiving: [2, 3]) { $0.revokedAt = Timestamp(microseconds: 1) } == compute())
        #expect(try compute(waiving: [2, 3]) { $0.opportunity = .numbered(2) } == compute())
    }

    @Test func `the obstacle names the must-haves`() throws {
        #expect(
            try compute().obstacle
                == "A must-have failed: Priority 3. A must-have is still open: Priority 2. To accept all the same, waive each of them with a reason."
        )
        #expect(
            try compute(waiving: [3]).obstacle
                == "A must-have is still open: Priority 2. To accept all the same, waive it with a reason."
        )
        let many = PrioritySet.sample(try (1...9).map { try .sample($0, threshold: 3) })
        let untouched = Assessment.computed(
            from: AssessmentInputs(opportunity: .numbered(1), prioritySet: many, evidence: [])
        )
        #expect(
            untouched.obstacle?.hasPrefix(
                "Must-haves are still open: Priority 1, Priority 2, Priority 3, Priority 4, Priority 5 and 4 more."
            ) == true
        )
    }

    @Test func `waivers are inputs, and inputs without any keep their bytes`() throws {
        func bytes(_ waivers: [Waiver]) throws -> [UInt8] {
            AssessmentInputs(
                opportunity: .numbered(1),
                prioritySet: .sample([try .sample(1, threshold: 3), try .sample(2, threshold: 3)]),
                evidence: [],
                waivers: waivers
            ).canonicalInputs()
        }
        let one = Waiver.sample(1, priority: 1)
        let two = Waiver.sample(2, priority: 2)
        #expect(try Set([bytes([]), bytes([one]), bytes([two]), bytes([one, two])]).count == 4)
        #expect(try bytes([one, two]) == bytes([two, one]))
    }

    @Test func `the frozen scorecard leaves out notes and nothing else`() throws {
        let own = OwnRating(interval: .unknown, note: try Prose("Mine"), revision: 2)
        let inputs = AssessmentInputs(
            opportunity: .numbered(1),
            prioritySet: .sample([try .sample(1, threshold: 3)]),
            evidence: [try .sample(1, .peer, 4)],
            own: [.numbered(1): own],
            waivers: [.sample(1, priority: 1)]
        )
        let bare = Assessment.computed(from: inputs).withoutNotes
        #expect(bare.priorities[0].own == OwnRating(interval: .unknown, revision: 2))
        #expect(bare.priorities[0].evidence?.map(\.note) == [nil])
        #expect(bare.priorities[0].waiver?.reason != nil)
        var again = bare
        again.priorities[0].own?.note = own.note
        again.priorities[0].evidence?[0].note = try Prose("A note")
        #expect(again == Assessment.computed(from: inputs))
    }

    @Test(
        arguments: [
            (EvidenceOrigin.answer, SourceClass.peer, nil), (.observation, .observation, .example),
            (.research, .writtenOffer, .example), (.research, .published, .general), (.research, .hearsay, .general),
            (.promise, .hiringManager, .general), (.promise, .writtenOffer, .example),
        ] as [(EvidenceOrigin, SourceClass, Specificity?)]
    )
    func `each origin has its usual specificity`(
        origin: EvidenceOrigin,
        source: SourceClass,
        specificity: Specificity?
    ) {
        #expect(origin.usualSpecificity(of: source) == specificity)
    }
}

extension Waiver {
    static func sample(_ number: UInt32, priority: UInt32) -> Waiver {
        Waiver(
            id: .numbered(number),
            opportunity: .numbered(1),
            priority: .numbered(priority),
            reason: Line(unchecked: "The pay makes up for it."),
            createdAt: Timestamp(microseconds: 0)
        )
    }
}
