/// A place in a document: cheap to copy, and keeps the document alive.
public struct JSONNode: Sendable {
    let tape: JSONTape
    let index: Int

    private var entry: JSONTapeEntry { tape.entries[index] }

    public var kind: JSONKind { entry.kind }

    public var isNull: Bool { kind == .null }

    /// The value exactly as it stood in the text, without the white space around it.
    public var rawBytes: ArraySlice<UInt8> { tape.rawBytes(at: index) }

    /// The number of elements or members; 0 for everything that has none.
    public var count: Int { entry.count }

    /// The content of a string, escapes resolved; nil for any other kind.
    public var string: String? { kind == .string ? tape.string(at: index) : nil }

    /// The value of a boolean; nil for any other kind.
    public var boolean: Bool? { kind == .boolean ? tape.bytes[Int(entry.start)] == UInt8(ascii: "t") : nil }

    /// The value of a number that is whole and fits, such as `7`, `7.0` and `7e0`; nil for anything else.
    public var integer: Int? {
        guard kind == .number, case .value(let value) = JSONNumber.integer(Int.self, in: rawBytes.span) else {
            return nil
        }
        return value
    }

    /// The nearest value to a number; nil for any other kind, and beyond the largest finite value.
    public var double: Double? {
        guard kind == .number else { return nil }
        let value: Double? = JSONNumber.double(in: rawBytes.span)
        return value?.isFinite == true ? value : nil
    }

    /// The members of an object in the order of the text; empty for any other kind.
    public var members: JSONMembers { JSONMembers(node: self) }

    /// The elements of an array in the order of the text; empty for any other kind.
    public var elements: JSONElements { JSONElements(node: self) }

    /// The member of this name, compared byte by byte; nil if there is none, or if this is no object.
    public subscript(name: String) -> JSONNode? {
        guard kind == .object, let value = tape.value(named: name, in: index, from: index + 1) else { return nil }
        return JSONNode(tape: tape, index: value)
    }

    /// Whether this is the string `wanted`, compared byte by byte.
    public func isString(_ wanted: StaticString) -> Bool {
        kind == .string && wanted.withUTF8Buffer { tape.string(at: index, equals: $0) }
    }
}

/// A member of an object.
public struct JSONMember: Sendable {
    /// The name as a node of kind string.
    public let nameNode: JSONNode
    public let value: JSONNode

    public var name: String { nameNode.tape.string(at: nameNode.index) }
}

/// The members of an object, in the order of the text.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    private let tape: JSONTape
    private var index: Int
    private let end: Int

    init(node: JSONNode) {
        tape = node.tape
        index = node.index + 1
        end = node.kind == .object ? Int(node.tape.entries[node.index].next) : 0
    }

    public mutating func next() -> JSONMember? {
        guard index < end else { return nil }
        defer { index = Int(tape.entries[index + 1].next) }
        return JSONMember(
            nameNode: JSONNode(tape: tape, index: index),
            value: JSONNode(tape: tape, index: index + 1)
        )
    }
}

/// The elements of an array, in the order of the text.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
    private let tape: JSONTape
    private var index: Int
    private let end: Int

    init(node: JSONNode) {
        tape = node.tape
        index = node.index + 1
        end = node.kind == .array ? Int(node.tape.entries[node.index].next) : 0
    }

    public mutating func next() -> JSONNode? {
        guard index < end else { return nil }
        defer { index = Int(tape.entries[index].next) }
        return JSONNode(tape: tape, index: index)
    }
}
