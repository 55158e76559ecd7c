import Foundation

/// The paths of all members of a value's JSON text, without array indices.
enum ShownMembers {
    static func of(_ value: some Encodable) throws -> Set<String> {
        func paths(_ value: Any, _ prefix: String) -> [String] {
            if let object = value as? [String: Any] {
                return object.flatMap { paths($1, prefix.isEmpty ? $0 : "\(prefix).\($0)") }
            }
            if let array = value as? [Any] { return array.flatMap { paths($0, prefix) } }
            return [prefix]
        }
        return Set(paths(try JSONSerialization.jsonObject(with: try JSONEncoder().encode(value)), ""))
    }
}

/// The paths of the stored properties of a value that hold nothing.
///
/// A sample without any shows every member that its type has: one that is added later has to be filled, and then the tests
/// say whether it goes out.
enum UnfilledMembers {
    static func of(_ value: Any) -> [String] {
        Mirror(reflecting: value).children.flatMap { child in paths(child.value, child.label ?? "") }
    }

    private static func paths(_ value: Any, _ path: String) -> [String] {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            guard let wrapped = mirror.children.first else { return [path] }
            return paths(wrapped.value, path)
        case .collection:
            guard let first = mirror.children.first else { return [path] }
            return paths(first.value, path)
        case .struct:
            return mirror.children.flatMap { child in paths(child.value, "\(path).\(child.label ?? "")") }
        default:
            return []
        }
    }
}
