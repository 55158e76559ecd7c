import Foundation

@testable import TwoWayModel

/// One of each thing that can be shared, with every member filled, so that each would show if it went out.
enum SharedSamples {
    private static let time = Timestamp(microseconds: 0)

    static func prioritySet() throws -> PrioritySet {
        PrioritySet(
            id: .numbered(1),
            jobSearch: .numbered(2),
            version: 3,
            state: .frozen,
            weightMode: .points,
            certainty: .fairly,
            priorities: [
                Priority(
                    key: .numbered(4),
                    dimension: "training",
                    title: try Title("Training"),
                    statement: try Prose("A course a year"),
                    direction: .target,
                    target: 4,
                    weight: 3,
                    rank: 1,
                    vital: true,
                    mustHave: true,
                    threshold: 3,
                    requiredSource: .peer,
                    bossDependent: true,
                    anchors: [try Line("None at all")]
                )
            ],
            tradeOffs: [TradeOff(give: .numbered(4), gain: .numbered(5), limit: 2, note: try Prose("For a while"))],
            freezeCause: try Line("The offer"),
            changeReason: try Line("A child"),
            revision: 1,
            updatedAt: time
        )
    }

    static func interview() throws -> Interview {
        Interview(
            id: .numbered(1),
            opportunity: .numbered(2),
            round: 1,
            title: try Title("First talk"),
            format: .video,
            scheduledStart: time,
            scheduledEnd: time,
            timeZone: .utc,
            localStart: LocalDateTime(time, in: .utc),
            questionMinutes: 15,
            state: .scheduled,
            interviewers: [Interviewer(person: .numbered(3), name: try Title("Kim"), role: .hiringManager)],
            revision: 1,
            updatedAt: time
        )
    }

    static func plan() throws -> Plan {
        Plan(
            interview: .numbered(1),
            items: [
                PlanItem(
                    id: .numbered(2),
                    origin: .library,
                    source: QuestionSource(library: .numbered(3), version: 1, questionKey: try Slug("typical-week")),
                    ownQuestion: .numbered(4),
                    belief: .numbered(5),
                    contradiction: .numbered(6),
                    carriedFrom: .numbered(7),
                    text: try Line("What happened last week?"),
                    targetPerson: .numbered(8),
                    targetRole: .peer,
                    mustAsk: true,
                    minutes: 4,
                    state: .dropped,
                    dropReason: try Line("No time"),
                    priorities: [.numbered(9)],
                    hints: QuestionHints(purpose: "a", followUps: ["b"], listenFor: ["c"], warningSigns: ["d"])
                )
            ],
            talkingPoints: [TalkingPoint(text: try Line("The rescue"), story: .numbered(10))],
            minutes: 4,
            findings: [Finding(severity: .warning, path: "items", message: "Training is vital.")],
            revision: 1,
            updatedAt: time
        )
    }

    static func asking() throws -> Asking {
        Asking(
            id: .numbered(1),
            interview: .numbered(2),
            item: .numbered(3),
            text: try Line("What is paid?"),
            person: .numbered(4),
            personName: try Title("Kim"),
            askedAt: time,
            outcome: .answered,
            answer: Answer(
                id: .numbered(5),
                body: try Prose("A lot"),
                specificity: .example,
                captured: .live,
                value: .number(90_000, unit: try Title("EUR"))
            ),
            amendedAt: time,
            revision: 2
        )
    }

    static func comparison() throws -> Comparison {
        let drift = PriorityDrift(
            fromVersion: 1,
            toVersion: 2,
            drift: 0.1,
            priorities: [
                PriorityShift(
                    key: .numbered(4),
                    title: try Title("Training"),
                    dimension: "training",
                    kind: .reweighted,
                    before: standing(0.4),
                    after: standing(0.5)
                )
            ]
        )
        return Comparison(
            id: .numbered(1),
            jobSearch: .numbered(2),
            title: try Title("In spring"),
            state: .current,
            createdAt: time,
            result: try outcome(),
            frozen: FrozenComparison(result: try outcome(), drift: drift)
        )
    }

    private static func standing(_ weight: Double) -> PriorityShift.Standing {
        .init(weight: weight, direction: .target, target: 3, mustHave: true, threshold: 2, requiredSource: .peer)
    }

    private static func outcome() throws -> ComparisonOutcome {
        ComparisonOutcome(
            prioritySet: .numbered(3),
            version: 1,
            weightMode: .points,
            certainty: .sure,
            methodVersion: "1",
            seed: 7,
            draws: 10_000,
            inputsHash: "hash",
            headline: "Acme leads.",
            tooClose: true,
            priorities: [ComparedPriority(key: .numbered(4), title: try Title("Training"), weight: 1)],
            opportunities: [
                ComparedOpportunity(
                    opportunity: .numbered(5),
                    title: try Title("Engineer"),
                    organisation: try Title("Acme"),
                    standing: .ranked,
                    failed: [.numbered(4)],
                    open: [.numbered(4)],
                    waived: [WaivedMustHave(priority: .numbered(4), reason: try Line("The team"), gate: .fail)],
                    score: .unknown,
                    knowledge: 0,
                    intervals: [.unknown],
                    ranking: ComparedRanking(
                        rankChances: [1],
                        beats: [0.5],
                        centralWeights: [1],
                        confidence: 1,
                        certainlyBeats: [.numbered(6)],
                        beatsUnderAllWeights: [.numbered(6)]
                    )
                )
            ],
            fragility: Fragility(
                leader: .numbered(5),
                runnerUp: .numbered(6),
                lead: 0.1,
                weightFlips: [.init(priority: .numbered(4), from: 0.5, to: 0.4, overtakes: .numbered(6))],
                losses: [.init(priority: .numbered(4), overtakes: .numbered(6))],
                gains: [.init(opportunity: .numbered(6), priorities: [.numbered(4)])]
            )
        )
    }

    static func decision() throws -> DecisionView {
        let set = PrioritySet.sample([try .sample(1, threshold: 3)])
        var evidence = try Evidence.sample(1, .peer, 4)
        evidence.opportunity = .numbered(2)
        let own = OwnRating(interval: ValueInterval(lo: 0.5, hi: 0.6), note: try Prose("My note"), revision: 1)
        let inputs = AssessmentInputs(
            opportunity: .numbered(2),
            prioritySet: set,
            evidence: [evidence],
            own: [.numbered(1): own],
            waivers: []
        )
        return DecisionView(
            decision: Decision(
                id: .numbered(1),
                opportunity: .numbered(2),
                kind: .accept,
                reasons: try Prose("The team"),
                stage: .offer,
                reverses: .numbered(3),
                reversedBy: .numbered(4),
                basis: DecisionBasis(
                    prioritySet: .numbered(5),
                    prioritySetVersion: 1,
                    inputsHash: "hash",
                    methodVersion: "1"
                ),
                decidedAt: time
            ),
            scorecard: .computed(from: inputs, inputsHash: "hash"),
            start: JobStart(decision: .numbered(1), startsOn: Day(daysSince1970: 1), revision: 1),
            checks: [
                RealityCheck(
                    id: .numbered(6),
                    opportunity: .numbered(2),
                    decision: .numbered(1),
                    day: 30,
                    ratings: [RealityRating(priority: .numbered(1), rating: 4)],
                    note: try Prose("As they said"),
                    sources: [SourceTruth(sourceClass: .peer, hits: 1, compared: 1)],
                    checkedAt: time
                )
            ]
        )
    }

    /// The names of all members that the type of what is shared declares.
    static func declaredMembers(_ subject: ShareSubject) throws -> Set<String> {
        let value: Any =
            switch subject {
            case .priorities: try prioritySet().maskedFor(fields: [])
            case .interviews: try interview().maskedFor(fields: [])
            case .plans: try plan().maskedFor(fields: [])
            case .answers: try asking().maskedFor(fields: [])
            case .comparison: try comparison().maskedFor(fields: [])
            case .decision: try decision().maskedFor(fields: [])
            case .opportunity, .assessment: ()
            }
        return Set(Mirror(reflecting: value).children.compactMap(\.label))
    }
}
