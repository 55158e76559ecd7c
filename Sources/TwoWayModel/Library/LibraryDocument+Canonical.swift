extension LibraryDocument {
    /// The bytes to be hashed with SHA-256 for `LibraryVersion.contentHash`; an empty list counts as an absent one.
    public func canonicalContent() -> [UInt8] {
        var bytes = CanonicalBytes()
        bytes.put("library")
        bytes.put(slug)
        bytes.put(title)
        bytes.put(summary)
        bytes.put(language)
        bytes.put(licence)
        bytes.putList(count: topics.count)
        for topic in topics {
            bytes.put(topic.key)
            bytes.put(topic.title)
            bytes.put(topic.summary)
            bytes.put(topic.general ?? false)
            bytes.putList(count: topic.questions.count)
            for question in topic.questions {
                bytes.put(question.key)
                question.putContent(in: &bytes)
            }
        }
        return bytes.bytes
    }

    /// The number of bytes of all texts together.
    var textBytes: Int {
        var sum = [slug, title, summary ?? "", language, licence ?? ""].reduce(0) { $0 + $1.utf8.count }
        for topic in topics {
            sum += topic.key.utf8.count + topic.title.utf8.count + (topic.summary?.utf8.count ?? 0)
            for question in topic.questions {
                sum += question.key.utf8.count + question.text.utf8.count + (question.purpose?.utf8.count ?? 0)
                let lists = [question.followUps, question.listenFor, question.warningSigns, question.dimensions]
                for item in lists.lazy.compactMap({ $0 }).joined() { sum += item.utf8.count }
            }
        }
        return sum
    }
}

extension LibraryDocument.Question {
    /// Whether both say the same in everything but the key.
    ///
    /// Compared byte by byte as the database does it, not by canonical equivalence as Swift's `==` on strings; an empty
    /// list counts as an absent one.
    public func sameContent(as other: Self) -> Bool {
        var mine = CanonicalBytes()
        var theirs = CanonicalBytes()
        putContent(in: &mine)
        other.putContent(in: &theirs)
        return mine.bytes == theirs.bytes
    }

    fileprivate func putContent(in bytes: inout CanonicalBytes) {
        bytes.put(text)
        bytes.put(purpose)
        bytes.put(followUps ?? [])
        bytes.put(listenFor ?? [])
        bytes.put(warningSigns ?? [])
        bytes.put(kind?.rawValue)
        bytes.put(subject?.rawValue)
        bytes.put(horizon?.rawValue)
        bytes.put((audience ?? []).map(\.rawValue))
        bytes.put(minutes)
        bytes.put(informativeness)
        bytes.put(dimensions ?? [])
    }
}

extension CanonicalBytes {
    fileprivate mutating func put(_ list: [String]) {
        putList(count: list.count)
        for item in list { put(item) }
    }
}
