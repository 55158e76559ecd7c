extension PriorityExplanation {
    /// The sentences of an explanation.
    enum Words {
        static func summary(
            _ priority: Priority,
            weight: Double,
            interval: ValueInterval,
            computed: ValueInterval,
            own: OwnRating?
        ) -> String {
            let share = ValueInterval(lo: weight * interval.lo, hi: weight * interval.hi)
            let start =
                interval == .unknown
                ? "Nothing is known yet of \u{201C}\(priority.title.text)\u{201D}: it may give you anything from 0 to 1."
                : "\u{201C}\(priority.title.text)\u{201D} gives you \(interval.inWords), on a scale from 0 to 1."
            let weighs = " It weighs \(weight.inPercent) of all, and so brings \(share.inWords) to the score."
            guard own != nil else { return start + weighs }
            return start + " That is your own judgement; computed from the evidence it would be \(computed.inWords)."
                + weighs
        }

        static func piece(_ piece: Evidence, value: Double, without: ValueInterval) -> String {
            // Whom the future supervisor speaks of goes without saying.
            let isOwnScope = piece.scope == .supervisor && piece.sourceClass == .futureSupervisor
            let place = isOwnScope ? "" : piece.scope.place
            return "\(piece.sourceClass.says) \(piece.rating) \(piece.specificity.manner)\(place): counts "
                + "\(piece.strength.inTwoDigits) of 1, and is worth \(value.inTwoDigits) to you. Without it the range "
                + "would be \(without.inWords)."
        }

        static func steps(_ sum: EvidenceSum) -> [String] {
            let apart =
                sum.disagreement < 0.005
                ? "d = \(sum.disagreement.inTwoDigits): the sources agree, which leaves nothing to spread."
                : "d = \(sum.disagreement.inTwoDigits): so far the sources are from that value on average; the range "
                    + "spreads by it to both sides."
            return [
                "S = \(sum.total.inTwoDigits): what all sources count for together.",
                "m = \(sum.mean.inTwoDigits): the value that they speak for, each weighed by what it counts for.",
                apart,
                "g = \(sum.ignorance.inTwoDigits): the chance that none of them can be relied on; as much stays open.",
                "From (1 - g) * max(0, m - d) to (1 - g) * min(1, m + d) + g: \(sum.interval.inWords).",
            ]
        }

        static func gate(_ mustHave: MustHave, direction: Direction, interval: ValueInterval) -> String {
            let threshold = mustHave.threshold.asRating
            let wanted =
                switch direction {
                case .more: "at least \(threshold)"
                case .less: "at most \(threshold)"
                case .target: "as close to your target as \(threshold) is"
                }
            let start = "A must-have: \(wanted), a value of \(mustHave.theta.inTwoDigits)."
            let reaches = Gate(interval: interval, theta: mustHave.theta, requiredSourceHasSpoken: true) == .pass
            let finding =
                switch mustHave.gate {
                case .pass: " Even the worst case, \(interval.lo.inTwoDigits), reaches it: passed."
                case .fail: " Not even the best case, \(interval.hi.inTwoDigits), reaches it: failed."
                case .unknown where reaches: " The worst case, \(interval.lo.inTwoDigits), reaches it, but"
                case .unknown:
                    " The best case, \(interval.hi.inTwoDigits), reaches it, the worst, \(interval.lo.inTwoDigits), "
                        + "does not: open."
                }
            var sentence = start + finding
            if let source = mustHave.requiredSource, !mustHave.requiredSourceHasSpoken, mustHave.gate == .unknown {
                sentence +=
                    reaches
                    ? " nothing counts until there is word from \(source.voice): open."
                    : " It also needs word from \(source.voice), and there is none."
            }
            if let waiver = mustHave.waiver {
                let reason = waiver.reason.map { ": \u{201C}\($0.text)\u{201D}" } ?? ""
                sentence += " You waived it\(reason)\(reason.isEmpty ? "." : "")"
            }
            return sentence
        }

        static func missing(_ priority: Priority, _ evidence: [Evidence]) -> [String] {
            guard !evidence.isEmpty else {
                return ["No answer, note, promise or observation is rated yet."]
            }
            var sentences: [String] = []
            if let source = priority.requiredSource, !evidence.contains(where: { $0.sourceClass == source }) {
                sentences.append("The must-have needs word from \(source.voice), and there is none.")
            }
            let knows: Set<SourceClass> = [.futureSupervisor, .hiringManager]
            if priority.bossDependent, !evidence.contains(where: { knows.contains($0.sourceClass) }) {
                sentences.append("It depends on the person you would report to, who has not been heard on it.")
            }
            if evidence.allSatisfy({ $0.scope == .organisation }) {
                sentences.append("All of it is about the organisation as a whole, nothing about this job.")
            }
            if evidence.count == 1 {
                sentences.append("It rests on a single source.")
            }
            if evidence.allSatisfy({ $0.specificity == .general || $0.specificity == .evasive }) {
                sentences.append("Nobody has told an example or described how it is done.")
            }
            return sentences
        }

        static func settling(_ conflict: EvidenceConflict, weaker: Evidence, leaves interval: ValueInterval) -> String {
            let stronger = weaker.id == conflict.first.id ? conflict.second : conflict.first
            return "Ask again about what contradicts itself, \(stronger.rating) by \(stronger.sourceClass.voice) and "
                + "\(weaker.rating) by \(weaker.sourceClass.voice): if the second does not hold, \(interval.inWords) is left."
        }

        static func example(
            of source: SourceClass,
            isNeeded: Bool,
            isFirst: Bool,
            leaves interval: ValueInterval
        ) -> String {
            let needed = isNeeded ? ", without which the must-have cannot pass" : ""
            let outlook =
                isFirst
                ? "whatever it tells, only \(interval.width.inTwoDigits) of the range stays open."
                : "if it agrees with what is known, \(interval.inWords) is left."
            return "\(source.example)\(needed): \(outlook)"
        }
    }
}
