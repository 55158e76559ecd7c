/// Draws gammas of scale 1.
///
/// G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", ACM Transactions on Mathematical Software
/// 26 (2000) 363-372.
struct GammaSampler {
    /// What is reckoned once for all draws of a shape.
    struct Shape {
        fileprivate let d: Double
        fileprivate let c: Double
        /// The power of a uniform that brings a draw of the shape above 1 down to one below; nil for others.
        fileprivate let power: Double?

        /// Nil for the shape 0, of which every draw is 0.
        init?(_ shape: Double) {
            guard shape > 0 else { return nil }
            d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3
            c = 1 / (9 * d).squareRoot()
            power = shape < 1 ? 1 / shape : nil
        }
    }

    private var generator: SplitMix64
    /// Normals come in pairs.
    private var spare: Double?

    init(seed: UInt64) {
        generator = SplitMix64(seed: seed)
    }

    mutating func draw(_ shape: Shape) -> Double {
        let large = large(shape)
        guard let power = shape.power else { return large }
        return large * PortableMath.exp(PortableMath.log(1 - generator.uniform()) * power)
    }

    /// Of a shape of 1 or more.
    private mutating func large(_ shape: Shape) -> Double {
        while true {
            let x = normal()
            let root = 1 + shape.c * x
            guard root > 0 else { continue }
            let v = root * root * root
            let u = 1 - generator.uniform()
            if u < 1 - 0.0331 * (x * x) * (x * x) { return shape.d * v }
            if PortableMath.log(u) < 0.5 * x * x + shape.d * (1 - v + PortableMath.log(v)) { return shape.d * v }
        }
    }

    private mutating func normal() -> Double {
        if let kept = spare {
            spare = nil
            return kept
        }
        let (first, second) = generator.normals()
        spare = second
        return first
    }
}
