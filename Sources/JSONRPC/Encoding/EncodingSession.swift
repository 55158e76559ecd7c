/// What the containers of one encoding run share: the writer, and a stack of values that are not complete yet.
///
/// `Encodable` never says that a container is complete. It is when something is written further out, so every write first
/// closes what has been opened inside its own container.
final class EncodingSession {
    // Unchecked: the writer and the stack call nobody back, and a session stays with the one call that made it.
    @exclusivity(unchecked) private(set) var writer = JSONWriter()
    private(set) var failure: JSONEncodingError?
    @exclusivity(unchecked) private var frames: [Frame] = []
    private var serial: UInt32 = 0

    /// Where a value is to stand: a level of the stack, and who is expected to be there.
    struct Slot {
        let depth: UInt32
        let serial: UInt32
    }

    private enum State {
        case pending
        case complete
        case object
        case array
    }

    private struct Frame {
        var state = State.pending
        let serial: UInt32
        /// The member's name, if the value is a member.
        let name: String?
        /// The number of values begun inside.
        var count = 0
    }

    func encodeRoot<T: Encodable>(_ value: T) throws {
        let slot = push(name: nil)
        try encode(value, in: slot)
        close(downTo: 0)
    }

    // MARK: Containers

    /// Makes the value in a slot an object, or goes on with the object it is already.
    func beginObject(in slot: Slot) { begin(.object, in: slot) }

    func beginArray(in slot: Slot) { begin(.array, in: slot) }

    func count(in slot: Slot) -> Int { isOpen(slot) ? frames[Int(slot.depth)].count : 0 }

    private func begin(_ state: State, in slot: Slot) {
        guard (try? resume(slot)) != nil else { return note("was written to after it was complete", in: slot) }
        switch frames[Int(slot.depth)].state {
        case .pending:
            frames[Int(slot.depth)].state = state
            if state == .object { writer.beginObject() } else { writer.beginArray() }
        case let current where current == state:
            return
        default:
            note("was given two different values", in: slot)
        }
    }

    // MARK: Values

    func writeScalar(in slot: Slot, _ write: (inout JSONWriter) -> Void) throws {
        try resume(slot)
        guard frames[Int(slot.depth)].state == .pending else { throw error("was given two different values", in: slot) }
        frames[Int(slot.depth)].state = .complete
        write(&writer)
    }

    func writeFloatingPoint(_ value: some FloatingPointText, in slot: Slot) throws {
        guard value.isFinite else { throw error("is not a finite number", in: slot) }
        try writeScalar(in: slot) { value.write(to: &$0) }
    }

    func writeMember(_ name: String, in slot: Slot, _ write: (inout JSONWriter) -> Void) throws {
        try resume(slot)
        frames[Int(slot.depth)].count += 1
        writer.name(name)
        write(&writer)
    }

    func writeElement(in slot: Slot, _ write: (inout JSONWriter) -> Void) throws {
        try resume(slot)
        frames[Int(slot.depth)].count += 1
        write(&writer)
    }

    /// Opens a slot for a member or, without a name, an element.
    func openSlot(named name: String?, in slot: Slot) throws -> Slot {
        try resume(slot)
        frames[Int(slot.depth)].count += 1
        if let name { writer.name(name) }
        return push(name: name)
    }

    /// As ``openSlot(named:in:)`` for callers that cannot throw; the error comes out at the end.
    func openSlotNotingFailure(named name: String?, in slot: Slot) -> Slot {
        do {
            return try openSlot(named: name, in: slot)
        } catch {
            note("was written to after it was complete", in: slot)
            return Slot(depth: .max, serial: 0)
        }
    }

    /// Encodes a member or, without a name, an element; a value that fails leaves nothing behind.
    func encode<T: Encodable>(_ value: T, named name: String?, in slot: Slot) throws {
        try resume(slot)
        let start = writer.count
        let inner = try openSlot(named: name, in: slot)
        do {
            try encode(value, in: inner)
        } catch {
            frames.removeLast(max(0, frames.count - Int(inner.depth)))
            if isOpen(slot) { frames[Int(slot.depth)].count -= 1 }
            writer.truncate(to: start)
            throw error
        }
        close(downTo: Int(inner.depth))
    }

    private func encode<T: Encodable>(_ value: T, in slot: Slot) throws {
        do {
            try value.encode(to: StreamEncoder(session: self, slot: slot))
        } catch let error as JSONEncodingError {
            throw error
        } catch EncodingError.invalidValue(_, let context) {
            throw self.error(context.debugDescription, in: slot)
        } catch {
            throw self.error("\(type(of: error)) was thrown", in: slot)
        }
    }

    // MARK: The stack

    private func push(name: String?) -> Slot {
        serial &+= 1
        frames.append(Frame(serial: serial, name: name))
        return Slot(depth: UInt32(truncatingIfNeeded: frames.count - 1), serial: serial)
    }

    private func isOpen(_ slot: Slot) -> Bool {
        slot.depth < frames.count && frames[Int(slot.depth)].serial == slot.serial
    }

    /// Closes everything inside a slot, which has to be open itself.
    private func resume(_ slot: Slot) throws {
        guard isOpen(slot) else { throw error("was written to after it was complete", in: slot) }
        close(downTo: Int(slot.depth) + 1)
    }

    private func close(downTo depth: Int) {
        while frames.count > depth {
            switch frames.removeLast().state {
            case .pending:
                writer.beginObject()
                writer.endObject()
            case .object: writer.endObject()
            case .array: writer.endArray()
            case .complete: break
            }
        }
    }

    // MARK: Errors

    func error(_ reason: String, in slot: Slot, then name: String? = nil) -> JSONEncodingError {
        var path = JSONPath()
        path.append(codingPath(to: slot))
        if let name { path.append(member: name) }
        return JSONEncodingError(path: path.description, reason: reason)
    }

    private func note(_ reason: String, in slot: Slot) {
        failure = failure ?? error(reason, in: slot)
    }

    func codingPath(to slot: Slot) -> [any CodingKey] {
        guard isOpen(slot), slot.depth > 0 else { return [] }
        return (1...Int(slot.depth)).map { depth in
            frames[depth].name.map { JSONCodingKey($0) } ?? JSONCodingKey(frames[depth - 1].count - 1)
        }
    }
}
