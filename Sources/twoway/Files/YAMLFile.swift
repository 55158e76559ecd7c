import JSONRPC
import Yams

/// A YAML file that a person wrote, read with suspicion: bounded, without aliases, without members that mean nothing.
///
/// YAML can name a part and repeat it (`&a`, `*a`); a few lines that do so ten times over unfold to more than fits into
/// any memory, so a file that uses it is refused before it is taken apart.
struct YAMLFile {
    /// The longest file; a library may have 512 KiB of text.
    static let maximumBytes = 1 << 20

    private let path: String
    private let root: Node
    /// Nodes refer weakly to their names (`&a`), which the parser owns.
    private let parser: Parser

    init(path: String) throws(CommandFailure) {
        try self.init(path: path, text: InputFile.text(path, atMost: Self.maximumBytes))
    }

    init(path: String, text: String) throws(CommandFailure) {
        self.path = path
        if let name = AnchorScan.repeatedName(in: text) {
            throw Self.refusal(path, "uses the alias *\(name); write the text out instead")
        }
        do {
            parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else { throw CommandFailure("\(path) is empty.") }
            self.root = root
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("\(path) is not YAML.", details: [Self.words(for: error)])
        }
    }

    /// Decodes the file; all that does not fit the type is told at once, with its place.
    func decode<Value: Decodable>(_ type: Value.Type) throws(CommandFailure) -> Value {
        var components = JSONSchemaComponents()
        guard let schema = try? JSONSchema.describing(type, into: &components) else {
            throw CommandFailure("\(path) cannot be read.")
        }
        var check = YAMLCheck(components: components)
        check.visit(root, schema: schema, at: JSONPath())
        guard check.problems.isEmpty else { throw failure(check.problems) }
        do {
            return try YAMLDecoder().decode(type, from: root)
        } catch let error as DecodingError {
            throw failure([problem(error)])
        } catch {
            throw CommandFailure("\(path) is not right.", details: ["\(error)"])
        }
    }

    /// The line of a place such as `topics[2].questions[0].purpose`, or of what is around it; counts from 1.
    func line(of place: String) -> Int? {
        YAMLPlace(place).line(in: root)
    }

    private func failure(_ problems: [YAMLProblem]) -> CommandFailure {
        let count = problems.count == 1 ? "one place" : "\(problems.count) places"
        return CommandFailure("\(path) is not right in \(count).", details: problems.map(\.description))
    }

    private func problem(_ error: DecodingError) -> YAMLProblem {
        let (context, words): (DecodingError.Context, String) =
            switch error {
            case .dataCorrupted(let context): (context, context.debugDescription)
            case .keyNotFound(let key, let context): (context, "has no \(key.stringValue)")
            case .typeMismatch(_, let context), .valueNotFound(_, let context): (context, "is not of the right kind")
            @unknown default: (DecodingError.Context(codingPath: [], debugDescription: ""), "is not right")
            }
        var path = JSONPath()
        for key in context.codingPath {
            if let index = key.intValue {
                path.append(element: index)
            } else {
                path.append(member: key.stringValue)
            }
        }
        return YAMLProblem(line: line(of: path.description), path: path.description, message: words)
    }

    private static func refusal(_ path: String, _ reason: String) -> CommandFailure {
        CommandFailure("\(path) \(reason).")
    }

    /// What the parser found, without the text around it.
    private static func words(for error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "line \(mark.line): \(problem)"
        case .duplicatedKeysInMapping(let duplicates, let context):
            "line \(context.mark.line): \(duplicates.prefix(5).joined(separator: ", ")) stands there twice"
        case .reader(let problem, _, _, _): problem
        case .some, .none: "it cannot be read"
        }
    }
}

/// Looks for names that a text both gives (`&name`) and repeats (`*name`), without knowing where texts begin and end.
enum AnchorScan {
    /// A name that is given and repeated; what happens to look like that in prose is as good as never both.
    static func repeatedName(in text: String) -> String? {
        var given: Set<Substring> = []
        var repeated: Set<Substring> = []
        let bytes = text.utf8
        var previous = UInt8(ascii: "\n")
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = bytes.index(after: index)
            if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*"), !isName(previous) {
                let end = bytes[next...].firstIndex { !isName($0) } ?? bytes.endIndex
                let name = text[next..<end]
                if byte == UInt8(ascii: "&") {
                    given.insert(name)
                } else {
                    repeated.insert(name)
                }
            }
            previous = byte
            index = next
        }
        return given.intersection(repeated).filter { !$0.isEmpty }.min().map(String.init)
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
