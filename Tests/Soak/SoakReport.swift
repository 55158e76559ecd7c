import Foundation
import TwoWayModel
import TwoWaySite

/// The figures of a run in which nobody missed anything.
struct SoakReport {
    let text: String

    /// - Throws: `Failure` when a client missed an event or heard one out of turn.
    init(followers: [SoakFollower], writing: Duration, hearing: Duration, kills: Int) throws {
        let records = followers.map(\.record)
        for record in records {
            if let trouble = record.trouble { throw Failure("a client met trouble: \(trouble)") }
            try Self.check(record)
        }
        let events = records.reduce(0) { $0 + Set($1.heard).count }
        let twice = records.reduce(0) { $0 + $1.heard.count } - events
        let delays = records.flatMap(\.delays).sorted()
        func delay(_ part: Double) -> String {
            String(format: "%.0f", delays[min(delays.count - 1, Int(Double(delays.count) * part))])
        }
        let seconds = hearing / .seconds(1)
        text = """
            \(followers.count) clients heard \(events) events, each in order; \(twice) came more than once
            \(kills) servers killed; \(records.reduce(0) { $0 + $1.connections }) connections, \
            \(records.reduce(0) { $0 + $1.lags }) times lagged
            written in \(String(format: "%.1f", writing / .seconds(1))) s, heard in \(String(format: "%.1f", seconds)) s: \
            \(String(format: "%.0f", Double(events) / seconds)) events a second
            delay ms: median \(delay(0.5)), 99 in 100 \(delay(0.99)), longest \(delay(1))
            """
    }

    /// Every number from 1 on has come, and none after a higher one on its first coming.
    private static func check(_ record: SoakFollower.Record) throws {
        var next = 1
        for number in record.heard {
            guard number <= next else { throw Failure("event \(number) came when \(next) was next") }
            if number == next { next += 1 }
        }
        guard next - 1 == record.expected else {
            throw Failure("a client heard \(next - 1) of \(record.expected) events")
        }
    }
}
