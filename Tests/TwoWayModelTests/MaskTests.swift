import Foundation
import Testing

@testable import TwoWayModel

/// Field by field: which members of the JSON text a coach receives.
struct MaskTests {
    private let time = Timestamp(microseconds: 0)

    private func opportunity() throws -> OpportunityView {
        OpportunityView(
            id: .numbered(1),
            owner: .numbered(2),
            jobSearch: .numbered(3),
            organisation: .numbered(4),
            organisationName: try Title("Org"),
            title: try Title("Engineer"),
            functionName: try Title("Research"),
            stage: .closed,
            closedReason: .rejected,
            posting: try Line("https://example.org"),
            location: try Title("Bern"),
            workMode: .hybrid,
            pay: PayRange(low: 1, high: 2, currency: try CurrencyCode("CHF"), period: .year),
            offerDeadline: time,
            futureSupervisor: .numbered(5),
            people: [
                PersonView(
                    id: .numbered(5),
                    name: try Title("Kim"),
                    jobTitle: try Title("Head"),
                    role: .hiringManager,
                    futureSupervisor: true
                )
            ],
            timeline: [
                StageEvent(from: .offer, to: .closed, reason: .rejected, note: try Prose("Private"), at: time)
            ],
            revision: 1,
            updatedAt: time
        )
    }

    private func assessment() throws -> Assessment {
        let set = PrioritySet.sample([try .sample(1, threshold: 3)])
        let own = OwnRating(interval: ValueInterval(lo: 0.5, hi: 0.6), note: try Prose("My note"), revision: 1)
        var evidence = try Evidence.sample(1, .peer, 4)
        evidence.answer = .numbered(7)
        evidence.research = .numbered(8)
        evidence.promise = .numbered(9)
        let inputs = AssessmentInputs(
            opportunity: .numbered(1),
            prioritySet: set,
            evidence: [evidence],
            own: [.numbered(1): own],
            waivers: [.sample(1, priority: 1)]
        )
        return .computed(from: inputs, inputsHash: "hash")
    }

    /// The paths of all members of a JSON text, without array indices.
    private func members(_ value: some Encodable) throws -> Set<String> {
        func paths(_ value: Any, _ prefix: String) -> [String] {
            if let object = value as? [String: Any] {
                return object.flatMap { paths($1, prefix.isEmpty ? $0 : "\(prefix).\($0)") }
            }
            if let array = value as? [Any] { return array.flatMap { paths($0, prefix) } }
            return [prefix]
        }
        return Set(paths(try JSONSerialization.jsonObject(with: try JSONEncoder().encode(value)), ""))
    }

    @Test(
        arguments: [
            (ShareField.overview, ["title", "functionName", "organisation", "organisationName", "stage"]),
            (.timeline, ["closedReason", "timeline.from", "timeline.to", "timeline.reason", "timeline.at"]),
            (.posting, ["posting", "location", "workMode"]),
            (.pay, ["pay.low", "pay.high", "pay.currency", "pay.period"]),
            (
                .people,
                ["futureSupervisor", "people.id", "people.jobTitle", "people.role", "people.futureSupervisor"]
            ),
            (.names, []), (.weights, []), (.intervals, []), (.gates, []), (.evidence, []), (.notes, []),
        ] as [(ShareField, [String])]
    )
    func `each field opens its members of an opportunity and no other`(field: ShareField, opened: [String]) throws {
        let masked = try members(try opportunity().maskedFor(fields: [field]))
        #expect(masked == Set(opened).union(["id", "owner"]))
    }

    private static let always: Set = [
        "opportunity", "prioritySet", "methodVersion", "priorities.key", "priorities.title",
    ]

    @Test(
        arguments: [
            (ShareField.weights, ["priorities.weight"]),
            (
                .intervals,
                [
                    "score.lo", "score.hi", "knowledge", "priorities.interval.lo", "priorities.interval.hi",
                    "priorities.computed.lo", "priorities.computed.hi", "priorities.own.interval.lo",
                    "priorities.own.interval.hi", "priorities.own.revision",
                ]
            ),
            (
                .gates,
                ["gate", "gateWithWaivers", "priorities.gate"]
                    + ["id", "opportunity", "priority", "createdAt"].map { "priorities.waiver.\($0)" }
            ),
            (
                .evidence,
                [
                    "id", "opportunity", "priority", "scope", "origin", "sourceClass", "specificity", "rating",
                    "strength",
                    "createdAt",
                ].map { "priorities.evidence.\($0)" }
            ),
            (.notes, []), (.overview, []), (.timeline, []), (.posting, []), (.pay, []), (.people, []), (.names, []),
        ] as [(ShareField, [String])]
    )
    func `each field opens its members of an assessment and no other`(field: ShareField, opened: [String]) throws {
        let masked = try members(try assessment().maskedFor(fields: [field]))
        #expect(masked == Self.always.union(opened))
    }

    @Test func `names and notes come only with what they belong to`() throws {
        #expect(try opportunity().maskedFor(fields: [.people, .names]).people?.first?.name?.text == "Kim")
        let intervals = try assessment().maskedFor(fields: [.intervals, .notes]).priorities.first
        #expect(intervals?.own?.note?.text == "My note")
        #expect(intervals?.evidence == nil)
        let evidence = try assessment().maskedFor(fields: [.evidence, .notes]).priorities.first
        #expect(evidence?.evidence?.first?.note?.text == "A note")
        #expect(evidence?.own == nil)
        let gates = try assessment().maskedFor(fields: [.gates, .notes]).priorities.first
        #expect(gates?.waiver?.reason?.text == "The pay makes up for it.")
    }

    @Test func `all fields together still keep what is the owner's alone`() throws {
        let all = Set(ShareField.allCases)
        let hidden = try members(try opportunity()).subtracting(try members(try opportunity().maskedFor(fields: all)))
        #expect(hidden == ["jobSearch", "offerDeadline", "revision", "updatedAt", "timeline.note"])
        let kept = try members(try assessment()).subtracting(try members(try assessment().maskedFor(fields: all)))
        #expect(
            kept == Set(["inputsHash"]).union(["answer", "research", "promise"].map { "priorities.evidence.\($0)" })
        )
    }

    @Test func `the owner receives everything, and rights on one thing open no other`() throws {
        let (opportunity, assessment) = (try opportunity(), try assessment())
        #expect(opportunity.visible(to: .owner) == opportunity)
        #expect(assessment.visible(to: .owner) == assessment)
        let all = Set(ShareField.allCases)
        #expect(opportunity.visible(to: .coach(all, subject: .assessment)) == nil)
        #expect(assessment.visible(to: .coach(all, subject: .opportunity)) == nil)
        #expect(opportunity.visible(to: .coach([], subject: .opportunity)) == nil)
        #expect(assessment.visible(to: .coach([], subject: .assessment)) == nil)
        let view = opportunity.visible(to: .coach([.pay], subject: .opportunity))
        #expect(view == opportunity.maskedFor(fields: [.pay]))
    }

    @Test func `every field belongs to one subject`() {
        let parts = ShareSubject.allCases.map(\.fields)
        #expect(parts.reduce(0) { $0 + $1.count } == ShareField.allCases.count)
        #expect(parts.allSatisfy { !$0.isEmpty })
    }

    private func share(_ fields: [ShareField], subject: ShareSubject = .opportunity) -> Share {
        Share(
            id: .numbered(1),
            relationship: .numbered(1),
            candidate: .numbered(2),
            coach: .numbered(3),
            subject: subject,
            opportunity: .numbered(1),
            fields: fields,
            state: .active,
            from: Timestamp(microseconds: 100),
            until: Timestamp(microseconds: 200)
        )
    }

    private func rights(
        _ shares: [Share],
        coach: UInt32 = 3,
        opportunity: UInt32 = 1,
        at time: Int64 = 150
    ) -> ViewerRights? {
        .coach(
            .numbered(coach),
            reading: .opportunity,
            of: .numbered(opportunity),
            shares: shares,
            at: Timestamp(microseconds: time)
        )
    }

    @Test func `live shares of the same thing add up`() {
        #expect(rights([share([.pay]), share([.posting, .pay])]) == .coach([.pay, .posting], subject: .opportunity))
    }

    @Test func `a share opens nothing to others, on other things, early, late or revoked`() {
        let pay = share([.pay])
        #expect(rights([pay], at: 100) != nil && rights([pay], at: 199) != nil)
        #expect(rights([pay], at: 99) == nil && rights([pay], at: 200) == nil)
        #expect(rights([pay], coach: 4) == nil)
        #expect(rights([pay], opportunity: 2) == nil)
        #expect(rights([share([.pay], subject: .assessment)]) == nil)
        #expect(rights([share([.weights])]) == nil)
        var revoked = pay
        revoked.revokedAt = Timestamp(microseconds: 120)
        #expect(rights([revoked]) == nil)
        for state in [Share.State.revoked, .expired] {
            var ended = pay
            ended.state = state
            #expect(rights([ended]) == nil)
        }
        var endless = pay
        endless.until = nil
        #expect(rights([endless], at: .max) == .coach([.pay], subject: .opportunity))
    }
}
