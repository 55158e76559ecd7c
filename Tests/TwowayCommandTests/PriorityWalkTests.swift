import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct PriorityWalkTests {
    private let catalogue = [
        Dimension(
            key: "training",
            title: "Training",
            summary: "Learning.",
            defaultDirection: .more,
            bossDependent: true,
            anchors: ["none", "little", "some", "much", "all"]
        ),
        Dimension(
            key: "style",
            title: "Style",
            summary: "Guidance.",
            defaultDirection: .target,
            defaultTarget: 3,
            bossDependent: true,
            anchors: ["close", "near", "middle", "far", "alone"]
        ),
        Dimension(
            key: "overtime",
            title: "Overtime",
            summary: "Evenings.",
            defaultDirection: .less,
            bossDependent: true,
            anchors: ["never", "seldom", "at times", "often", "always"]
        ),
    ]

    private func dialogue(_ lines: [String]) -> Dialogue {
        let rest = Lines(lines)
        return Dialogue(output: Output(descriptor: -1, isJSON: false)) { rest.next() }
    }

    private final class Lines {
        private var rest: [String]
        init(_ lines: [String]) { rest = lines }
        func next() -> String? { rest.isEmpty ? nil : rest.removeFirst() }
    }

    private func walk(_ lines: String..., known: PrioritySet? = nil) -> PriorityWalk.Outcome? {
        PriorityWalk(catalogue: catalogue, known: known).run(dialogue(lines))
    }

    @Test func `each dimension is asked about, with target and threshold by their words`() throws {
        let outcome = try #require(walk("3", "n", "2", "4.5", "", "4", "y", "2", ""))
        #expect(
            outcome.answers == [
                GuideAnswer(dimension: "training", importance: 3),
                GuideAnswer(dimension: "style", importance: 2, target: 4.5),
                GuideAnswer(dimension: "overtime", importance: 4, mustHave: true, threshold: 2),
            ]
        )
        #expect(outcome.own.isEmpty && !outcome.isEmpty)
        #expect(GuideAnswer.check(outcome.answers, catalogue: catalogue) == [])
    }

    @Test func `nothing typed means that it does not matter, and the usual target`() throws {
        let outcome = try #require(walk("", "1", "", "", "", ""))
        #expect(outcome.answers.map(\.importance) == [0, 1, 0])
        #expect(outcome.answers.map(\.target) == [nil, 3, nil])
        #expect(try #require(walk("r", "")).isEmpty)
    }

    @Test func `one can go back, ask what ratings mean, mistype, and leave the rest`() throws {
        let outcome = try #require(walk("b", "1", "n", "?", "b", "9", "x", "2", "n", "r", ""))
        #expect(outcome.answers == [GuideAnswer(dimension: "training", importance: 2)])
    }

    @Test func `own words are asked for until there are no more`() throws {
        let outcome = try #require(walk("r", "  A short   way ", "4", "Canteen", "0", "Dog", "", ""))
        #expect(outcome.own.map { $0.title?.text } == ["A short way", "Dog"])
        #expect(outcome.own.map(\.weight) == [4, 2])
        #expect(outcome.own.map(\.vital) == [true, false])
        #expect(outcome.own.allSatisfy { $0.direction == .more && $0.key == nil })
    }

    @Test func `the end of the input leaves nothing half said`() {
        let whole = ["3", "y", "4", "2", "", "n", "0", "Dog", "1", ""]
        for count in 0..<whole.count {
            #expect(PriorityWalk(catalogue: catalogue, known: nil).run(dialogue(Array(whole.prefix(count)))) == nil)
        }
        #expect(PriorityWalk(catalogue: catalogue, known: nil).run(dialogue(whole)) != nil)
    }

    @Test func `what mattered before is proposed again, own words with their key`() throws {
        let own = ID<Priority>.make()
        func priority(_ key: ID<Priority>, _ dimension: String?, _ weight: Double) throws -> Priority {
            Priority(
                key: key,
                dimension: dimension,
                title: try Title("Dog"),
                direction: .more,
                weight: weight,
                vital: false,
                mustHave: false,
                bossDependent: false
            )
        }
        let known = PrioritySet(
            id: .make(),
            jobSearch: .make(),
            version: 1,
            state: .active,
            weightMode: .points,
            certainty: .rough,
            priorities: [
                try priority(.make(), "training", 4), try priority(own, nil, 1), try priority(.make(), nil, 2.5),
            ],
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
        let outcome = try #require(walk("", "n", "", "", "", "", "", known: known))
        #expect(outcome.answers.map(\.importance) == [4, 0, 0])
        #expect(outcome.own.map(\.key) == [own])
        #expect(outcome.own.map(\.weight) == [1])
    }

    @Test func `trade-offs are made of numbers, two different ones and each pair once`() throws {
        let entries = try ["A", "B"].map {
            PrioritySets.Save.Entry(key: .make(), title: try Title($0), direction: .more, weight: 1)
        }
        func trade(_ lines: String...) -> [TradeOff] {
            TradeOffWalk(priorities: entries, catalogue: catalogue).run(dialogue(lines))
        }
        let keys = try entries.map { try #require($0.key) }
        #expect(
            trade("1", "2", "2.5", "1", "1", "1", "2", "3", "2", "1", "", "") == [
                TradeOff(give: keys[0], gain: keys[1], limit: 2.5), TradeOff(give: keys[1], gain: keys[0], limit: 3),
            ]
        )
        #expect(trade("").isEmpty)
        // What was said stands when the input ends.
        #expect(trade("1", "2", "4", "2").count == 1)
    }
}

@Suite struct PriorityContentTests {
    private func content(_ ranks: [Int?], mode: WeightMode = .ordinal) throws -> PriorityContent {
        PriorityContent(
            weightMode: mode,
            entries: try ranks.enumerated().map {
                .init(key: .make(), title: try Title("P\($0)"), direction: .more, rank: $1)
            }
        )
    }

    @Test func `a rank pushes others down, and ranks stay without gaps`() throws {
        var four = try content([1, 2, 3, nil])
        four.rank(3, at: 2)
        #expect(four.entries.map(\.rank) == [1, 3, 4, 2])
        four.rank(0, at: 4)
        #expect(four.entries.map(\.rank) == [3, 2, 4, 1])
        var last = try content([1, 2, nil])
        last.rank(2, at: nil)
        #expect(last.entries.map(\.rank) == [1, 2, 3])
        last.remove(try #require(last.entries[0].key))
        #expect(last.entries.map(\.rank) == [1, 2])
        var exact = try content([nil, nil], mode: .exact)
        exact.rank(0, at: 1)
        #expect(exact.entries.map(\.rank) == [nil, nil])
    }

    @Test func `a priority that goes takes its trade-offs along`() throws {
        var content = try content([1, 2, 3])
        let keys = try content.entries.map { try #require($0.key) }
        content.tradeOffs = [
            .init(give: keys[0], gain: keys[1], limit: 3), .init(give: keys[1], gain: keys[2], limit: 3),
            .init(give: keys[2], gain: keys[0], limit: 3),
        ]
        content.remove(keys[0])
        #expect(content.tradeOffs.map(\.give) == [keys[1]])
    }

    @Test func `a file says points, ranks, anchors and trade-offs by name`() throws {
        let text = """
            weightMode: points
            certainty: fairly
            priorities:
              - dimension: training
                weight: 60
              - title: A short way
                direction: more
                weight: 40
                anchors: [a, b, c, d, e]
            tradeOffs:
              - give: a short WAY
                gain: training
                limit: 2.5
                note: Only this year
            """
        let file = try YAMLFile(path: "p.yaml", text: text).decode(PriorityFile.self)
        let content = try file.content(keeping: [], mode: .exact, certainty: nil)
        #expect(content.weightMode == .points && content.certainty == .fairly)
        #expect(content.entries[1].anchors?.map(\.text) == ["a", "b", "c", "d", "e"])
        let keys = try content.entries.map { try #require($0.key) }
        #expect(
            content.tradeOffs == [
                TradeOff(give: keys[1], gain: keys[0], limit: 2.5, note: try Prose("Only this year"))
            ]
        )
        let wrong = text.replacingOccurrences(of: "gain: training", with: "gain: pay")
        let other = try YAMLFile(path: "p.yaml", text: wrong).decode(PriorityFile.self)
        #expect(
            failure { _ = try other.content(keeping: [], mode: .exact, certainty: nil) }?.status == .notFound
        )
    }

    @Test func `without trade-offs a file leaves the making of keys to the server`() throws {
        let file = PriorityFile(weightMode: .ordinal, priorities: [.init(dimension: "training", rank: 1)])
        let content = try file.content(keeping: [], mode: .points, certainty: .sure)
        #expect(content.entries.map(\.key) == [nil])
        #expect(content.certainty == nil && content.weightMode == .ordinal)
    }

    @Test func `a drift says in words what was redefined`() throws {
        func standing(_ change: (inout PriorityShift.Standing) -> Void) -> PriorityShift.Standing {
            var standing = PriorityShift.Standing(weight: 1, direction: .more, mustHave: false)
            change(&standing)
            return standing
        }
        let shift = PriorityShift(
            key: .make(),
            title: try Title("Style"),
            kind: .redefined,
            before: standing { _ in },
            after: standing {
                ($0.direction, $0.target, $0.mustHave, $0.threshold) = (.target, 2, true, 3.5)
                $0.requiredSource = .futureSupervisor
            }
        )
        #expect(
            DriftText.redefinition(shift)
                == "more to target 2; no must-have to must-have at 3.5; to be said by future supervisor"
        )
    }
}
