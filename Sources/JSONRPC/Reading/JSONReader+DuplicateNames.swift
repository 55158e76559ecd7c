extension JSONReader {
    /// Objects up to this size are compared pair by pair, larger ones through a hash table: the time stays linear.
    private static let pairwiseLimit = 8

    /// Refuses an object two of whose names are made of the same UTF-8 bytes once escapes are resolved.
    mutating func refuseDuplicateNames(in object: Int, _ text: Span<UInt8>) throws(JSONSyntaxError) {
        if entries[object].count <= Self.pairwiseLimit {
            try comparePairs(in: object, text)
        } else {
            try hashNames(in: object, text)
        }
    }

    private func comparePairs(in object: Int, _ text: Span<UInt8>) throws(JSONSyntaxError) {
        var later = Int(entries[object + 2].next)
        while later < entries.count {
            var earlier = object + 1
            while earlier < later {
                if sameName(earlier, later, text) { throw duplicate(later) }
                earlier = Int(entries[earlier + 1].next)
            }
            later = Int(entries[later + 1].next)
        }
    }

    /// Open addressing; 0 marks a free place, since the first entry of a tape is never a name.
    private mutating func hashNames(in object: Int, _ text: Span<UInt8>) throws(JSONSyntaxError) {
        var capacity = 32
        while capacity < entries[object].count * 2 { capacity *= 2 }
        nameTable.removeAll(keepingCapacity: true)
        nameTable.append(contentsOf: repeatElement(0, count: capacity))
        var name = object + 1
        while name < entries.count {
            var place = hash(ofName: name, text) & (capacity - 1)
            while nameTable[place] != 0 {
                if sameName(Int(nameTable[place]), name, text) { throw duplicate(name) }
                place = (place + 1) & (capacity - 1)
            }
            nameTable[place] = UInt32(truncatingIfNeeded: name)
            name = Int(entries[name + 1].next)
        }
    }

    private func duplicate(_ name: Int) -> JSONSyntaxError {
        JSONSyntaxError(offset: Int(entries[name].start), reason: .duplicateName)
    }

    private func content(ofName name: Int) -> Range<Int> {
        Int(entries[name].start) + 1..<Int(entries[name].end) - 1
    }

    /// Seeded per process by the standard library, so that nobody can prepare names that collide.
    private func hash(ofName name: Int, _ text: Span<UInt8>) -> Int {
        var hasher = Hasher()
        let content = text.extracting(content(ofName: name))
        if entries[name].isIntricate {
            var decoded: [UInt8] = []
            JSONStringContent.decode(content, into: &decoded)
            decoded.withUnsafeBytes { hasher.combine(bytes: $0) }
        } else {
            content.withUnsafeBytes { hasher.combine(bytes: $0) }
        }
        return hasher.finalize()
    }

    private func sameName(_ first: Int, _ second: Int, _ text: Span<UInt8>) -> Bool {
        let firstContent = content(ofName: first)
        let secondContent = content(ofName: second)
        guard !entries[first].isIntricate, !entries[second].isIntricate else {
            return JSONStringContent.areEqual(text.extracting(firstContent), text.extracting(secondContent))
        }
        guard firstContent.count == secondContent.count else { return false }
        for offset in 0..<firstContent.count
        where text[firstContent.lowerBound + offset] != text[secondContent.lowerBound + offset] {
            return false
        }
        return true
    }
}
