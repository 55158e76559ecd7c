/// A value that shows its name but not its content in logs, interpolation, `dump` and a debugger.
///
/// A conforming type gives out its content only through members that are named for it, such as `text`; it must not be
/// `Codable`, since an encoder does not ask for descriptions.
public protocol Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Redacted {
    public var description: String { "\(Self.self)(…)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
