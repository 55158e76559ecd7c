import ArgumentParser
import Foundation
import TwoWayModel
import TwoWayProtocol

/// What a person wants to try out, as it was typed.
struct WhatIfArguments {
    var weights: [String]
    var ratings: [String]

    var isEmpty: Bool { weights.isEmpty && ratings.isEmpty }

    /// `training=30%` or `training=0.3`, the name as in other commands.
    func weights(among priorities: [Priority]) throws -> [Comparisons.WhatIf.Weight] {
        try weights.map { text in
            let (name, value) = try Self.halves(text, "training=30%")
            guard let share = Self.share(value) else {
                throw CommandFailure.usage("\(value) is no share from 0 % to 100 %.", hint: "Such as training=30%")
            }
            return Comparisons.WhatIf.Weight(priority: try PriorityText.find(name, among: priorities), weight: share)
        }
    }

    /// `acme:training=4`, a rating, or `acme:training=0.5..0.8`, a range of values.
    func ratings(
        among priorities: [Priority],
        opportunity: (String) async throws -> ID<Opportunity>
    ) async throws -> [Comparisons.WhatIf.Rating] {
        var found: [Comparisons.WhatIf.Rating] = []
        for text in ratings {
            let (place, value) = try Self.halves(text, "acme:training=4")
            guard let colon = place.lastIndex(of: ":") else {
                throw CommandFailure.usage("\(place) names no priority.", hint: "Such as acme:training=4")
            }
            let key = try PriorityText.find(String(place[place.index(after: colon)...]), among: priorities)
            guard let priority = priorities.first(where: { $0.key == key }),
                let interval = Self.interval(value, of: priority)
            else {
                throw CommandFailure.usage(
                    "\(value) is neither a rating from 1 to 5 nor a range of values from 0 to 1.",
                    hint: "Such as acme:training=4, or acme:training=0.5..0.8"
                )
            }
            found.append(
                .init(opportunity: try await opportunity(String(place[..<colon])), priority: key, interval: interval)
            )
        }
        return found
    }

    private static func halves(_ text: String, _ example: String) throws(CommandFailure) -> (String, String) {
        guard let sign = text.lastIndex(of: "="), sign > text.startIndex else {
            throw .usage("\(text) says no value.", hint: "Such as \(example)")
        }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }

    static func share(_ text: String) -> Double? {
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.dropLast()) : text) else { return nil }
        let share = isPercent ? number / 100 : number
        return (0...1).contains(share) ? share : nil
    }

    static func interval(_ text: String, of priority: Priority) -> ValueInterval? {
        if let dots = text.firstRange(of: "..") {
            guard let lo = Double(text[..<dots.lowerBound]), let hi = Double(text[dots.upperBound...]) else {
                return nil
            }
            let interval = ValueInterval(lo: lo, hi: hi)
            return interval.isProper ? interval : nil
        }
        guard let rating = Double(text), (1...5).contains(rating) else { return nil }
        let value = priority.value(of: rating)
        return ValueInterval(lo: value, hi: value)
    }
}
