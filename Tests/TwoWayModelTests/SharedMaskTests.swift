import Foundation
import Testing

@testable import TwoWayModel

/// Field by field: which members of what is shared a coach receives, besides opportunities and assessments.
struct SharedMaskTests {
    private static let subjects: [ShareSubject] = [.priorities, .interviews, .plans, .answers, .comparison, .decision]

    private static func shown(_ subject: ShareSubject, _ fields: Set<ShareField>) throws -> Set<String> {
        switch subject {
        case .priorities: try ShownMembers.of(try SharedSamples.prioritySet().maskedFor(fields: fields))
        case .interviews: try ShownMembers.of(try SharedSamples.interview().maskedFor(fields: fields))
        case .plans: try ShownMembers.of(try SharedSamples.plan().maskedFor(fields: fields))
        case .answers: try ShownMembers.of(try SharedSamples.asking().maskedFor(fields: fields))
        case .comparison: try ShownMembers.of(try SharedSamples.comparison().maskedFor(fields: fields))
        case .decision: try ShownMembers.of(try SharedSamples.decision().maskedFor(fields: fields))
        case .opportunity, .assessment: []
        }
    }

    /// What is there whatever is opened: ids, by which things are told apart.
    private static let always: [ShareSubject: Set<String>] = [
        .priorities: ["id", "jobSearch"], .interviews: ["id", "opportunity"], .plans: ["interview"],
        .answers: ["id", "interview"], .decision: ["id", "opportunity"],
        .comparison: Set(["id", "jobSearch"] + outcome(["priorities.key", "opportunities.opportunity"])),
    ]

    private static func outcome(_ members: [String]) -> [String] {
        members.flatMap { ["result.\($0)", "frozen.\($0)"] }
    }

    private static let scorecard = [
        "opportunity", "prioritySet", "methodVersion", "priorities.key", "priorities.title",
    ]
    .map { "scorecard.\($0)" }

    private static let openings: [ShareSubject: [ShareField: [String]]] = [
        .priorities: [
            .priorities: ["version", "state"]
                + ["key", "dimension", "title", "direction", "target", "vital", "mustHave", "bossDependent"]
                .map { "priorities.\($0)" },
            .statements: ["priorities.key", "priorities.statement", "priorities.anchors"],
            .weights: ["weightMode", "certainty", "priorities.key", "priorities.weight", "priorities.rank"],
            .gates: ["priorities.key", "priorities.threshold", "priorities.requiredSource"],
            .tradeOffs: ["tradeOffs.give", "tradeOffs.gain", "tradeOffs.limit"],
            .notes: ["changeReason"],
        ],
        .interviews: [
            .overview: ["round", "title", "format", "state"],
            .schedule: ["scheduledStart", "scheduledEnd", "timeZone", "localStart", "questionMinutes"],
            .people: ["interviewers.person", "interviewers.role"],
        ],
        .plans: [
            .questions: ["id", "text", "origin", "mustAsk", "minutes", "state"].map { "items.\($0)" },
            .targets: ["items.id", "items.targetPerson", "items.targetRole"],
            .priorities: ["items.id", "items.priorities"],
            .talkingPoints: ["talkingPoints"],
        ],
        .answers: [
            .questions: ["item", "text", "askedAt", "outcome"],
            .people: ["person"],
            .answers: ["answer.body", "answer.specificity", "answer.captured"],
            .values: ["answer.value.kind", "answer.value.number", "answer.value.unit"],
        ],
        .comparison: [
            .overview: ["title", "state", "createdAt"]
                + outcome(["priorities.title", "opportunities.title", "opportunities.organisation"]),
            .headline: outcome(["headline"]),
            .weights: outcome(["weightMode", "certainty", "priorities.weight"]),
            .intervals: outcome(
                ["score.lo", "score.hi", "knowledge", "intervals.lo", "intervals.hi"].map { "opportunities.\($0)" }
            ),
            .gates: outcome(
                ["standing", "failed", "open", "waived.priority", "waived.gate"].map { "opportunities.\($0)" }
            ),
            .ranks: outcome(
                ["tooClose", "draws"]
                    + ["rankChances", "beats", "confidence", "certainlyBeats", "beatsUnderAllWeights"]
                    .map { "opportunities.\($0)" }
            ),
            .fragility: outcome(
                [
                    "leader", "runnerUp", "lead", "weightFlips.priority", "weightFlips.from", "weightFlips.to",
                    "weightFlips.overtakes", "losses.priority", "losses.overtakes", "gains.opportunity",
                    "gains.priorities",
                ].map { "fragility.\($0)" }
            ),
        ],
        .decision: [
            .overview: ["kind", "stage", "reverses", "reversedBy", "decidedAt"],
            .reasons: ["reasons"],
            .weights: scorecard + ["scorecard.priorities.weight"],
            .intervals: scorecard + ["score.lo", "score.hi", "knowledge"].map { "scorecard.\($0)" }
                + ["interval.lo", "interval.hi", "computed.lo", "computed.hi"].map { "scorecard.priorities.\($0)" }
                + ["interval.lo", "interval.hi", "revision"].map { "scorecard.priorities.own.\($0)" },
            .gates: scorecard + ["gate", "gateWithWaivers", "priorities.gate"].map { "scorecard.\($0)" },
            .evidence: scorecard
                + [
                    "id", "opportunity", "priority", "scope", "origin", "sourceClass", "specificity", "rating",
                    "strength", "createdAt",
                ].map { "scorecard.priorities.evidence.\($0)" },
            .start: ["startsOn"],
            .checks: [
                "day", "ratings.priority", "ratings.rating", "sources.sourceClass", "sources.hits", "sources.compared",
                "checkedAt",
            ].map { "checks.\($0)" },
        ],
    ]

    @Test(arguments: subjects, ShareField.allCases)
    func `each field opens its members and nothing else`(subject: ShareSubject, field: ShareField) throws {
        let opened = Self.openings[subject]?[field] ?? []
        #expect(try Self.shown(subject, [field]) == Self.always[subject]?.union(opened))
        if !subject.fields.contains(field) { #expect(opened.isEmpty) }
    }

    @Test(arguments: subjects)
    func `without a field there is nothing but what tells things apart`(subject: ShareSubject) throws {
        #expect(try Self.shown(subject, []) == Self.always[subject])
    }

    @Test func `names and notes come only with what they belong to`() throws {
        let beside: [(ShareSubject, Set<ShareField>, String)] = [
            (.priorities, [.tradeOffs, .notes], "tradeOffs.note"),
            (.interviews, [.people, .names], "interviewers.name"),
            (.plans, [.questions, .notes], "items.dropReason"),
            (.answers, [.people, .names], "personName"),
            (.comparison, [.gates, .notes], "result.opportunities.waived.reason"),
            (.decision, [.checks, .notes], "checks.note"),
            (.decision, [.intervals, .notes], "scorecard.priorities.own.note"),
            (.decision, [.evidence, .notes], "scorecard.priorities.evidence.note"),
        ]
        for (subject, fields, member) in beside {
            #expect(try Self.shown(subject, fields).contains(member), "\(member)")
            for field in fields { #expect(try !Self.shown(subject, [field]).contains(member), "\(member) by \(field)") }
        }
    }

    /// What never goes out, all fields together: this list is to be thought about, whenever a member is added.
    @Test func `all fields together still keep what is the owner's alone`() throws {
        func hidden(_ subject: ShareSubject, _ own: some Encodable) throws -> Set<String> {
            try ShownMembers.of(own).subtracting(try Self.shown(subject, Set(ShareField.allCases)))
        }
        #expect(
            try hidden(.priorities, try SharedSamples.prioritySet()) == ["freezeCause", "revision", "updatedAt"]
        )
        #expect(try hidden(.interviews, try SharedSamples.interview()) == ["revision", "updatedAt"])
        let plan = try hidden(.plans, try SharedSamples.plan())
        let item = plan.filter { $0.hasPrefix("items.") }
        #expect(
            item
                == Set(
                    [
                        "belief", "contradiction", "ownQuestion", "carriedFrom", "source.library", "source.version",
                        "source.questionKey", "hints.purpose", "hints.followUps", "hints.listenFor",
                        "hints.warningSigns",
                    ].map { "items.\($0)" }
                )
        )
        #expect(
            plan.subtracting(item) == [
                "talkingPoints.text", "talkingPoints.story", "minutes", "findings.path", "findings.message",
                "findings.severity", "revision", "updatedAt",
            ]
        )
        #expect(try hidden(.answers, try SharedSamples.asking()) == ["amendedAt", "revision", "answer.id"])
    }

    @Test func `seeds, hashes and drift stay with the owner`() throws {
        let all = Set(ShareField.allCases)
        let comparison = try Self.shown(.comparison, all)
        let decision = try Self.shown(.decision, all)
        for member in comparison.union(decision) {
            #expect(
                !member.hasSuffix("seed") && !member.hasSuffix("inputsHash") && !member.contains("drift"),
                "\(member)"
            )
        }
    }

    /// A member that is added to a type has to be filled in the sample, and shows in the tests above.
    @Test func `the samples have every member of their types`() throws {
        #expect(UnfilledMembers.of(try SharedSamples.prioritySet()) == [])
        #expect(UnfilledMembers.of(try SharedSamples.interview()) == [])
        #expect(UnfilledMembers.of(try SharedSamples.plan()) == [])
        #expect(Set(UnfilledMembers.of(try SharedSamples.asking())) == ["answer.value.yes", "answer.value.day"])
        #expect(UnfilledMembers.of(try SharedSamples.comparison()) == [])
        let ofDecision = Set(UnfilledMembers.of(try SharedSamples.decision()))
        #expect(
            ofDecision == [
                "scorecard.priorities.waiver", "scorecard.snapshotAt", "scorecard.priorities.evidence.answer",
                "scorecard.priorities.evidence.research", "scorecard.priorities.evidence.promise",
            ]
        )
    }

    /// What goes out has no member that no field opens: one that is added is closed until it is put into the table above.
    @Test(arguments: subjects)
    func `every member of what is shared is opened by a field`(subject: ShareSubject) throws {
        let byOne = Set((Self.openings[subject] ?? [:]).values.joined()).union(Self.always[subject] ?? [])
        let all = try Self.shown(subject, Set(ShareField.allCases))
        let beside = all.subtracting(byOne)
        #expect(beside.allSatisfy { $0.hasSuffix("ote") || $0.hasSuffix("ame") || $0.hasSuffix("eason") }, "\(beside)")
        let declared = try SharedSamples.declaredMembers(subject)
        #expect(declared.subtracting(Set(all.map { String($0.prefix { $0 != "." }) })) == ["snapshotAt"])
    }
}
