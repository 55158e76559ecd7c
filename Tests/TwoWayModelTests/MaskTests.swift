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

    private func members(_ value: some Encodable) throws -> Set<String> { try ShownMembers.of(value) }

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
            (.priorities, []), (.statements, []), (.tradeOffs, []), (.schedule, []), (.questions, []), (.targets, []),
            (.talkingPoints, []), (.answers, []), (.values, []), (.headline, []), (.ranks, []), (.fragility, []),
            (.reasons, []), (.start, []), (.checks, []),
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
            (.priorities, []), (.statements, []), (.tradeOffs, []), (.schedule, []), (.questions, []), (.targets, []),
            (.talkingPoints, []), (.answers, []), (.values, []), (.headline, []), (.ranks, []), (.fragility, []),
            (.reasons, []), (.start, []), (.checks, []),
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

    @Test func `every subject has fields, and every field a subject`() {
        let parts = ShareSubject.allCases.map(\.fields)
        #expect(Set(parts.joined()) == Set(ShareField.allCases))
        #expect(parts.allSatisfy { !$0.isEmpty && Set($0).count == $0.count })
    }

    @Test func `without a word names, pay, notes and the like stay closed`() {
        let delicate: Set<ShareField> = [.names, .pay, .notes, .values, .talkingPoints]
        for subject in ShareSubject.allCases {
            #expect(!subject.usualFields.isEmpty)
            #expect(Set(subject.usualFields) == Set(subject.fields).subtracting(delicate))
        }
    }

    @Test func `what is in no field is filled in the samples, so that it would show`() throws {
        #expect(UnfilledMembers.of(try opportunity()) == ["mergedInto", "snapshotAt"])
        let unfilled = Set(UnfilledMembers.of(try assessment()))
        #expect(unfilled == ["snapshotAt", "priorities.waiver.revokedAt"])
    }
}
