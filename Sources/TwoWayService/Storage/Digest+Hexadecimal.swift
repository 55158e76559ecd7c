import Crypto

extension Digest {
    /// Lower-case hexadecimal digits.
    var hexadecimal: String {
        reduce(into: "") { text, byte in
            text += byte < 16 ? "0\(String(byte, radix: 16))" : String(byte, radix: 16)
        }
    }
}
