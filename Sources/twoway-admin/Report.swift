import ArgumentParser
import Foundation

/// Rows under headings: aligned for people at a terminal, tab-separated for scripts, JSON when asked for.
struct Report {
    enum Value: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
        case text(String)
        case number(Int)
        case nothing

        init(stringLiteral text: String) { self = .text(text) }
        init(integerLiteral number: Int) { self = .number(number) }

        init(_ text: String?) { self = text.map { .text($0) } ?? .nothing }
        init(_ number: Int?) { self = number.map { .number($0) } ?? .nothing }

        fileprivate var shown: String {
            switch self {
            case .text(let text): Report.line(text)
            case .number(let number): "\(number)"
            case .nothing: ""
            }
        }

        fileprivate var isNumber: Bool { if case .number = self { true } else { false } }
    }

    private let headings: [String]
    private(set) var rows: [[Value]] = []

    init(_ headings: [String]) {
        self.headings = headings
    }

    mutating func add(_ row: [Value]) {
        rows.append(row)
    }

    /// Lines as scripts read them.
    var separated: [String] {
        rows.map { row in row.map(\.shown).joined(separator: "\t") }
    }

    /// Lines as people read them, with the headings above.
    var aligned: [String] {
        let heads = headings.map { Value.text($0.uppercased()) }
        let widths = headings.indices.map { column in
            ([heads] + rows).map { column < $0.count ? $0[column].shown.count : 0 }.max() ?? 0
        }
        let numeric = headings.indices.map { column in
            rows.contains { column < $0.count && $0[column].isNumber }
        }
        return ([heads] + rows).map { row in
            var line = ""
            for (column, value) in row.enumerated() where column < widths.count {
                let padding = String(repeating: " ", count: widths[column] - value.shown.count)
                line += (column > 0 ? "  " : "") + (numeric[column] ? padding + value.shown : value.shown + padding)
            }
            return String(line.reversed().drop { $0 == " " }.reversed())
        }
    }

    /// A list of objects, their members named by the headings.
    var json: [String: [JSONRow]] {
        let rows = rows.map { row in
            JSONRow(members: zip(headings, row).map { ($0.0, $0.1) })
        }
        return ["items": rows]
    }

    struct JSONRow: Encodable {
        fileprivate let members: [(name: String, value: Value)]

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: AnyKey.self)
            for (name, value) in members {
                switch value {
                case .text(let text): try container.encode(text, forKey: AnyKey(name))
                case .number(let number): try container.encode(number, forKey: AnyKey(name))
                case .nothing: break
                }
            }
        }
    }

    private struct AnyKey: CodingKey {
        let stringValue: String
        let intValue: Int? = nil
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    /// A text on one line, in which nothing can move the cursor of a terminal.
    static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { scalar in
                    let isControl = scalar.properties.generalCategory == .control
                    let isFormat = scalar.properties.generalCategory == .format
                    return isControl || isFormat ? " " : scalar
                }
            )
        )
    }
}

/// How a report is given out.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON.")
    var json = false

    /// Prints a report; `none` is the sentence for people when it has no rows.
    func show(_ report: Report, none: String) {
        if json {
            show(report.json)
        } else if isatty(STDOUT_FILENO) != 1 {
            for line in report.separated { print(line) }
        } else if report.rows.isEmpty {
            print(none)
        } else {
            for line in report.aligned { print(line) }
        }
    }

    /// Prints something as JSON.
    func show(_ value: some Encodable) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        if let data = try? encoder.encode(value) { print(String(decoding: data, as: UTF8.self)) }
    }
}

/// Tells on standard error how far something is that takes its time.
struct Progress: Sendable {
    static func tell(_ text: String) {
        try? FileHandle.standardError.write(contentsOf: Data("\(text)\n".utf8))
    }
}
