import TwoWayModel

/// A comparison as comma-separated values: a row for each opportunity.
enum ComparisonCSV {
    static func text(_ result: ComparisonOutcome) -> String {
        let names = ComparisonNames(result)
        let ranked = result.ranked
        var head = ["opportunity", "organisation", "title", "standing", "score_lo", "score_hi", "knowledge"]
        head += ["failed", "open", "waived", "confidence"]
        head += ranked.indices.map { "rank_\($0 + 1)" }
        head += ranked.map { "beats \(names[$0.opportunity])" }
        head += result.priorities.flatMap { ["\($0.title.text) lo", "\($0.title.text) hi"] }
        let rows = result.opportunities.map { row($0, names, ranks: ranked.count) }
        return CSVText.written([head.map { CSVCell.written($0) }] + rows)
    }

    private static func row(_ one: ComparedOpportunity, _ names: ComparisonNames, ranks: Int) -> [String] {
        let none = Array(repeating: "", count: ranks)
        func titles(_ keys: [ID<Priority>]) -> String {
            keys.isEmpty ? "" : CSVCell.written(list: keys.map { names[$0] })
        }
        var cells = [
            one.opportunity.description, CSVCell.written(one.organisation.text), CSVCell.written(one.title.text),
            one.standing.rawValue, "\(one.score.lo)", "\(one.score.hi)", "\(one.knowledge)",
            titles(one.failed), titles(one.open), titles(one.waived.map(\.priority)),
            one.ranking?.confidence.map { "\($0)" } ?? "",
        ]
        cells += one.ranking?.rankChances.map { "\($0)" } ?? none
        cells += one.ranking?.beats.map { "\($0)" } ?? none
        cells += one.intervals.flatMap { ["\($0.lo)", "\($0.hi)"] }
        return cells
    }
}
