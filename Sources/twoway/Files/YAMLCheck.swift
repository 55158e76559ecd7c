import JSONRPC
import Yams

/// Something in a file that does not fit.
struct YAMLProblem: Hashable, CustomStringConvertible {
    var line: Int?
    var path: String
    var message: String

    var description: String {
        let place = [line.map { "line \($0)" }, path.isEmpty ? nil : path].compactMap(\.self).joined(separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}

/// Compares a file with the schema of what it should be, since a decoder ignores members that it does not know.
struct YAMLCheck {
    /// More problems than anybody reads at once.
    private static let maximumProblems = 100

    private let components: JSONSchemaComponents
    private(set) var problems: [YAMLProblem] = []

    init(components: JSONSchemaComponents) {
        self.components = components
    }

    mutating func visit(_ node: Node, schema: JSONSchema, at path: JSONPath) {
        guard problems.count < Self.maximumProblems else { return }
        let schema = components.resolve(schema)
        guard node.anchor == nil else { return note(node, path, "has a name (&): write it without") }
        if !schema.properties.isEmpty {
            visitObject(node, schema, path)
        } else if let items = schema.items {
            visitArray(node, items, path)
        } else if !schema.enumeration.isEmpty {
            visitWord(node, schema.enumeration, path)
        } else {
            visitScalar(node, schema.types, path)
        }
    }

    private mutating func visitObject(_ node: Node, _ schema: JSONSchema, _ path: JSONPath) {
        guard let mapping = node.mapping else {
            return note(node, path, "should have members such as \(names(schema))")
        }
        var missing = Set(schema.required)
        for (key, value) in mapping {
            guard let name = key.string, let property = schema.properties.first(where: { $0.name == name }) else {
                noteUnknown(key, schema, path)
                continue
            }
            if Self.isNull(value) { continue }
            missing.remove(name)
            var place = path
            place.append(member: name)
            visit(value, schema: property.schema, at: place)
        }
        for name in schema.required where missing.contains(name) {
            note(node, path, "has no \(name)")
        }
    }

    private mutating func visitArray(_ node: Node, _ items: JSONSchema, _ path: JSONPath) {
        guard let sequence = node.sequence else { return note(node, path, "should be a list") }
        for (index, element) in sequence.enumerated() {
            var place = path
            place.append(element: index)
            visit(element, schema: items, at: place)
        }
    }

    private mutating func visitWord(_ node: Node, _ words: [String], _ path: JSONPath) {
        guard let scalar = node.scalar, words.contains(scalar.string) else {
            return note(node, path, "should be one of \(words.joined(separator: ", "))")
        }
    }

    private mutating func visitScalar(_ node: Node, _ types: [String], _ path: JSONPath) {
        guard let scalar = node.scalar else {
            guard types.isEmpty else { return note(node, path, "should be \(Self.noun(types))") }
            return
        }
        // A number or a yes is a fine text; a text is no number.
        let isRight =
            types.isEmpty || types.contains("string")
            || types.contains("integer") && Int.construct(from: scalar) != nil
            || types.contains("number") && Double.construct(from: scalar)?.isFinite == true
            || types.contains("boolean") && Bool.construct(from: scalar) != nil
        if !isRight { note(node, path, "should be \(Self.noun(types))") }
    }

    private mutating func noteUnknown(_ key: Node, _ schema: JSONSchema, _ path: JSONPath) {
        let name = key.string ?? ""
        var place = path
        place.append(member: name)
        let known = schema.properties.map(\.name)
        if let nearest = Nearest.word(to: name, among: known) {
            note(key, place, "is not known; do you mean \(nearest)?")
        } else {
            note(key, place, "is not known; there are \(known.joined(separator: ", "))")
        }
    }

    private mutating func note(_ node: Node, _ path: JSONPath, _ message: String) {
        problems.append(YAMLProblem(line: node.mark?.line, path: path.description, message: message))
    }

    private func names(_ schema: JSONSchema) -> String {
        schema.properties.prefix(3).map(\.name).joined(separator: ", ")
    }

    private static func isNull(_ node: Node) -> Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    private static func noun(_ types: [String]) -> String {
        switch types.first {
        case "string": "a text"
        case "integer": "a whole number"
        case "number": "a number"
        case "boolean": "true or false"
        default: "something else"
        }
    }
}

/// A place in a file, such as `topics[2].questions[0].purpose`.
struct YAMLPlace {
    private enum Step {
        case member(Substring)
        case element(Int)
    }

    private let steps: [Step]

    init(_ path: String) {
        steps = path.split(separator: ".").flatMap { part -> [Step] in
            let pieces = part.split(separator: "[")
            return pieces.enumerated().map { index, piece in
                if index == 0, !part.hasPrefix("[") { return .member(piece) }
                return Int(piece.prefix { $0 != "]" }).map { .element($0) } ?? .member(piece)
            }
        }
    }

    /// The line where the place is, or as far as the way there leads.
    func line(in root: Node) -> Int? {
        var node = root
        var line = root.mark?.line
        for step in steps {
            switch step {
            case .member(let name):
                guard let pair = node.mapping?.first(where: { $0.key.string == String(name) }) else { return line }
                line = pair.key.mark?.line ?? line
                node = pair.value
            case .element(let index):
                guard let sequence = node.sequence, sequence.indices.contains(index) else { return line }
                node = sequence[index]
                line = node.mark?.line ?? line
            }
        }
        return line
    }
}
