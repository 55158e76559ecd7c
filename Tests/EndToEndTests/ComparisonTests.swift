import Foundation
import Testing
import TwoWayModel
import TwoWayProtocol

extension EndToEnd.OneServer {
    /// Comparing at a shell, as people do it.
    @Suite
    struct ComparisonTests {
        let anna: Shell

        init() async throws {
            let (installation, server) = try #require(SharedServer.current)
            let name = "compare-\(UInt32.random(in: 0...UInt32.max))"
            anna = try await Shell.open(name, as: .candidate, on: server, of: installation)
            try await anna.run("search", "new", "Next job")
            try await anna.run("priorities", "add", "training", "--weight", "3")
            try await anna.run("priorities", "add", "pay", "--weight", "1", "--activate")
            for (employer, title) in [("Harbour & Sons", "Engineer"), ("Nordlicht", "Lead"), ("Lumen", "Developer")] {
                try await anna.run("organisation", "add", employer)
                try await anna.run("opportunity", "add", title, "--organisation", employer)
            }
            try await anna.run("assess", "rate", "Engineer", "training", "0.8", "0.9")
            try await anna.run("assess", "rate", "Engineer", "pay", "0.2", "0.4")
            try await anna.run("assess", "rate", "Lead", "training", "0.5", "0.7")
            try await anna.run("assess", "rate", "Lead", "pay", "0.9", "1")
        }
    }
}

extension EndToEnd.OneServer.ComparisonTests {
    @Test func `a comparison is made, written to files, found again, and stale when something changes`() async throws {
        let files = "\(anna.installation.folder)/\(anna.name)"
        let made = try await anna.value(
            of: Comparison.self,
            "compare",
            "Engineer",
            "Lead",
            "--title",
            "The two",
            "--html",
            "\(files).html",
            "--csv",
            "\(files).csv"
        )
        #expect(made.result.opportunities.map(\.organisation.text) == ["Harbour & Sons", "Nordlicht"])
        let page = try String(contentsOfFile: "\(files).html", encoding: .utf8)
        #expect(page.contains("Harbour &amp; Sons") && page.contains("The two"))
        #expect(try String(contentsOfFile: "\(files).csv", encoding: .utf8).split(separator: "\r\n").count == 3)

        // A pipe gets a row for each.
        let rows = try await anna.run("compare", "show", "The two").output.split(separator: "\n")
        #expect(rows.count == 2 && rows[0].hasPrefix("Harbour & Sons\t"))
        #expect(try await anna.run("compare", "list").output.contains("current"))
        try await anna.run("assess", "rate", "Developer", "pay", "0.9", "1")
        #expect(try await anna.value(of: Comparison.self, "compare", "show", "The two") == made)
        try await anna.run("evidence", "rate", "Lead", "training", "5", "--source", "peer", "--specificity", "example")
        let stale = try await anna.value(of: Comparison.self, "compare", "show", "The two")
        #expect(stale.state == .stale && stale.result == made.result)
        try await anna.run("compare", "delete", "The two")
        try await anna.run("compare", "show", "The two", status: 3)
    }

    @Test func `weights and ratings are tried out and not kept`() async throws {
        let tried = try await anna.value(
            of: Comparisons.WhatIf.Result.self,
            "compare",
            "Engineer",
            "Lead",
            "--what-if-weight",
            "pay=60%",
            "--what-if-rating",
            "Lead:training=5"
        )
        #expect(tried.before.opportunities[0].organisation.text == "Harbour & Sons")
        #expect(tried.after.opportunities[0].organisation.text == "Nordlicht")
        #expect(abs(tried.after.priorities[1].weight - 0.6) < 1e-9)
        #expect(try await anna.run("compare", "list").output.isEmpty)
        try await anna.run("compare", "Engineer", "--what-if-weight", "pay=60%", status: 64)
        try await anna.run("compare", "--what-if-weight", "pay=lots", status: 64)
        try await anna.run("compare", "--what-if-weight", "tennis=10%", status: 3)
    }
}
