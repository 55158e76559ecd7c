/// The wire names of an enumeration, known from its type alone.
enum EnumerationNames {
    /// The raw values of a type that lists its cases and has strings as raw values; nil for any other type.
    static func of(_ type: any Any.Type) -> [String]? {
        guard let type = type as? any CaseIterable.Type else { return nil }
        return names(type)
    }

    private static func names<T: CaseIterable>(_ type: T.Type) -> [String]? {
        let names = type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        return names.isEmpty ? nil : names
    }
}
