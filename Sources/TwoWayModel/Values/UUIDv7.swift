import Foundation
import Synchronization

/// Makes UUIDs of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then 74 random bits.
///
/// Each UUID of one generator is greater than the one before, also within a millisecond and when the clock is set back
/// (RFC 9562, section 6.2, method 2: the random bits of the last one are increased by a random amount).
public final class UUIDv7: Sendable {
    /// The one generator of this process.
    static let process = UUIDv7()

    /// The parts of the UUID made last.
    struct State {
        var milliseconds: UInt64 = 0
        /// The upper 12 of the 74 bits.
        var high: UInt64 = 0
        /// The lower 62.
        var low: UInt64 = 0
    }

    private static let highMask: UInt64 = 0x0FFF
    private static let lowMask: UInt64 = 0x3FFF_FFFF_FFFF_FFFF

    private let state: Mutex<State>

    public convenience init() {
        self.init(last: State())
    }

    init(last: State) {
        state = Mutex(last)
    }

    /// Makes the next UUID for a time; times before 1970 count as 1970.
    public func make(at time: Timestamp = .now()) -> UUID {
        let milliseconds = UInt64(max(0, time.microseconds / 1000))
        var random = SystemRandomNumberGenerator()
        return state.withLock { state in
            if milliseconds > state.milliseconds {
                state.milliseconds = milliseconds
                state.high = random.next() & Self.highMask
                state.low = random.next() & Self.lowMask
            } else {
                Self.increase(&state, by: UInt64(random.next() as UInt32) + 1)
            }
            return Self.uuid(state)
        }
    }

    private static func increase(_ state: inout State, by step: UInt64) {
        let sum = state.low + step
        state.low = sum & lowMask
        guard sum > lowMask else { return }
        state.high += 1
        guard state.high > highMask else { return }
        state.high = 0
        state.milliseconds += 1
    }

    private static func uuid(_ state: State) -> UUID {
        let upper = state.milliseconds << 16 | 0x7000 | state.high
        let lower = 0x8000_0000_0000_0000 | state.low
        func byte(_ word: UInt64, _ index: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * index)) }
        return UUID(
            uuid: (
                byte(upper, 0), byte(upper, 1), byte(upper, 2), byte(upper, 3),
                byte(upper, 4), byte(upper, 5), byte(upper, 6), byte(upper, 7),
                byte(lower, 0), byte(lower, 1), byte(lower, 2), byte(lower, 3),
                byte(lower, 4), byte(lower, 5), byte(lower, 6), byte(lower, 7)
            )
        )
    }
}

extension ID {
    /// A new identity, greater than all that this process has made before.
    public static func make() -> ID {
        ID(UUIDv7.process.make())
    }
}
