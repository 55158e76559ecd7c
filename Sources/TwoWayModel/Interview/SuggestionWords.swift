/// Doubts, as data and in words.
extension SuggestionFacts {
    /// What is in doubt about some priorities, the gravest first.
    func doubts(about places: [Int]) -> [Doubt] {
        let matters = places.map { self.matters[$0] }
        func doubts(_ kind: Doubt.Kind, where isSo: (Matter) -> Bool) -> [Doubt] {
            matters.filter(isSo).map { Doubt(kind: kind, priority: $0.priority.key, width: $0.width) }
        }
        return doubts(.unverifiedBelief, where: \.hasUnverifiedBelief)
            + doubts(.contradiction, where: \.isContradicted)
            + doubts(.unknownMustHave, where: \.isUnknownMustHave)
            + doubts(.openPriority) { !$0.isUrgent && $0.width > 0 }
    }

    /// The doubts in plain sentences, as the candidate reads them.
    func reason(for doubts: [Doubt], mustAskOfRound round: Int? = nil, belief: Belief? = nil) -> String {
        var sentences: [String] = []
        if doubts.contains(where: { $0.kind == .openMustAsk }) {
            let place = round.map { " in round \($0)" } ?? ""
            sentences.append("You wanted to ask this without fail\(place), and it was not asked.")
        }
        if let belief {
            sentences.append(
                "You believe \u{201C}\(belief.statement)\u{201D}, and nobody who can know has confirmed it."
            )
        }
        func add(_ kind: Doubt.Kind, except key: ID<Priority>? = nil, _ sentence: (String) -> String) {
            let keys = doubts.filter { $0.kind == kind && $0.priority != key }.compactMap(\.priority)
            let titles = keys.compactMap { place(of: $0) }.map { matters[$0].priority.title.text }
            if !titles.isEmpty { sentences.append(sentence(titles.inOneList)) }
        }
        add(.unverifiedBelief, except: belief?.priority) { "What you believe about \($0) is not verified." }
        add(.contradiction) { "Two sources disagree about \($0)." }
        add(.unknownMustHave) { "Not known yet to meet your must-have: \($0)." }
        let open = doubts.filter { $0.kind == .openPriority }
        let titles = { (doubts: [Doubt]) in
            doubts.compactMap { $0.priority.flatMap { place(of: $0) } }.map { matters[$0].priority.title.text }
        }
        let unknown = titles(open.filter { ($0.width ?? 0) >= 1 })
        if !unknown.isEmpty { sentences.append("Nothing is known yet about \(unknown.inOneList).") }
        for doubt in open where (doubt.width ?? 0) < 1 {
            guard let title = titles([doubt]).first else { continue }
            let share = Int(((doubt.width ?? 0) * 100).rounded())
            sentences.append(share > 0 ? "\(title) is still \(share) % open." : "\(title) is hardly open any more.")
        }
        if let topic = doubts.first(where: { $0.kind == .generalTopic })?.topic {
            sentences.append("Belongs to every list and was not touched yet: \(topic).")
        }
        if sentences.isEmpty { sentences.append("Nothing that matters most is in doubt; it may still help.") }
        return sentences.joined(separator: " ")
    }
}

extension Contradiction {
    /// A question that asks again when no library has one: it names nobody, quotes nothing, and does not say that anybody
    /// disagrees.
    func wording(of title: Title?) -> Line {
        let subject = title.map { "\u{201C}\($0.text)\u{201D}" } ?? "one thing that matters to me"
        let question =
            switch scope {
            case .organisation: "how is that across the organisation, and what is a recent example?"
            case .function: "how is that in this part of the organisation, and what is a recent example?"
            case .supervisor: "how is that with the person I would report to, and what is a recent example?"
            case .job: "how is that in this job day by day, and what is a recent example?"
            }
        return Line(unchecked: "I want to be sure that I understand \(subject): \(question)")
    }
}

extension Belief {
    /// A question that checks it when no library has one: open, and without saying what would be welcome.
    var wording: Line {
        let lead = "What I have gathered so far: "
        let question =
            switch scope {
            case .organisation: " How is that across the organisation, from what you have seen?"
            case .function: " How is that in this part of the organisation, from what you have seen?"
            case .supervisor: " How is that with the person I would report to, and what is a recent example?"
            case .job: " How is that in this job, and what is a recent example?"
            }
        let room = Line.maximumBytes - lead.utf8.count - question.utf8.count - "\u{201C}\u{2026}\u{201D}.".utf8.count
        var said = ""
        for character in statement.text {
            guard said.utf8.count + character.utf8.count <= room else {
                said += "\u{2026}"
                break
            }
            said.append(character)
        }
        return Line(unchecked: "\(lead)\u{201C}\(said)\u{201D}.\(question)")
    }
}

extension [String] {
    /// Such as "pay, training and feedback".
    var inOneList: String {
        guard count > 1, let last else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " and " + last
    }
}
