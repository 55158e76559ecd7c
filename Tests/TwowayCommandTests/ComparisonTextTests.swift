import Testing
import TwoWayModel
import TwoWayProtocol

@testable import twoway

@Suite struct ComparisonTextTests {
    /// Three jobs by two priorities, one of them a must-have that the last one fails and the second leaves open.
    private func outcome(_ names: [String] = ["Harbour", "Acme", "Lumen"]) throws -> ComparisonOutcome {
        let keys: [ID<Priority>] = [.make(), .make()]
        let set = PrioritySet(
            id: .make(),
            jobSearch: .make(),
            version: 3,
            state: .active,
            weightMode: .points,
            certainty: .fairly,
            priorities: try zip(keys, ["Pay", "Training <new>"]).map { key, title in
                Priority(
                    key: key,
                    title: try Title(title),
                    direction: .more,
                    weight: 1,
                    vital: false,
                    mustHave: title == "Pay",
                    threshold: title == "Pay" ? 3 : nil,
                    bossDependent: false
                )
            },
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
        let rows = [[(0.6, 0.8), (0.5, 0.9)], [(0.3, 0.9), (0.6, 0.9)], [(0.1, 0.2), (0.9, 1)]]
        let entries = try zip(names, rows).map { name, row in
            let own = zip(keys, row).map { ($0, OwnRating(interval: ValueInterval(lo: $1.0, hi: $1.1), revision: 1)) }
            return ComparisonInputs.Entry(
                assessment: AssessmentInputs(
                    opportunity: .make(),
                    prioritySet: set,
                    evidence: [],
                    own: Dictionary(uniqueKeysWithValues: own)
                ),
                title: try Title("Engineer"),
                organisation: try Title(name)
            )
        }
        let inputs = try #require(ComparisonInputs(prioritySet: set, entries: entries))
        return .computed(from: inputs, inputsHash: String(repeating: "a", count: 64), seed: 7)
    }

    @Test func `what is open and what is excluded is said in sentences, and together where it is the same`() throws {
        let outcome = try outcome()
        #expect(
            outcome.remarks(ComparisonNames(outcome)) == [
                "Lumen is excluded for failing the must-have Pay.",
                "Acme: the must-have Pay is still open, so that the ranks are provisional.",
            ]
        )
    }

    @Test func `two jobs of one organisation are told apart`() throws {
        let outcome = try outcome(["Acme", "Acme", "Lumen"])
        let names = ComparisonNames(outcome)
        #expect(outcome.opportunities.map { names[$0.opportunity] }.contains("Engineer at Acme"))
        #expect(outcome.opportunities.map { names[$0.opportunity] }.contains("Lumen"))
    }

    @Test func `what would flip the order is said with the least first`() throws {
        let outcome = try outcome()
        let flips = outcome.flips(ComparisonNames(outcome))
        #expect(!flips.isEmpty)
        #expect(flips.contains { $0.contains("rating step") })
        #expect(flips.allSatisfy { $0.hasSuffix("would be in front.") || $0.hasSuffix("it would be in front.") })
    }

    @Test func `the page obeys nothing that is in it`() throws {
        let hostile = "<script>alert(1)</script>\u{202E}\" onload='x'"
        let page = ComparisonPage(triedOut: try outcome([hostile, "A & B", "Lumen"])).text
        #expect(!page.contains("<script"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39;"))
        #expect(page.contains("A &amp; B"))
        #expect(page.contains("Training &lt;new&gt;"))
        #expect(!page.contains("\u{202E}"))
        // Nothing is fetched from anywhere.
        #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("url("))
        #expect(page.contains("</html>"))
    }

    @Test func `every opened element of the page is closed`() throws {
        let page = ComparisonPage(triedOut: try outcome()).text
        for tag in [
            "table", "tr", "td", "th", "svg", "section", "ul", "li", "p", "main", "footer", "title", "b", "small",
        ] {
            let opened = page.ranges(of: "<\(tag)>").count + page.ranges(of: "<\(tag) ").count
            #expect(opened == page.ranges(of: "</\(tag)>").count, "\(tag)")
        }
    }

    @Test func `the file of numbers has a row for each opportunity, and no formulas`() throws {
        let text = ComparisonCSV.text(try outcome(["=1+1", "Acme", "Lumen"]))
        let rows = try #require(CSVText.rows(text))
        #expect(rows.count == 4)
        #expect(Set(rows.map(\.count)) == [rows[0].count])
        #expect(rows.dropFirst().map { $0[3] }.sorted() == ["excluded", "provisional", "ranked"])
        #expect(rows.joined().allSatisfy { !$0.hasPrefix("=") })
        let excluded = try #require(rows.first { $0[3] == "excluded" })
        #expect(excluded[7] == "Pay" && excluded[11].isEmpty)
    }

    @Test func `chances are never rounded to what they are not`() {
        #expect(
            [0, 0.001, 0.006, 0.5, 0.994, 0.999, 1].map { PercentText.chance($0) } == [
                "0 %", "< 1 %", "1 %", "50 %", "99 %", "> 99 %", "100 %",
            ]
        )
        #expect([0.411_764, 0.5, 1].map { PercentText.fine($0) } == ["41.2 %", "50 %", "100 %"])
        #expect(
            [1, 2, 3, 4, 11, 12, 13, 21, 112].map { Ordinal.text($0) } == [
                "1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th",
            ]
        )
        #expect(
            [0, 999, 1_000, 10_000, 1_234_567].map { CountText.grouped($0) } == [
                "0", "999", "1,000", "10,000", "1,234,567",
            ]
        )
    }
}

@Suite struct WhatIfArgumentTests {
    private let training = Priority(
        key: .make(),
        dimension: "training",
        title: Title(unchecked: "Training"),
        direction: .less,
        weight: 1,
        vital: false,
        mustHave: false,
        bossDependent: false
    )

    @Test func `shares are read with and without a percent sign`() throws {
        #expect(WhatIfArguments.share("30%") == 0.3 && WhatIfArguments.share("0.3") == 0.3)
        #expect(["", "x", "-1", "1.1", "101%", "nan", "30 pct"].allSatisfy { WhatIfArguments.share($0) == nil })
        let weights = try WhatIfArguments(weights: ["training=50%"], ratings: []).weights(among: [training])
        #expect(weights == [.init(priority: training.key, weight: 0.5)])
    }

    @Test func `a rating counts by the direction of its priority, and a range is one of values`() async throws {
        #expect(WhatIfArguments.interval("2", of: training) == ValueInterval(lo: 0.75, hi: 0.75))
        #expect(WhatIfArguments.interval("0.5..0.8", of: training) == ValueInterval(lo: 0.5, hi: 0.8))
        for text in ["0", "6", "", "x", "0.8..0.5", "..", "0..2", "nan"] {
            #expect(WhatIfArguments.interval(text, of: training) == nil, "\(text)")
        }
        let opportunity = ID<Opportunity>.make()
        let ratings = try await WhatIfArguments(weights: [], ratings: ["a:b:training=1"]).ratings(
            among: [training]
        ) { name in
            #expect(name == "a:b")
            return opportunity
        }
        #expect(
            ratings == [.init(opportunity: opportunity, priority: training.key, interval: ValueInterval(lo: 1, hi: 1))]
        )
    }

    @Test func `what says no value or names no priority is wrong usage`() async throws {
        for text in ["training", "=0.3", "training=x"] {
            let failure = #expect(throws: CommandFailure.self) {
                _ = try WhatIfArguments(weights: [text], ratings: []).weights(among: [training])
            }
            #expect(failure?.status == .usage)
        }
        for text in ["training=4", "acme:training", "acme:training=9"] {
            let failure = await #expect(throws: CommandFailure.self) {
                _ = try await WhatIfArguments(weights: [], ratings: [text]).ratings(among: [training]) { _ in .make() }
            }
            #expect(failure?.status == .usage)
        }
    }
}
