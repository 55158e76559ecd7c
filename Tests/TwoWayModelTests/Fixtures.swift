import Foundation
import Testing

@testable import TwoWayModel

/// SplitMix64, so that a failing case can be repeated from its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension ID {
    /// An identity that reads as its number.
    static func numbered(_ number: UInt32) -> ID {
        let b = { (shift: UInt32) in UInt8(truncatingIfNeeded: number >> shift) }
        return ID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, b(24), b(16), b(8), b(0))))
    }
}

extension Priority {
    static func sample(
        _ number: UInt32 = 1,
        direction: Direction = .more,
        target: Double? = nil,
        weight: Double = 1,
        rank: Int? = nil,
        threshold: Double? = nil,
        requiredSource: SourceClass? = nil
    ) throws -> Priority {
        Priority(
            key: .numbered(number),
            title: try Title("Priority \(number)"),
            direction: direction,
            target: target,
            weight: weight,
            rank: rank,
            vital: false,
            mustHave: threshold != nil,
            threshold: threshold,
            requiredSource: requiredSource,
            bossDependent: false
        )
    }
}

extension PrioritySet {
    static func sample(_ priorities: [Priority], mode: WeightMode = .exact, version: Int = 1) -> PrioritySet {
        PrioritySet(
            id: .numbered(1),
            jobSearch: .numbered(1),
            version: version,
            state: .active,
            weightMode: mode,
            priorities: priorities,
            revision: 1,
            updatedAt: Timestamp(microseconds: 0)
        )
    }
}

extension Evidence {
    static func sample(
        _ number: UInt32,
        priority: UInt32 = 1,
        _ source: SourceClass,
        _ rating: Int,
        specificity: Specificity = .example,
        scope: Scope = .job
    ) throws -> Evidence {
        Evidence(
            id: .numbered(number),
            opportunity: .numbered(1),
            priority: .numbered(priority),
            scope: scope,
            origin: .research,
            sourceClass: source,
            specificity: specificity,
            rating: rating,
            strength: EvidenceTables.standard.strength(of: source, at: scope, specificity: specificity),
            note: try Prose("A note"),
            createdAt: Timestamp(microseconds: 0)
        )
    }
}

/// The message with which a JSON value is refused; nil if it is accepted.
func refusal<Value: Decodable>(of json: String, as type: Value.Type) -> String? {
    do {
        _ = try JSONDecoder().decode(type, from: Data(json.utf8))
        return nil
    } catch DecodingError.dataCorrupted(let context) {
        return context.debugDescription
    } catch {
        return String(describing: error)
    }
}

func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}
