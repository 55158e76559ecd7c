/// What the containers of one decoding run share: the tape, and a mark for each of its entries.
///
/// The marks say what was asked for, so that everything else can be refused at the end. Paths are not kept but found again
/// from the entry when there is something to complain about; success does not pay for them.
final class DecodingSession {
    let tape: JSONTape
    private let base: Int
    private let basePath: String
    // Unchecked: nothing is called while a mark is being changed, and a session stays with the one call that made it.
    @exclusivity(unchecked) private var marks: [Marks]
    /// An object two of whose names are the same text to Swift, which a dictionary would silently merge.
    private var ambiguousObject: Int?

    /// Five bits of history, and above them, for an object, where the next search for a member starts.
    struct Marks {
        private var bits: UInt32 = 0

        static let requested: UInt32 = 1
        static let entered: UInt32 = 2
        static let keyed: UInt32 = 4
        static let unkeyed: UInt32 = 8
        static let single: UInt32 = 16
        static let opened = keyed | unkeyed | single

        func contains(_ mark: UInt32) -> Bool { bits & mark != 0 }

        mutating func insert(_ mark: UInt32) { bits |= mark }

        /// Counted from the session's first entry; 0 for no cursor yet.
        var cursor: Int {
            get { Int(bits >> 5) }
            set { bits = bits & 31 | UInt32(truncatingIfNeeded: newValue) << 5 }
        }
    }

    init(node: JSONNode, path: String) {
        tape = node.tape
        base = node.index
        basePath = path
        marks = Array(repeating: Marks(), count: Int(node.tape.entries[node.index].next) - node.index)
    }

    func kind(at index: Int) -> JSONKind { tape.entries[index].kind }

    func mark(_ index: Int, _ mark: UInt32) {
        marks[index - base].insert(mark)
    }

    // MARK: Members

    /// The member for a key, marked as requested; the search starts behind the one found last.
    func value(for key: some CodingKey, in object: Int) -> Int? {
        let cursor = marks[object - base].cursor
        let start = cursor == 0 ? object + 1 : cursor + base
        guard let value = tape.value(named: key.stringValue, in: object, from: start) else { return nil }
        marks[value - base].insert(Marks.requested)
        marks[object - base].cursor = Int(tape.entries[value].next) - base
        return value
    }

    func requiredValue(for key: some CodingKey, in object: Int) throws -> Int {
        if let value = value(for: key, in: object) { return value }
        throw DecodingFailure(index: object, steps: [JSONCodingKey(key.stringValue)], reason: "is missing")
    }

    /// The member for a key unless it is absent or null.
    func presentValue(for key: some CodingKey, in object: Int) -> Int? {
        guard let value = value(for: key, in: object), kind(at: value) != .null else { return nil }
        return value
    }

    /// The names that the type understands as keys, marked as requested; a dictionary takes them all.
    func allKeys<Key: CodingKey>(_ type: Key.Type, in object: Int) -> [Key] {
        var keys: [Key] = []
        var isASCII = true
        for member in JSONNode(tape: tape, index: object).members {
            let name = member.name
            guard let key = Key(stringValue: name) else { continue }
            isASCII = isASCII && name.utf8.allSatisfy { $0 < 0x80 }
            marks[member.value.index - base].insert(Marks.requested)
            keys.append(key)
        }
        if !isASCII, Set(keys.map(\.stringValue)).count < keys.count { ambiguousObject = object }
        return keys
    }

    // MARK: Values

    /// Runs the type's own `init(from:)`, and turns whatever it throws into an error with a path.
    func decode<T: Decodable>(_ type: T.Type, at index: Int) throws -> T {
        let before = marks[index - base]
        marks[index - base].insert(Marks.entered)
        do {
            return try T(from: TapeDecoder(session: self, index: index))
        } catch {
            // A type may try one form after the other: what a failed attempt asked for does not count.
            for entry in index..<Int(tape.entries[index].next) { marks[entry - base] = Marks() }
            marks[index - base] = before
            throw DecodingFailure(error, of: type, at: index, depth: { self.codingPath(to: index).count })
        }
    }

    func boolean(at index: Int) throws -> Bool {
        guard let value = JSONNode(tape: tape, index: index).boolean else { throw mismatch("true or false", at: index) }
        return value
    }

    func string(at index: Int) throws -> String {
        guard kind(at: index) == .string else { throw mismatch("a string", at: index) }
        return tape.string(at: index)
    }

    func integer<Value: FixedWidthInteger>(_ type: Value.Type, at index: Int) throws -> Value {
        guard kind(at: index) == .number else { throw mismatch("a whole number", at: index) }
        switch JSONNumber.integer(type, in: tape.rawBytes(at: index).span) {
        case .value(let value): return value
        case .fractional: throw failure("must be a whole number", at: index)
        case .outOfRange: throw failure("must be between \(type.min) and \(type.max)", at: index)
        }
    }

    func double(at index: Int) throws -> Double {
        guard kind(at: index) == .number else { throw mismatch("a number", at: index) }
        return try finite(JSONNumber.double(in: tape.rawBytes(at: index).span), at: index)
    }

    func float(at index: Int) throws -> Float {
        guard kind(at: index) == .number else { throw mismatch("a number", at: index) }
        return try finite(JSONNumber.floatingPoint(in: tape.rawBytes(at: index).span), at: index)
    }

    private func finite<Value: BinaryFloatingPoint>(_ value: Value?, at index: Int) throws -> Value {
        guard let value, value.isFinite else { throw failure("is too large", at: index) }
        return value
    }

    // MARK: What is left over

    /// Refuses members and elements that nobody asked for; called once, when the value stands.
    func refuseUnrequested() throws(DecodingFailure) {
        if let ambiguousObject {
            throw failure("has two members with names that look the same", at: ambiguousObject)
        }
        for index in base..<base + marks.count {
            let mark = marks[index - base]
            let isIgnored = mark.contains(Marks.entered) && !mark.contains(Marks.opened)
            switch kind(at: index) {
            case .object where isIgnored || mark.contains(Marks.keyed):
                for member in JSONNode(tape: tape, index: index).members
                where !marks[member.value.index - base].contains(Marks.requested) {
                    throw failure("is not a known member", at: member.value.index)
                }
            case .array where mark.contains(Marks.unkeyed):
                for element in JSONNode(tape: tape, index: index).elements
                where !marks[element.index - base].contains(Marks.requested) {
                    throw failure("is one element too many", at: element.index)
                }
            default:
                // A type without any member is an object without any member.
                if isIgnored { throw mismatch("an object", at: index) }
            }
        }
    }

    // MARK: Errors

    func failure(_ reason: String, at index: Int) -> DecodingFailure {
        DecodingFailure(index: index, steps: [], reason: reason)
    }

    func mismatch(_ wanted: String, at index: Int) -> DecodingFailure {
        failure("must be \(wanted), not \(kind(at: index).noun)", at: index)
    }

    /// The failure with the way to its place.
    func error(for failure: DecodingFailure) -> JSONDecodingError {
        var path = JSONPath(basePath)
        path.append(codingPath(to: failure.index))
        path.append(failure.steps)
        return JSONDecodingError(path: path.description, reason: failure.reason)
    }

    /// The way from the session's node down to an entry, found by skipping whole values.
    func codingPath(to index: Int) -> [any CodingKey] {
        var keys: [any CodingKey] = []
        var container = base
        while container != index {
            let isObject = kind(at: container) == .object
            var position = 0
            var child = container + (isObject ? 2 : 1)
            while Int(tape.entries[child].next) <= index {
                child = Int(tape.entries[child].next) + (isObject ? 1 : 0)
                position += 1
            }
            keys.append(isObject ? JSONCodingKey(tape.string(at: child - 1)) : JSONCodingKey(position))
            container = child
        }
        return keys
    }
}
