/// A value whose text is short ASCII with nothing to escape, and which writes it where there is room already.
///
/// A list has some hundred of them, which need no string each in between.
package protocol PlainText {
    /// The most bytes that the text takes.
    static var maximumBytes: Int { get }
    /// Writes the text into at least `maximumBytes` and answers how many it took.
    func write(into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int
}

extension PlainText {
    /// The same as a string.
    var plainText: String {
        String(unsafeUninitializedCapacity: Self.maximumBytes) { write(into: $0) }
    }
}
