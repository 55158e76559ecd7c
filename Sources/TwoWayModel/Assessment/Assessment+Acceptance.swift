extension PriorityAssessment {
    /// Whether it stands in the way of accepting the job: a must-have that does not pass and is not waived (DOMAIN 5.3).
    public var standsInTheWay: Bool {
        guard let gate else { return false }
        return gate != .pass && waiver == nil
    }

    /// Whether a waiver is needed for it, and there is one.
    public var standsByWaiver: Bool {
        guard let gate else { return false }
        return gate != .pass && waiver != nil
    }
}

extension Assessment {
    /// Whether every must-have passes or is waived, so that the job may be accepted (DOMAIN 5.3).
    public var mayBeAccepted: Bool { !priorities.contains(where: \.standsInTheWay) }

    /// Whether it may be accepted, but not without its waivers (R14).
    public var standsOnlyByWaivers: Bool {
        mayBeAccepted && priorities.contains(where: \.standsByWaiver)
    }

    /// Which must-haves stand in the way, by title and in words; nil when none does.
    public var obstacle: String? {
        let inTheWay = priorities.filter(\.standsInTheWay)
        guard !inTheWay.isEmpty else { return nil }
        let failed = inTheWay.filter { $0.gate == .fail }.map(\.title)
        let open = inTheWay.filter { $0.gate != .fail }.map(\.title)
        var sentences: [String] = []
        if !failed.isEmpty {
            sentences.append("\(failed.count == 1 ? "A must-have" : "Must-haves") failed: \(Self.list(failed)).")
        }
        if !open.isEmpty {
            sentences.append("\(open.count == 1 ? "A must-have is" : "Must-haves are") still open: \(Self.list(open)).")
        }
        let remedy = inTheWay.count == 1 ? "it" : "each of them"
        sentences.append("To accept all the same, waive \(remedy) with a reason.")
        return sentences.joined(separator: " ")
    }

    /// The titles, of many only the first.
    private static func list(_ titles: [Title]) -> String {
        let most = 5
        let named = titles.prefix(most).map(\.text)
        return (titles.count > most ? named + ["\(titles.count - most) more"] : named).inOneList
    }
}

extension Assessment {
    /// The same without the notes on evidence and on own ratings, as a final assessment keeps it.
    public var withoutNotes: Assessment {
        var bare = self
        bare.priorities = priorities.map { priority in
            var priority = priority
            priority.own?.note = nil
            priority.evidence = priority.evidence?.map { piece in
                var piece = piece
                piece.note = nil
                return piece
            }
            return priority
        }
        return bare
    }
}
