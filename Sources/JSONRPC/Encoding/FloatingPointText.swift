/// A floating-point value that can be written.
protocol FloatingPointText: BinaryFloatingPoint {
    /// Writes a value that is known to be finite.
    func write(to writer: inout JSONWriter)
}

extension Double: FloatingPointText {
    func write(to writer: inout JSONWriter) {
        _ = writer.double(self)
    }
}

extension Float: FloatingPointText {
    func write(to writer: inout JSONWriter) {
        // The shortest text of a Float is shorter than that of the Double of the same value.
        let whole = magnitude < 16_777_216 ? Int(self) : 0
        if Self(whole) == self, whole != 0 || sign == .plus {
            writer.integer(whole)
        } else {
            writer.token(description)
        }
    }
}
