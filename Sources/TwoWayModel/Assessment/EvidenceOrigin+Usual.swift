extension EvidenceOrigin {
    /// How concrete evidence of this origin is unless the candidate says otherwise; nil for an answer, which tells itself.
    ///
    /// What is written in the offer or was seen is as concrete as an example; what is published, hearsay and promises made
    /// in words are general statements.
    public func usualSpecificity(of source: SourceClass) -> Specificity? {
        switch self {
        case .answer: nil
        case .observation: .example
        case .research, .promise:
            source == .writtenOffer || source == .observation ? .example : .general
        }
    }
}

extension Promise.State {
    /// Whether the offer itself speaks about the promise, so that a rating of it rests on the offer.
    public var isInWriting: Bool {
        switch self {
        case .inOffer, .differs: true
        case .noted, .missing, .waived: false
        }
    }
}
