/// A value that writes itself as JSON, for the answers on which even `Encodable` costs too much.
///
/// `Encodable` asks for the type of every container and every member again and again: a page of 50 took three times the
/// instructions of all the rest of its request. What `write(to:)` gives is what encoding the value gives, byte for byte.
public protocol JSONWritable: Encodable {
    func write(to writer: inout JSONWriter)
}

extension Array: JSONWritable where Element: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.beginArray()
        for element in self { element.write(to: &writer) }
        writer.endArray()
    }
}

/// Members whose names need no escaping.
extension JSONWriter {
    public mutating func member(_ name: StaticString, _ value: String) {
        self.name(name)
        string(value)
    }

    public mutating func member(_ name: StaticString, _ value: Int) {
        self.name(name)
        integer(value)
    }

    public mutating func member(_ name: StaticString, _ value: Bool) {
        self.name(name)
        boolean(value)
    }

    public mutating func member(_ name: StaticString, _ value: some JSONWritable) {
        self.name(name)
        value.write(to: &self)
    }

    public mutating func member<Value: RawRepresentable>(_ name: StaticString, _ value: Value)
    where Value.RawValue == String {
        member(name, value.rawValue)
    }

    /// Writes nothing for nil.
    public mutating func member(_ name: StaticString, _ value: String?) {
        if let value { member(name, value) }
    }
}
