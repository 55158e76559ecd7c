import Foundation
import TwoWayModel

/// The drawings of the page: each a row of a table with a small SVG, so that names wrap and a reader without pictures has
/// the numbers.
extension ComparisonPage {
    /// A bar from worst to best for each opportunity.
    var scores: String {
        let rows = result.opportunities.map { one in
            let first = one.firstChance.map { PercentText.chance($0) } ?? "excluded"
            return """
                <tr\(one.ranking == nil ? " class=\"out\"" : "")><th scope="row">\(label(one))</th>
                <td class="wide">\(bar(one.score, width: 400, height: 18))</td>
                <td class="number">\(NumberText.value(one.score.lo)) to \(NumberText.value(one.score.hi))</td>
                <td class="number">\(NumberText.percent(one.knowledge))</td>
                <td class="number"><b>\(escaped(first))</b></td></tr>
                """
        }
        return table(["Opportunity", "0 is the worst, 1 all you want", "Score", "Known", "First"], rows)
    }

    /// For each opportunity one bar, parted by its ranks: the darker, the better.
    var ranks: String {
        let count = result.ranked.count
        let rows = result.ranked.compactMap { one in
            one.ranking.map { ranking in
                """
                <tr><th scope="row">\(label(one))</th>
                <td class="wide">\(stack(ranking.rankChances))</td>
                \(confidence(ranking))</tr>
                """
            }
        }
        let legend = (1...count).prefix(8).map { rank in
            "<span><i style=\"background:\(Self.shade(rank - 1, of: count))\"></i>\(Ordinal.text(rank))</span>"
        }
        let more = count > 8 ? "<span>and so on, the lighter the later</span>" : ""
        return "<p class=\"legend\">\(legend.joined())\(more)</p>\n"
            + table(
                ["Opportunity", "Ranks"] + (result.showsConfidence ? ["First at the weights that suit it"] : []),
                rows
            )
    }

    private func confidence(_ ranking: ComparedRanking) -> String {
        guard result.showsConfidence else { return "" }
        return
            "<td class=\"number\">\(ranking.confidence.map { escaped(PercentText.chance($0)) } ?? "never first")</td>"
    }

    /// Who is better than whom, row against column.
    var duels: String {
        let head = ["The row is better than"] + result.ranked.map { names[$0.opportunity] }
        let rows = result.ranked.compactMap { one in
            one.ranking.map { ranking in
                let cells = zip(result.ranked, ranking.beats).map { other, chance in
                    if other.opportunity == one.opportunity { return "<td class=\"same\"></td>" }
                    // From white to a third of the darkest shade, so that black text stays readable.
                    let light = Int((97 - 30 * min(max(chance, 0), 1)).rounded())
                    return "<td class=\"heat\" style=\"background:hsl(209 45% \(light)%)\">"
                        + "\(escaped(PercentText.chance(chance)))</td>"
                }
                return "<tr><th scope=\"row\">\(escaped(names[one.opportunity]))</th>\(cells.joined())</tr>"
            }
        }
        return "<div class=\"scroll\">\(table(head, rows, isMatrix: true))</div>"
    }

    /// A small bar for each priority at each opportunity.
    var details: String {
        let shown = result.opportunities.prefix(Self.detailColumns)
        let rows = result.priorities.enumerated().map { place, priority in
            let bars = shown.map { one in
                let interval = one.intervals.indices.contains(place) ? one.intervals[place] : .unknown
                return "<td>\(bar(interval, width: 90, height: 12))</td>"
            }
            return "<tr><th scope=\"row\">\(escaped(priority.title.text))</th>"
                + "<td class=\"number\">\(PercentText.fine(priority.weight))</td>\(bars.joined())</tr>"
        }
        let cut = result.opportunities.count - shown.count
        let note =
            cut > 0 ? "<p class=\"note\">\(cut) more opportunities are in the numbers, not in this table.</p>" : ""
        let head = ["Priority", "Weight"] + shown.map { names[$0.opportunity] }
        return "<div class=\"scroll\">\(table(head, rows, isMatrix: true))</div>\(note)"
    }

    private func label(_ one: ComparedOpportunity) -> String {
        var marks: [String] = []
        if one.standing == .provisional { marks.append("provisional") }
        if one.standing == .excluded { marks.append("excluded") }
        if !one.waived.isEmpty { marks.append("waived") }
        let tags = marks.map { " <span class=\"mark\">\($0)</span>" }.joined()
        return "\(escaped(names[one.opportunity]))\(tags)<small>\(escaped(one.title.text))</small>"
    }

    private func table(_ head: [String], _ rows: [String], isMatrix: Bool = false) -> String {
        let cells = head.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        return "<table\(isMatrix ? " class=\"matrix\"" : "")>\n<thead><tr>\(cells)</tr></thead>\n<tbody>\n"
            + rows.joined(separator: "\n") + "\n</tbody>\n</table>"
    }

    /// A track from 0 to 1, the range filled, and a line at its middle.
    private func bar(_ interval: ValueInterval, width: Int, height: Int) -> String {
        let (start, end) = (interval.lo * Double(width), interval.hi * Double(width))
        let filled = max(2, end - start)
        let left = min(start, Double(width) - filled)
        let isUnknown = interval.lo <= 0 && interval.hi >= 1
        let middle = (start + end) / 2
        let text = "from \(NumberText.value(interval.lo)) to \(NumberText.value(interval.hi))"
        let line =
            isUnknown || filled < 6
            ? "" : "<line x1=\"\(Self.number(middle))\" x2=\"\(Self.number(middle))\" y1=\"0\" y2=\"\(height)\"/>"
        return
            "<svg class=\"bar\" viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\" role=\"img\" "
            + "aria-label=\"\(text)\"><title>\(text)</title>"
            + "<rect class=\"track\" width=\"\(width)\" height=\"\(height)\"/>"
            + "<rect class=\"\(isUnknown ? "unknown" : "range")\" x=\"\(Self.number(left))\" "
            + "width=\"\(Self.number(filled))\" height=\"\(height)\"/>\(line)</svg>"
    }

    private func stack(_ chances: [Double]) -> String {
        let (width, height) = (480.0, 22)
        var left = 0.0
        var parts = ""
        for (rank, chance) in chances.enumerated() {
            let wide = chance * width
            let text = "\(Ordinal.text(rank + 1)): \(PercentText.chance(chance))"
            parts +=
                "<rect x=\"\(Self.number(left))\" width=\"\(Self.number(wide))\" height=\"\(height)\" "
                + "fill=\"\(Self.shade(rank, of: chances.count))\"><title>\(escaped(text))</title></rect>"
            if wide >= 34 {
                let ink = Self.lightness(rank, of: chances.count) < 55 ? "#fff" : "#111"
                parts +=
                    "<text x=\"\(Self.number(left + wide / 2))\" y=\"15\" fill=\"\(ink)\">"
                    + "\(escaped(PercentText.chance(chance)))</text>"
            }
            left += wide
        }
        let label = chances.enumerated().filter { $0.element >= 0.005 }
            .map { "\(Ordinal.text($0.offset + 1)) \(NumberText.percent($0.element))" }.joined(separator: ", ")
        return
            "<svg class=\"stack\" viewBox=\"0 0 \(Int(width)) \(height)\" width=\"\(Int(width))\" height=\"\(height)\" "
            + "role=\"img\" aria-label=\"\(label)\">\(parts)"
            + "<rect class=\"frame\" x=\"0.5\" y=\"0.5\" width=\"\(Int(width) - 1)\" height=\"\(height - 1)\"/></svg>"
    }

    private static func lightness(_ rank: Int, of count: Int) -> Double {
        count > 1 ? 26 + 70 * Double(rank) / Double(count - 1) : 26
    }

    private static func shade(_ rank: Int, of count: Int) -> String {
        "hsl(209 45% \(Int(lightness(rank, of: count).rounded()))%)"
    }

    private static func number(_ value: Double) -> String {
        String(format: "%.1f", value)
    }
}
