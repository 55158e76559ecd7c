/// The generator of all draws.
///
/// G. L. Steele, D. Lea and C. H. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014. Its state only counts up, so that the number at any place of the stream can be had without those before it.
public struct SplitMix64: RandomNumberGenerator, Hashable, Sendable {
    /// What the state grows by with each number.
    static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    private(set) var state: UInt64

    public init(seed: UInt64) {
        state = seed
    }

    /// A stream of its own for something with an identity: the same for the same seed and id, whatever else is drawn.
    init(seed: UInt64, for id: ID<some Any>) {
        let (high, low) = id.words
        state = Self.mixed(Self.mixed(Self.mixed(seed &+ Self.step) ^ high) ^ low)
    }

    public mutating func next() -> UInt64 {
        state &+= Self.step
        return Self.mixed(state)
    }

    /// From 0 to 1, without 1: the top 53 bits over 2^53.
    public mutating func uniform() -> Double {
        Self.uniform(of: next())
    }

    @inline(__always)
    static func mixed(_ state: UInt64) -> UInt64 {
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    @inline(__always)
    static func uniform(of bits: UInt64) -> Double {
        // Of 53 bits the sign is never set, and converting signed numbers is the faster of both.
        Double(Int64(truncatingIfNeeded: bits >> 11)) * 0x1p-53
    }
}

/// What is drawn of other shapes than the uniform one.
extension SplitMix64 {
    /// An exponential of mean 1.
    mutating func exponential() -> Double {
        // One minus a uniform is never 0.
        -PortableMath.log(1 - uniform())
    }

    /// Two normals of mean 0 and variance 1, by the polar method.
    mutating func normals() -> (Double, Double) {
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let square = x * x + y * y
            if square > 0, square < 1 {
                let factor = (-2 * PortableMath.log(square) / square).squareRoot()
                return (x * factor, y * factor)
            }
        }
    }
}
