/// A currency after ISO 4217: three capital letters, such as `EUR`.
public struct CurrencyCode: TextValue {
    public let text: String

    public init(_ text: String) throws(TextRefusal) {
        guard text.utf8.count == 3, text.utf8.allSatisfy({ $0.isUppercaseLetter }) else {
            throw TextRefusal("is not a currency such as EUR")
        }
        self.text = text
    }
}
