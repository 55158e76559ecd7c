import Foundation

extension ServiceReport {
    /// Bars of requests a second, call by call: the database itself, the server, the peer.
    var picture: String {
        let shown = lines.filter { $0.clients == 32 }.isEmpty ? lines : lines.filter { $0.clients == 32 }
        let most = shown.flatMap { [$0.perSecond, $0.database ?? 0, $0.peer ?? 0] }.max() ?? 1
        let (left, width, bar, gap) = (170.0, 560.0, 16.0, 18.0)
        var y = 50.0
        var shapes: [String] = []
        for line in shown {
            shapes.append(label(line.call, x: left - 12, y: y + bar * 1.5 + 5, anchor: "end"))
            for (value, colour, name) in [
                (line.database, "#9aa5b1", "pgbench"), (line.perSecond, "#2563eb", "TwoWay"),
                (line.peer, "#d97706", "Python"),
            ] as [(Double?, String, String)] {
                if let value {
                    let length = max(1, value / most * width)
                    shapes.append(
                        #"<rect x="\#(left)" y="\#(y)" width="\#(number(length))" height="\#(bar - 2)" fill="\#(colour)"/>"#
                    )
                    shapes.append(label("\(Int(value)) \(name)", x: left + length + 6, y: y + bar - 4, anchor: "start"))
                }
                y += bar
            }
            y += gap
        }
        let clients = shown.first.map { "\($0.clients) clients" } ?? ""
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="900" height="\(number(y + 10))" font-family="sans-serif" font-size="12">
            <rect width="100%" height="100%" fill="white"/>
            \(label("Requests a second, \(clients)", x: left, y: 28, anchor: "start"))
            \(shapes.joined(separator: "\n"))
            </svg>

            """
    }

    private func label(_ text: String, x: Double, y: Double, anchor: String) -> String {
        ##"<text x="\##(number(x))" y="\##(number(y))" text-anchor="\##(anchor)" fill="#1f2937">\##(text)</text>"##
    }

    private func number(_ value: Double) -> String { String(format: "%.1f", value) }
}
